"""Working days: the notice of a year decides, and statutory holidays rest without it."""

from datetime import date, timedelta

from graph.law.workdays import NATIONAL


def test_holidays_and_worked_weekends_are_those_of_the_notice() -> None:
    assert not NATIONAL.is_workday(date(2025, 10, 8)), "moved by the notice"
    assert NATIONAL.is_workday(date(2025, 9, 28)), "a Sunday that offices work for the holiday"
    assert NATIONAL.is_workday(date(2025, 10, 11)), "a Saturday that offices work for the holiday"


def test_a_year_without_notice_has_weekends_and_statutory_holidays() -> None:
    assert not NATIONAL.noticed(date(2035, 1, 1), date(2035, 12, 31))
    rest = {date(2035, 1, 1) + timedelta(days=n) for n in range(365)}
    rest = {day for day in rest if day.weekday() < 5 and not NATIONAL.is_workday(day)}
    assert rest == {
        date(2035, 1, 1),
        date(2035, 2, 7), date(2035, 2, 8), date(2035, 2, 9),  # the third day of the lunar year is a Saturday
        date(2035, 4, 5),
        date(2035, 5, 1), date(2035, 5, 2),
        date(2035, 10, 1), date(2035, 10, 2), date(2035, 10, 3),
    }  # fmt: skip


def test_the_next_working_day_is_the_day_itself_where_it_is_one() -> None:
    assert NATIONAL.next_workday(date(2026, 3, 6)) == date(2026, 3, 6)
    assert NATIONAL.next_workday(date(2026, 3, 7)) == date(2026, 3, 9)
    assert NATIONAL.next_workday(date(2035, 10, 1)) == date(2035, 10, 4)


def test_working_days_are_counted_from_the_day_after_the_event() -> None:
    assert NATIONAL.workdays_after(date(2025, 3, 7), date(2025, 3, 10)) == 1
    assert NATIONAL.workdays_after(date(2025, 3, 7), date(2025, 3, 7)) == 0
    assert NATIONAL.workdays_after(date(2025, 3, 10), date(2025, 3, 7)) == 0


def test_working_days_through_several_years_are_those_that_are_found_day_by_day() -> None:
    event = date(2024, 12, 30)
    for length in (1, 2, 3, 9, 366, 368, 1500):
        passed = [event + timedelta(days=number) for number in range(1, length + 1)]
        assert NATIONAL.workdays_after(event, passed[-1]) == sum(map(NATIONAL.is_workday, passed))


def test_a_span_is_noticed_where_every_year_of_it_is() -> None:
    assert NATIONAL.noticed(date(2025, 12, 1), date(2026, 1, 5))
    assert not NATIONAL.noticed(date(2026, 12, 30), date(2035, 1, 5))
