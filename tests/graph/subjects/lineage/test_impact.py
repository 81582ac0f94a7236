"""Impact: who is touched when entries change, as far as the asker may know."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from builders import catalogue as build
from builders import objections
from builders.catalogue import CIVIL, HEALTH

from graph.law.scope import NOTHING, Scope
from graph.store.engine import Store, Unit
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.lineage import recording as lineage_recording
from graph.subjects.lineage.impact import touched
from graph.subjects.lineage.memory import Node, Side
from graph.subjects.sharing import memory as sharing_memory
from graph.subjects.sources import memory as sources_memory
from graph.words.objections import Objection, ObjectionGround, ObjectionState
from graph.words.sharing import RequestState


def doubt(number: str, on: str, state: ObjectionState = ObjectionState.RAISED) -> Objection:
    raised = datetime(2026, 2, 20, tzinfo=UTC)
    return Objection(number, "Resource", on, ObjectionGround.ACCURACY, "住址不对", raised, "officer-9", CIVIL, state)


@pytest.fixture
async def used(store: Store, personal: PersonalData) -> None:
    granted = {"state": RequestState.GRANTED, "answered_on": date(2026, 2, 5)}

    async def work(unit: Unit) -> None:
        await sources_memory.write_consumers(unit, [build.consumer("USE-1"), build.consumer("USE-2", department=None)])
        await sharing_memory.write_requests(
            unit,
            personal,
            [
                build.request("R1", "E1", "USE-1", **granted),
                build.request("R2", "E2", "USE-1", **granted),
                build.request("R3", "E2", "USE-2", **granted),
                build.request("R4", "E1", "USE-2"),
            ],
        )
        await unit.run("CREATE (t:LicenseType {id: 'T1', name: '执照'})")
        await lineage_recording.write_lineage(unit, [build.made_from("T1", "E2")])
        await objections.enter(unit, doubt("O1", "E1"), [CIVIL, HEALTH], "WH")
        await objections.enter(unit, doubt("O2", "E1", ObjectionState.EXPLAINED), [CIVIL, HEALTH], "WH")

    await build.add_departments(store)
    await build.add_entries(store, build.entry("E1"), build.entry("E2"), build.entry("E3"))
    await store.write(work)


async def ids(view: View, *entries: str, limit: int = 100) -> list[list[str]]:
    walked = [Node("Resource", entry, entry, 0, Side.START) for entry in entries]
    return [[row[0] for row in each.rows] for each in await touched(view, walked, limit)]


@pytest.mark.usefixtures("used")
async def test_consumers_grants_open_cases_and_types_are_named_once(view: View) -> None:
    assert await ids(view, "E1", "E2") == [["USE-1", "USE-2"], ["R1/G", "R2/G", "R3/G"], ["R4"], ["O1"], ["T1"]]


@pytest.mark.usefixtures("used")
async def test_an_entry_that_nobody_uses_touches_nobody(view: View) -> None:
    assert await ids(view, "E3") == [[], [], [], [], []]
    assert await ids(view) == [[], [], [], [], []]
    assert await ids(view, "none") == [[], [], [], [], []]


@pytest.mark.usefixtures("used")
async def test_each_list_is_bounded(view: View) -> None:
    assert await ids(view, "E1", "E2", limit=1) == [["USE-1"], ["R1/G"], ["R4"], ["O1"], ["T1"]]


@pytest.mark.usefixtures("used")
async def test_grants_and_cases_are_shown_to_their_parties_only(view: View) -> None:
    public = View(view.store, NOTHING, view.today)
    assert (await ids(public, "E1", "E2"))[:4] == [[], [], [], []]
    party = View(view.store, Scope(exchanges=frozenset({HEALTH}), objections=frozenset({HEALTH})), view.today)
    assert (await ids(party, "E1", "E2"))[:4] == [["USE-1"], ["R1/G", "R2/G"], [], ["O1"]]
