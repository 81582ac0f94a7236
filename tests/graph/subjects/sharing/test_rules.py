"""Paths of requests: the provider's row decides, the applicant's adds its own approvals."""

import pytest

from graph.errors import Malformed
from graph.law.policies import policy
from graph.law.provisions import StageAct
from graph.subjects.sharing.rules import effective_sharing, procedure_of, require_reason
from graph.words.entries import ItemKind, SharingType


def test_unconditional_is_direct_in_wuhu_and_an_application_in_jinzhong() -> None:
    assert procedure_of(policy("WH"), SharingType.UNCONDITIONAL).direct
    path = procedure_of(policy("JZ"), SharingType.UNCONDITIONAL)
    assert not path.direct
    assert path.stages[0].act is StageAct.APPROVE_INSIDE


def test_what_is_not_shared_has_no_path_in_jinzhong() -> None:
    path = procedure_of(policy("JZ"), SharingType.REFUSED)
    assert (path.closed, path.direct, path.rules) == (True, False, ("JZ-10.3",))
    assert not procedure_of(policy("WH"), SharingType.REFUSED).closed


def test_the_applicants_row_adds_its_inner_approvals_only() -> None:
    path = procedure_of(policy("WH"), SharingType.CONDITIONAL, applicant=policy("JZ"))
    assert [stage.act for stage in path.stages] == [StageAct.APPROVE_INSIDE, StageAct.FILE, StageAct.ANSWER]
    assert path.stages[-1].days == 10
    assert {"WH-13", "JZ-14.2"} <= set(path.rules)
    assert procedure_of(policy("WH"), SharingType.CONDITIONAL, policy("CZ")).stages == policy("WH").conditional.value


@pytest.mark.parametrize(("city", "sharing"), [("CZ", "UNCONDITIONAL"), ("JI", "UNCONDITIONAL"), ("WH", "CONDITIONAL")])
def test_base_items_of_base_libraries_are_unconditional_where_the_text_says_so(city: str, sharing: str) -> None:
    got = effective_sharing(policy(city), SharingType.CONDITIONAL, ItemKind.BASE, in_base_library=True)
    assert got.name == sharing
    for item, inside in ((ItemKind.BUSINESS, True), (ItemKind.BASE, False)):
        kept = effective_sharing(policy(city), SharingType.CONDITIONAL, item, in_base_library=inside)
        assert kept is SharingType.CONDITIONAL


def test_a_refusal_needs_reasons() -> None:
    assert require_reason(policy("WH"), " 涉及个人隐私 ") == "涉及个人隐私"
    with pytest.raises(Malformed) as refused:
        require_reason(policy("JZ"), "  ")
    assert refused.value.rules == ("JZ-14.2", "JZ-15.2")
