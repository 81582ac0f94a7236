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
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from pyhanko.pdf_utils.crypt import AuthStatus
from pyhanko.pdf_utils.decode_limits import DecodeLimits, DocumentDecodeBudget
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader

from licenses.proof.limits import Limits, TooComplexError
from licenses.proof.structure.gate import Mark, marks_of

_BYTE_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]")

VALUE = re.compile(rb"<[0-9A-Fa-f]+>")
"""What the range of a signature leaves out."""
_WORTHWHILE = 2_048
"""Digits; a shorter value is read as it is."""
_START = b"startxref"
_TAIL = 4_096
"""Bytes at the end in which that has to stand; viewers look through the last 1,024."""
_MOST_STAND_INS = 16
_MOST_RANGES = 4_096
"""Places that look like the range of a signature; a file has one for each of its signatures."""
_STAND_IN_BYTES = 16


class EncryptedError(Exception):
    """The file is encrypted."""

    def __init__(self, *, opens: bool) -> None:
        """Say whether it opens without a password, and only its use is restricted by one."""
        super().__init__()
        self.opens = opens


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
        TooComplexError: It has more revisions, objects or signatures than it may.
        EncryptedError: It is encrypted.
        Exception: Whatever the parser raises about a damaged or hostile file.
    """
    if _START not in data[-_TAIL:]:  # the parser would look for it backwards, byte by byte, to the beginning
        raise PdfReadError("no startxref near the end")
    stream, values = _shortened(data)
    reader = _reader(stream, limits)
    marks = marks_of(reader, values)
    if {mark.stand_in for mark in marks} >= values.keys():
        return Document(data, reader, marks)
    reader = _reader(io.BytesIO(data), limits)
    return Document(data, reader, marks_of(reader))


def byte_ranges(data: bytes, most: int) -> list[tuple[int, int, int, int]]:
    """Return the first places that look like the range of a signature, in the order of the file."""
    found = islice(_BYTE_RANGE.finditer(data), most)
    return [(int(one[1]), int(one[2]), int(one[3]), int(one[4])) for one in found]


def _shortened(data: bytes) -> tuple[_BlankedBytes, Mapping[bytes, bytes]]:
    """Put stand-ins in the place of signature values; return what each stands for."""
    stream, values, done = _BlankedBytes(data), {}, 0
    ranges = byte_ranges(data, _MOST_RANGES + 1)
    if len(ranges) > _MOST_RANGES:
        raise TooComplexError("byte ranges", len(ranges), _MOST_RANGES)
    for _, start, end, _ in sorted(ranges, key=lambda one: one[1])[:_MOST_STAND_INS]:
        if start < done or end - start < _WORTHWHILE or (end - start) % 2 or not VALUE.fullmatch(data, start, end):
            continue
        stand_in = secrets.token_bytes(_STAND_IN_BYTES)
        values[stand_in] = bytes.fromhex(data[start + 1 : end - 1].decode("ascii"))
        stream.blank(start, end, f"<{stand_in.hex()}>".encode())
        done = end
    stream.seek(0)
    return stream, values


def _reader(stream: io.BytesIO, limits: Limits) -> PdfFileReader:
    budget = DocumentDecodeBudget(base_allowance=limits.decoded_bytes, max_ratio=0)
    reader = PdfFileReader(stream, decode_limits=DecodeLimits(document_budget=budget))
    revisions = reader.xrefs.total_revisions
    if revisions > limits.revisions:
        raise TooComplexError("revisions", revisions, limits.revisions)
    objects = sum(len(reader.xrefs.explicit_refs_in_revision(revision)) for revision in range(revisions))
    if objects > limits.objects:
        raise TooComplexError("objects", objects, limits.objects)
    if reader.encrypted:
        raise EncryptedError(opens=_opens(reader))
    return reader


def _opens(reader: PdfFileReader) -> bool:
    try:
        return reader.decrypt("").status is not AuthStatus.FAILED
    except PdfReadError:  # by certificates, or by what nobody here knows
        return False


class _BlankedBytes(io.BytesIO):
    """Bytes with blanks that a parser is helped over.

    Who reads on from where he read before is carried over the blanks; who searches backwards is left alone.
    """

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self._blanks: list[tuple[int, int]] = []
        self._reading_on = False

    def blank(self, start: int, end: int, shown: bytes) -> None:
        """Show something short in a place, and blanks behind it."""
        super().seek(start)
        self.write(shown.ljust(end - start))
        self._blanks.append((start + len(shown), end))

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
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
