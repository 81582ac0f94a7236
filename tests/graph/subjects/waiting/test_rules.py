"""Work lists offer what the machine accepts, and nothing else: every post in every place, every row of every city."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from graph.cases.machine import Case, move
from graph.cases.waiting import waited_for
from graph.errors import Forbidden
from graph.law.access import Principal
from graph.law.posts import SUPERVISING, HeldPost
from graph.law.workflow import Condition, Facts, FactValue, Side, Step, Table, Workflow, steps_from
from graph.subjects.waiting.queues import ASKING, QUEUES, Queue
from graph.subjects.waiting.rules import may_take, turns
from graph.words.closed_list import ClosedList
from graph.words.organisation import PostKind
from graph.words.people import Role

DAY, AT, BEGAN = date(2026, 3, 2), datetime(2026, 3, 2, 2, tzinfo=UTC), date(2020, 1, 1)
ASKS, ANSWERS, OVER, ELSEWHERE = "asks", "answers", "over", "elsewhere"
PLACES = {ASKS: frozenset[str](), ANSWERS: frozenset[str](), OVER: frozenset({ASKS, ANSWERS}), ELSEWHERE: frozenset()}
"""Departments, with those that each supervises."""
DEPARTMENTS = {side: {ASKS if side in ASKING else ANSWERS} for side in Side}


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


def accepts(table: Table, step: Step, principal: Principal) -> bool:
    """Whether the machine lets somebody take a row of which all conditions hold."""
    facts: Facts = {each.fact: value_of(each) for each in step.when}
    try:
        move(table, Case(step.state, departments=DEPARTMENTS), step.event, principal, facts, AT)
    except Forbidden:
        return False
    return True


@pytest.mark.parametrize("label", QUEUES)
def test_a_step_is_offered_to_whom_the_machine_lets_take_it(label: str) -> None:
    tried = 0
    for at in standings(QUEUES[label]):
        for step in steps_from(at.table, at.state):
            for principal in PEOPLE:
                offered = may_take(principal, step, ANSWERS, ASKS, DAY)
                assert offered is accepts(at.table, step, principal), (at.kept, at.state, step.event, principal)
                tried += offered
    assert tried


@pytest.mark.parametrize("label", QUEUES)
def test_a_case_stands_in_the_list_of_whom_the_machine_lets_take_what_it_waits_for(label: str) -> None:
    queue = QUEUES[label]
    listed = {id(each): turns(each, queue, DAY, own=True) for each in PEOPLE}
    for at in standings(queue):
        key = (at.workflow.id, at.kept, at.state.name)
        steps = waited_for(at.workflow, at.table, at.state)
        for principal in PEOPLE:
            waits = any(
                key in turn.states and (ASKS if turn.asking else ANSWERS) in turn.departments
                for turn in listed[id(principal)]
            )
            assert waits is any(accepts(at.table, step, principal) for step in steps), (key, principal)


@pytest.mark.parametrize("label", QUEUES)
def test_what_a_post_is_waited_for_has_a_mutation(label: str) -> None:
    queue = QUEUES[label]
    for at in standings(queue):
        for step in waited_for(at.workflow, at.table, at.state):
            if any(isinstance(actor, PostKind) for actor in step.actors):
                assert step.event in queue.mutations, (at.kept, at.state, step.event)
