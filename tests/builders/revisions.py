"""Revisions written by hand: what a library would never write, a reader may take and a viewer may repair.

`Revision().after(data)` is as exact as a revision can be; each of its parts can be made otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

_START = re.compile(rb"startxref\s+(\d+)")
_TRAILER = re.compile(rb"trailer\s*(<<.*?>>)\s*startxref", re.DOTALL)
_OBJECT = re.compile(rb"(?<!\d)(\d+) 0 obj\b\s*(.*?)\s*endobj", re.DOTALL)
_FREE = (0, 65535, b"f")


@dataclass(frozen=True)
class Revision:
    """An incremental update of a PDF file."""

    objects: Mapping[int, bytes] = field(default_factory=dict)
    """Number → what stands between `obj` and `endobj`; listed in the table."""
    unlisted: Mapping[int, bytes] = field(default_factory=dict)
    """The same, before the others, in no table."""
    head: bytes = b"xref\n"
    first: bytes = b"0 1\n0000000000 65535 f \n"
    entry: bytes = b"%010d 00000 n \n"
    shift: int = 0
    """Added to every offset in the table."""
    trailer: Mapping[bytes, bytes] = field(default_factory=dict)
    """Entry → its value; an empty one takes it out."""
    end: bytes = b"%%EOF\n"

    def after(self, data: bytes) -> bytes:
        """The file with this revision at its end."""
        written, offsets = bytearray(data), dict[int, int]()
        for number, body in self.unlisted.items():
            written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        for number, body in self.objects.items():
            offsets[number] = len(written)
            written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        start = len(written)
        written += self.head + self.first
        for number, offset in sorted(offsets.items()):
            written += b"%d 1\n" % number + self.entry % (offset + self.shift)
        written += b"trailer\n%s\nstartxref\n%d\n" % (self._trailer(data), start)
        return bytes(written) + self.end

    def _trailer(self, data: bytes) -> bytes:
        """The last trailer of a file, changed, that points at the one before."""
        text: bytes = _TRAILER.findall(data)[-1]
        for name, value in {b"/Prev": _START.findall(data)[-1], **self.trailer}.items():
            text = re.sub(rb"%s\b\s*(\d+\s+\d+\s+R|\d+|\[.*?\])" % name, b"", text, flags=re.DOTALL)
            if value:
                text = text[:-2] + b"%s %s >>" % (name, value)
        return text


def objects(data: bytes) -> dict[int, bytes]:
    """Every object that stands in a file as text, as it was written last: number → what it says."""
    return {int(number): body for number, body in _OBJECT.findall(data)}


def reference(data: bytes, entry: bytes) -> int:
    """The object that an entry names where it was written last, such as `/Root`."""
    return int(re.findall(rb"%s\s+(\d+)\s+0\s+R" % entry, data)[-1])


DEPARTURES: Mapping[str, Revision] = {
    "none": Revision(),
    "a comment behind xref": Revision(head=b"xref %c\n"),
    "a blank behind xref": Revision(head=b"xref \n"),
    "an empty line behind xref": Revision(head=b"xref\n\n"),
    "no entry 0": Revision(first=b""),
    "entry 0 in use": Revision(first=b"0 1\n0000000000 65535 n \n"),
    "a comment in the head of a section": Revision(first=b"0 1 %c\n0000000000 65535 f \n"),
    "two blanks in the head of a section": Revision(first=b"0  1\n0000000000 65535 f \n"),
    "a blank behind the head of a section": Revision(first=b"0 1 \n0000000000 65535 f \n"),
    "an empty section": Revision(first=b"0 0\n"),
    "entries of 19 bytes": Revision(entry=b"%010d 00000 n\n"),
    "entries of 21 bytes": Revision(entry=b"%010d 00000 n  \n"),
    "another generation": Revision(entry=b"%010d 00001 n \n"),
    "offsets one too large": Revision(shift=1),
    "offsets one too small": Revision(shift=-1),
    "information that is not there": Revision(trailer={b"/Info": b"9999 0 R"}),
    "no root": Revision(trailer={b"/Root": b""}),
    "no size": Revision(trailer={b"/Size": b""}),
    "a size too small": Revision(trailer={b"/Size": b"1"}),
    "a size too large": Revision(trailer={b"/Size": b"99999"}),
    "no table before": Revision(trailer={b"/Prev": b""}),
    "a table before at 0": Revision(trailer={b"/Prev": b"0"}),
    "a cross-reference stream that is none": Revision(trailer={b"/XRefStm": b"15"}),
    "an end without a line": Revision(end=b"%%EOF"),
}
"""One by one: what a reader may take and some viewer repairs, whereupon it looks for objects itself."""


def hiding(data: bytes, departure: str, again: bytes) -> bytes:
    """A file with another page in no table, before a revision that is not exact in one point and says one object again.

    Readers look into a catalog (`/Root`) before they judge a file, but hardly into its information (`/Info`).
    """
    return replace(DEPARTURES[departure], objects=_again(data, again), unlisted=_other_page(data)).after(data)


def repaired(data: bytes) -> bytes:
    """Another page by a table that a library reads and that every viewer repairs.

    The last object of a number wins when viewers look for objects themselves: here the page's new content.
    """
    return Revision(
        objects=_again(data, b"/Root"),
        unlisted=_other_page(data),
        head=b"xref %c\n",
        first=b"0 1\n0000000000 65535 n\n",
        trailer={b"/Info": b"9999 0 R"},
        entry=b"%010d 00000 n\n",
    ).after(data)


def _other_page(data: bytes) -> Mapping[int, bytes]:
    drawing = b"1 0 0 rg 100 100 300 200 re f"
    return {reference(data, b"/Contents"): b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing)}


def _again(data: bytes, entry: bytes) -> Mapping[int, bytes]:
    number = reference(data, entry)
    return {number: objects(data)[number]}


def without_appearances(data: bytes) -> bytes:
    """A flag in the form that asks viewers to draw every field anew: what a seal looks like is then theirs to say."""
    form = reference(data, b"/AcroForm")
    body = objects(data)[form]
    return Revision(objects={form: body[:-2] + b"/NeedAppearances true >>"}).after(data)
