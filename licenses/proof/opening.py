"""Opening a PDF that anybody may have made: what it may cost, and how it comes to the parser.

A seal's value is a hexadecimal string of tens of thousands of digits, and the parser reads it digit by digit: half the
time of a verification. So the parser gets the file with each such string replaced by a short stand-in and blanks that
it is helped over; every other byte stays in its place. A stand-in is random, so a record that shows it is the one in
whose place it stands; the true value is then taken from the file. Where a stand-in is shown by no record, the file is
parsed as it is.
"""

from __future__ import annotations

import io
import re
import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyhanko.pdf_utils.decode_limits import DecodeLimits, DocumentDecodeBudget
from pyhanko.pdf_utils.reader import PdfFileReader

from licenses.proof.gate import Mark, marks_of

BYTE_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]")

_MEBIBYTE = 1 << 20
_VALUE = re.compile(rb"<[0-9A-Fa-f]+>")
_WORTHWHILE = 2_048
"""Digits; a shorter value is read as it is."""
_MOST_STAND_INS = 16
_STAND_IN_BYTES = 16


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost."""

    bytes: int = 20 * _MEBIBYTE
    seconds: float = 10.0
    revisions: int = 64
    objects: int = 200_000
    decoded_bytes: int = 128 * _MEBIBYTE
    """Sum over all streams that are decoded; what stops a small file that unpacks to gigabytes."""
    certificates: int = 64
    """Certificates in the validation data."""
    revocation_bytes: int = 4 * _MEBIBYTE
    """Revocation lists and responses together; they are searched line by line."""


LIMITS = Limits()


class OutOfTimeError(Exception):
    """The file took longer than it may."""


class TooComplexError(Exception):
    """The file has more of something than it may; `evidence` says of what."""

    def __init__(self, what: str, value: int, limit: int) -> None:
        super().__init__(what)
        self.evidence = {"what": what, "value": str(value), "limit": str(limit)}


class EncryptedError(Exception):
    """The file cannot be read without a password."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file whose cross-references and form have been read."""

    data: bytes
    reader: PdfFileReader
    marks: tuple[Mark, ...]
    """What its form refers to as seals and timestamps, earliest revision first."""


def open_document(data: bytes, limits: Limits) -> Document:
    """Parse a file.

    Raises:
        OutOfTimeError: It took longer than it may.
        TooComplexError: It has more revisions or objects than it may.
        EncryptedError: It needs a password.
        Exception: Whatever the parser raises about a damaged or hostile file.
    """
    until = time.monotonic() + limits.seconds
    shortened, values, blanks = _shorten(data)
    reader = _reader(_TimedBytes(shortened, until, blanks), limits)
    marks = marks_of(reader, values)
    if {mark.stand_in for mark in marks} >= values.keys():
        return Document(data, reader, marks)
    reader = _reader(_TimedBytes(data, until), limits)
    return Document(data, reader, marks_of(reader))


def _shorten(data: bytes) -> tuple[bytes, Mapping[bytes, bytes], Sequence[tuple[int, int]]]:
    """Put stand-ins in the place of signature values; return what each stands for, and where the blanks are."""
    pieces, values, blanks, done = [], {}, [], 0
    for match in sorted(BYTE_RANGE.finditer(data), key=lambda match: int(match[2]))[:_MOST_STAND_INS]:
        start, end = int(match[2]), int(match[3])
        if start < done or end - start < _WORTHWHILE or (end - start) % 2 or not _VALUE.fullmatch(data, start, end):
            continue
        stand_in = secrets.token_bytes(_STAND_IN_BYTES)
        values[stand_in] = bytes.fromhex(data[start + 1 : end - 1].decode("ascii"))
        shown = f"<{stand_in.hex()}>".encode()
        pieces += [data[done:start], shown.ljust(end - start)]
        blanks.append((start + len(shown), end))
        done = end
    return b"".join([*pieces, data[done:]]), values, blanks


def _reader(stream: _TimedBytes, limits: Limits) -> PdfFileReader:
    budget = DocumentDecodeBudget(base_allowance=limits.decoded_bytes, max_ratio=0)
    reader = PdfFileReader(stream, decode_limits=DecodeLimits(document_budget=budget))
    revisions = reader.xrefs.total_revisions
    if revisions > limits.revisions:
        raise TooComplexError("revisions", revisions, limits.revisions)
    objects = sum(len(reader.xrefs.explicit_refs_in_revision(revision)) for revision in range(revisions))
    if objects > limits.objects:
        raise TooComplexError("objects", objects, limits.objects)
    if reader.encrypted:
        raise EncryptedError
    return reader


class _TimedBytes(io.BytesIO):
    """Bytes that refuse to be sought in once the time is up: every parser loop seeks.

    Who reads on from where he read before is carried over the blanks; who searches backwards is left alone.
    """

    def __init__(self, data: bytes, until: float, blanks: Sequence[tuple[int, int]] = ()) -> None:
        super().__init__(data)
        self._until = until
        self._blanks = blanks
        self._reading_on = False

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        if time.monotonic() > self._until:
            raise OutOfTimeError
        self._reading_on = False
        return super().seek(offset, whence)

    def read(self, size: int | None = -1, /) -> bytes:
        if self._reading_on:
            here = self.tell()
            for start, end in self._blanks:
                if start <= here < end and size == 1:
                    super().seek(end - 1)
        self._reading_on = True
        return super().read(size)
