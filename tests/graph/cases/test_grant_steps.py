"""What becomes of a grant, read off the five texts: every step, by everybody, on all facts.

* The rows are the same for all; what a text does not say is the product's.
* What happens by itself – a decision grants, a period is over, an entry goes – is the operator's step.
* 晋中 alone asks for an agreement, lets provider and authority take the right back, and has data destroyed; 芜湖 alone
  asks for consent before data are published.
"""

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

from graph.law.policies import table_on
from graph.law.workflow import Table
from graph.law.workflows import GRANT
from graph.words.grants import GrantEvent, GrantState

STEPS = lines(Path(__file__).with_name("grant_steps.tsv"), GrantState, GrantEvent)
EVERY = [pytest.param(city, line, id=f"{city}-{at}") for city, each in STEPS.items() for at, line in enumerate(each)]
DAY = MONDAY.date()


def table(city: str) -> Table:
    return table_on(city, GRANT, DAY)


@pytest.mark.parametrize("city", ["CZ", "JZ", "JI", "WH", "CS"])
def test_a_grant_takes_the_steps_of_its_text_and_no_others(city: str) -> None:
    assert_only_these_steps(table(city), STEPS[city])


@pytest.mark.parametrize(("city", "line"), EVERY)
def test_a_step_of_a_grant_is_taken_by_the_posts_of_the_text_and_by_nobody_else(city: str, line: Line) -> None:
    assert_words_stand_in_the_articles(line)
    assert_taken_by_these_alone(table(city), line)


@pytest.mark.parametrize(("city", "line"), EVERY)
def test_a_step_of_a_grant_is_taken_where_all_is_so_that_the_text_asks_for(city: str, line: Line) -> None:
    assert_taken_on_these_facts(table(city), line, STEPS[city])


@pytest.mark.parametrize(("city", "line"), EVERY)
def test_what_a_grant_lacks_is_named_with_the_article_that_asks_for_it(city: str, line: Line) -> None:
    assert_what_is_missing_is_said(table(city), line, STEPS[city])
