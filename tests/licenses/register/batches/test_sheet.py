"""A sheet becomes orders: what was written down is read back, and no cell is guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders.contradictions import ON, Ordered, ordered, orders, planned
from builders.license_sheets import csv_of, row_of, xlsx_of

from graph.codes.identifier import build_identifier
from graph.refusal_codes import Code
from graph.words.licensing import Holder
from licenses.register.batches.sheet import OrderSheet, read_orders
from licenses.register.orders import grounds_of, judge

EVERY = {each.kind.name: each for each in orders()}
FIRM = EVERY["营业执照"]
COUPLE = EVERY["结婚证"]


def read(each: Ordered, content: bytes) -> OrderSheet:
    return read_orders(content, each.kind, each.order.issuer)


@pytest.mark.parametrize("each", EVERY.values(), ids=EVERY)
def test_an_order_of_every_type_that_is_written_down_is_read_back(each: Ordered) -> None:
    row, by_key = row_of(each.order, each.kind), row_of(each.order, each.kind, by_key=True)
    for content in (csv_of(row), csv_of(by_key, encoding="gb18030"), xlsx_of(row)):
        found = read(each, content)
        assert (found.faults, found.rows[0].faults) == ((), ())
        assert found.rows[0].order == replace(each.order, photo=None)


def test_every_licence_of_the_plan_is_read_back_from_the_sheet_of_its_type() -> None:
    by_type: dict[str, list[Ordered]] = {}
    for one in planned():
        each = ordered(replace(one, photo_seed=None))
        if each.order.replaces:
            before = build_identifier(one.type_code, one.issuer, one.serial).text
            each = replace(each, order=replace(each.order, replaces=before, change_reason=one.state_reason))
        by_type.setdefault(one.type_code, []).append(each)
    for first, *_ in by_type.values():
        same = {each.order.number: each for each in by_type[first.kind.code] if each.order.issuer == first.order.issuer}
        found = read(first, csv_of(*(row_of(each.order, first.kind) for each in same.values())))
        assert found.faults == ()
        assert [(row.order, row.faults) for row in found.rows] == [(each.order, ()) for each in same.values()]


@pytest.mark.parametrize("each", EVERY.values(), ids=EVERY)
def test_what_the_register_says_itself_may_be_left_out(each: Ordered) -> None:
    roles = {field.label for field in each.kind.fields if field.role.bound}
    row = {name: text for name, text in row_of(each.order, each.kind).items() if name not in roles}
    (only,) = read(each, csv_of(row)).rows
    assert only.order is not None
    judged = judge(replace(only.order, photo=each.order.photo), grounds_of(only.order, each.setting, ON), ON)
    assert judged.order.face == judge(each.order, grounds_of(each.order, each.setting, ON), ON).order.face


@pytest.mark.parametrize(
    ("period", "agrees"),
    [
        ("2026-03-02至2029-03-01", True), ("2026年3月2日 ~ 2029年3月1日", True), ("3年", True), ("", True),
        ("三年", True), ("36个月", True), ("4年", False), ("十年", False),
        ("2026-03-02至2031-03-01", False), ("2026-03-01至2029-03-01", False), ("2026-03-02至长期", False),
        ("长期", False),
    ],
)  # fmt: skip
def test_days_that_stand_in_two_places_agree(period: str, agrees: bool) -> None:
    row = row_of(FIRM.order, FIRM.kind) | {"有效期起": "2026-03-02", "有效期止": "2029-03-01", "有效期": period}
    (only,) = read(FIRM, csv_of(row)).rows
    if agrees:
        assert (only.faults, only.order and only.order.valid_until) == ((), date(2029, 3, 1))
    else:
        (fault,) = only.faults
        assert (fault.code, fault.path[1], fault.limit) == (Code.FACE_CONTRADICTS, "有效期限", "2026-03-02至2029-03-01")


@pytest.mark.parametrize("period", ["三四年", "自发证之日起三年", "有效", "2026"])
def test_a_period_that_cannot_be_read_is_refused_beside_its_days_too(period: str) -> None:
    row = row_of(FIRM.order, FIRM.kind) | {"有效期起": "2026-03-02", "有效期止": "2029-03-01", "有效期": period}
    (fault,) = read(FIRM, csv_of(row)).rows[0].faults
    assert (fault.code, fault.path[1], fault.value) == (Code.NOT_A_DATE, "有效期限", period)


def test_a_length_of_time_is_counted_from_the_first_day() -> None:
    row = {name: text for name, text in row_of(FIRM.order, FIRM.kind).items() if name != "有效期止"}
    for period, last in (("3年", date(2029, 3, 1)), ("一百八十天", date(2026, 8, 28)), ("永久", None)):
        (only,) = read(FIRM, csv_of(row | {"有效期起": "2026-03-02", "有效期": period})).rows
        assert only.order is not None, only.faults
        assert (only.order.valid_from, only.order.valid_until) == (date(2026, 3, 2), last)


def test_the_face_stands_in_for_columns_of_the_holder() -> None:
    row = row_of(COUPLE.order, COUPLE.kind)
    face = {name: text for name, text in row.items() if "持证主体" not in name}
    (only,) = read(COUPLE, csv_of(face)).rows
    assert only.order == replace(COUPLE.order, photo=None)


def test_two_names_for_one_code_name_each_other_unless_one_is_the_former() -> None:
    (holder,) = FIRM.order.holders

    def row(name: str, former: str = "") -> dict[str, str]:
        named = replace(holder, name=name, former_name=former)
        order = replace(FIRM.order, holders=(named,), face=FIRM.order.face | {"KZ_MC": name})
        return row_of(order, FIRM.kind) | {"证照编号": f"编号{name}{former}"}

    was, new, code = holder.name, "芜湖更名有限公司", Code.HOLDER_NAMED_OTHERWISE
    rows = read(FIRM, csv_of(row(was), row(new, was), row(new), row(was) | {"证照编号": "另一编号"})).rows
    told = {
        each.row: [(fault.beside[0], fault.path[1]) for fault in each.faults if fault.code is code] for each in rows
    }
    assert told == {
        2: [("4", "持证主体名称")], 3: [], 4: [("2", "持证主体名称")], 5: [("4", "持证主体名称")],
    }  # fmt: skip
    assert "曾用名" in rows[0].faults[0].message.zh
    assert "另一处在第4行" in rows[0].faults[0].message.zh
    assert rows[1].order is not None
    assert rows[1].order.holders[0].former_name == was


def test_two_kinds_for_one_code_name_each_other_unless_one_is_said_to_be_wrong() -> None:
    (holder,) = FIRM.order.holders

    def row(number: str, kind: str, wrong: str = "") -> dict[str, str]:
        one = Holder.known_by(holder.name, "某证字第7号", kind, "", wrong)
        order = replace(FIRM.order, holders=(one,), face=FIRM.order.face | {"KZ_TYSHXYDM": one.code})
        return row_of(order, FIRM.kind) | {"证照编号": f"编号{number}"}

    rows = read(FIRM, csv_of(row("1", "099"), row("2", "999"), row("3", "999", "099"), row("4", "099", "777"))).rows
    assert {each.row: [(fault.code, fault.path[1], fault.beside[:1]) for fault in each.faults] for each in rows} == {
        2: [(Code.HOLDER_OF_ANOTHER_KIND, "持证主体代码类型", ("3",))],
        3: [(Code.HOLDER_OF_ANOTHER_KIND, "持证主体代码类型", ("2",))],
        4: [],
        5: [(Code.UNKNOWN_CODE_TYPE, "持证主体原代码类型", ())],
    }
    assert "两种代码类型" in rows[0].faults[0].message.zh
    assert rows[2].order is not None
    assert rows[2].order.holders[0].former_type == "099"


def test_numbers_that_stand_twice_name_each_other() -> None:
    row = row_of(FIRM.order, FIRM.kind)
    one, other = read(FIRM, csv_of(row, {**row, "住所": "别处"})).rows
    assert one.order is None
    assert other.order is None
    assert [(fault.code, fault.beside[0]) for fault in (*one.faults, *other.faults)] == [
        (Code.CODE_TWICE, "3"),
        (Code.CODE_TWICE, "2"),
    ]
    assert "另一处在第3行" in one.faults[0].message.zh
