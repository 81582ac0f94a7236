"""What is said of a refused move: in words that people read, each move once, and none that the case can never take."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from graph.cases.machine import Case, move
from graph.cases.prospects import Known, prospects
from graph.errors import Refusal
from graph.law.access import PUBLIC
from graph.law.policies import POLICIES
from graph.law.policy import Policy
from graph.law.workflow import FactValue, Side, Step
from graph.law.workflows import FORGERY, OBJECTION, SHARING, WORKFLOWS
from graph.refusal_codes import Code
from graph.words.entries import SharingType
from graph.words.forgeries import ForgeryEvent
from graph.words.objections import ObjectionEvent
from graph.words.organisation import PostKind
from graph.words.sharing_cases import SharingEvent, SharingState

AT = datetime(2026, 3, 2, 2, tzinfo=UTC)
DEPARTMENT = "11340200MB0000001A"
CITIES = [row for row in POLICIES.values() if row.offered]
SIDES = dict.fromkeys(Side, frozenset({DEPARTMENT}))


def refusals(row: Policy) -> Iterator[Refusal]:
    """Of everything that nobody in particular tries, from everywhere."""
    for name, cell in row.workflows.items():
        workflow = WORKFLOWS[name]
        for state, event in itertools.product((None, *workflow.states), workflow.events):
            with pytest.raises(Refusal) as refused:
                move(cell.value, Case(state, departments=SIDES), event, PUBLIC, {}, AT)
            yield refused.value


@pytest.mark.parametrize("row", CITIES, ids=lambda row: row.id)
def test_a_refusal_denies_nothing_twice_names_no_event_as_programs_do_and_no_body_without_posts(row: Policy) -> None:
    codes = set()
    for refused in refusals(row):
        codes.add(refused.code)
        assert "不能不" not in refused.message.zh
        assert Side.OUTSIDE.value not in refused.message.zh
        assert re.search("[a-z]_[a-z]", refused.message.en) is None
    assert codes == {Code.NO_SUCH_MOVE, Code.CONDITION_MISSING, Code.ANOTHER_POST}


@pytest.mark.parametrize("sharing", SharingType)
@pytest.mark.parametrize("row", CITIES, ids=lambda row: row.id)
def test_a_move_that_is_not_there_names_those_of_the_case_once_as_the_work_list_does(
    row: Policy, sharing: SharingType
) -> None:
    cell = row.table(SHARING)
    assert cell is not None
    facts: dict[str, FactValue] = {"type": sharing, "controlled_interface": False}
    for state, event in itertools.product(SharingState, SharingEvent):
        with pytest.raises(Refusal) as raised:
            move(cell.value, Case(state, departments=SIDES), event, PUBLIC, facts, AT)
        refused = raised.value
        if refused.code is Code.NO_SUCH_MOVE and refused.limit is not None:
            told = {each.step.event for each in prospects(SHARING, cell.value, state, Known(facts, AT.date()))}
            assert sorted(refused.limit.split(", ")) == sorted(each.name for each in told)
            moves = [each.partition("（")[0] for each in refused.message.zh.partition("；可办理：")[2].split("；")]
            assert sorted(moves) == sorted(each.zh for each in told)


def test_whose_step_it_is_is_said_of_every_side_whose_post_may() -> None:
    """What an outside body decides an officer of the lead authority records; two sides may break off."""
    table = POLICIES["WH"].workflows[SHARING.id].value
    by_event = {step.event: step for step in table}
    assert by_event[SharingEvent.RECORD_FOR].sides == (Side.LEAD,)
    assert by_event[SharingEvent.FAIL].sides == (Side.APPLICANT, Side.PROVIDER)
    ours: Step = by_event[SharingEvent.FAIL]
    assert {ours.side_of(each) for each in (PostKind.APPLICANT, PostKind.PROVIDER_OFFICER)} == set(ours.sides)


@pytest.mark.parametrize("row", CITIES, ids=lambda row: row.id)
def test_of_what_is_over_nothing_is_said_to_be_done_later_and_no_article_of_a_reorganisation_cited(row: Policy) -> None:
    over = 0
    for name, cell in row.workflows.items():
        workflow = WORKFLOWS[name]
        for state, event in itertools.product((None, *workflow.states), workflow.events):
            with pytest.raises(Refusal) as raised:
                move(cell.value, Case(state, departments=SIDES), event, PUBLIC, {}, AT)
            said = raised.value.message.zh
            assert "可办理：无" not in said
            if "已办结" in said and state is not None:
                assert state not in workflow.on_a_desk
                assert said == f"现为“{state.zh}”，已办结，不能再办理“{event.zh}”"
                over += 1
    assert over
    requests = row.workflows[SHARING.id].value
    with pytest.raises(Refusal) as withdrawn:
        move(requests, Case(SharingState.WITHDRAWN, departments=SIDES), SharingEvent.CONSENT, PUBLIC, {}, AT)
    taken = {rule for step in requests if step.event is SharingEvent.CONSENT for rule in step.rules}
    assert set(withdrawn.value.rules) == taken or not taken


def test_who_objects_is_no_applicant_and_who_finds_a_forgery_neither() -> None:
    said = {}
    for workflow, event in ((OBJECTION, ObjectionEvent.WITHDRAW), (FORGERY, ForgeryEvent.SUSPECT)):
        table = POLICIES["WH"].workflows[workflow.id].value
        step = next(step for step in table if step.event is event)
        facts: dict[str, FactValue] = {each.fact: next(iter(each.values)) for each in step.when}
        with pytest.raises(Refusal) as raised:
            move(table, Case(step.state, departments=SIDES), event, PUBLIC, facts, AT)
        said[workflow.id] = raised.value.message.zh
    assert "由异议提出方" in said["objection"]
    assert "由发现方" in said["forgery"]
    assert all("申请方" not in each for each in said.values())
