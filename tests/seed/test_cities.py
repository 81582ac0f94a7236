"""The other four cities: tables that fit together, and a case in every state that 芜湖 has not, or has otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from builders.more import left_out

from graph.codes.entry import check_entry_code
from graph.law.duty_workflows import COMING_BACK
from graph.law.policies import POLICIES, bound_by, table_on
from graph.law.workflow import Step, Workflow
from graph.law.workflows import WORKFLOWS
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.subjects.duties.periods import Standing, standing
from graph.words.organisation import PostKind
from seed.cities import CITIES, HOME, load_cities, read_cities
from seed.loader import load_catalogue
from seed.officers import in_post
from seed.sheets import sheet

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
DAY = NOW.date()
AROUND = (DAY - timedelta(days=400), DAY + timedelta(days=400))
CASES = (
    "RETURN [COLLECT { MATCH (c:SharingRequest) RETURN ['sharing', c.policyId, c.state] }, "
    "COLLECT { MATCH (c:EntryCase) RETURN ['entry', c.policyId, c.state] }, "
    "COLLECT { MATCH (c:Objection) RETURN ['objection', c.policyId, c.state] }, "
    "COLLECT { MATCH (c:Grant) RETURN ['grant', c.policyId, c.state] }, "
    "COLLECT { MATCH (c:OwedDuty) RETURN [toLower(c.kind), c.policyId, c.state] }]"
)
LIVING = {"grant": {"ACTIVE"}}
"""States at rest in which something lives on."""


def differing(city: str, workflow: Workflow) -> Iterator[Step]:
    """The rows of a city that 芜湖 has not, but for articles, words and who is told of them."""
    ours = {_row(step) for step in _table(HOME, workflow)}
    return (step for step in _table(city, workflow) if _row(step) not in ours)


def _table(city: str, workflow: Workflow) -> tuple[Step, ...]:
    return table_on(city, workflow, DAY) if POLICIES[city].table(workflow) else ()


def _row(step: Step) -> tuple[object, ...]:
    when = frozenset((each.fact, frozenset(map(str, each.values)), each.unless) for each in step.when)
    return (step.state, step.event, step.actors, step.side, when, step.lasts, step.then)


def test_entries_of_a_city_are_its_departments_own() -> None:
    divisions = {row["代码"]: row["区划代码"] for row in sheet("departments")}
    order = [row["代码"] for row in sheet("departments")]
    found = read_cities()
    assert len(found.drafts) == 39
    for draft in found.drafts.values():
        assert not check_entry_code(draft.code).findings
        assert re.fullmatch(rf"307\d{{3}}{divisions[draft.provider]}/\d{{6}}", draft.code)
        assert order.index(draft.provider) == int(draft.code[3:6])
        assert len(draft.items) >= 6
    items = [frozenset(each.name for each in draft.items) for draft in found.drafts.values()]
    assert len(set(items)) == len(items)


@left_out
async def test_every_differing_row_has_a_case_and_none_is_brought_about_twice(
    store: Store, personal: PersonalData
) -> None:
    await load_catalogue(store, personal, NOW)
    cities = read_cities()
    counted = []
    for now in (NOW, NOW + timedelta(days=9)):
        assert await load_cities(store, personal, cities, now) == 71
        counted.append(sorted(tuple(each) for kind in await store.read(CASES) for each in kind))
    assert counted[0] == counted[1]
    there = set(counted[0])
    missing = [
        (city, workflow.id, step.state and step.state.name, step.event.name, step.then.name)
        for city in CITIES
        for workflow in WORKFLOWS.values()
        if workflow not in COMING_BACK
        for step in differing(city, workflow)
        if not any((workflow.id, city, name) in there for name in _waits(workflow, step))
    ]
    assert missing == []
    for city in CITIES:
        wanted = {each.id.upper() for each in COMING_BACK if _table(city, each)}
        owed = [each for provider in _providers(city) for each in await _owed(store, provider)]
        assert {each.kind.name for each in owed} == wanted
        assert {each.kind.name for each in owed if not each.state.open} == wanted, "one is reported"
        assert {each.kind.name for each in owed if each.state.open} == wanted, "one is not"


@left_out
async def test_a_city_whose_text_is_not_in_force_has_nothing(store: Store, personal: PersonalData) -> None:
    later = datetime(2027, 7, 1, tzinfo=UTC)
    await load_catalogue(store, personal, later)
    assert bound_by("JZ", later.date()) is None
    assert await load_cities(store, personal, read_cities(), later) < 71
    found = "MATCH (r:Resource) WHERE r.id CONTAINS '140700/' RETURN count(r)"
    assert await store.read(found) == 0


def _providers(city: str) -> set[str]:
    return {draft.provider for draft in read_cities().entries[city]}


async def _owed(store: Store, department: str) -> list[Standing]:
    view, _ = await in_post(store, PostKind.HEAD, department, NOW)
    return await standing(view, department, *AROUND) or []


def _waits(workflow: Workflow, step: Step) -> set[str]:
    """The states in which somebody waits before a row or after it; where nobody does, where it ends."""
    states = [state for state in (step.state, step.then) if state is not None]
    waits = {each.name for each in states if each in workflow.open or each.name in LIVING.get(workflow.id, ())}
    return waits or {step.then.name}
