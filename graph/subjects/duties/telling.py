"""Who is told of a duty, and what he can do about it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from graph.cases.machine import Move
from graph.law.workflow import Told
from graph.words.closed_list import ClosedList
from graph.words.duties import DutyEvent, OwedDuty
from graph.words.notices import Notice, NoticeKind, Recipient, RecipientKind

MUTATIONS: Final[Mapping[ClosedList, str]] = MappingProxyType(
    {
        DutyEvent.DATA_CHANGED: "reportDataChange",
        DutyEvent.UPDATE: "changeEntry",
        DutyEvent.APPLY_FOR_UPDATE: "changeEntry",
        DutyEvent.REVIEW_AND_UPDATE: "publishEntry",
        DutyEvent.SEND_BACK: "sendBackEntry",
        DutyEvent.CHANGE_AND_APPLY_FOR_DELETION: "changeEntry",
        DutyEvent.REST_ON_ANOTHER: "changeEntry",
        DutyEvent.REPORT_DELIVERY: "reportDelivery",
        DutyEvent.REPORT: "reportPeriod",
        DutyEvent.REPORT_ZERO: "reportPeriod",
        DutyEvent.HAND_IN_PLAN: "reportPeriod",
        DutyEvent.EXCUSE: "excuseDuty",
    }
)
"""The mutation by which something is done about a duty; an entry is changed, and its next version meets it."""
_WITHOUT_ENTRY: Final[Mapping[ClosedList, str]] = MappingProxyType(
    {**MUTATIONS, DutyEvent.UPDATE: "registerEntry", DutyEvent.APPLY_FOR_UPDATE: "registerEntry"}
)


def mutations_of(code: str | None) -> Mapping[ClosedList, str]:
    """The mutations by which something is done about what is owed of an entry, or of none that is there yet.

    Args:
        code: Of the entry.
    """
    return _WITHOUT_ENTRY if code is None else MUTATIONS


KINDS: Final[Mapping[ClosedList, NoticeKind]] = MappingProxyType(
    {
        DutyEvent.DATA_CHANGED: NoticeKind.DATA_CHANGED,
        DutyEvent.EXCUSE: NoticeKind.DUTY_EXCUSED,
        DutyEvent.CHANGE_AND_APPLY_FOR_DELETION: NoticeKind.DELETION_APPLIED_FOR,
    }
)
"""As what each event is told of."""


TOLD_ALREADY: Final = frozenset({DutyEvent.REST_ON_ANOTHER})
"""Steps of the same version as one that is told beside them: what it says decides which it is."""
BESIDE_A_CASE: Final = frozenset({DutyEvent.EXCUSE})
"""Steps that are taken of the duty itself while the case of its entry is open; the others are taken by that."""


def told(move: Move) -> frozenset[Told]:
    """Everybody who is told of a step."""
    return frozenset(each.who for each in move.step.tells)


def notices_of(
    duty: OwedDuty, move: Move, at: datetime, recipients: Mapping[Told, Collection[str]]
) -> tuple[Notice, ...]:
    """The notices that a step brings: users of the data are told of the entry, the others of the duty.

    Args:
        duty: The duty.
        move: The step that was taken.
        at: When.
        recipients: The departments that are meant by each who is told.
    """
    kind = KINDS.get(move.step.event)
    if kind is None:
        return ()
    found: dict[tuple[str, str], Notice] = {}
    for each in move.step.tells:
        about = ("Resource", duty.code or "") if each.who is Told.USERS else ("OwedDuty", duty.id)
        for department in recipients.get(each.who, ()):
            to = Recipient(RecipientKind.DEPARTMENT, department)
            notice = Notice(kind, *about, move.state.name, at, to, each.rules)
            found.setdefault((about[0], department), notice)
    return tuple(found.values())
