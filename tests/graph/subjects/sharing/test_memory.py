"""Requests and grants as they are written."""

from __future__ import annotations

from datetime import date

from builders import catalogue as build
from builders.catalogue import CIVIL, HEALTH

from graph.store.engine import Store
from graph.subjects.sharing import memory as sharing_memory
from graph.words.sharing import RequestState

CODE = "307001340200/000001"


async def test_a_granted_request_has_a_grant_and_a_waiting_one_has_none(store: Store) -> None:
    await store.write(build.a_city)
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
