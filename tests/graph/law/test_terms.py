"""Terms: when a case is due, whether it is overdue, how old it is, and what is said where a text has no number."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.law.articles import rule
from graph.law.terms import (
    NO_NUMBER,
    Deadline,
    age,
    due_after_event,
    due_after_handing_in,
    kept_due,
    no_number,
    overdue,
)
from graph.law.workdays import NATIONAL
from graph.words.china_time import CHINA

DAYS = st.dates(date(2018, 1, 1), date(2034, 6, 1))
MOMENTS = st.datetimes(datetime(2018, 1, 1), datetime(2034, 6, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds


def china(day: date, hour: int = 9, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), CHINA)


def test_the_day_of_the_event_does_not_count_and_the_term_ends_with_its_last_day() -> None:
    term = due_after_event(date(2025, 3, 3), 5)
    assert term == Deadline(date(2025, 3, 10))
    assert not overdue(term, date(2025, 3, 10), None)
    assert overdue(term, date(2025, 3, 11), None)


def test_holidays_and_worked_weekends_are_counted_as_published() -> None:
    # 26 Sept. → 28 (Sunday, worked), 29, 30 Sept., 9, 10 Oct.
    assert due_after_event(date(2025, 9, 26), 5).last_day == date(2025, 10, 10)


def test_what_is_handed_in_on_a_rest_day_is_as_if_handed_in_on_the_next_working_day() -> None:
    saturday, monday = date(2025, 3, 8), date(2025, 3, 10)
    assert due_after_handing_in(saturday, 5) == due_after_handing_in(monday, 5) == Deadline(date(2025, 3, 17))
    assert due_after_event(saturday, 5).last_day == date(2025, 3, 14), "an event on a rest day is where it is"
    assert age(china(saturday), monday, None) == age(china(monday), monday, None) == 0


def test_a_stage_counts_anew_from_the_day_after_it_was_reached() -> None:
    checked = due_after_handing_in(date(2025, 3, 3), 2)
    answered = due_after_event(checked.last_day, 5)
    assert (checked.last_day, answered.last_day) == (date(2025, 3, 5), date(2025, 3, 12))


def test_a_term_through_a_year_without_notice_rests_on_statutory_holidays_and_is_provisional() -> None:
    assert due_after_event(date(2035, 10, 1), 2) == Deadline(date(2035, 10, 5), provisional=True)
    assert due_after_event(date(2034, 12, 29), 1) == Deadline(date(2035, 1, 2), provisional=True)
    assert not due_after_event(date(2026, 3, 2), 5).provisional


def test_a_term_that_begins_in_a_year_with_notice_and_ends_in_one_without_is_provisional() -> None:
    assert due_after_handing_in(date(2026, 12, 30), 5).provisional
    assert not due_after_handing_in(date(2026, 12, 18), 5).provisional


@pytest.mark.parametrize("closed", [None, date(2026, 3, 4)])
def test_half_past_midnight_and_half_past_eight_in_china_are_the_same_day(closed: date | None) -> None:
    raised, today = date(2026, 3, 2), date(2026, 3, 9)
    ended = None if closed is None else china(closed, 0, 30)
    early, late = china(raised, 0, 30).astimezone(UTC), china(raised, 8, 30).astimezone(UTC)
    assert early.date() != late.date(), "in UTC they are two"
    assert age(early, today, ended) == age(late, today, ended) == (5 if closed is None else 2)


def test_a_closed_case_neither_ages_nor_is_overdue() -> None:
    raised, closed = china(date(2025, 3, 3)), china(date(2025, 3, 5), 23, 59)
    assert [age(raised, today, closed) for today in (date(2025, 3, 5), date(2026, 3, 5))] == [2, 2]
    assert not overdue(Deadline(date(2025, 3, 4)), date(2026, 3, 5), closed)


def test_without_a_number_a_case_ages_and_is_never_overdue() -> None:
    assert age(china(date(2025, 3, 3)), date(2025, 3, 10), None) == 5
    assert age(china(date(2026, 1, 5)), date(2026, 11, 26), None) == 221
    assert not overdue(NO_NUMBER, date(2040, 1, 1), None)


@given(DAYS, st.integers(1, 40))
def test_a_term_ends_on_a_working_day_after_exactly_so_many(event: date, days: int) -> None:
    last_day = due_after_event(event, days).last_day
    assert NATIONAL.is_workday(last_day)
    assert NATIONAL.workdays_after(event, last_day) == days


@given(MOMENTS, st.integers(1, 30), st.integers(0, 90))
def test_on_its_last_day_a_case_is_as_old_as_its_term_is_long(handed_in: datetime, days: int, later: int) -> None:
    day = handed_in.astimezone(CHINA).date()
    due = due_after_handing_in(day, days)
    assert age(handed_in, due.last_day, None) == days
    today = NATIONAL.next_workday(day + timedelta(days=later))
    assert overdue(due, today, None) == (age(handed_in, today, None) > days)
    assert overdue(due, due.last_day + timedelta(days=1), None), "on a rest day too"


def test_a_case_keeps_its_due_date_and_how_sure_it_is() -> None:
    raised = china(date(2026, 12, 30))
    assert kept_due(None, provisional=None, handed_in=raised) is NO_NUMBER
    for mark in (True, False):
        assert kept_due(date(2026, 12, 31), provisional=mark, handed_in=raised).provisional is mark  # type: ignore[union-attr]


def test_an_older_record_without_that_mark_says_what_the_calendar_knows() -> None:
    raised = china(date(2034, 12, 28), 0, 30)
    assert kept_due(date(2035, 1, 5), provisional=None, handed_in=raised) == Deadline(date(2035, 1, 5), True)
    assert kept_due(date(2025, 3, 5), provisional=None, handed_in=china(date(2025, 3, 3))) == Deadline(date(2025, 3, 5))


def test_where_no_text_has_a_number_the_decree_is_named_from_the_day_it_is_in_force() -> None:
    before, after = no_number(("WH-16",), date(2025, 7, 31)), no_number(("WH-16",), date(2025, 8, 1))
    assert before.rules == ("WH-16",)
    assert "809" not in before.text.zh + before.text.en
    assert after.rules == ("WH-16", "SC-809")
    assert after.text.zh == before.text.zh + "国令第809号（政务数据共享条例）可能另有期限，未经核对。"
    assert after.text.en == before.text.en + " State Council Decree 809 may set one; not verified."
    assert not rule("SC-809").verified
