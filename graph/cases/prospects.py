"""What a case can do from where it stands, and of each step what is known to stand against it.

* The machine tells: by its rows, by its conditions. What is not known beforehand – what is stated with a step, what is
  judged when it is taken – stands against nothing, and is told apart.
* What can never be from here is left out: a row whose condition fails by a fact that stays as it is (`settled`).
* Of the rows of one event those that can be taken are told; where there are none, the one that is nearest, as a refusal
  would name it.
* What happens by itself is done by whoever runs the system, and is a step for nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeAlias

from graph.cases.machine import known_on, lacking_of
from graph.cases.refusing import farness
from graph.law.terms import passed
from graph.law.workflow import Actor, Articles, Condition, Facts, Step, Table, Workflow, steps_from
from graph.words.closed_list import ClosedList
from graph.words.people import Role

_BY_ITSELF: Final[frozenset[Actor]] = frozenset({Role.ADMIN})
Beside: TypeAlias = Callable[[Step], tuple[Sequence[Condition], Sequence[Condition]]]
"""What a step asks for that stands in no row, because its subject holds it against the record: what is known not to be
so, and what has to be seen to with the step."""


def nothing(_: Step) -> tuple[Sequence[Condition], Sequence[Condition]]:
    """Of a subject that asks for nothing but what its rows do."""
    return (), ()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Steps of a case that is not opened yet: what it would be, and from where it would go."""

    workflow: Workflow
    state: ClosedList
    events: frozenset[ClosedList]
    mutations: Mapping[ClosedList, str]


@dataclass(frozen=True, slots=True)
class Beforehand:
    """What a case tells before anybody takes a step."""

    facts: Facts
    beside: Beside = nothing
    proposed: str = ""
    """What is judged anew whenever it is asked, by what stands beside the case; empty = nothing is."""
    mutations: Mapping[ClosedList, str] | None = None
    """The mutations that take its steps, by their events, where they are not those of its kind."""
    elsewhere: Elsewhere | None = None
    """Steps of another kind of case that end it too."""
    entry: str = ""
    """Code of the entry whose case, which is not over, tells its steps in the place of these."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a case before anybody takes a step."""

    facts: Facts
    """What it tells of itself; what is not there may still be stated, or is judged with the step."""
    today: date
    last_day: date | None = None
    """Of the term that runs; None where there is no number, or none runs."""
    beside: Beside = nothing
    """What its subject asks for besides."""

    @property
    def every(self) -> Facts:
        """With what the machine knows of every case."""
        return known_on(self.today, self.facts, ended=passed(self.last_day, self.today))


@dataclass(frozen=True, slots=True)
class Prospect:
    """A step from where a case stands."""

    step: Step
    missing: tuple[Condition, ...] = ()
    """What is known not to hold."""
    left: tuple[Condition, ...] = ()
    """What has to hold and is not known: it is stated with the step, or judged when it is taken."""

    @property
    def open(self) -> bool:
        """Whether nothing that is known stands against it."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class Asked:
    """A condition with the articles that ask for it."""

    condition: Condition
    rules: Articles

    @classmethod
    def of(cls, condition: Condition, step: Step) -> Asked:
        """Of a step: its own articles, where the condition has none."""
        return cls(condition, condition.cited_in(step.rules))


def prospects(workflow: Workflow, table: Table, state: ClosedList, known: Known) -> tuple[Prospect, ...]:
    """Every step from a state that somebody can take, or could if what is missing were there, in their order.

    Args:
        workflow: Whose table it is.
        table: The rows that the case keeps.
        state: Where it stands.
        known: What is known of it.
    """
    facts = known.every
    events = dict.fromkeys(step.event for step in steps_from(table, state) if step.actors != _BY_ITSELF)
    found = (each for event in events for each in _of_event(workflow, table, state, event, facts))
    return tuple(_with(each, *known.beside(each.step)) for each in found)


def _of_event(
    workflow: Workflow, table: Table, state: ClosedList, event: ClosedList, facts: Facts
) -> Iterator[Prospect]:
    every = [_prospect(step.known(facts), facts) for step in steps_from(table, state, event)]
    possible = [each for each in every if not any(missing.fact in workflow.settled for missing in each.missing)]
    if can := [each for each in possible if each.open]:
        yield from can
    elif possible:
        yield min(possible, key=lambda each: farness(each.step, each.missing))


def _with(found: Prospect, missing: Sequence[Condition], left: Sequence[Condition]) -> Prospect:
    """A step with what its subject asks for besides."""
    return replace(found, missing=(*found.missing, *missing), left=(*found.left, *left)) if missing or left else found


def _prospect(step: Step, facts: Facts) -> Prospect:
    missing = tuple(each for each in lacking_of(step, facts, step.actors) if each.told_by(facts))
    left = tuple(each for each in step.when if each not in missing and not (each.told_by(facts) and each.holds(facts)))
    return Prospect(step, missing, left)
