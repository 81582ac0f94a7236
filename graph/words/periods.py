"""Periods: from a first day, up to and without the day on which something no longer holds."""

from datetime import date


def holds_on(day: date, since: date | None, until: date | None) -> bool:
    """Whether what holds in a period holds on a day.

    Args:
        day: The day.
        since: The first day; None where it always held.
        until: The first day on which it no longer holds; None where it has no end.
    """
    return (since is None or since <= day) and (until is None or day < until)


def within(since: date, until: date | None, begun: date | None, ended: date | None) -> tuple[date, date | None] | None:
    """A period as far as another lasts; None where they have no day in common.

    Args:
        since: First day of the period.
        until: First day after it; None where it has no end.
        begun: First day of the other; None where it has always lasted.
        ended: First day after it; None where it has no end.
    """
    first = since if begun is None else max(since, begun)
    last = min((day for day in (until, ended) if day is not None), default=None)
    return None if last is not None and last <= first else (first, last)
