"""Reminders (催办): what will be due within two working days, what is overdue, and which grants end in thirty days.

1. They fall on working days, each once: a notice is known by its kind, its case, the moment since which that waits, and
   whom it tells. Of a report that is due before the next working day is told on the rest days on which it can be made.
2. First the department is told whose turn it is; where a case is overdue for a working day, its head (主要负责人).
3. A department is told that answers today; of a post over others, the department in which it is held.
4. A time that has to pass is no delay: when it is over, whose step comes then is told, and nobody's head.
5. What is read of a day is a few statements for each kind and each page of cases, none for a case.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from graph.cases.notices import tell
from graph.cases.waiting import rules_of_term, waited_for
from graph.law.posts import SUPERVISING, Supervisor
from graph.law.scope import EVERYTHING
from graph.law.terms import due_after_event, passed
from graph.law.workdays import NATIONAL, Calendar
from graph.law.workflow import Step
from graph.store.engine import Store
from graph.store.view import View
from graph.subjects.duties.opening import open_for_ended
from graph.subjects.people.memory import heads_of, supervisors
from graph.subjects.waiting import memory, reports
from graph.subjects.waiting.found import Found
from graph.subjects.waiting.memory import Meant
from graph.subjects.waiting.queues import QUEUES, REPORTS, Queue, party_of
from graph.subjects.waiting.rules import nobodys
from graph.words.china_time import CHINA, china_day
from graph.words.grants import NEARLY_OVER
from graph.words.notices import Notice, NoticeKind, Recipient, RecipientKind, ReportAsked
from graph.words.organisation import PostKind

SOON: Final = 2
"""Working days before the end of a term."""
_PAGE: Final = 500


@dataclass(frozen=True, slots=True)
class _Day:
    """What is known of the day on which is reminded."""

    on: date
    soon: date
    """The last day of the terms that end within two working days."""
    still: date
    """The working day before: what was overdue on it is overdue still."""
    supervisors: Sequence[Supervisor]
    at: datetime
    """When somebody is told."""


async def remind(store: Store, on: date, calendar: Calendar = NATIONAL, *, at: datetime | None = None) -> int:
    """Tell what is to be told on a day; say how many cases and grants it was about.

    On a rest day nobody is reminded, but of reports that are due before the next working day. What is owed because a
    basis has ended by itself is opened on any day.

    Args:
        store: The graph.
        on: The day, in China.
        calendar: The notices of the years.
        at: When; None = as the day begins.
    """
    begun = datetime.combine(on, time(), CHINA).astimezone(UTC)
    told = await store.write(lambda unit: open_for_ended(unit, on, begun))
    posts = await supervisors(store, on, SUPERVISING)
    day = _Day(on, due_after_event(on, SOON, calendar).last_day, _workday_before(on, calendar), posts, at or begun)
    if not calendar.is_workday(on):
        async for page in _reports(store, day):
            last = [one for one in page if one.due_on and on <= one.due_on < calendar.next_workday(on)]
            await _tell(store, [notice async for notice in _notices(store, REPORTS, last, day)])
            told += len(last)
        return told
    every = (*(_due(store, queue, day) for queue in QUEUES.values()), _reports(store, day))
    for queue, pages in zip((*QUEUES.values(), REPORTS), every, strict=True):
        async for page in pages:
            await _tell(store, [notice async for notice in _notices(store, queue, page, day)])
            told += len(page)
    ending = await memory.ending_grants(store, on, on + timedelta(days=NEARLY_OVER))
    await _tell(store, [_ends(each.id, each.user, each.last_day, day.at) for each in ending])
    return told + len(ending)


def _workday_before(on: date, calendar: Calendar) -> date:
    day = on - timedelta(days=1)
    while not calendar.is_workday(day):
        day -= timedelta(days=1)
    return day


async def _due(store: Store, queue: Queue, day: _Day) -> AsyncIterator[list[Found]]:
    """The cases of a kind whose terms have ended or end soon, page by page."""
    until = (day.soon + timedelta(days=1)).isoformat()
    meant = Meant((), until, everybody=True, without=nobodys(queue))
    view, low, behind = View(store, EVERYTHING, day.on), "", ""
    while True:
        page = await memory.page(view, queue.label, meant, low=low, behind=behind, limit=_PAGE)
        if page:
            yield page
        if len(page) < _PAGE:
            return
        low, behind = page[-1].key, page[-1].id


def _reports(store: Store, day: _Day) -> AsyncIterator[list[Found]]:
    """The reports and plans whose terms have ended or end soon, for a page of departments after another."""
    return reports.due(View(store, EVERYTHING, day.on), day.soon, _PAGE)


async def _notices(store: Store, queue: Queue, page: Sequence[Found], day: _Day) -> AsyncIterator[Notice]:
    asked = sorted({each for one in page for each in one.parties.values() if each})
    living = await memory.answering(store, asked, day.on)
    turns = {one.id: _whose(queue, one, day, living) for one in page}
    late = [one for one in page if passed(one.due_on, day.still) and not _passing(queue, one)]
    heads = await heads_of(store, (each for one in late for each in turns[one.id]), day.on)
    for one in page:
        kind = _kind(queue, one, day)
        if kind is None:
            continue
        for department, acts in turns[one.id].items():
            yield _told(one, kind, Recipient(RecipientKind.DEPARTMENT, department), acts, day.at)
    for one in late:
        for department, acts in turns[one.id].items():
            for subject in heads.get(department, ()):
                yield _told(one, NoticeKind.CASE_OVERDUE_STILL, Recipient(RecipientKind.SUBJECT, subject), acts, day.at)


def _passing(queue: Queue, one: Found) -> bool:
    """Whether its due date is the end of a time that has to pass."""
    workflow = queue.by_id[one.runs]
    return workflow.states[one.state] in workflow.unhurried


def _kind(queue: Queue, one: Found, day: _Day) -> NoticeKind | None:
    """As what it is told; None while a time passes."""
    over = passed(one.due_on, day.on)
    if _passing(queue, one):
        return NoticeKind.ENTRY_TIME_OVER if over else None
    return NoticeKind.CASE_OVERDUE if over else NoticeKind.CASE_DUE_SOON


def _whose(queue: Queue, one: Found, day: _Day, living: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The departments whose turn it is, each with the mutations by which it can act."""
    workflow = queue.by_id[one.runs]
    table = queue.table(workflow, one.kept, china_day(one.opened))
    found: dict[str, dict[str, None]] = {}
    for step in waited_for(workflow, table, workflow.states[one.state]):
        mutation = one.mutations.get(step.event)
        for department in _places(step, one, day.supervisors, living):
            found.setdefault(department, {}).update({mutation: None} if mutation else {})
    return {department: tuple(acts) for department, acts in sorted(found.items())}


def _places(step: Step, one: Found, over: Iterable[Supervisor], living: Mapping[str, str]) -> Iterator[str]:
    for actor in step.actors:
        department = living.get(one.parties[party_of(step.side_of(actor))] or "")
        if department is None or not isinstance(actor, PostKind):
            continue
        if actor in SUPERVISING:
            yield from (each.department for each in over if each.kind is actor and department in each.reached)
        else:
            yield department


def _told(one: Found, kind: NoticeKind, recipient: Recipient, acts: tuple[str, ...], at: datetime) -> Notice:
    return Notice(
        kind, one.kind, one.id, one.state, at, recipient, _rules(one), acts, since=one.since, name=one.name,
        due_on=one.due_on, report=_asked(one),
    )  # fmt: skip


def _asked(one: Found) -> ReportAsked | None:
    report = one.report
    return ReportAsked(report.kind, report.period, one.answers, report.reporter) if report else None


def _rules(one: Found) -> tuple[str, ...]:
    """The articles that set its term."""
    if one.report:
        return one.report.rules
    if one.term:
        return one.term
    workflow = one.queue.by_id[one.runs]
    table = one.queue.table(workflow, one.kept, china_day(one.opened))
    return rules_of_term(workflow, table, workflow.states[one.state], one.facts)


def _ends(grant: str, user: str, last_day: date, at: datetime) -> Notice:
    return Notice(
        NoticeKind.GRANT_ENDING, "Grant", grant, "ACTIVE", at, Recipient(RecipientKind.DEPARTMENT, user), (),
        ("applyForResource",), since=datetime.combine(last_day, time(), CHINA).astimezone(UTC), due_on=last_day,
    )  # fmt: skip


async def _tell(store: Store, notices: Sequence[Notice]) -> None:
    if notices:
        await store.write(lambda unit: tell(unit, notices))
