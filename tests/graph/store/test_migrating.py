"""Migrations: repeatable, never backwards, and the constraints that everything relies on."""

from __future__ import annotations

from dataclasses import replace
from typing import LiteralString

import pytest

from graph.errors import Conflict
from graph.law.joining import joined
from graph.law.policies import POLICIES
from graph.law.workflow import steps_from
from graph.law.workflows import SHARING
from graph.schema.migrations import BESIDES, CURRENT, MIGRATIONS
from graph.schema.nodes import ALL
from graph.store.arcade import DATABASE
from graph.store.engine import Store, Unit
from graph.store.errors import StoreError
from graph.store.migrating import migrate, version
from graph.subjects.sharing.rules import waits_in
from graph.words.entries import SharingType
from graph.words.sharing_cases import SharingState

UNIQUE = [(label, name) for migration in (*MIGRATIONS, BESIDES) for label, name in migration.unique]


def test_migrations_are_numbered_without_gaps() -> None:
    assert [migration.number for migration in MIGRATIONS] == list(range(1, CURRENT + 1))


def test_every_kind_of_node_is_found_by_a_unique_id() -> None:
    assert {(shape.label, "id") for shape in ALL} <= set(UNIQUE)


async def test_migrating_twice_changes_nothing(store: Store) -> None:
    assert await migrate(store) == CURRENT
    assert await migrate(store) == CURRENT
    assert await version(store) == CURRENT
    assert await store.read("MATCH (z:Zhengtu) RETURN count(z)") == 1


async def test_a_store_without_a_number_is_brought_to_the_current_schema(store: Store) -> None:
    await store.write(lambda unit: unit.run("MATCH (z:Zhengtu) DETACH DELETE z"))
    assert await version(store) == 0
    assert await migrate(store) == 0
    assert await version(store) == CURRENT


async def test_what_an_earlier_release_stored_for_searches_goes_with_its_index(store: Store) -> None:
    if store.server is None:
        name = "resource_text"
        await store.define(f"CREATE FULLTEXT INDEX {name} FOR (n:Resource) ON EACH [n.searchText]")
        await store.define("CALL db.awaitIndexes(60)")
    else:
        name = "Resource[searchText]"
        store.server.http.run_sql(DATABASE, "CREATE PROPERTY Resource.searchText IF NOT EXISTS STRING")
        store.server.http.run_sql(DATABASE, "CREATE INDEX ON Resource (searchText) FULL_TEXT")

    async def earlier(unit: Unit) -> None:
        await unit.run(
            "CREATE (r:Resource {id: 'E1', name: '登记', searchText: '登记', titleText: '登记', wordText: 'dj'})"
        )
        await unit.run("CREATE (d:Department {id: 'D1', name: '民政局', wordText: 'mzj'})")
        await unit.run("MATCH (z:Zhengtu) SET z.schema = 9")

    await store.write(earlier)
    asked: LiteralString = "CALL db.index.fulltext.queryNodes($name, '登记') YIELD node RETURN count(node)"
    assert await store.read(asked, name=name) == 1
    for before in (9, CURRENT):
        assert await migrate(store) == before
    assert sorted(await store.read("MATCH (r:Resource) UNWIND keys(r) AS k RETURN collect(k)")) == [
        "alikeKey", "id", "name",
    ]  # fmt: skip
    assert sorted(await store.read("MATCH (d:Department) UNWIND keys(d) AS k RETURN collect(k)")) == ["id", "name"]
    with pytest.raises(StoreError, match=r"(?i)index"):
        await store.read(asked, name=name)


async def test_a_store_of_a_later_program_is_refused_and_left_alone(store: Store) -> None:
    await store.write(lambda unit: unit.run("MATCH (z:Zhengtu) SET z.schema = $number", number=CURRENT + 1))
    with pytest.raises(Conflict) as refused:
        await migrate(store)
    assert (refused.value.code, refused.value.value) == ("STORE_TOO_NEW", str(CURRENT + 1))
    assert await version(store) == CURRENT + 1


@pytest.mark.parametrize(("label", "name"), UNIQUE, ids=[f"{label}.{name}" for label, name in UNIQUE])
async def test_a_second_node_with_the_same_key_is_refused(
    store: Store, monkeypatch: pytest.MonkeyPatch, label: str, name: str
) -> None:
    monkeypatch.setattr(store, "dialect", replace(store.dialect, retry_delay=0.0))  # the lost race is not waited for
    text = f"CREATE (:{label} {{{name}: 'same'}})"

    async def work(unit: Unit) -> None:
        await unit.run(text)

    if (label, name) != ("Zhengtu", "id"):
        await store.write(work)
    else:
        text = "CREATE (:Zhengtu {id: 'store'})"
    with pytest.raises(StoreError):
        await store.write(work)
    assert await store.read(f"MATCH (n:{label}) RETURN count(n)") == 1


async def test_nodes_without_the_key_do_not_collide(store: Store) -> None:
    await store.write(lambda unit: unit.run("CREATE (:License {id: 'a'}) CREATE (:License {id: 'b'})"))
    assert await store.read("MATCH (l:License) RETURN count(l)") == 2


async def test_an_older_store_learns_which_departments_share_a_case(store: Store) -> None:
    async def older(unit: Unit) -> None:
        await unit.run("UNWIND ['A', 'B', 'C', 'D'] AS id CREATE (:Department {id: id})")
        await unit.run("UNWIND ['Q-1', 'Q-2'] AS id CREATE (:SharingRequest {id: id, parties: ['B', 'A']})")
        await unit.run("CREATE (:SharingRequest {id: 'Q-3', parties: ['a consumer', 'A']})")
        await unit.run("CREATE (:Objection {id: 'O-1', parties: ['C', 'A', 'C']})")
        await unit.run("MATCH (z:Zhengtu {id: 'store'}) SET z.schema = 2")

    await store.write(older)
    assert await migrate(store) == 2
    shared = "RETURN COLLECT { MATCH (x)-[:SHARES_CASE]->(y) RETURN [x.id, y.id] ORDER BY y.id }"
    assert await store.read(shared) == [["A", "B"], ["A", "C"]]


async def test_an_older_store_sorts_names_by_their_sound(store: Store) -> None:
    async def older(unit: Unit) -> None:
        await unit.run("UNWIND ['长沙局', '重庆局', '安庆局'] AS name CREATE (:Department {id: name, name: name})")
        await unit.run("CREATE (:Department {id: 'without a name'})")
        await unit.run("MATCH (z:Zhengtu {id: 'store'}) SET z.schema = 5")

    await store.write(older)
    assert await migrate(store) == 5
    sorted_names = "MATCH (d:Department) WITH d ORDER BY d.nameKey WHERE d.nameKey IS NOT NULL RETURN collect(d.name)"
    assert await store.read(sorted_names) == ["安庆局", "长沙局", "重庆局"]


async def test_an_older_store_finds_entries_by_names_that_mean_the_same(store: Store) -> None:
    async def older(unit: Unit) -> None:
        await unit.run("UNWIND ['居住证 信息（二）', '居住证信息2', '婚姻'] AS n CREATE (:Resource {id: n, name: n})")
        await unit.run("MATCH (z:Zhengtu {id: 'store'}) SET z.schema = 22")

    await store.write(older)
    for before in (22, CURRENT):
        assert await migrate(store) == before
    found = "MATCH (r:Resource {alikeKey: '居住证信息'}) RETURN count(r)"
    assert await store.read(found) == 2


async def test_an_older_store_gets_a_first_version_of_each_licence_type(store: Store) -> None:
    async def earlier(unit: Unit) -> None:
        await unit.run(
            "CREATE (t:LicenseType {id: 'T1', name: '结婚证', validity: '长期', fields: '[]', photo: true}) "
            "SET t.layout = '证件卡' "
            "CREATE (l:License {id: 'L1', typeId: 'T1'}) CREATE (l)-[:OF_TYPE]->(t)"
        )
        await unit.run("MATCH (z:Zhengtu) SET z.schema = 10")

    await store.write(earlier)
    for before in (10, CURRENT):
        assert await migrate(store) == before
    versions = await store.read(
        "MATCH (v:LicenseTypeVersion) RETURN collect([v.id, v.typeId, v.number, v.name, v.validity, v.fields, v.photo, "
        "v.draft, v.layout])"
    )
    assert versions == [["T1|1", "T1", 1, "结婚证", "长期", "[]", True, False, "证件卡"]]
    assert await store.read("MATCH (t:LicenseType) RETURN [t.version, t.draft, t.holderCount]") == [1, False, ""]
    assert await store.read("MATCH (l:License) RETURN l.typeVersion") == 1


async def test_requests_of_an_older_store_are_bound_by_the_policy_of_the_day_on_which_they_were_opened(
    store: Store,
) -> None:
    async def older(unit: Unit) -> None:
        await unit.run(
            "CREATE (top:Department {id: 'TOP'}) CREATE (d:Department {id: 'D'})-[:CHILD_OF]->(top) "
            "CREATE (branch:Department {id: 'BRANCH'})-[:CHILD_OF]->(top) "
            "CREATE (earlier:Policy {id: 'JI'}) CREATE (now:Policy {id: 'JZ'}) "
            "CREATE (earlier)-[:BINDS {validFrom: date('2018-01-01'), validUntil: date('2022-03-01')}]->(top) "
            "CREATE (now)-[:BINDS {validFrom: date('2022-03-01')}]->(top) "
            "CREATE (now)-[:EXEMPTS {validFrom: date('2024-01-01')}]->(branch)"
        )
        await unit.run(
            "UNWIND [['before', '2022-02-28', null, 'D'], ['on', '2022-03-01', '2022-03-08', 'D'], "
            "['within', '2023-12-31', null, 'BRANCH'], ['left out', '2024-01-01', null, 'BRANCH'], "
            "['never', '2017-12-31', null, 'D']] AS row "
            "CREATE (:SharingRequest {id: row[0], openedOn: date(row[1]), answeredOn: date(row[2]), "
            "providerId: row[3], state: 'WAITING', parties: ['D']})"
        )
        await unit.run("MATCH (z:Zhengtu {id: 'store'}) SET z.schema = 19")

    await store.write(older)
    for before in (19, CURRENT):
        assert await migrate(store) == before
    bound = "MATCH (q:SharingRequest) RETURN collect([q.id, q.policyId, q.state, toString(date(q.enteredAt))])"
    assert sorted(await store.read(bound)) == [
        ["before", "JI", "ASKED", "2022-02-28"],
        ["left out", None, "ASKED", "2024-01-01"],
        ["never", None, "ASKED", "2017-12-31"],
        ["on", "JZ", "ASKED", "2022-03-08"],
        ["within", "JZ", "ASKED", "2023-12-31"],
    ]


@pytest.mark.parametrize("policy", ["JI", "CS"])
async def test_requests_of_an_older_store_go_on_where_their_text_names_who_answers(store: Store, policy: str) -> None:
    """焦作's authority decides, 长沙's gives its opinion; what is had directly, or not at all, waits for nobody."""
    await store.write(
        lambda unit: unit.run(
            "UNWIND $types AS type CREATE (:SharingRequest {id: type, openedOn: date('2025-03-03'), providerId: 'D', "
            "policyId: $policy, state: 'WAITING', parties: ['A', 'D'], resourceId: type})"
            "-[:ASKS_FOR]->(:Resource {id: type, sharing: type})",
            types=[each.name for each in SharingType], policy=policy,
        )
    )  # fmt: skip
    await store.write(lambda unit: unit.run("MATCH (z:Zhengtu {id: 'store'}) SET z.schema = 19"))
    for before in (19, CURRENT):
        assert await migrate(store) == before
    kept = "MATCH (q:SharingRequest) RETURN collect([q.id, q.state, q.waitKey, q.waitsAtKey])"
    found = {SharingType[of]: (SharingState[state], *keys) for of, state, *keys in await store.read(kept)}
    row = POLICIES[policy]
    for sharing, (state, key, key_at) in found.items():
        expected = waits_in(row, sharing) or SharingState.CLOSED
        assert state is expected
        assert (key is not None) is (key_at is not None) is expected.open
        assert expected.open is any(step.event not in SHARING.own_will for step in steps_from(joined(None, row), state))
    assert {state for state, *_ in found.values()} == {
        SharingState.CLOSED, SharingState.DECIDING if policy == "JI" else SharingState.OPINION,
    }  # fmt: skip


def test_elsewhere_a_request_of_an_older_store_waits_for_its_provider() -> None:
    others = (row for name, row in POLICIES.items() if name not in ("JI", "CS") and row.table(SHARING) is not None)
    assert {waits_in(row, SharingType.CONDITIONAL) for row in others} == {SharingState.ASKED}
