"""Writing a whole graph into a store, and emptying one for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.store.engine import Store
from graph.store.whole.parts import KINDS, Part

BATCH = 1_000
"""Rows that are written, or nodes that go, in one transaction."""


async def write_rows(store: Store, part: Part, rows: Sequence[Mapping[str, Any]]) -> None:
    """Create what some rows of a part say."""
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        await store.write(lambda unit, batch=batch: unit.run(part.write, rows=batch))  # type: ignore[misc]


async def count_nodes(store: Store) -> int:
    """How many nodes of ours a store holds; a new one has one, which says its schema."""
    return sum([await store.read(kind.nodes.count) for kind in KINDS])


async def empty(store: Store) -> None:
    """Take away every node of ours, with its relations."""
    for kind in KINDS:
        while await store.write(lambda unit, text=kind.delete: unit.run(text, most=BATCH)):  # type: ignore[misc]
            pass
