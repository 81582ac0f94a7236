"""How data are had under the provider's row, and what a refusal has to say."""

import pytest

from graph.errors import Malformed
from graph.law.policies import POLICIES, policy
from graph.law.policy import Policy
from graph.law.workflow import steps_from
from graph.law.workflows import SHARING
from graph.subjects.sharing.rules import effective_sharing, procedure_of, reason_of_refusal, waits_in
from graph.words.entries import ItemKind, SharingType
from graph.words.sharing_cases import SharingEvent

CITIES = tuple(row for row in POLICIES.values() if row.offered)


def test_unconditional_is_direct_but_in_jinzhong() -> None:
    assert [row.id for row in CITIES if not procedure_of(row, SharingType.UNCONDITIONAL).direct] == ["JZ"]
    path = procedure_of(policy("JZ"), SharingType.UNCONDITIONAL)
    assert path.steps[0].event is SharingEvent.ASK_INSIDE


def test_what_is_not_shared_has_no_path_in_jinzhong() -> None:
    path = procedure_of(policy("JZ"), SharingType.REFUSED)
    assert (path.closed, path.direct, path.rules) == (True, False, ("JZ-10.3",))
    assert not procedure_of(policy("WH"), SharingType.REFUSED).closed


def test_who_may_dispute_answer_for_the_provider_or_go_without_an_application_is_the_rows() -> None:
    disputed = [(row.id, sharing.name) for row in CITIES for sharing in SharingType if may_dispute(row, sharing)]
    assert disputed == [("CZ", "CONDITIONAL"), ("JZ", "CONDITIONAL"), ("WH", "CONDITIONAL")]
    conditional, unconditional = (
        procedure_of(policy("JZ"), sharing) for sharing in (SharingType.CONDITIONAL, SharingType.UNCONDITIONAL)
    )
    assert conditional.agent is not None
    assert conditional.agent.rules == ("JZ-15.1",)
    assert unconditional.agent is None
    assert unconditional.exclusive is not None
    assert procedure_of(policy("WH"), SharingType.CONDITIONAL).exclusive is None
    among = {row.id: cell.rules for row in CITIES if (cell := procedure_of(row, SharingType.CONDITIONAL).concerned)}
    assert among == {"CS": ("CS-28",)}


def may_dispute(row: Policy, sharing: SharingType) -> bool:
    return any(step.event is SharingEvent.DISPUTE for step in procedure_of(row, sharing).steps)


@pytest.mark.parametrize(("city", "sharing"), [("CZ", "UNCONDITIONAL"), ("JI", "UNCONDITIONAL"), ("WH", "CONDITIONAL")])
def test_base_items_of_base_libraries_are_unconditional_where_the_text_says_so(city: str, sharing: str) -> None:
    got = effective_sharing(policy(city), SharingType.CONDITIONAL, ItemKind.BASE, in_base_library=True)
    assert got.name == sharing
    for item, inside in ((ItemKind.BUSINESS, True), (ItemKind.BASE, False)):
        kept = effective_sharing(policy(city), SharingType.CONDITIONAL, item, in_base_library=inside)
        assert kept is SharingType.CONDITIONAL


WAITS = {
    "CZ": ("ASKED", "ASKED", "ASKED"), "JZ": ("ASKED", "ASKED", None), "JI": (None, "DECIDING", "DECIDING"),
    "WH": ("ASKED", "ASKED", "ASKED"), "CS": (None, "OPINION", None),
}  # fmt: skip
"""Of what is unconditional, conditional, refused."""


@pytest.mark.parametrize("city", WAITS)
def test_a_request_that_waits_elsewhere_stands_where_the_citys_table_goes_on(city: str) -> None:
    row = policy(city)
    for sharing, state in zip(SharingType, WAITS[city], strict=True):
        found = waits_in(row, sharing)
        assert (found.name if found else None) == state, sharing
        cell = row.table(SHARING)
        assert found is None or (cell and list(steps_from(cell.value, found)))


REASONS = {
    "CZ": ("CZ-11",), "JZ": ("JZ-14.2", "JZ-15.2"), "JI": (), "WH": ("WH-13",), "CS": (), "SC809": (), None: (),
}  # fmt: skip


@pytest.mark.parametrize("city", REASONS)
def test_a_refusal_needs_reasons_by_the_article_of_the_city_or_of_none(city: str | None) -> None:
    row = policy(city) if city else None
    assert reason_of_refusal(row, " 涉及个人隐私 ", ("refusal",)) == "涉及个人隐私"
    with pytest.raises(Malformed) as refused:
        reason_of_refusal(row, "  ", ("refusal",))
    assert refused.value.rules == REASONS[city]
