"""Requests and grants as they are written."""

from __future__ import annotations

from datetime import date

import pytest
from builders import catalogue as build
from builders.catalogue import CIVIL, HEALTH

from graph.law.scope import EVERYTHING
from graph.store.engine import Store
from graph.store.pages import Asked, Wanted
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.entries import memory as entries_memory
from graph.subjects.entries.memory import RESOURCES
from graph.subjects.lineage import memory as lineage_memory
from graph.subjects.lineage.impact import impact
from graph.subjects.lineage.memory import Direction
from graph.subjects.objections import memory as objections_memory
from graph.subjects.sharing import memory as sharing_memory
from graph.words.sharing import RequestState

CODE = "307001340200/000001"

PERSONAL = PersonalData(bytes(32))


async def test_a_granted_request_has_a_grant_and_a_waiting_one_has_none(store: Store) -> None:
    await store.write(build.a_city)
    await build.add_entries(store, build.entry(CODE))
    granted = build.request(
        "REQ-1", CODE, state=RequestState.GRANTED, answered_on=date(2026, 2, 5), grant_until=date(2027, 2, 4),
        grant_items=("姓名",),
    )  # fmt: skip
    waiting = build.request("REQ-2", CODE)
    for _ in range(2):
        await store.write(lambda unit: sharing_memory.write_requests(unit, PERSONAL, [granted, waiting]))
    assert await store.read(
        "MATCH (g:Grant)-[:COVERS]->(r) MATCH (g)-[:GRANTED_TO]->(c) MATCH (g)-[:SETTLES]->(q) "
        "RETURN collect([q.id, r.id, c.id, g.itemIds, toString(g.validFrom), toString(g.validUntil)])"
    ) == [["REQ-1", CODE, "USE-1", [f"{CODE}#姓名"], "2026-02-05", "2027-02-04"]]
    assert await store.read("MATCH (q:SharingRequest) WITH q ORDER BY q.id RETURN collect([q.state, q.parties])") == [
        ["GRANTED", [HEALTH, CIVIL]],
        ["ASKED", [HEALTH, CIVIL]],
    ]


@pytest.mark.parametrize(
    ("on", "permitted"),
    [
        (date(2026, 2, 4), False),
        (date(2026, 2, 5), True),
        (date(2027, 2, 4), True),  # 授权期限 is the last day
        (date(2027, 2, 5), False),
    ],
)
async def test_a_grant_permits_on_its_days_and_on_no_other(store: Store, on: date, permitted: bool) -> None:
    await store.write(build.a_city)
    await build.add_entries(store, build.entry(CODE))
    granted = build.request(
        "REQ-1", CODE, state=RequestState.GRANTED, answered_on=date(2026, 2, 5), grant_until=date(2027, 2, 4)
    )
    await store.write(lambda unit: sharing_memory.write_requests(unit, PERSONAL, [granted]))
    view = View(store, EVERYTHING, on)
    [consumers] = await entries_memory.consumers_of(view, [CODE])
    [page] = await RESOURCES.pages(view, "consumer", ["USE-1"], Asked(), Wanted("CODE", 10))
    walk = await lineage_memory.walk(view, CODE, "Resource", Direction.DOWNSTREAM, 1, 10)
    assert walk is not None
    touched = await impact(view, walk, 10)
    doubted = [await objections_memory.doubted(view, *what) for what in (("Resource", CODE), ("Item", f"{CODE}#姓名"))]
    assert [
        [row[0] for row in consumers],
        [row[0] for _, row in page.rows],
        await RESOURCES.counts(view, "consumer", ["USE-1"], Asked()),
        [row[0] for row in touched.consumers.rows],
        [row[0] for row in touched.grants.rows],
        [one.users for one in doubted if one],
    ] == (
        [["USE-1"], [CODE], [1], ["USE-1"], ["REQ-1/G"], [{HEALTH}, {HEALTH}]]
        if permitted
        else [[], [], [0], [], [], [frozenset(), frozenset()]]
    )
