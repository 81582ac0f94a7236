"""For how long a licence of a type is valid (有效期限范围, GB/T 36902): 长期, n年, n月 or n天, and several of them.

The last day of validity is said here once: what begins on 1 March for a year ends with the last of February. Where the
last month has no day of that number, it ends with the month (民法典第二百零二条).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

LONG_TERM = "长期"
_RANGE = re.compile(r"([1-9]\d{0,3})(年|月|天)", re.ASCII)
_SEPARATOR = re.compile(r"[、；;]")
_MONTHS = {"年": 12, "月": 1}


@dataclass(frozen=True, slots=True)
class Term:
    """One range of validity."""

    count: int
    """0 is 长期."""
    unit: str = ""
    """年, 月 or 天."""

    def __str__(self) -> str:
        return f"{self.count}{self.unit}" if self.count else LONG_TERM

    def last_day(self, first: date) -> date | None:
        """The last day of what begins on a day; None is 长期.

        Raises:
            OverflowError: No calendar goes as far.
        """
        if not self.count:
            return None
        try:
            if self.unit == "天":
                return first + timedelta(days=self.count - 1)
            return _day_before(first, self.count * _MONTHS[self.unit])
        except ValueError as cause:
            raise OverflowError(str(self)) from cause


def terms_of(written: str) -> tuple[Term, ...]:
    """The ranges that a type allows: `5年`, `长期`, `3年、5年、长期`.

    Raises:
        ValueError: One of them is none.
    """
    return tuple(_term(part.strip()) for part in _SEPARATOR.split(written))


def last_days(first: date, terms: Sequence[Term]) -> tuple[date | None, ...]:
    """The last days that a licence may have which begins on a day; None is 长期."""
    found = []
    for term in terms:
        try:
            found.append(term.last_day(first))
        except OverflowError:
            continue
    return tuple(found)


def _term(written: str) -> Term:
    if written == LONG_TERM:
        return Term(0)
    parts = _RANGE.fullmatch(written)
    if parts is None:
        raise ValueError(written)
    return Term(int(parts[1]), parts[2])


def _day_before(first: date, months: int) -> date:
    """The day before the one that has the same number so many months later, or the last of that month."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1) + timedelta(days=min(first.day - 1, monthrange(year, month + 1)[1]) - 1)
