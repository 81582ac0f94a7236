"""A workbook to fill in: the columns of a form, what belongs into each, and a sample that no import takes for data.

* Every cell is text, so that codes keep their figures and days stay as they are typed.
* Closed lists are chosen from; those that are too long for the cell's own rule stand on a hidden sheet. So is what is
  usual in a cell that is free, which takes anything else as well.
* The sample row says 示例 in the column that names the thing: an import passes it over, by name. Whoever types a code
  over it and leaves the rest is refused for every cell that still says 示例.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.datavalidation import DataValidation

from graph.office.sheets.asked import Asked, asked
from graph.office.sheets.crossed import LISTS
from graph.office.sheets.files import MAX_ROWS
from graph.office.sheets.forms import Form
from graph.office.sheets.remarks import AUTHOR
from graph.schema.shapes import Shape

_UNNAMED: Final = "填报"
"""Name of the sheet where its rows become no nodes."""
_IN_CELL: Final = 200
"""Characters of a list that stands in the cell's own rule; 255 is what spreadsheets bear."""
_NEEDED, _LEFT_OUT = PatternFill("solid", fgColor="FFBDD7EE"), PatternFill("solid", fgColor="FFEDEDED")
_LINE: Final = Side(style="thin", color="FF8EA9DB")
_NARROWEST, _WIDEST, _FREE = 12, 40, 20
_NOTE_WIDTH, _NOTE_LINE = 280, 20
_NOTE_CHARACTERS: Final = 20
"""In a line of a note."""


def template(form: Form) -> bytes:
    """An .xlsx to fill in for a form."""
    book, sheet = begun(form)
    sheet.append([_sample(sheet, each.sample) for each in asked(form)])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def begun(form: Form, left_out: frozenset[str] = frozenset()) -> tuple[Workbook, WriteOnlyWorksheet]:
    """A workbook with the names of a form's columns, and what may be chosen below them; rows are appended to its sheet.

    Args:
        form: The columns.
        left_out: Fields whose columns it does not have.
    """
    book = Workbook(write_only=True)
    sheet: WriteOnlyWorksheet = book.create_sheet(form.kind.words.zh if isinstance(form.kind, Shape) else _UNNAMED)
    columns = tuple(each for each in asked(form) if each.column.field not in left_out)
    lists = list(_lists(columns))
    for number, each in enumerate(columns, start=1):
        plain = sheet.column_dimensions[get_column_letter(number)]
        plain.number_format = "@"
        plain.width = _width(each)
    for number, choices in lists:
        sheet.data_validations.append(_chosen(number, choices, closed=bool(columns[number - 1].choices)))
    if any(_long(choices) for _, choices in lists):
        _hidden(book, [(number, choices) for number, choices in lists if _long(choices)])
    sheet.freeze_panes = "A2"
    sheet.row_dimensions[1].height = 30
    sheet.append([_head(sheet, each) for each in columns])
    return book, sheet


def _width(each: Asked) -> int:
    shown = max((2 * len(choice) for choice in each.choices), default=0 if each.bounded else _FREE)
    return min(_WIDEST, max(_NARROWEST, 2 * len(each.column.name) + 4, shown + 4))


def _head(sheet: WriteOnlyWorksheet, each: Asked) -> WriteOnlyCell:
    head = WriteOnlyCell(sheet, each.column.name)
    head.number_format = "@"
    head.font = Font(bold=True, color="FFC00000" if each.blank.startswith("必填") else "FF000000")
    head.fill = _LEFT_OUT if each.may_lack else _NEEDED
    head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    head.border = Border(bottom=_LINE, right=_LINE)
    lines = sum(1 + len(line) // _NOTE_CHARACTERS for line in each.note.split("\n"))
    head.comment = Comment(each.note, AUTHOR, width=_NOTE_WIDTH, height=_NOTE_LINE * (lines + 1))
    return head


def _sample(sheet: WriteOnlyWorksheet, sample: str) -> WriteOnlyCell:
    second = WriteOnlyCell(sheet, sample or None)
    second.number_format = "@"
    second.font = Font(italic=True, color="FF7F7F7F")
    return second


def _lists(columns: Sequence[Asked]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, each in enumerate(columns, start=1):
        if listed := each.choices or each.suggests:
            yield number, listed


def _long(choices: Sequence[str]) -> bool:
    return len(",".join(choices)) > _IN_CELL or any("," in choice for choice in choices)


def _chosen(number: int, choices: Sequence[str], *, closed: bool) -> DataValidation:
    letter = get_column_letter(number)
    listed = f"{quote_sheetname(LISTS)}!${letter}$1:${letter}${len(choices)}"
    rule = DataValidation(
        type="list",
        formula1=listed if _long(choices) else '"' + ",".join(choices) + '"',
        allow_blank=True,
        showErrorMessage=closed,
        errorTitle="不在可选值中",
        error="请从下拉列表中选择",
        sqref=f"{letter}2:{letter}{MAX_ROWS + 1}",
    )
    rule.errorStyle = "warning"
    return rule


def _hidden(book: Workbook, lists: Sequence[tuple[int, tuple[str, ...]]]) -> None:
    sheet: WriteOnlyWorksheet = book.create_sheet(LISTS)
    sheet.sheet_state = "hidden"
    columns = dict(lists)
    for row in zip_longest(*(columns.get(number, ()) for number in range(1, max(columns) + 1))):
        sheet.append([_choice(sheet, choice) for choice in row])


def _choice(sheet: WriteOnlyWorksheet, choice: str | None) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, choice)
    cell.number_format = "@"
    return cell
