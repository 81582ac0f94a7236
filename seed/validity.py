"""Periods of validity (有效期) of licence types, and days on which offices issue."""

from datetime import date, timedelta
from random import Random

from graph.words.validity import LONG_TERM, terms_of
from seed.faces import Validity

OPEN_ENDED = LONG_TERM

_SATURDAY = 5


def last_day(start: date, validity: str) -> date | None:
    """The last day of validity of what begins on `start`, by the first of a type's ranges; None for 长期.

    Raises:
        ValueError: The range is none of 长期, n年, n月, n天.
    """
    return terms_of(validity)[0].last_day(start)


def term_in(first: date, last: date, validity: str, rng: Random) -> Validity:
    """A term that is issued on some weekday between two days and begins at once.

    Raises:
        ValueError: There is no weekday between them.
    """
    span = (last - first).days
    weekdays = [offset for offset in range(min(span, 6) + 1) if (first + timedelta(days=offset)).weekday() < _SATURDAY]
    if not weekdays:
        raise ValueError(first, last)
    day = first + timedelta(days=rng.randint(0, span))
    while day.weekday() >= _SATURDAY:
        day = first + timedelta(days=rng.randint(0, span))
    return Validity(day, day, last_day(day, validity))


def issue_window(opened: date, closed: date, validity: str, on: date, *, expired: bool) -> tuple[date, date] | None:
    """Between which days a licence was issued that is, on a day, expired or still good.

    Args:
        opened: First day on which the authority issues the type.
        closed: Day on which it does so no longer.
        validity: The type's 有效期.
        on: The day asked about.
        expired: Whether the licence shall have passed its last day.

    Returns:
        The first and the last day, or None where the two wishes do not meet.
    """
    latest = min(closed, on) - timedelta(days=1)
    ended = _last_expired_issue(validity, on)
    first, last = opened, latest
    if expired:
        if ended is None:
            return None
        last = min(latest, ended)
    elif ended is not None:
        first = max(opened, ended + timedelta(days=1))
    return (first, last) if (last - first).days >= 7 else None  # noqa: PLR2004 - a week has a weekday


def _last_expired_issue(validity: str, on: date) -> date | None:
    """The latest day of issue whose licence has expired on a day."""
    if validity == OPEN_ENDED:
        return None
    length = (last_day(on, validity) or on) - on
    day = on - length - timedelta(days=3)
    while (end := last_day(day + timedelta(days=1), validity)) is not None and end < on:
        day += timedelta(days=1)
    return day
