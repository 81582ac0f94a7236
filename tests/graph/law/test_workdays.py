"""Working days: the national calendar's rest and make-up days decide, and what is not known says so."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.law.workdays import (
    NATIONAL,
    Calendar,
    Deadline,
    calendar_deadline,
    china_day,
    deadline_after_event,
    deadline_after_handing_in,
    extended,
    workdays_since,
)


def test_the_day_of_the_event_does_not_count_and_the_term_ends_with_its_last_day() -> None:
    monday = date(2025, 3, 3)
    term = deadline_after_event(monday, 5)
    assert term == Deadline(date(2025, 3, 10))
    assert not term.over(date(2025, 3, 10))
    assert term.over(date(2025, 3, 11))


def test_national_holidays_and_make_up_days_are_counted_as_published() -> None:
    assert not NATIONAL.is_workday(date(2025, 10, 6))
    assert NATIONAL.is_workday(date(2025, 9, 28)), "a Sunday that offices work for the holiday"
    assert NATIONAL.is_workday(date(2025, 10, 11)), "a Saturday that offices work for the holiday"
    # 26 Sept. → 28 (Sunday, made up), 29, 30 Sept., 9, 10 Oct.
    assert deadline_after_event(date(2025, 9, 26), 5).last_day == date(2025, 10, 10)


def test_what_is_handed_in_on_a_rest_day_is_as_if_handed_in_on_the_next_working_day() -> None:
    saturday, monday = date(2025, 3, 8), date(2025, 3, 10)
    assert deadline_after_handing_in(saturday, 5) == deadline_after_handing_in(monday, 5) == Deadline(date(2025, 3, 17))
    assert deadline_after_event(saturday, 5).last_day == date(2025, 3, 14), "an event on a rest day is where it is"


def test_a_stage_counts_anew_from_the_day_after_it_was_reached() -> None:
    checked = deadline_after_handing_in(date(2025, 3, 3), 2)
    answered = deadline_after_event(checked.last_day, 5)
    assert (checked.last_day, answered.last_day) == (date(2025, 3, 5), date(2025, 3, 12))


def test_an_extension_is_added_at_the_end() -> None:
    term = deadline_after_handing_in(date(2025, 3, 3), 10)
    assert extended(term, 10).last_day == date(2025, 3, 31)


def test_a_year_that_is_not_published_has_weekends_only_and_is_provisional() -> None:
    term = deadline_after_event(date(2035, 10, 1), 2)
    assert term == Deadline(date(2035, 10, 3), provisional=True)
    crossing = deadline_after_event(date(2026, 12, 30), 5)
    assert crossing.provisional
    assert not deadline_after_event(date(2026, 3, 2), 5).provisional


def test_an_administrator_can_enter_days_and_whole_years() -> None:
    calendar = Calendar({date(2035, 10, 2): False}, frozenset({2035}))
    assert deadline_after_event(date(2035, 10, 1), 2, calendar) == Deadline(date(2035, 10, 4))


def test_calendar_terms_are_not_moved_by_rest_days() -> None:
    assert calendar_deadline(date(2025, 9, 15), 20) == Deadline(date(2025, 10, 5))


def test_a_day_is_a_day_in_china() -> None:
    assert china_day(datetime(2025, 3, 3, 15, 59, tzinfo=UTC)) == date(2025, 3, 3)
    assert china_day(datetime(2025, 3, 3, 16, 0, tzinfo=UTC)) == date(2025, 3, 4)
    with pytest.raises(ValueError, match="time zone"):
        china_day(datetime(2025, 3, 3))  # noqa: DTZ001 - this is what is refused


def test_the_age_of_a_case_is_counted_in_working_days() -> None:
    assert workdays_since(date(2025, 3, 7), date(2025, 3, 10)) == 1
    assert workdays_since(date(2025, 3, 7), date(2025, 3, 7)) == 0


@given(st.dates(date(2018, 1, 1), date(2026, 6, 1)), st.integers(1, 40))
def test_a_term_ends_on_a_working_day_after_exactly_so_many(event: date, days: int) -> None:
    term = deadline_after_event(event, days)
    assert NATIONAL.is_workday(term.last_day)
    assert workdays_since(event, term.last_day) == days
