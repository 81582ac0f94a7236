"""Both sides of a node: what lies upstream and what lies downstream, and nothing else.

Each walk is compared with the same graph walked here, on every side by itself: on small graphs drawn at random, with
circles, and with entries that are withdrawn or drafts.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

import pytest
from builders import catalogue as build
from builders.catalogue import CIVIL
from builders.more import LEFT_OUT

from graph.law.scope import EVERYTHING, NOTHING, Scope
from graph.store.engine import Store, Unit
from graph.store.view import View
from graph.subjects.lineage.memory import Direction, Key, Side, Walk, walk
from graph.subjects.sources import memory as sources_memory
from graph.words.entries import EntryState

SEEDS = 4
"""Graphs that are always drawn."""
UP, DOWN, BOTH = Direction.UPSTREAM, Direction.DOWNSTREAM, Direction.BOTH


@dataclass(frozen=True)
class Drawn:
    """A graph drawn at random, as it stands in the store."""

    kinds: dict[str, str]
    hidden: frozenset[str]
    """Entries that are withdrawn or drafts."""
    edges: frozenset[tuple[str, str]]
    """(downstream, upstream)."""

    def side(self, start: str, direction: Direction, depth: int, *, public: bool) -> dict[str, int]:
        """Depths of what is reached on one side through what is seen."""
        closed = self.hidden if public else frozenset[str]()
        depths, front = {start: 0}, {start}
        for step in range(1, depth + 1):
            pairs = [pair if direction is UP else (pair[1], pair[0]) for pair in self.edges]
            front = {b for a, b in pairs if a in front and b not in depths and b not in closed}
            depths |= dict.fromkeys(front, step)
        return depths


@dataclass(frozen=True)
class Sheet:
    """The entries and edges of one graph."""

    seed: int

    def draw(self) -> Drawn:
        """Draw nine entries, two libraries and one system, and edges between any of them that may be joined."""
        luck = random.Random(self.seed)
        entries, libraries = [f"E{n}" for n in range(9)], ["L0", "L1"]
        kinds = dict.fromkeys(entries, "Resource") | dict.fromkeys(libraries, "Library") | {"S0": "System"}
        lows, highs = [*entries, *libraries], [*entries, *libraries, "S0"]
        pairs = {(luck.choice(lows), luck.choice(highs)) for _ in range(luck.randint(8, 26))}
        edges = frozenset(
            pair for pair in pairs if pair[0] != pair[1] and (kinds[pair[0]], pair[1]) != ("Library", "S0")
        )
        return Drawn(kinds, frozenset(luck.sample(entries, luck.randint(0, 3))), edges)


async def written(store: Store, drawn: Drawn) -> None:
    """The graph in the store; circles are not refused here, as they are when lineage is handed in."""

    async def work(unit: Unit) -> None:
        await sources_memory.write_systems(unit, [build.system("S0")])
        await sources_memory.write_libraries(unit, [build.library(code) for code in ("L0", "L1")])

    await build.add_departments(store)
    await store.write(work)
    entries = [code for code, kind in drawn.kinds.items() if kind == "Resource"]
    hidden = sorted(drawn.hidden)
    for codes, state in (
        ([code for code in entries if code not in drawn.hidden], EntryState.PUBLISHED),
        (hidden[::2], EntryState.WITHDRAWN),
        (hidden[1::2], EntryState.DRAFT),
    ):
        await build.add_entries(store, *(build.entry(code, items=["数"]) for code in codes), state=state)
    await build.add_lineage(store, *sorted(drawn.edges))


def keys(found: Walk | None) -> dict[Key, tuple[int, Side]]:
    assert found is not None
    assert len({node.key for node in found.nodes}) == len(found.nodes), "each node once"
    return {node.key: (node.depth, node.side) for node in found.nodes}


@pytest.mark.parametrize("seed", [pytest.param(seed, marks=() if seed < SEEDS else LEFT_OUT) for seed in range(12)])
async def test_both_sides_are_what_two_walks_find(store: Store, seed: int) -> None:
    drawn = Sheet(seed).draw()
    await written(store, drawn)
    today = build.NOON.date()
    for scope in (NOTHING, EVERYTHING, Scope(entries=frozenset({CIVIL}))):
        view, public = View(store, scope, today), scope is NOTHING
        for start, kind in drawn.kinds.items():
            for depth in (1, 3, 8):
                up, down, both = [await walk(view, start, kind, way, depth, 100) for way in (UP, DOWN, BOTH)]
                if public and start in drawn.hidden:
                    assert (up, down, both) == (None, None, None)
                    continue
                sides = {way: drawn.side(start, way, depth, public=public) for way in (UP, DOWN)}
                for way, found in ((UP, up), (DOWN, down)):
                    assert {key[1]: at for key, (at, _) in keys(found).items()} == sides[way], (start, way, depth)
                assert keys(both) == {
                    (drawn.kinds[code], code): expected(start, code, sides[UP], sides[DOWN])
                    for code in sides[UP].keys() | sides[DOWN].keys()
                }, (start, depth)
                assert up is not None
                assert down is not None
                assert both is not None
                assert set(both.edges) == {*up.edges, *down.edges}
                assert both.truncated is None


def expected(start: str, code: str, up: dict[str, int], down: dict[str, int]) -> tuple[int, Side]:
    if code == start:
        return 0, Side.START
    if code in up and code in down:
        return min(up[code], down[code]), Side.BOTH
    return (up[code], Side.UPSTREAM) if code in up else (down[code], Side.DOWNSTREAM)


async def test_what_is_made_from_the_same_source_is_not_lineage(store: Store, view: View) -> None:
    await build.add_departments(store)
    await build.add_entries(store, *(build.entry(code) for code in ("A", "B", "C", "SOURCE")))
    await build.add_lineage(store, ("A", "SOURCE"), ("B", "SOURCE"), ("C", "A"))
    found = await walk(view, "A", "Resource", BOTH, 8, 100)
    assert keys(found) == {
        ("Resource", "A"): (0, Side.START),
        ("Resource", "SOURCE"): (1, Side.UPSTREAM),
        ("Resource", "C"): (1, Side.DOWNSTREAM),
    }


async def test_a_shortcut_against_the_direction_makes_no_node_nearer(store: Store, view: View) -> None:
    """S is made from A, A from B, B from X; S is made from Y as well, and so is X: X lies three steps away, not two."""
    await build.add_departments(store)
    await build.add_entries(store, *(build.entry(code) for code in "SABXY"))
    await build.add_lineage(store, ("S", "A"), ("A", "B"), ("B", "X"), ("S", "Y"), ("X", "Y"))
    found = await walk(view, "S", "Resource", UP, 8, 100)
    assert {key[1]: depth for key, (depth, _) in keys(found).items()} == {"S": 0, "A": 1, "Y": 1, "B": 2, "X": 3}


@pytest.mark.parametrize(("budget", "why"), [(1, "NODE_BUDGET"), (5, "NODE_BUDGET"), (8, "NODE_BUDGET"), (9, None)])
async def test_both_sides_share_one_budget_and_the_nearest_stay(
    store: Store, view: View, budget: int, why: str | None
) -> None:
    await build.add_departments(store)
    edges = [
        ("A", "U1"),
        ("U1", "U2"),
        ("U2", "U3"),
        ("U3", "U4"),
        ("D1", "A"),
        ("D2", "D1"),
        ("D3", "D2"),
        ("D4", "D3"),
    ]
    await build.add_entries(store, *(build.entry(code) for code in sorted({end for edge in edges for end in edge})))
    await build.add_lineage(store, *edges)
    found = await walk(view, "A", "Resource", BOTH, 8, budget)
    assert found is not None
    order = ["A", "D1", "U1", "D2", "U2", "D3", "U3", "D4", "U4"]
    assert ([node.id for node in found.nodes], found.truncated) == (order[:budget], why)
    inside = {node.key for node in found.nodes}
    assert all({(edge.low, edge.downstream), (edge.high, edge.upstream)} <= inside for edge in found.edges)
    assert len(found.edges) == budget - 1


async def test_a_code_that_two_kinds_share_is_two_nodes(store: Store, view: View) -> None:
    await build.add_departments(store)
    await store.write(lambda unit: sources_memory.write_systems(unit, [build.system("X")]))
    await build.add_entries(store, build.entry("A", systems=("X",)), build.entry("X"))
    await store.write(
        lambda unit: unit.run(
            "MATCH (a:Resource {id: 'A'}) MATCH (x:Resource {id: 'X'}) CREATE (a)-[:DERIVES_FROM {rule: '汇总'}]->(x)"
        )
    )
    found = await walk(view, "A", "Resource", UP, 8, 100)
    assert set(keys(found)) == {("Resource", "A"), ("Resource", "X"), ("System", "X")}
    assert found is not None
    assert {(edge.high, edge.upstream, edge.kind) for edge in found.edges} == {
        ("Resource", "X", "DERIVES_FROM"),
        ("System", "X", "FROM_SYSTEM"),
    }
