"""Which nodes of a kind were written since: what is kept of them in memory is brought up to date by it (`roll_call`).

1. A kind has some slots, each a node that counts. A transaction that writes nodes of the kind counts one of them up,
   and stamps every node that it writes with the slot and its number (`touched`).
2. A slot is locked, or conflicts, until the commit: its numbers rise in the order of the commits. So whoever has seen a
   number has only to ask for stamps behind it. There are several slots, so that few writers wait for one another.
3. A slot has an epoch, from when it was made: nothing that was known of a store holds of one that was emptied.
"""

from __future__ import annotations

import random
import uuid
from typing import LiteralString

from graph.store.engine import Unit

SLOTS = 16
_COUNTED: LiteralString = (
    "MERGE (x:Revision {id: $slot}) SET x.epoch = coalesce(x.epoch, $epoch), x.number = coalesce(x.number, 0) + 1 "
    "RETURN x.number"
)


def slots(label: str) -> list[str]:
    """The slots of a kind."""
    return [f"{label}|{number:02}" for number in range(SLOTS)]


async def stamp(unit: Unit, label: str) -> str:
    """The stamp of all nodes of a kind that a transaction writes: what writes one sets `touched` to it."""
    if label not in unit.stamps:
        slot = random.choice(slots(label))  # noqa: S311 - so that writers spread
        number: int = await unit.run(_COUNTED, slot=slot, epoch=uuid.uuid4().hex)
        unit.stamps[label] = _stamp(slot, number)
    return unit.stamps[label]


def behind(slot: str, number: int) -> dict[str, str]:
    """The least and the greatest stamp of what was written after a number of a slot."""
    return {"low": _stamp(slot, number + 1), "high": f"{slot}|~"}


def _stamp(slot: str, number: int) -> str:
    return f"{slot}|{number:012}"
