"""Who administers a bureau's store: registered subjects, and the one-time code by which one is registered.

Of the code only its keyed hash is kept, on the store's own node, with the moment at which it lapses.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString

from graph.store.engine import Store, Unit
from graph.store.reading import moment


@dataclass(frozen=True, slots=True)
class Administrator:
    """A registered administrator."""

    subject: str
    """As tokens name the person; sealed, where that tells his number (`store.subjects`)."""
    registered_at: datetime


@dataclass(frozen=True, slots=True)
class Administration:
    """Who administers a store."""

    administrators: tuple[Administrator, ...]


@dataclass(frozen=True, slots=True)
class StoredCode:
    """A one-time code as the store keeps it."""

    hash: str
    """Keyed hash; empty where there is none, or it is used up."""
    until: datetime | None


async def set_code(unit: Unit, hashed: str, until: datetime) -> None:
    """Keep the hash of a new code; the one before it no longer counts."""
    await unit.run(
        "MATCH (z:Zhengtu {id: 'store'}) SET z.administrationCode = $hash, "
        "z.administrationCodeUntil = datetime($until)",
        hash=hashed,
        until=until.isoformat(),
    )


async def take_code(unit: Unit) -> StoredCode:
    """Take the code out of the store; it is back when the transaction is not committed.

    The writing comes first: of two who ask at once, the second waits, or is run again, and finds none.
    """
    hashed, until = await unit.run(
        "MERGE (z:Zhengtu {id: 'store'}) SET z.administrationTaken = coalesce(z.administrationTaken, 0) + 1 "
        "RETURN [coalesce(z.administrationCode, ''), toString(z.administrationCodeUntil)]"
    )
    await unit.run("MATCH (z:Zhengtu {id: 'store'}) SET z.administrationCode = null, z.administrationCodeUntil = null")
    return StoredCode(hashed, moment(until))


async def register(unit: Unit, subject: str, at: datetime) -> None:
    """Register a subject as an administrator; the first registration stays."""
    await unit.run(
        "MERGE (a:Administrator {id: $subject}) SET a.registeredAt = coalesce(a.registeredAt, datetime($at))",
        subject=subject,
        at=at.isoformat(),
    )


async def locked(unit: Unit) -> frozenset[str]:
    """The subjects of all administrators, who stay the same until the transaction ends.

    The writing comes first: of two who dismiss each other at once, the second waits, or is run again, and is told.
    """
    found = await unit.run(
        "MERGE (z:Zhengtu {id: 'store'}) SET z.administrationTaken = coalesce(z.administrationTaken, 0) + 1 "
        "RETURN COLLECT { MATCH (a:Administrator) RETURN a.id }"
    )
    return frozenset(found)


async def dismiss(unit: Unit, subject: str) -> None:
    """Take an administrator out; what he did stays in the journal."""
    await unit.run("MATCH (a:Administrator {id: $subject}) DETACH DELETE a", subject=subject)


_ADMINISTRATORS: LiteralString = (
    "MATCH (a:Administrator) WHERE a.id >= '' RETURN collect([a.id, toString(a.registeredAt)])"
)


async def registered(store: Store) -> tuple[Administrator, ...]:
    """Everybody who is registered, by when he was."""
    found = [Administrator(subject, datetime.fromisoformat(at)) for subject, at in await store.read(_ADMINISTRATORS)]
    return tuple(sorted(found, key=lambda each: (each.registered_at, each.subject)))


_ACCEPTED: LiteralString = (
    "RETURN EXISTS { MATCH (z:Zhengtu {id: 'store'}) WHERE z.demonstration } "
    "OR EXISTS { MATCH (a:Administrator {id: $subject}) }"
)


async def accepted(store: Store, subject: str) -> bool:
    """Whether somebody whose token says administrator is one here: registered, or anybody in a demonstration."""
    return bool(subject) and bool(await store.read(_ACCEPTED, subject=subject))


async def still_accepted(unit: Unit, subject: str) -> bool:
    """The same, within a transaction that has asked for `locked`."""
    return bool(subject) and bool(await unit.run(_ACCEPTED, subject=subject))
