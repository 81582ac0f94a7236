"""The table between two departments under two policies holds like any other, and says whose row each step is."""

from dataclasses import replace
from itertools import permutations

import pytest

from graph.law.checking import RowRefused, check_rows
from graph.law.checking_between import faults_between
from graph.law.joining import joined
from graph.law.policies import POLICIES, policy
from graph.law.policy import Policy
from graph.law.tables import faults_of
from graph.law.workflow import Side, Step, steps_from
from graph.law.workflows import SHARING
from graph.words.entries import SharingType
from graph.words.sharing_cases import SharingEvent, SharingState

INSIDE = {
    SharingEvent.ASK_INSIDE, SharingEvent.APPROVE_IN_WRITING, SharingEvent.DECLINE, SharingEvent.FILE_OVER_THE_PLATFORM,
}  # fmt: skip
"""JZ-14: 经本部门分管领导书面批准，报管理部门通过共享平台提出申请."""
CITIES = tuple(row.id for row in POLICIES.values() if row.offered)


@pytest.mark.parametrize(("applicant", "provider"), tuple(permutations(CITIES, 2)))
def test_a_joined_table_holds_and_cites_the_rows_that_it_runs_on(applicant: str, provider: str) -> None:
    table = joined(policy(applicant), policy(provider))
    assert list(faults_of(table, SHARING)) == []
    inside = {step.state for step in table if step.event in INSIDE}
    for step in table:
        of = {provider, *((applicant,) if step.state in inside else ())}
        assert step.product or {article[:2] for article in step.cited} <= of


def test_where_one_policy_binds_both_or_none_the_applicant_the_table_is_the_providers() -> None:
    own = policy("JZ").table(SHARING)
    assert own is not None
    assert joined(policy("JZ"), policy("JZ")) is own.value
    assert joined(None, policy("WH")) is joined(policy("CZ"), policy("WH"))
    assert joined(policy("JZ"), replace(policy("WH"), workflows={})) == ()


@pytest.mark.parametrize("applicant", [None, *sorted(set(CITIES) - {"JZ"})])
def test_inner_approvals_are_asked_of_those_alone_whom_their_text_binds(applicant: str | None) -> None:
    """JZ-2: 综合检验检测中心 makes rules of its own by analogy, and is bound as little as another city."""
    table = joined(policy(applicant) if applicant else None, policy("JZ"))
    assert list(faults_of(table, SHARING)) == []
    (applied,) = steps_from(table, SharingState.DRAFT)
    assert (applied.event, applied.then, applied.days) == (SharingEvent.APPLY, SharingState.FILED, 2)
    assert {each.fact for each in applied.when} == {"type", "purpose_and_scenario"}
    assert applied.rules == ("JZ-14.1", "JZ-14.2")
    assert not any(step.side in (Side.APPLICANT_LEAD, Side.APPLICANT_CARRIER) for step in table)
    assert not {step.event for step in table} & {SharingEvent.ASK_INSIDE, SharingEvent.APPROVE_IN_WRITING}
    again = list(steps_from(table, SharingState.INSIDE_APPROVED, SharingEvent.CORRECT_APPLICATION))
    assert [(each.side, each.then, each.days) for each in again] == [(Side.APPLICANT, SharingState.FILED, 2)] * 2


@pytest.mark.parametrize("asked", SharingType)
def test_a_request_is_opened_by_what_its_sharing_type_asks_for_and_by_nothing_else(asked: SharingType) -> None:
    table = joined(policy("JZ"), policy("WH"), asked)
    opened = {step.event for step in steps_from(table, SharingState.DRAFT)}
    assert opened == {SharingEvent.APPLY if asked is SharingType.REFUSED else SharingEvent.ASK_INSIDE}
    assert list(faults_of(table, SHARING)) == []


def test_the_last_approval_inside_is_the_application_under_the_providers_text() -> None:
    table = joined(policy("JZ"), policy("WH"))
    asked = {step.event for step in steps_from(table, SharingState.DRAFT)}
    assert asked == {SharingEvent.ASK_INSIDE, SharingEvent.APPLY}
    (filed,) = steps_from(table, SharingState.INSIDE_APPROVED, SharingEvent.FILE_OVER_THE_PLATFORM)
    assert (filed.then, filed.days, filed.side) == (SharingState.ASKED, 10, Side.APPLICANT_LEAD)
    assert {"JZ-14.2", "JZP-4.1", "WH-13", "WH-5.2"} <= set(filed.cited)


def without(event: SharingEvent, *kept: Step) -> Policy:
    """晋中 without the inner rows of an event, or with others in their place."""
    row, own = policy("JZ"), policy("JZ").table(SHARING)
    assert own is not None
    table = (*(step for step in own.value if step.event is not event), *kept)
    return replace(row, workflows={**row.workflows, SHARING.id: replace(own, value=table)})


def of_jinzhong(event: SharingEvent) -> Step:
    own = policy("JZ").table(SHARING)
    assert own is not None
    return next(step for step in own.value if step.event is event)


ASKED, FILED = of_jinzhong(SharingEvent.ASK_INSIDE), of_jinzhong(SharingEvent.FILE_OVER_THE_PLATFORM)


@pytest.mark.parametrize(
    ("applicant", "provider", "fault"),
    [
        (without(SharingEvent.ASK_INSIDE), policy("WH"), "of the inner approvals none opens a request"),
        (
            without(SharingEvent.FILE_OVER_THE_PLATFORM, replace(FILED, then=SharingState.INSIDE)), policy("WH"),
            "of the inner approvals none leads out of them",
        ),
        (
            without(SharingEvent.ASK_INSIDE, replace(ASKED, when=())), policy("WH"),
            "of the inner approvals none says of which sharing types a request is",
        ),
        (
            without(SharingEvent.FILE_OVER_THE_PLATFORM, replace(FILED, rules=("JI-19.1",))), policy("WH"),
            "JZ asks WH on 2022-06-16: inside_approved·file_over_the_platform cites JI-19.1, which is of neither",
        ),
    ],
)  # fmt: skip
def test_a_table_between_two_that_does_not_hold_is_a_fault(applicant: Policy, provider: Policy, fault: str) -> None:
    assert any(fault in each for each in faults_between([applicant, provider]))


def test_the_program_does_not_start_on_tables_that_hold_alone_and_not_together() -> None:
    """Where one text asked for what another had done by then, nobody could ask over the two."""
    own = policy("WH").table(SHARING)
    assert own is not None
    reviewed = next(each for each in FILED.when if each.fact == "reviewed_by_centre")
    opens, *others = own.value
    unseen = replace(opens, when=(*opens.when, replace(reviewed, values=frozenset({False}), rules=())))
    alone = replace(policy("WH"), workflows={SHARING.id: replace(own, value=(unseen, *others))})
    check_rows([alone])
    found = "JZ asks WH on 2022-06-16: inside_approved·file_over_the_platform has conditions that exclude one another"
    with pytest.raises(RowRefused, match=found):
        check_rows([policy("JZ"), alone])
