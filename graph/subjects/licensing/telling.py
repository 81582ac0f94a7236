"""Who is told that a licence to be issued does not go forward, and what each can do next.

Whoever takes the next step is told, as a department; the reason stands with the draft, for those who may read it, and
without what it tells of people for who makes it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType

from graph.cases.machine import Move
from graph.law.workflow import Side, Table, Told, steps_from
from graph.words.closed_list import ClosedList
from graph.words.license_drafts import DraftEvent
from graph.words.notices import Notice, NoticeKind, Recipient, RecipientKind

KINDS: Mapping[ClosedList, NoticeKind] = MappingProxyType(
    {
        DraftEvent.SEND_BACK: NoticeKind.LICENSE_SENT_BACK,
        DraftEvent.RESTORE: NoticeKind.LICENSE_SENT_BACK,
        DraftEvent.CANCEL: NoticeKind.LICENSE_WITHDRAWN,
    }
)
"""As what each event is told of."""
MUTATIONS: Mapping[ClosedList, str] = MappingProxyType(
    {
        DraftEvent.RECEIVE: "receiveLicenseData",
        DraftEvent.MAKE: "makeLicense",
        DraftEvent.REVIEW: "handleLicense",
        DraftEvent.SEND_BACK: "handleLicense",
        DraftEvent.CANCEL: "handleLicense",
        DraftEvent.ISSUE: "issueLicense",
    }
)
"""The mutation of each event."""
_SIDES: Mapping[Told, Side] = MappingProxyType({Told.PROVIDER: Side.PROVIDER, Told.CARRIER: Side.CARRIER})


def tells(move: Move, who: Told) -> bool:
    """Whether somebody is told of a step."""
    return any(each.who is who for each in move.step.tells)


def notices_of(
    draft_id: str, move: Move, table: Table, at: datetime, *, answering: str | None, centres: Collection[str]
) -> tuple[Notice, ...]:
    """The notices that a step brings.

    Args:
        draft_id: The licence to be issued.
        move: The step that was taken.
        table: The rows that it keeps.
        at: When.
        answering: The department that answers for its issuer today.
        centres: Departments in which somebody makes licences for that one.
    """
    return tuple(
        Notice(
            KINDS[move.step.event], "LicenseDraft", draft_id, move.state.name, at,
            Recipient(RecipientKind.DEPARTMENT, recipient), each.rules, _acts(each.who, move, table),
        )
        for each in move.step.tells
        for recipient in _recipients(each.who, answering, centres)
    )  # fmt: skip


def _recipients(who: Told, answering: str | None, centres: Collection[str]) -> Iterator[str]:
    match who:
        case Told.PROVIDER:
            yield from (answering,) if answering is not None else ()
        case Told.CARRIER:
            yield from sorted(centres)
        case (
            Told.APPLICANT | Told.APPLICANT_AUTHORITY | Told.APPLICANT_CARRIER | Told.AUTHORITY | Told.COMMITTEE
            | Told.HOLDER | Told.USERS | Told.AGENT
        ):  # fmt: skip
            return  # no row of these has them told


def _acts(who: Told, move: Move, table: Table) -> tuple[str, ...]:
    side = _SIDES.get(who)
    steps = (step for step in steps_from(table, move.state) if step.side is side)
    return tuple(dict.fromkeys(MUTATIONS[step.event] for step in steps if step.event in MUTATIONS))
