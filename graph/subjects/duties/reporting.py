"""What a text asks of who reports on a period: which policy asks, for what, until when; and what is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from types import MappingProxyType
from typing import Final

from graph.cases.machine import NO_CASE, move
from graph.errors import Conflict, Text
from graph.law.policies import POLICIES, table_on
from graph.law.provisions import About, PeriodicDuty
from graph.law.rest_days import LAST_YEAR
from graph.law.workflow import PERIOD, Condition, Facts, Step
from graph.refusal_codes import Code
from graph.subjects.duties.owing import Reporting
from graph.subjects.duties.rules import REGISTER, concerns, workflow_of
from graph.subjects.organisation.binding import Bindings
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


def policy_for(bound: Bindings, kind: DutyKind, day: date, reporter: Reporter, today: date) -> str | None:
    """The policy that asks for a period: the one that binds on the day on which that is due; else that of today.

    Args:
        bound: What binds who reports.
        kind: The duty.
        day: Any day of the period.
        reporter: Who reports.
        today: The day.
    """
    for policy in bound.policies:
        duty = _duty_of(policy, kind, reporter)
        period = _begins(duty, day) if duty else None
        if duty and period and bound.on(duty.due_on(period)) == policy:
            return policy
    return bound.on(today)


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


_RECORDED: Final = Condition(
    "recorded",
    frozenset({True}),
    Text(
        "共享平台记录有该月新增数据的文件归集；有新增数据的，由平台报送归集记录即为报送，无新增数据的作零报告",
        "the exchange platform has recorded a file with new data of the month: its record is the report; of a month "
        "without new data a zero report is made",
    ),
)


def file_on_record(step: Step) -> tuple[Sequence[Condition], Sequence[Condition]]:
    """What is asked of a report of a month that the platform has recorded no file of: new data come as a file."""
    return ((_RECORDED,) if step.event is DutyEvent.REPORT else ()), ()


def refuse_without_file(duty: OwedDuty, new_rows: int | None) -> None:
    """Refuse that new data of a month are reported by word: JZP-5.3 has them handed in (附数据电子版).

    Raises:
        Conflict: `CONDITION_MISSING`.
    """
    if duty.kind is not DutyKind.ZERO_REPORT or new_rows == 0:
        return
    words = Text(f"暂不能报送，须：{_RECORDED.words.zh}", f"reporting it needs: {_RECORDED.words.en}")
    value = None if new_rows is None else str(new_rows)
    raise Conflict(words, code=Code.CONDITION_MISSING, rules=duty.rules, path=("new_rows",), value=value, limit="0")


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
