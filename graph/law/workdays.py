"""Working days (工作日) of the national calendar.

* The yearly notice decides: rest days, and weekends that are worked for them.
* A year whose notice is not out has its weekends and the statutory holidays; what is counted through it is provisional.
"""

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

from chinese_calendar.constants import holidays, workdays

from graph.law.rest_days import statutory_holidays

_SATURDAY = 5


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """The notices that are out: which days rest, and which weekends are worked for them.

    Each is another one than any other, and its notices stay as they are: its years are worked out once.
    """

    rest: Collection[date]
    worked: Collection[date]
    years: frozenset[int]
    """Years whose notice is out."""

    def is_workday(self, day: date) -> bool:
        """Whether offices work on a day, weekends that are worked for a holiday included."""
        if day in self.worked:
            return True
        return day.weekday() < _SATURDAY and day not in self.rest and day not in statutory_holidays(day.year)

    def next_workday(self, day: date) -> date:
        """The day itself if it is a working day, else the first one after it."""
        while not self.is_workday(day):
            day += timedelta(days=1)
        return day

    def workdays_after(self, event: date, last: date) -> int:
        """How many working days there are after the day of an event, up to and with the last day."""
        if last <= event:
            return 0
        years = (_workdays_of(self, year) for year in range(event.year, last.year + 1))
        return sum(bisect_right(days, last) - bisect_right(days, event) for days in years)

    def noticed(self, first: date, last: date) -> bool:
        """Whether the notices of all years are out through which one counts from one day to another."""
        return all(year in self.years for year in range(first.year, last.year + 1))


@cache
def _workdays_of(calendar: Calendar, year: int) -> tuple[date, ...]:
    """The working days of a year in their order."""
    first = date(year, 1, 1).toordinal()
    every = map(date.fromordinal, range(first, date(year, 12, 31).toordinal() + 1))
    return tuple(filter(calendar.is_workday, every))


NATIONAL: Final = Calendar(holidays, workdays, frozenset(day.year for day in holidays))
"""The notices that are known to this program."""
