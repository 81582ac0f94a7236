"""Edges for many parents at once: a value for every key, in the order of the keys, of what the asker may see."""

from __future__ import annotations

import pytest
from builders import catalogue as build
from builders.catalogue import CIVIL, HEALTH

from graph.law.scope import NOTHING, Scope
from graph.schema.nodes import ITEM, RESOURCE
from graph.store.edges import by_id
from graph.store.engine import Store, Unit
from graph.store.view import View
from graph.subjects.entries import memory as entries_memory
from graph.subjects.organisation import memory as organisation_memory
from graph.subjects.sources import memory as sources_memory
from graph.words.entries import EntryState
from graph.words.organisation import Succession, SuccessionKind

E1, E2, HIDDEN = "307001340200/000001", "307001340200/000002", "307001340200/000003"


@pytest.fixture
async def city(store: Store) -> None:
    async def work(unit: Unit) -> None:
        await sources_memory.write_systems(unit, [build.system("SYS-1"), build.system("SYS-2")])
        await sources_memory.write_libraries(unit, [build.library("LIB-1"), build.library("LIB-2", lead=None)])
        await sources_memory.write_consumers(unit, [build.consumer()])

    await build.add_departments(
        store,
        build.department(CIVIL),
        build.department(HEALTH, "卫健委", parent=CIVIL),
        build.department("OLD", "老局"),
    )
    await store.write(work)
    await build.add_entries(store, build.entry(HIDDEN, libraries=("LIB-1",)), state=EntryState.DRAFT)
    await build.add_entries(
        store,
        build.entry(E1, items=["丙", "甲", "乙"], systems=("SYS-2", "SYS-1"), libraries=("LIB-1",), related=(HIDDEN,)),
        build.entry(E2, items=["丙"], libraries=("LIB-1", "LIB-2")),
    )
    await build.add_lineage(store, (E2, E1))
    await store.write(
        lambda unit: organisation_memory.write_successions(
            unit, [Succession("OLD", CIVIL, build.NOON.date(), SuccessionKind.MERGED)]
        )
    )


@pytest.fixture
def public(view: View) -> View:
    return View(view.store, NOTHING, view.today)


def ids(rows: list[list[object]]) -> list[object]:
    return [row[0] for row in rows]


@pytest.mark.usefixtures("city")
async def test_values_come_in_the_order_of_the_keys_and_unknown_keys_have_none(view: View) -> None:
    found = await by_id(RESOURCE)(view, [E2, "gone", E1, E2])
    assert [row and row[0] for row in found] == [E2, None, E1, E2]
    assert [ids(rows) for rows in await entries_memory.systems_of(view, [E2, "gone", E1])] == [
        [],
        [],
        ["SYS-1", "SYS-2"],
    ]
    assert await sources_memory.resource_count_of_library(view, ["gone", "LIB-2", "LIB-1"]) == [0, 1, 3]


@pytest.mark.usefixtures("city")
async def test_no_keys_have_no_values(view: View) -> None:
    assert await by_id(RESOURCE)(view, []) == []
    assert await entries_memory.items_of(view, []) == []


@pytest.mark.usefixtures("city")
async def test_a_row_has_one_value_for_each_column(view: View) -> None:
    [row] = await by_id(RESOURCE)(view, [E1])
    named = dict(zip(RESOURCE.names, row, strict=True))
    assert (named["name"], named["publishedOn"], named["providerId"], named["version"]) == (
        f"目录{E1}",
        "2026-01-15",
        CIVIL,
        1,
    )
    assert named["recordedAt"].startswith("2026-03-01T12:00")
    assert named["relatedIds"] == [HIDDEN]


@pytest.mark.usefixtures("city")
async def test_items_come_in_the_order_of_the_entry(view: View) -> None:
    [rows] = await entries_memory.items_of(view, [E1])
    assert [row[ITEM.names.index("name")] for row in rows] == ["丙", "甲", "乙"]


@pytest.mark.usefixtures("city")
async def test_one_child_or_none(view: View) -> None:
    assert [row and row[0] for row in await organisation_memory.parent_of(view, [CIVIL, HEALTH])] == [None, CIVIL]
    assert [row and row[0] for row in await sources_memory.lead_of(view, ["LIB-2", "LIB-1"])] == [None, CIVIL]
    assert [ids(rows) for rows in await organisation_memory.successors_of(view, ["OLD"])] == [[CIVIL]]


@pytest.mark.usefixtures("city")
async def test_a_draft_is_hidden_from_the_public_by_id_by_edge_and_in_counts(view: View, public: View) -> None:
    assert await by_id(RESOURCE)(public, [HIDDEN]) == [None]
    assert await by_id(ITEM)(public, [f"{HIDDEN}#姓名"]) == [None]
    assert [ids(rows) for rows in await entries_memory.related_of(public, [E1])] == [[]]
    assert [ids(rows) for rows in await entries_memory.related_of(view, [E1])] == [[HIDDEN]]
    assert await sources_memory.resource_count_of_library(public, ["LIB-1"]) == [2]


@pytest.mark.usefixtures("city")
async def test_the_provider_sees_its_own_draft(view: View) -> None:
    own = View(view.store, Scope(entries=frozenset({CIVIL})), view.today)
    other = View(view.store, Scope(entries=frozenset({HEALTH})), view.today)
    assert [row is not None for row in await by_id(RESOURCE)(own, [HIDDEN])] == [True]
    assert [row is not None for row in await by_id(RESOURCE)(other, [HIDDEN])] == [False]
