"""Writing entries: versioned, links as the newest version has them, dates as dates."""

from __future__ import annotations

from dataclasses import MISSING, field, fields, make_dataclass, replace
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from builders import catalogue as build
from builders import city as city_of
from builders.catalogue import CIVIL, HEALTH
from builders.city import City

from graph.schema.columns import NEVER, Column
from graph.schema.nodes import ITEM, RESOURCE
from graph.schema.shapes import Shape
from graph.store.engine import Store
from graph.store.writing import stored
from graph.subjects.entries import recording as entries_recording
from graph.subjects.entries.desk import register
from graph.words.entries import (
    DataType,
    EntryDraft,
    EntryState,
    Item,
    ItemKind,
    Mode,
    OpeningType,
    SharingType,
)

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


RELEASED = {
    "plain": (
        '{"bases":[],"code":"307001340200/000001","cycle":"MONTHLY","format_category":"DATABASE","format_type'
        '":"mysql","inner_department":"","items":[{"data_type":"CHARACTER","identifier":false,"kind":"BUSINES'
        'S","length":50,"name":"姓名","note":"","opening":null,"seq":1,"sharing":null},{"data_type":"CHARACTER"'
        ',"identifier":true,"kind":"BASE","length":18,"name":"身份证号","note":"18位","opening":"REFUSED","seq":2,'
        '"sharing":"CONDITIONAL"},{"data_type":"DATE","identifier":false,"kind":"BUSINESS","length":null,"nam'
        'e":"登记日期","note":"","opening":null,"seq":3,"sharing":null}],"libraries":[],"mode":null,"mode_categor'
        'y":"PLATFORM","name":"低保对象名单","opening":"REFUSED","opening_condition":"","provider":"113402000030030'
        '83K","published_on":"2026-01-15","related":[],"secret":false,"sharing":"UNCONDITIONAL","sharing_cond'
        'ition":"","state":"PUBLISHED","summary":"摘要","systems":[],"usage":""}'
    ),
    "full": (
        '{"bases":["LAW-1"],"code":"307001340200/000002","cycle":"MONTHLY","format_category":"DATABASE","form'
        'at_type":"mysql","inner_department":"婚姻登记处","items":[{"data_type":"CHARACTER","identifier":false,"ki'
        'nd":"BUSINESS","length":50,"name":"姓名","note":"","opening":null,"seq":1,"sharing":null}],"libraries"'
        ':["LIB-1"],"mode":"INTERFACE","mode_category":"PLATFORM","name":"婚姻登记信息","opening":"CONDITIONAL","op'
        'ening_condition":"脱敏","provider":"11340200003003083K","published_on":null,"related":["307001340200/0'
        '00001"],"secret":false,"sharing":"CONDITIONAL","sharing_condition":"按职责","state":"PUBLISHED","summar'
        'y":"摘要","systems":["SYS-1"],"usage":"不得外传"}'
    ),
}
"""What release 0.1.0 kept of two entries."""
ITEMS = (
    build.item("姓名"),
    build.item(
        "身份证号", 2, length=18, kind=ItemKind.BASE, identifier=True, sharing=SharingType.CONDITIONAL,
        opening=OpeningType.REFUSED, note="18位",
    ),
    build.item("登记日期", 3, data_type=DataType.DATE, length=None),
)  # fmt: skip
ENTERED = {
    "plain": replace(build.entry(CODE, "低保对象名单"), items=ITEMS),
    "full": replace(
        build.entry(
            "307001340200/000002", "婚姻登记信息", inner_department="婚姻登记处", sharing=SharingType.CONDITIONAL,
            sharing_condition="按职责", mode=Mode.INTERFACE, opening=OpeningType.CONDITIONAL, opening_condition="脱敏",
            usage="不得外传", related=(CODE,), bases=("LAW-1",), systems=("SYS-1",), libraries=("LIB-1",),
            published_on=None,
        ),
        items=ITEMS[:1],
    ),
}  # fmt: skip


@pytest.mark.parametrize("which", ["plain", "full"])
def test_an_entry_that_release_0_1_0_kept_says_the_same(which: str) -> None:
    kept, draft = RELEASED[which], ENTERED[which]
    assert entries_recording.unchanged(kept, draft, EntryState.PUBLISHED)
    assert not entries_recording.unchanged(kept, draft, EntryState.DRAFT)
    assert not entries_recording.unchanged(kept, replace(draft, usage="仅供核对"), EntryState.PUBLISHED)
    assert not entries_recording.unchanged(kept, replace(draft, items=draft.items[:0]), EntryState.PUBLISHED)
    other = replace(draft.items[0], note="说明")
    assert not entries_recording.unchanged(kept, replace(draft, items=(other, *draft.items[1:])), EntryState.PUBLISHED)


@pytest.mark.parametrize("which", ["plain", "full"])
def test_what_is_kept_says_the_same_and_leaves_out_what_says_nothing(which: str) -> None:
    draft = ENTERED[which]
    kept = entries_recording.content(draft, EntryState.PUBLISHED)
    assert entries_recording.unchanged(kept, draft, EntryState.PUBLISHED)
    said = orjson.loads(kept)
    before = orjson.loads(RELEASED[which])
    assert said.pop("form") == entries_recording.FORM
    left_out = {name: value for name, value in before.items() if name not in said}
    assert all(value in ("", None, [], False) for value in left_out.values())
    assert {name: before[name] for name in said if name != "items"} == {
        name: value for name, value in said.items() if name != "items"
    }


def test_a_field_that_the_class_has_more_changes_no_entry() -> None:
    for cls, shape, value in ((EntryDraft, RESOURCE, ENTERED["full"]), (Item, ITEM, ITEMS[1])):
        wider = make_dataclass(f"Wider{cls.__name__}", [("region", str, field(default=""))], bases=(cls,), frozen=True)
        same = wider(**{each.name: getattr(value, each.name) for each in fields(value)})
        declared = (*shape.entered, Column("region", entered=True, absent=""))
        assert entries_recording._spoken(shape.entered, same) == entries_recording._spoken(shape.entered, value)
        assert entries_recording._spoken(declared, same) == entries_recording._spoken(shape.entered, value)
        told = replace(same, region="全市")
        assert entries_recording._spoken(declared, told) == entries_recording._spoken(shape.entered, value) | {
            "region": "全市"
        }


@pytest.mark.parametrize(("cls", "shape"), [(EntryDraft, RESOURCE), (Item, ITEM)], ids=["entry", "item"])
def test_what_a_field_has_when_it_says_nothing_is_what_its_column_leaves_out(cls: type, shape: Shape) -> None:
    """A default that changed would change what is kept already; a field that no column keeps would be lost."""
    kept = {column.attribute: column.absent for column in shape.entered}
    elsewhere = {"code": NEVER, "items": NEVER, "bases": (), "systems": (), "secret": False}
    defaults = {each.name: NEVER if each.default is MISSING else each.default for each in fields(cls)}
    assert defaults == kept | {name: value for name, value in elsewhere.items() if name in defaults}


def test_what_is_never_left_out_is_what_release_0_1_0_asked_for() -> None:
    """A column without a value for those who say nothing would give every entry a new version."""
    asked = {name for name, field in EntryDraft.__dataclass_fields__.items() if field.default is MISSING}
    assert {column.attribute for column in RESOURCE.entered if column.absent is NEVER} == asked - {"code", "items"}


def as_released(draft: EntryDraft, state: EntryState) -> str:
    """An entry as release 0.1.0 kept it: every field that its classes had, those that say nothing too."""
    had = orjson.loads(RELEASED["plain"])
    said = {name: stored(getattr(draft, name)) for name in had if name not in ("items", "state")}
    items = [{name: stored(getattr(item, name)) for name in had["items"][0]} for item in draft.items]
    return orjson.dumps(said | {"state": state.name, "items": items}, option=orjson.OPT_SORT_KEYS).decode()


async def test_a_batch_that_release_0_1_0_stored_is_unchanged_when_it_is_registered_again(city: City) -> None:
    assert {which: as_released(draft, EntryState.PUBLISHED) for which, draft in ENTERED.items()} == RELEASED
    linked: dict[str, Any] = {
        "mode": Mode.INTERFACE,
        "bases": ("LAW-1",),
        "systems": ("SYS-1",),
        "libraries": ("LIB-1",),
    }
    drafts = [
        build.entry(f"307001340200/00000{n}", f"登记信息{n}", provider=city_of.CIVIL, **linked) for n in range(1, 4)
    ]
    await register(city.store, drafts, city.admin, "登记", publish=True)
    kept = [[f"{draft.code}@1", as_released(draft, EntryState.PUBLISHED)] for draft in drafts]
    await city.store.write(
        lambda unit: unit.run(
            "UNWIND $rows AS row MATCH (v:EntryVersion {id: row[0]}) SET v.content = row[1]", rows=kept
        )
    )
    again = await register(city.store, drafts, city.admin, "再次登记", publish=True)
    assert (again.new, again.changed, again.unchanged) == ((), (), tuple(draft.code for draft in drafts))
    assert await city.count("EntryVersion") == 3
    changed = await register(city.store, [replace(drafts[0], usage="仅供核对")], city.admin, "修改", publish=True)
    assert changed.changed == (drafts[0].code,)
    assert await city.store.read("MATCH (r:Resource {id: $id}) RETURN [r.version, r.usage]", id=drafts[0].code) == [
        2, "仅供核对",
    ]  # fmt: skip
