"""What people do about duties: data that changed are told, deliveries and reports recorded, lateness excused.

1. A duty is read through the asker's scope; a period is one that its city's text asks for.
2. The table of the row that the duty keeps decides (`cases.machine`): who may, in time or late.
3. `cases.desk` writes: duty, journal and notices together, under one key once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from graph.cases.desk import Decided, Office, carry_out
from graph.cases.machine import Case, Move, move
from graph.cases.wording import noted, stated
from graph.errors import Conflict, Malformed, NotFound, Text
from graph.law.policies import table_on
from graph.law.terms import NO_NUMBER
from graph.law.workflow import FactValue, Side, Span, Told
from graph.office.actor import Actor
from graph.refusal_codes import Code
from graph.store.engine import Store, Unit
from graph.subjects.duties import memory, owing
from graph.subjects.duties.memory import Done
from graph.subjects.duties.opening import identity
from graph.subjects.duties.reporting import (
    begun_on,
    event_of,
    facts_of,
    owed_for,
    policy_for,
    refuse_another_reporter,
    refuse_what_is_recorded,
    refuse_without_file,
)
from graph.subjects.duties.rules import due_of, met_by, term_of, workflow_of
from graph.subjects.duties.telling import notices_of, told
from graph.subjects.organisation.unbound import told_why_unbound
from graph.subjects.people.memory import places_over
from graph.subjects.people.whose import told_whose
from graph.words.china_time import china_day
from graph.words.duties import DutyEvent, DutyKind, DutyState, OwedDuty, Reporter
from graph.words.organisation import PostKind


@dataclass(frozen=True, slots=True)
class Report:
    """A report on a period, a plan for one, or that nothing was new in one."""

    department: str
    """USCC of who reports."""
    kind: DutyKind
    period: date
    """Any day of the period."""
    words: str
    """Where the report is: number, title, or what was found."""
    reporter: Reporter = Reporter.DEPARTMENT
    new_rows: int | None = None
    """Rows of new data in the period; of a zero report 0."""


async def move_duty(office: Office, duty_id: str, event: DutyEvent, words: str) -> str:
    """Excuse that a duty is late, or ask for changed data that were delivered to be found on record; say its id.

    Raises:
        NotFound: `NOT_FOUND`.
        Forbidden: `ANOTHER_POST`.
        Conflict: `NO_SUCH_MOVE`, `CONDITION_MISSING`, `CASE_MOVED` or `IDEMPOTENCY_KEY_REUSED`.
        Malformed: `WORDS_REQUIRED`, `IDEMPOTENCY_KEY`.
    """
    actor = office.actor

    async def decide() -> Decided:
        found = await memory.duty_of(office.view, duty_id, actor.today)
        if found is None:
            raise _not_found("duty", duty_id)
        duty, answering = found.duty, found.answering
        said = stated(words) if event is DutyEvent.EXCUSE else noted(words)
        facts: Mapping[str, FactValue] = {"good_reason": bool(said)}
        table = table_on(duty.policy, workflow_of(duty.kind), duty.event_on)
        case = Case(duty.state, due_of(duty) if duty.state.open else Span.AT_REST, _sides(answering))
        async with told_whose(office.store, actor.today):
            moved = move(table, case, event, actor.principal, facts, actor.now, path=("duty",))
        at = actor.now
        if event is DutyEvent.REPORT_DELIVERY:
            at, moved = await _delivered(office.store, duty, moved)
        hidden = office.personal.hidden(said, memory.WORDS) if said else None

        async def write(unit: Unit) -> None:
            await memory.settle(unit, [(duty, moved)], at, words=hidden)

        deeds = [actor.deed(f"{event.name}_DUTY", duty.id, moved.rules, moved.state.name)]
        return Decided(duty.id, write, deeds, notices_of(duty, moved, actor.now, {Told.PROVIDER: _names(answering)}))

    return await carry_out(office.store, actor, (f"{event.name}_DUTY", duty_id, words), decide, office.key)


async def report_data_change(office: Office, code: str, on: date) -> str:
    """Say that the data of an entry arose or changed on a day: they are to follow, and users are told; say the id.

    Raises:
        NotFound: `NOT_FOUND`.
        Malformed: `STILL_TO_COME`.
        Forbidden: `ANOTHER_POST`.
        Conflict: `IDEMPOTENCY_KEY_REUSED`.
        NoPolicy: `NO_POLICY`.
    """
    actor = office.actor

    async def decide() -> Decided:
        _not_to_come(on, actor, "on")
        found = await owing.provider_of(office.view, code, on)
        if found is None or found.department is None:
            raise _not_found("code", code)
        answering, policy = found.department, found.policy
        async with told_why_unbound(office.store, answering, on):
            table = table_on(policy, workflow_of(DutyKind.DATA_UPDATE), on)
        case = Case(departments=_sides(answering))
        async with told_whose(office.store, actor.today):
            begun = move(table, case, DutyEvent.DATA_CHANGED, actor.principal, {}, actor.now, path=("code",))
        due = term_of(begun.step, on)
        dated = (None, None) if due is NO_NUMBER else (due.last_day, due.provisional)
        duty = OwedDuty(
            id=identity(DutyKind.DATA_UPDATE, DutyEvent.DATA_CHANGED, on, code), kind=DutyKind.DATA_UPDATE,
            state=DutyState[begun.state.name], department=answering, policy=policy or "",
            trigger=DutyEvent.DATA_CHANGED,
            event_on=on, opened_at=actor.now, code=code, due_on=dated[0],
            provisional=dated[1], rules=begun.rules,
        )  # fmt: skip

        async def write(unit: Unit) -> None:
            if not await memory.open_duties(unit, [duty]):
                raise _KeptMeanwhile

        if await memory.is_kept(office.store, duty.id):
            return Decided(duty.id, _nothing, ())  # it is owed already, and everybody has been told
        meant = {each: await _recipients(office, each, answering, code) for each in told(begun)}
        deeds = [actor.deed("REPORT_DATA_CHANGE", code, begun.rules, duty.state.name)]
        return Decided(duty.id, write, deeds, notices_of(duty, begun, actor.now, meant))

    asked = ("REPORT_DATA_CHANGE", code, str(on))
    try:
        return await carry_out(office.store, actor, asked, decide, office.key)
    except _KeptMeanwhile:
        return await carry_out(office.store, actor, asked, decide, office.key)


class _KeptMeanwhile(Exception):  # noqa: N818 - no error of anybody's
    """That somebody else has said the same between reading and writing: nothing is written, and nobody told twice."""


async def _nothing(_: Unit) -> None:
    """Write nothing: it stands as it is."""


async def report_period(office: Office, report: Report) -> str:
    """Record that a department has reported on a period, or handed in its plan for one; say the id.

    Raises:
        NotFound: `NOT_FOUND`.
        Forbidden: `ANOTHER_POST`.
        Conflict: `NO_SUCH_MOVE`, `CONDITION_MISSING`, `RECORD_DIFFERS` or `IDEMPOTENCY_KEY_REUSED`.
        Malformed: `WORDS_REQUIRED`, `NUMBER`, `IDEMPOTENCY_KEY`.
        NoPolicy: `NO_POLICY`.
    """
    actor = office.actor

    async def decide() -> Decided:
        words = stated(report.words)
        _counted(report.new_rows)
        bound = await owing.bound_over_time(office.store, report.department, actor.today)
        if bound is None:
            raise _not_found("department", report.department)
        answering, bindings = bound
        policy = policy_for(bindings, report.kind, report.period, report.reporter, actor.today)
        async with told_why_unbound(office.store, answering, actor.today):
            owed = owed_for(policy, report.kind, report.period, report.reporter, report.new_rows)
        if begun_on(owed) > actor.today:
            raise _not_over(owed)
        found = await owing.reporting(office.view, report.department)
        if found is not None:
            refuse_another_reporter(found, owed, report.reporter)
        duty = replace(owed, id=identity(report.kind, owed.period, report.department, report.reporter),
                       department=report.department, opened_at=actor.now)  # fmt: skip
        table = table_on(policy, workflow_of(report.kind), duty.event_on)
        case = Case(duty.state, due_of(duty), _sides(answering))
        facts = facts_of(report.reporter, report.new_rows)
        event = event_of(report.kind, report.new_rows)
        async with told_whose(office.store, actor.today):
            done = move(table, case, event, actor.principal, facts, actor.now, path=("department",))
        if await memory.is_kept(office.store, duty.id):
            raise _reported_already(duty)
        if found is not None:
            refuse_what_is_recorded(found, duty, event)
        refuse_without_file(duty, report.new_rows)
        met = replace(duty, state=DutyState[done.state.name])
        how = Done(actor.now, event, office.personal.hidden(words, memory.WORDS))

        async def write(unit: Unit) -> None:
            if not await memory.open_duties(unit, [met], how):
                raise _reported_already(duty)

        deeds = [actor.deed(f"{event.name}_DUTY", duty.id, done.rules, done.state.name)]
        return Decided(duty.id, write, deeds)

    asked = ("REPORT_PERIOD", report.department, report.kind.name, str(report.period), report.words,
             report.reporter.name, report.new_rows)  # fmt: skip
    return await carry_out(office.store, actor, asked, decide, office.key)


async def _delivered(store: Store, duty: OwedDuty, moved: Move) -> tuple[datetime, Move]:
    """When changed data were delivered, and what becomes of it, by the platform's records and nobody's word.

    Raises:
        Conflict: `CONDITION_MISSING`; nothing on record brings them.
    """
    at = await owing.brought(store, duty)
    if at is None:
        raise Conflict(
            Text(
                f"共享平台没有{duty.event_on}变更的数据的归集记录；由平台报送归集记录后办结，零条不计",
                f"no delivery of what changed on {duty.event_on} is on the exchange platform's record; none of 0 rows",
            ),
            code=Code.CONDITION_MISSING,
            rules=duty.rules,
            path=("duty",),
            value=duty.code,
        )
    return at, met_by(duty, DutyEvent.REPORT_DELIVERY, china_day(at), {}) or moved


def _counted(rows: int | None) -> None:
    if rows is not None and rows < 0:
        words = Text("新增数据行数不能小于0", "there are no fewer rows than none")
        raise Malformed(words, code=Code.NUMBER, path=("new_rows",), value=str(rows))


def _sides(answering: str | None) -> Mapping[Side, frozenset[str]]:
    """Who answers for the department, which the authority's posts reach as well."""
    return dict.fromkeys((Side.PROVIDER, Side.LEAD), frozenset(_names(answering)))


def _names(answering: str | None) -> tuple[str, ...]:
    return (answering,) if answering else ()


async def _recipients(office: Office, who: Told, answering: str, code: str) -> tuple[str, ...]:
    on = office.actor.today
    if who is Told.AUTHORITY:
        return await places_over(office.store, answering, PostKind.AUTHORITY_OFFICER, on)
    if who is Told.USERS:
        return await owing.users_of(office.store, code, on)
    return _names(answering)


def _not_to_come(on: date, actor: Actor, field: str) -> None:
    if on > actor.today:
        raise Malformed(
            Text(
                "该日尚未到来；数据变更应在发生之日或之后报告",
                "the day is still to come; that data changed is said on that day or later",
            ),
            code=Code.STILL_TO_COME,
            path=(field,),
            value=on.isoformat(),
            limit=actor.today.isoformat(),
        )


def _not_over(duty: OwedDuty) -> Conflict:
    return Conflict(
        Text("该期间尚未届满或者尚未开始", "the period is not over, or has not begun"),
        code=Code.CONDITION_MISSING,
        rules=duty.rules,
        path=("period",),
        value=duty.period.isoformat() if duty.period else None,
    )


def _reported_already(duty: OwedDuty) -> Conflict:
    return Conflict(
        Text("该期间已经报送", "this period was reported already"),
        code=Code.NO_SUCH_MOVE,
        rules=duty.rules,
        path=("period",),
        value=duty.period.isoformat() if duty.period else None,
    )


def _not_found(field: str, value: str) -> NotFound:
    return NotFound(
        Text("没有这一事项，或者无权知悉", "there is no such thing, or none that you may know of"),
        code=Code.NOT_FOUND,
        path=(field,),
        value=value[:64],
    )
