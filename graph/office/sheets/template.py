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
from typing import Final

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

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
    book = Workbook()
    sheet = book.active
    sheet.title = form.kind.words.zh if isinstance(form.kind, Shape) else _UNNAMED
    columns = asked(form)
    lists = list(_lists(columns))
    for number, each in enumerate(columns, start=1):
        _column(sheet, number, each)
    for number, choices in lists:
        sheet.add_data_validation(_chosen(number, choices, closed=bool(columns[number - 1].choices)))
    if any(_long(choices) for _, choices in lists):
        _hidden(book, [(number, choices) for number, choices in lists if _long(choices)])
    sheet.freeze_panes = "A2"
    sheet.row_dimensions[1].height = 30
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _column(sheet: Worksheet, number: int, each: Asked) -> None:
    letter = get_column_letter(number)
    name, sample = each.column.name, each.sample
    plain = sheet.column_dimensions[letter]
    plain.number_format = "@"
    shown = max((2 * len(choice) for choice in each.choices), default=0 if each.bounded else _FREE)
    plain.width = min(_WIDEST, max(_NARROWEST, 2 * len(name) + 4, shown + 4))
    head = sheet.cell(1, number, name)
    head.number_format = "@"
    head.font = Font(bold=True, color="FFC00000" if each.blank.startswith("必填") else "FF000000")
    head.fill = _NEEDED if each.column.needed else _LEFT_OUT
    head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    head.border = Border(bottom=_LINE, right=_LINE)
    lines = sum(1 + len(line) // _NOTE_CHARACTERS for line in each.note.split("\n"))
    head.comment = Comment(each.note, AUTHOR, width=_NOTE_WIDTH, height=_NOTE_LINE * (lines + 1))
    second = sheet.cell(2, number, sample or None)
    second.number_format = "@"
    second.font = Font(italic=True, color="FF7F7F7F")


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
    sheet = book.create_sheet(LISTS)
    sheet.sheet_state = "hidden"
    for number, choices in lists:
        for row, choice in enumerate(choices, start=1):
            sheet.cell(row, number, choice).number_format = "@"
