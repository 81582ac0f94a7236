"""What a face says that no role binds."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from builders.contradictions import FOREIGN_FIRM, STRANGER, Ordered, orders

from graph.errors import Refusal
from graph.refusal_codes import Code
from graph.words.face_fields import FaceField, FieldKind, FieldRole
from licenses.register.ordered_face import completed, faults_of_face


@cache
def ordered() -> Ordered:
    return next(each for each in orders() if each.kind.name == "食品经营许可证")


def told(label: str, value: str, role: FieldRole = FieldRole.FREE, kind: FieldKind = FieldKind.TEXT) -> list[Refusal]:
    """What is wrong with an order whose type has a field more, and whose face says something in it."""
    each = ordered()
    field = FaceField("KZ_ZZ", label, kind.zh, role=role)
    order = replace(each.order, face={**each.order.face, "KZ_ZZ": value})
    return list(faults_of_face(order, replace(each.kind, fields=(*each.kind.fields, field)), each.issuer.name))


@pytest.mark.parametrize("code", [STRANGER.code, FOREIGN_FIRM.code, STRANGER.code[:6] + " " + STRANGER.code[6:]])
def test_a_code_of_somebody_else_stands_only_where_the_type_says_so(code: str) -> None:
    (fault,) = told("说明", code)
    assert (fault.code, fault.path) == (Code.FACE_CONTRADICTS, ("face", "KZ_ZZ"))
    assert fault.rules == ("GB-36903",)
    assert code not in (fault.value or "") or code == FOREIGN_FIRM.code
    assert told("出借方", code, FieldRole.OTHER_NUMBER) == []
    assert told("监护人身份证号", code) == [], "the label says whose it is"
    assert told("说明", f"由{code}提出") == [], "words may speak of anybody"


def test_the_number_of_another_licence_of_the_type_stands_only_where_the_type_says_so() -> None:
    number = ordered().order.number
    other = number[:-2] + ("00" if not number.endswith("00") else "11")
    (fault,) = told("说明", other)
    assert (fault.code, fault.value, fault.limit) == (Code.FACE_CONTRADICTS, other, number)
    assert told("原证", other, FieldRole.OTHER_NUMBER) == told("说明", f"由{other}换发") == []


def test_what_the_register_says_stands_on_a_face_to_the_character_or_not_at_all() -> None:
    each = ordered()
    firm, number = each.order.holders[0], each.order.number
    for said, written in ((firm.name, f"{firm.name[:2]} {firm.name[2:]}"), (number, number.lower())):
        (fault,) = told("说明", written)
        assert (fault.code, fault.limit) == (Code.FACE_CONTRADICTS, said)
        assert told("说明", said) == []
    assert told("说明", firm.code) == []


@pytest.mark.parametrize(
    ("label", "wrong"),
    [
        ("企业名称", "芜湖无名有限公司"), ("许可编号", "JY1"), ("发证单位", "芜湖市卫生健康委员会"),
        ("核发日期", "1999-01-01"), ("有效期截止日期", "2099年12月31日"),
        ("社会信用码", FOREIGN_FIRM.code), ("有效日期", "长期"),
    ],
)  # fmt: skip
def test_a_type_of_an_earlier_release_issues_nothing_that_contradicts_its_labels(label: str, wrong: str) -> None:
    each = ordered()
    (fault,) = told(label, wrong)
    assert fault.code in (Code.FACE_CONTRADICTS, Code.NOT_A_DATE)
    assert fault.path == ("face", "KZ_ZZ")
    right = {
        "企业名称": each.order.holders[0].name, "许可编号": each.order.number, "发证单位": each.issuer.name,
        "核发日期": each.order.issued_on.isoformat(), "有效期截止日期": str(each.order.valid_until),
        "社会信用码": each.order.holders[0].code, "有效日期": f"{each.order.valid_from}至{each.order.valid_until}",
    }  # fmt: skip
    assert told(label, right[label]) == []


@pytest.mark.parametrize("amount", ["3万", "1.234.567", "12,34", "约300", "300左右", "三百", "1,23", "300元", "１万"])
def test_an_amount_that_is_read_in_two_ways_or_in_another_unit_is_refused(amount: str) -> None:
    (fault,) = told("合同价格(万元)", amount, kind=FieldKind.NUMBER)
    assert (fault.code, fault.value) == (Code.NOT_A_NUMBER, amount)
    assert "万元" in fault.message.zh


@pytest.mark.parametrize(
    ("given", "printed"), [("300", "300"), ("1,234.50", "1,234.50"), ("300万元", "300"), ("-5", "-5")]
)
def test_an_amount_may_be_given_with_the_unit_of_its_label(given: str, printed: str) -> None:
    each = ordered()
    field = FaceField("KZ_ZZ", "合同价格（万元）", FieldKind.NUMBER.zh)
    kind = replace(each.kind, fields=(*each.kind.fields, field))
    order = replace(each.order, face={**each.order.face, "KZ_ZZ": given})
    assert list(faults_of_face(order, kind, each.issuer.name)) == []
    assert completed(order, kind, each.issuer.name)["KZ_ZZ"] == printed
