"""Who is told of a grant's step, and what he can do next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from graph.cases.machine import Move
from graph.law.workflow import Side, Table, Told, steps_from
from graph.words.closed_list import ClosedList
from graph.words.grants import GrantEvent, GrantState, NewGrant, StandingGrant
from graph.words.notices import Notice, NoticeKind, Recipient, RecipientKind

KINDS: Mapping[ClosedList, NoticeKind] = MappingProxyType(
    {
        GrantEvent.GRANTED: NoticeKind.GRANT_WAITING,
        GrantEvent.FILE_AGREEMENT: NoticeKind.GRANT_AGREED,
        GrantEvent.WITHDRAW: NoticeKind.GRANT_CUT,
        GrantEvent.NO_LONGER_NEEDED: NoticeKind.GRANT_GIVEN_UP,
        GrantEvent.ASK_TO_PUBLISH: NoticeKind.GRANT_PUBLISHED,
        GrantEvent.PASS_ON: NoticeKind.GRANT_PASSED_ON,
        GrantEvent.DESTROY_AND_RECORD: NoticeKind.GRANT_DATA_DESTROYED,
    }
)
"""As what each event is told of."""
MUTATIONS: Mapping[ClosedList, str] = MappingProxyType(
    {
        GrantEvent.FILE_AGREEMENT: "fileSecurityAgreement",
        GrantEvent.WITHDRAW: "withdrawGrant",
        GrantEvent.NO_LONGER_NEEDED: "endGrant",
        GrantEvent.ASK_TO_PUBLISH: "publishGrantedData",
        GrantEvent.PASS_ON: "passGrantedDataOn",
        GrantEvent.DESTROY_AND_RECORD: "recordDestruction",
    }
)
"""The mutation of each event."""
_SIDES: Mapping[Told, Side] = MappingProxyType({Told.APPLICANT: Side.APPLICANT, Told.PROVIDER: Side.PROVIDER})


def notices_of(grant: StandingGrant, move: Move, table: Table, at: datetime) -> tuple[Notice, ...]:
    """The notices that a step brings, each department once."""
    found: dict[str, Notice] = {}
    meant = {Told.APPLICANT: sorted(grant.users), Told.PROVIDER: [grant.answering] if grant.answering else []}
    for each in move.step.tells:
        for department in meant.get(each.who, ()):
            acts = _acts(_SIDES.get(each.who), move.state, table)
            notice = Notice(
                KINDS[move.step.event], "Grant", grant.id, move.state.name, at,
                Recipient(RecipientKind.DEPARTMENT, department), each.rules, acts,
            )  # fmt: skip
            found.setdefault(department, notice)
    return tuple(found.values())


def notices_of_new(grant: NewGrant, table: Table, at: datetime, applicant: str) -> tuple[Notice, ...]:
    """The notices that a grant brings of itself: one that waits for its agreement says so to who has to hand it in."""
    first = GrantState.at_first(agreement_asked=grant.agreement_asked)
    begun = next(step for step in table if step.state is None and step.then is first)
    return tuple(
        Notice(
            KINDS[begun.event], "Grant", grant.id, first.name, at, Recipient(RecipientKind.DEPARTMENT, applicant),
            each.rules, _acts(Side.APPLICANT, first, table),
        )
        for each in begun.tells
    )  # fmt: skip


def _acts(side: Side | None, state: ClosedList, table: Table) -> tuple[str, ...]:
    steps = (step for step in steps_from(table, state) if step.side is side and step.event in MUTATIONS)
    return tuple(dict.fromkeys(MUTATIONS[step.event] for step in steps))
