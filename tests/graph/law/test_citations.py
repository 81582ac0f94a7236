"""A refusal cites documents of the policy that binds, and no neighbour's: five cities, every act and matter."""

import itertools
from datetime import UTC, date, datetime

import pytest
from builders.more import every

from graph.cases.machine import Case, move
from graph.errors import Forbidden, Refusal
from graph.law.access import PUBLIC, Principal, require
from graph.law.acts import PERMISSIONS, Act
from graph.law.articles import rules
from graph.law.citations import Matter, of_act, of_matter, rules_broken
from graph.law.findings import Circumstance, FindingKind
from graph.law.policies import POLICIES
from graph.law.policy import Policy
from graph.law.posts import HeldPost
from graph.law.terms import NO_NUMBER
from graph.law.workflow import Side
from graph.law.workflows import LICENSE, WORKFLOWS
from graph.words.closed_list import ClosedList
from graph.words.entry_cases import EntryEvent
from graph.words.forgeries import ForgeryEvent
from graph.words.grants import GrantEvent
from graph.words.license_drafts import DraftEvent
from graph.words.objections import ObjectionEvent
from graph.words.organisation import PostKind
from graph.words.people import Role
from graph.words.sharing_cases import SharingEvent

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
    taken_over = act in (Act.REGISTER_ENTRY, Act.PUBLISH_ENTRY)
    if (PERMISSIONS[act].roles and not taken_over) or (row.table(LICENSE) is None and "LICENSE" in act.name):
        assert refused.value.rules == ()
    else:
        assert refused.value.rules


@pytest.mark.parametrize("act", Act)
def test_where_no_policy_binds_no_article_is_borrowed(act: Act) -> None:
    with pytest.raises(Forbidden) as refused:
        require(PUBLIC, act, DEPARTMENT, ON, None)
    assert refused.value.rules == ()


@pytest.mark.parametrize("row", CITIES, ids=lambda row: row.id)
def test_a_matter_and_a_finding_cite_the_policys_own_articles(row: Policy) -> None:
    assert all(of_its_own(row, of_matter(row, matter)) for matter in Matter)
    everything = [frozenset(each) for n in range(4) for each in itertools.combinations(Circumstance, n)]
    for kind, under in itertools.product(FindingKind, everything):
        assert of_its_own(row, rules_broken(row, kind, under))


@pytest.mark.parametrize("row", every(len(CITIES), CITIES, lambda row: row.id))
def test_a_refused_step_cites_the_policys_own_articles(row: Policy) -> None:
    """Whoever is refused, from whatever state: no move, a condition, another post."""
    sides = dict.fromkeys(Side, frozenset({DEPARTMENT}))
    at = datetime(2026, 3, 2, 2, tzinfo=UTC)
    askers = [PUBLIC, *(Principal(Role.STAFF, "zhang", None, (HeldPost(kind, DEPARTMENT, ON),)) for kind in PostKind)]
    refusals: list[tuple[Refusal, ClosedList]] = []
    for name, cell in row.workflows.items():
        workflow = WORKFLOWS[name]
        for asker, state, event in itertools.product(askers, (None, *workflow.states), workflow.events):
            try:
                move(cell.value, Case(state, NO_NUMBER, sides), event, asker, {}, at)
            except Refusal as refused:
                refusals.append((refused, event))
    assert {refused.code for refused, _ in refusals} == {"NO_SUCH_MOVE", "CONDITION_MISSING", "ANOTHER_POST"}
    assert all(of_its_own(row, refused.rules) for refused, _ in refusals)
    own = {ObjectionEvent.WITHDRAW, ForgeryEvent.JOIN, DraftEvent.ERASE, DraftEvent.RESTORE}
    own |= {EntryEvent.SEND_BACK, EntryEvent.WITHDRAW, EntryEvent.GO_OFFLINE}
    own |= {*GrantEvent}
    own |= {SharingEvent.WITHDRAW, SharingEvent.REORGANISED, SharingEvent.ENTRY_WITHDRAWN}
    assert {event for refused, event in refusals if not refused.rules} <= own, "the product's own"
