"""Figures that can be compared: alternating rounds, medians, and how far they spread.

1. What is compared takes turns within one run (A B A B …), so that a busy minute falls on both.
2. A round gives each side one figure; the ratio is taken inside the round.
3. Shown are the median of the rounds, and the lowest and highest.
4. A row with a limit says whether the median of its ratio keeps it.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Figure:
    """One quantity over the rounds."""

    rounds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.rounds)

    def __truediv__(self, other: Figure) -> Figure:
        """The ratio in each round."""
        return Figure(tuple(a / b for a, b in zip(self.rounds, other.rounds, strict=True)))

    def __sub__(self, other: Figure) -> Figure:
        """What is left in each round when the other is taken off."""
        return Figure(tuple(a - b for a, b in zip(self.rounds, other.rounds, strict=True)))

    def told(self, digits: str = ".2f") -> str:
        """Write median and spread."""
        if len(self.rounds) == 1:
            return f"{self.median:{digits}}"
        return f"{self.median:{digits}} ({min(self.rounds):{digits}}–{max(self.rounds):{digits}})"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    what: str
    ours: Figure
    other: Figure
    against: str
    """Who or what the other is."""
    unit: str
    more_is_better: bool = False
    how: str = ""
    """How it was measured, in a line."""
    limit: float | None = None
    """What the ratio may be at the most, at the least where more is better; None where nothing is asked of it."""

    @property
    def ratio(self) -> Figure:
        """Ours by the other's."""
        return self.ours / self.other

    @property
    def kept(self) -> bool:
        """Whether its limit is kept, where it has one."""
        if self.limit is None:
            return True
        return self.ratio.median >= self.limit if self.more_is_better else self.ratio.median <= self.limit


@dataclass(frozen=True, slots=True)
class Skipped:
    """A benchmark that could not run, and why."""

    what: str
    why: str


Outcome = Row | Skipped


def alternating(rounds: int, *ways: Callable[[], float]) -> list[Figure]:
    """Run every way once to warm up, then all of them in turn, `rounds` times."""
    return [Figure(tuple(seen)) for seen in in_turn(rounds, *ways)]


def in_turn(rounds: int, *ways: Callable[[], T]) -> list[list[T]]:
    """What each way came to in each round, after one of each to warm up."""
    for way in ways:
        way()
    turns = [[way() for way in ways] for _ in range(rounds)]
    return [list(seen) for seen in zip(*turns, strict=True)]


def processor_ms(work: Callable[[], object], times: int) -> Callable[[], float]:
    """A round of `work`: its median processor time in milliseconds over `times` runs."""

    def once() -> float:
        began = time.process_time()
        work()
        return (time.process_time() - began) * 1000

    return lambda: statistics.median([once() for _ in range(times)])


def table(rows: Sequence[Row]) -> str:
    """Write rows as columns of text."""
    heads = ("what", "unit", "ours", "peer or floor", "", "ratio", "limit")
    cells = [
        (row.what, row.unit, _told(row.ours), _told(row.other), row.against, _ratio(row), judged(row)) for row in rows
    ]
    widths = [max(map(len, column)) for column in zip(heads, *cells, strict=True)]
    lines = ["  ".join(f"{cell:{width}}" for cell, width in zip(line, widths, strict=True)) for line in (heads, *cells)]
    return "\n".join(line.rstrip() for line in (lines[0], "-" * len(lines[0]), *lines[1:]))


def judged(row: Row) -> str:
    """Write the limit of a row, and whether it is kept."""
    if row.limit is None:
        return ""
    return f"{'≥' if row.more_is_better else '≤'} {row.limit:g} {'ok' if row.kept else 'NOT OK'}"


def _told(figure: Figure) -> str:
    return figure.told(".0f" if figure.median >= 100 else ".1f" if figure.median >= 10 else ".2f")


def _ratio(row: Row) -> str:
    return row.ratio.told() + (" × the rate" if row.more_is_better else " × the cost")
