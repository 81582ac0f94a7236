"""Lineage of everything in the demonstration: both sides are what two walks find."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from builders.more import TORTURE, left_out

from graph.law.scope import EVERYTHING
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.lineage.memory import Direction, Key, Walk, walk
from seed.loader import load_catalogue

ASKED_OF_NEO4J = 4
"""Of so many one is asked of a Neo4j; all with ZHENGTU_TEST_TORTURE=1. The embedded store is always asked all."""
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
ENTRIES = (
    "MATCH (n)-[:DERIVES_FROM|FROM_SYSTEM]-() WITH DISTINCT labels(n)[0] AS kind, n.id AS id ORDER BY kind, id "
    "RETURN collect([kind, id])"
)
ITEMS = "MATCH (n:Item)-[:ITEM_FROM]-() WITH DISTINCT n.id AS id ORDER BY id RETURN collect(['Item', id])"


@left_out
@pytest.mark.slow
async def test_every_node_has_both_its_sides_and_no_more(store: Store, personal: PersonalData) -> None:
    await load_catalogue(store, personal, NOW)
    view = View(store, EVERYTHING, NOW.date())
    entries, items = await store.read(ENTRIES), await store.read(ITEMS)
    assert len(entries) > 400
    assert len(items) > 1_000
    step = 1 if store.server is not None or TORTURE else ASKED_OF_NEO4J
    for kind, identity in [*entries, *items][::step]:
        up, down, both = await asyncio.gather(*(found(view, (kind, identity), way) for way in Direction))
        assert nodes(both) == nodes(up) | nodes(down), identity
        assert set(both.edges) == {*up.edges, *down.edges}, identity


def nodes(walked: Walk) -> set[tuple[Key, int]]:
    return {(node.key, node.depth) for node in walked.nodes}


async def found(view: View, key: Key, direction: Direction) -> Walk:
    walked = await walk(view, key[1], key[0], direction, 8, 2_000)
    assert walked is not None
    assert walked.truncated is None
    return walked
