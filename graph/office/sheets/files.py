"""Bytes of a table to rows of text: CSV in UTF-8, UTF-16 or GB18030, and Excel.

* The first row that is not blank holds the column names; the number of a row is the one that a spreadsheet shows.
* A cell is text and stays text: what looks like a formula is not evaluated, control characters are faults.
* A number of more digits than a spreadsheet keeps is not what was typed: its cell is marked, and readers refuse it.
* Limits are asked before anything is unpacked: a small file can describe a sheet of billions of cells.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from graph.errors import LimitExceeded, Malformed, Text
from graph.office.sheets.worksheet import extent, part_of
from graph.office.sheets.written import Cell, inexact, letters, written
from graph.refusal_codes import Code

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 400 * 1024 * 1024
"""Bytes of an Excel file after unpacking."""
MAX_ROWS = 100_000
TITLE_ROWS = 1000
"""Rows beyond that, blank or above the column names, which a sheet may have."""
MAX_COLUMNS = 200
MAX_CELL = 4_000
"""Characters of one cell."""

_BROKEN: Final = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, KeyError)
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


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

    def place(self, position: int) -> Text:
        """Where a cell stands, as people read it in a spreadsheet."""
        cell = f"{letters(position)}{self.number}"
        if self.sheet:
            return Text(f"工作表“{self.sheet}”的单元格 {cell}", f"cell {cell} of sheet {self.sheet}")
        return Text(f"单元格 {cell}", f"cell {cell}")


@dataclass(frozen=True, slots=True)
class Table:
    """Column names and the rows that are not blank."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A row as it stands in the file, blank or not."""

    number: int
    cells: Sequence[str]
    inexact: frozenset[int] = frozenset()
    sheet: str = ""


def read_table(content: bytes) -> Table:
    """Read a table from the bytes of a file; what kind it is its bytes say.

    Raises:
        LimitExceeded: `FILE_TOO_LARGE`, `TOO_MANY_ROWS` or `TOO_MANY_COLUMNS`.
        Malformed: `FILE_ENCODING`, `FILE_FORMAT`, `FILE_EMPTY` or `COLUMN_TWICE`.
    """
    if len(content) > MAX_BYTES:
        raise _too_large(len(content))
    if content.startswith(_ZIP):
        _look_into(content)
        return _table(_excel(content))
    if content.startswith(_OLD_EXCEL):
        return _table(_excel(content))
    return _table(_csv(_text(content)))


def _table(lines: Iterable[_Line]) -> Table:
    columns: tuple[str, ...] | None = None
    found: list[Row] = []
    for line in lines:
        number, cells = line.number, line.cells
        if not any(map(str.strip, cells)):
            continue
        if columns is None:
            columns = _columns(cells)
            continue
        if any(cell.strip() for cell in cells[len(columns) :]):
            raise _format(
                f"第{number}行的单元格多于列数（{len(columns)}）",
                f"row {number} has more cells than there are columns ({len(columns)})",
                str(number),
            )
        if len(found) == MAX_ROWS:
            raise LimitExceeded(
                Text(f"数据行数超过{MAX_ROWS}行，请分成几个文件", f"more than {MAX_ROWS} rows; split the file"),
                code=Code.TOO_MANY_ROWS,
                path=("file",),
                limit=f"{MAX_ROWS} rows",
            )
        blank = [""] * (len(columns) - len(cells))
        found.append(Row(number, (*cells[: len(columns)], *blank), line.inexact, line.sheet))
    if columns is None:
        raise Malformed(Text("文件是空的", "the file is empty"), code=Code.FILE_EMPTY, path=("file",))
    return Table(columns, tuple(found))


def _columns(cells: Sequence[str]) -> tuple[str, ...]:
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if len(names) > MAX_COLUMNS:
        raise _too_many_columns()
    for name in names:
        if names.count(name) > 1:
            raise Malformed(
                Text(f"列名“{name[:40]}”重复", f"column {name[:40]} stands twice"),
                code=Code.COLUMN_TWICE,
                path=("1", name[:40]),
                value=name[:40],
            )
    return tuple(names)


def _text(content: bytes) -> str:
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    where = 0
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            where = error.start + 1
    raise Malformed(
        Text(
            f"文件不是 UTF-8 或 GB18030 编码的文本，也不是 Excel 文件（第{where}字节）",
            f"the file is neither text in UTF-8 or GB18030 nor an Excel file (byte {where})",
        ),
        code=Code.FILE_ENCODING,
        path=("file",),
    )


def _csv(text: str) -> Iterator[_Line]:
    head = text[:MAX_CELL].split("\n", 1)[0]
    delimiter = max(",\t;", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _format(
                f"第{number}行不是正确的 CSV：引号不配对或单元格过长",
                f"row {number} is not CSV: {error}",
                str(number),
            ) from error
        yield _Line(number, cells)


def _look_into(content: bytes) -> None:
    """Refuse a workbook that unpacks to too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            room = MAX_UNPACKED
            for member in archive.infolist():
                with archive.open(member) as stream:
                    while chunk := stream.read(1 << 18):
                        room -= len(chunk)
                        if room < 0:
                            raise _too_large(MAX_UNPACKED - room)
    except _BROKEN as error:
        raise _not_excel(str(error)) from error


def _errors(content: bytes, sheet: str) -> Mapping[int, Mapping[int, str]]:
    """Refuse a sheet that names a cell far out: it would be laid out in full; and find the cells without a value."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            part = part_of(archive, sheet)
            if part is None:
                return {}
            with archive.open(part) as stream:
                found = extent(stream, MAX_ROWS + TITLE_ROWS, MAX_COLUMNS)
    except _BROKEN as error:
        raise _not_excel(str(error)) from error
    _bound(found.rows)
    if found.columns > MAX_COLUMNS:
        raise _too_many_columns()
    return found.errors


def _bound(rows: int) -> None:
    if rows > MAX_ROWS + TITLE_ROWS:
        raise LimitExceeded(
            Text(f"工作表超过{MAX_ROWS}行", f"the sheet has more than {MAX_ROWS} rows"),
            code=Code.TOO_MANY_ROWS,
            path=("file",),
            value=str(rows),
            limit=f"{MAX_ROWS} rows",
        )


def _excel(content: bytes) -> Iterator[_Line]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            visible = [
                sheet.name
                for sheet in book.sheets_metadata
                if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible
            ]
            if not visible:
                raise _not_excel("no visible sheet")
            errors = _errors(content, visible[0]) if content.startswith(_ZIP) else {}
            sheet = book.get_sheet_by_name(visible[0])
            _bound(sheet.total_height)
            rows = sheet.to_python(skip_empty_area=False)
    except CalamineError as error:
        raise _not_excel(str(error)) from error
    for number in range(1, max(len(rows), *errors, 0) + 1):
        cells: list[Cell] = list(rows[number - 1]) if number <= len(rows) else []
        for place, shown in errors.get(number, {}).items():
            cells.extend([""] * (place + 1 - len(cells)))
            cells[place] = shown
        marked = frozenset(place for place, cell in enumerate(cells) if inexact(cell))
        yield _Line(number, [written(cell) for cell in cells], marked, visible[0])


def _too_large(size: int) -> LimitExceeded:
    return LimitExceeded(
        Text(
            f"文件过大：上限{MAX_BYTES // 1024**2} MiB（解压后{MAX_UNPACKED // 1024**2} MiB）",
            f"the file is too large: at most {MAX_BYTES // 1024**2} MiB, {MAX_UNPACKED // 1024**2} MiB unpacked",
        ),
        code=Code.FILE_TOO_LARGE,
        path=("file",),
        value=str(size),
        limit=f"{MAX_BYTES} bytes",
    )


def _too_many_columns() -> LimitExceeded:
    return LimitExceeded(
        Text(f"列数超过{MAX_COLUMNS}", f"more than {MAX_COLUMNS} columns"),
        code=Code.TOO_MANY_COLUMNS,
        path=("file",),
        limit=f"{MAX_COLUMNS} columns",
    )


def _not_excel(why: str) -> Malformed:
    return _format("不是可读的 Excel 文件（xlsx、xls）", f"not a readable Excel file: {why[:200]}", "file")


def _format(zh: str, en: str, *path: str) -> Malformed:
    return Malformed(Text(zh, en), code=Code.FILE_FORMAT, path=path)
