"""Bytes of a table to sheets of lines: CSV in UTF-8, UTF-16 or GB18030, and Excel.

* The number of a row is the one that a spreadsheet shows; hidden sheets are not read, hidden rows are (`crossed.py`).
* A cell is text and stays text: what looks like a formula is not evaluated, control characters are faults.
* A cell is what it shows: of the number 123 under the format `000000` the text 000123 is read, or the cell is marked.
* A number of more digits than a spreadsheet keeps is not what was typed: its cell is marked, and readers refuse it.
* Limits are asked before anything is unpacked: a small file can describe a sheet of billions of cells.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from graph.errors import Malformed, Text
from graph.office.sheets.laying import laid_out, laid_out_old
from graph.office.sheets.old_looks import old_looks
from graph.office.sheets.programs import refuse_archive, refuse_compound
from graph.office.sheets.refused import (
    empty,
    not_a_table,
    not_excel,
    reaches_too_far,
    too_large,
    too_many_columns,
    too_many_rows,
)
from graph.office.sheets.remarks import comments_of, struck_texts
from graph.office.sheets.rows import Line, Row, Sheet, Source, Table, place_of
from graph.office.sheets.styles import Looks
from graph.office.sheets.texts import Fit, lines_of, text_of
from graph.office.sheets.worksheet import Extent, counts_from_1904, extent, part_of, styles_of
from graph.refusal_codes import Code

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 400 * 1024 * 1024
"""Bytes of an Excel file after unpacking."""
MAX_TEXTS = 3_000_000
"""Texts that the cells of an Excel file share; each costs memory, however short."""
MAX_ROWS = 100_000
TITLE_ROWS = 1000
"""Rows beyond that, blank or above the column names, which a sheet may have."""
MAX_COLUMNS = 200
MAX_SHEETS = 50
"""Visible sheets among which one is looked for."""
MAX_CELL = 4_000
"""Characters of one cell."""

_BROKEN: Final = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, KeyError)
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_table(content: bytes) -> Table:
    """Read a table whose column names are the first row that is not blank, on the first sheet that is visible.

    Raises:
        LimitExceeded: `FILE_TOO_LARGE`, `TOO_MANY_ROWS` or `TOO_MANY_COLUMNS`.
        Malformed: `FILE_ENCODING`, `FILE_FORMAT`, `FILE_EMPTY` or `COLUMN_TWICE`.
    """
    sheet = next(sheets_of(content))
    for position, line in enumerate(sheet.lines):
        if any(map(str.strip, line.cells)):
            source = Source(sheet.name, line.number, _columns(line, sheet.name))
            return Table(source.columns, rows_of(sheet, source, sheet.lines[position + 1 :]), source)
    raise empty()


def sheets_of(content: bytes, fit: Fit | None = None) -> Iterator[Sheet]:
    """Read the visible sheets of a file one after another; what kind it is its bytes say.

    Args:
        content: The file.
        fit: How well column names are found in lines, where a text file may be parted in several ways.

    Raises:
        LimitExceeded: `FILE_TOO_LARGE`, `TOO_MANY_ROWS` or `TOO_MANY_COLUMNS`.
        Malformed: `FILE_ENCODING` or `FILE_FORMAT`.
    """
    if len(content) > MAX_BYTES:
        raise too_large(len(content), MAX_BYTES, MAX_UNPACKED)
    if content.startswith(_ZIP):
        _look_into(content)
    elif content.startswith(_OLD_EXCEL):
        refuse_compound(content)
    if content.startswith((_ZIP, _OLD_EXCEL)):
        return _excel(content)
    return iter((Sheet("", _text_lines(content, fit)),))


def rows_of(sheet: Sheet, source: Source, lines: Sequence[Line]) -> tuple[Row, ...]:
    """The rows of a table that are not blank, each as wide as the table.

    Raises:
        LimitExceeded: `TOO_MANY_ROWS`.
        Malformed: `FILE_FORMAT`, where a row has more cells than there are columns.
    """
    found: list[Row] = []
    width = len(source.columns)
    for line in lines:
        cells = line.cells
        if not any(map(str.strip, cells)):
            continue
        for position in range(width, len(cells)):
            if cells[position].strip():
                place = place_of(sheet.name, line.number, position)
                raise not_a_table(
                    f"{place.zh}在表格之外：列名只有{width}个，第{line.number}行的单元格多于列数；请删除或移入某列",
                    f"{place.en} lies outside: row {line.number} has more cells than there are columns ({width}); "
                    "delete it or move it into a column",
                    str(line.number),
                )
        if len(found) == MAX_ROWS:
            raise too_many_rows(MAX_ROWS)
        blank = [""] * (width - len(cells))
        row = Row(line.number, (*cells[:width], *blank), line.inexact, sheet.name, line.serials, line.dated, line.looks)
        found.append(row)
    return tuple(found)


def _columns(line: Line, sheet: str) -> tuple[str, ...]:
    names = [cell.strip() for cell in line.cells]
    while names and not names[-1]:
        names.pop()
    if len(names) > MAX_COLUMNS:
        raise too_many_columns(MAX_COLUMNS)
    for position, name in enumerate(names):
        if name in names[:position]:
            first, again = (place_of(sheet, line.number, each) for each in (names.index(name), position))
            raise Malformed(
                Text(
                    f"列名“{name[:40]}”重复：{first.zh}和{again.zh}；请只保留一列",
                    f"column {name[:40]} stands twice: {first.en} and {again.en}; keep one of them",
                ),
                code=Code.COLUMN_TWICE,
                path=(str(line.number), name[:40]),
                value=name[:40],
            )
    return tuple(names)


def _text_lines(content: bytes, fit: Fit | None) -> list[Line]:
    found: list[Line] = []
    for line in lines_of(text_of(content), fit):
        if len(found) == MAX_ROWS + TITLE_ROWS:
            raise too_many_rows(MAX_ROWS)
        found.append(line)
    return found


def _look_into(content: bytes) -> None:
    """Refuse a workbook that unpacks to too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            refuse_archive(archive)
            room, texts = MAX_UNPACKED, MAX_TEXTS
            for member in archive.infolist():
                shared = member.filename.endswith("haredStrings.xml")
                with archive.open(member) as stream:
                    while chunk := stream.read(1 << 18):
                        room -= len(chunk)
                        texts -= chunk.count(b"<si") if shared else 0
                        if room < 0 or texts < 0:
                            raise too_large(len(content), MAX_BYTES, MAX_UNPACKED)
    except _BROKEN as error:
        raise not_excel(str(error)) from error


def _excel(content: bytes) -> Iterator[Sheet]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            visible = [
                sheet.name
                for sheet in book.sheets_metadata
                if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible
            ]
            hidden = tuple(each.name for each in book.sheets_metadata if each.name not in visible)
            if not visible:
                raise not_excel("no visible sheet")
            if len(visible) > MAX_SHEETS:
                raise not_a_table(
                    f"可见的工作表超过{MAX_SHEETS}张；请只保留要导入的一张",
                    f"more than {MAX_SHEETS} visible sheets; keep the one that is to be imported",
                    "file",
                )
            room = (MAX_ROWS + TITLE_ROWS) * MAX_COLUMNS
            looks = _looks(content) if content.startswith(_ZIP) else Looks()
            old = None if content.startswith(_ZIP) else old_looks(content)
            for name in visible:
                found, serials, comments = _asked(content, name) if content.startswith(_ZIP) else (None, False, {})
                room -= found.rows * found.columns if found else 0
                sheet = _within(book, name, room)
                room -= 0 if found else sheet.total_height * sheet.total_width
                if old is not None and name in old.sheets:
                    own = old.sheets[name]
                    yield replace(laid_out_old(sheet, old, own), comments=own.comments, hidden=hidden)
                    continue
                styled = replace(looks, styled=found.styled) if found else Looks()
                yield replace(laid_out(sheet, found, styled, serials=serials), comments=comments, hidden=hidden)
    except CalamineError as error:
        raise not_excel(str(error)) from error


def _within(book: CalamineWorkbook, name: str, room: int) -> CalamineSheet:
    """A sheet, if all that were looked at are together no larger than one may be."""
    if room < 0:
        raise not_a_table(
            f"可见的工作表加起来太大（到“{name}”为止）；请只保留要导入的一张，或隐藏其余",
            f"the visible sheets are too large together (up to {name}); keep the one that is to be imported",
            "file",
        )
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height > MAX_ROWS + TITLE_ROWS:
        raise too_many_rows(MAX_ROWS, sheet.total_height)
    return sheet


def _looks(content: bytes) -> Looks:
    """How the cells of an .xlsx can look; without formats where the book is of another kind."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            styles = styles_of(archive)
            return (
                Looks(styles.formats, struck=styles.struck, struck_texts=struck_texts(archive)) if styles else Looks()
            )
    except _BROKEN as error:
        raise not_excel(str(error)) from error


def _asked(content: bytes, sheet: str) -> tuple[Extent | None, bool, Mapping[str, str]]:
    """Refuse a sheet that names a cell far out: it would be laid out in full; find what the library does not tell."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            part = part_of(archive, sheet)
            if part is None:
                return None, False, {}
            with archive.open(part) as stream:
                found = extent(stream, MAX_ROWS + TITLE_ROWS, MAX_COLUMNS)
            serials, comments = not counts_from_1904(archive), comments_of(archive, part)
    except _BROKEN as error:
        raise not_excel(str(error)) from error
    if found.rows > MAX_ROWS + TITLE_ROWS:
        raise reaches_too_far(sheet, found.rows, MAX_ROWS, blank=found.blank)
    if found.columns > MAX_COLUMNS:
        raise too_many_columns(MAX_COLUMNS)
    return found, serials, comments
