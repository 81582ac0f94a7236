"""Who is told what of a suspected forgery: by the step that was taken, and what each can do next.

Everybody who met the file is told what became of it; nobody is told who presented it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType

from graph.cases.machine import Move
from graph.law.workflow import Side, Table, Told, steps_from
from graph.words.closed_list import ClosedList
from graph.words.forgeries import ForgeryCase, ForgeryEvent
from graph.words.notices import Notice, NoticeKind, Recipient, RecipientKind

KINDS: Mapping[ClosedList, NoticeKind] = MappingProxyType(
    {
        ForgeryEvent.SUSPECT: NoticeKind.FORGERY_SUSPECTED,
        ForgeryEvent.JOIN: NoticeKind.FORGERY_SUSPECTED,
        ForgeryEvent.CONFIRM: NoticeKind.FORGERY_CONFIRMED,
        ForgeryEvent.DISMISS: NoticeKind.FORGERY_DISMISSED,
        ForgeryEvent.REPORT: NoticeKind.FORGERY_REPORTED,
    }
)
"""As what each event is told of."""
MUTATIONS: Mapping[ClosedList, str] = MappingProxyType(
    {
        ForgeryEvent.CONFIRM: "decideForgery",
        ForgeryEvent.DISMISS: "decideForgery",
        ForgeryEvent.REPORT: "reportForgeryToCreditAuthority",
    }
)
"""The mutation of each event."""


def notices_of(
    case: ForgeryCase, move: Move, table: Table, at: datetime, *, answering: str | None
) -> tuple[Notice, ...]:
    """The notices that a step brings.

    Args:
        case: The case, with everybody who met the file.
        move: The step that was taken.
        table: The rows that the case keeps.
        at: When.
        answering: The department that answers today.
    """
    return tuple(
        Notice(
            KINDS[move.step.event], "ForgeryCase", case.id, move.state.name, at, recipient, each.rules,
            _acts(each.who, move, table),
        )
        for each in move.step.tells
        for recipient in _recipients(each.who, case, answering)
    )  # fmt: skip


def _recipients(who: Told, case: ForgeryCase, answering: str | None) -> Iterator[Recipient]:
    match who:
        case Told.APPLICANT:
            yield from (Recipient(RecipientKind.SUBJECT, each) for each in case.reporters)
        case Told.PROVIDER:
            if answering is not None:
                yield Recipient(RecipientKind.DEPARTMENT, answering)
        case (
            Told.AUTHORITY | Told.APPLICANT_AUTHORITY | Told.CARRIER | Told.APPLICANT_CARRIER | Told.COMMITTEE
            | Told.HOLDER | Told.USERS | Told.AGENT
        ):  # fmt: skip
            return  # no row of suspected forgeries has them told


def _acts(who: Told, move: Move, table: Table) -> tuple[str, ...]:
    if who is not Told.PROVIDER:
        return ()
    steps = (step for step in steps_from(table, move.state) if step.side is Side.PROVIDER)
    return tuple(dict.fromkeys(MUTATIONS[step.event] for step in steps))
