"""A refusal cites documents of the policy that binds, and no neighbour's: five cities, every act and matter."""

import itertools
from datetime import date

import pytest

from graph.errors import Forbidden
from graph.law.access import PUBLIC, require, require_step
from graph.law.acts import PERMISSIONS, Act
from graph.law.articles import rules
from graph.law.citations import Matter, kept_apart, of_act, of_matter, rules_broken
from graph.law.findings import Circumstance, FindingKind
from graph.law.policies import POLICIES
from graph.law.policy import Policy
from graph.law.workflows import LICENSE

ON = date(2026, 3, 2)
DEPARTMENT = "11340200MB0000001A"
CITIES = [row for row in POLICIES.values() if row.offered]


def of_its_own(row: Policy, cited: tuple[str, ...]) -> bool:
    return all(article in rules() and article.partition("-")[0] in row.prefixes for article in cited)


@pytest.mark.parametrize("row", CITIES, ids=lambda row: row.id)
@pytest.mark.parametrize("act", Act)
def test_an_act_is_refused_by_articles_of_the_policy_that_binds(row: Policy, act: Act) -> None:
    with pytest.raises(Forbidden) as refused:
        require(PUBLIC, act, DEPARTMENT, ON, row)
    assert refused.value.rules == of_act(row, act)
    assert of_its_own(row, refused.value.rules)
    if PERMISSIONS[act].roles or (row.table(LICENSE) is None and "LICENSE" in act.name):
        assert refused.value.rules == ()
    elif act is not Act.REVIEW_ENTRY:
        assert refused.value.rules


@pytest.mark.parametrize("act", Act)
def test_where_no_policy_binds_no_article_is_borrowed(act: Act) -> None:
    with pytest.raises(Forbidden) as refused:
        require(PUBLIC, act, DEPARTMENT, ON, None)
    assert refused.value.rules == ()


@pytest.mark.parametrize("row", CITIES, ids=lambda row: row.id)
def test_a_step_a_matter_and_a_finding_cite_the_policys_own_articles(row: Policy) -> None:
    assert row.entry_approval is not None
    for step in row.entry_approval.value:
        with pytest.raises(Forbidden) as refused:
            require_step(PUBLIC, step, DEPARTMENT, ON)
        assert refused.value.rules
        assert of_its_own(row, refused.value.rules)
    assert all(of_its_own(row, of_matter(row, matter)) for matter in Matter)
    everything = [frozenset(each) for n in range(4) for each in itertools.combinations(Circumstance, n)]
    for kind, under in itertools.product(FindingKind, everything):
        assert of_its_own(row, rules_broken(row, kind, under))
    assert all(of_its_own(row, articles) for act in Act for _, articles in kept_apart(row, act))
