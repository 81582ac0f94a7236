"""Cases that wait, as the graph has them: one statement a kind, found by an index in the order of their urgency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, LiteralString

from graph.law.workflow import Side
from graph.store.edges import Row
from graph.store.reading import day
from graph.store.view import View
from graph.subjects.waiting.queues import QUEUES, Queue, Turn


@dataclass(frozen=True, slots=True)
class Found:
    """A case that waits, as the graph has it."""

    key: str
    """By what it is sorted."""
    kind: str
    """Label."""
    id: str
    name: str | None
    state: str
    answers: str
    asks: str | None
    due_on: date | None
    since: datetime
    opened: datetime
    policy: str | None
    """The row that it keeps."""
    runs: str
    """Id of the workflow."""


@dataclass(frozen=True, slots=True)
class Meant:
    """Which cases of a kind are meant."""

    turns: tuple[Turn, ...]
    """Whose turn it has to be."""
    high: str
    """The text before which they stand."""
    everybody: bool = False
    """Whosever turn it is."""
    without: tuple[str, ...] = ()
    """States that are left out."""

    def given(self) -> dict[str, Any]:
        """The parameters of a statement."""
        turns = [
            {
                "asking": each.asking,
                "departments": sorted(each.departments),
                "states": sorted("|".join(state) for state in each.states),
            }
            for each in self.turns
        ]
        return {"turns": turns, "high": self.high, "everybody": self.everybody, "without": list(self.without)}


def _turn(queue: Queue) -> LiteralString:
    key: LiteralString = f"{queue.workflow} + '|' + coalesce(c.policyId, '') + '|' + c.state"
    asking, answering = queue.department(Side.APPLICANT), queue.department(Side.PROVIDER)
    whose: LiteralString = f"CASE WHEN t.asking THEN {asking} ELSE {answering} END"
    return f"any(t IN $turns WHERE {key} IN t.states AND {whose} IN t.departments)"


def _found(queue: Queue) -> LiteralString:
    return (
        f"MATCH (c:{queue.shape.label}) WHERE c.waitKey >= $low AND c.waitKey < $high "
        f"AND NOT c.state IN $without AND {queue.shape.sees('c')} AND ($everybody OR {_turn(queue)})"
    )


def _page(queue: Queue) -> LiteralString:
    return (
        f"{_found(queue)} AND CASE WHEN c.waitKey = $low THEN c.id > $behind ELSE true END "
        f"WITH c ORDER BY c.waitKey, c.id LIMIT $limit RETURN collect([c.waitKey, c.id, {queue.called}, c.state, "
        f"{queue.answers}, {queue.asks}, {queue.due}, {queue.since}, {queue.opened}, c.policyId, "
        f"{queue.workflow}])"
    )


_PAGES: Mapping[str, LiteralString] = {label: _page(queue) for label, queue in QUEUES.items()}
_COUNTS: Mapping[str, LiteralString] = {
    label: f"{_found(queue)} RETURN [count(c), "
    "sum(CASE WHEN c.waitKey < $today AND NOT c.state IN $patient THEN 1 ELSE 0 END)]"
    for label, queue in QUEUES.items()
}


async def page(view: View, label: str, meant: Meant, *, low: str, behind: str, limit: int) -> list[Found]:
    """The first cases of a kind from a text on.

    Args:
        view: What the asker sees.
        label: The kind.
        meant: Which are meant.
        low: The text from which on is looked.
        behind: Of those that have this text, the id behind which.
        limit: How many at most.
    """
    rows = await view.read(_PAGES[label], **meant.given(), low=low, behind=behind, limit=limit)
    return [_read(label, row) for row in rows]


def _read(label: str, row: Row) -> Found:
    key, identity, name, state, answers, asks, due, since, opened, policy, runs = row
    moments = datetime.fromisoformat(since), datetime.fromisoformat(opened)
    return Found(key, label, identity, name, state, answers, asks, day(due), *moments, policy, runs)


async def counts(view: View, label: str, meant: Meant, patient: Sequence[str]) -> tuple[int, int]:
    """How many cases of a kind wait, and how many of these are overdue.

    Args:
        view: What the asker sees.
        label: The kind.
        meant: Which are meant.
        patient: States in which nothing is overdue.
    """
    waits, late = await view.read(_COUNTS[label], **meant.given(), low="", patient=list(patient))
    return waits, late
