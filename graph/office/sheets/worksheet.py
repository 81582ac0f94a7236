"""The XML of a worksheet: how far its values reach, which cells are merged, which show an error instead of a value.

* It is asked before the library lays the sheet out in full, and stops at the first value that lies too far out. Cells
  that have a style and nothing in them reach nowhere, as far as they can be counted in a moment.
* Cells stand in their order: of two that are one cell, nobody knows which is shown.
* The library reads an error as an empty cell, and so it does with a formula whose value is not in the file, as programs
  write it that do not calculate. Empty is what nobody typed; here both are found.
* A document type is refused, and with it every entity.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import IO, Final
from xml.parsers import expat

from graph.office.sheets.rows import Merge
from graph.office.sheets.styles import Styled, Styles
from graph.office.sheets.written import UNCOMPUTED

BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_LETTERS: Final = 4
"""Of a column at most; three in every spreadsheet there is."""
_OFF: Final = ("0", "false")
_NUMERIC: Final = ("", "n")
_CHUNK: Final = 1 << 16
_HELD: Final = frozenset(("v", "is", "f"))
"""What a cell has in it where something stands in it."""
_BEYOND: Final = 1_000_000
"""Cells with nothing in them that are read beyond the bounds of a sheet."""
_MERGES: Final = 100_000
"""Merged ranges that a sheet may have."""
_RANGE: Final = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6}):([A-Z]{1,3})([1-9]\d{0,6})")


@dataclass(frozen=True, slots=True)
class Extent:
    """How far values reach; a sheet that passes a bound is read no further than that."""

    rows: int
    columns: int
    blank: bool
    """Whether it was read no further because of cells with nothing in them."""
    errors: Mapping[int, Mapping[int, str]]
    """What stands where a formula has no value: by number of the row and position in it, from 1 and from 0."""
    merged: tuple[Merge, ...] = ()
    """Cells that are shown as one."""
    styled: Styled = field(default_factory=Styled)
    """The style of each cell."""
    unseen_rows: frozenset[int] = frozenset()
    """Rows that are hidden, by hand or by a filter, from 1."""
    unseen_columns: tuple[tuple[int, int], ...] = ()
    """First and last of columns that are hidden, from 0."""


def part_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """Find the part of an .xlsx that holds a sheet; None where the archive is another kind of book.

    Raises:
        ValueError: The book names a sheet that it does not hold.
    """
    if BOOK not in archive.namelist():
        return None
    relation, target = "", ""

    def sheets(name: str, attributes: dict[str, str]) -> None:
        nonlocal relation
        if name == "sheet" and attributes.get("name") == sheet:
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")

    def relations(name: str, attributes: dict[str, str]) -> None:
        nonlocal target
        if name == "Relationship" and attributes.get("Id") == relation:
            target = attributes.get("Target", "")

    for part, start in ((BOOK, sheets), (RELATIONS, relations)):
        with archive.open(part) as stream:
            parse(stream, start, expat.ParserCreate())
    found = _part(target)
    if found not in archive.namelist():
        raise ValueError(f"no part for the sheet {sheet!r}")
    return found


def _part(target: str) -> str:
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def extent(stream: IO[bytes], most_rows: int, most_columns: int) -> Extent:
    """Read a worksheet's XML.

    Raises:
        ValueError: It is no XML, or names an impossible cell.
    """
    reader = _Reader(most_rows, most_columns)
    try:
        parse(stream, reader.start, reader.parser)
    except _Beyond:
        pass
    else:
        reader.settle()
    return Extent(
        reader.rows, reader.columns, reader.beyond > _BEYOND, reader.errors, tuple(reader.merged), reader.styled,
        frozenset(reader.unseen_rows), tuple(reader.unseen_columns),
    )  # fmt: skip


def counts_from_1904(archive: zipfile.ZipFile) -> bool:
    """Whether the days of a book are counted from 1904, as old programs did.

    Raises:
        ValueError: It is no XML.
    """
    found = False

    def properties(name: str, attributes: dict[str, str]) -> None:
        nonlocal found
        found = found or (name == "workbookPr" and attributes.get("date1904", "0") not in _OFF)

    with archive.open(BOOK) as stream:
        parse(stream, properties, expat.ParserCreate())
    return found


def styles_of(archive: zipfile.ZipFile) -> Styles | None:
    """How the cells of an .xlsx can look; None for another kind of book.

    Raises:
        ValueError: It is no XML, or names a part that is not there.
    """
    if BOOK not in archive.namelist():
        return None
    target = ""

    def relations(name: str, attributes: dict[str, str]) -> None:
        nonlocal target
        if name == "Relationship" and attributes.get("Type", "").endswith("/styles"):
            target = attributes.get("Target", "")

    with archive.open(RELATIONS) as stream:
        parse(stream, relations, expat.ParserCreate())
    styles = Styles()
    if target:
        with archive.open(_part(target)) as stream:
            parse(stream, styles.start, expat.ParserCreate())
    return styles


class _Beyond(Exception):  # noqa: N818 - it never leaves this module
    """A cell lies further out than is read."""


class _Reader:
    """Goes through the cells in the order of the file; one without a place stands behind the one before."""

    def __init__(self, most_rows: int, most_columns: int) -> None:
        self.rows = self.columns = self.beyond = 0
        self.errors: dict[int, dict[int, str]] = defaultdict(dict)
        self.merged: list[Merge] = []
        self.styled = Styled()
        self.unseen_rows: set[int] = set()
        self.unseen_columns: list[tuple[int, int]] = []
        self.parser = expat.ParserCreate()
        self._most = most_rows, most_columns
        self._numbers = {"": 0}
        self._row = self._column = 0
        self._kind = ""
        self._within = True
        """Whether the cell that was read last lies within the bounds."""
        self._doubtful = False
        """Whether the cell that was read last shows an error, or holds a formula."""
        self._value: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take up what an element says."""
        if name == "c":
            self.settle()
            self._kind = attributes.get("t", "")
            self._doubtful = self._kind == "e"
            self._place(attributes.get("r"))
            if self._within:
                self.styled.put(self._row, self._column - 1, int(attributes.get("s", "0")))
            return
        if name in _HELD:
            self._reach()
        if name == "v":
            if self._doubtful:
                self.parser.CharacterDataHandler, self.parser.EndElementHandler = self._value.append, self._ended
        elif name == "f":
            self._doubtful = self._doubtful or self._kind in _NUMERIC
        elif name == "row":
            self.settle()
            before, self._column = self._row, 0
            self._row = int(attributes.get("r", before + 1))
            if self._row <= before:
                raise ValueError(f"row {self._row} stands behind row {before}")
            if attributes.get("hidden", "0") not in _OFF and self._row <= self._most[0]:
                self.unseen_rows.add(self._row)
        elif name == "col" and attributes.get("hidden", "0") not in _OFF and len(self.unseen_columns) < self._most[1]:
            self.unseen_columns.append((int(attributes.get("min", "1")) - 1, int(attributes.get("max", "1")) - 1))
        elif name == "mergeCell" and (found := _RANGE.fullmatch(attributes.get("ref", ""))):
            if len(self.merged) == _MERGES:
                raise ValueError(f"more than {_MERGES} merged ranges")
            left, top, right, bottom = found.groups()
            self.merged.append((int(top), int(bottom), _number(left) - 1, _number(right) - 1))

    def settle(self) -> None:
        """Judge the cell that was read last."""
        if not self._doubtful:
            return
        shown = "".join(self._value).strip()
        if self._kind == "e":
            self.errors[self._row][self._column - 1] = shown or "#N/A"
        elif not shown:
            self.errors[self._row][self._column - 1] = UNCOMPUTED
        self._doubtful, self._value = False, []

    def _ended(self, _: str) -> None:
        self.parser.CharacterDataHandler = self.parser.EndElementHandler = None

    def _place(self, place: str | None) -> None:
        if place is None:
            self._column += 1
        else:
            letters = place.rstrip("0123456789")
            column = self._numbers.get(letters)
            if column is None:
                column = self._numbers[letters] = _number(letters)
            before = self._row, self._column
            self._column, self._row = column, int(place[len(letters) :])
            if (self._row, self._column) <= before:
                raise ValueError(f"the cell {place} stands behind another one")
        self._within = self._row <= self._most[0] and self._column <= self._most[1]
        if not self._within:
            self.beyond += 1
            if self.beyond > _BEYOND:
                self.rows, self.columns = max(self.rows, self._row), max(self.columns, self._column)
                raise _Beyond

    def _reach(self) -> None:
        """Take note that something stands in the cell."""
        self.rows, self.columns = max(self.rows, self._row), max(self.columns, self._column)
        if not self._within:
            raise _Beyond


def parse(stream: IO[bytes], start: Callable[[str, dict[str, str]], None], parser: expat.XMLParserType) -> None:
    """Read XML, and tell of each element of its own vocabulary where it begins.

    Raises:
        ValueError: It is none, or has a document type.
    """
    prefix: str | None = None

    def local(name: str, attributes: dict[str, str]) -> None:
        nonlocal prefix
        before, _, own = name.rpartition(":")
        if prefix is None:
            prefix = before
        if before == prefix:  # extensions have formulas of their own, in a vocabulary of their own
            start(own, attributes)

    def refuse(*_: object) -> None:
        raise ValueError("a sheet has no document type")

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = local
    try:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error


def _number(letters: str) -> int:
    if not (letters.isascii() and letters.isupper() and len(letters) <= _LETTERS):
        raise ValueError(f"no column is called {letters[:20]}")
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
