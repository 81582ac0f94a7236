"""The other four cities: tables that fit together, and a case in every state that 芜湖 has not, or has otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from builders.demonstrated import UNNAMED
from builders.more import left_out

from graph.codes.entry import check_entry_code
from graph.law.access import Principal
from graph.law.cities.shared import PUBLIC_MONEY
from graph.law.duty_workflows import CATALOGUE_UPDATE, COMING_BACK, DATA_UPDATE
from graph.law.policies import POLICIES, bound_by, policy_on, table_on
from graph.law.workflow import Step, Workflow
from graph.law.workflows import WORKFLOWS
from graph.office.actor import Actor
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.subjects.duties.periods import Standing, standing
from graph.subjects.exchange.desk import ask
from graph.words.closed_list import ClosedList
from graph.words.entries import EntryDraft, ItemKind, SharingType
from graph.words.exchange import Use, UseAnswer
from graph.words.organisation import PostKind
from graph.words.people import Role
from graph.words.sharing import Purpose
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
VERSIONS = (
    "MATCH (r:Resource)-[:HAS_VERSION]->(v:EntryVersion) WHERE r.policyId <> 'WH' "
    "RETURN collect([r.policyId, v.number, size(coalesce(v.releaseReview, []))])"
)
WITHOUT_A_GRANT = (
    ("CZ-U-D2", "307046431000/000001", ("公民身份号码",), UseAnswer.YES, "CZ-9.1"),
    ("CZ-U-D2", "307046431000/000001", ("就业登记日期",), UseAnswer.APPLICATION, "CZ-11"),
    ("JI-U-D2", "307074410800/000004", ("姓名",), UseAnswer.YES, "JI-19.2"),
    ("JI-U-D2", "307074410800/000004", ("户籍地址",), UseAnswer.APPLICATION, "JI-19.1"),
    ("JZ-U-D1", "307068140700/000006", (), UseAnswer.YES, "JZ-15.4"),
    ("JZ-U-D3", "307068140700/000006", (), UseAnswer.APPLICATION, "JZ-14.1"),
)
"""Consumer, entry, items, and what the platform is told: base and business items, and who stands on a list of 专用."""
ACTS = 97
"""What the tables say is done."""
LIVING = {"grant": {"ACTIVE"}}
"""States at rest in which something lives on."""


def differing(city: str, workflow: Workflow) -> Iterator[Step]:
    """The rows of a city that 芜湖 has not, but for articles, words and who is told of them."""
    ours = {_row(step) for step in _table(HOME, workflow)}
    return (step for step in _table(city, workflow) if _row(step) not in ours)


def drafts_of(city: str) -> list[EntryDraft]:
    """The entries of a city, also those that are on their way."""
    bound = {row["区划代码"] for row in sheet("departments") if row["政策"] == city}
    return [draft for draft in read_cities().drafts.values() if draft.code[6:12] in bound]


def _table(city: str, workflow: Workflow) -> tuple[Step, ...]:
    return table_on(city, workflow, DAY) if POLICIES[city].table(workflow) else ()


def open_in(city: str, workflow: Workflow) -> set[ClosedList]:
    """The states of a city's table in which somebody waits."""
    return {step.then for step in _table(city, workflow) if step.then in workflow.open}


def _row(step: Step) -> tuple[object, ...]:
    when = frozenset((each.fact, frozenset(map(str, each.values)), each.unless) for each in step.when)
    return (step.state, step.event, step.actors, step.side, when, step.lasts, step.then)


def test_entries_of_a_city_are_its_departments_own() -> None:
    divisions = {row["代码"]: row["区划代码"] for row in sheet("departments")}
    order = [row["代码"] for row in sheet("departments")]
    found = read_cities()
    assert len(found.drafts) == 51
    for draft in found.drafts.values():
        assert not check_entry_code(draft.code).findings
        assert re.fullmatch(rf"307\d{{3}}{divisions[draft.provider]}/\d{{6}}", draft.code)
        assert order.index(draft.provider) == int(draft.code[3:6])
        assert len(draft.items) >= 6
    items = [frozenset(each.name for each in draft.items) for draft in found.drafts.values()]
    assert len(set(items)) == len(items)


def test_of_every_list_that_a_text_of_its_own_makes_there_is_an_entry() -> None:
    funded = {system.code for system in read_cities().sources.systems if system.funding in PUBLIC_MONEY}
    for city in CITIES:
        row, found = policy_on(city, DAY), drafts_of(city)
        assert any(draft.sharing is SharingType.REFUSED and draft.bases for draft in found), city
        if row.also_unconditional and row.also_unconditional.value.base_items:
            based = [draft for draft in found if any(code.startswith(f"{city}-B") for code in draft.libraries)]
            kinds = {(item.kind, item.sharing) for draft in based for item in draft.items}
            assert kinds == {(ItemKind.BASE, SharingType.UNCONDITIONAL), (ItemKind.BUSINESS, SharingType.CONDITIONAL)}
        if row.must_share:
            assert any(funded & {*draft.systems} for draft in found), city
        if row.exclusive:
            assert any(draft.exclusive for draft in found), city
        if row.agent:
            assert any(draft.agent for draft in found), city
    assert all(draft.bases for draft in read_cities().drafts.values() if draft.sharing is SharingType.REFUSED)


def test_of_every_point_that_is_reviewed_before_release_the_tables_say_something() -> None:
    said = {(row["政策"], row["要点"]) for row in sheet("cities/release_review") if not row["共享类型"]}
    asked = {city: policy_on(city, DAY).release_review for city in (HOME, *CITIES)}
    assert said == {(city, point) for city, cell in asked.items() if cell for point in cell.value}


@left_out
async def test_every_differing_row_has_a_case_and_none_is_brought_about_twice(
    store: Store, personal: PersonalData
) -> None:
    await load_catalogue(store, personal, NOW)
    cities = read_cities()
    counted = []
    for now in (NOW, NOW + timedelta(days=9)):
        assert await load_cities(store, personal, cities, now) == ACTS
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
        states = {state for workflow, policy, state in there if (workflow, policy) == ("entry", city)}
        assert {"DRAFT", "CHANGING", "PARALLEL", "PUBLISHED", "WITHDRAWN"} <= states, city
    owed_at_home = {(state.name, each) for each in (CATALOGUE_UPDATE, DATA_UPDATE) for state in open_in(HOME, each)}
    assert owed_at_home
    assert [each for each in owed_at_home if (each[1].id, HOME, each[0]) not in there] == []
    assert await store.read(UNNAMED) == []
    written = await store.read(VERSIONS)
    assert {city for city, number, _ in written if number > 1} >= set(CITIES), "in each one entry has a second version"
    points = policy_on("JZ", DAY).release_review
    assert points is not None
    assert {reviewed for city, _, reviewed in written if city == "JZ"} == {len(points.value)}
    platform = Actor(Principal(Role.SERVICE, "exchange-platform"), NOW)
    asked = [Use(consumer, resource, Purpose.COLLABORATION, items) for consumer, resource, items, *_ in WITHOUT_A_GRANT]
    answered = [(each.answer, each.rules) for each in await ask(store, platform, asked, DAY)]
    assert [answer for answer, _ in answered] == [answer for *_, answer, _ in WITHOUT_A_GRANT]
    assert all(rule in rules for (_, rules), (*_, rule) in zip(answered, WITHOUT_A_GRANT, strict=True))


@left_out
async def test_a_city_whose_text_is_not_in_force_has_nothing(store: Store, personal: PersonalData) -> None:
    later = datetime(2027, 7, 1, tzinfo=UTC)
    await load_catalogue(store, personal, later)
    assert bound_by("JZ", later.date()) is None
    assert await load_cities(store, personal, read_cities(), later) < ACTS
    found = "MATCH (r:Resource) WHERE r.id CONTAINS '140700/' RETURN count(r)"
    assert await store.read(found) == 0


def _providers(city: str) -> set[str]:
    return {draft.provider for draft in drafts_of(city)}


async def _owed(store: Store, department: str) -> list[Standing]:
    view, _ = await in_post(store, PostKind.HEAD, department, NOW)
    return await standing(view, department, *AROUND) or []


def _waits(workflow: Workflow, step: Step) -> set[str]:
    """The states in which somebody waits before a row or after it; where nobody does, where it ends."""
    states = [state for state in (step.state, step.then) if state is not None]
    waits = {each.name for each in states if each in workflow.open or each.name in LIVING.get(workflow.id, ())}
    return waits or {step.then.name}
