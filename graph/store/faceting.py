"""Facets that are counted in memory; what their values refer to the store names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import LiteralString, TypeAlias

from graph.schema.columns import Column
from graph.store.bitmaps import Nodes
from graph.store.list_texts import MOST_COUNTED
from graph.store.roll import Roll
from graph.store.roll_texts import RollTexts
from graph.store.view import View

Counts: TypeAlias = dict[str, list[tuple[str, int, str | None]]]
"""By facet: values with how many have them, largest first, and the name of what a value refers to."""


async def facets_on(
    view: View,
    texts: RollTexts,
    facets: Sequence[tuple[LiteralString, Column]],
    among: Callable[[Roll, str], Nodes],
) -> Counts:
    """Count by each facet.

    Args:
        view: Who asks.
        texts: What is asked for the roll of the kind.
        facets: What is counted by.
        among: The nodes that are counted by a facet.
    """
    roll = await view.called(texts)
    counted = {name: roll.counts(column.read("c"), among(roll, name), MOST_COUNTED + 1) for name, column in facets}
    values = {name: [value for value, _ in counted[name]] for name, column in facets if column.refers}
    read = await view.read(texts.called, **values) if any(values.values()) else [[] for _ in values]
    called = {name: dict(pairs) for name, pairs in zip(values, read, strict=True)}
    return {
        name: [(value, n, called.get(name, {}).get(value)) for value, n in counts] for name, counts in counted.items()
    }
