"""The data of a catalogue entry become orders: an item fills what bears its name, and nobody guesses."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders.contradictions import ON, Ordered, orders
from builders.license_sheets import csv_of

from graph.refusal_codes import Code
from graph.words.entries import DataType, Item, ItemKind
from licenses.register.batches.columns import columns_of
from licenses.register.batches.entry_data import EntryItems, filling_of, read_entry_data
from licenses.register.batches.sheet import OrderSheet
from licenses.register.orders import grounds_of, judge

FOOD = next(each for each in orders() if each.kind.name == "食品经营许可证")
ROW = {
    "食品经营许可证编号": FOOD.order.number,
    "统一社会信用代码": FOOD.order.holders[0].code,
    "经营者名称": FOOD.order.holders[0].name,
    "法定代表人": "魏梦洁",
    "住所": "安徽省芜湖市湾沚区芜湖南路306号",
    "食品经营场所": "安徽省芜湖市湾沚区芜湖南路306号",
    "主体业态": "食品销售经营者",
    "食品经营项目": "预包装食品销售",
    "监管所": "湾沚区市场监督管理局",
    "电话": "12315",
    "食品经营许可签发日期": FOOD.order.issued_on.isoformat(),
    "食品经营许可有效期自": FOOD.order.valid_from.isoformat(),
    "有效期止": (FOOD.order.valid_until or ON).isoformat(),
    "许可状态": "有效",
}
FILLS = {
    "经营者名称": "经营者名称", "法定代表人": "法定代表人(负责人)", "食品经营场所": "经营场所",
    "食品经营项目": "经营项目", "监管所": "日常监督管理机构", "电话": "投诉举报电话",
}  # fmt: skip


def items(*names: str) -> tuple[Item, ...]:
    return tuple(Item(place, name, DataType.CHARACTER, 200, ItemKind.BASE) for place, name in enumerate(names, start=1))


ENTRY = EntryItems(items(*ROW), "307018340200/000008", FILLS)


def read(entry: EntryItems, *rows: dict[str, str], of: Ordered = FOOD) -> OrderSheet:
    return read_entry_data(csv_of(*rows), entry, of.kind, of.order.issuer)


def test_items_fill_what_bears_their_name_and_what_the_department_says() -> None:
    found = read(ENTRY, ROW)
    (only,) = found.rows
    assert only.order is not None
    assert judge(only.order, grounds_of(only.order, FOOD.setting, ON), ON).order.holders == FOOD.order.holders
    assert (only.order.number, only.order.valid_until) == (FOOD.order.number, FOOD.order.valid_until)
    assert only.source == "307018340200/000008"
    assert [hint.value for hint in found.hints] == ["许可状态"]


def test_a_faulty_cell_names_the_item_of_the_entry() -> None:
    found = read(ENTRY, {**ROW, "食品经营许可签发日期": "去年"})
    (fault,) = found.rows[0].faults
    assert (fault.path, found.rows[0].order) == (("2", "食品经营许可签发日期"), None)


def test_what_no_item_fills_is_named_before_a_row_is_read() -> None:
    found = read(replace(ENTRY, fills={}), ROW)
    assert found.rows == ()
    assert {fault.value for fault in found.faults} == {"法定代表人(负责人)", "日常监督管理机构", "投诉举报电话"}
    assert {fault.code for fault in found.faults} == {Code.MISSING_COLUMN}


def test_two_items_that_could_fill_the_same_are_refused_with_both_names() -> None:
    entry = replace(ENTRY, items=items(*ROW, "发证日期"))
    row = {**ROW, "发证日期": "2020-06-04"}
    (fault,) = read(entry, row).faults
    assert fault.code is Code.COLUMN_TWICE
    assert "“食品经营许可签发日期”、“发证日期”都可以填“颁发日期”" in fault.message.zh
    assert read(replace(entry, fills={**FILLS, "发证日期": "颁发日期"}), row).faults == ()


def test_an_item_fills_what_bears_the_name_of_the_item_that_it_is_filled_from() -> None:
    fills = {name: column for name, column in FILLS.items() if name != "监管所"}
    entry = replace(ENTRY, fills=fills, joined={"监管所": ("所别", "日常监督管理机构")})
    (only,) = read(entry, ROW).rows
    assert only.order is not None
    assert only.order.face["KZ_RCJDGLJG"] == ROW["监管所"]


MEANT = {
    ("食品经营许可证", "食品经营许可签发日期"): "颁发日期",
    ("食品经营许可证", "经营者名称"): "经营者名称",
    ("食品经营许可证", "食品名称"): None,
    ("药品经营许可证", "药品编号"): None,
    ("药品经营许可证", "药品经营许可证号"): "证照编号",
    ("建筑工程施工许可证", "施工许可工程名称"): "工程名称",
    ("建筑工程施工许可证", "施工单位名称"): None,
    ("不动产权证", "不动产权利类型"): "权利类型",
    ("民办学校办学许可证", "民办学校名称"): "学校名称",
    ("民办学校办学许可证", "有效期止"): "有效期止",
    ("取水许可证", "取水权人名称"): None,
}


@pytest.mark.parametrize(("of", "column"), MEANT.items(), ids=map("：".join, MEANT))
def test_an_item_is_known_without_the_words_of_its_type_and_never_guessed(
    of: tuple[str, str], column: str | None
) -> None:
    kind = next(each.kind for each in orders() if each.kind.name == of[0])
    filling = filling_of(EntryItems(items(of[1])), kind)
    (only,) = filling.columns.form.columns
    assert only.field == ("" if column is None else next(iter(columns_of(kind).named([column]))))


@pytest.mark.parametrize("said", [{"没有的项": "住所"}, {"住所": "没有的列"}])
def test_an_item_or_a_column_that_nobody_has_is_refused(said: dict[str, str]) -> None:
    fault, *_ = read(replace(ENTRY, fills={**FILLS, **said}), ROW).faults
    assert (fault.code, fault.path[0]) == (Code.UNKNOWN_COLUMN, "items")
