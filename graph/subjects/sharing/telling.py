"""Who is told of a request, and what each can do next.

A request waits for whom a step is awaited of; who can only take it back is told how it goes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType

from graph.cases.machine import Move
from graph.cases.waiting import waited_for
from graph.law.workflow import Side, Step, Table, Told, steps_from
from graph.law.workflows import SHARING
from graph.words.closed_list import ClosedList
from graph.words.notices import Notice, NoticeKind, Recipient, RecipientKind
from graph.words.sharing_cases import SharingEvent, SharingState

MUTATIONS: Mapping[ClosedList, str] = MappingProxyType(
    {
        SharingEvent.ASK_INSIDE: "askInsideForResource",
        SharingEvent.APPROVE_IN_WRITING: "approveRequestInWriting",
        SharingEvent.DECLINE: "declineRequest",
        SharingEvent.REVIEW_APPLICATION: "reviewRequest",
        SharingEvent.FILE_OVER_THE_PLATFORM: "fileRequestOverThePlatform",
        SharingEvent.PASS_CHECK: "passRequestCheck",
        SharingEvent.FAIL_CHECK: "failRequestCheck",
        SharingEvent.CORRECT_APPLICATION: "correctRequest",
        SharingEvent.APPLY: "applyForResource",
        SharingEvent.ASK_FOR_THE_BASIS: "askForTheBasis",
        SharingEvent.CONSENT: "consentToRequest",
        SharingEvent.REFUSE: "refuseRequest",
        SharingEvent.DISPUTE: "disputeRefusal",
        SharingEvent.AGREE: "agreeOnRequest",
        SharingEvent.FAIL: "failNegotiation",
        SharingEvent.SETTLE_FOR: "settleForRequest",
        SharingEvent.SETTLE_AGAINST: "settleAgainstRequest",
        SharingEvent.RECORD_FOR: "recordDecisionForRequest",
        SharingEvent.RECORD_AGAINST: "recordDecisionAgainstRequest",
        SharingEvent.APPROVE: "approveRequest",
        SharingEvent.REJECT: "rejectRequest",
        SharingEvent.GIVE_OPINION: "giveOpinionOnRequest",
        SharingEvent.RECORD_CONSENT: "recordConsentToRequest",
        SharingEvent.RECORD_REFUSAL: "recordRefusalOfRequest",
        SharingEvent.CHANGE_THE_TYPE: "changeTypeForRequest",
        SharingEvent.LIST: "listRequestedResource",
        SharingEvent.WITHDRAW: "withdrawRequest",
    }
)
"""The mutation of each event; that a successor answers needs none."""
_SIDES: Mapping[Told, frozenset[Side]] = MappingProxyType(
    {
        Told.APPLICANT: frozenset({Side.APPLICANT}),
        Told.PROVIDER: frozenset({Side.PROVIDER}),
        Told.AGENT: frozenset({Side.AGENT}),
        Told.CARRIER: frozenset({Side.CARRIER}),
        Told.APPLICANT_CARRIER: frozenset({Side.APPLICANT_CARRIER}),
        Told.AUTHORITY: frozenset({Side.LEAD, Side.OUTSIDE}),
        Told.APPLICANT_AUTHORITY: frozenset({Side.APPLICANT_LEAD}),
        Told.COMMITTEE: frozenset({Side.COMMITTEE}),
    }
)
KINDS: Mapping[ClosedList, NoticeKind] = MappingProxyType(
    {
        SharingState.GRANTED: NoticeKind.REQUEST_GRANTED,
        SharingState.REFUSED: NoticeKind.REQUEST_REFUSED,
        SharingState.CLOSED: NoticeKind.REQUEST_CLOSED,
        SharingState.WITHDRAWN: NoticeKind.REQUEST_WITHDRAWN,
    }
)
"""As what an end is told of, whosever turn it was."""


def told(move: Move) -> frozenset[Told]:
    """Everybody who is told of a step."""
    return frozenset(each.who for each in move.step.tells)


def notices_of(
    request: str, move: Move, table: Table, at: datetime, recipients: Mapping[Told, Collection[str]]
) -> tuple[Notice, ...]:
    """The notices that a step brings.

    Args:
        request: Id of the request.
        move: The step that was taken.
        table: The rows that the request keeps.
        at: When.
        recipients: The departments that are meant by each who is told.
    """
    found: dict[str, Notice] = {}
    for each in move.step.tells:
        acts = _acts(each.who, move, table)
        turn = any(_of(step) & _SIDES.get(each.who, frozenset()) for step in _awaited(move, table))
        kind = KINDS.get(move.state, NoticeKind.REQUEST_WAITING if turn else NoticeKind.REQUEST_MOVED)
        for department in recipients.get(each.who, ()):
            notice = Notice(
                kind, "SharingRequest", request, move.state.name, at,
                Recipient(RecipientKind.DEPARTMENT, department), each.rules, acts,
            )  # fmt: skip
            found.setdefault(department, notice)
    return tuple(found.values())


def ended_as_direct(request: str, department: str, move: Move, at: datetime) -> Notice:
    """That a request ended, because what it asks for is shared with all units now."""
    return Notice(
        NoticeKind.REQUEST_CLOSED, "SharingRequest", request, SharingState.CLOSED.name, at,
        Recipient(RecipientKind.DEPARTMENT, department), move.rules,
    )  # fmt: skip


def _awaited(move: Move, table: Table) -> Iterator[Step]:
    """The steps that it waits for; of what was given back also that it is corrected."""
    yield from waited_for(SHARING, table, move.state)
    if move.step.event is SharingEvent.FAIL_CHECK:
        yield from steps_from(table, move.state, SharingEvent.CORRECT_APPLICATION)


def _acts(who: Told, move: Move, table: Table) -> tuple[str, ...]:
    sides = _SIDES.get(who, frozenset())
    steps = (step for step in steps_from(table, move.state) if step.event in MUTATIONS and _of(step) & sides)
    return tuple(dict.fromkeys(MUTATIONS[step.event] for step in steps))


def _of(step: Step) -> frozenset[Side]:
    return frozenset(map(step.side_of, step.actors))
