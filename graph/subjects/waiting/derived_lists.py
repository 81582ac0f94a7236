"""Lists of what follows from the register on a day, as far as the asker sees it: each in the order of its query.

* They are read page by page, all of a page together, and narrowed by the arguments of the queries that they are of.
* `of` names a department with those below it. Where no department is named, a list is of all whose duties he sees.
* A file of one does not come back: `importing.derived` knows it by its columns.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, assert_never

from graph.cases.inbox import NOTICES
from graph.cases.waiting import NextStep
from graph.law.access import Principal
from graph.law.duties import recurrences
from graph.law.policies import offered, policy
from graph.law.policy import Policy
from graph.law.rest_days import LAST_YEAR
from graph.office.actor import Actor
from graph.office.sheets.filled import Format
from graph.office.sheets.recorded import at
from graph.schema.nodes import NOTICE
from graph.store.pages import Asked, Wanted
from graph.store.view import View
from graph.subjects.duties import memory, periods, rules
from graph.subjects.duties.lapsing import lapsed_among
from graph.subjects.importing.derived import FORMS, DerivedListed
from graph.subjects.importing.lists import handed, refuse_nobody
from graph.subjects.importing.narrowing import day, flag, member, missing, narrowed, several_of, unknown_term
from graph.subjects.importing.record_lists import below_named
from graph.subjects.importing.table_lists import Held
from graph.subjects.waiting.desk import Place, Sought, WaitingCase, Whose, waiting
from graph.subjects.waiting.noticed import MATTERS, Noticed, kept, noticed, place, state_words
from graph.subjects.waiting.queues import QUEUES
from graph.subjects.waiting.supervised import SupervisedDepartment, supervised
from graph.words.derived_lists import DerivedList
from graph.words.derived_rows import LapsedRow, LateRow, NoticeRow, RecurringRow, ReportRow, WaitingRow

PAGE: Final = 100
"""Cases, notices and departments that are read at a time."""
FEW: Final = 20
"""Departments whose entries are read at a time."""
Pages = AsyncIterator[Sequence[object]]
_LABELS: Final[Mapping[str, str]] = {
    name: label for label, queue in QUEUES.items() for name in (queue.name, queue.shape.words.zh)
}
"""The kinds of cases that wait, by the names of GraphQL and by their words."""


async def derived_taken(view: View, actor: Actor, asked: DerivedListed, form: Format) -> AsyncIterator[bytes]:
    """A list as a file, given piece by piece.

    Args:
        view: What the asker sees.
        actor: Who takes it.
        asked: Which.
        form: As what.

    Raises:
        Forbidden: `ROLE_REQUIRED`; nobody known asks.
        Malformed: `UNKNOWN_TERM`, `DATE`, `FIELD_MISSING` or `UNKNOWN_CODE`, of what it is narrowed by.
        NoPolicy: `NO_POLICY`; there is no such policy, or none that binds anybody.
        LimitExceeded: It is longer than a workbook that an import takes.
    """
    refuse_nobody(actor)
    held = Held(FORMS[asked.list], await _pages(view, actor.principal, asked))
    return await handed(view, actor, held, asked.about, form)


async def _pages(view: View, principal: Principal, asked: DerivedListed) -> Pages:
    match asked.list:
        case DerivedList.WAITING:
            return _waiting(view, principal, _sought(asked))
        case DerivedList.NOTICES:
            return _notices(view, principal, narrowed(NOTICES, asked.by))
        case DerivedList.SUPERVISED:
            return _supervised(view)
        case DerivedList.DUTY_TALLIES:
            return _tallies(view, await _departments(view, asked, "departments"))
        case DerivedList.LAPSED_GROUNDS:
            return _lapsed(view, await _departments(view, asked, "department"))
        case DerivedList.RECURRING_DUTIES:
            row = offered(policy(_said(asked, "policy")))
            return _recurring(row, _day(asked, "from"), _day(asked, "until"))
        case DerivedList.REPORTS:
            return _reports(view, _said(asked, "department"), _day(asked, "from"), _day(asked, "until"))
        case other:
            assert_never(other)


def _sought(asked: DerivedListed) -> Sought:
    by = asked.by
    whose = member(Whose, "whose", by["whose"]) if by.get("whose") else Whose.MY_DEPARTMENT
    kinds = several_of(by.get("kinds", ""))
    for name in kinds:
        if name not in _LABELS:
            raise unknown_term("kinds", name, [queue.name for queue in QUEUES.values()])
    late = flag("overdue", by["overdue"]) if by.get("overdue") else False
    return Sought.of(whose, [_LABELS[name] for name in kinds] or None, overdue=late)


async def _waiting(view: View, principal: Principal, sought: Sought) -> Pages:
    after: Place | None = None
    while True:
        page = await waiting(view, principal, sought, PAGE, after, "")
        yield [_case(each) for each in page.cases]
        if not page.more:
            return
        after = page.cases[-1].place


def _case(case: WaitingCase) -> WaitingRow:
    report = case.report
    return WaitingRow(
        kind=QUEUES[case.kind].shape.words.zh,
        id=case.node or "",
        name=case.name or "",
        state=case.state.zh,
        department=case.department,
        since=at(case.since),
        age=case.age,
        due_on=case.due_on,
        overdue=case.overdue,
        due_rules=tuple(case.due_rules),
        no_due_date=case.silence.text.zh if case.silence else "",
        yours=case.yours,
        next_steps=_steps(case.steps),
        your_steps=_steps(case.your_steps),
        report=report.kind.zh if report else "",
        reporter=report.reporter.zh if report else "",
        period=report.period if report else None,
    )


def _steps(steps: Sequence[NextStep]) -> tuple[str, ...]:
    """What can be done now, each once."""
    return tuple(dict.fromkeys(each.event.zh for each in steps if each.open))


async def _notices(view: View, principal: Principal, asked: Asked) -> Pages:
    wanted = Wanted("NEWEST", PAGE)
    while True:
        page = await NOTICES.page(view, asked, wanted)
        rows = [dict(zip(map(str, NOTICE.names), row, strict=True)) for _, row in page.rows]
        about = await MATTERS(view, [place(row["about"], row["aboutId"]) for row in rows]) if rows else ()
        yield [
            _notice(row, noticed(view, principal, kept(row), matter)) for row, matter in zip(rows, about, strict=True)
        ]
        if not page.more:
            return
        wanted = Wanted("NEWEST", PAGE, (page.rows[-1][0], rows[-1]["id"]))


def _notice(row: Mapping[str, Any], told: Noticed) -> NoticeRow:
    return NoticeRow(
        id=row["id"],
        kind=told.kind.zh,
        at=at(row["at"]),
        since=at(row["since"]),
        state=state_words(told.kind, told.about, told.state),
        text=told.text.zh,
        text_en=told.text.en,
        due_on=told.due_on,
        acts=told.own,
        next_steps=_steps(told.next_steps),
        read=row["readAt"] is not None,
        rules=tuple(row["rules"] or ()),
    )


async def _supervised(view: View) -> Pages:
    after: str | None = None
    while True:
        page = await supervised(view, PAGE, after, "")
        yield [row for each in page.departments for row in _late(each)]
        if not page.more or not page.departments:
            return
        after = page.departments[-1].department


def _late(found: SupervisedDepartment) -> Sequence[LateRow]:
    one = found.department
    cases = [
        LateRow(department=one, what="逾期事项", kind=QUEUES[each.kind].shape.words.zh, overdue=each.overdue)
        for each in found.overdue
    ]
    reports = [
        LateRow(
            department=one, what="未报送", kind=each.kind.zh, reporter=each.reporter.zh, period=each.period,
            due_on=each.due_on, rules=each.rules,
        )
        for each in found.missing
    ]  # fmt: skip
    return (*cases, *reports) or (LateRow(department=one),)


async def _tallies(view: View, departments: Sequence[str]) -> Pages:
    for some in _parts(departments, PAGE):
        yield list(rules.tally(await memory.counted(view, some), view.today))


async def _lapsed(view: View, departments: Sequence[str]) -> Pages:
    for some in _parts(departments, FEW):
        found = await lapsed_among(view, some)
        yield [
            LapsedRow(
                department=department, code=each.code, name=each.name, lapsed_on=each.lapsed_on, state=each.state.zh,
                rules=each.rules,
            )
            for department in some
            for each in found.get(department, ())
        ]  # fmt: skip


def _parts(departments: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """So many at a time."""
    for begin in range(0, len(departments), size):
        yield departments[begin : begin + size]


async def _recurring(row: Policy, since: date, until: date) -> Pages:
    found = recurrences(row, since, min(until, date(LAST_YEAR, 12, 31)))
    yield [
        RecurringRow(
            policy=row.id, what=each.duty.what, by=each.duty.by, to=each.duty.to, period=each.period,
            due_on=each.due_on, rules=each.duty.rules,
        )
        for each in found
    ]  # fmt: skip


async def _reports(view: View, department: str, since: date, until: date) -> Pages:
    yield [
        ReportRow(
            department=department, kind=each.kind.zh, what=each.what, to=each.to, reporter=each.reporter.zh,
            period=each.period, due_on=each.due_on, state=each.state.zh, overdue=each.overdue, rules=each.rules,
        )
        for each in await periods.standing(view, department, since, until) or ()
    ]  # fmt: skip


async def _departments(view: View, asked: DerivedListed, named: str) -> Sequence[str]:
    """The departments that are named, or that with those below it; else all whose duties the asker sees."""
    if some := several_of(asked.by.get(named, "")):
        return sorted(set(some))
    below = await below_named(view, asked.by)
    return sorted(view.scope.entries) if below is None else below


def _said(asked: DerivedListed, name: str) -> str:
    if not (said := asked.by.get(name, "").strip()):
        raise missing(name, asked.list.zh)
    return said


def _day(asked: DerivedListed, name: str) -> date:
    return day(name, _said(asked, name))
