"""Work lists offer what the machine accepts, and nothing else: every post in every place, every row of every city."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from graph.cases.machine import Case, move
from graph.cases.waiting import rules_of_term, waited_for
from graph.errors import Forbidden
from graph.law.access import Principal
from graph.law.posts import SUPERVISING, HeldPost, Supervisor
from graph.law.terms import NO_NUMBER
from graph.law.workflow import Condition, Facts, FactValue, Side, Span, Step, Table, Workflow, steps_from
from graph.law.workflows import SHARING
from graph.subjects.waiting.queues import QUEUES, REPORTS, Party, Queue, party_of
from graph.subjects.waiting.rules import Waits, may_take, places, taken_by, turns, without_turn
from graph.words.closed_list import ClosedList
from graph.words.entries import SharingType
from graph.words.organisation import PostKind
from graph.words.people import Role
from graph.words.sharing_cases import SharingState

DAY, AT, BEGAN = date(2026, 3, 2), datetime(2026, 3, 2, 2, tzinfo=UTC), date(2020, 1, 1)
ASKS, ANSWERS, AGENT, OVER, ELSEWHERE = "asks", "answers", "agent", "over", "elsewhere"
PLACES = {
    ASKS: frozenset[str](), ANSWERS: frozenset[str](), AGENT: frozenset[str](), OVER: frozenset({ASKS, ANSWERS}),
    ELSEWHERE: frozenset[str](),
}  # fmt: skip
"""Departments, with those that each supervises."""
PARTIES: dict[Party, str | None] = {Party.ASKS: ASKS, Party.ANSWERS: ANSWERS, Party.AGENT: AGENT}
DEPARTMENTS = {side: {PARTIES[party_of(side)] or ""} for side in Side}


@dataclass(frozen=True)
class Standing:
    """A state of a table."""

    queue: Queue
    workflow: Workflow
    kept: str
    table: Table
    state: ClosedList


def standings(queue: Queue) -> Iterator[Standing]:
    for workflow in queue.workflows:
        for kept, table in queue.tables(workflow):
            yield from (Standing(queue, workflow, kept, table, state) for state in workflow.open)


PEOPLE = [
    Principal(Role.STAFF, "zhang", place, (HeldPost(kind, place, BEGAN, supervises=over),))
    for place, over in PLACES.items()
    for kind in PostKind
    if kind in SUPERVISING or not over
]


def value_of(condition: Condition) -> FactValue:
    return next(iter(sorted(condition.values, key=str)))


def accepts(table: Table, step: Step, principal: Principal, did: Iterable[ClosedList] = ()) -> bool:
    """Whether the machine lets somebody take a row of which all conditions hold, who did some events himself."""
    facts: Facts = {each.fact: value_of(each) for each in step.when}
    case = Case(step.state, departments=DEPARTMENTS, done=dict.fromkeys(did, principal.subject))
    try:
        move(table, case, step.event, principal, facts, AT)
    except Forbidden:
        return False
    return True


@pytest.mark.parametrize("label", QUEUES)
def test_a_step_is_offered_to_whom_the_machine_lets_take_it(label: str) -> None:
    tried = 0
    for at in standings(QUEUES[label]):
        for step in steps_from(at.table, at.state):
            for principal in PEOPLE:
                offered = may_take(principal, step, PARTIES, DAY)
                assert offered is accepts(at.table, step, principal), (at.kept, at.state, step.event, principal)
                tried += offered
    assert tried


def done_before(table: Table, state: ClosedList) -> Iterator[frozenset[ClosedList]]:
    """Each event that a row from a state keeps apart, done alone, and nothing done."""
    yield frozenset()
    yield from (frozenset({event}) for event in {event for step in steps_from(table, state) for event in step.apart})


APART = ["EntryCase", "LicenseDraft", "ForgeryCase"]
"""Kinds of which a row keeps two acts apart (CS-15, WHL-9, and forgeries)."""


def test_kinds_of_which_a_row_keeps_two_acts_apart_say_who_did_them() -> None:
    assert [label for label, queue in QUEUES.items() if queue.apart] == sorted(APART, key=list(QUEUES).index)
    assert [label for label, queue in QUEUES.items() if queue.did != "false"] == [
        label for label, queue in QUEUES.items() if queue.apart
    ]


@pytest.mark.parametrize("label", APART)
def test_who_did_what_a_rule_keeps_apart_is_offered_what_the_machine_lets_him_take(label: str) -> None:
    kept, queue = 0, QUEUES[label]
    listed = {id(each): turns(each, queue, DAY, own=True) for each in PEOPLE}
    for at in standings(queue):
        key = (at.workflow.id, at.kept, at.state.name)
        for did in done_before(at.table, at.state):
            names = frozenset(event.name for event in did)
            for principal in PEOPLE:
                for step in steps_from(at.table, at.state):
                    offered = may_take(principal, step, PARTIES, DAY, names)
                    assert offered is accepts(at.table, step, principal, did), (at.kept, step.event, principal, did)
                    kept += may_take(principal, step, PARTIES, DAY) and not offered
                waits = any(
                    key in turn.states and PARTIES[turn.party] in turn.departments and not turn.apart & names
                    for turn in listed[id(principal)]
                )
                steps = waited_for(at.workflow, at.table, at.state)
                assert waits is any(accepts(at.table, step, principal, did) for step in steps), (key, principal, did)
    assert kept


@pytest.mark.parametrize("label", QUEUES)
def test_a_case_stands_in_the_list_of_whom_the_machine_lets_take_what_it_waits_for(label: str) -> None:
    queue = QUEUES[label]
    listed = {id(each): turns(each, queue, DAY, own=True) for each in PEOPLE}
    for at in standings(queue):
        key = (at.workflow.id, at.kept, at.state.name)
        steps = waited_for(at.workflow, at.table, at.state)
        for principal in PEOPLE:
            waits = any(
                key in turn.states and PARTIES[turn.party] in turn.departments for turn in listed[id(principal)]
            )
            assert waits is any(accepts(at.table, step, principal) for step in steps), (key, principal)


OVERSEERS = [Supervisor(kind, OVER, PLACES[OVER]) for kind in SUPERVISING]


@pytest.mark.parametrize("label", QUEUES)
def test_a_case_is_late_where_the_machine_lets_somebody_take_what_it_waits_for(label: str) -> None:
    queue, elsewhere = QUEUES[label], 0
    for at in standings(queue):
        waits = Waits(at.workflow.id, at.kept, at.state.name, frozenset())
        steps = waited_for(at.workflow, at.table, at.state)
        takers = {
            post.department
            for principal in PEOPLE
            for post in principal.posts
            if post.department == OVER or post.kind not in SUPERVISING
            if any(accepts(at.table, step, principal) for step in steps)
        }
        assert places(queue, waits, PARTIES, OVERSEERS) == takers, (at.kept, at.state)
        elsewhere += takers == {OVER}
    assert elsewhere or label not in {"EntryCase", "SharingRequest"}


def test_a_step_that_the_sharing_type_rules_out_is_late_with_nobody() -> None:
    queue = QUEUES["EntryCase"]
    shared, refused = (
        places(queue, Waits("entry", "CS", "REVIEWED", frozenset(types)), PARTIES, OVERSEERS)
        for types in (("CONDITIONAL", "UNCONDITIONAL"), ("REFUSED",))
    )
    assert (OVER in shared, OVER in refused) == (False, True)


@pytest.mark.parametrize("label", QUEUES)
def test_a_head_finds_what_waits_for_each_post_that_he_leads_and_does_nothing_in_its_place(label: str) -> None:
    queue, over = QUEUES[label], frozenset({ASKS, ANSWERS})
    for kind in SUPERVISING:
        head = Principal(
            Role.STAFF, "li", OVER, (HeldPost(PostKind.HEAD, OVER, BEGAN, supervises=over, leads=frozenset({kind})),)
        )
        officer = Principal(Role.STAFF, "zhang", OVER, (HeldPost(kind, OVER, BEGAN, supervises=over),))
        all_of_it, his = seen_states(head, queue, own=False), seen_states(head, queue, own=True)
        assert all_of_it >= seen_states(officer, queue, own=True)
        assert {department for _, department, _ in his} <= {OVER}


def seen_states(principal: Principal, queue: Queue, *, own: bool) -> set[tuple[Party, str, tuple[str, str, str]]]:
    """Which states of whose cases stand in somebody's list."""
    return {
        (turn.party, department, state)
        for turn in turns(principal, queue, DAY, own=own)
        for department in turn.departments
        for state in turn.states
    }


@pytest.mark.parametrize("label", QUEUES)
def test_where_a_row_sets_a_term_the_case_has_a_due_date_with_its_articles_and_else_only_an_age(label: str) -> None:
    queue, terms = QUEUES[label], 0
    for at in standings(queue):
        into = [step for step in at.table if step.then is at.state]
        numbered = [step for step in into if step.lasts is not NO_NUMBER and not isinstance(step.lasts, Span)]
        rules = rules_of_term(at.workflow, at.table, at.state, {})
        assert set(rules) >= {rule for step in numbered for rule in step.rules}, (at.kept, at.state)
        assert bool(rules) or not any(step.rules for step in numbered), (at.kept, at.state)
        if all(step.lasts is NO_NUMBER or step.lasts is Span.AT_REST for step in into):
            assert rules == (), (at.kept, at.state)
        terms += bool(rules)
    assert not terms or queue.due != "null", "where a row sets a term it is kept"


@pytest.mark.parametrize(
    ("provider", "state", "sharing", "rules"),
    [
        ("WH", SharingState.ASKED, SharingType.CONDITIONAL, ("WH-13",)),
        ("CZ", SharingState.ASKED, SharingType.CONDITIONAL, ("CZ-11",)),
        ("JZ", SharingState.ASKED, SharingType.CONDITIONAL, ("JZ-14.2",)),
        ("JZ", SharingState.FILED, SharingType.CONDITIONAL, ("JZ-14.1", "JZ-14.2", "JZP-4.1")),
    ],
)
def test_the_term_of_a_request_is_that_of_the_row_by_which_it_came_and_not_of_a_reorganisation(
    provider: str, state: SharingState, sharing: SharingType, rules: tuple[str, ...]
) -> None:
    queue = QUEUES["SharingRequest"]
    table = queue.table(SHARING, f"{provider}/{provider}", DAY)
    assert rules_of_term(SHARING, table, state, {"type": sharing}) == rules


@pytest.mark.parametrize("label", QUEUES)
def test_what_a_post_is_waited_for_has_a_mutation(label: str) -> None:
    queue = QUEUES[label]
    for at in standings(queue):
        for step in waited_for(at.workflow, at.table, at.state):
            if any(isinstance(actor, PostKind) for actor in step.actors):
                assert step.event in queue.mutations, (at.kept, at.state, step.event)


@pytest.mark.parametrize(
    ("kind", "taken"),
    [
        (PostKind.APPLICANT, ["disputeRefusal", "withdrawRequest"]),
        (PostKind.DEPUTY_IN_CHARGE, ["approveRequestInWriting"]),
        (PostKind.PROVIDER_OFFICER, ["consentToRequest"]),
        (PostKind.AGENT, ["consentToRequest"]),
        (PostKind.LICENSE_OFFICER, []),
        (PostKind.HEAD, []),
    ],
)
def test_of_the_acts_that_a_department_is_told_of_each_is_shown_those_that_his_posts_take(
    kind: PostKind, taken: list[str]
) -> None:
    told = ["approveRequestInWriting", "disputeRefusal", "withdrawRequest", "consentToRequest"]
    who = Principal(Role.STAFF, "zhang", ASKS, (HeldPost(kind, ASKS, BEGAN),))
    assert taken_by(who, told, DAY) == taken
    assert taken_by(who, told, date(2019, 12, 31)) == [], "he does not hold it yet"
    assert taken_by(Principal(Role.AUDITOR, "zhang"), told, DAY) == []
    assert taken_by(who, ["recordDeliveries"], DAY) == ["recordDeliveries"], "it is no step of a case"


@pytest.mark.parametrize("city", ["CZ", "JZ", "JI", "WH", "CS"])
def test_a_post_of_which_no_row_of_its_city_has_a_step_has_nothing_of_its_own_waiting(city: str) -> None:
    own = (city, f"{city}/{city}")
    for kind in PostKind:
        who = Principal(Role.STAFF, "A", posts=(HeldPost(kind, ANSWERS, BEGAN),))
        rows = {
            kept
            for queue in (*QUEUES.values(), REPORTS)
            for turn in turns(who, queue, DAY, own=True)
            for _, kept, _ in turn.states
        }
        assert (kind in without_turn(city)) is rows.isdisjoint(own), kind


def test_in_wuhu_a_head_has_nothing_of_his_own_waiting_and_sees_what_waits_in_his_department() -> None:
    assert {PostKind.HEAD, PostKind.DEPUTY_IN_CHARGE, PostKind.REVIEWER} <= set(without_turn("WH"))
    head = Principal(Role.STAFF, "A", posts=(HeldPost(PostKind.HEAD, ANSWERS, BEGAN),))
    seen = {
        (label, state)
        for label, queue in QUEUES.items()
        for turn in turns(head, queue, DAY, own=False)
        for _, kept, state in turn.states
        if kept in ("WH", "WH/WH")
    }
    assert seen >= {("SharingRequest", "ASKED"), ("Objection", "RAISED"), ("EntryCase", "DRAFT")}
