"""Duties that come back with the calendar: what a department owes for which period, computed and kept when done.

* Nothing is written before it is done: what is owed follows from the row and the calendar, for any period.
* Files that the exchange platform has recorded for a month are its report, whatever was written besides.
* A duty of a period arises on the first day of the month in which it is due, by the row of that day.
* Who reports is in words in the texts; departments of the city report for themselves, governments of counties for these
  and their departments, the authority for the city and not to itself, the government of the city and who is there for
  the province to nobody, and file uploads those whose entries are supplied as files. That is our reading.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import Final

from graph.cases.machine import NO_CASE, move
from graph.errors import Conflict, Text
from graph.law.duties import Recurrence, recurrences
from graph.law.duty_workflows import COMING_BACK
from graph.law.policies import POLICIES, bound_by, table_on
from graph.law.policy import Policy
from graph.law.provisions import About, PeriodicDuty
from graph.law.rest_days import LAST_YEAR
from graph.law.terms import passed
from graph.law.workflow import PERIOD, Facts
from graph.refusal_codes import Code
from graph.schema.nodes import OWED_DUTY
from graph.store.view import View
from graph.subjects.duties import memory, owing
from graph.subjects.duties.opening import identity
from graph.subjects.duties.owing import Reporting
from graph.subjects.duties.rules import REGISTER, REPORTER, concerns, workflow_of
from graph.words.china_time import CHINA
from graph.words.duties import DutyEvent, DutyKind, DutyState, OwedDuty, Reporter

_DONE_BY: Final[Mapping[DutyKind, DutyEvent]] = MappingProxyType(
    {
        DutyKind.CATALOGUE_REVIEW: DutyEvent.REPORT,
        DutyKind.YEARLY_REPORT: DutyEvent.REPORT,
        DutyKind.ZERO_REPORT: DutyEvent.REPORT,
        DutyKind.YEARLY_PLAN: DutyEvent.HAND_IN_PLAN,
    }
)


_LONGEST: Final = timedelta(days=3653)
_YEARS: Final = range(2000, LAST_YEAR + 1)
"""Years of which periods are asked for."""


def event_of(kind: DutyKind, new_rows: int | None) -> DutyEvent:
    """What is done by a report: of no new rows a zero report, where there is one."""
    return DutyEvent.REPORT_ZERO if kind is DutyKind.ZERO_REPORT and new_rows == 0 else _DONE_BY[kind]


def facts_of(reporter: Reporter, new_rows: int | None) -> Facts:
    """What a report knows of itself."""
    return {"reporter": reporter, "new_rows": new_rows or 0}


def owed_for(
    policy: str | None, kind: DutyKind, day: date, reporter: Reporter, new_rows: int | None = None
) -> OwedDuty:
    """What a text asks for a period; whose it is, the asker knows.

    Args:
        policy: The policy that binds who reports.
        kind: The duty.
        day: Any day of the period.
        reporter: Who reports.
        new_rows: Rows of new data in the period.

    Raises:
        NoPolicy: `NO_POLICY`; the text asks for no such thing.
        Conflict: `CONDITION_MISSING`; there is no such period.
    """
    duty = _duty_of(policy, kind, reporter)
    if duty is None:
        table_on(policy, workflow_of(kind), day)  # says that there is none
        raise _no_period(day, ())
    period = _begins(duty, day)
    if period is None:
        raise _no_period(day, duty.rules)
    event_on = duty.due_on(period).replace(day=1)
    facts: Facts = {**facts_of(reporter, new_rows), PERIOD: period}
    trigger = DutyEvent.MONTH_BEGINS if duty.about is About.THIS_MONTH else DutyEvent.PERIOD_OVER
    begun = datetime.combine(event_on, time(), CHINA).astimezone(UTC)
    table = table_on(policy, workflow_of(kind), event_on)
    found = move(table, NO_CASE, trigger, REGISTER, facts, begun, path=("reporter",))
    return OwedDuty(
        id="", kind=kind, state=DutyState[found.state.name], department="", policy=policy or "", trigger=trigger,
        event_on=event_on, opened_at=begun, period=period, due_on=found.deadline, provisional=found.provisional,
        rules=found.rules,
    )  # fmt: skip


def begun_on(duty: OwedDuty) -> date:
    """From when on a period can be reported on, or planned: a plan for the next year in any month of this one."""
    return duty.event_on.replace(month=1, day=1) if duty.kind is DutyKind.YEARLY_PLAN else duty.event_on


def _duty_of(policy: str | None, kind: DutyKind, reporter: Reporter) -> PeriodicDuty | None:
    """The duty that a text has for who reports."""
    row = POLICIES.get(policy or "")
    cell = row.table(workflow_of(kind)) if row else None
    begun = [step for step in cell.value if isinstance(step.lasts, PeriodicDuty)] if cell else []
    found = next((step for step in begun if concerns(step, reporter)), None)
    return found.lasts if found and isinstance(found.lasts, PeriodicDuty) else None


def _begins(duty: PeriodicDuty, day: date) -> date | None:
    """The first day of the period in which a day lies; None where nothing is owed for it."""
    if day.year not in _YEARS:
        return None
    first = day.replace(day=1)
    match duty.about:
        case About.LAST_YEAR | About.NEXT_YEAR:
            return first.replace(month=1)
        case About.LAST_MONTH:
            return first
        case About.THIS_MONTH:
            return first if duty.month in (None, first.month) else None


def _no_period(day: date, rules: tuple[str, ...]) -> Conflict:
    return Conflict(
        Text("条文对该期间没有要求", "the text asks for nothing for this period"),
        code=Code.CONDITION_MISSING,
        rules=rules,
        path=("period",),
        value=day.isoformat(),
    )


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
    owed = _owed(facts, department, since, min(until, since + _LONGEST), view.today)
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
    owed = _owed(facts, department, *due, today)
    found = {key: _standing(each, None, facts, today) for key, each in owed.items() if key not in done}
    return {key: each for key, each in found.items() if each.state.open}


def _owed(facts: Reporting, department: str, since: date, until: date, today: date) -> dict[str, Asked]:
    """What a department owes for the periods that are due in some days, by the ids under which it is kept."""
    row = bound_by(facts.policy, today)
    asked = _asked(row, since, min(until, date(LAST_YEAR, 12, 31))) if row else ()
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


def reports_as(facts: Reporting, kind: DutyKind) -> Reporter | None:
    """As what a department reports; None where it is nobody who does."""
    if kind is DutyKind.YEARLY_REPORT and facts.leads:
        return Reporter.LEAD
    return Reporter[facts.own] if facts.own else None


def refuse_another_reporter(facts: Reporting, duty: OwedDuty, reporter: Reporter) -> None:
    """Refuse that a department reports as what it is not.

    Raises:
        Conflict: `RECORD_DIFFERS`; the limit is as what it reports, where it does.
    """
    own = reports_as(facts, duty.kind)
    if own is reporter or duty.kind is DutyKind.ZERO_REPORT:
        return
    zh = f"该单位应以“{own.zh}”的身份报送" if own else "该单位无须报送"
    en = f"it reports as {own.name}" if own else "it has nothing to report"
    raise Conflict(
        Text(zh, en), code=Code.RECORD_DIFFERS, rules=duty.rules, path=("reporter",), value=reporter.name,
        limit=own.name if own else None,
    )  # fmt: skip


def refuse_what_is_recorded(facts: Reporting, duty: OwedDuty, event: DutyEvent) -> None:
    """Refuse a report of a month of which the platform has recorded a file: that is the report, and no zero report.

    Raises:
        Conflict: `RECORD_DIFFERS`, of a zero report, or `NO_SUCH_MOVE`; the limit is the day on which it was recorded.
    """
    month = duty.period or duty.event_on
    on = facts.filed(month, duty.due_on or duty.event_on) if duty.kind is DutyKind.ZERO_REPORT else None
    if on is None:
        return
    if event is not DutyEvent.REPORT_ZERO:
        raise Conflict(
            Text(
                f"共享平台{on}已记录{month:%Y-%m}的新增数据，该期间已经报送",
                f"the exchange platform has recorded new data of {month:%Y-%m} on {on}: it was reported already",
            ),
            code=Code.NO_SUCH_MOVE,
            rules=duty.rules,
            path=("period",),
            value=month.isoformat(),
            limit=on.isoformat(),
        )
    words = Text(
        f"共享平台记录有{month:%Y-%m}的新增数据（{on}归集），不能零报告",
        f"the exchange platform has recorded new data of {month:%Y-%m} on {on}: it is no zero report",
    )
    raise Conflict(
        words, code=Code.RECORD_DIFFERS, rules=duty.rules, path=("new_rows",), value="0", limit=on.isoformat()
    )


def _standing(asked: Asked, done: DutyState | None, facts: Reporting, today: date) -> Standing:
    kind, duty, due, reporter = asked
    filed = facts.filed(duty.period_of(due), due) if kind is DutyKind.ZERO_REPORT else None
    if filed is not None and done is not DutyState.MET:
        done = DutyState.LATE if filed > due else DutyState.MET
    owed = DutyState.PLAN_OWED if kind is DutyKind.YEARLY_PLAN else DutyState.REPORT_OWED
    state = done or (DutyState.UPDATE_OWED if kind is DutyKind.CATALOGUE_REVIEW else owed)
    late = done is None and passed(due, today)
    return Standing(kind, duty.what, duty.to, reporter, duty.period_of(due), due, state, late, duty.rules)
