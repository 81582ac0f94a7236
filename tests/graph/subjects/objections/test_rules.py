"""Objections: what they say, and the sentences that go with an answer while they are open."""

from datetime import UTC, datetime

import pytest

from graph.cases.wording import MAX_WORDS, noted, stated
from graph.errors import LimitExceeded, Malformed
from graph.law.articles import rule, rules
from graph.law.policies import policy
from graph.subjects.objections.rules import WHILE_IN_CHECK, ObjectionTarget, sentence_while_open, sentence_without_due

AT = datetime(2025, 3, 3, 2, 0, tzinfo=UTC)
CHECK_RULES = {"CZ": ("CZ-14",), "JZ": ("JZ-16",), "JI": ("JI-14",), "WH": ("WH-16",), "CS": ("CS-32",)}


def test_an_objection_needs_words_and_not_too_many() -> None:
    assert stated(" 登记日期早于成立日期\n") == "登记日期早于成立日期"
    with pytest.raises(Malformed):
        stated(" \n")
    assert noted(" \n") == ""
    for said in (stated, noted):
        assert said("字" * MAX_WORDS)
        with pytest.raises(LimitExceeded):
            said("字" * (MAX_WORDS + 1))


def test_the_sentence_while_in_check_stands_in_every_text() -> None:
    for city, found in CHECK_RULES.items():
        assert sentence_while_open(policy(city)).rules == found
        words = rule(found[0]).words
        assert all(part in words for part in ("校核期间", "照常办理", "不得拒绝、推诿")), city
    assert sentence_while_open(None).rules == ()
    assert "照常办理" in WHILE_IN_CHECK.zh
    assert all(rule_id in rules() for found in CHECK_RULES.values() for rule_id in found)


@pytest.mark.parametrize(
    ("target", "city", "articles"),
    [(ObjectionTarget.ITEM, "CZ", ("CZ-14", "SC-809")), (ObjectionTarget.LICENSE, "WH", ("WHL-19", "SC-809"))],
)
def test_without_a_number_the_article_and_the_decree_are_named(
    target: ObjectionTarget, city: str, articles: tuple[str, ...]
) -> None:
    said = sentence_without_due(target, policy(city), datetime(2025, 7, 31, 16, 30, tzinfo=UTC))
    assert said.rules == articles, "in China it is 1 August"
    assert sentence_without_due(target, policy(city), AT).rules == articles[:1]
