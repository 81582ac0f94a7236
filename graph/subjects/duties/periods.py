"""Duties that come back with the calendar: what a department owes for which period, computed and kept when done.

* Nothing is written before it is done: what is owed follows from the row and the calendar, for any period.
* Files that the exchange platform has recorded for a month are its report, whatever was written besides.
* A duty of a period arises on the first day of the month in which it is due, by the row of that day.
* Who reports is in words in the texts; departments of the city report for themselves, governments of counties for these
  and their departments, the authority for the city and not to itself, the government of the city and who is there for
  the province to nobody, and file uploads those whose entries are supplied as files. That is our reading.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from graph.law.duties import Recurrence, recurrences
from graph.law.duty_workflows import COMING_BACK
from graph.law.policies import POLICIES
from graph.law.policy import Policy
from graph.law.provisions import PeriodicDuty
from graph.law.rest_days import LAST_YEAR
from graph.law.terms import passed
from graph.schema.nodes import OWED_DUTY
from graph.store.view import View
from graph.subjects.duties import memory, owing
from graph.subjects.duties.opening import identity
from graph.subjects.duties.owing import Reporting
from graph.subjects.duties.reporting import reports_as
from graph.subjects.duties.rules import REPORTER, concerns
from graph.words.duties import DutyKind, DutyState, Reporter

_LONGEST: Final = timedelta(days=3653)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a department owes for a period, done or not."""

    kind: DutyKind
    what: str
    to: str
    reporter: Reporter
    period: date
    due_on: date
    state: DutyState
    overdue: bool
    rules: tuple[str, ...]


async def standing(view: View, department: str, since: date, until: date) -> list[Standing] | None:
    """What a department owes and owed for the periods that are due in some days, in order of due date.

    Args:
        view: What the asker sees.
        department: USCC of the department.
        since: The first day.
        until: The last day; ten years later at most.

    Returns:
        None where the asker may not see what the department owes.
    """
    if view.sees_none(OWED_DUTY):
        return None
    facts = await owing.reporting(view, department)
    if facts is None:
        return None
    owed = _owed(facts, department, since, min(until, since + _LONGEST))
    done = await memory.states_of(view, list(owed))
    return [
        _standing(each, DutyState[done[key]] if key in done else None, facts, view.today) for key, each in owed.items()
    ]


def outstanding(
    facts: Reporting, department: str, done: Collection[str], due: tuple[date, date], today: date
) -> dict[str, Standing]:
    """What a department is to report and has not, by the ids under which it will be kept, in order of due date.

    Args:
        facts: What says which reports it owes.
        department: Its USCC.
        done: Ids of the duties of periods that are kept, because they are done.
        due: The first and the last day on which it is due.
        today: The day.
    """
    owed = _owed(facts, department, *due)
    found = {key: _standing(each, None, facts, today) for key, each in owed.items() if key not in done}
    return {key: each for key, each in found.items() if each.state.open}


def _owed(facts: Reporting, department: str, since: date, until: date) -> dict[str, Asked]:
    """What a department owes for the periods that are due in some days, by the ids under which it is kept.

    It is asked for by the text that binds it on the day on which it is due, also when that has ended since.
    """
    bound, last = facts.bound, min(until, date(LAST_YEAR, 12, 31))
    asked = sorted(
        (
            each
            for policy in bound.policies
            for each in _asked(POLICIES[policy], since, last)
            if bound.on(each[2]) == policy
        ),
        key=lambda each: each[2],
    )
    return {
        identity(kind, duty.period_of(due), department, reporter): (kind, duty, due, reporter)
        for kind, duty, due, reporter in asked
        if _owes(facts, (kind, duty, due, reporter))
    }


Asked = tuple[DutyKind, PeriodicDuty, date, Reporter]


def _asked(row: Policy, since: date, until: date) -> Iterator[Asked]:
    """What a text asks of each who reports, and is due in some days, by the wording of each day."""
    for duty in recurrences(row, since, until):
        for kind, reporter in _of(row, duty):
            yield kind, duty.duty, duty.due_on, reporter


def _of(row: Policy, found: Recurrence) -> Iterator[tuple[DutyKind, Reporter]]:
    for workflow in COMING_BACK:
        cell = row.table(workflow)
        for step in (step for wording in (cell.wordings() if cell else ()) for step in wording.value):
            if step.lasts is not found.duty:
                continue
            named = any(each.fact == REPORTER for each in step.when)
            reporters = tuple(Reporter) if named else (Reporter.DEPARTMENT,)
            yield from ((DutyKind[workflow.id.upper()], each) for each in reporters if concerns(step, each))


def _owes(facts: Reporting, asked: Asked) -> bool:
    kind, _, _, reporter = asked
    if kind is DutyKind.ZERO_REPORT:
        return facts.files
    return reports_as(facts, kind) is reporter


def _standing(asked: Asked, done: DutyState | None, facts: Reporting, today: date) -> Standing:
    kind, duty, due, reporter = asked
    filed = facts.filed(duty.period_of(due), due) if kind is DutyKind.ZERO_REPORT else None
    if filed is not None:
        done = DutyState.LATE if filed > due else DutyState.MET
    owed = DutyState.PLAN_OWED if kind is DutyKind.YEARLY_PLAN else DutyState.REPORT_OWED
    state = done or (DutyState.UPDATE_OWED if kind is DutyKind.CATALOGUE_REVIEW else owed)
    late = done is None and passed(due, today)
    return Standing(kind, duty.what, duty.to, reporter, duty.period_of(due), due, state, late, duty.rules)
