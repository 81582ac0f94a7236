"""Sheets as they come: what is certain is read, everything else is refused with its cell and what to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from builders.contradictions import orders
from builders.demonstrated import licensing
from builders.license_sheets import csv_of, row_of, xlsx_of

from graph.errors import Refusal
from graph.office.sheets.doubted import SAMPLE
from graph.refusal_codes import Code
from graph.words.licensing import HolderCategory, IssueOrder
from licenses.register.batches.sheet import OrderSheet, read_orders
from licenses.register.ordered_face import completed, faults_of_face

EVERY = {each.kind.name: each for each in orders()}
FIRM, COUPLE, PERSON, LAND = (EVERY[name] for name in ("营业执照", "结婚证", "无犯罪记录证明", "不动产权证"))
LABOUR = EVERY["劳务派遣经营许可证"]
ROW = row_of(FIRM.order, FIRM.kind)
NUMBER, CODE, TYPE = "证照编号", "持证主体代码", "持证主体代码类型"


def read(*rows: dict[str, object], xlsx: bool = False) -> OrderSheet:
    content = xlsx_of(*rows) if xlsx else csv_of(*[{name: str(cell) for name, cell in row.items()} for row in rows])
    return read_orders(content, FIRM.kind, FIRM.order.issuer)


def order_of(found: OrderSheet) -> IssueOrder:
    (only,) = found.rows
    assert (found.faults, only.faults) == ((), ())
    assert only.order is not None
    return only.order


def fault_of(found: OrderSheet) -> Refusal:
    (only,) = found.rows
    assert only.order is None
    (fault,) = only.faults
    return fault


REFUSED: dict[str, tuple[str, object, Code, str]] = {
    "a number as a spreadsheet shortens it": (NUMBER, "3.402E+21", Code.NUMBER_INEXACT, "文本格式"),
    "a numeric number of more than 15 digits": (NUMBER, 340200000201903180035, Code.NUMBER_INEXACT, "文本格式"),
    "a fraction that was computed": ("注册资本", 1 / 3, Code.NUMBER_INEXACT, "文本格式"),
    "no number": (NUMBER, "", Code.CELL_EMPTY, "请填写"),
    "no name": ("持证主体名称", " ", Code.CELL_EMPTY, "请填写"),
    "no code": (CODE, "", Code.CELL_EMPTY, "请填写"),
    "a code with a blank within": (CODE, "91340200 MAFJC9H34Y", Code.CODE_PARTED, "空格"),
    "a code type that is none": (TYPE, "营业证", Code.UNKNOWN_CODE_TYPE, "可填"),
    "no day of issue": ("颁发日期", "", Code.CELL_EMPTY, "请填写"),
    "a day that there is not": ("颁发日期", "2026-02-30", Code.DATE, "没有2026年2月30日"),
    "a month without a day": ("颁发日期", "2026年3月", Code.DATE, "没有写明日"),
    "a month as a beginning": ("有效期起", "2026年3月", Code.DATE, "没有写明日"),
    "a day of two figures": ("有效期起", "26-3-1", Code.DATE, "四位年份"),
    "a year of the Republic": ("颁发日期", "民国108年3月18日", Code.DATE, "民国"),
    "a last day that is none": ("有效期止", "五年", Code.DATE, "留空"),
    "a day of the face": ("成立日期", "成立时", Code.DATE, "不是日期"),
    "a day of the face of another century": ("成立日期", "1700-01-01", Code.DATE, "1800至2200"),
    "a formula that failed": ("住所", "#N/A", Code.CELL_ERROR, "公式"),
    "a control character": ("住所", "芜湖\x07市", Code.CONTROL_CHARACTER, "控制字符"),
    "a name that reads the other way round": ("持证主体名称", "芜湖\u202e市", Code.CONTROL_CHARACTER, "方向"),
    "a sample that is left": ("住所", f"{SAMPLE}住所", Code.SAMPLE_LEFT, "示例"),
    "a text that became a day": ("注册资本", datetime(2026, 3, 1), Code.CODE_DATED, "文本格式"),  # noqa: DTZ001
    "too many words": ("经营范围", "药" * 4001, Code.CELL_TOO_LONG, "4000"),
    "an identifier that is none": ("变更前证照标识", "1.2.156.3005.2", Code.IDENTIFIER_ROOT, "请核对"),
}  # fmt: skip


@pytest.mark.parametrize(("column", "cell", "code", "cure"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_for_certain_is_refused_at_its_cell(
    column: str, cell: object, code: Code, cure: str
) -> None:
    alone = {name: text for name, text in ROW.items() if name not in ("名称", "统一社会信用代码")}
    row: dict[str, object] = {**alone, column: cell}
    fault = fault_of(read(row, xlsx=not isinstance(cell, str)))
    place = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[list(row).index(column)]
    assert (fault.code, fault.path) == (code, ("2", column))
    assert f"单元格 {place}2" in fault.message.zh
    assert cure in fault.message.zh


READ: dict[str, tuple[str, object, dict[str, object]]] = {
    "a day of a spreadsheet": ("颁发日期", date(2019, 3, 18), {}),
    "a day in Chinese": ("颁发日期", "2019年3月18日", {}),
    "a day with points": ("颁发日期", "2019.3.18", {}),
    "a day of eight figures": ("颁发日期", "20190318", {}),
    "a day of full width": ("颁发日期", "２０１９－０３－１８", {}),
    "a day of the face as a spreadsheet keeps it": ("成立日期", date(2003, 12, 18), {}),
    "a day of the face before those of most registers": (
        "成立日期",
        "1898年7月3日",
        {"face": {**FIRM.order.face, "KZ_CLRQ": "1898-07-03"}},
    ),
    "a day of the face in Chinese": ("成立日期", "2003年12月18日", {}),
    "no last day": ("有效期止", "", {}),
    "a last day that is far": ("有效期止", "2049-03-17", {"valid_until": date(2049, 3, 17)}),
    "for ever": ("有效期止", "永久", {}),
    "a number of full width": (NUMBER, "３４０２００000201903180035", {}),
    "a number with blanks around it": (NUMBER, "  340200000201903180035\u3000", {}),
    "a code of full width in small letters": (CODE, "91340200mafjc9h34ｙ", {}),
    "a code type by its number": (TYPE, "001", {}),
    "a code type whose zeros are lost": (TYPE, 1, {}),
    "a code type that the code tells": (TYPE, "", {}),
    "a name that was broken over lines": ("持证主体名称", "芜湖市澄禾医药\n零售有限公司", {}),
    "a text that was broken over lines": ("住所", "安徽省芜湖市湾沚区\n荆江西路385号", {}),
    "a face's name that was broken over lines": ("名称", "芜湖市澄禾医药\n零售有限公司", {}),
    "its own type": ("证照类型代码", FIRM.kind.code, {}),
    "its own department": ("颁发机构代码", FIRM.order.issuer, {}),
    "the name of its type": ("证照名称", "营业执照", {"type_name": "营业执照"}),
    "a reason": ("变更原因", "住所变更", {"change_reason": "住所变更"}),
}


@pytest.mark.parametrize(("column", "cell", "otherwise"), READ.values(), ids=READ)
def test_what_is_meant_for_certain_is_read(column: str, cell: object, otherwise: dict[str, object]) -> None:
    found = read({**ROW, column: cell}, xlsx=not isinstance(cell, str))
    assert order_of(found) == replace(FIRM.order, **otherwise)  # type: ignore[arg-type]


@pytest.mark.parametrize(("column", "cell"), [("证照类型代码", "11100000MB0143028R101"), ("颁发机构代码", "1134")])
def test_a_row_of_another_type_or_department_is_refused(column: str, cell: str) -> None:
    fault = fault_of(read({**ROW, column: cell}))
    assert (fault.code, fault.path, fault.value) == (Code.ANOTHER_KIND, ("2", column), cell)


def test_the_name_of_the_department_is_compared_where_it_is_known() -> None:
    content = csv_of({**ROW, "发证机关": "芜湖市民政局"})
    found = read_orders(content, FIRM.kind, FIRM.order.issuer, issuer_name="芜湖市市场监督管理局")
    assert fault_of(found).code is Code.ANOTHER_KIND


@pytest.mark.parametrize("cell", ["null", "无", "成立之日", "1700-01-01"])
def test_nobody_is_told_to_leave_a_field_blank_that_has_to_be_there(cell: str) -> None:
    told = fault_of(read({**ROW, "成立日期": cell})).message
    assert "留空" not in told.zh
    assert "blank" not in told.en


def test_titles_notes_sums_and_samples_are_passed_over_and_told() -> None:
    lines = csv_of({**ROW, NUMBER: f"{SAMPLE}1"}, ROW).decode().splitlines()
    content = "\n".join(["2026年营业执照批量制证表", *lines, "填表人：王芳,,日期：2026-01-01"]).encode()
    found = read_orders(content, FIRM.kind, FIRM.order.issuer)
    assert [row.row for row in found.rows] == [4]
    assert order_of(found) == FIRM.order
    assert [hint.code for hint in found.hints] == [Code.ROW_PASSED, Code.ROW_PASSED]
    assert found.read is not None
    assert found.read.header == 2


def test_a_column_that_is_missing_is_named_with_what_could_stand_in_for_it() -> None:
    row = {name: cell for name, cell in ROW.items() if name not in ("持证主体名称", "名称", "住所")}
    found = read(dict(row))
    assert found.rows == ()
    assert {(fault.code, fault.value) for fault in found.faults} == {
        (Code.MISSING_COLUMN, "持证主体名称"),
        (Code.MISSING_COLUMN, "住所"),
    }
    assert any("缺少列“持证主体名称”，或“名称”" in fault.message.zh for fault in found.faults)


def test_a_column_of_another_type_is_named_with_the_type() -> None:
    found = read_orders(csv_of({**ROW, "主体业态": "食品销售"}), FIRM.kind, FIRM.order.issuer, others=licensing().types)
    (fault,) = found.faults
    assert (found.rows, fault.code) == ((), Code.UNKNOWN_COLUMN)
    assert "“主体业态”是“食品经营许可证”的照面字段" in fault.message.zh


def test_a_sheet_of_another_type_is_told_by_its_name() -> None:
    found = read_orders(
        csv_of(row_of(COUPLE.order, COUPLE.kind)), FIRM.kind, FIRM.order.issuer, others=licensing().types
    )
    (fault,) = found.faults
    assert (fault.code, fault.value) == (Code.ANOTHER_KIND, COUPLE.kind.code)


def test_a_couple_has_two_holders_and_a_gap_between_holders_is_refused() -> None:
    row = row_of(LAND.order, LAND.kind)
    third = {"第三持证主体名称": "王芳", "第三持证主体代码": COUPLE.order.holders[0].code}
    found = read_orders(csv_of({**row, **third, "第二持证主体名称": ""}), LAND.kind, LAND.order.issuer)
    (only,) = found.rows
    assert only.order is None
    assert only.faults[0].path == ("2", "第二持证主体名称")


TWO = [holder.code for holder in COUPLE.order.holders]


@pytest.mark.parametrize("sign", ["、", ";", "\n", "，"])
def test_several_holders_may_stand_in_the_cells_of_the_first(sign: str) -> None:
    cells = {"持证主体名称": f"陈永康{sign}梁晓蓉", CODE: sign.join(TWO), TYPE: "身份证"}
    (only,) = read_orders(csv_of({**row_of(LAND.order, LAND.kind), **cells}), LAND.kind, LAND.order.issuer).rows
    assert only.faults == ()
    assert only.order is not None
    assert only.order.holders == COUPLE.order.holders


def test_as_many_names_as_codes_are_asked_for() -> None:
    cells = {"持证主体名称": "陈永康", CODE: "、".join(TWO), TYPE: ""}
    (only,) = read_orders(csv_of({**row_of(LAND.order, LAND.kind), **cells}), LAND.kind, LAND.order.issuer).rows
    assert [(fault.code, fault.path) for fault in only.faults] == [(Code.ROWS_DIFFER, ("2", "持证主体名称"))]


def test_a_cell_that_is_read_twice_is_refused_once() -> None:
    row = {name: cell for name, cell in ROW.items() if not name.startswith("持证主体")}
    assert fault_of(read({**row, "名称": "#N/A"})).path == ("2", "名称")


def test_a_code_that_may_be_of_two_kinds_is_not_guessed() -> None:
    row = {**row_of(LAND.order, LAND.kind), TYPE: "", CODE: "340200195905240850"}
    assert LAND.kind.holder_category is HolderCategory.MIXED
    (only,) = read_orders(csv_of(row), LAND.kind, LAND.order.issuer).rows
    assert [fault.code for fault in only.faults] == [Code.UNKNOWN_CODE_TYPE]


def test_a_period_on_the_face_stands_in_for_both_its_days() -> None:
    row = row_of(LABOUR.order, LABOUR.kind)
    without = {name: cell for name, cell in row.items() if name not in ("有效期起", "有效期止")}
    (only,) = read_orders(csv_of(without), LABOUR.kind, LABOUR.order.issuer).rows
    assert only.order == LABOUR.order
    (only,) = read_orders(csv_of({**without, "有效期限": "三年"}), LABOUR.kind, LABOUR.order.issuer).rows
    assert [(fault.code, fault.path[1]) for fault in only.faults] == [(Code.NOT_A_DATE, "有效期限")]


def test_a_length_of_time_on_the_face_is_counted_and_compared() -> None:
    row = row_of(LABOUR.order, LABOUR.kind)
    (only,) = read_orders(csv_of({**row, "有效期止": "", "有效期限": "三年"}), LABOUR.kind, LABOUR.order.issuer).rows
    assert only.order is not None
    assert only.order.valid_until == LABOUR.order.valid_until
    name, kind = LABOUR.issuer.name, LABOUR.kind
    assert list(faults_of_face(only.order, kind, name)) == []
    assert completed(only.order, kind, name) == LABOUR.order.face, "printed with its days"
    key = next(field.key for field in kind.fields if field.label == "有效期限")
    other = replace(only.order, face=only.order.face | {key: "五年"})
    assert [fault.code for fault in faults_of_face(other, kind, name)] == [Code.FACE_CONTRADICTS]


@pytest.mark.parametrize("cell", ["2021-04-21至2024-04-20", "2021.4.21－2024.4.20", "2021年4月21日 至 2024年4月20日"])
def test_a_period_in_one_column_says_both_its_days(cell: str) -> None:
    row = row_of(LABOUR.order, LABOUR.kind)
    without = {name: cell for name, cell in row.items() if name not in ("有效期起", "有效期止", "有效期限")}
    (only,) = read_orders(csv_of({**without, "有效期限": cell}), LABOUR.kind, LABOUR.order.issuer).rows
    assert only.order is not None
    assert (only.order.valid_from, only.order.valid_until) == (LABOUR.order.valid_from, LABOUR.order.valid_until)
    found = read({**{name: text for name, text in ROW.items() if name[:3] != "有效期"}, "有效期": "2019-03-18至长期"})
    assert order_of(found) == FIRM.order


def test_rows_that_differ_in_their_numbers_only_are_told() -> None:
    found = read(dict(ROW), {**ROW, NUMBER: "340200000201903180036"})
    assert all(row.order is not None for row in found.rows)
    assert [(hint.code, hint.path[0]) for hint in found.hints] == [(Code.CODE_TWICE, "2"), (Code.CODE_TWICE, "3")]
    assert "第3行" in found.hints[0].message.zh


def test_of_rows_with_one_number_it_is_not_said_that_their_numbers_differ() -> None:
    assert not read(dict(ROW), dict(ROW)).hints
    found = read(dict(ROW), dict(ROW), {**ROW, NUMBER: "340200000201903180036"})
    told = [(hint.path[0], hint.message.en) for hint in found.hints]
    assert [(row, "row 4" in words, "row 2" in words) for row, words in told] == [
        ("2", True, False), ("3", True, False), ("4", False, True),
    ]  # fmt: skip


def test_numbers_that_differ_in_blanks_and_case_only_are_the_same() -> None:
    found = read({**ROW, NUMBER: "a 1"}, {**ROW, NUMBER: "A1"}, {**ROW, NUMBER: "B1"})
    assert [row.order is None for row in found.rows] == [True, True, False]
