"""Identifiers as people type and copy them: what was meant is read, what was mistyped is said."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.codes.identifier import OLD_ROOT, build_identifier, check_identifier, identifier_check_character
from graph.codes.typed_identifier import addressed, check_typed_identifier, parse_typed_identifier
from graph.errors import Malformed
from seed.plan import plan

ROOT = "1.2.156.3005.2."
BARE = "11100000000013338W011.11430000006122244L.20230000403.001.U"
RIGHT = ROOT + BARE
SHIFTED = ROOT + "11100000000013661B006.113700000045046442.209FA4E88F9E4C878F3E9BED2CE7EA49.001.M"
TYPE = "11100000000013338W011"
DIVISION = f"{ROOT}{TYPE}.340200.1.001.{identifier_check_character(TYPE, '340200', '1', '001')}"
OLD_USCC = build_identifier(TYPE, "114300000061222440", "1").text
"""The check character of the issuer's code is wrong, as genuine old ones are; that of the identifier is right."""


@pytest.mark.parametrize("known", [RIGHT, BARE, RIGHT.lower(), BARE.lower()])
@pytest.mark.parametrize(
    "copied",
    [
        "{}",
        "\n {} ",
        "“{}”",
        "「{}」",
        "'{}'",
        "《{}》",
        "（{}）",
        "{}。",
        "{}.",
        "{}；",
        "电子证照标识：{}",
        "电子证照标识:{}。",
        "证照标识 ： “{}”。",
        "Licence identifier: {}",
        "ZZBS={}",
        "https://licences.example/v/{}",
        "https://licences.example:8443/a/V/{}/?from=wechat#top",
        "/v/{}",
        "“http://127.0.0.1/v/{}”。",
    ],
)
def test_an_identifier_is_read_with_what_copying_brings_along(known: str, copied: str) -> None:
    assert parse_typed_identifier(copied.format(known)).text == RIGHT
    assert check_typed_identifier(copied.format(known)).text == RIGHT


@pytest.mark.parametrize(
    "typed",
    [
        f"\n {ROOT} {BARE} ",
        "1. 2.156.3005.2.11100000000013338w011 . 11430000006122244L.2023 0000403.001.U",
        RIGHT.replace(".", "．"),
        RIGHT.replace(".", "。"),
        "".join(chr(ord(letter) + 0xFEE0) for letter in RIGHT),
        RIGHT.replace(".", ".\u200b"),
        f"电子证照标识 {RIGHT}",
        f"urn:oid:{RIGHT}",
    ],
)
def test_an_identifier_is_read_however_it_was_typed(typed: str) -> None:
    assert parse_typed_identifier(typed).text == RIGHT


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (RIGHT[:-1] + "V", "IDENTIFIER_CHECK_DIGIT"),
        (SHIFTED, "IDENTIFIER_LETTERS_SHIFTED"),
        (OLD_ROOT + "." + BARE, "IDENTIFIER_OLD_ROOT"),
        ("1.2.156.3003.2.11100000000013338W011.20181115150209123456.01.K", "IDENTIFIER_OLD_ROOT"),
        (DIVISION, "IDENTIFIER_ISSUER_IS_DIVISION"),
        (OLD_USCC[:-1] + "Z", "IDENTIFIER_CHECK_DIGIT"),
        (OLD_USCC[:-1] + "0", "IDENTIFIER_LETTERS_SHIFTED"),
        (RIGHT + "9" * 200, "IDENTIFIER_LENGTH"),
        (RIGHT + "9" * 60, "IDENTIFIER_LENGTH"),
        (RIGHT + " " * 500, "IDENTIFIER_LENGTH"),
        (RIGHT + " " * 60 + "X" * 500, "IDENTIFIER_LENGTH"),
        (" " * 500 + RIGHT, "IDENTIFIER_LENGTH"),
        (f"https://{'a' * 250}/v/{RIGHT}", "IDENTIFIER_LENGTH"),
        (f"{RIGHT} {RIGHT}", "IDENTIFIER_LENGTH"),
        (f"https://licences.example/w/{RIGHT}", "IDENTIFIER_ROOT"),
        ("", "IDENTIFIER_ROOT"),
        ("。", "IDENTIFIER_ROOT"),
        ("皖B2026000001", "IDENTIFIER_IS_NUMBER"),
    ],
)
def test_what_was_mistyped_is_not_looked_up_and_said_with_what_is_wrong(typed: str, code: str) -> None:
    report = check_typed_identifier(typed)
    assert not report.acceptable
    assert report.findings[0].code == code
    with pytest.raises(Malformed) as refused:
        parse_typed_identifier(typed, ("identifier",))
    assert (refused.value.code, refused.value.path) == (code, ("identifier",))
    assert refused.value.message.zh == f"请核对输入的标识：{report.findings[0].message.zh}"
    assert refused.value.message.en == f"please check what you typed: {report.findings[0].message.en}"
    assert not report.findings[0].message.en.endswith(".")
    assert len(report.text) <= 128


def test_who_mistyped_the_check_character_is_told_the_right_one() -> None:
    assert check_typed_identifier(RIGHT[:-1] + "V").findings[0].expected == "U"


def test_what_the_register_may_hold_is_found_though_the_code_of_its_issuer_is_old() -> None:
    assert check_typed_identifier(OLD_USCC).acceptable
    assert parse_typed_identifier(f"标识：{OLD_USCC}").text == OLD_USCC


def test_what_a_file_may_carry_a_person_may_not_type() -> None:
    for tolerated in (SHIFTED, DIVISION):
        assert check_identifier(tolerated).acceptable
        assert not check_typed_identifier(tolerated).acceptable


@given(st.sampled_from([RIGHT, BARE]), st.integers(0, 200), st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
def test_one_wrong_letter_never_leads_to_another_licence(known: str, place: int, letter: str) -> None:
    place %= len(known)
    report = check_typed_identifier(known[:place] + letter + known[place + 1 :])
    assert not report.acceptable or report.text == RIGHT


def test_a_certificate_number_is_told_from_an_identifier_by_its_form() -> None:
    for number in {one.number for one in plan(on=date(2025, 9, 1))}:
        (finding,) = check_typed_identifier(number).findings
        assert finding.code == "IDENTIFIER_IS_NUMBER", number
        assert "不是电子证照标识" in finding.message.zh
        assert "not an identifier" in finding.message.en


def test_a_text_far_too_long_is_refused_for_its_length_and_not_kept() -> None:
    for text in ("9" * 900_000, " " * 900_000, "．" * 900_000, ROOT * 60_000):
        report = check_typed_identifier(text)
        assert [finding.code for finding in report.findings] == ["IDENTIFIER_LENGTH"]
        assert len(report.text) <= 128


@pytest.mark.parametrize("other", ["", "v", "v/", "/w/1", "/v/1/more", "/?to=/v/1"])
def test_any_other_address_holds_no_identifier(other: str) -> None:
    assert not addressed(other)
