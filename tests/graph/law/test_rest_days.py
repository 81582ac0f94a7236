"""Statutory holidays: days of rest in years whose notice is out and in years whose notice is not."""

from datetime import date, timedelta

import pytest
from chinese_calendar.constants import Holiday, holidays, workdays

from graph.law.rest_days import statutory_holidays

LUNAR = {
    # 春节 (初一), 清明, 端午, 中秋 as printed calendars have them
    2025: ((1, 29), (4, 4), (5, 31), (10, 6)),
    2026: ((2, 17), (4, 5), (6, 19), (9, 25)),
    2027: ((2, 6), (4, 5), (6, 9), (9, 15)),
    2028: ((1, 26), (4, 4), (5, 28), (10, 3)),
    2029: ((2, 13), (4, 4), (6, 16), (9, 22)),
    2030: ((2, 3), (4, 5), (6, 5), (9, 12)),
}


@pytest.mark.parametrize("year", LUNAR)
def test_the_holidays_of_a_year_are_those_that_the_decree_names(year: int) -> None:
    new_year, tomb_sweeping, dragon_boat, mid_autumn = (date(year, *day) for day in LUNAR[year])
    eve_and_three_days = {new_year + timedelta(days=days) for days in (-1, 0, 1, 2)}
    by_date = {date(year, month, day) for month, day in ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))}
    assert statutory_holidays(year) == by_date | eve_and_three_days | {tomb_sweeping, dragon_boat, mid_autumn}


@pytest.mark.parametrize("year", [2025, 2026])
def test_a_published_notice_rests_on_all_of_them_under_their_names(year: int) -> None:
    found = statutory_holidays(year)
    assert {holidays.get(day) for day in found} == {each.value for each in Holiday if "anti" not in each.value.lower()}
    assert not found & workdays.keys()


def test_a_day_that_two_holidays_share_is_one_day_of_rest() -> None:
    assert date(2028, 10, 3) in statutory_holidays(2028)
    assert (len(statutory_holidays(2027)), len(statutory_holidays(2028))) == (13, 12)


@pytest.mark.parametrize("year", range(2025, 2101))
def test_every_holiday_lies_in_its_year_and_season(year: int) -> None:
    found = sorted(statutory_holidays(year))
    assert {day.year for day in found} == {year}
    assert len(found) in (12, 13)
    (tomb_sweeping,) = (day for day in found if day.month == 4)
    assert tomb_sweeping.day in (4, 5)
    spring = [day for day in found if date(year, 1, 2) < day < date(year, 3, 1)]
    assert [day - spring[0] for day in spring] == [timedelta(days=days) for days in range(4)]
    assert date(year, 1, 20) <= spring[0] <= date(year, 2, 20)


def test_earlier_years_are_their_notices_own() -> None:
    assert statutory_holidays(2024) == frozenset()


def test_after_the_end_of_the_lunar_table_nothing_is_guessed() -> None:
    with pytest.raises(ValueError, match="2101"):
        statutory_holidays(2101)
