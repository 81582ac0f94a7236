"""Duties of an entry are met by its versions: that names the cause; that shares it again, or rests on another basis.

What is published follows the law that was amended, or the duty that was moved, if it says so. What was handed in before
is judged by the day of that (`handing`). Data that changed are delivered as soon as the exchange platform says so.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final

from graph.cases.machine import Move
from graph.cases.notices import tell
from graph.law.workflow import Told
from graph.store.engine import Unit
from graph.subjects.duties import memory
from graph.subjects.duties.causes import Owed, followed
from graph.subjects.duties.handing import by_entry, give_back
from graph.subjects.duties.lapsing import carried
from graph.subjects.duties.owing import undated_from
from graph.subjects.duties.rules import judged_on, met_by, over
from graph.subjects.duties.telling import notices_of, told
from graph.subjects.people.memory import supervisors_in
from graph.words.china_time import china_day
from graph.words.duties import DutyEvent, DutyKind, DutyState, OwedDuty
from graph.words.entry_cases import Ground
from graph.words.exchange import Delivery
from graph.words.organisation import PostKind

_PUBLISHED: Final[Mapping[DutyState, DutyEvent]] = MappingProxyType(
    {
        DutyState.UPDATE_OWED: DutyEvent.UPDATE,
        DutyState.REVIEW_OWED: DutyEvent.REVIEW_AND_UPDATE,
        DutyState.CHANGE_AND_DELETION_OWED: DutyEvent.CHANGE_AND_APPLY_FOR_DELETION,
    }
)
"""What a publication is to what is owed."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version of an entry that is published."""

    number: int
    withheld: bool
    """It is not shared, or an information item of it."""


async def published(unit: Unit, versions: Mapping[str, Version], ground: Ground, at: datetime) -> None:
    """Versions of entries were published: what they follow is met, in the same transaction.

    Args:
        unit: The open transaction.
        versions: By code of the entry.
        ground: Why they were made.
        at: When.
    """
    kept = {code for code, version in versions.items() if version.withheld}

    def met(_: str, owed: Sequence[Owed]) -> Collection[str]:
        lapsed = {each.duty.id for each in owed if each.duty.kind is DutyKind.LAPSED_GROUND}
        return {*followed(ground, owed), *lapsed}

    numbers = {code: version.number for code, version in versions.items()}
    await _meet(unit, versions, at, met, numbers, kept)


async def withdrawn(unit: Unit, code: str, at: datetime) -> None:
    """An entry is out of the catalogue: nothing is left that could follow the law or the facts, or be shared."""

    def met(_: str, owed: Sequence[Owed]) -> Collection[str]:
        return {each.duty.id for each in owed if not each.received}

    await _meet(unit, (code,), at, met, {}, out=True)


async def delivered(unit: Unit, deliveries: Iterable[Delivery], at: datetime) -> None:
    """The platform has told of deliveries: changed data that they bring are delivered, on the day on which they were.

    Args:
        unit: The open transaction.
        deliveries: Of one entry the first that brings what has changed counts.
        at: When they are told.
    """
    brought: dict[str, list[Delivery]] = {}
    for each in sorted(deliveries, key=lambda one: one.delivered_at):
        brought.setdefault(each.resource, []).append(each)
    found, times = list[tuple[OwedDuty, Move]](), dict[str, datetime]()
    for duty in [each.duty for each in await memory.owed_of_entries(unit, brought)] if brought else ():
        first = next((each for each in brought[duty.code or ""] if _brings(each, duty)), None)
        on = china_day(first.delivered_at) if first else None
        met = met_by(duty, DutyEvent.REPORT_DELIVERY, on, {}) if on and duty.kind is DutyKind.DATA_UPDATE else None
        if first and met:
            found.append((duty, met))
            times[duty.id] = first.delivered_at
    await memory.settle(unit, found, at, times=times)


def _brings(delivery: Delivery, duty: OwedDuty) -> bool:
    """Whether there are rows, as new as what has changed; an empty delivery brings nothing."""
    newest = delivery.newest_on
    new = (
        delivery.delivered_at >= undated_from(duty.opened_at, duty.event_on)
        if newest is None
        else newest >= duty.event_on
    )
    return delivery.rows > 0 and china_day(delivery.delivered_at) >= duty.event_on and new


async def _meet(
    unit: Unit,
    codes: Iterable[str],
    at: datetime,
    answered: Callable[[str, Sequence[Owed]], Collection[str]],
    numbers: Mapping[str, int],
    kept: Collection[str] = (),
    *,
    out: bool = False,
) -> None:
    """Meet what some entries owe.

    Args:
        unit: The open transaction.
        codes: Of the entries.
        at: When.
        answered: Which of what one owes is answered.
        numbers: Of the versions that answer.
        kept: Codes of those that are still not shared: whose ground has lapsed, has to rest on something else.
        out: They are out of the catalogue.
    """
    found, back = list[tuple[OwedDuty, Move]](), list[OwedDuty]()
    owing = by_entry(await memory.owed_of_entries(unit, codes))
    lapsed = {code for code in kept for each in owing.get(code, ()) if each.duty.kind is DutyKind.LAPSED_GROUND}
    bases = await carried(unit, lapsed, china_day(at))
    for code, owed in owing.items():
        ids = answered(code, owed)
        for duty in (each.duty for each in owed):
            rests = duty.kind is DutyKind.LAPSED_GROUND and code in lapsed
            done = DutyEvent.REST_ON_ANOTHER if rests else _PUBLISHED.get(duty.state)
            on, facts = judged_on(duty.handed_in_at, china_day(at)), {"another_basis": bases.get(code, 0) > 0}
            met = met_by(duty, done, on, facts) if done and duty.id in ids else None
            if met is None and out and duty.id in ids:
                met = over(duty, on)
            if met is not None:
                found.append((duty, met))
            elif duty.handed_in_at is not None:
                back.append(duty)
    await memory.settle(unit, found, at, versions=numbers)
    await give_back(unit, back)
    await _tell(unit, [each for each in found if Told.AUTHORITY in told(each[1])], at)


async def _tell(unit: Unit, met: Sequence[tuple[OwedDuty, Move]], at: datetime) -> None:
    """Tell the authorities what is applied for by a version."""
    if not met:
        return
    over = await supervisors_in(unit, china_day(at), (PostKind.AUTHORITY_OFFICER,))
    notices = [
        notice
        for duty, step in met
        for notice in notices_of(
            duty, step, at, {Told.AUTHORITY: [each.department for each in over if duty.department in each.reached]}
        )
    ]
    await tell(unit, notices)
