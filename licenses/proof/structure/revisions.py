"""The revisions after a seal, byte by byte.

Where a viewer finds a cross-reference table that is not exactly as it should be, it repairs the file: it looks for
objects everywhere and shows what it finds. So each byte of a later revision has to belong to one of four things, in the
plain form that every program reads alike:

1. objects, each of which the table lists, at its place, under its number;
2. the table: entries of 20 bytes, subsections in ascending order, nothing freed;
3. the trailer, which leads to the table before and says the same as the trailer before;
4. the place of the table, and `%%EOF`.

Cross-reference streams and object streams are lawful too. Nobody here writes them after a seal, and they hide objects
from a reader of bytes, so such a file is of a form that is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from licenses.proof.structure.syntax import NotPlainError, Number, Scanner, Value

_LINE_END = re.compile(rb"\r?\n")
_SPACE_BEFORE = re.compile(rb"(?:\r?\n){0,2}")
BEGUN = re.compile(rb"\s{0,2}[1-9]\d{0,6} 0 obj")
"""How a revision begins."""
_OBJECT = re.compile(rb"([1-9]\d{0,6}) 0 obj(?![A-Za-z0-9])")
_ENDOBJ = re.compile(rb"endobj(?![A-Za-z0-9])")
_XREF = re.compile(rb"xref\r?\n")
_SUBSECTION = re.compile(rb"(0|[1-9]\d{0,6}) ([1-9]\d{0,6})\r?\n")
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([nf])(?: \n|\r\n)")
_ENTRY_BYTES = 20
_HEAD_OF_FREE = (b"0000000000", b"65535", b"f")
_TRAILER = re.compile(rb"trailer(?![A-Za-z0-9])")
_START = re.compile(rb"startxref\r?\n([1-9]\d{0,9})\r?\n%%EOF(\r?\n)?")


class OtherFormError(ValueError):
    """The revision is of a lawful form that is not judged here."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One later revision."""

    start: int
    end: int
    """Offset behind its `%%EOF` and line end."""
    table: int
    """Offset of its cross-reference table."""
    objects: Mapping[int, Value]
    """By object number; all have generation 0."""
    trailer: Mapping[str, Value]


def later_revisions(data: bytes, start: int) -> Iterator[Revision]:
    """Read the revisions from an offset to the end of the file, one after the other.

    Raises:
        NotPlainError: A byte belongs to nothing of a revision.
        OtherFormError: A revision has a form that is not judged here.
    """
    while start < len(data):
        revision = _revision(data, start)
        yield revision
        start = revision.end


def _revision(data: bytes, start: int) -> Revision:
    scanner = Scanner(data, start)
    scanner.taken(_SPACE_BEFORE)
    places: dict[int, int] = {}
    objects: dict[int, Value] = {}
    while found := _OBJECT.match(data, scanner.at):
        number = int(found[1])
        if number in objects:
            raise NotPlainError(scanner.at, f"object {number} twice")
        places[number] = scanner.at
        scanner.at = found.end()
        objects[number] = _object(scanner)
    table = scanner.at
    _table(scanner, places)
    scanner.expect(_TRAILER, "trailer")
    scanner.blanks()
    start_of_trailer = scanner.at
    trailer = scanner.value()
    if not isinstance(trailer, Mapping):
        raise NotPlainError(start_of_trailer, "trailer")
    scanner.blanks()
    here = scanner.at
    stated = scanner.expect(_START, "startxref")
    if int(stated[1]) != table:
        raise NotPlainError(here, "startxref")
    if stated[2] is None and scanner.at != len(data):
        raise NotPlainError(scanner.at, "%%EOF")
    return Revision(start, scanner.at, table, objects, trailer)


def _object(scanner: Scanner) -> Value:
    scanner.blanks()
    value = scanner.value()
    scanner.blanks()
    if isinstance(value, Mapping) and scanner.data.startswith(b"stream", scanner.at):
        stream = scanner.content(value)
        if getattr(stream.entries.get("Type"), "text", None) in {"ObjStm", "XRef"}:
            raise OtherFormError("object stream")
        value = stream
        scanner.blanks()
    scanner.expect(_ENDOBJ, "endobj")
    scanner.expect(_LINE_END, "endobj")
    return value


def _table(scanner: Scanner, places: Mapping[int, int]) -> None:
    """Read the table; it has to list just these objects, in order."""
    scanner.expect(_XREF, "xref")
    listed: list[int] = []
    last = -1
    while found := scanner.taken(_SUBSECTION):
        first, count = int(found[1]), int(found[2])
        if first <= last or count > (len(scanner.data) - scanner.at) // _ENTRY_BYTES:
            raise NotPlainError(found.start(), "subsection")
        for number in range(first, first + count):
            here = scanner.at
            entry = scanner.expect(_ENTRY, "entry")
            if number == 0:
                if entry.groups() != _HEAD_OF_FREE:
                    raise NotPlainError(here, "entry 0")
                continue
            if (entry[2], entry[3]) != (b"00000", b"n") or places.get(number) != int(entry[1]):
                raise NotPlainError(here, f"entry {number}")
            listed.append(number)
        last = first + count - 1
    if listed != sorted(places):
        missing = sorted(places.keys() - set(listed))
        raise NotPlainError(places[missing[0]] if missing else scanner.at, "an object that is not listed")


def number_of(value: Value | None) -> int | None:
    """The whole number that a value is; None where it is none."""
    if not isinstance(value, Number) or not value.whole:
        return None
    return int(value.value)
