"""A document as the page composer writes it: objects, one behind the other, and one table of them.

No reader of PDF: it takes apart what this process has just had written, and nothing else.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import Final

_END: Final = re.compile(rb"startxref\n(\d+)\n%%EOF\s*\Z")
_LONGEST_END: Final = 64
_TABLE: Final = re.compile(rb"xref\n0 (\d+)\n")
_ENTRY_BYTES: Final = 20
_OFFSET_DIGITS: Final = 10
_ENDOBJ: Final = b"\nendobj\n"
_STREAM: Final = b"\nstream\n"
_ENDSTREAM: Final = b"\nendstream"
REFERENCE: Final = re.compile(rb"(\d+) 0 R")


class NotOursError(Exception):
    """Something is written otherwise than the page composer is known to write it; the page is drawn singly."""


@dataclass(frozen=True, slots=True)
class Document:
    """What was written, and where each object stands."""

    data: bytes
    places: tuple[tuple[int, int], ...]
    """By object number, where it begins, and where the next one does."""

    @classmethod
    def of(cls, data: bytes) -> Document:
        """Find the objects.

        Raises:
            NotOursError: There is no plain table at the end.
        """
        end = _END.search(data, max(0, len(data) - _LONGEST_END))
        table = _TABLE.match(data, int(end[1])) if end else None
        if end is None or table is None:
            raise NotOursError("table")
        first = table.end()
        entries = range(first, first + int(table[1]) * _ENTRY_BYTES, _ENTRY_BYTES)
        offsets = [int(data[at : at + _OFFSET_DIGITS]) for at in entries]
        ordered = sorted(offsets)
        behind = dict(zip(ordered, (*ordered[1:], int(end[1])), strict=True))
        return cls(data, tuple((offset, behind[offset]) for offset in offsets))

    @property
    def trailer(self) -> bytes:
        """What stands behind the table."""
        return self.data[self.data.rindex(b"trailer") :]

    def body(self, number: int) -> bytes:
        """What an object says."""
        start, behind = self.places[number]
        return self.data[start + len(b"%d 0 obj\n" % number) : behind - len(_ENDOBJ)]

    def stream(self, number: int) -> tuple[bytes, bytes]:
        """The dictionary of a stream, and what it holds, as it is written."""
        entries, _, content = self.body(number).partition(_STREAM)
        if not content.endswith(_ENDSTREAM):
            raise NotOursError("stream")
        return entries, content[: -len(_ENDSTREAM)]

    def unpacked(self, number: int) -> bytes:
        """What a stream holds."""
        entries, content = self.stream(number)
        return zlib.decompress(content) if b"/FlateDecode" in entries else content

    def named(self, number: int, key: bytes) -> int:
        """The object that an entry of a dictionary refers to."""
        return int(found(rb"/%b (\d+) 0 R" % key, self.body(number))[1])

    def pages(self) -> list[int]:
        """The pages, in order."""
        root = int(found(rb"/Root (\d+) 0 R", self.trailer)[1])
        kids = found(rb"/Kids\[([^\]]*)\]", self.body(self.named(root, b"Pages")))[1]
        return [int(each) for each in REFERENCE.findall(kids)]


def found(form: bytes, text: bytes) -> re.Match[bytes]:
    """Find what has to stand in a text.

    Raises:
        NotOursError: It does not.
    """
    match = re.search(form, text)
    if match is None:
        raise NotOursError(form.decode("latin-1"))
    return match


def packed_stream(entries: bytes, content: bytes, level: int = 1) -> bytes:
    """Write a stream, packed: little of a page is worth more time."""
    return stream(b"%b/Filter/FlateDecode" % entries, zlib.compress(content, level))


def stream(entries: bytes, content: bytes) -> bytes:
    """Write a stream as it is."""
    return b"<</Length %d%b>>%b%b%b" % (len(content), entries, _STREAM, content, _ENDSTREAM)
