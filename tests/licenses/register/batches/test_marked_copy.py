"""A sheet comes back with what is wrong at its cells, and can be handed in again once that is mended."""

from __future__ import annotations

import io

import openpyxl
import pytest
from builders.contradictions import ON, orders
from builders.license_sheets import csv_of, row_of, xlsx_of
from openpyxl.worksheet.worksheet import Worksheet

from graph.errors import Refusal, Text
from graph.office.sheets.heading import RESULT
from graph.office.sheets.marked import Copy
from graph.refusal_codes import Code
from graph.words.entries import DataType, Item, ItemKind
from licenses.register.batches.entry_data import EntryItems, read_entry_data
from licenses.register.batches.marked_copy import copy_of_entry_data, copy_of_sheet
from licenses.register.batches.sheet import OrderSheet, read_orders
from licenses.register.faults import malformed
from licenses.register.orders import grounds_of, judge

FIRM, COUPLE = (next(each for each in orders() if each.kind.name == name) for name in ("营业执照", "结婚证"))
ROW = row_of(FIRM.order, FIRM.kind)
WRONG = {**ROW, "证照编号": "340200000201903180036", "颁发日期": "去年"}


def read(content: bytes) -> OrderSheet:
    return read_orders(content, FIRM.kind, FIRM.order.issuer)


def refused(found: OrderSheet) -> dict[int, list[Refusal]]:
    return {row.row: list(row.faults) for row in found.rows if row.faults}


def page(copy: Copy) -> Worksheet:
    sheet = openpyxl.load_workbook(io.BytesIO(copy.content)).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def comment(sheet: Worksheet, row: int, column: str) -> str:
    names = [cell.value for cell in sheet[1]]
    said = sheet.cell(row, names.index(column) + 1).comment
    return said.text if said else ""


@pytest.mark.parametrize("content", [csv_of(ROW, WRONG), xlsx_of(ROW, WRONG)], ids=["csv", "xlsx"])
def test_what_could_not_be_read_is_told_at_its_cell_and_the_mended_copy_is_read(content: bytes) -> None:
    made = copy_of_sheet(content, FIRM.kind, refused(read(content)), {2: Text("已签发", "issued")})
    sheet = page(made)
    assert "不是日期" in comment(sheet, 3, "颁发日期")
    assert [cell.value for cell in sheet[1]][-1] == RESULT
    assert sheet.cell(2, len(ROW) + 1).value == "已签发"
    assert str(sheet.cell(3, len(ROW) + 1).value).startswith("有误：")
    names = [cell.value for cell in sheet[1]]
    sheet.cell(3, names.index("颁发日期") + 1).value = "2019-03-18"
    mended = io.BytesIO()
    assert sheet.parent is not None
    sheet.parent.save(mended)
    assert [row.faults for row in read(mended.getvalue()).rows] == [(), ()]


def test_what_is_refused_later_is_told_at_the_column_of_its_field() -> None:
    content = xlsx_of({**ROW, "统一社会信用代码": "91340200MA2QDR001C", "有效期止": "2030-01-01"})
    (only,) = read(content).rows
    assert only.order is not None
    with pytest.raises(Refusal) as later:
        judge(only.order, grounds_of(only.order, FIRM.setting, ON), ON)
    sheet = page(copy_of_sheet(content, FIRM.kind, {2: [later.value]}))
    assert "有效期为长期" in comment(sheet, 2, "有效期止")
    assert "应与第1持证主体代码一致" in comment(sheet, 2, "统一社会信用代码")


PATHS: dict[str, tuple[tuple[str, ...], str]] = {
    "the number": (("number",), "证照编号"),
    "a holder's code": (("holders", "1", "code"), "女方身份证件号"),
    "a holder": (("holders", "0"), "男方身份证件号"),
    "how many hold it": (("holders",), "男方身份证件号"),
    "a field of the face": (("face", "KZ_NFGJ"), "男方国籍"),
    "a day": (("validUntil",), "有效期止"),
}


@pytest.mark.parametrize(("path", "column"), PATHS.values(), ids=PATHS)
def test_a_field_is_told_at_the_column_that_stands_in_for_it(path: tuple[str, ...], column: str) -> None:
    row = {name: cell for name, cell in row_of(COUPLE.order, COUPLE.kind).items() if "持证主体" not in name}
    fault = malformed(Code.NUMBER_FORM, path, None, "不对", "wrong")
    sheet = page(copy_of_sheet(xlsx_of(row), COUPLE.kind, {2: [fault]}))
    assert "不对" in comment(sheet, 2, column)


def test_what_no_column_says_stands_beside_the_row_and_what_is_of_the_file_on_a_sheet_of_its_own() -> None:
    of_row, of_file = (malformed(Code.MISSING_GLYPH, ("drawing",), None, text, "no") for text in ("画不出", "不得颁发"))
    made = copy_of_sheet(xlsx_of(ROW), FIRM.kind, {2: [of_row], 0: [of_file]})
    book = openpyxl.load_workbook(io.BytesIO(made.content))
    assert "画不出" in str(book.worksheets[0].cell(2, len(ROW) + 1).value)
    assert "不得颁发" in str(book[RESULT].cell(2, 1).value)


def test_a_file_that_is_no_table_has_its_reason_on_a_sheet_of_its_own() -> None:
    with pytest.raises(Refusal) as why:
        read(b"")
    made = copy_of_sheet(b"", FIRM.kind, {0: [why.value]})
    book = openpyxl.load_workbook(io.BytesIO(made.content))
    assert "文件是空的" in str(book[RESULT].cell(2, 1).value)


def test_the_data_of_an_entry_come_back_the_same_way() -> None:
    names = [*ROW, "办理窗口"]
    items = tuple(Item(place, name, DataType.CHARACTER, None, ItemKind.BASE) for place, name in enumerate(names, 1))
    entry, content = EntryItems(items, "e"), csv_of({**WRONG, "办理窗口": "3"})
    (only,) = read_entry_data(content, entry, FIRM.kind, FIRM.order.issuer).rows
    made = copy_of_entry_data(content, entry, FIRM.kind, {2: only.faults})
    assert "不是日期" in comment(page(made), 2, "颁发日期")


def test_the_data_of_an_entry_without_items_have_their_reason_on_a_sheet_of_its_own() -> None:
    entry = EntryItems((), "e")
    faults = read_entry_data(csv_of(ROW), entry, FIRM.kind, FIRM.order.issuer).faults
    made = copy_of_entry_data(csv_of(ROW), entry, FIRM.kind, {0: faults})
    book = openpyxl.load_workbook(io.BytesIO(made.content))
    assert "没有信息项可以填“证照编号”" in str(book[RESULT].cell(2, 1).value)
