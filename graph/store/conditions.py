"""Conditions that statements share: a column is one of some values, a text contains some words, a period holds."""

from __future__ import annotations

from typing import LiteralString

from graph.store.listing import Condition


def one_of(name: LiteralString, column: LiteralString = "") -> Condition:
    """The column is one of the values."""
    at: LiteralString = "c." + (column or name)
    return Condition(name, "in", f"{at} IN f.{name}", f"({at} IS NULL OR NOT {at} IN f.not_{name})")


def contains(name: LiteralString, columns: tuple[LiteralString, ...] = ("name",)) -> Condition:
    """Every given text stands in one of the columns."""
    found: LiteralString = " OR ".join([f"c.{column} CONTAINS x" for column in columns])
    return Condition(
        name, "every", f"all(x IN f.{name} WHERE {found})", f"none(x IN f.not_{name} WHERE {found})", "every"
    )


def holds_on(v: LiteralString, day: LiteralString = "date($today)") -> LiteralString:
    """Expression for whether the period of a node or relation holds on a day, as `words.periods` decides it.

    Args:
        v: Its variable.
        day: Expression for the day.
    """
    return f"({v}.validFrom IS NULL OR {v}.validFrom <= {day}) AND ({v}.validUntil IS NULL OR {v}.validUntil > {day})"
