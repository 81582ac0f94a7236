"""Days as people write and print them: which day a text means, if it means one.

`2026年3月1日`, `2026-03-01`, `2026/3/1`, `2026.3.1` and `20260301`; a period is two of them, or one and 长期.
"""

from __future__ import annotations

import re
from datetime import date

from graph.words.validity import LONG_TERM

FORMS = (
    r"(\d{4})年(\d{1,2})月(\d{1,2})日",
    r"(\d{4})-(\d{1,2})-(\d{1,2})",
    r"(\d{4})/(\d{1,2})/(\d{1,2})",
    r"(\d{4})\.(\d{1,2})\.(\d{1,2})",
    r"(\d{4})(\d{2})(\d{2})",
)
"""Patterns of a day: year, month, day."""
_FORMS = tuple(re.compile(form, re.ASCII) for form in FORMS)
_ANY = "|".join(re.sub(r"\((?=\\d)", "(?:", form) for form in FORMS)
_PERIOD = re.compile(rf"({_ANY})[至到~—–-]+({_ANY}|{LONG_TERM})", re.ASCII)


def day_of(plain: str) -> date | None:
    """The day that a text without blanks means; None where it means none, as 2026年2月30日."""
    for form in _FORMS:
        found = form.fullmatch(plain)
        if found:
            return real_day(*found.groups())
    return None


def period_of(plain: str) -> tuple[date, date | None] | None:
    """First and last day of the period that a text without blanks means; a last day None is 长期."""
    found = _PERIOD.fullmatch(plain)
    if found is None:
        return None
    first, last = day_of(found[1]), day_of(found[2])
    return None if first is None or (last is None and found[2] != LONG_TERM) else (first, last)


def real_day(year: str, month: str, day: str) -> date | None:
    """A day of the calendar, by its figures; None where there is none."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def chinese_day(day: date) -> str:
    """A day as it stands on a form: 2021年05月06日."""
    return f"{day.year}年{day.month:02}月{day.day:02}日"
