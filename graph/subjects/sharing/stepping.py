"""One step of a request: decided by the table that it keeps, and what is written of it.

* The table is the provider's of the day on which it was opened, the applicant's inner approvals in front (`joined`).
* The departments that answer for the two sides today are whose posts act, and which those above them reach.
* A grant is written with the step that grants it; what is listed for all units ends the other requests for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from graph.cases.desk import Decided, Office
from graph.cases.machine import Case, Lasting, Move, move
from graph.cases.notices import tell
from graph.law.joining import joined
from graph.law.policies import bound_by, policy_on, table_on
from graph.law.terms import kept_due
from graph.law.workflow import FactValue, Side, Span, Table, Told
from graph.law.workflows import GRANT, SHARING
from graph.store.engine import Unit
from graph.subjects.people.memory import places_over
from graph.subjects.sharing import settling
from graph.subjects.sharing.cases import Parties
from graph.subjects.sharing.facts import types_of
from graph.subjects.sharing.grants.memory import write_grants
from graph.subjects.sharing.grants.telling import notices_of_new
from graph.subjects.sharing.overtaken import Asked
from graph.subjects.sharing.settling import Said
from graph.subjects.sharing.telling import ended_as_direct, notices_of, told
from graph.words.china_time import china_day
from graph.words.closed_list import ClosedList
from graph.words.grants import NewGrant
from graph.words.organisation import PostKind
from graph.words.sharing_cases import SharingCase, SharingEvent, SharingState, SharingStep

_OVER: Final[Mapping[Told, PostKind]] = {
    Told.AUTHORITY: PostKind.AUTHORITY_OFFICER,
    Told.APPLICANT_AUTHORITY: PostKind.AUTHORITY_OFFICER,
    Told.CARRIER: PostKind.PLATFORM_OFFICER,
    Told.APPLICANT_CARRIER: PostKind.PLATFORM_OFFICER,
    Told.COMMITTEE: PostKind.COMMITTEE_SECRETARY,
}
_OURS: Final = frozenset({Side.APPLICANT, Side.APPLICANT_LEAD, Side.APPLICANT_CARRIER})
"""Sides that are reached from the applicant's department; the others are from the provider's."""
_ASKING: Final = frozenset({Told.APPLICANT, Told.APPLICANT_AUTHORITY, Told.APPLICANT_CARRIER})


def table_of(case: SharingCase, parties: Parties) -> Table:
    """The rows that a request keeps.

    Raises:
        NoPolicy: `NO_POLICY`; nothing binds the provider, or what does knows no requests.
    """
    opened = china_day(case.opened_at)
    table_on(parties.provider_policy, SHARING, opened)
    asked = case.sharing if case.state is SharingState.DRAFT else None
    return joined(bound_by(parties.applicant_policy, opened), policy_on(parties.provider_policy or "", opened), asked)


def asked_today(case: SharingCase, parties: Parties, table: Table) -> Asked:
    """What a request asks for, as its entry has it today."""
    there = types_of(parties, case.stated.items)
    return Asked(
        policy=bound_by(parties.provider_policy, china_day(case.opened_at)),
        table=table,
        state=case.state,
        types=there if there or case.stated.items else {parties.sharing},
        sharing=parties.sharing,
        controlled=case.controlled or parties.controlled,
    )


class Step:
    """A step of a request: decided by its table when it is made, and then put into what is written."""

    def __init__(
        self,
        office: Office,
        case: SharingCase,
        parties: Parties,
        event: SharingEvent,
        facts: Mapping[str, FactValue],
        *,
        path: tuple[str, ...],
    ) -> None:
        """Decide.

        Raises:
            Conflict: `NO_SUCH_MOVE` or `CONDITION_MISSING`.
            Forbidden: `ANOTHER_POST`.
            NoPolicy: `NO_POLICY`.
        """
        actor = office.actor
        self.office, self.case, self.parties = office, case, parties
        self.table = table_of(case, parties)
        decided = move(self.table, _standing(case, parties), event, actor.principal, facts, actor.now, path=path)
        self.move: Move = replace(decided, step=decided.step.known(facts))
        self.taken = SharingStep(actor.now, event, actor.principal.subject)

    async def decided(self, said: Said, *, opens: bool) -> Decided:
        """What is written of it.

        Args:
            said: What is stated with it.
            opens: It opens the request.
        """
        office, case, decided = self.office, self.case, self.move
        granted = [self._granted(said)] if decided.state is SharingState.GRANTED else []

        async def write(unit: Unit) -> None:
            if opens:
                await settling.enter(unit, office.personal, case, self.parties, decided, self.taken, said.words)
            else:
                await settling.settle(unit, office.personal, case, self.parties.owner, decided, self.taken, said)
            await write_grants(unit, office.personal, granted)
            if decided.step.event is SharingEvent.LIST:
                others = await settling.close_as_direct(unit, case, decided, self.taken)
                await tell(unit, [ended_as_direct(*each, decided, office.actor.now) for each in others])

        deeds = [office.actor.deed(f"{self.taken.event.name}_REQUEST", case.id, decided.rules, decided.state.name)]
        notices = list(notices_of(case.id, decided, self.table, office.actor.now, await self._recipients()))
        for grant in granted:
            life = table_on(grant.policy, GRANT, grant.day or grant.valid_from)
            if self.parties.applicant is not None:
                notices += notices_of_new(grant, life, office.actor.now, self.parties.applicant)
        return Decided(case.id, write, deeds, notices)

    def _granted(self, said: Said) -> NewGrant:
        case, stated, on = self.case, self.case.stated, self.office.actor.today
        there = [each.name for each in self.parties.items]
        return NewGrant(
            request=case.id,
            consumer=case.consumer,
            resource=case.resource,
            valid_from=on,
            valid_until=said.valid_until,
            purpose=stated.purpose,
            purpose_words=stated.purpose_words,
            scope=said.scope or case.scope,
            items=said.items or tuple(name for name in there if not stated.items or name in stated.items),
            agreement_asked=said.agreement_asked or self.parties.agreement,
            articles=self.move.rules,
            policy=self.parties.provider_policy,
            day=china_day(case.opened_at),
        )

    async def _recipients(self) -> Mapping[Told, tuple[str, ...]]:
        store, on, sides = self.office.store, self.office.actor.today, self.parties
        meant: dict[Told, tuple[str, ...]] = {}
        for who in told(self.move):
            department = _told_at(who, sides)
            if department is not None:
                post = _OVER.get(who)
                meant[who] = (department,) if post is None else await places_over(store, department, post, on)
        return meant


def _standing(case: SharingCase, parties: Parties) -> Case:
    departments = {side: frozenset(filter(None, (_at(side, parties),))) for side in Side}
    done: dict[ClosedList, str] = {each.event: each.subject for each in case.history}
    return Case(case.state, _due(case), departments, done=done)


def _at(side: Side, parties: Parties) -> str | None:
    """From where a side is reached; of an entry that names no agent the provider, who is told that it names none."""
    if side is Side.AGENT:
        return parties.agent or parties.provider
    return parties.applicant if side in _OURS else parties.provider


def _told_at(who: Told, parties: Parties) -> str | None:
    if who is Told.AGENT:
        return parties.agent
    return parties.applicant if who in _ASKING else parties.provider


def _due(case: SharingCase) -> Lasting:
    if not case.state.open:
        return Span.AT_REST
    return kept_due(case.due_on, provisional=case.provisional, handed_in=case.opened_at)
