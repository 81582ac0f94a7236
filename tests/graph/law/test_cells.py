"""Every cell of a row is read, some decision differs with it; the few that are words only are named, and really are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from functools import cache, partial
from itertools import product
from typing import Any

import pytest
from builders.catalogue import marriages
from builders.more import LEFT_OUT

from graph.cases.machine import Case, move
from graph.errors import Refusal
from graph.law import policies
from graph.law.access import Principal
from graph.law.duties import Duty, owed, recurrences
from graph.law.duty_workflows import CATALOGUE_UPDATE, COMING_BACK, DATA_UPDATE, LAPSED_GROUND
from graph.law.policies import POLICIES, table_on
from graph.law.policy import Cell, Policy
from graph.law.posts import HeldPost
from graph.law.terms import Deadline
from graph.law.tracing import WORDS_ONLY
from graph.law.workflow import Facts, Side
from graph.law.workflows import ENTRY, FORGERY, GRANT, LICENSE, LICENSE_DRAFT, LICENSE_OBJECTION, OBJECTION, WORKFLOWS
from graph.office.actor import Actor
from graph.subjects.entries.desk import _permit
from graph.subjects.entries.judging import JudgedEntries
from graph.subjects.entries.lists import asked_of
from graph.subjects.entries.rules.entry import EntrySurroundings, lint_entry
from graph.subjects.entries.rules.release import reviewed_before_release
from graph.subjects.entries.setting import EntrySetting, Provider
from graph.subjects.forgeries.rules import sentence_without_due
from graph.subjects.objections.rules import sentence_while_open
from graph.subjects.organisation.desk import _department
from graph.subjects.sharing.rules import effective_sharing, procedure_of
from graph.subjects.sources.rules import refuse_library
from graph.words.catalogue_lists import CatalogueList
from graph.words.duties import DutyEvent, DutyState, Reporter
from graph.words.entries import (
    EntryDraft,
    EntryState,
    ItemKind,
    Mode,
    OpeningType,
    SharingType,
)
from graph.words.entry_cases import EntryCaseState, EntryEvent
from graph.words.forgeries import ForgeryEvent, ForgeryState, Judged
from graph.words.grants import GrantEvent, GrantState
from graph.words.license_drafts import DraftEvent, DraftState
from graph.words.licensing import LicenseMove, LicenseState
from graph.words.objections import ObjectionEvent, ObjectionState, Tie
from graph.words.organisation import AuthorityLevel, Department, DepartmentKind, PostKind
from graph.words.people import Role
from graph.words.sources import BasisKind, Funding, InformationSystem, LegalBasis, Library, LibraryKind
from licenses.register.orders import _refuse_unbound

pytestmark = [*LEFT_OUT]  # every cell of five tables is changed
DAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 2, tzinfo=UTC)
OURS = "11340200MB0000001A"
CELLS = tuple(field.name for field in fields(Policy) if "Cell[" in str(field.type) and field.name != "workflows")
EVERY = (*CELLS, *WORKFLOWS)
LIBRARIES = {
    kind.name + name: Library(kind.name + name, "WH", kind, f"{name}信息资源库")
    for kind in (LibraryKind.BASE, LibraryKind.THEMATIC)
    for name in ("人口", "电子证照", "健康保障", "没有的")
}
BASES = {kind.name: LegalBasis(kind.name, kind, "依据") for kind in BasisKind}
SYSTEMS = {kind.name: InformationSystem(kind.name, "登记系统", OURS, kind) for kind in Funding}


def drafts() -> Iterable[EntryDraft]:
    plain = marriages()
    yield replace(plain, name="行政处罚信息")
    yield replace(plain, libraries=("BASE人口",))
    yield replace(plain, code="105001340200/000001", libraries=("BASE电子证照",))
    yield from (replace(plain, opening=opening, opening_condition="脱敏") for opening in OpeningType)
    yield from (replace(plain, mode=mode, systems=systems) for mode in Mode for systems in ((), ("OTHER",)))
    refused = replace(plain, sharing=SharingType.REFUSED)
    yield refused
    yield from (replace(refused, bases=(kind.name,)) for kind in BasisKind)
    yield from (replace(refused, bases=("LAW",), systems=(kind.name,)) for kind in Funding)


def linted(row: Policy) -> object:
    around = EntrySurroundings(row, DAY, BASES, LIBRARIES, SYSTEMS)
    return [lint_entry(draft, around) for draft in drafts()]


def libraries(row: Policy) -> object:
    return [refusal(partial(refuse_library, one, row, ())) for one in LIBRARIES.values()]


def published(row: Policy) -> object:
    """By which article nobody but an administrator takes over an entry."""
    provider = Provider("民政局", row.id, None)
    setting = EntrySetting(providers={draft.provider: provider for draft in drafts()})
    found = []
    for missing in PostKind:
        posts = tuple(
            HeldPost(kind, "11410800MB18523953", date(2020, 1, 1)) for kind in PostKind if kind is not missing
        )
        actor = Actor(Principal(Role.STAFF, "zhang", posts=posts), AT)
        judged = JudgedEntries(tuple(drafts())[:1], setting, actor, EntryState.PUBLISHED)
        found.append(refusal(partial(_permit, judged)))
    return found


def objected(row: Policy) -> object:
    """What becomes of an objection that somebody in each post raises or moves on, from each state."""
    found: list[object] = [sentence_while_open(row)]
    sides = dict.fromkeys(Side, frozenset({OURS}))
    for workflow, kind in product((OBJECTION, LICENSE_OBJECTION), (PostKind.APPLICANT, *ANSWERING)):
        clerk = Principal(Role.STAFF, "zhang", OURS, (HeldPost(kind, OURS, date(2020, 1, 1)),))
        found.append(outcome(partial(table_on, row.id, workflow, DAY)))
        if row.table(workflow) is None:
            continue
        table = table_on(row.id, workflow, DAY)
        for state, event in product((None, *ObjectionState), ObjectionEvent):
            case = Case(state, Deadline(date(2026, 3, 20)), sides) if state else Case(departments=sides)
            found += [outcome(partial(move, table, case, event, clerk, facts, AT)) for facts in FACTS]
    return found


FACTS: tuple[Facts, ...] = (
    *({"use": tie, "days": 0} for tie in (None, *Tie)),
    *({"use": None, "days": days} for days in (9, 10, 11)),
)
ANSWERING = (PostKind.PROVIDER_OFFICER, PostKind.LICENSE_OFFICER, PostKind.HEAD)


def suspected(row: Policy) -> object:
    """What becomes of a file that is taken for a forgery, by who acts on it."""
    found: list[object] = [sentence_without_due(row, AT)]
    sides = dict.fromkeys(Side, frozenset({OURS}))
    for state, event in product((None, *ForgeryState), ForgeryEvent):
        found += [outcome(partial(_suspected, row.id, Case(state, departments=sides), event, by)) for by in SUSPECTING]
    return found


def _suspected(policy: str, case: Case, event: ForgeryEvent, by: Principal) -> object:
    return move(table_on(policy, FORGERY, DAY), case, event, by, {"judged": Judged.NOT_GENUINE}, AT)


SUSPECTING = tuple(
    Principal(Role.STAFF, "zhang", OURS, (HeldPost(kind, OURS, date(2020, 1, 1)),))
    for kind in (PostKind.LICENSE_OFFICER, PostKind.ISSUER)
)


def lived(row: Policy) -> object:
    """What becomes of a licence, and whether one may be issued at all."""
    issuer = Principal(Role.STAFF, "zhang", OURS, (HeldPost(PostKind.ISSUER, OURS, date(2020, 1, 1)),))
    found: list[object] = [outcome(partial(_refuse_unbound, row, OURS))]
    for state, event in product(LicenseState, LicenseMove):
        case = Case(state, departments={Side.PROVIDER: {OURS}})
        decide = partial(_moved_licence, row.id, case, event, issuer)
        found.append(outcome(decide))
    return found


def approved(row: Policy) -> object:
    """What becomes of an entry, by who acts on it, and what of it has to be reviewed before release."""
    found: list[object] = [refusal(partial(reviewed_before_release, row, ()))]
    sides = dict.fromkeys(Side, frozenset({OURS}))
    for state, event, kind in product((None, *EntryCaseState), EntryEvent, APPROVING):
        by = Principal(Role.STAFF, "zhang", OURS, (HeldPost(kind, OURS, date(2020, 1, 1)),))
        facts: Facts = {"type": SharingType.CONDITIONAL, "reviewed_by_another": True}
        found.append(outcome(partial(_approved, row.id, Case(state, departments=sides), event, by, facts)))
    return found


APPROVING = (PostKind.CATALOGUER, PostKind.REVIEWER, PostKind.PLATFORM_OFFICER, PostKind.AUTHORITY_OFFICER)


def _approved(policy: str, case: Case, event: EntryEvent, by: Principal, facts: Facts) -> object:
    return move(table_on(policy, ENTRY, DAY), case, event, by, facts, AT)


def prepared(row: Policy) -> object:
    """What becomes of a licence before it is issued, by who acts on it."""
    found: list[object] = []
    sides = dict.fromkeys(Side, frozenset({OURS}))
    for state, event, by in product((None, *DraftState), DraftEvent, PREPARING):
        found.append(outcome(partial(_prepared, row.id, Case(state, departments=sides), event, by)))
    return found


def _prepared(policy: str, case: Case, event: DraftEvent, by: Principal) -> object:
    return move(table_on(policy, LICENSE_DRAFT, DAY), case, event, by, {"license_officer_filed": True}, AT)


PREPARING = (
    *(
        Principal(Role.STAFF, "zhang", OURS, (HeldPost(kind, OURS, date(2020, 1, 1)),))
        for kind in (PostKind.LICENSE_OFFICER, PostKind.PLATFORM_OFFICER, PostKind.LICENSE_REVIEWER, PostKind.ISSUER)
    ),
    Principal(Role.ADMIN, "zhengtu-erase:root"),
)


def _moved_licence(policy: str, case: Case, event: LicenseMove, by: Principal) -> object:
    return move(table_on(policy, LICENSE, DAY), case, event, by, {}, AT)


def refusal(act: Callable[[], object]) -> object:
    found = outcome(act)
    return found if isinstance(found, tuple) else None


def outcome(act: Callable[[], object]) -> object:
    try:
        return act()
    except Refusal as refused:
        return refused.code, refused.rules, refused.path, refused.message


def had(row: Policy) -> object:
    return [procedure_of(row, sharing) for sharing in SharingType], [
        effective_sharing(row, SharingType.CONDITIONAL, kind, in_base_library=True) for kind in ItemKind
    ]


def bound(row: Policy) -> object:
    """That a department cannot be bound by a policy and left out of it."""
    both = Department(
        OURS, "局", "局", AuthorityLevel.CITY, DepartmentKind.DEPARTMENT, "340200", policy=row.id, exempt_from=row.id
    )
    return [(fault.code, fault.rules) for fault in _department(both, (), DAY).faults]


def listed(row: Policy) -> object:
    """Which entries its lists hold."""
    return [asked_of(which, DAY) for which in CatalogueList]


def due(row: Policy) -> object:
    return [owed(row, duty, DAY) for duty in Duty], list(recurrences(row, date(2026, 1, 1), date(2026, 12, 31)))


def obliged(row: Policy) -> object:
    """What becomes of a duty, by who meets it, in time and not, for a reason or without, and who is told."""
    found: list[object] = []
    sides = dict.fromkeys(Side, frozenset({OURS}))
    for workflow, state, event, kind in product(OBLIGING, (None, *DutyState), DutyEvent, (None, *MEETING)):
        cell = row.table(workflow)
        if cell is None:
            continue
        posts = (HeldPost(kind, OURS, date(2020, 1, 1)),) if kind else ()
        by = Principal(Role.STAFF if kind else Role.SERVICE, "zhang", OURS, posts)
        for due, reporter in ((Deadline(DAY), Reporter.LEAD), (Deadline(date(2026, 3, 1)), Reporter.DEPARTMENT)):
            facts: Facts = {
                "good_reason": True, "type": SharingType.REFUSED, "period": date(2025, 10, 1), "reporter": reporter,
            }  # fmt: skip
            case = Case(state, due, sides) if state else Case(departments=sides)
            found.append(outcome(partial(move, cell.value, case, event, by, facts, AT)))
    return found


def granted(row: Policy) -> object:
    """What becomes of a grant, by whom, and by which articles."""
    cell, sides = row.table(GRANT), dict.fromkeys(Side, frozenset({OURS}))
    if cell is None:
        return None
    facts: Facts = {"used_against_the_rules": True, "provider_consents": True, "within_own_duties": True}
    found: list[object] = []
    for state, event, kind in product((None, *GrantState), GrantEvent, (None, *GRANTING)):
        posts = (HeldPost(kind, OURS, date(2020, 1, 1)),) if kind else ()
        by = Principal(Role.STAFF if kind else Role.SERVICE, "zhang", OURS, posts)
        case = Case(state, departments=sides) if state else Case(departments=sides)
        found.append(outcome(partial(move, cell.value, case, event, by, facts, AT)))
    return found


GRANTING = (PostKind.APPLICANT, PostKind.PROVIDER_OFFICER, PostKind.AUTHORITY_OFFICER)
OBLIGING = (CATALOGUE_UPDATE, LAPSED_GROUND, DATA_UPDATE, *COMING_BACK)
MEETING = (PostKind.HEAD, PostKind.CONTACT, PostKind.CATALOGUER, PostKind.PROVIDER_OFFICER, PostKind.AUTHORITY_OFFICER)


def decisions(row: Policy) -> object:
    """Everything that is decided by a row, as it is decided in the program."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(policies, "POLICIES", {**POLICIES, row.id: row})
        return [
            each(row)
            for each in (
                linted,
                libraries,
                published,
                approved,
                objected,
                suspected,
                prepared,
                lived,
                had,
                bound,
                listed,
                due,
                obliged,
                granted,
            )
        ]


@cache
def as_it_is(policy: str) -> object:
    """What is decided by a row of the program."""
    return decisions(POLICIES[policy])


def changing(row: Policy, name: str, cell: Any) -> Policy:
    if name not in WORKFLOWS:
        return replace(row, **{name: cell})
    tables = {**row.workflows, name: cell}
    return replace(row, workflows={each: table for each, table in tables.items() if table is not None})


def cell_of(row: Policy, name: str) -> Cell[Any] | None:
    found = row.workflows.get(name) if name in WORKFLOWS else getattr(row, name)
    assert found is None or isinstance(found, Cell)
    return found


def others(row: Policy, name: str) -> list[Cell[Any] | None]:
    """What the cell says in the other rows; None, the text is silent, where one of them is."""
    found: list[Cell[Any] | None] = []
    for each in POLICIES.values():
        cell = cell_of(each, name)
        if cell != cell_of(row, name) and cell not in found:
            found.append(cell)
    return found


def test_at_most_twelve_cells_are_words_only_and_each_says_why() -> None:
    assert len(WORDS_ONLY) <= 10
    assert set(WORDS_ONLY) - set(CELLS) == {"posts"}
    assert all(len(reason) > 20 for reason in WORDS_ONLY.values())


@pytest.mark.parametrize("name", sorted(set(EVERY) - set(WORDS_ONLY)))
def test_some_decision_differs_when_the_cell_does(name: str) -> None:
    for row in POLICIES.values():
        if not row.offered:
            continue
        changed = [changing(row, name, cell) for cell in others(row, name)]
        assert changed
        assert any(decisions(other) != as_it_is(row.id) for other in changed), row.id


@pytest.mark.parametrize("name", sorted(set(WORDS_ONLY) - {"posts"}))
def test_no_decision_rests_on_words(name: str) -> None:
    for row in POLICIES.values():
        for cell in others(row, name):
            assert decisions(changing(row, name, cell)) == as_it_is(row.id), row.id


@pytest.mark.parametrize(
    ("city", "name", "field", "value"),
    [
        ("JZ", "modes", "with_system", Mode.DATABASE),
        ("JZ", "modes", "without_system", None),
        ("CS", "base_libraries", "closed", False),
        ("CS", "also_unconditional", "subjects", ()),
        ("JZ", "opening", "only_unconditionally_shared", False),
        ("JI", "refusal_ground", "basis_required", True),
        ("JZ", "refusal_ground", "never", None),
    ],
)
def test_some_decision_differs_with_a_part_of_a_cell(city: str, name: str, field: str, value: object) -> None:
    row = POLICIES[city]
    cell = getattr(row, name)
    changed = changing(row, name, replace(cell, value=replace(cell.value, **{field: value})))
    assert decisions(changed) != as_it_is(city)
