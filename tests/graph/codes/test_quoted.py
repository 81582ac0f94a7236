"""Numbers of persons in a text are found however they are written, and nothing else is."""

from __future__ import annotations

import csv
import random
import re
import sys
from datetime import date, timedelta
from types import FrameType
from typing import Any

import pytest
from builders.more import LEFT_OUT
from builders.office import citizen
from builders.ordinary import ordinary
from builders.spellings import spellings
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from graph.codes.citizen import check_citizen_id
from graph.codes.quoted import NumberOf, citizen_ids, half_width, masked, of_persons, quoted
from seed.sheets import TABLES

DIVISIONS = ("110101", "340202", "340207", "440305", "431003")
WIDE = {ord(each): ord(each) + 0xFEE0 for each in "0123456789Xx"}
LETTERS = st.text(st.characters(exclude_categories=("Nd", "Nl", "No", "Cs")), max_size=30)


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


@given(written(), st.sampled_from(["", "护照", "13912345678", "CHN", "1 ", "电话138-1234-5678 "]), LETTERS)
def test_citizens_numbers_are_the_same_whatever_else_is_looked_for(
    number: tuple[str, str], before: str, after: str
) -> None:
    text = f"{before}{number[1]}{after}"
    assert citizen_ids(text) == [each for each in quoted(text) if each.kind is NumberOf.CITIZEN]


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


def test_a_number_is_found_in_every_way_of_writing_it_and_nothing_else_is_masked() -> None:
    for number in (citizen(31), citizen(45), "34020019900101101X"):
        for name, text in spellings(number).items():
            for before, after in (("", ""), ("与", "不符"), ("No.", "。"), ("（", "）"), ("证号：", "，电话")):
                whole = f"{before}{text}{after}"
                found = [each for each in citizen_ids(whole) if len(each.text) == 18]
                assert number in [each.text for each in found], (name, ascii(whole))
                left = masked(whole, {NumberOf.CITIZEN: "***"})
                assert left.startswith(before), name
                assert left.endswith(after), name
                assert sum(map(str.isdigit, left)) <= 6, (name, ascii(left))


@pytest.mark.parametrize("between", ["\u200b", "\ufeff", " ", "\u3000", "-", ""])
@pytest.mark.parametrize(
    ("groups", "kind"),
    [
        (("340200", "900101", "101"), NumberOf.CITIZEN), (tuple("340200900101101"), NumberOf.CITIZEN),
        (("三四〇二〇〇", "九〇〇一〇一", "一〇一"), NumberOf.CITIZEN), (("139", "0553", "1234"), NumberOf.MOBILE),
        (tuple("13905531234"), NumberOf.MOBILE), (("＋86 139", "０５５３", "1234"), NumberOf.MOBILE),
    ],
)  # fmt: skip
def test_old_numbers_and_telephones_are_found_however_they_are_written(
    groups: tuple[str, ...], kind: NumberOf, between: str
) -> None:
    assert [each.kind for each in quoted(f"号{between.join(groups)}，")] == [kind]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("护照号码：E12345678", "E12345678"), ("持EA1234567（护照）入境", "EA1234567"),
        ("passport no. e1234 5678", "E12345678"),
        ("港澳居民来往内地通行证H12345678", "H12345678"),
        ("回乡证（M01234567 00）", "M0123456700"), ("台胞证号12345678", "12345678"),
        ("通行证为Ｈ1\u200b2345678。", "H12345678"), ("身份证号340200199001011011", "340200199001011011"),
        ("外国人USA110090010105", "USA110090010105"),
    ],
)  # fmt: skip
def test_numbers_of_passports_and_permits_are_found_beside_their_word(text: str, number: str) -> None:
    (found,) = quoted(text)
    assert (found.kind, found.text) == (NumberOf.PAPER, number)
    assert number not in repr(found)


@pytest.mark.parametrize(
    "text",
    [
        "护照20260301办理", "E12345678", "通行证有效期为5年", "身份证件齐全，共12份", "护照、通行证 2026-03-01 前送达",
        "案号AB12345678", "居住证编号：J340200-2026-000001",
    ],
)  # fmt: skip
def test_without_a_word_beside_them_and_as_days_and_counts_they_are_none(text: str) -> None:
    assert quoted(text) == []


def test_two_after_one_word_are_two() -> None:
    assert [each.text for each in quoted("护照号码E12345678、E12345679，另见附件")] == ["E12345678", "E12345679"]


def test_numbers_of_permits_that_are_made_like_a_citizens_are_found() -> None:
    for division in ("911156", "810000", "830000"):
        head = f"{division}19900101101"
        number = head + ric.calc_check_digit(head + "0")
        assert [each.text for each in citizen_ids(f"证{number}")] == [number]
        assert [each.text for each in citizen_ids(f"证{number[:6]} {number[6:14]} {number[14:]}")] == [number]


def test_in_ordinary_texts_full_of_figures_hardly_anything_is_taken_for_a_number() -> None:
    texts = list(ordinary(100))
    found = [each.text for text in texts for each in of_persons(text)]
    assert sum(map(len, texts)) > 150_000
    assert len(found) <= 2, "a licence number of twenty places may hold what is right in every place"
    assert all(each.startswith("340200") for each in found)


def test_in_the_words_of_the_demonstration_nothing_is() -> None:
    texts = (file.read_text("utf-8-sig") for file in TABLES.rglob("*.csv"))
    cells = {cell for text in texts for row in csv.reader(text.splitlines()) for cell in row}
    assert len(cells) > 10_000
    assert [cell for cell in cells if of_persons(cell)] == []


HOSTILE = {
    "figures": "1", "numbers": "34020019900101101X", "apart": "1 ", "blanks": "1" + " " * 99, "signs": "1-",
    "dots": "1.........", "entities": "&#", "percent": "%", "encoded": "%31", "tags": "<a", "escapes": "\\u0031",
    "tens": "十", "letters": "O", "both": "1O", "unseen": "1\u200b", "nothing": "\u200b", "days": "1年1月1日",
    "begun": "3402001990010", "words": "护照号E1234567 ", "word": "护照", "open": "护照" + "号" * 60,
}  # fmt: skip


@pytest.mark.parametrize(
    "name", [pytest.param(each, marks=() if place % 4 == 0 else LEFT_OUT) for place, each in enumerate(HOSTILE)]
)
def test_work_grows_with_the_text_and_no_faster(name: str) -> None:
    """Lines that are run are counted; what regular expressions do ends, or it would not in this life."""
    whole = HOSTILE[name] * (100_000 // len(HOSTILE[name]))
    small, large = lines_run(whole[:4_000]), lines_run(whole[:16_000])
    assert large <= 4.5 * small + 200
    quoted(whole)


def lines_run(text: str) -> int:
    count = 0

    def told(frame: FrameType, event: str, _: object) -> Any:
        nonlocal count
        count += event == "line"
        return told if "/graph/codes/" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(told)
    try:
        quoted(text)
    finally:
        sys.settrace(before)
    return count
