"""Lineage as it is written."""

from __future__ import annotations

from builders import catalogue as build

from graph.store.engine import Store
from graph.subjects.lineage import recording as lineage_recording

CODE = "307001340200/000001"


async def test_lineage_joins_whatever_kinds_its_ends_are(store: Store) -> None:
    await store.write(build.a_city)
    await build.add_entries(store, build.entry(CODE), build.entry("307001340200/000002"))
    edges = [("307001340200/000002", CODE), (CODE, "SYS-1"), (CODE, "LIB-1"), ("LIB-1", "307001340200/000002")]
    for _ in range(2):
        await build.add_lineage(store, *edges)
    found = await store.read("MATCH (a)-[e:DERIVES_FROM]->(b) WHERE e.rule = '每日归集' RETURN collect([a.id, b.id])")
    assert sorted(map(tuple, found)) == sorted(edges)


async def test_items_are_joined_by_entry_and_name(store: Store) -> None:
    await store.write(build.a_city)
    await build.add_entries(store, build.entry(CODE), build.entry("307001340200/000002"))
    edge = build.item_made_from(("307001340200/000002", "姓名"), (CODE, "姓名"))
    await store.write(lambda unit: lineage_recording.write_item_lineage(unit, [edge, edge]))
    assert await store.read("MATCH (a:Item)-[e:ITEM_FROM]->(b:Item) RETURN collect([a.id, b.id, e.rule])") == [
        ["307001340200/000002#姓名", f"{CODE}#姓名", "照抄"]
    ]
