"""A sheet to fill in: it says what belongs into each column, and its sample is an order that would pass."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest
from builders.contradictions import ON, Ordered, orders
from builders.license_sheets import xlsx_of
from builders.more import LEFT_OUT
from openpyxl.worksheet.worksheet import Worksheet

from graph.office.sheets.doubted import SAMPLE
from graph.refusal_codes import Code
from licenses.register.batches.samples import template_of
from licenses.register.batches.sheet import read_orders
from licenses.register.orders import grounds_of, judge

EVERY = {each.kind.name: each for each in orders()}
COUPLE, FIRM, LAND, PERSON = (EVERY[name] for name in ("结婚证", "营业执照", "不动产权证", "无犯罪记录证明"))
NUMBER = "证照编号"


def filled_in(each: Ordered) -> bytes:
    return template_of(each.kind, each.issuer, each.order.issuer, ON)


def sheet_of(each: Ordered) -> Worksheet:
    sheet = openpyxl.load_workbook(io.BytesIO(filled_in(each))).active
    assert isinstance(sheet, Worksheet)
    return sheet


def sample_of(each: Ordered) -> dict[str, str]:
    names, cells = ([str(cell or "") for cell in row] for row in sheet_of(each).iter_rows(max_row=2, values_only=True))
    return dict(zip(names, cells, strict=True))


@pytest.mark.parametrize(
    "each",
    [
        pytest.param(each, id=name, marks=LEFT_OUT if place % 5 else ())
        for place, (name, each) in enumerate(EVERY.items())
    ],
)
def test_without_its_words_the_sample_of_every_type_is_an_order_that_passes(each: Ordered) -> None:
    row = {name: cell.removeprefix(SAMPLE) for name, cell in sample_of(each).items() if name != "照片"}
    (only,) = read_orders(xlsx_of(row), each.kind, each.order.issuer).rows
    assert only.faults == ()
    assert only.order is not None
    order = replace(only.order, photo=each.order.photo)
    judge(order, grounds_of(order, each.setting, ON), ON)


@pytest.mark.parametrize("each", [FIRM, COUPLE], ids=["firm", "couple"])
def test_the_sample_is_no_data_and_what_is_left_of_it_is_refused(each: Ordered) -> None:
    found = read_orders(filled_in(each), each.kind, each.order.issuer)
    assert (found.rows, found.faults) == ((), ())
    assert [hint.code for hint in found.hints] == [Code.ROW_PASSED]
    row = sample_of(each) | {NUMBER: each.order.number}
    (only,) = read_orders(xlsx_of(row), each.kind, each.order.issuer).rows
    assert only.order is None
    assert {fault.code for fault in only.faults} >= {Code.SAMPLE_LEFT}


def test_a_column_says_what_belongs_into_it() -> None:
    sheet = sheet_of(PERSON)
    notes = {str(cell.value): cell.comment.text if cell.comment else "" for cell in sheet[1]}
    assert f"编号格式：{PERSON.kind.number_format}" in notes[NUMBER]
    assert "该类证照有效期：180天" in notes["有效期止"]
    assert "日期，如 2026-01-31" in notes["查询起始日期"]
    assert "必填" in notes["查询结果"]
    assert "可以不填，由系统填写" in notes["性别"]
    assert {cell.number_format for cell in sheet[2]} == {"@"}


def test_kinds_of_codes_are_chosen_from_those_that_can_hold_the_type() -> None:
    rules = sheet_of(FIRM).data_validations.dataValidation
    assert [rule.formula1 for rule in rules] == ['"统一社会信用代码,其他法人证件"']


@pytest.mark.parametrize(("each", "holders"), [(FIRM, 1), (COUPLE, 2), (LAND, 2)], ids=["one", "couple", "several"])
def test_as_many_holders_are_asked_for_as_usual(each: Ordered, holders: int) -> None:
    assert sum(name.endswith("持证主体代码") for name in sample_of(each)) == holders


def test_what_the_register_knows_is_not_asked_for() -> None:
    assert not {"名称", "统一社会信用代码", "证照类型代码", "颁发机构"} & set(sample_of(FIRM))
