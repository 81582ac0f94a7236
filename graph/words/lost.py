"""A time of which a register does not know what happened: between a backup and its coming back (恢复缺失期)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from graph.words.china_time import china_day

EACH_SECOND = 100
"""Numbers that could have been taken in a second: far more than can be sealed."""
UNDER_WAY = timedelta(hours=12)
"""How long a licence may be under way from its sealing to its record."""


@dataclass(frozen=True, slots=True)
class Lost:
    """Between two moments."""

    since: datetime
    """When the backup was made."""
    until: datetime
    """When it came back."""

    @classmethod
    def parse(cls, line: str) -> Lost:
        """Read a line as the store keeps it."""
        since, until = line.split("|")
        return cls(datetime.fromisoformat(since), datetime.fromisoformat(until))

    @property
    def line(self) -> str:
        """The line that `parse` reads."""
        return f"{self.since.isoformat()}|{self.until.isoformat()}"

    @property
    def numbers(self) -> int:
        """How many numbers could have been taken."""
        return max(1, int((self.until - self.since).total_seconds()) + 1) * EACH_SECOND

    def touches(self, day: date) -> bool:
        """Whether what was sealed on a day may be of that time."""
        return china_day(self.since - UNDER_WAY) <= day <= china_day(self.until)


def lost_by(lines: Iterable[str], days: Sequence[date]) -> bool:
    """Whether something may be lost that is of one of some days; without a day, whether anything may be."""
    times = [Lost.parse(line) for line in lines]
    return any(not days or any(map(time.touches, days)) for time in times)


def lost_in(lines: Iterable[str], year: int) -> bool:
    """Whether something of a year may be lost."""
    return any(time.since.year <= year <= time.until.year for time in map(Lost.parse, lines))
