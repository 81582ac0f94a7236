"""A legal basis changes: what every entry owes that rests on it, and what its department is told, in one transaction.

* The entries are read and what they owe is written in one statement each, however many they are.
* Each department's own row says what is owed and until when; one that no policy binds on that day owes nothing.
* What is not shared and rests on nothing else that carries it is to be shared, where the text says so (CS-30); also
  where its basis has ended by itself, on the day on which that is known.
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
from graph.subjects.duties.lapsing import lapsed_by
from graph.subjects.duties.memory import Resting
from graph.subjects.duties.rules import arises, carries
from graph.words.duties import BasisEvent, DutyEvent, DutyKind, DutyState, OwedDuty
from graph.words.entries import SharingType
from graph.words.notices import Notice, NoticeKind, Recipient, RecipientKind

TRIGGERS: Final[Mapping[BasisEvent, DutyEvent]] = MappingProxyType(
    {
        BasisEvent.AMENDED: DutyEvent.LAW_AMENDED,
        BasisEvent.REPEALED: DutyEvent.LAW_AMENDED,
        BasisEvent.MOVED: DutyEvent.DUTY_MOVED,
    }
)
"""What a change of a basis is to those who follow it; a law that is repealed was amended too."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A basis that changes."""

    code: str
    event: BasisEvent
    on: date
    at: datetime
    """When that is recorded."""


async def open_for_basis(unit: Unit, changed: Changed) -> int:
    """Open what is owed by everybody whose entries rest on a basis that changes, and tell them; say how much.

    Args:
        unit: The open transaction, in which the change is written.
        changed: The change.
    """
    resting = await memory.resting_on(unit, changed.code, changed.on)
    duties = [duty for each in resting for duty in _of_provider(each, changed)]
    await memory.open_duties(unit, duties)
    await tell(unit, _notices(resting, duties, changed))
    return len(duties)


async def open_for_ended(unit: Unit, on: date, at: datetime, bases: Collection[str] | None = None) -> int:
    """Open what is owed of what is not shared on grounds that have ended by themselves, once, and say how much.

    Args:
        unit: The open transaction.
        on: The day by which they have ended.
        at: When that is looked for.
        bases: Codes of the bases that may have ended; None = all.
    """
    duties = [
        OwedDuty(
            id=identity(DutyKind.LAPSED_GROUND, DutyEvent.BASIS_LAPSES, each.ground.lapsed_on, each.ground.basis,
                        each.ground.code),
            kind=DutyKind.LAPSED_GROUND, state=each.ground.state, department=each.department, policy=each.policy,
            trigger=DutyEvent.BASIS_LAPSES, event_on=each.ground.lapsed_on, opened_at=at, code=each.ground.code,
            basis=each.ground.basis, rules=each.ground.rules,
        )
        for each in await lapsed_by(unit, on, bases)
    ]  # fmt: skip
    await memory.open_duties(unit, duties)
    if duties:
        await tell(unit, [_of_lapse(duty) for duty in duties])
    return len(duties)


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


def _duty(resting: Resting, kind: DutyKind, trigger: DutyEvent, move: Move, changed: Changed, code: str) -> OwedDuty:
    return OwedDuty(
        id=identity(kind, trigger, changed.on, changed.code, code),
        kind=kind,
        state=DutyState[move.state.name],
        department=resting.answering or resting.provider,
        policy=resting.policy or "",
        trigger=trigger,
        event_on=changed.on,
        opened_at=changed.at,
        code=code,
        basis=changed.code,
        due_on=move.deadline,
        provisional=move.provisional,
        rules=move.rules,
    )


def identity(*parts: object) -> str:
    """The id of what is owed by one event about one thing: opened twice, it is one duty."""
    said = [getattr(part, "name", None) or str(part) for part in parts]
    return hashlib.sha256(orjson.dumps(said)).hexdigest()[:32]


def _notices(resting: Sequence[Resting], duties: Sequence[OwedDuty], changed: Changed) -> list[Notice]:
    """One for each department, whatever it owes; who owes nothing is told of the change as a service."""
    rules: dict[str, dict[str, None]] = {each.answering: {} for each in resting if each.answering}
    until: dict[str, date] = {}
    for duty in duties:
        rules.setdefault(duty.department, {}).update(dict.fromkeys(duty.rules))
        if duty.due_on is not None:
            until[duty.department] = min(duty.due_on, until.get(duty.department, duty.due_on))
    return [
        Notice(
            NoticeKind.BASIS_CHANGED, "LegalBasis", changed.code, changed.event.name, changed.at,
            Recipient(RecipientKind.DEPARTMENT, department), tuple(cited), ("changeEntry",) if cited else (),
            due_on=until.get(department),
        )
        for department, cited in rules.items()
    ]  # fmt: skip
