"""What is under way in the demonstration's catalogue: in every open state something, brought about once."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

from builders.more import LEFT_OUT

from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.words.entry_cases import EntryCaseState
from graph.words.objections import ObjectionState
from graph.words.sharing_cases import SharingState
from seed.casework import load_casework
from seed.catalogue import read_catalogue
from seed.loader import load_catalogue

pytestmark = [*LEFT_OUT]
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
STATES = (
    "RETURN [COLLECT { MATCH (c:SharingRequest) WHERE size(c.history) > 0 RETURN c.state }, "
    "COLLECT { MATCH (c:EntryCase) RETURN c.state }, COLLECT { MATCH (c:Objection) RETURN c.state }]"
)


async def test_in_every_open_state_of_wuhu_there_is_a_case_and_none_is_brought_about_twice(
    store: Store, personal: PersonalData
) -> None:
    catalogue = read_catalogue()
    await load_catalogue(store, personal, NOW)
    counted = []
    for now in (NOW, NOW + timedelta(days=9)):
        assert await load_casework(store, personal, catalogue, now) == 22
        requests, entries, objections = await store.read(STATES)
        counted.append((Counter(requests), Counter(entries), Counter(objections)))
    assert counted[0] == counted[1]
    requests, entries, objections = (set(each) for each in counted[0])
    wuhu = {"ASKED", "REFUSED", "NEGOTIATING", "COORDINATING_OUTSIDE"}
    assert requests == wuhu | {
        each.name for each in (SharingState.GRANTED, SharingState.CLOSED, SharingState.WITHDRAWN)
    }
    assert {each.name for each in SharingState if each.open} >= wuhu
    assert entries >= {
        each.name for each in (
            EntryCaseState.DRAFT, EntryCaseState.REGISTERED, EntryCaseState.CHANGING, EntryCaseState.PARALLEL,
        )
    }  # fmt: skip
    assert objections == {
        each.name for each in (ObjectionState.RAISED, ObjectionState.IN_CHECK, ObjectionState.CORRECTED)
    }
    grants = set(await store.read("MATCH (g:Grant) RETURN collect(DISTINCT g.state)"))
    assert grants == {"ACTIVE", "WAITING"}
