"""What a file holds once it is read: lines as they stand, the rows of a table, and where each cell is seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graph.errors import Malformed, Text
from graph.office.review import Hint
from graph.office.sheets.number_formats import Look
from graph.office.sheets.written import letters

Merge = tuple[int, int, int, int]
"""First row and last, from 1; first column and last, from 0."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it stands in the file, blank or not."""

    number: int
    """As a spreadsheet shows it, from 1."""
    cells: Sequence[str]
    inexact: frozenset[int] = frozenset()
    """Positions of the numeric cells whose number has more digits than a spreadsheet keeps."""
    dated: frozenset[int] = frozenset()
    """Positions of the cells that hold a day or a time and no text."""
    looks: Mapping[int, Look] = field(default_factory=dict)
    """Positions of the cells that show something else than what is read of them."""
    serials: frozenset[int] = frozenset()
    """Positions of the numbers that can be a spreadsheet's for a day, counted from 1900 for certain."""
    struck: Mapping[int, bool] = field(default_factory=dict)
    """Positions of the cells of which words are struck through: whether all of them are."""
    unseen: bool = False
    """Whether it is hidden, by hand or by a filter."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of one sheet of a workbook, or of a text file."""

    name: str
    """Empty in a text file."""
    lines: Sequence[Line]
    merged: tuple[Merge, ...] = ()
    unseen_columns: tuple[tuple[int, int], ...] = ()
    """First and last of columns that are hidden, from 0."""
    comments: Mapping[str, str] = field(default_factory=dict)
    """What people wrote beside cells, by the cell, as C7."""
    hidden: tuple[str, ...] = ()
    """Names of the sheets beside it that are hidden."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the column names."""

    number: int
    """As a spreadsheet shows it, from 1."""
    cells: tuple[str, ...]
    """As many as there are columns."""
    inexact: frozenset[int] = frozenset()
    """Positions of the numeric cells whose number has more digits than a spreadsheet keeps."""
    sheet: str = ""
    """Name of the sheet; empty in a text file."""
    serials: frozenset[int] = frozenset()
    """Positions of the numbers that can be a spreadsheet's for a day, counted from 1900 for certain."""
    dated: frozenset[int] = frozenset()
    """Positions of the cells that hold a day or a time and no text."""
    looks: Mapping[int, Look] = field(default_factory=dict)
    """Positions of the cells that show something else than what is read of them."""
    unsaid: frozenset[int] = frozenset()
    """Positions of what an input leaves out, which is no empty cell; a file has no such cells, but lacks columns."""

    def place(self, position: int) -> Text:
        """Where a cell stands, as people read it in a spreadsheet."""
        return place_of(self.sheet, self.number, position)


@dataclass(frozen=True, slots=True)
class Source:
    """What of a file was read: the sheet, the row of the column names, and where each column stands."""

    sheet: str = ""
    """Name of the sheet; empty in a text file."""
    header: int = 1
    """Number of the row with the column names; of two, the lower."""
    columns: tuple[str, ...] = ()
    """Names of the form's columns in the order of the file; empty where a column is not read."""

    def position(self, column: str) -> int | None:
        """Where a column stands, from 0; None where the file has none of this name."""
        return self.columns.index(column) if column and column in self.columns else None

    def place(self, row: int, column: str) -> Text | None:
        """The cell of a row and a column as people see it; None where the file has no such column."""
        position = self.position(column)
        return None if position is None else place_of(self.sheet, row, position)

    def cell(self, row: int, column: str) -> str | None:
        """The cell as a spreadsheet calls it, C7; None where the file has no such column."""
        position = self.position(column)
        return None if position is None else f"{letters(position)}{row}"

    @property
    def words(self) -> Text:
        """Which sheet and which row of column names were read."""
        if self.sheet:
            return Text(
                f"读取工作表“{self.sheet}”，列名在第{self.header}行",
                f"read sheet {self.sheet}, column names in row {self.header}",
            )
        return Text(f"列名在第{self.header}行", f"column names in row {self.header}")


@dataclass(frozen=True, slots=True)
class Table:
    """Column names and the rows that are not blank."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    source: Source = field(default_factory=Source)
    faults: tuple[Malformed, ...] = ()
    """What is wrong with it before any value is read."""
    hints: tuple[Hint, ...] = ()
    """What was passed over, and what was taken for something."""
    whole: bool = True
    """Whether its columns are those of a form; where they are not, no row is read."""


def place_of(sheet: str, row: int, position: int) -> Text:
    """Where a cell stands, as people read it in a spreadsheet."""
    cell = f"{letters(position)}{row}"
    if sheet:
        return Text(f"工作表“{sheet}”的单元格 {cell}", f"sheet {sheet}, cell {cell}")
    return Text(f"单元格 {cell}", f"cell {cell}")
