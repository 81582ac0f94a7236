"""Writing the catalogue: repeatable, versioned, links as the newest version has them, dates as dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import orjson
from builders import catalogue as build
from builders.catalogue import CIVIL, HEALTH

from graph.store.engine import Store, Unit
from graph.store.personal import PersonalData
from graph.subjects.entries import recording as entries_recording
from graph.subjects.lineage import recording as lineage_recording
from graph.subjects.organisation import memory as organisation_memory
from graph.subjects.sharing import memory as sharing_memory
from graph.subjects.sources import memory as sources_memory
from graph.words.entries import EntryDraft, EntryState, ItemKind
from graph.words.organisation import Post, PostKind, Succession, SuccessionKind
from graph.words.sharing import RequestState

CODE = "307001340200/000001"


async def everything(store: Store) -> list[object]:
    """Numbers of nodes and edges by kind."""
    nodes = await store.read("MATCH (n) WITH labels(n)[0] AS k, count(*) AS n ORDER BY k RETURN collect([k, n])")
    edges = await store.read("MATCH ()-[e]->() WITH type(e) AS k, count(*) AS n ORDER BY k RETURN collect([k, n])")
    return [nodes, edges]


async def a_city(unit: Unit) -> None:
    await organisation_memory.write_divisions(
        unit, [build.division(), build.division("340202", name="镜湖区", parent="340200")]
    )
    await organisation_memory.write_departments(
        unit, [build.department(), build.department(HEALTH, "卫健委", parent=CIVIL)]
    )
    await organisation_memory.write_bindings(unit, [("WH", CIVIL, date(2020, 1, 1), None)])
    await organisation_memory.write_successions(
        unit, [Succession(HEALTH, CIVIL, date(2025, 1, 1), SuccessionKind.MERGED)]
    )
    await sources_memory.write_legal_bases(unit, [build.basis()])
    await sources_memory.write_systems(unit, [build.system(built=2019, protection_level=3)])
    await sources_memory.write_libraries(unit, [build.library()])
    await sources_memory.write_consumers(
        unit, [build.consumer(), build.consumer("USE-2", department=None, system="SYS-1")]
    )


def linked() -> EntryDraft:
    return build.entry(CODE, "低保对象名单", libraries=("LIB-1",), systems=("SYS-1",), bases=("LAW-1",))


async def test_writing_the_same_city_twice_changes_nothing(store: Store) -> None:
    await store.write(a_city)
    once = await everything(store)
    await store.write(a_city)
    assert await everything(store) == once


async def test_departments_hang_on_parent_and_territory(store: Store) -> None:
    await store.write(a_city)
    assert await store.read(
        "MATCH (d:Department {id: $id})-[:CHILD_OF]->(p:Department) MATCH (d)-[:IN_DIVISION]->(x:Division) "
        "RETURN [p.id, x.id, d.validFrom IS NULL]",
        id=HEALTH,
    ) == [CIVIL, "340200", True]


async def test_a_department_whose_parent_changed_has_one_parent(store: Store) -> None:
    await store.write(a_city)
    await store.write(
        lambda unit: organisation_memory.write_departments(
            unit,
            [build.department("1134020000300311XX", "政府"), build.department(HEALTH, parent="1134020000300311XX")],
        )
    )
    assert await store.read("MATCH (:Department {id: $id})-[:CHILD_OF]->(p) RETURN collect(p.id)", id=HEALTH) == [
        "1134020000300311XX"
    ]


async def test_dates_are_stored_as_dates_and_times_as_times(store: Store) -> None:
    await store.write(a_city)
    await build.add_entries(store, linked())
    assert await store.read(
        "MATCH (r:Resource) MATCH (b:LegalBasis) RETURN [r.publishedOn = date('2026-01-15'), "
        "r.publishedOn < date('2026-01-16'), b.validFrom = date('2020-01-01'), b.validUntil IS NULL, "
        "r.recordedAt > datetime('2026-03-01T11:59:59Z') AND r.recordedAt < datetime('2026-03-01T20:00:01+08:00')]"
    ) == [True, True, True, True, True]


async def test_an_entry_hangs_on_everything_that_it_names(store: Store) -> None:
    await store.write(a_city)
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
    await store.write(a_city)
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
    await store.write(a_city)
    await build.add_entries(store, build.entry(CODE, items=["姓名", "住址", "电话"]))
    await build.add_entries(store, build.entry(CODE, items=["姓名", "电话"]))
    assert await store.read(
        "MATCH (:Resource {id: $id})-[:HAS_ITEM]->(i) WITH i ORDER BY i.seq RETURN collect([i.seq, i.name])", id=CODE
    ) == [[1, "姓名"], [2, "电话"]]
    assert await store.read("MATCH (:Resource {id: $id})-[:HAD_ITEM]->(i) RETURN collect(i.name)", id=CODE) == ["住址"]


async def test_an_item_that_returned_is_a_former_item_no_longer(store: Store) -> None:
    await store.write(a_city)
    for items in (["姓名", "住址"], ["姓名"], ["姓名", "住址"]):
        await build.add_entries(store, build.entry(CODE, items=items))
    assert await store.read("MATCH (:Resource {id: $id})-[:HAS_ITEM]->(i) RETURN count(i)", id=CODE) == 2
    assert await store.read("MATCH (:Resource {id: $id})-[:HAD_ITEM]->(i) RETURN count(i)", id=CODE) == 0


async def test_items_keep_what_they_are(store: Store) -> None:
    await store.write(a_city)
    kept = build.item("身份证号", 1, length=18, kind=ItemKind.BASE, identifier=True, note="GB 11643")
    await build.add_entries(store, replace(build.entry(CODE), items=(kept,)))
    assert await store.read(
        "MATCH (i:Item) RETURN [i.id, i.seq, i.dataType, i.length, i.kind, i.identifier, i.sharing, i.note, "
        "i.resourceId]"
    ) == [f"{CODE}#身份证号", 1, "CHARACTER", 18, "BASE", True, None, "GB 11643", CODE]


async def test_links_that_the_newest_version_lacks_are_gone(store: Store) -> None:
    await store.write(a_city)
    await build.add_entries(store, linked())
    await build.add_entries(store, build.entry(CODE, provider=HEALTH))
    assert await store.read(
        "MATCH (:Resource {id: $id})-[e:PROVIDED_BY|IN_LIBRARY|FROM_SYSTEM|RESTS_ON]->(x) "
        "RETURN collect([type(e), x.id])",
        id=CODE,
    ) == [["PROVIDED_BY", HEALTH]]


async def test_joining_a_library_twice_is_one_membership(store: Store) -> None:
    await store.write(a_city)
    await build.add_entries(store, build.entry(CODE))
    for _ in range(2):
        await store.write(lambda unit: entries_recording.write_memberships(unit, [(CODE, "LIB-1")]))
    assert await store.read("MATCH (r:Resource)-[m:IN_LIBRARY]->() RETURN [count(m), head(collect(r.libraryIds))]") == [
        1,
        ["LIB-1"],
    ]


async def test_lineage_joins_whatever_kinds_its_ends_are(store: Store) -> None:
    await store.write(a_city)
    await build.add_entries(store, build.entry(CODE), build.entry("307001340200/000002"))
    edges = [("307001340200/000002", CODE), (CODE, "SYS-1"), (CODE, "LIB-1"), ("LIB-1", "307001340200/000002")]
    for _ in range(2):
        await build.add_lineage(store, *edges)
    found = await store.read("MATCH (a)-[e:DERIVES_FROM]->(b) WHERE e.rule = '每日归集' RETURN collect([a.id, b.id])")
    assert sorted(map(tuple, found)) == sorted(edges)


async def test_items_are_joined_by_entry_and_name(store: Store) -> None:
    await store.write(a_city)
    await build.add_entries(store, build.entry(CODE), build.entry("307001340200/000002"))
    edge = build.item_made_from(("307001340200/000002", "姓名"), (CODE, "姓名"))
    await store.write(lambda unit: lineage_recording.write_item_lineage(unit, [edge, edge]))
    assert await store.read("MATCH (a:Item)-[e:ITEM_FROM]->(b:Item) RETURN collect([a.id, b.id, e.rule])") == [
        ["307001340200/000002#姓名", f"{CODE}#姓名", "照抄"]
    ]


async def test_a_granted_request_has_a_grant_and_a_waiting_one_has_none(store: Store) -> None:
    await store.write(a_city)
    await build.add_entries(store, build.entry(CODE))
    granted = build.request(
        "REQ-1", CODE, state=RequestState.GRANTED, answered_on=date(2026, 2, 5), grant_until=date(2027, 2, 4),
        grant_items=("姓名",),
    )  # fmt: skip
    waiting = build.request("REQ-2", CODE)
    for _ in range(2):
        await store.write(lambda unit: sharing_memory.write_requests(unit, [granted, waiting]))
    assert await store.read(
        "MATCH (g:Grant)-[:COVERS]->(r) MATCH (g)-[:GRANTED_TO]->(c) MATCH (g)-[:SETTLES]->(q) "
        "RETURN collect([q.id, r.id, c.id, g.itemIds, toString(g.validFrom), toString(g.validUntil)])"
    ) == [["REQ-1", CODE, "USE-1", [f"{CODE}#姓名"], "2026-02-05", "2027-02-04"]]
    assert await store.read("MATCH (q:SharingRequest) WITH q ORDER BY q.id RETURN collect([q.state, q.parties])") == [
        ["GRANTED", [HEALTH, CIVIL]],
        ["WAITING", [HEALTH, CIVIL]],
    ]


async def test_a_persons_name_is_never_stored_in_clear(store: Store, personal: PersonalData) -> None:
    await store.write(a_city)
    post = Post("P-1", PostKind.HEAD, "officer-1", "王芳", CIVIL, date(2025, 1, 1))
    await store.write(lambda unit: organisation_memory.write_posts(unit, [post], personal))
    cipher, department = await store.read("MATCH (p:Post)-[:AT]->(d) RETURN [p.nameCipher, d.id]")
    assert (personal.decrypt(cipher, "Post.name"), department) == ("王芳", CIVIL)
    assert (
        await store.read("MATCH (n) WHERE any(k IN keys(n) WHERE toString(n[k]) CONTAINS '王芳') RETURN count(n)") == 0
    )
