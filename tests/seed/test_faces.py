"""Faces, certificate numbers and the plan of the thousand licences."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from pylopdf_fonts_zh_cn import sans_path, serif_path

from graph.codes.identifier import build_identifier
from graph.words.licensing import LicenseState
from seed.faces import PICTURES
from seed.numbering import certificate_number
from seed.people import people
from seed.plan import PlannedLicense, plan
from seed.sheets import Row, sheet
from seed.validity import last_day

ON = date(2025, 9, 1)
TYPES = {row["类型代码"]: row for row in sheet("license_types")}
NAMES = {row["名称"]: row["类型代码"] for row in sheet("license_types")}


@pytest.fixture(scope="module")
def licenses() -> tuple[PlannedLicense, ...]:
    return plan(on=ON)


def of_type(licenses: tuple[PlannedLicense, ...], name: str) -> list[PlannedLicense]:
    return [one for one in licenses if one.type_code == NAMES[name] and one.version == 1]


def fields_of(type_code: str) -> list[Row]:
    return [row for row in sheet("license_fields") if row["类型代码"] == type_code]


def test_a_thousand_licences_of_forty_types(licenses: tuple[PlannedLicense, ...]) -> None:
    assert len(licenses) == 1000
    assert {one.type_code for one in licenses} == set(TYPES)


def test_the_same_day_and_seed_give_the_same_plan(licenses: tuple[PlannedLicense, ...]) -> None:
    assert plan(on=ON) == licenses
    assert plan(on=ON, seed=1) != licenses


@pytest.mark.parametrize("n", [60, 300])
def test_a_smaller_plan_has_its_size_and_every_type(n: int) -> None:
    some = plan(n, on=ON)
    assert len(some) == n
    assert {one.type_code for one in some} == set(TYPES)


def test_a_day_before_the_authorities_began_is_refused() -> None:
    with pytest.raises(ValueError, match="2019"):
        plan(on=date(2019, 3, 3))


def test_every_field_but_the_photo_is_written(licenses: tuple[PlannedLicense, ...]) -> None:
    for one in licenses:
        wanted = [row for row in fields_of(one.type_code) if row["类型"] not in PICTURES]
        assert list(one.face) == [row["字段键"] for row in wanted]
        empty = [row["标签"] for row in wanted if row["必填"] == "是" and not one.face[row["字段键"]].strip()]
        assert empty == []
        assert not [value for value in one.face.values() if "{" in value or "}" in value]


def test_dates_on_a_face_are_dates_and_amounts_are_amounts(licenses: tuple[PlannedLicense, ...]) -> None:
    for one in licenses:
        for row in fields_of(one.type_code):
            match row["类型"]:
                case "日期":
                    date.fromisoformat(one.face[row["字段键"]])
                case "数值":
                    assert float(one.face[row["字段键"]]) >= 0
                case _:
                    pass


@pytest.mark.parametrize("font", [sans_path(), serif_path()], ids=["sans", "serif"])
def test_everything_on_a_face_can_be_printed(licenses: tuple[PlannedLicense, ...], font: Path) -> None:
    with TTFont(font, lazy=True) as opened:
        has = set(opened.getBestCmap())
    written = {char for one in licenses for value in (*one.face.values(), one.number) for char in value}
    written |= {char for row in (*TYPES.values(), *sheet("license_fields")) for value in row.values() for char in value}
    assert {char for char in written if ord(char) not in has} == set()


def test_photos_are_where_the_type_has_them(licenses: tuple[PlannedLicense, ...]) -> None:
    for one in licenses:
        assert (one.photo_seed is not None) == (TYPES[one.type_code]["有照片"] == "是")
    assert all((one.photo_seed or "").count("+") == 1 for one in of_type(licenses, "结婚证"))


def test_numbers_are_unique_within_a_type_but_for_versions(licenses: tuple[PlannedLicense, ...]) -> None:
    first = [(one.type_code, one.number) for one in licenses if one.version == 1]
    assert [number for number, count in Counter(first).items() if count > 1] == []
    assert not [one.number for one in licenses if "{" in one.number]


def test_every_licence_can_have_an_identifier_of_its_own(licenses: tuple[PlannedLicense, ...]) -> None:
    made = {str(build_identifier(one.type_code, one.issuer, one.serial, one.version)) for one in licenses}
    assert len(made) == 1000


def test_an_identifier_does_not_tell_the_holders_number(licenses: tuple[PlannedLicense, ...]) -> None:
    assert not [one for one in licenses if any(holder.code in one.serial for holder in one.holders)]


def test_each_is_issued_by_who_could_issue_it_then(licenses: tuple[PlannedLicense, ...]) -> None:
    for one in licenses:
        assert any(
            row["类型代码"] == one.type_code
            and row["颁发机构代码"] == one.issuer
            and row["起"] <= one.valid_from.isoformat() < (row["止"] or "9999")
            for row in sheet("issuers")
        )


def test_some_come_from_the_bureau_that_was_merged(licenses: tuple[PlannedLicense, ...]) -> None:
    merged = next(row["代码"] for row in sheet("departments") if row["名称"] == "芜湖市食品药品监督管理局")
    assert [one for one in licenses if one.issuer == merged]


def test_issue_is_on_a_weekday_before_the_demonstration_begins(licenses: tuple[PlannedLicense, ...]) -> None:
    for one in licenses:
        assert one.issued_on < ON
        assert one.issued_on.weekday() < 5


def test_the_term_is_that_of_the_type(licenses: tuple[PlannedLicense, ...]) -> None:
    for one in licenses:
        assert one.valid_until == last_day(one.valid_from, TYPES[one.type_code]["有效期"])


def test_states_have_the_planned_shares(licenses: tuple[PlannedLicense, ...]) -> None:
    states = Counter(one.state for one in licenses)
    assert states[LicenseState.SUSPENDED] == 60
    assert states[LicenseState.CANCELLED] == 40
    assert states[LicenseState.REPLACED] == 30
    assert sum(1 for one in licenses if one.valid_until and one.valid_until < ON) == 80


def test_what_happened_to_a_licence_happened_after_its_issue_and_for_a_reason(
    licenses: tuple[PlannedLicense, ...],
) -> None:
    for one in licenses:
        if one.state is LicenseState.IN_FORCE:
            assert (one.state_on, one.state_reason) == (None, "")
        else:
            assert one.state_on is not None
            assert one.issued_on < one.state_on < ON
            assert one.state_reason


def test_a_second_version_follows_its_first_and_keeps_number_and_last_day(
    licenses: tuple[PlannedLicense, ...],
) -> None:
    first = {one.serial: one for one in licenses if one.version == 1}
    second = [one for one in licenses if one.version == 2]
    assert len(second) == 30
    for one in second:
        old = first[one.serial]
        assert (old.number, old.holders, old.valid_until) == (one.number, one.holders, one.valid_until)
        assert old.state is LicenseState.REPLACED
        assert old.state_on == one.issued_on
        assert licenses.index(old) < licenses.index(one)


def test_holders_are_what_the_type_asks_for(licenses: tuple[PlannedLicense, ...]) -> None:
    kinds = {"自然人": {True}, "法人和其他组织": {False}, "混合": {True, False}}
    for one in licenses:
        assert {holder.person for holder in one.holders} <= kinds[TYPES[one.type_code]["持证主体类别"]]


def test_all_three_hundred_hold_something(licenses: tuple[PlannedLicense, ...]) -> None:
    everybody = {one.code for one in people().persons} | {one.code for one in people().organisations}
    assert {holder.code for one in licenses for holder in one.holders} == everybody


def test_a_marriage_has_two_holders_of_age_and_nobody_is_married_twice(licenses: tuple[PlannedLicense, ...]) -> None:
    spouses = []
    for one in of_type(licenses, "结婚证"):
        assert len(one.holders) == 2
        spouses += [holder.code for holder in one.holders]
        assert all(one.issued_on.year - int(holder.code[6:10]) >= 22 for holder in one.holders)
    assert len(set(spouses)) == len(spouses)


def test_some_homes_belong_to_two(licenses: tuple[PlannedLicense, ...]) -> None:
    homes = of_type(licenses, "不动产权证")
    assert {len(one.holders) for one in homes} == {1, 2}
    for one in homes:
        assert one.face["KZ_QLR"] == "、".join(holder.name for holder in one.holders)


def test_fields_that_belong_together_agree(licenses: tuple[PlannedLicense, ...]) -> None:
    pairs = {(one.face["KZ_ZGZL"], one.face["KZ_RJXK"]) for one in of_type(licenses, "教师资格证")}
    assert all(("幼儿园" in kind) == (subject == "学前教育") for kind, subject in pairs)
    for one in of_type(licenses, "特种设备使用登记证"):
        assert ("电梯" in one.face["KZ_SBZL"]) == ("梯" in one.face["KZ_SBPZ"])


def test_the_number_of_a_food_licence_ends_with_its_check_digit() -> None:
    number = certificate_number(
        "JY{业态}{区县}{序号:6}{校验}",
        holder="",
        division="340202",
        issued_on=date(2021, 3, 5),
        sequence=1234,
        face={"KZ_ZTYT": "餐饮服务经营者"},
    )
    assert number[:-1] == "JY2340202001234"
    assert len(number) == 16


@pytest.mark.parametrize(
    ("validity", "last"),
    [("长期", None), ("5年", date(2025, 2, 27)), ("6月", date(2020, 8, 27)), ("180天", date(2020, 8, 25))],
)
def test_the_last_day_of_a_term(validity: str, last: date | None) -> None:
    assert last_day(date(2020, 2, 28), validity) == last


def test_a_term_from_the_leap_day_ends_with_february() -> None:
    assert last_day(date(2020, 2, 29), "1年") == date(2021, 2, 28)


def test_an_unknown_range_of_validity_is_refused() -> None:
    with pytest.raises(ValueError, match="永久"):
        last_day(date(2020, 1, 1), "永久")
