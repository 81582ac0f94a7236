"""Who is told what of an objection: by the step that was taken, and what each can do next.

* Who objected, and whoever answers, are told of the case; users of the data are told of the data that were doubted.
* What somebody can do next are the steps of his side from the new state, as the mutations that take them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType

from graph.cases.machine import Move
from graph.law.workflow import Side, Table, Told, steps_from
from graph.words.closed_list import ClosedList
from graph.words.notices import Notice, NoticeKind, Recipient, RecipientKind
from graph.words.objections import Objection, ObjectionEvent

KINDS: Mapping[ClosedList, NoticeKind] = MappingProxyType(
    {
        ObjectionEvent.RAISE: NoticeKind.OBJECTION_RAISED,
        ObjectionEvent.TAKE_UP: NoticeKind.OBJECTION_TAKEN_UP,
        ObjectionEvent.EXTEND: NoticeKind.OBJECTION_EXTENDED,
        ObjectionEvent.CORRECT: NoticeKind.OBJECTION_SETTLED,
        ObjectionEvent.EXPLAIN: NoticeKind.OBJECTION_SETTLED,
        ObjectionEvent.WITHDRAW: NoticeKind.OBJECTION_WITHDRAWN,
    }
)
"""As what each event is told of."""
MUTATIONS: Mapping[ClosedList, str] = MappingProxyType(
    {
        ObjectionEvent.TAKE_UP: "takeUpObjection",
        ObjectionEvent.EXTEND: "extendObjection",
        ObjectionEvent.CORRECT: "resolveObjection",
        ObjectionEvent.EXPLAIN: "resolveObjection",
        ObjectionEvent.WITHDRAW: "withdrawObjection",
    }
)
"""The mutation of each event."""
_SIDES: Mapping[Told, Side] = MappingProxyType({Told.APPLICANT: Side.APPLICANT, Told.PROVIDER: Side.PROVIDER})


def notices_of(
    objection: Objection, move: Move, table: Table, at: datetime, *, answering: str | None, users: Collection[str]
) -> tuple[Notice, ...]:
    """The notices that a step brings, each recipient once.

    Args:
        objection: The objection.
        move: The step that was taken.
        table: The rows that the case keeps.
        at: When.
        answering: The department that answers today.
        users: Departments that use the data.
    """
    found: dict[Recipient, Notice] = {}
    for each in move.step.tells:
        for recipient in _recipients(each.who, objection, answering, users):
            about = (objection.on_kind, objection.on_id) if each.who is Told.USERS else ("Objection", objection.id)
            notice = Notice(
                KINDS[move.step.event], *about, move.state.name, at, recipient, each.rules,
                _acts(each.who, move, table),
            )  # fmt: skip
            found.setdefault(recipient, notice)
    return tuple(found.values())


def _recipients(who: Told, objection: Objection, answering: str | None, users: Collection[str]) -> Iterator[Recipient]:
    match who:
        case Told.APPLICANT:
            yield Recipient(RecipientKind.SUBJECT, objection.raised_by)
        case Told.PROVIDER:
            if answering is not None:
                yield Recipient(RecipientKind.DEPARTMENT, answering)
        case Told.USERS:
            yield from (Recipient(RecipientKind.DEPARTMENT, each) for each in sorted(users))
        case (
            Told.AUTHORITY | Told.APPLICANT_AUTHORITY | Told.CARRIER | Told.APPLICANT_CARRIER | Told.COMMITTEE
            | Told.HOLDER | Told.AGENT
        ):  # fmt: skip
            return  # no row of objections has them told


def _acts(who: Told, move: Move, table: Table) -> tuple[str, ...]:
    side = _SIDES.get(who)
    steps = (step for step in steps_from(table, move.state) if step.side is side)
    return tuple(dict.fromkeys(MUTATIONS[step.event] for step in steps))
