"""How a workbook of until 2007 (.xls, [MS-XLS]) shows its cells, which the library that reads them does not tell.

Number formats and styles of cells, what is struck through, hidden rows and columns, comments. What is no such book, or
not understood, has none of it, and its numbers and days are not taken for what they may look like.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from graph.office.sheets.compound import stream_of
from graph.office.sheets.day_formats import BUILT_IN_DAYS
from graph.office.sheets.number_formats import BUILT_IN, OTHER
from graph.office.sheets.styles import Styled
from graph.office.sheets.written import letters

_BEGIN, _END, _CONTINUE = 0x0809, 0x000A, 0x003C
_FONT, _FORMAT, _STYLE, _EPOCH, _NAMED = 0x0031, 0x041E, 0x00E0, 0x0022, 0x0085
_ROW, _COLUMNS, _OBJECT, _TEXT, _NOTE = 0x0208, 0x007D, 0x005D, 0x01B6, 0x001C
_FORMULA, _TRUTH = 0x0006, 0x0205
_CELLS: Final = frozenset((_FORMULA, 0x0201, 0x0203, 0x0204, _TRUTH, 0x027E, 0x00D6, 0x00FD))
"""Records of one cell: formula, blank, number, text, truth value, packed number, rich text, shared text."""
_SEVERAL: Final = {0x00BD: 6, 0x00BE: 2}
"""Records of cells side by side, with the bytes of each: packed numbers, blanks."""
_NO_NUMBER: Final = b"\xff\xff"
_IS_ERROR: Final = 2
_ERRORS: Final = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_VERSION: Final = 0x0600
_STRUCK, _ROW_HIDDEN, _COLUMN_HIDDEN = 0x0008, 0x20, 0x1
_NO_FONT: Final = 4
"""The number that no font has."""
_IS_NOTE: Final = 0x19
_MOST: Final = 20_000
_LONGEST: Final = 200


@dataclass(slots=True)
class OldSheet:
    """What one sheet has beside its values."""

    styled: Styled = field(default_factory=Styled)
    unseen_rows: set[int] = field(default_factory=set)
    """From 1."""
    unseen_columns: list[tuple[int, int]] = field(default_factory=list)
    """First and last, from 0."""
    comments: dict[str, str] = field(default_factory=dict)
    """By the cell, as C7."""
    errors: dict[int, dict[int, str]] = field(default_factory=dict)
    """What stands where there is no value: by number of the row and position in it, from 1 and from 0."""

    def put(self, kind: int, said: bytes) -> None:
        """Take up a cell."""
        row, column, style = struct.unpack_from("<HHH", said)
        self.styled.put(row + 1, column, style)
        wrong = None
        if kind == _FORMULA and said[12:14] == _NO_NUMBER and said[6] == _IS_ERROR:
            wrong = said[8]
        elif kind == _TRUTH and said[7]:
            wrong = said[6]
        if wrong is not None:
            self.errors.setdefault(row + 1, {})[column] = _ERRORS.get(wrong, "#N/A")


@dataclass(frozen=True, slots=True)
class OldBook:
    """What a book has beside its values."""

    formats: tuple[str, ...]
    """Of each style."""
    struck: frozenset[int]
    """The styles by which a cell is struck through."""
    serials: bool
    """Whether its days are counted from 1900."""
    sheets: Mapping[str, OldSheet]


def old_looks(content: bytes) -> OldBook | None:
    """How the cells of an .xls look; None where it is not understood."""
    try:
        return _book(stream_of(content, "Workbook"))
    except (ValueError, IndexError, struct.error):
        return None


def _book(stream: bytes) -> OldBook:
    if struct.unpack_from("<HHH", stream)[::2] != (_BEGIN, _VERSION):
        raise ValueError("another version")
    own: dict[int, str] = {}
    fonts: list[bool] = []
    styles: list[tuple[int, int]] = []
    places: dict[str, int] = {}
    serials = True
    for kind, said in _records(stream, 0, len(stream)):
        if kind == _FORMAT:
            own[struct.unpack_from("<H", said)[0]] = _words(said, 2, "<H")
        elif kind == _FONT:
            fonts.append(bool(struct.unpack_from("<H", said, 2)[0] & _STRUCK))
        elif kind == _STYLE:
            styles.append(struct.unpack_from("<HH", said))
        elif kind == _EPOCH:
            serials = not struct.unpack_from("<H", said)[0]
        elif kind == _NAMED:
            places[_words(said, 6, "<B")] = struct.unpack_from("<I", said)[0]
    if not styles:
        raise ValueError("no styles")
    formats = tuple(_format(number, own) for _, number in styles)
    struck = frozenset(
        at for at, (font, _) in enumerate(styles) if (place := font - (font > _NO_FONT)) < len(fonts) and fonts[place]
    )
    begins = sorted(set(places.values()))
    found = {
        begin: _sheet(stream, begin, end) for begin, end in zip(begins, [*begins[1:], len(stream)], strict=True)
    }  # none within another, so that each byte is read once
    return OldBook(formats, struck, serials, {name: found[place] for name, place in places.items()})


def _format(number: int, own: Mapping[int, str]) -> str:
    return BUILT_IN_DAYS.get(number) or BUILT_IN.get(number) or own.get(number, OTHER)


def _sheet(stream: bytes, place: int, end: int) -> OldSheet:
    sheet = OldSheet()
    notes: dict[int, str] = {}
    which = left = 0
    for kind, said in _records(stream, place, end):
        if kind in _CELLS:
            sheet.put(kind, said)
        elif kind in _SEVERAL:
            row, column = struct.unpack_from("<HH", said)
            for at in range(4, len(said) - 2, _SEVERAL[kind]):
                sheet.styled.put(row + 1, column, struct.unpack_from("<H", said, at)[0])
                column += 1
        elif kind == _ROW and said[12] & _ROW_HIDDEN:
            sheet.unseen_rows.add(struct.unpack_from("<H", said)[0] + 1)
        elif kind == _COLUMNS and said[8] & _COLUMN_HIDDEN:
            first, last = struct.unpack_from("<HH", said)
            sheet.unseen_columns.append((first, last))
        elif kind == _OBJECT:
            what, which = struct.unpack_from("<HH", said, 4)
            which = which if what == _IS_NOTE else 0
        elif kind == _TEXT:
            left = struct.unpack_from("<H", said, 10)[0]
        elif kind == _CONTINUE and which and left and len(notes) < _MOST:
            notes[which], left = _letters(said, 0, min(left, _LONGEST)), 0
        elif kind == _NOTE:
            row, column, _, number = struct.unpack_from("<HHHH", said)
            sheet.comments[f"{letters(column)}{row + 1}"] = notes.get(number, "")
    return sheet


def _records(stream: bytes, at: int, end: int) -> Iterator[tuple[int, bytes]]:
    """The records from one that begins a part to the one that ends it, without those of parts within."""
    depth = 0
    while at + 4 <= end:
        kind, size = struct.unpack_from("<HH", stream, at)
        said = stream[at + 4 : at + 4 + size]
        at += 4 + size
        depth += (kind == _BEGIN) - (kind == _END)
        if depth == 0:
            return
        if depth == 1:
            yield kind, said
    raise ValueError("a part without an end")


def _words(said: bytes, at: int, count: str) -> str:
    return _letters(said, at + struct.calcsize(count), struct.unpack_from(count, said, at)[0])


def _letters(said: bytes, at: int, count: int) -> str:
    wide = said[at] & 1
    return said[at + 1 : at + 1 + count * (1 + wide)].decode("utf-16-le" if wide else "latin-1")
