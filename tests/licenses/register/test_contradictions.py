"""A face that cannot contradict its register: every order of the demonstration passes, and none that contradicts."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from builders.contradictions import (
    STRANGER,
    Contradiction,
    Ordered,
    contradictions,
    ordered,
    orders,
    planned,
)
from builders.demonstrated import licensing

from graph.codes.identifier import build_identifier
from graph.errors import Refusal, Text
from graph.office.review import SeveralReasons
from graph.refusal_codes import Code
from graph.words.face_fields import FieldRole
from graph.words.licensing import IssueOrder, LicenseType
from licenses.register.making import metadata_of, seal_number
from licenses.register.orders import Judged, grounds_of, judge
from seed.plan import PlannedLicense

ABSENT = {
    Code.FIELD_MISSING: "the field was left out, or is blank",
    Code.PHOTO_REQUIRED: "no photo was given",
    Code.HOLDER_MISSING: "no holder was given",
}
"""Refusals of what is not there: their value is none."""
_WORD = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|\b[A-Z]{5,}\b")


def judged_of(each: Ordered, order: IssueOrder | None = None) -> Judged:
    placed, on = order or each.order, each.actor.today
    return judge(placed, grounds_of(placed, each.setting, on), on)


def reasons(each: Ordered) -> tuple[Refusal, ...]:
    try:
        judged_of(each)
    except SeveralReasons as several:
        return several.reasons
    except Refusal as refusal:
        return (refusal,)
    return ()


def test_every_order_of_the_demonstration_passes() -> None:
    found = [(one.number, reasons(ordered(replace(one, photo_seed=_one_picture(one))))) for one in planned()]
    assert [(number, list(map(str, wrong))) for number, wrong in found if wrong] == []


def _one_picture(one: PlannedLicense) -> str | None:
    """A seed that many share: drawing a portrait takes longer than all the rest."""
    return one.photo_seed and ("M1980-x+F1981-y" if "+" in one.photo_seed else "M1980-x")


def test_every_contradiction_is_refused_with_field_value_and_rule(capsys: pytest.CaptureFixture[str]) -> None:
    passed, told, kinds, every = [], [], Counter[Code](), list(contradictions())
    keys = set[tuple[str, str]]()
    for each in every:
        found = reasons(each.ordered)
        if not [one for one in found if (one.path, one.code) == (each.path, each.code)]:
            passed.append((each.ordered.kind.name, each.what, each.path, each.code, [str(one) for one in found]))
        if each.fewest and len(found) > 1 and not _follows(each, found):
            told.append((each.ordered.kind.name, each.what, [str(one) for one in found]))
        assert all(one.rules for one in found), found
        assert all(one.message.zh and one.message.en for one in found)
        assert [one for one in found if not one.path or (one.value is None and one.code not in ABSENT)] == []
        keys.update((key, str(one)) for one in found for key in _keys_in(one.message, each.ordered.kind))
        kinds[each.code] += 1
    with capsys.disabled():
        refused = f"contradictions refused {len(every) - len(passed)} of {len(every)}"
        sys.stdout.write(f"\n{refused}, {len(kinds)} kinds of refusal\n")
    assert keys == set()
    assert passed == []
    assert told == []


def _keys_in(message: Text, kind: LicenseType) -> set[str]:
    """What a sentence says of a field that has a label, or of what it says, by the name that programs use."""
    words = set(_WORD.findall(message.zh) + _WORD.findall(message.en))
    return words & {*(field.key for field in kind.fields), *(role.name for role in FieldRole)}


def _follows(each: Contradiction, found: tuple[Refusal, ...]) -> bool:
    """Whether the rest follows from the one thing: another number contradicts the field that repeats it."""
    return {one.code for one in found} <= {each.code, Code.FACE_CONTRADICTS} and each.path[0] == "number"


def without(order: IssueOrder, keys: Iterator[str]) -> IssueOrder:
    left_out = set(keys)
    return replace(order, face={key: text for key, text in order.face.items() if key not in left_out})


def test_what_follows_from_the_register_may_be_left_out_and_is_filled_in() -> None:
    for each in orders():
        bound = (field.key for field in each.kind.fields if field.role.bound)
        judged = judged_of(each, without(each.order, bound))
        assert judged.order.face == each.order.face
        assert list(judged.order.face) == list(each.order.face), "in the order of the page"


@pytest.mark.parametrize(
    "written", ["{0.year}年{0.month}月{0.day}日", "{0:%Y/%m/%d}", "{0:%Y.%m.%d}", "{0:%Y%m%d}", " {0:%Y-%m-%d} "]
)
def test_a_day_may_be_given_in_any_form_and_is_printed_in_one(written: str) -> None:
    each = next(one for one in orders() if one.kind.name == "教师资格证")
    born = date.fromisoformat(each.order.face["KZ_CSRQ"])
    order = replace(each.order, face={**each.order.face, "KZ_CSRQ": written.format(born)})
    assert judged_of(each, order).order.face["KZ_CSRQ"] == born.isoformat()


def test_everything_that_is_wrong_is_said_at_once() -> None:
    each = next(one for one in orders() if one.kind.name == "营业执照")
    face = {**each.order.face, "KZ_MC": "芜湖市别家有限公司", "KZ_CLRQ": "昨天"}
    wrong = replace(each, order=replace(each.order, face=face, issued_on=date(1899, 1, 1), type_name="营业执召"))
    assert {(one.path, one.code) for one in reasons(wrong)} >= {
        (("face", "KZ_MC"), Code.FACE_CONTRADICTS),
        (("face", "KZ_CLRQ"), Code.NOT_A_DATE),
        (("issuedOn",), Code.ISSUED_BEFORE_ISSUER),
        (("typeName",), Code.TYPE_NAME_DIFFERS),
    }


def test_a_refused_value_of_a_person_is_not_said_again() -> None:
    each = next(one for one in orders() if one.kind.name == "居住证")
    order = replace(each.order, face={**each.order.face, "KZ_XM": "时无名", "KZ_GMSFHM": "340200197103059991"})
    found = reasons(replace(each, order=order))
    assert {one.code for one in found} == {Code.FACE_CONTRADICTS}
    said = repr([(one.message, one.value, one.limit) for one in found])
    assert {one.value for one in found} == {"时**", "340200***********1"}
    assert "时无名" not in said
    assert each.order.holders[0].name not in said
    assert "19710305" not in said


def test_what_everybody_may_know_of_an_organisation_is_said_again_whole() -> None:
    each = next(one for one in orders() if one.kind.name == "营业执照")
    face = {**each.order.face, "KZ_MC": "芜湖市别家有限公司"}
    (told,) = reasons(replace(each, order=replace(each.order, face=face)))
    assert (told.value, told.limit) == ("芜湖市别家有限公司", each.order.holders[0].name)
    assert "名称" in told.message.zh
    assert "名称" in told.message.en
    named = f"芜湖{STRANGER.code}公司"
    (given,) = reasons(replace(each, order=replace(each.order, face=face | {"KZ_MC": named})))
    assert given.value == "芜湖***公司", "but for the number of a person that stands in it"


def test_a_day_out_of_range_is_told_the_range() -> None:
    each = next(one for one in orders() if one.kind.name == "营业执照")
    (told,) = reasons(replace(each, order=replace(each.order, face=each.order.face | {"KZ_CLRQ": "1700-01-01"})))
    assert (told.code, told.value, told.limit) == (Code.NOT_A_DATE, "1700-01-01", "1800-01-01–2200-12-31")
    assert "1800至2200年" in told.message.zh
    assert "1800 to 2200" in told.message.en


def test_a_stranger_on_a_marriage_certificate_is_refused() -> None:
    each = next(one for one in orders() if one.kind.name == "结婚证")
    order = replace(each.order, face={**each.order.face, "KZ_VFXM": "时无名"})
    assert [(one.path, one.code) for one in reasons(replace(each, order=order))] == [
        (("face", "KZ_VFXM"), Code.FACE_CONTRADICTS)
    ]


def test_a_residence_permit_of_a_county_is_sealed_by_that_county() -> None:
    names = {each.code: (each.name, each.division) for each in licensing().departments}
    (code,) = (kind.code for kind in licensing().types if kind.name == "居住证")
    permits = [one for one in planned() if one.type_code == code and one.issued_on >= date(2019, 12, 16)]
    lived = {("无为市" in one.face["KZ_JZDZ"], *names[one.issuer], one.face["KZ_QFJG"]) for one in permits}
    assert lived == {
        (True, "无为市公安局", "340281", "无为市公安局"),
        (False, "芜湖市公安局", "340200", "芜湖市公安局"),
    }


def test_paper_and_seal_name_the_same_department_of_every_licence() -> None:
    for one in planned():
        each = ordered(replace(one, photo_seed=_one_picture(one)))
        judged = judged_of(each)
        bears = build_identifier(one.type_code, one.issuer, one.serial)
        said = metadata_of(judged.order, judged.kind, judged.issuer, bears, each.actor, demonstration=True)
        assert (said.issuer_name, said.division) == (judged.issuer.name, judged.issuer.division)
        assert said.seal_name == f"{said.issuer_name}电子证照专用章"
        assert seal_number(said.division, said.issuer_code).startswith(judged.issuer.division)
        for field in each.kind.fields:
            if field.role is FieldRole.ISSUER:
                assert judged.order.face[field.key] == judged.issuer.name
            elif field.label in ("签发机关", "发证机关", "颁发机构", "登记机关"):
                pytest.fail(f"{each.kind.name}: {field.label} is bound by nothing")
