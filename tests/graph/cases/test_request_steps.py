"""How data are asked for, read off the five texts: every step, by everybody, on all facts.

* What a text leaves open is our reading: who says that a negotiation failed, how a coordination ends, and that a
  request which is refused there is closed.
* That an applicant withdraws is the product's; a successor answers where the functions of a department have changed.
* Who is told without an article is told by the product: whose step comes next, and who asked.
"""

from datetime import date
from pathlib import Path

import pytest
from builders.by_hand import (
    MONDAY,
    Line,
    assert_only_these_steps,
    assert_taken_by_these_alone,
    assert_taken_on_these_facts,
    assert_what_is_missing_is_said,
    assert_words_stand_in_the_articles,
    lines,
)

from graph.cases.machine import Case, move
from graph.errors import Conflict
from graph.law.access import Principal
from graph.law.policies import table_on
from graph.law.posts import HeldPost
from graph.law.workflow import Facts, Side, Table
from graph.law.workflows import SHARING
from graph.words.entries import SharingType
from graph.words.organisation import PostKind
from graph.words.people import Role
from graph.words.sharing_cases import SharingEvent, SharingState
from graph.words.sources import BasisKind

STEPS = lines(Path(__file__).with_name("request_steps.tsv"), SharingState, SharingEvent)
EVERY = [pytest.param(city, line, id=f"{city}-{at}") for city, each in STEPS.items() for at, line in enumerate(each)]
DAY = MONDAY.date()


def table(city: str) -> Table:
    return table_on(city, SHARING, DAY)


@pytest.mark.parametrize("city", ["CZ", "JZ", "JI", "WH", "CS"])
def test_a_request_takes_the_steps_of_its_text_and_no_others(city: str) -> None:
    assert_only_these_steps(table(city), STEPS[city])


@pytest.mark.parametrize(("city", "line"), EVERY)
def test_a_step_of_a_request_is_taken_by_the_posts_of_the_text_and_by_nobody_else(city: str, line: Line) -> None:
    assert_words_stand_in_the_articles(line)
    assert_taken_by_these_alone(table(city), line)


@pytest.mark.parametrize(("city", "line"), EVERY)
def test_a_step_of_a_request_is_taken_where_all_is_so_that_the_text_asks_for(city: str, line: Line) -> None:
    assert_taken_on_these_facts(table(city), line, STEPS[city])


@pytest.mark.parametrize(("city", "line"), EVERY)
def test_what_a_request_lacks_is_named_with_the_article_that_asks_for_it(city: str, line: Line) -> None:
    assert_what_is_missing_is_said(table(city), line, STEPS[city])


@pytest.mark.parametrize("kind", [None, *BasisKind])
def test_in_jiaozuo_a_duty_and_a_rule_of_ones_own_are_no_basis_in_law_or_policy(kind: BasisKind | None) -> None:
    """JI-19.1: 法律政策依据、部门职责依据和政务业务需求: a duty is named besides, and is no law."""
    facts: Facts = {
        "type": SharingType.CONDITIONAL, "legal_basis": True, "basis_kind": kind, "duty_basis": True,
        "business_need": True,
    }  # fmt: skip
    applicant = Principal(Role.STAFF, "zhang", "A", (HeldPost(PostKind.APPLICANT, "A", date(2020, 1, 1)),))
    case = Case(SharingState.DRAFT, departments={Side.APPLICANT: {"A"}, Side.PROVIDER: {"P"}})
    try:
        made = move(table("JI"), case, SharingEvent.APPLY, applicant, facts, MONDAY).state is SharingState.DECIDING
    except Conflict:
        made = False
    assert made is (kind not in (BasisKind.DUTY, BasisKind.INTERNAL_RULE))
