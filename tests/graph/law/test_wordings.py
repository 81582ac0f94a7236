"""An amended citation changes exactly what is cited from its day on, and nothing before: every place of every row."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from builders.more import every

from graph.errors import Forbidden
from graph.law import policies
from graph.law.access import PUBLIC, require
from graph.law.acts import Act
from graph.law.checking import check_rows
from graph.law.citations import Matter, of_matter, rules_broken
from graph.law.findings import Breach, Circumstance, FindingKind
from graph.law.policies import POLICIES, bound_by, policy, policy_on
from graph.law.policy import Cell, Policy
from graph.law.provisions import Libraries
from graph.law.tracing import articles_of_post, places
from graph.law.wordings import Amended
from graph.words.organisation import PostKind

DAY = date(2026, 9, 1)
EVE = DAY - timedelta(days=1)
CITIES = [row for row in POLICIES.values() if row.offered]
UNDER = [frozenset(each) for n in range(4) for each in itertools.combinations(Circumstance, n)]
KEYS: dict[str, list[Any]] = {
    "acts": list(Act), "matters": list(Matter), "posts": list(PostKind),
    "findings": list(FindingKind),
}  # fmt: skip
PLACES = [(name, key) for name, keys in KEYS.items() for key in keys]


def refused(act: Callable[[], None]) -> object:
    try:
        act()
    except Forbidden as refusal:
        return refusal.code, refusal.rules
    return None


def cited(row: Policy) -> dict[tuple[str, Any], object]:
    """What a row cites, place by place, as refusals and answers cite it."""
    found: dict[tuple[str, Any], object] = {}
    for act in Act:
        found["acts", act] = refused(partial(require, PUBLIC, act, "D", DAY, row))
    found |= {("matters", matter): of_matter(row, matter) for matter in Matter}
    found |= {("posts", post): articles_of_post(row, post) for post in PostKind}
    found |= {("findings", kind): [rules_broken(row, kind, under) for under in UNDER] for kind in FindingKind}
    return found


def saying(row: Policy, name: str, key: Any, said: Any) -> Policy:
    """A copy of a row that says something in a place; None = nothing."""
    values = {**getattr(row.citations, name), key: said}
    if said is None:
        del values[key]
    return replace(row, citations=replace(row.citations, **{name: values}))


def new_words(row: Policy, name: str) -> Any:
    """What no row says yet: the first article of its own text, which speaks of aims."""
    articles = (f"{row.prefixes[0]}-1",)
    return (Breach(articles),) if name == "findings" else articles


def amended(row: Policy) -> Iterator[tuple[str, Any, Policy, Policy, Policy]]:
    """Each place with the row that is amended there on the day, and what it has to say before and from then on."""
    for name, key in PLACES:
        old, new = getattr(row.citations, name).get(key), new_words(row, name)
        yield name, key, saying(row, name, key, Amended(new, DAY, before=old)), row, saying(row, name, key, new)


@pytest.mark.parametrize("row", every(len(CITIES), CITIES, lambda row: row.id))
def test_from_the_day_on_one_place_cites_the_new_article_and_nothing_else_differs(
    row: Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_it_was = cited(row)
    for name, key, dated, before, after in amended(row):
        check_rows([dated])
        monkeypatch.setattr(policies, "POLICIES", {**POLICIES, row.id: dated})
        assert policy_on(row.id, EVE) == before
        for day in (row.valid_from, EVE):
            assert cited(policy_on(row.id, day)) == as_it_was, (name, key)
        bound = bound_by(row.id, EVE)
        assert bound is not None
        assert cited(bound) == as_it_was
        for day in (DAY, DAY + timedelta(days=200)):
            now = cited(policy_on(row.id, day))
            assert now == cited(after), (name, key)
            changed = {place for place in now if now[place] != as_it_was[place]}
            by_act = {place for place in changed if place[0] == "posts"} if name == "acts" else set()
            assert changed - by_act == {(name, key)}


@pytest.mark.parametrize("row", CITIES, ids=lambda row: row.id)
def test_a_repealed_citation_is_silent_from_its_day_on(row: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, key in PLACES:
        old = getattr(row.citations, name).get(key)
        if old is None:
            continue
        dated = saying(row, name, key, Amended(None, DAY, before=old))
        check_rows([dated])
        monkeypatch.setattr(policies, "POLICIES", {**POLICIES, row.id: dated})
        assert cited(policy_on(row.id, EVE)) == cited(row)
        assert policy_on(row.id, DAY) == saying(row, name, key, None)
        assert cited(policy_on(row.id, DAY)) == cited(saying(row, name, key, None))


@pytest.mark.parametrize("row", CITIES, ids=lambda row: row.id)
def test_every_wording_is_traced_to_its_place(row: Policy) -> None:
    for name, key, dated, before, after in amended(row):
        there = {place for place in places(dated) if place[1].startswith(f"{row.id}.{name}.")}
        assert there == {
            place for each in (before, after) for place in places(each) if place[1].startswith(f"{row.id}.{name}.")
        }, (name, key)


def test_a_row_that_is_read_without_a_day_cites_its_newest_wording() -> None:
    for name, key, dated, _, after in amended(policy("CS")):
        assert cited(dated) == cited(after), (name, key)


def test_of_several_wordings_each_holds_until_the_next() -> None:
    said = Amended(("WH-8",), date(2027, 1, 1), Amended(None, date(2026, 1, 1), Amended(("WH-7",), date(2025, 1, 1))))
    row = saying(policy("WH"), "matters", Matter.STATE_SECRET, said)
    check_rows([row])
    found = {year: of_matter(row.on(date(year, 6, 1)), Matter.STATE_SECRET) for year in range(2024, 2028)}
    assert found == {2024: (), 2025: ("WH-7",), 2026: (), 2027: ("WH-8",)}
    place = "WH.matters.STATE_SECRET"
    assert [article for article, where in places(row) if where == place] == ["WH-8", "WH-7"], "the newest first"
    assert row.on(date(2025, 1, 1)).on(date(2028, 1, 1)) == row.on(date(2025, 1, 1)), "a row of a day has no periods"


def test_a_row_without_amendments_is_the_same_on_every_day() -> None:
    for row in CITIES:
        assert row.on(DAY) is row
        assert row.citations.on(DAY) is row.citations


def test_a_row_that_does_not_hold_yet_reads_as_it_will_begin() -> None:
    row = policy("JZ")
    begun = replace(row, base_libraries=Cell(Libraries(("人口",)), ("JZ-7",), since=row.valid_from))
    assert begun.on(date(2000, 1, 1)).base_libraries == begun.base_libraries
