"""The table between two departments under two policies holds like any other, and says whose row each step is."""

from dataclasses import replace
from itertools import permutations

import pytest

from graph.law.joining import joined
from graph.law.policies import POLICIES, policy
from graph.law.tables import faults_of
from graph.law.workflow import Side, steps_from
from graph.law.workflows import SHARING
from graph.words.sharing_cases import SharingEvent, SharingState

CITIES = tuple(row.id for row in POLICIES.values() if row.offered)


@pytest.mark.parametrize(("applicant", "provider"), tuple(permutations(CITIES, 2)))
def test_a_joined_table_holds_and_cites_the_rows_that_it_runs_on(applicant: str, provider: str) -> None:
    table = joined(policy(applicant), policy(provider))
    assert list(faults_of(table, SHARING)) == []
    inside = {step.state for step in table if step.inner}
    for step in table:
        of = {provider, *((applicant,) if step.state in inside else ())}
        assert step.product or {article[:2] for article in step.cited} <= of


def test_where_one_policy_binds_both_or_none_the_applicant_the_table_is_the_providers() -> None:
    own = policy("JZ").table(SHARING)
    assert own is not None
    assert joined(policy("JZ"), policy("JZ")) is own.value
    assert joined(None, policy("WH")) is joined(policy("CZ"), policy("WH"))
    assert joined(policy("JZ"), replace(policy("WH"), workflows={})) == ()


def test_the_last_approval_inside_is_the_application_under_the_providers_text() -> None:
    table = joined(policy("JZ"), policy("WH"))
    asked = {step.event for step in steps_from(table, SharingState.DRAFT)}
    assert asked == {SharingEvent.ASK_INSIDE, SharingEvent.APPLY}
    (filed,) = steps_from(table, SharingState.INSIDE_APPROVED, SharingEvent.FILE_OVER_THE_PLATFORM)
    assert (filed.then, filed.days, filed.side) == (SharingState.ASKED, 10, Side.APPLICANT_LEAD)
    assert {"JZ-14.2", "JZP-4.1", "WH-13", "WH-5.2"} <= set(filed.cited)
