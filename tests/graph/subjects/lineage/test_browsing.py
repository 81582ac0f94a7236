"""Relations and paths: what is around a node and between two, as far as the asker may see."""

from __future__ import annotations

import pytest
from builders import catalogue as build
from builders.catalogue import CIVIL

from graph.law.scope import NOTHING
from graph.store.engine import Store
from graph.store.view import View
from graph.subjects.lineage.browsing import LineagePath, path, place, relations
from graph.words.entries import EntryState


async def add(store: Store, edges: list[tuple[str, str]], hidden: str) -> None:
    """Entries for all the ends of (downstream, upstream) edges, one of them hidden, and the edges."""
    names = {end for edge in edges for end in edge} - {hidden}
    await build.add_departments(store)
    await build.add_entries(store, *(build.entry(name, items=["数"]) for name in sorted(names)))
    await build.add_entries(store, build.entry(hidden, items=["数"]), state=EntryState.DRAFT)
    await build.add_lineage(store, *edges)


@pytest.fixture
def public(view: View) -> View:
    return View(view.store, NOTHING, view.today)


async def between(view: View, start: str, goal: str, longest: int = 8) -> LineagePath | None:
    begins, ends = await place(view, "Resource", start), await place(view, "Resource", goal)
    assert begins is not None
    assert ends is not None
    return await path(view, begins, ends, ["DERIVES_FROM"], longest, 1_000)


async def test_relations_of_a_node_are_pages_of_its_edges(store: Store, view: View, public: View) -> None:
    await add(store, [("A", "B"), ("A", "C"), ("D", "A")], hidden="C")
    kinds = ["DERIVES_FROM", "PROVIDED_BY"]
    found = await relations(view, "Resource", "A", kinds, 10)
    assert found is not None
    assert [(r.kind, r.outgoing, r.other.kind, r.other.id) for r in found.relations] == [
        ("DERIVES_FROM", True, "Resource", "B"),
        ("DERIVES_FROM", True, "Resource", "C"),
        ("DERIVES_FROM", False, "Resource", "D"),
        ("PROVIDED_BY", True, "Department", CIVIL),
    ]
    first = await relations(view, "Resource", "A", kinds, 2)
    assert first is not None
    assert (first.relations, first.partial, found.partial) == (found.relations[:2], True, False)
    after = await relations(view, "Resource", "A", kinds, 10, ("DERIVES_FROM", "C"))
    assert after is not None
    assert after.relations == found.relations[2:]
    seen = await relations(public, "Resource", "A", kinds, 10)
    assert seen is not None
    assert [r.other.id for r in seen.relations] == ["B", "D", CIVIL]
    assert await relations(public, "Resource", "C", kinds, 10) is None
    assert await relations(view, "Resource", "none", kinds, 10) is None


async def test_a_path_is_a_shortest_way_through_what_is_seen(store: Store, view: View, public: View) -> None:
    await add(store, [("A", "B"), ("B", "Z"), ("A", "C"), ("C", "D"), ("D", "Z")], hidden="B")
    short = await between(view, "A", "Z")
    assert short is not None
    assert [node.id for node in short.nodes] == ["A", "B", "Z"]
    around = await between(public, "A", "Z")
    assert around is not None
    assert [(node.id, node.depth) for node in around.nodes] == [("A", 0), ("C", 1), ("D", 2), ("Z", 3)]
    back = await between(public, "Z", "A")
    assert back is not None
    assert [(step.source[1], step.target[1], step.forward) for step in back.steps] == [
        ("Z", "D", False), ("D", "C", False), ("C", "A", False),
    ]  # fmt: skip
    assert await between(public, "A", "Z", 2) is None
    assert await place(public, "Resource", "B") is None
    assert await place(view, "Resource", "none") is None
    itself = await between(view, "A", "A")
    assert itself is not None
    assert ([node.id for node in itself.nodes], itself.steps) == (["A"], [])
