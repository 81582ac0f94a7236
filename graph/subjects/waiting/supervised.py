"""What is late in each department that somebody sees: its cases that are overdue, and reports that are not there.

1. A page of departments is one statement: what is overdue of each kind is found by the index of what waits.
   It is late where it is somebody's turn, as he is reminded (`rules`): with the authority or the platform, and not with
   the department whose entry or request stands there. Where it is two departments' turn it is late in both.
2. Which reports are missing follows from the text, the calendar and what is kept as done (`duties.periods`).
3. Departments stand by their USCC; one without anything late is told too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, LiteralString

from graph.law.posts import SUPERVISING
from graph.store.edges import Row
from graph.store.view import View
from graph.subjects.duties.owing import Reporting
from graph.subjects.people.memory import supervisors
from graph.subjects.waiting.memory import answering
from graph.subjects.waiting.queues import QUEUES, Party, Queue
from graph.subjects.waiting.reports import REPORTS_OF, ReportingDepartment
from graph.subjects.waiting.rules import Waits, places
from graph.words.duties import DutyKind, Reporter


@dataclass(frozen=True, slots=True)
class MissingReport:
    """A report that was due and is not there."""

    kind: DutyKind
    reporter: Reporter
    """As what the department was to report."""
    period: date
    """First day of the period."""
    due_on: date
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OverdueCount:
    """How many cases of a kind are overdue."""

    kind: str
    """Label."""
    overdue: int


@dataclass(frozen=True, slots=True)
class SupervisedDepartment:
    """What is late in a department."""

    department: str
    """USCC."""
    overdue: tuple[OverdueCount, ...]
    """Of kinds of which any are."""
    missing: tuple[MissingReport, ...]


@dataclass(frozen=True, slots=True)
class SupervisedPage:
    """A page of departments."""

    departments: tuple[SupervisedDepartment, ...]
    more: bool
    mark: str
    """What tells its cursors from those of another list."""


def _late(queue: Queue) -> LiteralString:
    return (
        f"COLLECT {{ MATCH (c:{queue.shape.label}) WHERE c.waitKey >= '' AND c.waitKey < $today "
        f"AND NOT c.state IN $patient AND {queue.shape.sees('c')} "
        f"WITH {queue.answers} AS answers, {queue.asks} AS asks, {queue.agent} AS agent, {queue.workflow} AS runs, "
        f"{queue.kept} AS kept, c.state AS state, {queue.types or '[]'} AS types, count(c) AS many "
        f"RETURN ['{queue.shape.label}', answers, asks, agent, runs, kept, state, types, many] }}"
    )


_LATE: LiteralString = " + ".join([_late(queue) for queue in QUEUES.values() if queue.due != "null"])
"""Of the kinds that have terms."""
_PAGE: LiteralString = (
    f"RETURN [COLLECT {{ UNWIND $departments AS k MATCH (d:Department {{id: k}}) RETURN {REPORTS_OF} }}, {_LATE}]"
)
_PATIENT: Final = sorted(
    state.name for queue in QUEUES.values() for each in queue.workflows for state in each.unhurried
)


async def supervised(view: View, first: int, after: str | None, mark: str) -> SupervisedPage:
    """A page of the departments whose duties somebody sees, with what is late in each.

    Args:
        view: What the asker sees.
        first: How many at most.
        after: USCC of the last that was told before; None = from the first.
        mark: What tells its cursors from those of another list.
    """
    names = [each for each in sorted(view.scope.entries) if after is None or each > after]
    asked = names[:first]
    found, late = await view.read(_PAGE, departments=asked, patient=_PATIENT) if asked else ((), ())
    overdue = await _counted(view, late) if late else {}
    departments = (
        SupervisedDepartment(row[0], tuple(overdue.get(row[0], ())), tuple(_missing(row, view.today)))
        for row in sorted(found)
    )
    return SupervisedPage(tuple(departments), len(names) > first, mark)


async def _counted(view: View, late: Sequence[Row]) -> Mapping[str, Sequence[OverdueCount]]:
    """How many cases of each kind are overdue in each department whose turn it is."""
    asked = sorted({each for _, *parties in (row[:4] for row in late) for each in parties if each})
    living = await answering(view.store, asked, view.today)
    over = await supervisors(view.store, view.today, SUPERVISING)
    counted = defaultdict[str, Counter[str]](Counter)
    for label, answers, asks, agent, runs, kept, state, types, many in late:
        named = {Party.ANSWERS: answers, Party.ASKS: asks, Party.AGENT: agent}
        parties = {party: living.get(each or "") for party, each in named.items()}
        for department in places(QUEUES[label], Waits(runs, kept, state, frozenset(types)), parties, over):
            counted[department][label] += many
    return {
        department: [OverdueCount(label, kinds[label]) for label in QUEUES if kinds[label]]
        for department, kinds in counted.items()
    }


def _missing(row: Row, today: date) -> Iterable[MissingReport]:
    department, facts, *life = row
    reporter = ReportingDepartment(department, Reporting.of(facts), *life)
    for each in reporter.owes(today, today).values():
        if each.overdue:
            yield MissingReport(each.kind, each.reporter, each.period, each.due_on, each.rules)
