"""The conditions of a filter over columns in memory, each the twin of a text in a statement (`conditions`).

An outcome is two sets: the nodes of which the condition's predicate is true, and those of which its negation is. Who
has no value in a column is in neither, or in the second, as the text of the negation says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any, LiteralString, TypeAlias

from graph.schema.periods import Period
from graph.store.bitmaps import Bitmap, Few, Many, Nodes, Texts

Outcome: TypeAlias = tuple[Nodes, Nodes]


@dataclass(frozen=True, slots=True)
class Trial:
    """How a condition is tried in memory."""

    reads: tuple[LiteralString, ...]
    """What it reads of a node: expressions over `c`."""
    kept: type[Bitmap]
    """As which kind of column that is kept."""
    outcome: Callable[[Nodes, Sequence[Any], Any], Outcome]
    """Of every node, these columns, and what is given."""


def one_of(read: LiteralString) -> Trial:
    """It is one of the values that are given."""

    def outcome(every: Nodes, columns: Sequence[Few], given: Iterable[str]) -> Outcome:
        found = columns[0].any(given)
        return found, every & ~found

    return Trial((read,), Few, outcome)


def any_of(read: LiteralString, *, many: bool = False) -> Trial:
    """Of its values one is in each group that is given; negated, none is in any.

    Args:
        read: The expression of a list.
        many: Whether there may be as many values as nodes.
    """

    def outcome(every: Nodes, columns: Sequence[Few | Many], given: Iterable[Sequence[str]]) -> Outcome:
        met, unmet = every, every
        for group in given:
            found = columns[0].any(group)
            met &= found
            unmet &= columns[0].known & ~found if group else every
        return met, unmet

    return Trial((read,), Many if many else Few, outcome)


def contains(*reads: LiteralString) -> Trial:
    """All words that are given stand in one of these texts each; negated, none stands in any."""

    def outcome(every: Nodes, columns: Sequence[Texts], given: Iterable[str]) -> Outcome:
        met, unmet = every, every
        for words in given:
            found = [(column.known, column.containing(words)) for column in columns]
            met &= reduce(or_, [hits for _, hits in found])
            unmet &= reduce(and_, [known & ~hits for known, hits in found])
        return met, unmet

    return Trial(reads, Texts, outcome)


def since(read: LiteralString) -> Trial:
    """It is the day that is given, or later."""
    return _compared(read, lambda given: given.__le__)


def until(read: LiteralString) -> Trial:
    """It is the day that is given, or earlier."""
    return _compared(read, lambda given: given.__ge__)


def _compared(read: LiteralString, holds: Callable[[str], Callable[[str], bool]]) -> Trial:
    def outcome(every: Nodes, columns: Sequence[Texts], given: str) -> Outcome:
        found = columns[0].where(holds(given))
        return found, every & ~found

    return Trial((read,), Texts, outcome)


def holds_on(period: Period, v: LiteralString) -> Trial:
    """The period of `v`, whose beginning and end may be missing, holds on all days that are given; negated, on none."""
    assert period.open_start  # noqa: S101 - without a beginning it would be neither held nor not
    assert period.until  # noqa: S101

    def outcome(every: Nodes, columns: Sequence[Texts], given: Iterable[str]) -> Outcome:
        begins, ends = columns
        met, unmet = every, every
        for on in given:
            later, over = begins.where(on.__lt__), ends.where(on.__gt__ if period.includes_last else on.__ge__)
            met, unmet = met & ~(later | over), unmet & (later | over)
        return met, unmet

    return Trial((f"toString({v}.{period.since})", f"toString({v}.{period.until})"), Texts, outcome)
