"""A form filled with what the register has: a workbook or a text file, as an import reads them again.

* A value says in each column what an import would read of it; of a value with parts the first row has its own cells.
* A file holds no more than an import takes. What is longer goes on in another one, which begins with another value.
* Cells of a workbook are text. In a text file, what a spreadsheet would take for a formula has the mark before it by
  which spreadsheets keep text, and which an import takes away.
* What acts or shows nothing is left out, whatever the register holds: no workbook can hold it, or no import takes it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, unique
from typing import Any, Final, Protocol

from openpyxl.cell import WriteOnlyCell

from graph.office.sheets.cleaned import marked
from graph.office.sheets.forms import Column, Form
from graph.office.sheets.said import written
from graph.office.sheets.template import begun
from graph.words.letters import without_acting

ROWS: Final = 50_000
"""Rows of a file; an import takes twice as many."""
BYTES: Final = 12 * 1024 * 1024
"""Of text in a file; an import takes half as much again."""


@unique
class Format(Enum):
    """As what a list is handed out; the value is the ending of its name."""

    XLSX = "xlsx"
    CSV = "csv"


class Filled(Protocol):
    """A file that is being filled."""

    def add(self, row: Sequence[str]) -> None:
        """Write a row below the others."""

    def content(self) -> bytes:
        """The file; nothing is added to it afterwards."""


def rows_of(form: Form, value: object, left_out: frozenset[str] = frozenset()) -> Iterator[list[str]]:
    """The rows of a value: one, or one for each of its parts.

    Args:
        form: The columns.
        value: What an import of the form would make of these rows.
        left_out: Fields whose columns are not written.

    Raises:
        AttributeError: The value has no such field.
    """
    columns = [each for each in form.columns if each.field not in left_out]
    parts = {before: tuple(getattr(value, f"{before.removesuffix('.')}s")) for before in _parts(columns)}
    for place in range(max(map(len, parts.values()), default=1) or 1):
        yield [_cell(each, value, parts, place) for each in columns]


def _parts(columns: Iterable[Column]) -> tuple[str, ...]:
    """How the fields begin that belong to a part."""
    return tuple(dict.fromkeys("".join(each.field.rpartition(".")[:2]) for each in columns if "." in each.field))


def _cell(column: Column, value: object, parts: dict[str, tuple[object, ...]], place: int) -> str:
    before, point, own = column.field.rpartition(".")
    if not own:
        return ""
    if point:
        of = parts[before + point]
        said = getattr(of[place], own) if place < len(of) else None
    else:
        said = getattr(value, own) if place == 0 else None
    if said is None:
        return ""
    return without_acting(column.said(said) if column.said else written(said))


@dataclass(slots=True)
class _Workbook:
    """An .xlsx, with the drop-downs and notes of a template."""

    form: Form
    left_out: frozenset[str]
    book: Any = field(init=False)
    sheet: Any = field(init=False)
    cells: list[WriteOnlyCell] = field(init=False)
    """One for each column: what is written is not kept."""

    def __post_init__(self) -> None:
        self.book, self.sheet = begun(self.form, self.left_out)
        self.cells = []
        for column in self.form.columns:
            if column.field not in self.left_out:
                self.cells.append(cell := WriteOnlyCell(self.sheet))
                cell.number_format = "@"

    def add(self, row: Sequence[str]) -> None:
        for cell, text in zip(self.cells, row, strict=True):
            cell.value = text or None
            if cell.data_type == "f":
                cell.data_type = "s"
        self.sheet.append(self.cells)

    def content(self) -> bytes:
        stream = io.BytesIO()
        self.book.save(stream)
        return stream.getvalue()


class _TextFile:
    """A CSV that every spreadsheet opens as UTF-8."""

    def __init__(self, form: Form, left_out: frozenset[str]) -> None:
        self._stream = io.StringIO(newline="")
        self._writer = csv.writer(self._stream)
        self._stream.write("\ufeff")
        self._writer.writerow([each.name for each in form.columns if each.field not in left_out])

    def add(self, row: Sequence[str]) -> None:
        self._writer.writerow([marked(text) for text in row])

    def content(self) -> bytes:
        return self._stream.getvalue().encode()


@dataclass(slots=True)
class Filling:
    """Files that are filled one after the other, each as far as an import reads one."""

    form: Form
    format: Format
    left_out: frozenset[str] = frozenset()
    rows: int = 0
    """In all files together, without the names of columns."""
    _in_file: int = 0
    _bytes: int = 0
    _file: Filled | None = None

    def add(self, value: object) -> Filled | None:
        """Write a value; where it finds no room any more, it begins another file and the one before is given."""
        rows = list(rows_of(self.form, value, self.left_out))
        size = sum(len(text.encode()) for row in rows for text in row)
        full = None
        if self._file is None or self._in_file + len(rows) > ROWS or self._bytes + size > BYTES:
            full, self._file, self._in_file, self._bytes = self._file, self._begun(), 0, 0
        for row in rows:
            self._file.add(row)
        self._in_file += len(rows)
        self._bytes += size
        self.rows += len(rows)
        return full

    def last(self) -> Filled:
        """The file that is not full; one without a value has the names of the columns."""
        return self._file or self._begun()

    def _begun(self) -> Filled:
        if self.format is Format.XLSX:
            return _Workbook(self.form, self.left_out)
        return _TextFile(self.form, self.left_out)
