"""What was done once under an idempotency key: the first result is kept, and given again.

The node is written in the transaction of the deed, so that it exists exactly when the deed does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import LiteralString

from graph.store.engine import Store, Unit


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is known of a key."""

    input: str
    """Digest of what was asked."""
    result: str | None
    """What came of it; None while its first use is still at work in this transaction."""


_CLAIM: LiteralString = (
    "MERGE (o:Once {id: $id}) SET o.input = coalesce(o.input, $input), o.at = coalesce(o.at, datetime($at)) "
    "RETURN [o.input, o.result]"
)


async def claim(unit: Unit, identity: str, digest: str, at: str) -> Remembered:
    """Take a key, or learn what it was used for; a rival waits, or is run again, until this transaction ends."""
    return Remembered(*await unit.run(_CLAIM, id=identity, input=digest, at=at))


async def keep(unit: Unit, identity: str, result: str) -> None:
    """Write what came of the first use."""
    await unit.run("MATCH (o:Once {id: $id}) SET o.result = $result", id=identity, result=result)


async def recall(store: Store, identity: str) -> Remembered | None:
    """What a key was used for; None where it is new."""
    found = await store.read("MATCH (o:Once {id: $id}) RETURN [o.input, o.result]", id=identity)
    return None if found is None else Remembered(*found)
