"""A revision behind a page, as it was written once, with gaps for what is another page's.

Every object keeps its words. The numbers of new objects move with the size of the page; table and trailer are written
anew, in the form that they had.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_TABLE: Final = re.compile(rb"xref\n((?:\d+ \d+\n(?:\d{10} \d{5} [nf](?: \n|\r\n))+)+)trailer\n")
_SUBSECTION: Final = re.compile(rb"(\d+) (\d+)\n((?:\d{10} \d{5} [nf](?: \n|\r\n))+)")
_ENTRY_BYTES: Final = 20
_END: Final = re.compile(rb"startxref\n(\d+)\n%%EOF\n\Z")
_LONGEST_END: Final = 40
_REFERENCE: Final = re.compile(rb"(\d+)(?= 0 R)")
_STREAM: Final = b"\nstream\n"
ENDOBJ: Final = b"\nendobj\n"
_TRAILER: Final = re.compile(rb"(/Size )\d+|(/ID \[ <[0-9a-f]+> )<[0-9a-f]+>|(/Prev )\d+")
ENTRIES: Final = (b"/Size ", b"/ID", b"/Prev ")


class UnlikeError(Exception):
    """What was sealed singly is written otherwise than is known here; the batch is sealed singly."""


@dataclass(frozen=True, slots=True)
class Body:
    """What an object says, but for the numbers of new objects in it."""

    pieces: tuple[bytes | int, ...]
    """Text, and in turn the numbers of objects, counted from the first new one."""

    @classmethod
    def read(cls, written: bytes, first: int) -> Body:
        """Read it; a stream's content is taken as it is."""
        words, mark, content = written.partition(_STREAM)
        pieces = list[bytes | int]()
        at = 0
        for reference in _REFERENCE.finditer(words):
            number = int(reference[1])
            if number >= first:
                pieces += [words[at : reference.start()], number - first]
                at = reference.end()
        return cls((*pieces, words[at:] + mark + content))

    def written(self, first: int) -> bytes:
        """Write it."""
        if len(self.pieces) == 1 and isinstance(self.pieces[0], bytes):
            return self.pieces[0]
        return b"".join([b"%d" % (first + piece) if isinstance(piece, int) else piece for piece in self.pieces])


@dataclass(frozen=True, slots=True)
class Number:
    """The number of an object: one of the page's, or a new one, counted from the first of those."""

    new: bool
    place: int

    def of(self, first: int) -> int:
        """It in a file whose first new object has this number."""
        return first + self.place if self.new else self.place


@dataclass(frozen=True, slots=True)
class Section:
    """A revision: its objects and its trailer."""

    bodies: tuple[tuple[Number, Body], ...]
    trailer: tuple[bytes, ...]
    """Its words, and in turn which of its entries stands there."""
    gathered: bool
    """Whether objects of neighbouring numbers stand in one part of its table."""

    @property
    def new(self) -> int:
        """One more than the highest of its new objects."""
        return max(number.place for number, _ in self.bodies if number.new) + 1

    def table(self, offsets: Mapping[int, int], entries: Mapping[bytes, bytes], at: int) -> bytes:
        """Write its table, trailer and end."""
        lines, before = [b"xref\n0 1\n0000000000 65535 f \n"], 0
        numbers = sorted(offsets)
        for place, number in enumerate(numbers):
            if not self.gathered or number != before + 1:
                count = 1
                while self.gathered and place + count < len(numbers) and numbers[place + count] == number + count:
                    count += 1
                lines.append(b"%d %d\n" % (number, count))
            lines.append(b"%010d 00000 n \n" % offsets[number])
            before = number
        words = [entries[piece] if place % 2 else piece for place, piece in enumerate(self.trailer)]
        return b"".join((*lines, b"trailer\n", *words, b"\nstartxref\n%d\n%%%%EOF\n" % at))


def read_section(sealed: bytes, start: int, first: int, *, gathered: bool) -> Section:
    """Read the revision that begins here and ends the file.

    Raises:
        UnlikeError: It is written otherwise than is known here.
    """
    end = _END.search(sealed, len(sealed) - _LONGEST_END)
    table = _TABLE.match(sealed, int(end[1])) if end else None
    if end is None or table is None:
        raise UnlikeError("table")
    places = dict[int, int]()
    for part in _SUBSECTION.finditer(table[1]):
        entries = [part[3][at : at + _ENTRY_BYTES] for at in range(0, len(part[3]), _ENTRY_BYTES)]
        places |= {int(part[1]) + step: int(entry[:10]) for step, entry in enumerate(entries) if b"n" in entry}
    ordered = sorted((offset, number) for number, offset in places.items())
    behind = [*(offset for offset, _ in ordered[1:]), table.start()]
    if ordered[0][0] != start:
        raise UnlikeError("objects")
    bodies = []
    for (offset, number), until in zip(ordered, behind, strict=True):
        written = sealed[offset + len(b"%d 0 obj\n" % number) : until - len(ENDOBJ)]
        numbered = Number(number >= first, number - first if number >= first else number)
        bodies.append((numbered, Body.read(written, first)))
    trailer, at = list[bytes](), 0
    words = sealed[table.end() : end.start()].rstrip(b"\n")
    for entry in _TRAILER.finditer(words):
        kept = next(filter(None, entry.groups()))
        trailer += [words[at : entry.start()] + kept, next(key for key in ENTRIES if kept.startswith(key))]
        at = entry.end()
    if sorted(trailer[1::2]) != sorted(ENTRIES):
        raise UnlikeError("trailer")
    return Section(tuple(bodies), (*trailer, words[at:]), gathered)
