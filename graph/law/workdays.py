"""Working days (工作日) of the national calendar, and terms counted in them.

* The day of the event does not count; the term ends with its last day.
* What is handed in on a rest day is as if handed in on the next working day; that day is then the day of the event.
* Each stage counts anew from the day after it was reached. No stage stops the clock unless its article says so.
* Terms in calendar days and fixed dates are not moved by rest days: the texts are silent, this is our reading.
* Years that the calendar does not know have weekends only, and what is counted through them is provisional.
* All days are days in China (UTC+8; there has been no summer time since 1991).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

from chinese_calendar.constants import holidays, workdays

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")

_SATURDAY = 5
_KNOWN_YEARS = frozenset(day.year for day in holidays)


@dataclass(frozen=True, slots=True)
class Deadline:
    """When something is due."""

    last_day: date
    """The last day of the term; overdue from the next one."""
    provisional: bool = False
    """Counted through a year whose rest days are not published yet."""

    def over(self, today: date) -> bool:
        """Whether the term has run out."""
        return today > self.last_day


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are working days."""

    extra: Mapping[date, bool] = field(default_factory=dict)
    """Days an administrator has entered, before all others: working day or not."""
    extra_years: frozenset[int] = frozenset()
    """Years that are complete with `extra`."""

    def is_workday(self, day: date) -> bool:
        """Whether offices work on a day, make-up days included."""
        if day in self.extra:
            return self.extra[day]
        return day in workdays or (day.weekday() < _SATURDAY and day not in holidays)

    def covers(self, year: int) -> bool:
        """Whether the rest days of a year are published."""
        return year in _KNOWN_YEARS or year in self.extra_years

    def next_workday(self, day: date) -> date:
        """The day itself if it is a working day, else the first one after it."""
        while not self.is_workday(day):
            day += timedelta(days=1)
        return day


NATIONAL = Calendar()
"""The national calendar as published."""


def china_day(at: datetime) -> date:
    """The day in China of a moment.

    Raises:
        ValueError: The moment has no time zone.
    """
    if at.tzinfo is None:
        raise ValueError("a moment without time zone has no day")
    return at.astimezone(CHINA).date()


def deadline_after_event(event: date, days: int, calendar: Calendar = NATIONAL) -> Deadline:
    """The term of so many working days after an event: a changed law, a stage that was reached."""
    day = event
    for _ in range(days):
        day = calendar.next_workday(day + timedelta(days=1))
    return Deadline(day, _provisional(event, day, calendar))


def deadline_after_handing_in(handed_in: date, days: int, calendar: Calendar = NATIONAL) -> Deadline:
    """The term of so many working days after an application, request or objection was handed in."""
    received = calendar.next_workday(handed_in)
    term = deadline_after_event(received, days, calendar)
    return Deadline(term.last_day, _provisional(handed_in, term.last_day, calendar))


def extended(term: Deadline, days: int, calendar: Calendar = NATIONAL) -> Deadline:
    """The term with so many working days added at its end."""
    longer = deadline_after_event(term.last_day, days, calendar)
    return Deadline(longer.last_day, term.provisional or longer.provisional)


def calendar_deadline(event: date, days: int) -> Deadline:
    """The term of so many calendar days after an event (JZ-18); rest days do not move it."""
    return Deadline(event + timedelta(days=days))


def workdays_since(event: date, today: date, calendar: Calendar = NATIONAL) -> int:
    """How many working days have passed: the day of the event does not count, today does."""
    passed = (event + timedelta(days=number) for number in range(1, (today - event).days + 1))
    return sum(calendar.is_workday(day) for day in passed)


def _provisional(first: date, last: date, calendar: Calendar) -> bool:
    return any(not calendar.covers(year) for year in range(first.year, last.year + 1))
