"""Who is told of the case of an entry, and what each can do next."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from types import MappingProxyType

from graph.cases.machine import Move
from graph.law.workflow import Side, Table, Told, steps_from
from graph.words.closed_list import ClosedList
from graph.words.entries import EntryState
from graph.words.entry_cases import EntryCase, EntryEvent
from graph.words.notices import Notice, NoticeKind, Recipient, RecipientKind

_WAITING = NoticeKind.ENTRY_WAITING
KINDS: Mapping[ClosedList, NoticeKind] = MappingProxyType(
    {
        EntryEvent.SEND_BACK: NoticeKind.ENTRY_SENT_BACK,
        EntryEvent.PUBLISH: NoticeKind.ENTRY_PUBLISHED,
        EntryEvent.WITHDRAW: NoticeKind.ENTRY_ENDING,
        EntryEvent.GO_OFFLINE: NoticeKind.ENTRY_WITHDRAWN,
    }
)
"""As what each event is told of."""
MUTATIONS: Mapping[ClosedList, str] = MappingProxyType(
    {
        EntryEvent.REGISTER: "registerEntry",
        EntryEvent.REVIEW: "reviewEntry",
        EntryEvent.SEND_BACK: "sendBackEntry",
        EntryEvent.FIX_TYPE: "fixEntryType",
        EntryEvent.CONFIRM_REFUSED: "confirmRefusedEntry",
        EntryEvent.FILE: "fileEntry",
        EntryEvent.PUBLISH: "publishEntry",
        EntryEvent.CHANGE: "changeEntry",
        EntryEvent.WITHDRAW: "withdrawEntry",
        EntryEvent.GO_OFFLINE: "takeEntryOffline",
    }
)
"""The mutation of each event."""
_SIDES: Mapping[Told, Side] = MappingProxyType(
    {Told.PROVIDER: Side.PROVIDER, Told.CARRIER: Side.CARRIER, Told.AUTHORITY: Side.LEAD}
)


def told(move: Move) -> frozenset[Told]:
    """Everybody who is told of a step."""
    return frozenset(each.who for each in move.step.tells)


def notices_of(
    case: EntryCase, move: Move, table: Table, at: datetime, recipients: Mapping[Told, Collection[str]]
) -> tuple[Notice, ...]:
    """The notices that a step brings; users of the data are told of the entry, the others of the case.

    Args:
        case: The case.
        move: The step that was taken.
        table: The rows that the case keeps.
        at: When.
        recipients: The departments that are meant by each who is told.
    """
    kind = KINDS.get(move.step.event, _WAITING)
    if kind is NoticeKind.ENTRY_PUBLISHED and case.before:
        kind = NoticeKind.ENTRY_CHANGED
    found: dict[tuple[str, str], Notice] = {}
    for each in move.step.tells:
        about = ("Resource", case.code) if each.who is Told.USERS else ("EntryCase", case.id)
        for department in recipients.get(each.who, ()):
            notice = Notice(
                kind, *about, move.state.name, at,
                Recipient(RecipientKind.DEPARTMENT, department), each.rules, _acts(each.who, move, table),
            )  # fmt: skip
            found.setdefault((about[0], department), notice)
    return tuple(found.values())


def changed(users: Mapping[str, Collection[str]], at: datetime) -> list[Notice]:
    """What the users of some entries are told of which the next version was brought without a case."""
    return [
        Notice(
            NoticeKind.ENTRY_CHANGED, "Resource", code, EntryState.PUBLISHED.name, at,
            Recipient(RecipientKind.DEPARTMENT, department),
        )
        for code, departments in users.items()
        for department in departments
    ]  # fmt: skip


def _acts(who: Told, move: Move, table: Table) -> tuple[str, ...]:
    side = _SIDES.get(who)
    return tuple(dict.fromkeys(MUTATIONS[step.event] for step in steps_from(table, move.state) if step.side is side))
