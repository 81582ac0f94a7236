"""Ranges of validity, the last day that each gives, and days as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from graph.words.validity import Term, last_days, term_said, terms_of
from graph.words.written_days import day_of, period_of


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("长期", date(2026, 3, 1), (None,)),
        ("5年", date(2026, 3, 1), (date(2031, 2, 28),)),
        ("1年", date(2024, 2, 29), (date(2025, 2, 28),)),
        ("6月", date(2026, 8, 31), (date(2027, 2, 28),)),
        ("180天", date(2026, 1, 1), (date(2026, 6, 29),)),
        ("3年、5年、长期", date(2026, 1, 1), (date(2028, 12, 31), date(2030, 12, 31), None)),
        ("9999年", date(2026, 1, 1), ()),
    ],
)
def test_the_last_day_of_validity(written: str, first: date, last: tuple[date | None, ...]) -> None:
    assert last_days(first, terms_of(written)) == last


@pytest.mark.parametrize("written", ["", "永久", "0年", "五年", "5 年", "12345天", "5年、", "-1年"])
def test_a_range_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - it says what was written
        terms_of(written)


@pytest.mark.parametrize(
    ("written", "term"),
    [
        ("3年", "3年"), ("三年", "3年"), ("叁年", "3年"), ("两年", "2年"), ("二十五年", "25年"), ("36个月", "36月"),
        ("180日", "180天"), ("一百八十天", "180天"), ("一百零五天", "105天"), ("十五日", "15天"), ("五年期", "5年"),
        ("永久", "长期"), ("长期有效", "长期"),
    ],
)  # fmt: skip
def test_a_length_of_time_is_read_as_people_write_it(written: str, term: str) -> None:
    assert str(term_said(written)) == term


@pytest.mark.parametrize(
    "written", ["三四年", "十十年", "一百八天", "半年", "一年半", "3", "年", "0年", "3年或5年", "昨天"]
)
def test_a_length_of_time_that_is_read_in_two_ways_is_none(written: str) -> None:
    assert term_said(written) is None


def test_ranges_are_written_as_they_are_read() -> None:
    assert [str(term) for term in terms_of("3年；180天;长期")] == ["3年", "180天", "长期"]
    assert terms_of("长期") == (Term(0),)


@pytest.mark.parametrize("text", ["昨天", "2026年2月30日", "2026-02-30", "20260230", "2026-3", "26-03-01", "2026年3月"])
def test_what_is_no_day_of_the_calendar_is_none(text: str) -> None:
    assert day_of(text) is None


def test_a_period_is_two_days_or_one_and_for_ever() -> None:
    assert period_of("2026年3月1日至2031-02-28") == (date(2026, 3, 1), date(2031, 2, 28))
    assert period_of("2026.3.1—长期") == (date(2026, 3, 1), None)
    assert period_of("2026.2.30—长期") is None
    assert period_of("2026年3月1日起五年") is None
