"""What was done once under an idempotency key: the first result is kept, and given again.

* The node is written in the transaction of the deed, so that it exists exactly when the deed does.
* Who asked under which key, and what, is kept as digests under the store's key (`Store.digests`). Those that an earlier
  release has kept without are digested once more, when the store is opened with its key (`hiding`).
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


FORM = "1."
"""Begins the id of what is kept under the store's key."""


@dataclass(frozen=True, slots=True)
class Keyed:
    """Who asks under which key, and what, as the store keeps it."""

    id: str
    input: str


def keyed(store: Store, identity: str, digest: str) -> Keyed:
    """Both under the store's key."""
    return Keyed(f"{FORM}{store.digests.of(identity)}", store.digests.of(digest))


async def claim(unit: Unit, asked: Keyed, at: str) -> Remembered:
    """Take a key, or learn what it was used for; a rival waits, or is run again, until this transaction ends."""
    return Remembered(*await unit.run(_CLAIM, id=asked.id, input=asked.input, at=at))


async def keep(unit: Unit, asked: Keyed, result: str) -> None:
    """Write what came of the first use."""
    await unit.run("MATCH (o:Once {id: $id}) SET o.result = $result", id=asked.id, result=result)


async def recall(store: Store, asked: Keyed) -> Remembered | None:
    """What a key was used for; None where it is new."""
    found = await store.read("MATCH (o:Once {id: $id}) RETURN [o.input, o.result]", id=asked.id)
    return None if found is None else Remembered(*found)
