"""Which nodes of a kind were written since: what is kept of them in memory is brought up to date by it (`roll_call`).

1. A transaction stamps every node of such a kind that it writes with its token (`touched`).
2. A kind has some slots, each a node that counts. Right before its commit the transaction counts one of them up, and
   leaves its token there: the last `TOKENS` are kept.
3. A slot is locked, or conflicts, until the commit: its tokens stand in the order of the commits. So whoever has seen
   it count so far has only to ask for the tokens behind. There are several slots, so that few writers meet in one.
4. A slot has an epoch, from when it was made: nothing that was known of a store holds of one that was emptied.
"""

from __future__ import annotations

import random
import uuid
from typing import LiteralString

from graph.store.engine import Unit

SLOTS = 16
TOKENS = 32
"""As many as `_COUNTED` says: whoever has missed more of one slot begins anew."""
_COUNTED: LiteralString = (
    "UNWIND $slots AS k MERGE (x:Revision {id: k}) SET x.epoch = coalesce(x.epoch, $epoch), "
    "x.number = coalesce(x.number, 0) + 1, x.tokens = ([$token] + coalesce(x.tokens, []))[0..32]"
)


def slots(label: str) -> list[str]:
    """The slots of a kind."""
    return [f"{label}|{number:02}" for number in range(SLOTS)]


def stamp(unit: Unit, label: str) -> str:
    """The stamp of all nodes of a kind that a transaction writes: what writes one sets `touched` to it."""
    unit.stamped.add(label)
    unit.lastly = _counted
    return unit.token


async def _counted(unit: Unit) -> None:
    chosen = [random.choice(slots(label)) for label in sorted(unit.stamped)]  # noqa: S311 - so that writers spread
    await unit.run(_COUNTED, slots=chosen, token=unit.token, epoch=uuid.uuid4().hex)
