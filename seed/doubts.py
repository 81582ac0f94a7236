"""Two objections to licences for the demonstration, by who holds them: one waits, one is in check.

- They are to licences of which there is no sample, and which the department of the players has not issued: of what the
  documents show nothing is doubted.
- They go through the use cases, by the holder and by the issuer's e-licence officer, in the week before it is loaded.
- Each step has a key of its own: loaded again, nothing is done again, whatever has become of them since.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from graph.law.access import Principal
from graph.law.scope import scope_of
from graph.office.actor import Actor
from graph.store.view import View
from graph.subjects.licensing.rules import status_of
from graph.subjects.objections import desk as objections
from graph.subjects.objections.memory import license_named
from graph.subjects.objections.rules import ObjectionTarget
from graph.words.licensing import LicenseStatus
from graph.words.objections import ObjectionEvent, ObjectionGround
from graph.words.organisation import PostKind
from graph.words.people import Role
from licenses.register.workshop import Workshop
from seed.cast import STAGE, acting_in, cast, player_in
from seed.licenses import Due, due
from seed.sheets import sheet

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Doubt:
    """What a holder says of his licence, and whether it is being checked."""

    days: int
    """Before the demonstration begins."""
    ground: ObjectionGround
    words: str
    taken_up: bool = False


_DOUBTS = (
    _Doubt(6, ObjectionGround.ACCURACY, "证照所载地址与登记档案不一致，请核查。", taken_up=True),
    _Doubt(2, ObjectionGround.TIMELINESS, "变更登记已办结，证照仍为变更前的内容。"),
)


async def load_doubts(workshop: Workshop, on: date, now: datetime, count: int = 1000) -> int:
    """Raise what is not raised yet; say how many there are.

    Args:
        workshop: What issuing works with.
        on: The day on which the demonstration begins.
        now: The present.
        count: How many licences the demonstration has.
    """
    able = await asyncio.to_thread(lambda: tuple(islice(_able(count, on), len(_DOUBTS))))
    raised = [
        (doubt, each, identity)
        for doubt, each in zip(_DOUBTS, able, strict=False)
        if (identity := await license_named(workshop.store, each.identifier)) is not None
    ]
    for number, (doubt, due_one, identity) in enumerate(raised, start=1):
        await _raise(workshop, doubt, due_one, identity, now, f"demonstration doubt of a licence {number}")
    return len(raised)


def _able(count: int, on: date) -> Iterator[Due]:
    """Licences in force that may be doubted without changing what the documents show."""
    at_home = {row["代码"] for row in sheet("departments") if row["区划代码"] == STAGE}
    issuers = at_home - {player_in(PostKind.LICENSE_OFFICER).department}
    players, sampled = {each.subject for each in cast()}, set[str]()
    for each in due(count, on):
        one = each.planned
        if status_of(one.state, one.valid_from, one.valid_until, on) is not LicenseStatus.IN_FORCE:
            continue
        if one.type_code in sampled and each.issuer in issuers and one.holders[0].code not in players:
            yield each
        sampled.add(one.type_code)


async def _raise(workshop: Workshop, doubt: _Doubt, about: Due, identity: str, now: datetime, key: str) -> None:
    store, personal, at = workshop.store, workshop.personal, now - doubt.days * _DAY
    hashed = personal.of_code(about.planned.holders[0].code)
    holder = Actor(Principal(Role.HOLDER, hashed, holder=hashed), at)
    view = View(store, scope_of(holder.principal, holder.today), holder.today)
    raised = await objections.raise_objection(
        store, personal, view, holder, ObjectionTarget.LICENSE.value, identity, doubt.ground, doubt.words,
        key=f"{key} raised",
    )  # fmt: skip
    if doubt.taken_up:
        view, officer = await acting_in(store, PostKind.LICENSE_OFFICER, about.issuer, at + _DAY)
        await objections.move_objection(
            store,
            personal,
            view,
            officer,
            raised,
            ObjectionEvent.TAKE_UP,
            "已受理，正在核对登记档案",
            key=f"{key} taken up",
        )
