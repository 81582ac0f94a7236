"""Codes: published examples hold, and what is wrong is said with what would be right."""

from datetime import date
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.codes.citizen import check_citizen_id, parse_citizen_id
from graph.codes.division import check_division
from graph.codes.entry import check_entry_code
from graph.codes.identifier import build_identifier, check_identifier, parse_identifier
from graph.codes.license_type import check_license_type
from graph.codes.report import CodeReport
from graph.codes.typed_identifier import check_typed_identifier
from graph.codes.uscc import ALPHABET, check_uscc, parse_uscc, uscc_check_character
from graph.errors import Malformed

T = TypeVar("T")
ROOT = "1.2.156.3005.2."

PUBLISHED_IDENTIFIERS = (
    "11100000000013338W011.11430000006122244L.20230000403.001.U",
    "11100000000013338W011.11430000006122244L.20230000403.002.S",
    "11100000000013338W009.11330105002500287C.2025052201.002.0",
)
PUBLISHED_TYPES = (
    "11100000000013338W011",
    "11100000000013338W032",
    "11100000000013338W001",
    "11100000000013338W050",
    "11100000MB03271699001",
    "11100000MB03271699022",
    "11100000MB0143028R001",
    "11410800MB18523953004",
)
SHIFTED = "11100000000013661B006.113700000045046442.209FA4E88F9E4C878F3E9BED2CE7EA49.001.M"


def read(report: CodeReport[T]) -> T:
    assert report.value is not None
    return report.value


def codes_of(report: CodeReport[Any]) -> list[str]:
    return [finding.code for finding in report.findings]


# Unified social credit codes


@pytest.mark.parametrize("code", [text[:18] for text in PUBLISHED_TYPES] + ["91110000600037341L"])
def test_real_social_credit_codes_are_right(code: str) -> None:
    assert parse_uscc(code).text == code


def test_a_social_credit_code_tells_its_division_and_organisation() -> None:
    code = parse_uscc(" 11410800mb18523953 ")
    assert (code.division, code.organisation, code.check, str(code)) == (
        "410800",
        "MB1852395",
        "3",
        "11410800MB18523953",
    )


def test_a_wrong_check_character_is_refused_with_the_right_one() -> None:
    with pytest.raises(Malformed) as refused:
        parse_uscc("91110000600037341M", ("provider",))
    refusal = refused.value
    assert (refusal.code, refusal.value, refusal.path) == ("USCC_CHECK_DIGIT", "91110000600037341M", ("provider",))
    assert refusal.extra["expected"] == "L"
    assert refusal.rules == ("GB-32100",)
    assert "L" in refusal.message.zh
    assert "L" in refusal.message.en


def test_an_import_can_live_with_a_wrong_check_character_but_not_with_a_wrong_form() -> None:
    assert check_uscc("91110000600037341M").acceptable
    assert not check_uscc("91110000600037341M").right
    assert not check_uscc("9111000060003734").acceptable


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "USCC_LENGTH"),
        ("9111000060003734", "USCC_LENGTH"),
        ("9" * 10_000, "USCC_LENGTH"),
        ("9111000060003734IL", "USCC_CHARACTERS"),
        ("911100006000 37341", "USCC_CHARACTERS"),
        ("91AA0000600037341L", "USCC_CHARACTERS"),
    ],
)
def test_a_social_credit_code_of_wrong_form_is_refused(text: str, code: str) -> None:
    with pytest.raises(Malformed) as refused:
        parse_uscc(text)
    assert refused.value.code == code
    assert len(refused.value.value or "") <= 65


def test_full_width_input_is_read() -> None:
    assert parse_uscc("９１１１００００６０００３７３４１Ｌ").text == "91110000600037341L"


def test_a_code_with_letters_in_the_first_places_is_accepted() -> None:
    body = "N2340200MB0000001"
    assert parse_uscc(body + uscc_check_character(body)).text.startswith("N2")


@given(
    st.text(ALPHABET, min_size=2, max_size=2),
    st.from_regex(r"[0-9]{6}", fullmatch=True),
    st.text(ALPHABET, min_size=9, max_size=9),
    st.integers(0, 16),
    st.sampled_from(ALPHABET),
)
def test_one_wrong_character_never_passes(head: str, division: str, body: str, place: int, other: str) -> None:
    stem = head + division + body
    code = stem + uscc_check_character(stem)
    assert check_uscc(code).right
    changed = code[:place] + other + code[place + 1 :]
    assert check_uscc(changed).right == (changed == code)


# Citizen identity numbers


def test_the_published_test_number_is_right() -> None:
    number = parse_citizen_id("360426199101010071")
    assert (number.division, number.birth_date) == ("360426", date(1991, 1, 1))


def test_a_synthetic_number_of_the_prefecture_is_accepted() -> None:
    report = check_citizen_id("340200199001010018")
    assert codes_of(report) in ([], ["CITIZEN_ID_CHECK_DIGIT"])
    if report.findings:
        assert check_citizen_id("34020019900101001" + str(report.findings[0].expected)).right


def test_a_wrong_number_is_refused_masked_and_with_the_right_check_digit() -> None:
    with pytest.raises(Malformed) as refused:
        parse_citizen_id("360426199101010072", ("holder", "code"))
    assert refused.value.code == "CITIZEN_ID_CHECK_DIGIT"
    assert refused.value.extra["expected"] == "1"
    assert refused.value.value == "360426***********2"
    assert "19910101" not in str(refused.value)


def test_a_number_is_never_shown_whole() -> None:
    number = parse_citizen_id("360426199101010071")
    assert "19910101" not in repr(number) + str(number)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("36042619910101007", "CITIZEN_ID_LENGTH"),
        ("X60426199101010071", "CITIZEN_ID_CHARACTERS"),
        ("360426199102300071", "CITIZEN_ID_BIRTH_DATE"),
        ("36042619910101007Y", "CITIZEN_ID_CHARACTERS"),
    ],
)
def test_a_number_of_wrong_form_is_refused(text: str, code: str) -> None:
    assert codes_of(check_citizen_id(text)) == [code]


def test_an_unknown_division_in_a_number_is_a_warning() -> None:
    stem = "99999919910101007"
    report = check_citizen_id(stem + "0")
    full = stem + (report.findings[0].expected or "0")
    assert codes_of(check_citizen_id(full)) == ["CITIZEN_ID_DIVISION"]
    assert check_citizen_id(full).acceptable


# Divisions


@pytest.mark.parametrize(
    ("code", "name", "rank", "parent"),
    [
        ("340000", "安徽省", 1, None),
        ("340200", "芜湖市", 2, "340000"),
        ("431000", "郴州市", 2, "430000"),
        ("410800", "焦作市", 2, "410000"),
        ("410804", "马村区", 3, "410800"),
        ("140700", "晋中市", 2, "140000"),
        ("430100", "长沙市", 2, "430000"),
    ],
)
def test_the_divisions_of_the_five_cities_are_known(code: str, name: str, rank: int, parent: str | None) -> None:
    division = read(check_division(code))
    assert (division.name, division.rank, division.parent) == (name, rank, parent)


def test_a_division_has_a_history() -> None:
    chongwen = read(check_division("110103"))
    assert chongwen.name == "崇文区"
    assert chongwen.names[0].covers(2009)
    assert not chongwen.names[0].covers(2020)


def test_an_unknown_division_is_refused_and_in_imports_a_warning() -> None:
    unknown = check_division("349999")
    assert (codes_of(unknown), unknown.right, unknown.acceptable) == (["DIVISION_UNKNOWN"], False, True)
    assert "349999" in unknown.findings[0].message.en
    assert codes_of(check_division("34020")) == ["DIVISION_FORM"]
    assert codes_of(check_division("芜湖")) == ["DIVISION_FORM"]


# Entry codes


def test_an_entry_code_by_the_guide_tells_its_parts() -> None:
    parts = read(check_entry_code("307001340200/000001")).parts
    assert parts is not None
    assert (parts.class_digit, parts.group, parts.family, parts.detail, parts.sequence) == (
        3,
        "07",
        "001",
        "340200",
        "000001",
    )


def test_an_entry_code_off_the_guide_is_accepted_with_a_warning() -> None:
    assert read(check_entry_code("my_entry-1")).parts is None
    assert codes_of(check_entry_code("my_entry-1")) == ["ENTRY_CODE_STRUCTURE"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "ENTRY_CODE_LENGTH"),
        ("3" * 65, "ENTRY_CODE_LENGTH"),
        ("307 001", "ENTRY_CODE_CHARACTERS"),
        ("307001/一", "ENTRY_CODE_CHARACTERS"),
    ],
)
def test_an_entry_code_of_wrong_form_is_refused(text: str, code: str) -> None:
    report = check_entry_code(text)
    assert codes_of(report) == [code]
    assert not report.acceptable


def test_the_case_of_an_entry_code_is_kept() -> None:
    assert read(check_entry_code("307001ab/1")).text == "307001ab/1"


# Licence types


@pytest.mark.parametrize("code", PUBLISHED_TYPES)
def test_published_license_types_are_right(code: str) -> None:
    found = read(check_license_type(code))
    assert (found.definer.text, found.number) == (code[:18], int(code[18:]))


def test_a_license_type_of_wrong_form_is_refused() -> None:
    assert codes_of(check_license_type("11100000000013338W01")) == ["LICENSE_TYPE_LENGTH"]
    assert codes_of(check_license_type("11100000000013338W0A1")) == ["LICENSE_TYPE_NUMBER"]
    miscounted = check_license_type("11100000000013338X011")
    assert codes_of(miscounted) == ["USCC_CHECK_DIGIT"]
    assert "W" in miscounted.findings[0].message.en


# Licence identifiers


@pytest.mark.parametrize("tail", PUBLISHED_IDENTIFIERS)
def test_published_identifiers_are_right(tail: str) -> None:
    identifier = parse_identifier(ROOT + tail)
    assert identifier.text == ROOT + tail
    assert check_identifier(ROOT + tail).right


@pytest.mark.parametrize("tail", PUBLISHED_IDENTIFIERS)
def test_published_identifiers_are_built_again_from_their_parts(tail: str) -> None:
    type_code, issuer, serial, version, check = tail.split(".")
    built = build_identifier(type_code, issuer, serial, int(version))
    assert built.check == check


def test_the_next_version_of_a_published_identifier_is_the_published_one() -> None:
    first, second, _ = PUBLISHED_IDENTIFIERS
    identifier = parse_identifier(ROOT + first)
    assert identifier.next().text == ROOT + second
    assert identifier.next().stem == identifier.stem


def test_a_wrong_check_character_of_an_identifier_is_refused_with_the_right_one() -> None:
    with pytest.raises(Malformed) as refused:
        parse_identifier(ROOT + PUBLISHED_IDENTIFIERS[0][:-1] + "V")
    assert (refused.value.code, refused.value.extra["expected"]) == ("IDENTIFIER_CHECK_DIGIT", "U")


def test_letters_valued_from_eleven_are_named_as_such() -> None:
    report = check_identifier(ROOT + SHIFTED)
    assert codes_of(report) == ["IDENTIFIER_LETTERS_SHIFTED"]
    assert report.findings[0].expected == "D"
    assert report.acceptable
    assert check_identifier(ROOT + SHIFTED[:-1] + "D").right


def test_the_old_root_is_named_as_such() -> None:
    report = check_identifier("1.2.156.3003.2.11100000000013338W011.20181115150209123456.01.K")
    assert codes_of(report) == ["IDENTIFIER_OLD_ROOT"]
    assert report.findings[0].expected == "1.2.156.3005.2"


def test_a_division_in_the_issuer_part_is_named_as_such() -> None:
    report = check_identifier(ROOT + "11100000MB03271699022.340100.000000016.001.9")
    assert report.findings[-1].code == "IDENTIFIER_ISSUER_IS_DIVISION"
    with pytest.raises(Malformed):
        parse_identifier(ROOT + "11100000MB03271699022.340100.000000016.001.9")


def test_moved_dots_are_found_though_the_check_character_does_not_protect_them() -> None:
    moved = "11100000000013338W01.111430000006122244L.20230000403.001.U"
    assert not check_identifier(ROOT + moved).acceptable


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "IDENTIFIER_ROOT"),
        ("1.2.156.3005.2", "IDENTIFIER_ROOT"),
        (ROOT + "a.b", "IDENTIFIER_FORM"),
        (ROOT + "9" * 200, "IDENTIFIER_LENGTH"),
        (ROOT + "11100000000013338W011.11430000006122244L.2023_0403.001.U", "IDENTIFIER_SERIAL"),
        (ROOT + "11100000000013338W011.11430000006122244L.20230000403.000.U", "IDENTIFIER_VERSION"),
        (ROOT + "11100000000013338W011.11430000006122244L.20230000403.01.U", "IDENTIFIER_VERSION"),
        (ROOT + "11100000000013338W011.1143000000612224.20230000403.001.U", "USCC_LENGTH"),
    ],
)
def test_an_identifier_of_wrong_form_is_refused(text: str, code: str) -> None:
    with pytest.raises(Malformed) as refused:
        parse_identifier(text)
    assert refused.value.code == code


def test_an_identifier_cannot_be_built_from_wrong_parts() -> None:
    with pytest.raises(Malformed) as refused:
        build_identifier("11100000000013338W011", "11430000006122244L", "流水", 1)
    assert refused.value.path == ("serial",)
    with pytest.raises(Malformed) as refused:
        build_identifier("11100000000013338W011", "340200", "1", 1)
    assert refused.value.path == ("issuer",)
    with pytest.raises(Malformed) as refused:
        build_identifier("11100000000013338W011", "11430000006122244L", "1", 1000)
    assert refused.value.path == ("version",)


@given(st.from_regex(r"[0-9A-Z-]{1,40}", fullmatch=True), st.integers(1, 999))
def test_what_is_built_is_read_back(serial: str, version: int) -> None:
    built = build_identifier("11100000000013338W011", "11430000006122244L", serial, version)
    assert parse_identifier(built.text.lower()) == built


def test_a_file_has_to_name_the_root() -> None:
    assert codes_of(check_identifier(PUBLISHED_IDENTIFIERS[0])) == ["IDENTIFIER_ROOT"]


@given(st.text(max_size=300))
def test_any_text_at_all_gets_a_report(text: str) -> None:
    checks = (check_uscc, check_citizen_id, check_division, check_entry_code, check_license_type, check_identifier)
    for check in (*checks, check_typed_identifier):
        report = check(text)
        assert report.right or all(finding.message.zh and finding.message.en for finding in report.findings)
