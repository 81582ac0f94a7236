"""Lineage: level by level, through what the asker may see, and honest about what was cut."""

from __future__ import annotations

from itertools import pairwise

import pytest
from builders import catalogue as build
from builders.catalogue import CIVIL

from graph.errors import Malformed
from graph.law.scope import NOTHING
from graph.store.engine import Store, Unit
from graph.store.view import View
from graph.subjects.lineage import recording as lineage_recording
from graph.subjects.lineage.memory import Direction, Walk, walk
from graph.subjects.sources import memory as sources_memory
from graph.words.entries import EntryState

UP, DOWN, BOTH = Direction.UPSTREAM, Direction.DOWNSTREAM, Direction.BOTH


async def add(store: Store, edges: list[tuple[str, str]], hidden: tuple[str, ...] = ()) -> None:
    """Entries for all the ends of (downstream, upstream) edges, and the edges."""
    names = sorted({end for edge in edges for end in edge})
    await build.add_departments(store)
    await build.add_entries(store, *(build.entry(name, items=["数"]) for name in names if name not in hidden))
    if hidden:
        await build.add_entries(store, *(build.entry(name, items=["数"]) for name in hidden), state=EntryState.DRAFT)
    await build.add_lineage(store, *edges)


def depths(found: Walk | None) -> dict[str, int]:
    assert found is not None
    return {node.id: node.depth for node in found.nodes}


def pairs(found: Walk | None) -> list[tuple[str, str]]:
    assert found is not None
    return [(edge.downstream, edge.upstream) for edge in found.edges]


@pytest.fixture
def public(view: View) -> View:
    return View(view.store, NOTHING, view.today)


CHAIN = list(pairwise("ABCDEFGHIJ"))
"""A is made from B, B from C, and so on to J: nine steps."""


@pytest.mark.parametrize("depth", [1, 3, 8])
async def test_a_walk_goes_as_deep_as_asked(store: Store, view: View, depth: int) -> None:
    await add(store, CHAIN)
    found = await walk(view, "A", "Resource", UP, depth, 100)
    assert depths(found) == {name: i for i, name in enumerate("ABCDEFGHIJ"[: depth + 1])}
    assert pairs(found) == CHAIN[:depth]
    assert found is not None
    assert found.truncated is None


async def test_each_direction_gives_its_own_side(store: Store, view: View) -> None:
    await add(store, CHAIN)
    assert set(depths(await walk(view, "E", "Resource", UP, 2, 100))) == set("EFG")
    assert set(depths(await walk(view, "E", "Resource", DOWN, 2, 100))) == set("CDE")
    assert depths(await walk(view, "E", "Resource", BOTH, 2, 100)) == {"E": 0, "D": 1, "F": 1, "C": 2, "G": 2}


async def test_a_start_without_lineage_is_a_walk_of_one_node(store: Store, view: View) -> None:
    await add(store, CHAIN)
    found = await walk(view, "J", "Resource", UP, 8, 100)
    assert (depths(found), pairs(found)) == ({"J": 0}, [])


async def test_an_unknown_or_hidden_start_is_no_walk(store: Store, view: View, public: View) -> None:
    await add(store, CHAIN, hidden=("C",))
    assert await walk(view, "none", "Resource", UP, 3, 100) is None
    assert await walk(public, "C", "Resource", UP, 3, 100) is None
    assert await walk(view, "C", "Resource", UP, 3, 100) is not None


async def test_what_has_no_lineage_is_refused(view: View) -> None:
    with pytest.raises(Malformed) as refused:
        await walk(view, CIVIL, "Department", UP, 3, 100)
    assert (refused.value.code, refused.value.value) == ("NO_LINEAGE", "Department")


async def test_what_lies_only_behind_a_hidden_node_is_not_reached(store: Store, view: View, public: View) -> None:
    edges = [("A", "B"), ("B", "C"), ("A", "D"), ("D", "E"), ("E", "C2")]
    await add(store, edges, hidden=("B",))
    assert set(depths(await walk(public, "A", "Resource", UP, 8, 100))) == {"A", "D", "E", "C2"}
    assert set(depths(await walk(view, "A", "Resource", UP, 8, 100))) == {"A", "B", "C", "D", "E", "C2"}


async def test_what_is_reached_another_way_is_shown_at_the_depth_of_that_way(store: Store, public: View) -> None:
    await add(store, [("A", "B"), ("B", "C"), ("A", "D"), ("D", "E"), ("E", "C")], hidden=("B",))
    found = await walk(public, "A", "Resource", UP, 8, 100)
    assert depths(found) == {"A": 0, "D": 1, "E": 2, "C": 3}
    assert pairs(found) == [("A", "D"), ("D", "E"), ("E", "C")]


async def test_a_diamond_shows_each_node_once_and_every_edge(store: Store, view: View) -> None:
    edges = [("A", "B"), ("A", "C"), ("B", "D"), ("C", "D"), ("A", "D")]
    await add(store, edges)
    found = await walk(view, "A", "Resource", UP, 8, 100)
    assert depths(found) == {"A": 0, "B": 1, "C": 1, "D": 1}
    assert pairs(found) == sorted(edges)


async def test_a_circle_ends(store: Store, view: View) -> None:
    await add(store, [("A", "B"), ("B", "C"), ("C", "A")])
    for direction in Direction:
        found = await walk(view, "A", "Resource", direction, 8, 100)
        assert set(depths(found)) == {"A", "B", "C"}
        assert len(pairs(found)) == 3


async def test_two_hundred_million_ways_through_a_lattice_cost_what_its_edges_cost(store: Store, view: View) -> None:
    width, levels = 11, 8
    edges = [
        (f"{level}-{a}", f"{level + 1}-{b}") for level in range(1, levels) for a in range(width) for b in range(width)
    ]
    await add(store, [("0", f"1-{a}") for a in range(width)] + edges)
    found = await walk(view, "0", "Resource", UP, 8, 2_000)
    assert found is not None
    assert (len(found.nodes), len(found.edges), found.truncated) == (1 + levels * width, width + len(edges), None)


async def test_a_walk_cut_at_its_nodes_says_so_and_keeps_what_is_near(store: Store, view: View) -> None:
    await add(store, [("A", f"B{n}") for n in range(6)] + [(f"B{n}", f"C{n}") for n in range(6)])
    found = await walk(view, "A", "Resource", UP, 2, 5)
    assert found is not None
    assert (len(found.nodes), found.truncated) == (5, "NODE_BUDGET")
    assert all(node.depth <= 1 for node in found.nodes)
    ids = {node.id for node in found.nodes}
    assert all(low in ids and high in ids for low, high in pairs(found))


async def test_a_walk_that_fits_its_budget_exactly_is_not_called_cut(store: Store, view: View) -> None:
    await add(store, [("A", f"B{n}") for n in range(4)])
    found = await walk(view, "A", "Resource", UP, 8, 5)
    assert found is not None
    assert (len(found.nodes), found.truncated) == (5, None)


async def test_a_dense_graph_within_its_budgets_is_not_called_cut(store: Store, view: View) -> None:
    width, levels = 14, 4
    edges = [
        (f"{level}-{a}", f"{level + 1}-{b}") for level in range(1, levels) for a in range(width) for b in range(width)
    ]
    await add(store, [("0", f"1-{a}") for a in range(width)] + edges)
    found = await walk(view, "0", "Resource", UP, 8, 57)
    assert found is not None
    assert (len(found.nodes), len(found.edges), found.truncated) == (57, width + len(edges), None)


async def test_a_level_with_more_edges_than_the_budget_says_so(store: Store, view: View) -> None:
    await add(store, [(f"A{a}", f"B{b}") for a in range(5) for b in range(12)] + [("S", f"A{a}") for a in range(5)])
    found = await walk(view, "S", "Resource", UP, 2, 5)
    assert found is not None
    assert found.truncated is not None


async def test_entries_libraries_and_systems_are_one_lineage(store: Store, view: View) -> None:
    async def work(unit: Unit) -> None:
        await sources_memory.write_systems(unit, [build.system("SYS-1", name="低保系统")])
        await sources_memory.write_libraries(unit, [build.library("LIB-1", name="人口库")])

    await build.add_departments(store)
    await store.write(work)
    await build.add_entries(store, build.entry("E1", systems=("SYS-1",)), build.entry("E2"))
    await build.add_lineage(store, ("LIB-1", "E1"), ("E2", "LIB-1"))
    found = await walk(view, "E2", "Resource", UP, 8, 100)
    assert found is not None
    assert [(node.kind, node.id, node.name, node.depth) for node in found.nodes] == [
        ("Resource", "E2", "目录E2", 0),
        ("Library", "LIB-1", "人口库", 1),
        ("Resource", "E1", "目录E1", 2),
        ("System", "SYS-1", "低保系统", 3),
    ]
    assert [(edge.kind, edge.rule) for edge in found.edges] == [
        ("FROM_SYSTEM", None),
        ("DERIVES_FROM", "每日归集"),
        ("DERIVES_FROM", "每日归集"),
    ]
    assert set(depths(await walk(view, "SYS-1", "System", DOWN, 8, 100))) == {"SYS-1", "E1", "LIB-1", "E2"}


async def test_items_have_a_lineage_of_their_own(store: Store, view: View, public: View) -> None:
    await add(store, [("A", "B"), ("B", "C")], hidden=("B",))
    await store.write(
        lambda unit: lineage_recording.write_item_lineage(
            unit, [build.item_made_from((a, "数"), (b, "数"), "换算为万元") for a, b in (("A", "B"), ("B", "C"))]
        )
    )
    found = await walk(view, "A#数", "Item", UP, 8, 100)
    assert depths(found) == {"A#数": 0, "B#数": 1, "C#数": 2}
    assert found is not None
    assert {(edge.kind, edge.rule) for edge in found.edges} == {("ITEM_FROM", "换算为万元")}
    assert depths(await walk(public, "A#数", "Item", UP, 8, 100)) == {"A#数": 0}
    assert await walk(public, "B#数", "Item", UP, 8, 100) is None
