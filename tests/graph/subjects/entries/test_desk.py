"""Registering entries: who may, what is refused and how, and that a refused batch leaves nothing behind."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from builders import catalogue as build
from builders.city import CIVIL, HEALTH, MINISTRY, OLD, TODAY, City
from builders.stores import watched

from graph.errors import Conflict, Forbidden, Malformed, NoPolicy
from graph.office.review import SeveralReasons
from graph.subjects.entries.desk import EntriesMoved, register, register_judged
from graph.subjects.entries.judging import Way, judge
from graph.subjects.lineage.desk import add_lineage
from graph.words.entries import DataType, EntryDraft, Mode, SharingType

ONE = "307001340200/000001"
TWO = "307001340200/000002"


def draft(code: str = ONE, name: str = "婚姻登记信息", **changes: Any) -> EntryDraft:
    plain: dict[str, Any] = {
        "mode": Mode.INTERFACE,
        "bases": ("LAW-1",),
        "systems": ("SYS-1",),
        "libraries": ("LIB-1",),
    }
    return build.entry(code, name, **(plain | changes))


async def test_an_administrator_takes_over_entries_that_are_not_published(city: City) -> None:
    done = await register(city.store, [draft()], city.admin, "机构职能调整")
    assert (done.new, done.changed, done.unchanged) == ((ONE,), (), ())
    row = await city.store.read("MATCH (r:Resource {id: $id}) RETURN [r.state, r.policyId, r.version]", id=ONE)
    assert row == ["DRAFT", "WH", 1]
    deed = await city.store.read("MATCH (j:Journal {about: $id}) RETURN [j.act, j.subject, j.rules, j.detail]", id=ONE)
    assert deed == ["REGISTER_ENTRY", "admin", ["WH-6"], "机构职能调整"]


async def test_nobody_takes_over_a_catalogue_by_his_post(city: City) -> None:
    for subject, publish in (("cataloguer", False), ("platform", True), ("nobody", True)):
        with pytest.raises(Forbidden) as refused:
            await register(city.store, [draft()], await city.actor(subject), "x", publish=publish)
        assert (refused.value.code, refused.value.rules) == ("ROLE_REQUIRED", ("WH-6",))
    assert await city.count("Resource") == 0


async def test_an_import_publishes_and_keeps_every_version(city: City) -> None:
    await register(city.store, [draft()], city.admin, "导入", publish=True)
    done = await register(city.store, [draft(summary="新的摘要")], city.admin, "法律修改", publish=True)
    assert done.changed == (ONE,)
    assert await city.store.read("MATCH (r:Resource {id: $id}) RETURN [r.state, r.version]", id=ONE) == ["PUBLISHED", 2]
    causes = "MATCH (:Resource {id: $id})-[:HAS_VERSION]->(v) WITH v ORDER BY v.number RETURN collect(v.cause)"
    assert await city.store.read(causes, id=ONE) == ["导入", "法律修改"]


async def test_what_says_the_same_as_before_is_left_alone(city: City) -> None:
    await register(city.store, [draft()], city.admin, "导入", publish=True)
    lines = await city.count("Journal")
    done = await register(city.store, [draft(), draft(TWO, "收养登记信息")], city.admin, "导入", publish=True)
    assert (done.new, done.changed, done.unchanged) == ((TWO,), (), (ONE,))
    assert await city.count("EntryVersion") == 2
    assert await city.count("Journal") == lines + 1


async def test_what_the_law_has_come_to_find_wrong_since_holds_up_only_what_is_changed(city: City) -> None:
    refused = draft(sharing=SharingType.REFUSED, sharing_condition="")
    await register(city.store, [refused], city.admin, "导入", publish=True)
    ended = "MATCH (b:LegalBasis {id: 'LAW-1'}) SET b.validUntil = date('2020-01-01')"
    await city.store.write(lambda unit: unit.run(ended))
    again = await register(
        city.store, [refused, draft(TWO, "收养登记信息", bases=())], city.admin, "导入", publish=True
    )
    assert (again.new, again.unchanged) == ((TWO,), (ONE,))
    told = {hint.code for hint in again.hints if hint.path[:2] == ("entries", "1")}
    with pytest.raises((Conflict, Malformed, SeveralReasons)) as changed:
        await register(city.store, [replace(refused, summary="改")], city.admin, "改", publish=True)
    assert changed.value.code in told


async def test_a_draft_does_not_unpublish_a_published_entry(city: City) -> None:
    await register(city.store, [draft()], city.admin, "导入", publish=True)
    with pytest.raises(Conflict) as refused:
        await register(city.store, [draft(summary="改")], city.admin, "改")
    assert refused.value.code == "ENTRY_PUBLISHED"


@pytest.mark.parametrize(
    ("changes", "code", "path", "value"),
    [
        ({"provider": "11340200MB5639961A"}, "UNKNOWN_CODE", "provider", "11340200MB5639961A"),
        ({"systems": ("SYS-9",)}, "UNKNOWN_CODE", "systems", "SYS-9"),
        ({"libraries": ("LIB-1", "LIB-9")}, "UNKNOWN_CODE", "libraries", "LIB-9"),
        ({"related": ("307001340200/000099",)}, "UNKNOWN_CODE", "related", "307001340200/000099"),
        ({"bases": ("LAW-9",)}, "BASIS_UNKNOWN", "bases", "LAW-9"),
        ({"format_type": "xlsx"}, "FORMAT_MISMATCH", "format_type", "xlsx"),
        ({"sharing": SharingType.CONDITIONAL}, "CONDITIONAL_WITHOUT_CONDITION", "sharing_condition", ""),
    ],
)
async def test_a_fault_is_refused_with_its_place_and_value(
    city: City, changes: dict[str, Any], code: str, path: str, value: str
) -> None:
    with pytest.raises(Malformed) as refused:
        await register(city.store, [draft(TWO, "收养登记信息"), draft(**changes)], city.admin, "x", publish=True)
    assert (refused.value.code, refused.value.path, refused.value.value) == (code, ("entries", "2", path), value)
    assert refused.value.rules
    assert await city.count("Resource") == 0


async def test_a_secret_entry_is_refused_by_the_citys_articles(city: City) -> None:
    with pytest.raises(Malformed) as refused:
        await register(city.store, [draft(secret=True)], city.admin, "x")
    assert (refused.value.code, refused.value.rules) == ("SECRET", ("WH-2",))


async def test_a_lapsed_law_does_not_carry_a_refusal_to_share(city: City) -> None:
    refused_type = draft(sharing=SharingType.REFUSED, bases=("OLD-LAW",), systems=(), libraries=())
    with pytest.raises(Malformed) as refused:
        await register(city.store, [refused_type], city.admin, "x")
    assert (refused.value.code, refused.value.rules) == ("GROUND_INSUFFICIENT", ("WH-7",))
    lawful = replace(refused_type, bases=("OLD-LAW", "LAW-1"))
    assert (await register(city.store, [lawful], city.admin, "x")).new == (ONE,)


async def test_a_department_without_a_policy_registers_nothing(city: City) -> None:
    with pytest.raises(NoPolicy) as refused:
        await register(city.store, [draft(provider=MINISTRY)], city.admin, "x")
    assert (refused.value.code, refused.value.path, refused.value.value) == (
        "NO_POLICY",
        ("entries", "1", "provider"),
        MINISTRY,
    )


@pytest.mark.parametrize("way", [Way.TOGETHER, Way.BY_CASE])
async def test_an_entry_was_published_on_a_day_that_has_come(city: City, way: Way) -> None:
    for on, wrong in ((TODAY + timedelta(days=1), True), (TODAY, False)):
        found = (await judge(city.store, [draft(published_on=on)], city.admin, publish=True, way=way)).review
        late = [each for each in found.faults if each.code == "STILL_TO_COME"]
        assert [(each.path, each.value, each.limit) for each in late] == [
            (("entries", "1", "published_on"), on.isoformat(), TODAY.isoformat())
        ] * wrong


async def test_a_department_that_has_ended_registers_nothing(city: City) -> None:
    with pytest.raises(Conflict) as refused:
        await register(city.store, [draft(provider=OLD)], city.admin, "x")
    assert refused.value.code == "DEPARTMENT_ENDED"


async def test_what_a_table_leaves_as_it_is_is_left_alone_also_when_its_department_has_ended_since(city: City) -> None:
    await register(city.store, [draft()], city.admin, "x")
    ended = "MATCH (d:Department {id: $id}) SET d.validUntil = date('2026-01-01')"
    await city.store.write(lambda unit: unit.run(ended, id=CIVIL))
    assert (await register(city.store, [draft()], city.admin, "x")).unchanged == (ONE,)
    with pytest.raises(Conflict) as refused:
        await register(city.store, [draft(summary="新的摘要")], city.admin, "x")
    assert refused.value.code == "DEPARTMENT_ENDED"


async def test_a_library_takes_nothing_of_a_provider_of_another_city(city: City) -> None:
    await city.store.write(lambda unit: unit.run("MATCH (l:Library {id: 'LIB-1'}) SET l.policyId = 'CZ'"))
    with pytest.raises(Conflict) as refused:
        await register(city.store, [draft()], city.admin, "x")
    assert (refused.value.code, refused.value.path, refused.value.value) == (
        "LIBRARY_NOT_OF_POLICY", ("entries", "1", "libraries"), "LIB-1",
    )  # fmt: skip
    assert refused.value.rules[0].startswith("WH-8")
    assert (await register(city.store, [draft(libraries=())], city.admin, "x")).new == (ONE,)


async def test_every_reason_of_a_batch_is_told_and_nothing_is_written(city: City) -> None:
    batch = [
        draft(),
        draft(TWO, "收养登记信息", systems=("SYS-9",), summary=""),
        draft(ONE, "低保对象信息"),
        draft("307001340200/000004", "婚姻登记信息"),
    ]
    with pytest.raises(SeveralReasons) as refused:
        await register(city.store, batch, city.admin, "x", publish=True)
    found = {(reason.code, reason.path) for reason in refused.value.reasons}
    assert found == {
        ("UNKNOWN_CODE", ("entries", "2", "systems")),
        ("SUMMARY_EMPTY", ("entries", "2", "summary")),
        ("CODE_TWICE", ("entries", "3", "code")),
        ("NAME_TWICE", ("entries", "4", "name")),
    }
    assert await city.count("Resource") == 0
    assert await city.store.read("MATCH (j:Journal) WHERE j.act = 'PUBLISH_ENTRY' RETURN count(j)") == 0


async def test_a_name_that_the_provider_has_used_before_is_refused(city: City) -> None:
    await register(city.store, [draft()], city.admin, "x")
    with pytest.raises(Malformed) as refused:
        await register(city.store, [draft(TWO)], city.admin, "x")
    assert (refused.value.code, refused.value.value) == ("NAME_TWICE", "婚姻登记信息")
    await register(city.store, [draft(TWO, provider=HEALTH)], city.admin, "x")


async def test_a_code_belongs_to_its_provider(city: City) -> None:
    await register(city.store, [draft()], city.admin, "x")
    with pytest.raises(Conflict) as refused:
        await register(city.store, [draft(provider=HEALTH)], city.admin, "x")
    assert refused.value.code == "ENTRY_OF_ANOTHER"


async def test_a_check_finds_the_same_and_writes_nothing(city: City) -> None:
    found = (await judge(city.store, [draft(systems=("SYS-9",))], city.admin)).review
    assert [fault.code for fault in found.faults] == ["UNKNOWN_CODE"]
    found = (await judge(city.store, [draft(name="婚姻登记系统")], city.admin)).review
    assert found.clean
    assert ("NAME_IS_SYSTEM", ("entries", "1", "name")) in {(hint.code, hint.path) for hint in found.hints}
    assert await city.count("Resource") == 0


async def test_departments_that_an_entry_names_are_of_its_city(city: City) -> None:
    away = "UNWIND $ids AS k CREATE (:Department {id: k[0], name: '外地局', divisionId: k[1]})"
    await city.store.write(lambda unit: unit.run(away, ids=[["AWAY", "140700"], ["ABOVE", "340000"]]))

    async def faults(**named: Any) -> list[tuple[str, tuple[str, ...], str | None]]:
        found = (await judge(city.store, [draft(**named)], city.admin)).review
        return [(fault.code, fault.path, fault.value) for fault in found.faults if fault.code == "ANOTHER_CITY"]

    for field in ("exclusive", "concerned"):
        assert await faults(**{field: ("AWAY", "ABOVE", HEALTH)}) == [("ANOTHER_CITY", ("entries", "1", field), "AWAY")]
    assert await faults(agent="AWAY") == [("ANOTHER_CITY", ("entries", "1", "agent"), "AWAY")]


async def test_an_item_that_changes_is_held_against_what_it_fills_and_is_filled_from(city: City) -> None:
    batch = [draft(), draft(TWO, "收养登记信息")]
    await register(city.store, batch, city.admin, "x", publish=True)
    edges = [
        build.item_made_from((TWO, "姓名"), (ONE, "姓名"), "按标识项匹配"),
        build.item_made_from((TWO, "住址"), (ONE, "住址"), "截取前50个字符"),
    ]
    await add_lineage(city.store, [], edges, city.admin)

    async def told(*drafts: EntryDraft) -> list[tuple[str, tuple[str, ...], str]]:
        store = watched(city.store)
        hints = (await judge(store, drafts, city.admin, publish=True)).review.hints
        assert store.reads == 1
        return [(hint.code, hint.path, hint.value) for hint in hints if hint.code.startswith("ITEM_")]

    longer = replace(batch[0], items=tuple(replace(each, length=80) for each in batch[0].items))
    shorter = replace(batch[1], items=tuple(replace(each, length=30) for each in batch[1].items))
    other = replace(batch[1], items=(replace(batch[1].items[0], data_type=DataType.MEMO), batch[1].items[1]))
    assert await told(*batch) == []
    assert await told(longer) == [("ITEM_CUT", ("entries", "1", "items", "1", "length"), "姓名")]
    assert await told(shorter) == [("ITEM_CUT", ("entries", "1", "items", "1", "length"), "姓名")]
    assert await told(longer, shorter) == [("ITEM_CUT", ("entries", "2", "items", "1", "length"), "姓名")]
    assert await told(other) == [("ITEM_CONVERSION", ("entries", "1", "items", "1", "data_type"), "姓名")]
    both = replace(shorter, items=tuple(replace(each, length=80) for each in shorter.items))
    assert await told(longer, both) == []


async def test_entries_of_one_batch_may_name_each_other(city: City) -> None:
    batch = [
        draft(f"307001340200/{number:06d}", f"第{number}类登记信息", related=(f"307001340200/{number % 230 + 1:06d}",))
        for number in range(1, 231)
    ]
    told: list[int] = []
    await register(city.store, batch, city.admin, "x", publish=True, tell=told.append)
    assert told == [400, 460]
    assert await city.store.read("MATCH (:Resource)-[e:RELATED_TO]->(:Resource) RETURN count(e)") == 230
    assert await city.store.read("MATCH (d:Department {id: $id})<-[:PROVIDED_BY]-(r) RETURN count(r)", id=CIVIL) == 230


async def test_a_direct_caller_reads_once_too(city: City) -> None:
    store = watched(city.store)
    await register(store, [draft(), draft(TWO, "收养登记信息")], city.admin, "x", publish=True)
    assert store.reads == 1


async def test_a_draft_is_not_put_over_what_was_published_after_it_was_read(city: City) -> None:
    async def publishes(answers: int) -> None:
        if answers == 1:
            await register(city.store, [draft(summary="他人")], city.admin, "x", publish=True)

    store = watched(city.store)
    store.rival = publishes
    with pytest.raises(Conflict) as refused:
        await register(store, [draft()], city.admin, "x")
    assert refused.value.code == "ENTRY_PUBLISHED"
    assert await city.store.read("MATCH (r:Resource {id: $id}) RETURN [r.state, r.version]", id=ONE) == ["PUBLISHED", 1]


async def test_one_judgement_is_written_once_by_however_many(city: City) -> None:
    judged = await judge(city.store, [draft(), draft(TWO, "收养登记信息")], city.admin, publish=True)
    rivals = [register_judged(city.store, judged, f"第{number}人") for number in range(8)]
    outcomes = await asyncio.gather(*rivals, return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["EntriesMoved"] * 7 + ["Registered"]
    assert await city.count("EntryVersion") == 2
    with pytest.raises(EntriesMoved):
        await register_judged(city.store, judged, "再次")
