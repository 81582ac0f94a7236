"""Grants as they are written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

from builders import catalogue as build
from builders.catalogue import CIVIL, HEALTH

from graph.schema.migrations import CURRENT
from graph.store.engine import Store, Unit
from graph.store.migrating import migrate
from graph.store.personal import PersonalData
from graph.subjects.entries import memory as entries
from graph.subjects.entries import recording
from graph.subjects.sharing import memory as sharing_memory
from graph.subjects.sharing.grants.memory import SCOPE, write_grants
from graph.words.entries import EntryState
from graph.words.grants import NewGrant
from graph.words.sharing import Purpose, RequestState

CODE = "307001340200/000001"
PERSONAL = PersonalData(bytes(32))
NEW = NewGrant(
    request="Q", consumer="USE-1", resource=CODE, purpose=Purpose.DATA_CHECK, valid_from=date(2026, 3, 2),
    scope="只限核对", items=("姓名",), agreement_asked=True, articles=("WH-13",),
)  # fmt: skip
GRANTS = (
    "RETURN COLLECT { MATCH (g:Grant)-[:SETTLES]->(q) MATCH (g)-[:COVERS]->(r) MATCH (g)-[:GRANTED_TO]->(c) "
    "RETURN [g.state, g.requestId, g.policyId, toString(g.keptOn), g.itemIds, g.articles, g.parties, g.providerId] }"
)

UNSETTLED = (
    "UNWIND ['Q-2', 'Q-3'] AS k MATCH (q:SharingRequest {id: k}) "
    "RETURN collect([q.state, toString(q.answeredOn), q.dueKey, toString(q.dueOn), q.waitKey, q.history])"
)


async def test_a_grant_waits_for_an_agreement_that_is_asked_for_and_keeps_its_state_when_it_is_written_again(
    store: Store,
) -> None:
    await store.write(build.a_city)
    await build.add_entries(store, build.entry(CODE))
    await store.write(lambda unit: sharing_memory.write_requests(unit, PERSONAL, [build.request("Q", CODE)]))
    await store.write(lambda unit: write_grants(unit, PERSONAL, [NEW]))
    again = replace(NEW, agreement_asked=False, valid_until=date(2027, 3, 1))
    await store.write(lambda unit: write_grants(unit, PERSONAL, [again]))
    told = ["WAITING", "Q", "WH", "2026-03-02", [f"{CODE}#姓名"], ["WH-13"], [HEALTH, CIVIL], CIVIL]
    assert await store.read(GRANTS) == [told]
    hidden = await store.read("MATCH (g:Grant) RETURN g.scopeCipher")
    assert PERSONAL.shown(hidden, SCOPE) == "只限核对"


async def test_grants_of_an_older_store_are_active_and_know_their_request_and_provider(store: Store) -> None:
    await store.write(build.a_city)
    await build.add_entries(store, build.entry(CODE))
    await store.write(lambda unit: sharing_memory.write_requests(unit, PERSONAL, [build.request("Q", CODE)]))
    await store.write(lambda unit: write_grants(unit, PERSONAL, [NEW]))

    async def older(unit: Unit) -> None:
        await unit.run(
            "MATCH (g:Grant) REMOVE g.state, g.requestId, g.keptOn, g.articles, g.providerId, g.pair, g.agreementAsked"
        )
        await unit.run("MATCH (z:Zhengtu) SET z.schema = 17")

    await store.write(older)
    for before in (17, CURRENT):
        assert await migrate(store) == before
    kept = ["ACTIVE", "Q", "WH", "2026-03-02", [f"{CODE}#姓名"], [], [HEALTH, CIVIL], CIVIL]
    assert await store.read(GRANTS) == [kept]
    assert await store.read("MATCH (g:Grant) RETURN [g.pair, g.agreementAsked]") == [f"USE-1|{CODE}", False]


async def test_with_an_entry_that_is_withdrawn_its_grants_end_and_come_back_with_no_later_version(
    store: Store,
) -> None:
    await store.write(build.a_city)
    await build.add_entries(store, build.entry(CODE))
    await store.write(lambda unit: sharing_memory.write_requests(unit, PERSONAL, [build.request("Q", CODE)]))
    await store.write(lambda unit: write_grants(unit, PERSONAL, [NEW]))
    refused = build.request(
        "Q-3", CODE, state=RequestState.REFUSED, answered_on=date(2026, 3, 2), refusal="涉密", grant_items=()
    )
    others = [build.request("Q-2", CODE), refused]
    await store.write(lambda unit: sharing_memory.write_requests(unit, PERSONAL, others))
    asking = await entries.users_to_be(store, CODE, date(2026, 3, 5))
    at = datetime(2026, 3, 4, 17, tzinfo=UTC)
    for state in (EntryState.WITHDRAWN, EntryState.PUBLISHED):
        policies: dict[str, str | None] = {CIVIL: "WH"}
        await store.write(partial(_written, policies=policies, state=state, at=at))
    ended = await store.read("MATCH (g:Grant) RETURN [g.state, toString(g.endedOn), g.endedBy]")
    assert ended == ["ENDED", "2026-03-05", "ENTRY_WITHDRAWN"], "the day is China's"
    over = ["CLOSED", "2026-03-05", "9999-12-31", None, None, [f"{at.isoformat()}|ENTRY_WITHDRAWN|"]]
    assert await store.read(UNSETTLED) == [over, over], "nobody is granted what is no longer there"
    assert (len(asking), await entries.users_to_be(store, CODE, date(2026, 3, 5))) == (1, ())


async def _written(unit: Unit, *, policies: dict[str, str | None], state: EntryState, at: datetime) -> None:
    await recording.write_entries(unit, [build.entry(CODE)], policies, state, at, "业务取消")
