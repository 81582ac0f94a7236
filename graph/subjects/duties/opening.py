"""A legal basis changes: what every entry owes that rests on it, and what its department is told, in one transaction.

* The entries are read and what they owe is written in one statement each, however many they are.
* Each department's own row says what is owed and until when; one that no policy binds on that day owes nothing.
* The department to which a duty is moved owes its update too, once, where entries rest on that and none is its own:
  what it registers that rests on the duty meets it. That is our reading: its functions have changed as well (WH-6).
* What is not shared and rests on nothing else that carries it is to be shared, where the text says so (CS-30).
* A basis that ends by its own last day changes the law like one that is repealed: what is owed of it is opened as soon
  as that is known. An entry whose version was written since then has followed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

import orjson

from graph.cases.machine import Move
from graph.cases.notices import tell
from graph.law.workflow import Facts
from graph.store.engine import Unit
from graph.subjects.duties import memory
from graph.subjects.duties.lapsing import Lapsed, lapsed_by
from graph.subjects.duties.resting import Receiver, Resting, expired_by, receiver_of, resting_on
from graph.subjects.duties.rules import arises, carries
from graph.subjects.duties.telling import mutations_of
from graph.words.duties import BasisEvent, DutyEvent, DutyKind, DutyState, OwedDuty
from graph.words.entries import SharingType
from graph.words.notices import BasisTold, Notice, NoticeKind, Recipient, RecipientKind

TRIGGERS: Final[Mapping[BasisEvent, DutyEvent]] = MappingProxyType(
    {
        BasisEvent.AMENDED: DutyEvent.LAW_AMENDED,
        BasisEvent.REPEALED: DutyEvent.LAW_AMENDED,
        BasisEvent.EXPIRED: DutyEvent.LAW_AMENDED,
        BasisEvent.MOVED: DutyEvent.DUTY_MOVED,
    }
)
"""What a change of a basis is to those who follow it; a law that is repealed, or ends, was amended too."""
_NAMED: Final = 3
"""Entries that a notice names."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A basis that changes."""

    code: str
    event: BasisEvent
    on: date
    at: datetime
    """When that is recorded."""
    document: str | None = None
    """Number of the document that did it."""
    receiver: str | None = None
    """USCC of the department to which a duty is moved."""


async def open_for_basis(unit: Unit, changed: Changed) -> int:
    """Open what is owed by everybody whose entries rest on a basis that changes, and tell them; say how much.

    Args:
        unit: The open transaction, in which the change is written.
        changed: The change.
    """
    resting = await resting_on(unit, changed.code, changed.on)
    receiver = await receiver_of(unit, changed.receiver, changed.on) if changed.receiver else None
    duties = [duty for each in resting for duty in _of_provider(each, changed)]
    duties += _of_receiver(receiver, resting, changed) if receiver else ()
    await memory.open_duties(unit, duties)
    await tell(unit, list(_notices(resting, receiver, duties, changed)))
    return len(duties)


async def open_for_ended(unit: Unit, on: date, at: datetime, bases: Collection[str] | None = None) -> int:
    """Open what is owed because bases have ended by themselves, once, tell it, and say how much.

    Args:
        unit: The open transaction.
        on: The day by which they have ended.
        at: When that is looked for.
        bases: Codes of the bases that may have ended; None = all.
    """
    lapses = [_lapse(each, at) for each in await lapsed_by(unit, on, bases)]
    duties, notices = list(lapses), list[Notice]()
    for ended in await expired_by(unit, on, bases):
        changed = Changed(ended.basis, BasisEvent.EXPIRED, ended.on, at)
        resting = [each.only(ended.entries) for each in await resting_on(unit, ended.basis, ended.on)]
        updates = [duty for each in resting for duty in _of_provider(each, changed)]
        owing = {each.department for each in updates}
        of_it = [*updates, *(each for each in lapses if each.basis == ended.basis)]
        notices += _notices([each for each in resting if each.answering in owing], None, of_it, changed)
        duties += updates
    told = {(each.recipient.id, each.about_id) for each in notices}
    notices += [_of_lapse(each) for each in lapses if (each.department, each.basis) not in told]
    await memory.open_duties(unit, duties)
    if notices:
        await tell(unit, notices)
    return len(duties)


def _lapse(found: Lapsed, at: datetime) -> OwedDuty:
    ground, kind, trigger = found.ground, DutyKind.LAPSED_GROUND, DutyEvent.BASIS_LAPSES
    return OwedDuty(
        id=identity(kind, trigger, ground.lapsed_on, ground.basis, ground.code), kind=kind, state=ground.state,
        department=found.department, policy=found.policy, trigger=trigger, event_on=ground.lapsed_on, opened_at=at,
        code=ground.code, basis=ground.basis, rules=ground.rules,
    )  # fmt: skip


def _of_lapse(duty: OwedDuty) -> Notice:
    return Notice(
        NoticeKind.BASIS_CHANGED, "OwedDuty", duty.id, duty.state.name, duty.opened_at,
        Recipient(RecipientKind.DEPARTMENT, duty.department), duty.rules, ("changeEntry",),
    )  # fmt: skip


def _of_provider(resting: Resting, changed: Changed) -> Iterator[OwedDuty]:
    trigger = TRIGGERS[changed.event]
    update = arises(resting.policy, DutyKind.CATALOGUE_UPDATE, trigger, changed.on, {})
    for entry in resting.entries:
        if update is not None:
            yield _duty(resting, DutyKind.CATALOGUE_UPDATE, trigger, update, changed, entry.code)
        if changed.event is BasisEvent.REPEALED and entry.sharing is SharingType.REFUSED:
            facts: Facts = {
                "type": SharingType.REFUSED,
                "other_bases": sum(carries(resting.policy, each, changed.on) for each in entry.others),
            }
            lapse = arises(resting.policy, DutyKind.LAPSED_GROUND, DutyEvent.BASIS_LAPSES, changed.on, facts)
            if lapse is not None:
                yield _duty(resting, DutyKind.LAPSED_GROUND, DutyEvent.BASIS_LAPSES, lapse, changed, entry.code)


def _of_receiver(receiver: Receiver, resting: Sequence[Resting], changed: Changed) -> Iterator[OwedDuty]:
    """The update of who has no entry that rests on the duty where others have; its own are updated like theirs."""
    if not resting or any(each.answering == receiver.department for each in resting):
        return
    trigger = TRIGGERS[changed.event]
    update = arises(receiver.policy, DutyKind.CATALOGUE_UPDATE, trigger, changed.on, {})
    if update is not None:
        whose = receiver.department, receiver.policy
        key = identity(DutyKind.CATALOGUE_UPDATE, trigger, changed.on, changed.code, receiver.department)
        yield _owed(key, whose, DutyKind.CATALOGUE_UPDATE, trigger, update, changed)


def _duty(resting: Resting, kind: DutyKind, trigger: DutyEvent, move: Move, changed: Changed, code: str) -> OwedDuty:
    key = identity(kind, trigger, changed.on, changed.code, code)
    whose = resting.answering or resting.provider, resting.policy
    return _owed(key, whose, kind, trigger, move, changed, code)


def _owed(
    key: str,
    whose: tuple[str, str | None],
    kind: DutyKind,
    trigger: DutyEvent,
    move: Move,
    changed: Changed,
    code: str | None = None,
) -> OwedDuty:
    department, policy = whose
    return OwedDuty(
        id=key, kind=kind, state=DutyState[move.state.name], department=department, policy=policy or "",
        trigger=trigger, event_on=changed.on, opened_at=changed.at, code=code, basis=changed.code,
        due_on=move.deadline, provisional=move.provisional, rules=move.rules,
    )  # fmt: skip


def identity(*parts: object) -> str:
    """The id of what is owed by one event about one thing: opened twice, it is one duty."""
    said = [getattr(part, "name", None) or str(part) for part in parts]
    return hashlib.sha256(orjson.dumps(said)).hexdigest()[:32]


def _notices(
    resting: Sequence[Resting], receiver: Receiver | None, duties: Sequence[OwedDuty], changed: Changed
) -> Iterator[Notice]:
    """One for each department, whatever it owes; who owes nothing is told of the change as a service."""
    concerned = dict.fromkeys(each.answering for each in resting if each.answering)
    if receiver:
        concerned |= {receiver.department: None}
    for department in concerned:
        owed = [each for each in duties if each.department == department]
        rules = dict.fromkeys(rule for each in owed for rule in each.rules)
        acts = dict.fromkeys(mutations_of(each.code)[DutyEvent.UPDATE] for each in owed)
        own = [entry.name for each in resting if each.answering == department for entry in each.entries]
        names = own or [entry.name for each in resting for entry in each.entries]
        told = BasisTold(
            changed.on, changed.document, len(names), tuple(names[:_NAMED]), receiver.name if receiver else None
        )
        yield Notice(
            NoticeKind.BASIS_CHANGED, "LegalBasis", changed.code, changed.event.name, changed.at,
            Recipient(RecipientKind.DEPARTMENT, department), tuple(rules), tuple(acts),
            due_on=min((each.due_on for each in owed if each.due_on), default=None), basis=told,
        )  # fmt: skip
