"""Reports and plans that are owed and not done, as cases that wait: nothing is kept of them, so they are computed.

1. One statement for all departments that are asked of, or for a page of all; what each owes follows from its text, the
   calendar and what is kept as done (`duties.periods`).
2. One waits from the first day of the month in which it is due, and is looked for a year back.
3. Whose turn it is follows from the steps that its reporter can take, as for every case.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, LiteralString

from graph.cases.prospects import nothing
from graph.cases.waiting import waiting_keys
from graph.law.scope import SystemScope
from graph.schema.columns import WAITS
from graph.store.edges import Row
from graph.store.reading import day
from graph.store.view import View
from graph.subjects.duties.owing import REPORTING, Reporting
from graph.subjects.duties.periods import Standing, outstanding
from graph.subjects.duties.reporting import file_on_record
from graph.subjects.waiting.found import Found
from graph.subjects.waiting.memory import Meant
from graph.subjects.waiting.queues import REPORTS
from graph.words.china_time import CHINA, china_day
from graph.words.duties import DutyKind
from graph.words.periods import holds_on

LOOKED_BACK: Final = timedelta(days=366)
"""As far back as missing reports are looked for."""
REPORTS_OF: LiteralString = (
    f"[d.id, {REPORTING}, toString(d.validFrom), toString(d.validUntil), "
    "COLLECT { MATCH (o:OwedDuty {departmentId: d.id}) WHERE o.period IS NOT NULL RETURN o.id }]"
)
"""Over a department `d`, what says which reports it owes, from when until when it is there, and what it has done."""
_OF_SOME: LiteralString = f"UNWIND $departments AS k MATCH (d:Department {{id: k}}) RETURN collect({REPORTS_OF})"
_OF_ALL: LiteralString = (
    f"MATCH (d:Department) WHERE d.id > $after WITH d ORDER BY d.id LIMIT $limit RETURN collect({REPORTS_OF})"
)


@dataclass(frozen=True, slots=True)
class ReportingDepartment:
    """A department that reports, as `REPORTS_OF` says."""

    department: str
    """USCC."""
    facts: Reporting
    begun: str | None
    ended: str | None
    """Its first and last day, ISO."""
    done: Sequence[str]
    """Ids of the duties of periods that are kept, because they are done."""

    def owes(self, until: date, today: date) -> dict[str, Standing]:
        """What it was to report while it was there and has not, by the ids under which that will be kept.

        Args:
            until: The last day on which it is due.
            today: The day.
        """
        due = today - LOOKED_BACK, until
        found = outstanding(self.facts, self.department, frozenset(self.done), due, today)
        there = day(self.begun) or date.min, day(self.ended)
        return {key: each for key, each in found.items() if holds_on(each.due_on, *there)}


async def owed(view: View, meant: Meant) -> list[Found]:
    """The reports and plans that are owed now, of the departments whose duties the asker sees.

    Args:
        view: What the asker sees.
        meant: Which are meant.
    """
    asked = None if meant.everybody else frozenset[str]().union(*(each.departments for each in meant.turns))
    if not isinstance(view.scope, SystemScope):
        asked = view.scope.entries if asked is None else asked & view.scope.entries
    if not asked:
        return []
    rows = await view.read(_OF_SOME, departments=sorted(asked)) or ()
    month = view.today.replace(day=1)
    until = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return [each for row in rows for each in _cases(row, until, view.today) if meant.means(each)]


async def due(view: View, until: date, page: int) -> AsyncIterator[list[Found]]:
    """The reports and plans of everybody that wait and are due until a day, for a page of departments after another.

    Args:
        view: What the system sees.
        until: The day.
        page: How many departments are read at once.
    """
    after = ""
    while rows := await view.read(_OF_ALL, after=after, limit=page):
        every = (each for row in rows for each in _cases(row, until, view.today))
        if found := [each for each in every if china_day(each.since) <= view.today]:
            yield found
        after = rows[-1][0]


def _cases(row: Row, until: date, today: date) -> Iterator[Found]:
    department, facts, *life = row
    reporter = ReportingDepartment(department, Reporting.of(facts), *life)
    for identity, report in reporter.owes(until, today).items():
        since = datetime.combine(report.due_on.replace(day=1), time(), CHINA)
        key = waiting_keys(report.due_on, since, department, waits=True)[WAITS.name]
        kept = f"{reporter.facts.bound.on(report.due_on)}/{report.reporter.name}"
        yield Found(
            key or "", REPORTS.label, identity, report.what, report.state.name, department, None, None,
            report.due_on, since, since, kept, report.kind.name.lower(),
            facts={"reporter": report.reporter}, report=report,
            beside=file_on_record if report.kind is DutyKind.ZERO_REPORT else nothing,
        )  # fmt: skip
