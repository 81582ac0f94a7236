"""What is told beforehand of a step is what the machine does with it, for every table of every city."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from random import Random
from typing import Any

import pytest

from graph.cases.machine import Case, move
from graph.cases.prospects import Asked, Known, Prospect, prospects
from graph.cases.refusing import ConditionMissing
from graph.cases.waiting import next_steps
from graph.errors import Conflict
from graph.law.access import Principal
from graph.law.policies import table_on
from graph.law.posts import HeldPost
from graph.law.terms import NO_NUMBER, Deadline
from graph.law.workflow import IN_TIME, Actor, Condition, Facts, Side, Step, Table, Workflow, steps_from
from graph.law.workflows import ENTRY, GRANT, SHARING, WORKFLOWS
from graph.subjects.waiting.queues import QUEUES
from graph.words.closed_list import ClosedList
from graph.words.entries import SharingType
from graph.words.entry_cases import EntryCaseState, EntryEvent
from graph.words.grants import GrantEvent, GrantState
from graph.words.people import Role
from graph.words.sharing_cases import SharingEvent, SharingState

TODAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 2, tzinfo=UTC)
ENDS = (None, date(2026, 2, 27), date(2026, 3, 9))
BY_ITSELF: frozenset[Actor] = frozenset({Role.ADMIN})
SIDES = {side: {side.name} for side in Side}
EVERY = {
    f"{workflow.id} {kept}": (workflow, table)
    for queue in QUEUES.values()
    for workflow in queue.workflows
    for kept, table in queue.tables(workflow)
}
TIMES = 12
"""So often something else is known of every state."""


def somebody(step: Step) -> Principal:
    """Somebody in the first of the posts of a step who is asked nothing more than the others."""
    sole = {each.of for each in step.when}
    actor = min(step.actors - sole or step.actors, key=lambda each: each.name)
    if isinstance(actor, Role):
        return Principal(actor, "zhang")
    side = step.side_of(actor).name
    return Principal(Role.STAFF, "zhang", side, (HeldPost(actor, side, date(2020, 1, 1)),))


def met(condition: Condition) -> Any:
    return min(condition.values, key=str)


def broken(condition: Condition) -> Any:
    return next(each for each in (False, True, None, *SharingType, -1) if each not in condition.values)


def some_facts(rows: list[Step], drawn: Random) -> Facts:
    """What may be known of a case, as far as its rows ask: nothing of a fact, or one way or the other."""
    asked = [each for row in rows for each in row.when if each.fact != IN_TIME and each.of is None]
    told: dict[str, Any] = {}
    for each in asked:
        told |= drawn.choice([{}, {each.fact: met(each)}, {each.fact: broken(each)}])
        told |= drawn.choice([{}, {each.unless: False}, {each.unless: True}]) if each.unless else {}
    return told


def whatever_known(table: Table, state: ClosedList, seed: str) -> Iterator[Known]:
    drawn = Random(seed)
    rows = list(steps_from(table, state))
    for _ in range(TIMES):
        yield Known(some_facts(rows, drawn), TODAY, drawn.choice(ENDS))


def filled(known: Known, step: Step, left: tuple[Condition, ...]) -> Facts:
    """The facts with everything stated that a step asks for and nobody knew."""
    return {**known.facts, **{each.fact: met(each) for each in left if each in step.when}}


def refusal(table: Table, known: Known, step: Step, facts: Facts) -> Conflict | None:
    due = Deadline(known.last_day) if known.last_day else NO_NUMBER
    try:
        made = move(table, Case(step.state, due, SIDES), step.event, somebody(step), facts, AT)
    except Conflict as refused:
        return refused
    assert made.state is step.then
    return None


@pytest.mark.parametrize("name", EVERY)
def test_what_is_told_as_open_is_accepted_and_what_is_told_as_missing_is_refused_by_that(name: str) -> None:
    workflow, table = EVERY[name]
    for state in dict.fromkeys(step.state for step in table if step.state is not None):
        for known in whatever_known(table, state, f"{name} {state.name}"):
            found = prospects(workflow, table, state, known)
            for each in found:
                refused = refusal(table, known, each.step, filled(known, each.step, each.left))
                assert (refused is None) is each.open, each
                if refused is not None:
                    asked = (Asked.of(missing, each.step) for missing in each.missing)
                    assert isinstance(refused, ConditionMissing)
                    assert (refused.facts, set(refused.rules)) == (
                        tuple(dict.fromkeys(missing.fact for missing in each.missing)),
                        {rule for one in asked for rule in one.rules},
                    )
            told = {each.step.event for each in found}
            for step in steps_from(table, state):
                if step.event not in told and step.actors != BY_ITSELF:
                    unknown = tuple(each for each in step.when if not each.told_by(known.every))
                    refused = refusal(table, known, step, filled(known, step, unknown))
                    assert refused is not None, step
                    assert refused.code == "CONDITION_MISSING"


def of(policy: str, workflow: Workflow, state: ClosedList, **facts: Any) -> dict[ClosedList, Prospect]:
    known = Known(facts, TODAY)
    return {each.step.event: each for each in prospects(workflow, table_on(policy, workflow, TODAY), state, known)}


def test_nobody_is_offered_to_confirm_that_what_is_shared_is_not() -> None:
    shared = of("CS", ENTRY, EntryCaseState.REVIEWED, type=SharingType.CONDITIONAL, reviewed_by_another=True)
    refused = of("CS", ENTRY, EntryCaseState.REVIEWED, type=SharingType.REFUSED, reviewed_by_another=True)
    assert EntryEvent.CONFIRM_REFUSED not in shared
    assert shared[EntryEvent.PUBLISH].open
    confirming = refused[EntryEvent.CONFIRM_REFUSED]
    assert (confirming.open, {each.fact for each in confirming.left}) == (True, {"basis_kind", "basis_in_force"})


def test_what_has_to_be_done_before_is_told_with_its_article() -> None:
    """晋中市: 市信息中心 reviews an application before it is filed."""
    early = of("JZ", SHARING, SharingState.INSIDE_APPROVED, type=SharingType.CONDITIONAL, reviewed_by_centre=False)
    filing = early[SharingEvent.FILE_OVER_THE_PLATFORM]
    assert [each.fact for each in filing.missing] == ["reviewed_by_centre"]
    assert Asked.of(filing.missing[0], filing.step).rules != ()
    later = of("JZ", SHARING, SharingState.INSIDE_APPROVED, type=SharingType.CONDITIONAL, reviewed_by_centre=True)
    assert later[SharingEvent.FILE_OVER_THE_PLATFORM].open
    assert not later[SharingEvent.REVIEW_APPLICATION].open


def test_nothing_is_known_of_what_is_stated_with_a_step() -> None:
    filing = of("WH", GRANT, GrantState.WAITING)[GrantEvent.FILE_AGREEMENT]
    assert (filing.open, [each.fact for each in filing.left]) == (True, ["security_agreement_filed"])


def test_a_term_that_has_ended_or_has_not_is_known_of_every_case() -> None:
    table = table_on("JZ", ENTRY, TODAY)
    early, late = (
        {each.step.event: each for each in prospects(ENTRY, table, EntryCaseState.PARALLEL, Known({}, TODAY, ends))}
        for ends in (date(2026, 3, 2), date(2026, 3, 1))
    )
    assert [each.fact for each in early[EntryEvent.GO_OFFLINE].missing] == [IN_TIME]
    assert late[EntryEvent.GO_OFFLINE].open


def test_steps_that_differ_by_their_conditions_alone_are_told_once_with_what_all_ask_for() -> None:
    table = table_on("CS", ENTRY, TODAY)
    found = prospects(ENTRY, table, EntryCaseState.REGISTERED, Known({"type": SharingType.REFUSED}, TODAY))
    told = next_steps(found, {})
    assert sorted(each.event.name for each in told) == ["REVIEW", "SEND_BACK"]
    assert [each.left for each in told if each.event is EntryEvent.SEND_BACK] == [()]


def test_that_a_request_is_corrected_is_told_once_wherever_the_correction_leads() -> None:
    table = table_on("JZ", SHARING, TODAY)
    found = prospects(SHARING, table, SharingState.INSIDE_APPROVED, Known({"type": SharingType.CONDITIONAL}, TODAY))
    events = [each.event for each in next_steps(found, {})]
    assert events.count(SharingEvent.CORRECT_APPLICATION) == 1
    assert len(events) == len(set(events))


def test_what_a_workflow_keeps_settled_is_a_fact_of_it() -> None:
    assert all(each.settled <= each.facts for each in WORKFLOWS.values())
