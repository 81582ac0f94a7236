"""How fresh data are: whether what was brought last lies within the cycle in which their entry has them updated."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from graph.words.entries import UpdateCycle
from graph.words.exchange import Freshness

_DAYS: Mapping[UpdateCycle, int] = MappingProxyType(
    {
        UpdateCycle.REAL_TIME: 1,
        UpdateCycle.DAILY: 1,
        UpdateCycle.WEEKLY: 7,
        UpdateCycle.MONTHLY: 31,
        UpdateCycle.QUARTERLY: 92,
        UpdateCycle.HALF_YEARLY: 184,
        UpdateCycle.YEARLY: 366,
    }
)
"""Calendar days of a cycle, the longest that it can have: nobody is called late by the calendar's own unevenness."""


def freshness(cycle: UpdateCycle, newest_on: date | None, on: date) -> Freshness:
    """Whether the newest business date lies within one cycle before a day, the day itself not counted."""
    if newest_on is None:
        return Freshness.NO_FACTS
    days = _DAYS.get(cycle)
    if days is None:
        return Freshness.NOT_MEASURED
    return Freshness.FRESH if (on - newest_on).days <= days else Freshness.STALE
