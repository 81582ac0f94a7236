"""Terms (期限): when a case is due, whether it is overdue and how old it is; each is decided here and nowhere else.

* The day of the event does not count; the term ends with its last day, at 24:00 China time.
* What is handed in on a rest day is as if handed in on the next working day; that day is then the day of the event.
* Each stage counts anew from the day after it was reached. No stage stops the clock unless its article says so.
* A text without a number sets no due date. That is an answer of its own, `NO_NUMBER`, neither 0 days nor nothing: such
  a case ages and is never overdue.
* A case ages in the days in which its term is counted, so on the last day it is as old as its term is long; it stops
  when it is closed.
* State Council Decree 809 (SC-809), in force from 2025-08-01, is above the cities' texts and may set a number where
  they are silent. It is not held here and nothing of it was verified; who is told "no number" is told that as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Final, Literal, TypeAlias

from graph.errors import Text
from graph.law.workdays import NATIONAL, Calendar
from graph.words.china_time import china_day


@dataclass(frozen=True, slots=True)
class Deadline:
    """When something is due."""

    last_day: date
    """The last day of the term; overdue from the next one."""
    provisional: bool = False
    """Counted through a year whose notice is not out: moved days may move it."""


class NoNumber(Enum):
    """The type of `NO_NUMBER`."""

    NO_NUMBER = "未规定期限"


NO_NUMBER: Final = NoNumber.NO_NUMBER
"""The text asks for something and sets no number of days for it."""

Due: TypeAlias = Deadline | Literal[NoNumber.NO_NUMBER]
"""Until when something is due, or that no text says."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that goes with an answer, and the articles behind it."""

    text: Text
    rules: tuple[str, ...]


_DECREE: Final = "SC-809"
_DECREE_IN_FORCE: Final = date(2025, 8, 1)
_SILENT: Final = Text(
    "条文未规定期限，没有法定期限。", "The text sets no number of days: there is no statutory due date."
)
_DECREE_MAY: Final = Text(
    "国令第809号（政务数据共享条例）可能另有期限，未经核对。", "State Council Decree 809 may set one; not verified."
)


def due_after_event(event: date, days: int, calendar: Calendar = NATIONAL) -> Deadline:
    """The term of so many working days after an event: a changed law, a stage that was reached."""
    day = event
    for _ in range(days):
        day = calendar.next_workday(day + timedelta(days=1))
    return Deadline(day, not calendar.noticed(event, day))


def due_after_handing_in(handed_in: date, days: int, calendar: Calendar = NATIONAL) -> Deadline:
    """The term of so many working days after an application, request or objection was handed in."""
    last_day = due_after_event(calendar.next_workday(handed_in), days, calendar).last_day
    return Deadline(last_day, not calendar.noticed(handed_in, last_day))


def prolonged(due: Deadline, days: int, calendar: Calendar = NATIONAL) -> Deadline:
    """The same term, so many working days longer."""
    longer = due_after_event(due.last_day, days, calendar)
    return Deadline(longer.last_day, due.provisional or longer.provisional)


def due_after_calendar_days(event: date, days: int) -> Deadline:
    """The last of so many full calendar days after an event; rest days do not move it."""
    return Deadline(event + timedelta(days=days))


def kept_due(last_day: date | None, *, provisional: bool | None, handed_in: datetime) -> Due:
    """The due date of a case as its record keeps it.

    Args:
        last_day: The last day of its term; None where it was opened under a text without a number.
        provisional: Whether it was counted through a year without notice; None in records from before that was kept,
            which say what the calendar knows now.
        handed_in: When it was opened.
    """
    if last_day is None:
        return NO_NUMBER
    return Deadline(
        last_day, not NATIONAL.noticed(china_day(handed_in), last_day) if provisional is None else provisional
    )


def passed(last_day: date | None, today: date) -> bool:
    """Whether the last day of a term is over; never where there is no number."""
    return last_day is not None and today > last_day


def overdue(due: Due, today: date, closed: datetime | None) -> bool:
    """Whether a case is open after the last day of its term; never where there is no number."""
    return due is not NO_NUMBER and closed is None and passed(due.last_day, today)


def age(handed_in: datetime, today: date, closed: datetime | None) -> int:
    """Working days since a case was handed in, up to today or to the day on which it was closed."""
    last = today if closed is None else china_day(closed)
    return NATIONAL.workdays_after(NATIONAL.next_workday(china_day(handed_in)), last)


def no_number(rules: Sequence[str], entered: date) -> Sentence:
    """What is said where there is no due date.

    Args:
        rules: The articles that ask for the thing and set no number.
        entered: The day on which the state was entered that has none.
    """
    if entered < _DECREE_IN_FORCE:
        return Sentence(_SILENT, tuple(rules))
    text = Text(_SILENT.zh + _DECREE_MAY.zh, f"{_SILENT.en} {_DECREE_MAY.en}")
    return Sentence(text, (*rules, _DECREE))
