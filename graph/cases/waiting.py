"""What a case waits for: how those that wait stand in order, and what can be done next, by whom.

The most urgent stand first, then those without a due date, the oldest first. Each keeps one text by which an index
finds it, `2026-03-18|2026-03-04T02:11:09`, while it waits: the last day of its term, and the moment of UTC since which
it stands where it does; and one more, behind the department that answers. At rest it keeps none, and costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final, LiteralString

from graph.cases.prospects import Asked, Prospect
from graph.law.terms import NO_NUMBER, Sentence, no_number
from graph.law.workflow import Actor, Articles, Facts, Side, Span, Step, Table, Workflow, cited_by, steps_from
from graph.schema.columns import WAITS, WAITS_AT
from graph.words.closed_list import ClosedList

NO_DAY: Final[LiteralString] = "9999-12-31"
"""Where the text has no number: behind every day that there is."""


def waiting_keys(last_day: date | None, since: datetime, answers: str, *, waits: bool) -> dict[str, str | None]:
    """The texts by which a case is found while it waits, by their columns; None at rest.

    Args:
        last_day: Of the term; None where there is no number.
        since: When it came into its state.
        answers: USCC of the department that answers.
        waits: Whether somebody is waited for.
    """
    if not waits:
        return {WAITS.name: None, WAITS_AT.name: None}
    until = last_day.isoformat() if last_day else NO_DAY
    key = f"{until}|{since.astimezone(UTC).replace(tzinfo=None).isoformat()}"
    return {WAITS.name: key, WAITS_AT.name: f"{answers}|{key}"}


WRITTEN: Final[LiteralString] = "c.waitKey = row.waitKey, c.waitsAtKey = row.waitsAtKey"
"""The assignments that write them to a new case `c`."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """A step that a case can take next."""

    event: ClosedList
    mutation: str | None
    """The GraphQL mutation that takes it; None where only the command line does."""
    actors: frozenset[Actor]
    sides: tuple[Side, ...]
    """Whose posts may take it."""
    rules: Articles
    missing: tuple[Asked, ...] = ()
    """What is known not to hold: it cannot be taken now."""
    left: tuple[Asked, ...] = ()
    """What has to hold besides, whichever way it goes: it is stated with the step, or judged when it is taken."""

    @property
    def open(self) -> bool:
        """Whether it can be taken now, as far as is known."""
        return not self.missing


def next_steps(found: Iterable[Prospect], mutations: Mapping[ClosedList, str]) -> tuple[NextStep, ...]:
    """Steps as they are told to those who take them: once, whatever their conditions lead to.

    Args:
        found: What the machine knows of each.
        mutations: The mutation of each event.
    """
    alike: dict[tuple[ClosedList, frozenset[Actor], Side], list[Prospect]] = {}
    for each in found:
        alike.setdefault((each.step.event, each.step.actors, each.step.side), []).append(each)
    return tuple(_told(each, mutations) for each in alike.values())


def _told(alike: Sequence[Prospect], mutations: Mapping[ClosedList, str]) -> NextStep:
    first, *others = alike
    step = first.step
    left = (each for each in first.left if all(each in other.left for other in others))
    return NextStep(
        step.event,
        mutations.get(step.event),
        step.actors,
        step.sides,
        step.rules,
        tuple(Asked.of(each, step) for each in first.missing),
        tuple(Asked.of(each, step) for each in left),
    )


def rules_of_term(workflow: Workflow, table: Table, state: ClosedList, facts: Facts) -> Articles:
    """The articles by which a case in a state has a due date, by the rows that lead there; none where no row sets one.

    A term that runs on is set by a row that was taken before: what leaves it as it is (a department is reorganised)
    sets none. A row that the case cannot have come by, for what it is, sets none for it.

    Args:
        workflow: Whose table it is.
        table: The rows that the case keeps.
        state: Where it stands.
        facts: What it tells of itself.
    """
    found, seen, left = dict[str, None](), set[ClosedList](), [state]
    while left:
        at = left.pop()
        seen.add(at)
        for step in table:
            if step.then is not at or step.lasts is NO_NUMBER or step.lasts is Span.AT_REST:
                continue
            if any(
                each.fact in workflow.settled and each.told_by(facts) and not each.holds(facts) for each in step.when
            ):
                continue
            if step.lasts is not Span.RUNS_ON:
                found |= dict.fromkeys(step.rules)
            if isinstance(step.lasts, Span) and step.state is not None and step.state not in seen:
                left.append(step.state)
    return tuple(found)


def silence(workflow: Workflow, table: Table, state: ClosedList, since: date) -> Sentence | None:
    """That the text sets no number for what a case waits for where it has no due date; None where nobody is waited for.

    Args:
        workflow: Whose table it is.
        table: The rows that the case keeps.
        state: Where it stands.
        since: The day on which it came there.
    """
    steps = waited_for(workflow, table, state)
    return no_number(cited_by(steps), since) if steps else None


def waited_for(workflow: Workflow, table: Table, state: ClosedList) -> tuple[Step, ...]:
    """The steps that a case waits for: without those that somebody takes of his own will."""
    return tuple(step for step in steps_from(table, state) if step.event not in workflow.own_will)
