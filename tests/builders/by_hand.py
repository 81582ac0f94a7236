"""Steps of a workflow written down by hand from a text, and what the case machine has to make of each of them.

The columns of such a file:

* policy, state, event: where it is taken from, `-` where there is no case yet;
* who: `POST@side`, each of those who may, with the letter of his side of the case;
* given: what has to be so: `fact`, `!fact`, `fact=ONE/OTHER`, `fact≠ONE`; behind `@` the only post of which it is
  asked, behind `:` the articles that ask for it where they are not the step's;
* then: the state that follows;
* term: `5` working days, `5h` where something is handed in; `-` no number; `~` what runs runs on; `.` nobody is
  waited for;
* articles: of the step; `product` where no text says it;
* told: who is, behind `:` the articles that say so; `nobody`;
* words: of the articles, with `…` for what is left out.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from graph.cases.machine import Case, Lasting, Move, move
from graph.cases.refusing import ConditionMissing
from graph.errors import Refusal
from graph.law.access import Principal
from graph.law.articles import rule
from graph.law.posts import HeldPost
from graph.law.terms import NO_NUMBER, Deadline
from graph.law.workflow import Actor, Facts, FactValue, Side, Span, Table
from graph.words.closed_list import ClosedList
from graph.words.entries import SharingType
from graph.words.organisation import PostKind
from graph.words.people import Role
from graph.words.sources import BasisKind

MONDAY, SATURDAY = datetime(2026, 3, 2, 2, tzinfo=UTC), datetime(2026, 3, 7, 2, tzinfo=UTC)
RUNNING = Deadline(date(2026, 3, 5))
SIDES = {
    "A": Side.APPLICANT, "P": Side.PROVIDER, "M": Side.LEAD, "C": Side.CARRIER, "K": Side.COMMITTEE, "O": Side.OUTSIDE,
    "G": Side.AGENT,
}  # fmt: skip
TERMS: Mapping[str, tuple[Lasting, Lasting]] = {
    "-": (NO_NUMBER, NO_NUMBER),
    ".": (Span.AT_REST, Span.AT_REST),
    "~": (RUNNING, RUNNING),
    "5": (Deadline(date(2026, 3, 9)), Deadline(date(2026, 3, 13))),
    "2h": (Deadline(date(2026, 3, 4)), Deadline(date(2026, 3, 11))),
    "5h": (Deadline(date(2026, 3, 9)), Deadline(date(2026, 3, 16))),
    "10h": (Deadline(date(2026, 3, 16)), Deadline(date(2026, 3, 23))),
}
"""The last day of what happens on a Monday, and on a Saturday; what is handed in then is there on the Monday after."""
LISTS: Mapping[str, type[Enum]] = {"type": SharingType, "new_type": SharingType, "basis_kind": BasisKind}
"""The facts that are a word of a list; the others are yes or no."""
_NEED = re.compile(r"(?P<no>!?)(?P<fact>\w+)((?P<how>[=≠])(?P<words>[A-Z_/]+))?(@(?P<of>\w+))?(:(?P<rules>\S+))?")


@dataclass(frozen=True)
class Need:
    """One thing that has to be so."""

    fact: str
    values: frozenset[FactValue]
    rules: frozenset[str]
    of: Actor | None

    @property
    def others(self) -> list[FactValue]:
        """The values with which it is not so."""
        return [each for each in values_of(self.fact) if each not in self.values]

    @property
    def value(self) -> FactValue:
        """One with which it is."""
        return next(each for each in reversed(values_of(self.fact)) if each in self.values)


@dataclass(frozen=True)
class Line:
    """One step."""

    state: ClosedList | None
    event: ClosedList
    who: Mapping[Actor, Side]
    needs: tuple[Need, ...]
    then: ClosedList
    term: tuple[Lasting, Lasting]
    rules: frozenset[str]
    told: Mapping[str, frozenset[str]]
    words: str

    @property
    def whole(self) -> dict[str, FactValue]:
        """Facts with which it can be taken."""
        return {need.fact: need.value for need in self.needs}

    @property
    def cited(self) -> frozenset[str]:
        """Its articles and those of what it needs."""
        return self.rules.union(*(need.rules for need in self.needs))

    def met(self, facts: Facts, by: Actor) -> bool:
        """Whether all is so that is asked of somebody."""
        asked = (need for need in self.needs if need.of in {None, by})
        return all(facts.get(need.fact, False) in need.values for need in asked)


def values_of(fact: str) -> list[FactValue]:
    """Everything that a fact can be; no, where nothing is stated."""
    return [False, None, *LISTS[fact]] if fact in LISTS else [False, True]


def lines(file: Path, states: type[ClosedList], events: type[ClosedList]) -> Mapping[str, tuple[Line, ...]]:
    """The lines of a file, by policy."""
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {
        policy: tuple(_line(row, states, events) for row in rows if row["policy"] == policy)
        for policy in dict.fromkeys(row["policy"] for row in rows)
    }


def _line(row: Mapping[str, str], states: type[ClosedList], events: type[ClosedList]) -> Line:
    who = (each.partition("@") for each in row["who"].split())
    told = (each.partition(":") for each in row["told"].split() if each != "nobody")
    return Line(
        None if row["state"] == "-" else states[row["state"].upper()],
        events[row["event"].upper()],
        {_actor(name): SIDES[side] for name, _, side in who},
        tuple(_need(each) for each in row["given"].split()),
        states[row["then"].upper()],
        TERMS[row["term"]],
        frozenset(row["articles"].split()) - {"product"},
        {whom: _rules(rules) for whom, _, rules in told},
        row["words"],
    )


def _need(text: str) -> Need:
    found = _NEED.fullmatch(text)
    assert found is not None, text
    fact, words = found["fact"], frozenset((found["words"] or "").split("/"))
    if fact in LISTS:
        named = frozenset[FactValue](LISTS[fact][word] for word in words)
        values = named if found["how"] == "=" else frozenset(values_of(fact)) - named
    else:
        values = frozenset({not found["no"]})
    return Need(fact, values, _rules(found["rules"] or ""), PostKind[found["of"]] if found["of"] else None)


def _rules(text: str) -> frozenset[str]:
    return frozenset(filter(None, text.split(",")))


def _actor(name: str) -> Actor:
    return PostKind[name] if name in PostKind.__members__ else Role[name]


DEPARTMENTS = {side: frozenset({side.name}) for side in Side}
EVERYBODY: tuple[tuple[Actor, Side], ...] = tuple(
    product((*PostKind, *(role for role in Role if role is not Role.STAFF)), SIDES.values())
)


def tried(table: Table, line: Line, by: tuple[Actor, Side], facts: Facts, at: datetime = MONDAY) -> Move | Refusal:
    """What comes of a step that somebody takes on a side of the case; on each other side somebody else stands."""
    actor, side = by
    persons = {each: "somebody else" for each in Side if each is not side}
    case = Case(line.state, RUNNING, DEPARTMENTS, persons)
    try:
        return move(table, case, line.event, _somebody(actor, side), facts, at)
    except Refusal as refused:
        return refused


@cache
def _somebody(actor: Actor, side: Side) -> Principal:
    if isinstance(actor, Role):
        return Principal(actor, "zhang")
    return Principal(Role.STAFF, "zhang", side.name, (HeldPost(actor, side.name, date(2020, 1, 1)),))


def assert_words_stand_in_the_articles(line: Line) -> None:
    """What is quoted is in the articles; what is not quoted has none."""
    text = "".join(rule(article).words for article in sorted(line.rules)).replace(" ", "")
    assert bool(line.words) is bool(line.rules), line
    assert all(part in text for part in line.words.split("…")), line


def assert_only_these_steps(table: Table, every: tuple[Line, ...]) -> None:
    """From each state there is what the lines have, and nothing else."""
    steps = {(line.state, line.event) for line in every}
    states = (None, *type(every[0].then))
    for state, event in product(states, type(every[0].event)):
        with pytest.raises(Refusal) as refused:
            move(table, Case(state, RUNNING, DEPARTMENTS), event, Principal(Role.STAFF, "zhang"), {}, MONDAY)
        assert (refused.value.code != "NO_SUCH_MOVE") is ((state, event) in steps), (state, event)


def assert_taken_by_these_alone(table: Table, line: Line) -> None:
    """Those who may take the step as the text has it, on either day; everybody else is told whose step it is."""
    for by in EVERYBODY:
        for at, due in zip((MONDAY, SATURDAY), line.term, strict=True):
            found = tried(table, line, by, line.whole, at)
            if by in line.who.items():
                assert isinstance(found, Move), (line, by, found)
                assert (found.state, found.due, frozenset(found.rules)) == (line.then, due, line.cited), line
                assert {tell.who.name: frozenset(tell.rules) for tell in found.step.tells} == line.told, line
            else:
                assert isinstance(found, Refusal), (line, by)
                said = (str(found.code), found.value, found.limit, frozenset(found.rules))
                posts = ", ".join(sorted(actor.name for actor in line.who))
                sides = ", ".join(sorted({side.name for side in line.who.values()}))
                assert said == ("ANOTHER_POST", posts, sides, line.rules), (line, by)


def assert_taken_on_these_facts(table: Table, line: Line, every: tuple[Line, ...]) -> None:
    """Whatever is stated, the step is the one whose needs are met, or there is none."""
    group = [each for each in every if (each.state, each.event) == (line.state, line.event)]
    for by in {by for each in group for by in each.who.items()}:
        for facts in combined({need.fact for each in group for need in each.needs}):
            met = [each for each in group if each.met(facts, by[0])]
            found = tried(table, line, by, facts)
            if met and by in met[0].who.items():
                assert isinstance(found, Move), (line, facts, found)
                assert (found.state, frozenset(found.rules)) == (met[0].then, met[0].cited), (line, facts)
            else:
                assert isinstance(found, Refusal), (line, facts)
                assert found.code == ("ANOTHER_POST" if met else "CONDITION_MISSING"), (line, facts)


def combined(facts: set[str]) -> Iterator[Facts]:
    """Every combination of values of some facts."""
    names = sorted(facts)
    return (dict(zip(names, values, strict=True)) for values in product(*map(values_of, names)))


def assert_what_is_missing_is_said(table: Table, line: Line, every: tuple[Line, ...]) -> None:
    """Where one thing is not so, the refusal names it and the articles that ask for it."""
    group = [each for each in every if (each.state, each.event) == (line.state, line.event)]
    for need in line.needs:
        for by, value in product(line.who.items(), need.others):
            facts = line.whole | {need.fact: value}
            if any(each.met(facts, by[0]) for each in group):
                continue
            found = tried(table, line, by, facts)
            nearest = [each for each in group if need.fact == _TYPE or each is line]
            needs = {(need.fact, need.rules or each.rules) for each in nearest for need in each.needs}
            assert isinstance(found, ConditionMissing), (line, facts)
            (missing,) = found.facts
            assert (missing, frozenset(found.rules)) in needs, (line, facts, found)
            assert need.fact in {missing, _TYPE}, (line, facts, found)


_TYPE = "type"
"""What is of another type is nearest to another line of the same event."""
