"""Numbers of persons in a text are found however they are written, and nothing else is."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from graph.codes.citizen import check_citizen_id
from graph.codes.quoted import NumberOf, citizen_ids, half_width, quoted

DIVISIONS = ("110101", "340202", "340207", "440305", "431003")
WIDE = {ord(each): ord(each) + 0xFEE0 for each in "0123456789Xx"}
LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=("Nd", "Nl", "No", "Cs")), max_size=30)


@st.composite
def citizens(draw: st.DrawFn) -> str:
    """A valid citizen identity number."""
    division = draw(st.sampled_from(DIVISIONS))
    born = date(1930, 1, 1) + timedelta(days=draw(st.integers(0, 34_000)))
    head = f"{division}{born:%Y%m%d}{draw(st.integers(0, 999)):03}"
    return head + ric.calc_check_digit(head + "0")


@st.composite
def written(draw: st.DrawFn) -> tuple[str, str]:
    """A number, and a way of writing it."""
    number = draw(citizens())
    between = draw(st.sampled_from(("", " ", "-", "\u3000", "－", "—", "  ")))
    groups = draw(st.sampled_from(((18,), (6, 8, 4), (4, 4, 4, 4, 2), (1,) * 18)))
    parts, at = [], 0
    for size in groups:
        parts.append(number[at : at + size])
        at += size
    text = between.join(parts)
    if draw(st.booleans()):
        text = text.lower()
    return number, text.translate(WIDE) if draw(st.booleans()) else text


@given(written(), LETTERS, LETTERS)
def test_a_citizens_number_is_found_in_any_text_however_it_is_written(
    number: tuple[str, str], before: str, after: str
) -> None:
    plain, text = number
    whole = f"{before}{text}{after}"
    (found,) = citizen_ids(whole)
    assert found.text == plain
    assert plain in re.sub(r"[^0-9A-Z]", "", half_width(whole[found.start : found.end]).upper())
    assert plain not in repr(found)


@given(citizens(), st.from_regex(r"[0-9]{0,6}", fullmatch=True), st.from_regex(r"[0-9]{0,6}", fullmatch=True))
def test_among_other_digits_it_is_found_too(number: str, before: str, after: str) -> None:
    found = citizen_ids(f"{before}{number}{after}")
    assert found
    covered = {place for each in found for place in range(each.start, each.end)}
    assert len(before) + 10 in covered, "its date of birth is not left to be read"


@given(st.text(max_size=200))
def test_what_is_found_is_one_and_none_lies_in_another(text: str) -> None:
    end = 0
    for each in quoted(text):
        assert each.start >= end
        end = each.end
        assert len(each.text) in {11, 15, 18}
        if len(each.text) == 18:
            assert check_citizen_id(each.text).acceptable


@given(citizens(), st.integers(0, 17))
def test_one_wrong_digit_makes_it_none(number: str, place: int) -> None:
    others = [each for each in "0123456789" if each != number[place]]
    wrong = f"{number[:place]}{random.Random(number).choice(others)}{number[place + 1 :]}"
    assert [each for each in citizen_ids(wrong) if len(each.text) == 18] == []


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("旧证号110101800101123。", NumberOf.CITIZEN, "110101800101123"),
        ("电话 138 0013 8000", NumberOf.MOBILE, "13800138000"),
        ("手机：１３９－０００１－２３４５", NumberOf.MOBILE, "13900012345"),
    ],
)
def test_old_numbers_and_mobile_telephones_are_found_where_they_stand_alone(
    text: str, kind: NumberOf, number: str
) -> None:
    (found,) = quoted(text)
    assert (found.kind, found.text) == (kind, number)


@pytest.mark.parametrize(
    "text",
    [
        "", "J340200-2026-000001", "91340200MA2TXY1N8K", "20260301/20260331", "307001340200/000001",
        "110101801301123", "1101018001011234567", "0553-3123456", "第12345678901号", "1.2.156.3005.2",
    ],
)  # fmt: skip
def test_other_codes_days_and_telephones_are_none(text: str) -> None:
    assert quoted(text) == []
