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
