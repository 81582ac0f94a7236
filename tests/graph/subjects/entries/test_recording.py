"""Writing entries: versioned, links as the newest version has them, dates as dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import orjson
from builders import catalogue as build
from builders.catalogue import CIVIL, HEALTH

from graph.store.engine import Store
from graph.subjects.entries import recording as entries_recording
from graph.words.entries import EntryDraft, EntryState, ItemKind

CODE = "307001340200/000001"


def linked() -> EntryDraft:
    return build.entry(CODE, "低保对象名单", libraries=("LIB-1",), systems=("SYS-1",), bases=("LAW-1",))


async def test_dates_are_stored_as_dates_and_times_as_times(store: Store) -> None:
    await store.write(build.a_city)
    await build.add_entries(store, linked())
    assert await store.read(
        "MATCH (r:Resource) MATCH (b:LegalBasis) RETURN [r.publishedOn = date('2026-01-15'), "
        "r.publishedOn < date('2026-01-16'), b.validFrom = date('2020-01-01'), b.validUntil IS NULL, "
        "r.recordedAt > datetime('2026-03-01T11:59:59Z') AND r.recordedAt < datetime('2026-03-01T20:00:01+08:00')]"
    ) == [True, True, True, True, True]


async def test_an_entry_hangs_on_everything_that_it_names(store: Store) -> None:
    await store.write(build.a_city)
    await build.add_entries(store, linked(), build.entry("307001340200/000002", related=(CODE,)))
    assert await store.read(
        "MATCH (r:Resource {id: $id})-[e]->(x) WHERE NOT x:Item AND NOT x:EntryVersion "
        "WITH type(e) AS k, x.id AS o ORDER BY k RETURN collect([k, o])",
        id=CODE,
    ) == [["FROM_SYSTEM", "SYS-1"], ["IN_LIBRARY", "LIB-1"], ["PROVIDED_BY", CIVIL], ["RESTS_ON", "LAW-1"]]
    assert (
        await store.read("MATCH (:Resource {id: $id})<-[:RELATED_TO]-(r) RETURN r.id", id=CODE) == "307001340200/000002"
    )


async def test_every_writing_is_a_version_that_is_kept_whole(store: Store) -> None:
    await store.write(build.a_city)
    await build.add_entries(store, build.entry(CODE, "旧名"), state=EntryState.DRAFT, cause="登记")
    later = datetime(2026, 4, 1, tzinfo=UTC)
    await build.add_entries(store, build.entry(CODE, "新名"), at=later, cause="机构改革")
    assert await store.read("MATCH (r:Resource) RETURN [r.version, r.name, r.state]") == [2, "新名", "PUBLISHED"]
    versions = await store.read(
        "MATCH (:Resource {id: $id})-[:HAS_VERSION]->(v) WITH v ORDER BY v.number "
        "RETURN collect([v.number, v.cause, v.content])",
        id=CODE,
    )
    assert [(number, cause) for number, cause, _ in versions] == [(1, "登记"), (2, "机构改革")]
    first, second = (orjson.loads(content) for _, _, content in versions)
    assert (first["name"], first["state"], second["name"], second["state"]) == ("旧名", "DRAFT", "新名", "PUBLISHED")
    assert [each["name"] for each in second["items"]] == ["姓名", "住址"]
    assert second["published_on"] == "2026-01-15"


async def test_an_item_that_left_stays_as_a_former_item(store: Store) -> None:
    await store.write(build.a_city)
    await build.add_entries(store, build.entry(CODE, items=["姓名", "住址", "电话"]))
    await build.add_entries(store, build.entry(CODE, items=["姓名", "电话"]))
    assert await store.read(
        "MATCH (:Resource {id: $id})-[:HAS_ITEM]->(i) WITH i ORDER BY i.seq RETURN collect([i.seq, i.name])", id=CODE
    ) == [[1, "姓名"], [2, "电话"]]
    assert await store.read("MATCH (:Resource {id: $id})-[:HAD_ITEM]->(i) RETURN collect(i.name)", id=CODE) == ["住址"]


async def test_an_item_that_returned_is_a_former_item_no_longer(store: Store) -> None:
    await store.write(build.a_city)
    for items in (["姓名", "住址"], ["姓名"], ["姓名", "住址"]):
        await build.add_entries(store, build.entry(CODE, items=items))
    assert await store.read("MATCH (:Resource {id: $id})-[:HAS_ITEM]->(i) RETURN count(i)", id=CODE) == 2
    assert await store.read("MATCH (:Resource {id: $id})-[:HAD_ITEM]->(i) RETURN count(i)", id=CODE) == 0


async def test_items_keep_what_they_are(store: Store) -> None:
    await store.write(build.a_city)
    kept = build.item("身份证号", 1, length=18, kind=ItemKind.BASE, identifier=True, note="GB 11643")
    await build.add_entries(store, replace(build.entry(CODE), items=(kept,)))
    assert await store.read(
        "MATCH (i:Item) RETURN [i.id, i.seq, i.dataType, i.length, i.kind, i.identifier, i.sharing, i.note, "
        "i.resourceId]"
    ) == [f"{CODE}#身份证号", 1, "CHARACTER", 18, "BASE", True, None, "GB 11643", CODE]


async def test_links_that_the_newest_version_lacks_are_gone(store: Store) -> None:
    await store.write(build.a_city)
    await build.add_entries(store, linked())
    await build.add_entries(store, build.entry(CODE, provider=HEALTH))
    assert await store.read(
        "MATCH (:Resource {id: $id})-[e:PROVIDED_BY|IN_LIBRARY|FROM_SYSTEM|RESTS_ON]->(x) "
        "RETURN collect([type(e), x.id])",
        id=CODE,
    ) == [["PROVIDED_BY", HEALTH]]


async def test_joining_a_library_twice_is_one_membership(store: Store) -> None:
    await store.write(build.a_city)
    await build.add_entries(store, build.entry(CODE))
    for _ in range(2):
        await store.write(lambda unit: entries_recording.write_memberships(unit, [(CODE, "LIB-1")]))
    assert await store.read("MATCH (r:Resource)-[m:IN_LIBRARY]->() RETURN [count(m), head(collect(r.libraryIds))]") == [
        1,
        ["LIB-1"],
    ]
