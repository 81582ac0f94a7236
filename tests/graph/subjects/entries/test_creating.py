"""Creating new entries: the same as writing them over nothing, without looking for anything."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from builders import catalogue as build

from graph.store.engine import Store, Unit
from graph.store.errors import KeyTaken
from graph.subjects.entries import creating, recording
from graph.words.entries import EntryDraft, EntryState, Mode, OpeningType, SharingType

AT = datetime(2026, 3, 2, 1, 30, 0, 250_000, tzinfo=UTC)
ONE, TWO = "307001340200/000001", "307001340200/000002"
DRAFTS = (
    replace(
        build.entry(ONE, "低保对象名单", published_on=None),
        items=(build.item("姓名"), build.item("住址", 2, length=None)),
    ),
    replace(
        build.entry(
            TWO,
            "婚姻登记信息",
            inner_department="婚姻登记处",
            sharing=SharingType.CONDITIONAL,
            sharing_condition="按职责",
            mode=Mode.INTERFACE,
            opening=OpeningType.CONDITIONAL,
            opening_condition="脱敏",
            usage="不得外传",
            related=(ONE,),
            bases=("LAW-1",),
            systems=("SYS-1",),
            libraries=("LIB-1", "LIB-1"),
        ),
        items=(build.item("身份证号", 1, length=18, identifier=True, sharing=SharingType.CONDITIONAL, note="18位"),),
    ),
)
EVERYTHING = (
    "MATCH (r:Resource) WITH r ORDER BY r.id RETURN collect([properties(r), "
    "COLLECT { MATCH (r)-[:HAS_ITEM]->(i:Item) WITH i ORDER BY i.seq RETURN properties(i) }, "
    "COLLECT { MATCH (r)-[:HAS_VERSION]->(v:EntryVersion) RETURN properties(v) }, "
    "COLLECT { MATCH (r)-[e]->(x) WHERE NOT x:Item AND NOT x:EntryVersion WITH type(e) AS k, x.id AS o "
    "ORDER BY k, o RETURN [k, o] }])"
)
Write = Callable[[Unit, tuple[EntryDraft, ...]], Awaitable[object]]


async def created(unit: Unit, drafts: tuple[EntryDraft, ...]) -> None:
    policies = {drafts[0].provider: "WH"}
    told: list[int] = []
    await creating.create_entries(unit, drafts, policies, EntryState.PUBLISHED, AT, "导入", told.append)
    await recording.relate_entries(unit, drafts)


async def written(unit: Unit, drafts: tuple[EntryDraft, ...]) -> None:
    await recording.write_entries(unit, drafts, {drafts[0].provider: "WH"}, EntryState.PUBLISHED, AT, "导入")
    await recording.relate_entries(unit, drafts)


async def left_by(store: Store, write: Write) -> list[Any]:
    await store.write(lambda unit: write(unit, DRAFTS))
    found: list[Any] = await store.read(EVERYTHING)
    for properties, *_ in found:
        assert len(properties.pop("touched")) == 32
    return found


async def test_what_is_created_is_what_is_written_over_nothing(store: Store) -> None:
    await store.write(build.a_city)
    first = await left_by(store, created)
    await store.write(
        lambda unit: unit.run("MATCH (n) WHERE n:Resource OR n:Item OR n:EntryVersion DETACH DELETE n RETURN count(n)")
    )
    assert first == await left_by(store, written)
    assert [len(items) for _, items, *_ in first] == [2, 1]


async def test_what_an_entry_leaves_open_is_no_property_of_it(store: Store) -> None:
    await store.write(build.a_city)
    (plain, items, *_), _ = await left_by(store, created)
    assert {"mode", "publishedOn"}.isdisjoint(plain)
    assert [set(item) & {"length", "sharing"} for item in items] == [{"length"}, set()]


async def test_a_code_that_is_taken_is_told_and_nothing_is_stored(store: Store) -> None:
    await store.write(build.a_city)
    await store.write(lambda unit: created(unit, DRAFTS[:1]))
    with pytest.raises(KeyTaken):
        await store.write(lambda unit: created(unit, DRAFTS))
    assert await store.read("MATCH (r:Resource) RETURN collect(r.id)") == [ONE]
    assert await store.read("MATCH (v:EntryVersion) RETURN count(v)") == 1


async def test_those_that_are_there_by_now_are_named(store: Store) -> None:
    await store.write(build.a_city)
    await store.write(lambda unit: created(unit, DRAFTS[:1]))
    assert await store.write(lambda unit: creating.registered(unit, DRAFTS)) == [ONE]
