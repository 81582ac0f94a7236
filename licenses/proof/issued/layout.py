"""The bytes of an issued file: a page, the revision that seals it, and mostly one with validation data (`papers`).

Each section is objects, one directly behind the other, the exact table of just these objects, a trailer and an end.
So every byte has its place, and no program finds anything that another does not see.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from licenses.proof.issued import forms
from licenses.proof.issued.der import OtherShape
from licenses.proof.structure.syntax import NotPlainError, Scanner

_MOST_OBJECTS = 4_096
ENDOBJ = b"\nendobj\n"


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the file."""

    bodies: Mapping[int, tuple[int, int]]
    """By object number, where what it says begins and ends."""
    table: int
    end: int
    trailer: re.Match[bytes]

    @property
    def size(self) -> int:
        """One more than the highest object number."""
        return int(self.trailer[1])

    @property
    def root(self) -> bytes:
        """Object number of the catalog."""
        return self.trailer[2]

    @property
    def information(self) -> bytes:
        """Object number of the document information."""
        return self.trailer[3]


@dataclass(frozen=True, slots=True)
class Layout:
    """The file up to the end of its seal."""

    data: bytes
    page: Section
    seal: Section
    before: int
    """Where the seal's value begins."""
    after: int
    """Where it ends."""

    @property
    def end(self) -> int:
        """Offset behind the sealed revision."""
        return self.seal.end

    def body(self, number: int) -> tuple[int, int]:
        """Where that stands which an object says in the sealed file.

        Raises:
            OtherShape: There is none of this number.
        """
        found = self.seal.bodies.get(number) or self.page.bodies.get(number)
        if found is None:
            raise OtherShape("object")
        return found

    def matched(self, number: int, form: re.Pattern[bytes]) -> re.Match[bytes]:
        """Read an object that has this form.

        Raises:
            OtherShape: It has not.
        """
        return whole(form, self.data, *self.body(number))

    def stream(self, number: int, head: re.Pattern[bytes]) -> bytes:
        """What a stream with such a dictionary holds, as it is written.

        Raises:
            OtherShape: It is none.
        """
        start, end = self.body(number)
        found = head.match(self.data, start, end)
        if found is None or found.end() + int(found[1]) + len(forms.STREAM_END) != end:
            raise OtherShape("stream")
        if not self.data.endswith(forms.STREAM_END, start, end):
            raise OtherShape("stream")
        return self.data[found.end() : end - len(forms.STREAM_END)]

    def see_plain(self, number: int) -> None:
        """See that an object is a dictionary that every program reads alike.

        Raises:
            OtherShape: It is none.
        """
        start, end = self.body(number)
        scanner = Scanner(self.data, start)
        try:
            found = scanner.value()
        except NotPlainError as cause:
            raise OtherShape("object") from cause
        if scanner.at != end or not isinstance(found, Mapping):
            raise OtherShape("object")


def whole(form: re.Pattern[bytes], data: bytes, start: int, end: int) -> re.Match[bytes]:
    """Match all that stands here.

    Raises:
        OtherShape: It has another form.
    """
    found = form.fullmatch(data, start, end)
    if found is None:
        raise OtherShape("form")
    return found


def read_layout(data: bytes) -> Layout:
    """Read a file up to the end of its seal.

    Raises:
        OtherShape: It is of another shape.
    """
    place = data.rfind(forms.RANGE_WORD)
    if not data.startswith(forms.HEADER) or data.find(forms.RANGE_WORD, 0, max(place, 0)) >= 0:
        raise OtherShape("header")
    stated = forms.RANGE.match(data, place) if place >= 0 else None
    if stated is None:
        raise OtherShape("ByteRange")
    before, after, rest = (int(number) for number in stated.groups())
    end = after + rest
    if after + 1 != stated.start() or end > len(data):
        raise OtherShape("ByteRange")
    last = forms.END.search(data, max(0, end - forms.LONGEST_END), end)
    if last is None:
        raise OtherShape("end")
    table = int(last[1])
    places, trailer = _table(data, table, forms.SEALED_TRAILER)
    if trailer.end() != end or int(trailer[6]) != table:
        raise OtherShape("end")
    page_table = int(trailer[5])
    page_places, page_trailer = _table(data, page_table, forms.DRAWN_TRAILER)
    if int(page_trailer[4]) != page_table or page_trailer.groups()[1:3] != trailer.groups()[1:3]:
        raise OtherShape("trailer")
    page_bodies = _bodies(data, len(forms.HEADER), page_table, page_places)
    page = Section(page_bodies, page_table, page_trailer.end(), page_trailer)
    seal = Section(_bodies(data, page.end, table, places), table, end, trailer)
    if max(page.bodies) >= page.size or page.size > seal.size or max(seal.bodies) >= seal.size:
        raise OtherShape("Size")
    return Layout(data, page, seal, before, after)


def _table(data: bytes, start: int, form: re.Pattern[bytes]) -> tuple[dict[int, int], re.Match[bytes]]:
    """Read a table and the trailer behind it; return where it says that each object stands."""
    found = forms.TABLE.match(data, start)
    if found is None:
        raise OtherShape("xref")
    at, last, places = found.end(), -1, dict[int, int]()
    while found := forms.SUBSECTION.match(data, at):
        first, count = int(found[1]), int(found[2])
        at = found.end()
        if first <= last or last + count > _MOST_OBJECTS or at + count * forms.ENTRY_BYTES > len(data):
            raise OtherShape("subsection")
        last = first + count - 1
        if first == 0:
            if forms.HEAD_OF_FREE.match(data, at) is None:
                raise OtherShape("entry 0")
            first, count, at = 1, count - 1, at + forms.ENTRY_BYTES
        end = at + count * forms.ENTRY_BYTES
        offsets = forms.ENTRY.findall(data, at, end)
        if len(offsets) != count:
            raise OtherShape("entry")
        places.update(enumerate(map(int, offsets), first))
        at = end
    trailer = form.match(data, at)
    if trailer is None or not places:
        raise OtherShape("trailer")
    return places, trailer


def _bodies(data: bytes, start: int, end: int, places: Mapping[int, int]) -> dict[int, tuple[int, int]]:
    """See that the objects of a table fill all that stands before it."""
    found = dict[int, tuple[int, int]]()
    ordered = sorted((offset, number) for number, offset in places.items())
    for index, (offset, number) in enumerate(ordered):
        head = b"%d 0 obj\n" % number
        behind = ordered[index + 1][0] if index + 1 < len(ordered) else end
        body = offset + len(head), behind - len(ENDOBJ)
        if (
            offset != start
            or not data.startswith(head, offset)
            or data[body[1] : behind] != ENDOBJ
            or body[0] > body[1]
        ):
            raise OtherShape("object")
        found[number] = body
        start = behind
    return found
