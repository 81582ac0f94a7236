"""The annotated copy of a file: what came of it, at the cells and rows that it is about.

* An .xlsx keeps its looks, and its pictures; its formulas give way to the values that were read, and nothing is
  evaluated. Whatever else a table came in, and a workbook that costs too much to lay out, becomes an .xlsx of the same
  rows, all cells text.
* What begins as a formula stays text. A comment of an earlier copy is taken away, and so is its colour.
* The last column says what becomes of each row; an import does not read it. What has no cell stands on a sheet of its
  own.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from graph.errors import Refusal
from graph.office.sheets.cell_pictures import call_again, keeps_pictures, put_back
from graph.office.sheets.cleaned import cleaned
from graph.office.sheets.files import MAX_ROWS, sheets_of
from graph.office.sheets.forms import Form
from graph.office.sheets.heading import RESULT, fit
from graph.office.sheets.looks import MOST_CELLS, keeps_looks
from graph.office.sheets.remarks import AUTHOR
from graph.office.sheets.rows import Line, Sheet, Source
from graph.office.sheets.written import UNCOMPUTED

_FAULT, _HINT = "FFFFC7CE", "FFFFEB9C"
_STRUCK: Final = Font(strike=True)
_FILLS: Final = {True: PatternFill("solid", fgColor=_FAULT), False: PatternFill("solid", fgColor=_HINT)}
_COMMENT: Final = 1_000
"""Characters of a comment."""
_WIDTH: Final = 48
_NOTE: Final = (320, 120)
_PARTED: Final = "←核对后删除本格"
"""Stands beside a row that may have been parted, so that nobody imports its copy before it is looked at."""
_NO_XML: Final = dict.fromkeys((*range(0xD800, 0xE000), 0xFFFE, 0xFFFF), "�")
_ACTING: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Mark:
    """What is said at a cell."""

    fault: bool
    words: str
    lost: bool = False
    """Whether what was meant is no longer in the file, so that the cell of a copy may not be taken for it."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What came of a file."""

    source: Source | None
    """What of it was read."""
    cells: Mapping[tuple[int, int], Mark]
    """By number of the row, from 1, and position of the column, from 0."""
    rows: Mapping[int, Mark]
    """What becomes of each row."""
    summary: str
    rest: tuple[str, ...]
    """What has no cell."""
    wide: frozenset[int] = frozenset()
    """Rows that a separator within a cell may have parted."""


@dataclass(frozen=True, slots=True)
class Copy:
    """The annotated copy of a file."""

    content: bytes
    looks: bool
    """Whether it has the looks of the file."""


def annotated(content: bytes, form: Form, marks: Marks) -> Copy:
    """Annotate a file."""
    if keeps_looks(content):
        try:
            return Copy(_in_place(content, marks), looks=True)
        except Exception:  # noqa: BLE001 - the library fails in many ways on others' files; a plain copy never does
            return Copy(_plain(content, form, marks), looks=False)
    return Copy(_plain(content, form, marks), looks=False)


def _in_place(content: bytes, marks: Marks) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the library does not keep, as extensions of newer programs
        book = load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
        if marks.source is not None:
            _mark(book[marks.source.sheet], marks.source, marks)
        _tell(book, marks)
        if not keeps_pictures(content):
            return _saved(book)
        call_again(book)
        return put_back(content, _saved(book))


def _mark(sheet: Worksheet, source: Source, marks: Marks) -> None:
    covered = {
        (row, column): (reach.min_row, reach.min_col)
        for reach in sheet.merged_cells.ranges
        for row, column in reach.cells
    }
    names = [str(sheet.cell(source.header, at + 1).value or "") for at in range(len(source.columns))]
    if RESULT in names:
        _unmark(sheet, source.header, len(names))
    for (number, position), mark in marks.cells.items():
        cell = sheet.cell(*covered.get((number, position + 1), (number, position + 1)))
        if mark.lost and cell.value is None:
            _write(cell, UNCOMPUTED)
        _say(cell, mark)
    place = _result_place(names)
    head = sheet.cell(source.header, place + 1)
    if not isinstance(head, MergedCell):
        _write(head, RESULT)
        head.comment = _comment(marks.summary)
    sheet.column_dimensions[get_column_letter(place + 1)].width = _WIDTH
    for number, mark in marks.rows.items():
        cell = sheet.cell(number, place + 1)
        if not isinstance(cell, MergedCell):
            _write(cell, mark.words)
            if mark.fault:
                cell.fill = _FILLS[True]


def _unmark(sheet: Worksheet, header: int, width: int) -> None:
    """Take away what an earlier copy has said."""
    last = min(sheet.max_row, header + MAX_ROWS, MOST_CELLS // max(width, 1))
    for row in sheet.iter_rows(1, last, max_col=width):
        for cell in row:
            if isinstance(cell, MergedCell):
                continue
            if cell.comment is not None and cell.comment.author == AUTHOR:
                cell.comment = None
            if cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb in (_FAULT, _HINT):
                cell.fill = PatternFill()


def _plain(content: bytes, form: Form, marks: Marks) -> bytes:
    name = marks.source.sheet if marks.source else ""
    book = Workbook(write_only=True)
    with suppress(Refusal):  # what is no table has no rows; why it is none stands on the sheet of what has no cell
        for sheet in sheets_of(content, lambda lines: fit(lines, form)):
            if not name or sheet.name == name:
                _rows(book, sheet, marks)
                break
    _tell(book, marks)
    return _saved(book)


def _rows(book: Workbook, sheet: Sheet, marks: Marks) -> None:
    page = book.create_sheet(sheet.name or "Sheet1")
    header = marks.source.header if marks.source else 0
    names = sheet.lines[header - 1].cells if 0 < header <= len(sheet.lines) else ()
    place = _result_place([cleaned(name) for name in names][: len(marks.source.columns) if marks.source else 0])
    page.column_dimensions[get_column_letter(place + 1)].width = _WIDTH
    if header:
        page.freeze_panes = f"A{header + 1}"
    for number, line in enumerate(sheet.lines, start=1):
        page.append(list(_row(page, number, line, place, header, marks)))


def _row(page: Any, number: int, line: Line, place: int, header: int, marks: Marks) -> Iterator[Cell | None]:
    result = marks.summary if number == header else None
    said = marks.rows.get(number)
    width = max(len(line.cells), place + 1)
    for position in range(width):
        text = line.cells[position] if position < len(line.cells) else ""
        mark = marks.cells.get((number, position))
        if header and position == place and (said or result):
            text, mark = (RESULT, None) if result else (said.words, said if said.fault else None)  # type: ignore[union-attr]
        if not text and mark is None:
            yield None
            continue
        cell = WriteOnlyCell(page)
        _write(cell, UNCOMPUTED if mark is not None and mark.lost else text)
        if position in line.struck:
            cell.font = _STRUCK
        if result and position == place:
            cell.comment = _comment(result)
        elif mark is not None and position == place and mark is said:
            cell.fill = _FILLS[True]
        elif mark is not None:
            _say(cell, mark)
        yield cell
    if number in marks.wide:
        cell = WriteOnlyCell(page)
        _write(cell, _PARTED)
        yield cell


def _tell(book: Workbook, marks: Marks) -> None:
    """Say on a sheet of its own what has no cell."""
    if marks.rest or marks.source is None:
        page = book.create_sheet(RESULT)
        for number, words in enumerate((marks.summary, *marks.rest), start=1):
            cell = WriteOnlyCell(page) if book.write_only else page.cell(number, 1)
            _write(cell, words)
            if book.write_only:
                page.append([cell])


def _result_place(names: Sequence[str]) -> int:
    """Where the outcome stands: where an earlier copy has put it, or behind the last column."""
    return names.index(RESULT) if RESULT in names else len(names)


def _say(cell: Cell, mark: Mark) -> None:
    cell.fill = _FILLS[mark.fault]
    cell.comment = _comment(mark.words)


def _comment(words: str) -> Comment:
    width, height = _NOTE
    return Comment(_held(words)[:_COMMENT], AUTHOR, width=width, height=height)


def _held(text: str) -> str:
    """A text as a workbook can hold it: XML knows neither controls nor numbers that are no characters."""
    return str(ILLEGAL_CHARACTERS_RE.sub("�", text)).translate(_NO_XML)


def _write(cell: Cell, text: str) -> None:
    """Write a text that stays one, whatever it begins with."""
    cell.value = _held(text)
    cell.data_type = "s"
    cell.number_format = "@"
    if text.startswith(_ACTING):
        cell.quotePrefix = True


def _saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
