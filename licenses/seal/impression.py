"""The seals of a batch: what `sealing` writes of one page, with gaps for what is another page's.

1. `learnt` reads what was written behind one page of a batch when it was sealed singly: the revision that seals it and
   the one with the validation data. Every object keeps its words; numbers of new objects move with the page's size.
2. `impressed` writes the first of them behind another page of the batch and signs it.
3. `finished` puts the value with its timestamp into its room, and the validation data behind it.

So the shape of a seal stands once, in `sealing`; and between 2 and 3 the timestamps of many can be asked for at once.
"""

from __future__ import annotations

import hashlib
import io
import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final

from pyhanko.pdf_utils import generic

from graph.errors import Text
from graph.refusal_codes import Code
from licenses.paper import xmp
from licenses.paper.batch.frame import Paper
from licenses.paper.metadata import LicenseMetadata
from licenses.seal import cms
from licenses.seal.sealer import Sealer
from licenses.seal.sealing import SealingFailed, sealed_length
from licenses.seal.section import ENDOBJ, ENTRIES, Number, Section, UnlikeError, read_section

if TYPE_CHECKING:
    from _hashlib import HASH

_PACKET: Final = b"<<\n/Type /Metadata\n/Subtype /XML\n/Length %d\n>>\nstream\n%b\nendstream"
_RECORD: Final = re.compile(
    rb"(<<\n/Contents )<([0-9A-Fa-f]+)>(\n)(/ByteRange \[[\d ]+\] +)(\n.*\n/M )\((.*?)\)(\n.*)", re.DOTALL
)
_IDENTITY_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Impressed:
    """A page with a seal's value that is not in its place yet."""

    data: bytearray
    """The file up to the end of its seal."""
    room: tuple[int, int]
    """Where the value goes, as hexadecimal digits."""
    signature: cms.Signature
    first: int
    """Number of the first object behind the page's own."""
    table: int
    identity: bytes
    head: HASH = field(repr=False)
    """SHA-256 of what stands before the room."""
    covered: bytes
    """SHA-256 of all but the room."""

    @property
    def imprint(self) -> bytes:
        """What a timestamp is asked for."""
        return hashlib.sha256(self.signature.value).digest()


@dataclass(frozen=True, slots=True)
class Finished:
    """A sealed file."""

    content: bytes = field(repr=False)
    digest: str
    """SHA-256 of it, hexadecimal."""
    cut_back: str
    """The same of it up to the end of its seal."""
    end: int
    """Where that is."""
    value: bytes
    """Of the seal (DER)."""


@dataclass(frozen=True, slots=True)
class Impression:
    """The seal of a batch. Has to survive pickling."""

    seal: Section
    metadata: Number
    record: Number
    around: tuple[bytes, ...]
    """The seal's record around its value, its range and its moment."""
    room: int
    """Hexadecimal digits of the value."""
    range_bytes: int
    data: Section

    @classmethod
    def learnt(cls, paper: Paper, sealed: bytes) -> Impression:
        """Learn it from one page of the batch and what `sealing.seal` made of it.

        Raises:
            UnlikeError: It is written otherwise than is known here.
        """
        end = sealed_length(sealed)
        if not sealed.startswith(paper.data):
            raise UnlikeError("page")
        seal = read_section(sealed[:end], len(paper.data), paper.size, gathered=True)
        data = read_section(sealed, end, paper.size, gathered=False)
        records = [(number, body) for number, body in seal.bodies if _RECORD.fullmatch(body.written(paper.size))]
        packets = [
            number for number, body in seal.bodies if body.written(paper.size).startswith(b"<<\n/Type /Metadata\n")
        ]
        if len(records) != 1 or len(packets) != 1:
            raise UnlikeError("record")
        parts = _RECORD.fullmatch(records[0][1].written(paper.size))
        assert parts is not None  # noqa: S101 - matched above
        return cls(
            seal=seal,
            metadata=packets[0],
            record=records[0][0],
            around=(parts[1], parts[3], parts[5], parts[7]),
            room=len(parts[2]),
            range_bytes=len(parts[4]),
            data=data,
        )

    def impressed(self, paper: Paper, said: LicenseMetadata, sealer: Sealer, at: datetime) -> Impressed:
        """Seal a page, but for the timestamp.

        Args:
            paper: A page of the batch.
            said: What it says.
            sealer: The key of the batch's issuer.
            at: Now: the moment that the file claims.
        """
        first, parts, offsets = paper.size, [paper.data], dict[int, int]()
        at_byte = len(paper.data)
        hole = span = 0
        for number, body in self.seal.bodies:
            there = number.of(first)
            if number == self.metadata:
                packet = xmp.extend(paper.packet, said)
                words = _PACKET % (len(packet), packet)
            elif number == self.record:
                before, between, after, end = self.around
                hole = at_byte + len(b"%d 0 obj\n" % there) + len(before)
                span = hole + self.room + 2 + len(between)
                value = b"<%b>" % (b"0" * self.room)
                words = b"".join((before, value, between, b" " * self.range_bytes, after, _moment(at), end))
            else:
                words = body.written(first)
            part = b"%d 0 obj\n%b%b" % (there, words, ENDOBJ)
            offsets[there] = at_byte
            parts.append(part)
            at_byte += len(part)
        identity = secrets.token_bytes(_IDENTITY_BYTES).hex().encode()
        entries = {
            b"/Size ": b"%d" % (first + self.seal.new),
            b"/ID": b"<%b>" % identity,
            b"/Prev ": b"%d" % paper.table,
        }
        parts.append(self.seal.table(offsets, entries, at_byte))
        data = bytearray(b"".join(parts))
        behind = hole + self.room + 2
        stated = b"/ByteRange [0 %d %d %d]" % (hole, behind, len(data) - behind)
        data[span : span + self.range_bytes] = stated.ljust(self.range_bytes)
        with memoryview(data) as whole:
            head = hashlib.sha256(whole[:hole])
            around = head.copy()
            around.update(whole[behind:])
        covered = around.digest()
        signature = cms.signed(covered, sealer.certificate, sealer.sign)
        return Impressed(data, (hole + 1, behind - 1), signature, first, at_byte, identity, head, covered)

    def finished(self, sealed: Impressed, sealer: Sealer, token: bytes) -> Finished:
        """The file: with the value in its place, and the validation data behind it.

        Raises:
            SealingFailed: The value is larger than its room.
        """
        certificates = (sealer.certificate, *sealer.chain[:-1])
        value = cms.enclosed(sealed.signature, certificates=certificates, token=token)
        digits = value.hex().upper().encode()
        start, end = sealed.room
        if len(digits) > end - start:
            raise SealingFailed(
                Text("证照签章失败", "The licence could not be sealed"),
                code=Code.SEALING_FAILED,
                value=str(len(digits)),
            )
        sealed.data[start : start + len(digits)] = digits
        behind = self._validation_data(sealed)
        digest = sealed.head.copy()
        with memoryview(sealed.data) as whole:
            digest.update(whole[start - 1 :])
        cut_back = digest.hexdigest()
        digest.update(behind)
        return Finished(bytes(sealed.data + behind), digest.hexdigest(), cut_back, len(sealed.data), value)

    def _validation_data(self, sealed: Impressed) -> bytes:
        first, at, parts, offsets = sealed.first, len(sealed.data), list[bytes](), dict[int, int]()
        for number, body in self.data.bodies:
            there = number.of(first)
            part = b"%d 0 obj\n%b%b" % (there, body.written(first), ENDOBJ)
            offsets[there] = at
            parts.append(part)
            at += len(part)
        entries = _entries(first + self.data.new, sealed.identity, sealed.table)
        return b"".join((*parts, self.data.table(offsets, entries, at)))


def _entries(size: int, identity: bytes, previous: int) -> dict[bytes, bytes]:
    """What a trailer says of its file."""
    return dict(zip(ENTRIES, (b"%d" % size, b"<%b>" % identity, b"%d" % previous), strict=True))


def _moment(at: datetime) -> bytes:
    """A moment as the PDF library writes it."""
    written = io.BytesIO()
    generic.pdf_date(at).write_to_stream(written, None)
    return written.getvalue()
