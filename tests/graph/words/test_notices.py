"""Orders are the kinds of notice that tell somebody of a case in which, by a row of a city, he is waited for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graph.cases.waiting import waited_for
from graph.law.duty_workflows import EVERY as DUTIES
from graph.law.workflow import Side, Step, Table, Tell, Told, Workflow
from graph.law.workflows import SHARING
from graph.subjects.duties.telling import KINDS as OF_DUTIES
from graph.subjects.entries.telling import KINDS as OF_ENTRIES
from graph.subjects.forgeries.telling import KINDS as OF_FORGERIES
from graph.subjects.licensing.telling import KINDS as OF_DRAFTS
from graph.subjects.objections.telling import KINDS as OF_OBJECTIONS
from graph.subjects.sharing.grants.telling import KINDS as OF_GRANTS
from graph.subjects.sharing.telling import KINDS as OF_REQUESTS
from graph.subjects.waiting.queues import QUEUES
from graph.words.closed_list import ClosedList
from graph.words.notices import NEVER_MUTED, NoticeKind

SIDES: Mapping[Told, frozenset[Side]] = {
    Told.APPLICANT: frozenset({Side.APPLICANT}),
    Told.PROVIDER: frozenset({Side.PROVIDER}),
    Told.AGENT: frozenset({Side.AGENT}),
    Told.CARRIER: frozenset({Side.CARRIER}),
    Told.AUTHORITY: frozenset({Side.LEAD, Side.OUTSIDE}),
    Told.APPLICANT_AUTHORITY: frozenset({Side.APPLICANT_LEAD}),
    Told.APPLICANT_CARRIER: frozenset({Side.APPLICANT_CARRIER}),
    Told.COMMITTEE: frozenset({Side.COMMITTEE}),
    Told.HOLDER: frozenset(),
    Told.USERS: frozenset(),
}
BY_EVENT: Mapping[ClosedList, NoticeKind] = {
    **OF_ENTRIES, **OF_FORGERIES, **OF_DRAFTS, **OF_OBJECTIONS, **OF_GRANTS, **OF_DUTIES,
}  # fmt: skip
REMINDERS = {
    NoticeKind.CASE_DUE_SOON, NoticeKind.CASE_OVERDUE, NoticeKind.CASE_OVERDUE_STILL, NoticeKind.ENTRY_TIME_OVER,
}  # fmt: skip
"""Of the reminders those that are about what he has to do; that a grant ends asks nothing of him."""


def told() -> Iterator[tuple[NoticeKind, bool]]:
    """Every kind that a row of a city tells somebody, and whether he is waited for then."""
    for queue in QUEUES.values():
        for workflow in queue.workflows:
            for _, table in queue.tables(workflow):
                for step in table:
                    for tell in step.tells:
                        waits = waited(workflow, table, step, tell)
                        yield kind_of(workflow, step, waits=waits), waits


def waited(workflow: Workflow, table: Table, step: Step, tell: Tell) -> bool:
    if step.then not in workflow.on_a_desk:
        return False
    nexts = waited_for(workflow, table, step.then)
    return any(each.side_of(actor) in SIDES[tell.who] for each in nexts for actor in each.actors)


def kind_of(workflow: Workflow, step: Step, *, waits: bool) -> NoticeKind:
    if workflow is SHARING:
        return OF_REQUESTS.get(step.then, NoticeKind.REQUEST_WAITING if waits else NoticeKind.REQUEST_MOVED)
    if workflow in DUTIES and step.event not in OF_DUTIES:
        return NoticeKind.BASIS_CHANGED
    return BY_EVENT.get(step.event, NoticeKind.ENTRY_WAITING)


def test_an_order_is_what_somebody_is_told_who_has_to_act_by_a_row_or_was_late() -> None:
    assert {kind for kind, waits in told() if waits} | REMINDERS == NEVER_MUTED


def test_of_how_things_go_everybody_may_hear_less() -> None:
    kinds = {kind for kind, _ in told()}
    assert kinds - NEVER_MUTED >= {
        NoticeKind.ENTRY_PUBLISHED, NoticeKind.ENTRY_WITHDRAWN, NoticeKind.REQUEST_MOVED, NoticeKind.REQUEST_GRANTED,
        NoticeKind.DATA_CHANGED, NoticeKind.OBJECTION_TAKEN_UP, NoticeKind.OBJECTION_SETTLED,
    }  # fmt: skip
    assert set(NoticeKind) == kinds | REMINDERS | {
        NoticeKind.GRANT_ENDING, NoticeKind.ENTRY_CHANGED, NoticeKind.ELEMENT_CHANGED, NoticeKind.GRANT_LEFT_BEHIND,
    }  # fmt: skip
