"""Giving keys to holders and licences that have none: what a release up to 0.1.0 wrote under the key of the store.

Each part is read and written in one transaction, which holds the store's own node: whoever does the same beside waits,
and finds nothing left of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import LiteralString

from graph.store.engine import Store, Unit


@dataclass(frozen=True, slots=True)
class KeylessHolder:
    """A holder under the key of the store."""

    id: str
    name: str = field(repr=False)
    """Encrypted, as the code."""
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeyedHolder:
    """The same under a key of his own."""

    id: str
    key: str = field(repr=False)
    name: str = field(repr=False)
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class FoundBefore:
    """What was found in a file."""

    digest: str
    papers_id: str
    found: str | None = field(repr=False)
    """Locked; None where it does not open."""


@dataclass(frozen=True, slots=True)
class KeylessLicense:
    """A licence under the key of the store."""

    id: str
    face: str = field(repr=False)
    holders: tuple[tuple[str, str], ...] = field(repr=False)
    """Id and wrapped key of each, in their order."""
    files: tuple[FoundBefore, ...]


@dataclass(frozen=True, slots=True)
class KeyedLicense:
    """The same under a key of its own."""

    id: str
    key: str = field(repr=False)
    face: str = field(repr=False)
    files: tuple[FoundBefore, ...]


_STATE: LiteralString = (
    "RETURN head(COLLECT { MATCH (z:Zhengtu {id: 'store'}) "
    "RETURN [coalesce(z.keysMade, false), coalesce(z.filesLocked, false)] })"
)
_HOLD: LiteralString = "MERGE (z:Zhengtu {id: 'store'}) SET z.keysMade = coalesce(z.keysMade, false)"
_HOLDERS: LiteralString = "MATCH (h:Holder) WHERE h.keyCipher IS NULL AND h.erasedAt IS NULL RETURN collect(h.id)"
_LICENSES: LiteralString = "MATCH (l:License) WHERE l.keyCipher IS NULL AND l.erasedAt IS NULL RETURN collect(l.id)"
_READ_HOLDERS: LiteralString = (
    "UNWIND $ids AS k MATCH (h:Holder {id: k}) WHERE h.keyCipher IS NULL AND h.erasedAt IS NULL "
    "RETURN collect([h.id, h.nameCipher, h.codeCipher])"
)
_WRITE_HOLDERS: LiteralString = (
    "UNWIND $rows AS row MATCH (h:Holder {id: row[0]}) "
    "SET h.keyCipher = row[1], h.nameCipher = row[2], h.codeCipher = row[3]"
)
_READ_LICENSES: LiteralString = (
    "UNWIND $ids AS k MATCH (l:License {id: k}) WHERE l.keyCipher IS NULL AND l.erasedAt IS NULL "
    "RETURN collect([l.id, coalesce(l.faceCipher, ''), "
    "COLLECT { MATCH (l)-[e:HELD_BY]->(h:Holder) RETURN [h.id, h.keyCipher] ORDER BY e.seq }, "
    "COLLECT { MATCH (l)<-[:OF]-(f:FileDigest) WHERE f.foundCipher IS NOT NULL "
    "RETURN [f.id, f.papersId, f.foundCipher] }])"
)
_WRITE_LICENSES: LiteralString = (
    "UNWIND $rows AS row MATCH (l:License {id: row[0]}) SET l.keyCipher = row[1], l.faceCipher = row[2]"
)
_WRITE_FOUND: LiteralString = "UNWIND $rows AS row MATCH (f:FileDigest {id: row[0]}) SET f.foundCipher = row[1]"


async def keys_made(store: Store) -> tuple[bool, bool]:
    """Whether all holders and licences have keys, and whether all files in the archive are locked."""
    found = await store.read(_STATE)
    return (found[0], found[1]) if found else (False, False)


async def mark_keys_made(unit: Unit) -> None:
    """Say that all have keys."""
    await unit.run("MERGE (z:Zhengtu {id: 'store'}) SET z.keysMade = true")


async def mark_files_locked(unit: Unit) -> None:
    """Say that all files are locked."""
    await unit.run("MERGE (z:Zhengtu {id: 'store'}) SET z.filesLocked = true")


async def mark_files_left(unit: Unit) -> None:
    """Say that some are not, so that the next opening looks for them."""
    await unit.run("MATCH (z:Zhengtu {id: 'store'}) SET z.filesLocked = false")


async def keyless_holders(store: Store) -> list[str]:
    """Ids of the holders without a key; this reads all, once in the life of a store."""
    found: list[str] = await store.read(_HOLDERS)
    return found


async def keyless_licenses(store: Store) -> list[str]:
    """Ids of the licences without a key; likewise."""
    found: list[str] = await store.read(_LICENSES)
    return found


async def key_holders(
    store: Store, ids: Sequence[str], keyed: Callable[[Iterable[KeylessHolder]], Sequence[KeyedHolder]]
) -> None:
    """Give keys to those of some holders who still have none.

    Args:
        store: The graph.
        ids: The holders.
        keyed: Puts them under keys.
    """

    async def work(unit: Unit) -> None:
        await unit.run(_HOLD)
        rows = await unit.run(_READ_HOLDERS, ids=list(ids)) or []
        done = keyed(KeylessHolder(*row) for row in rows)
        await unit.run(_WRITE_HOLDERS, rows=[[v.id, v.key, v.name, v.code] for v in done])

    await store.write(work)


async def key_licenses(
    store: Store, ids: Sequence[str], keyed: Callable[[Iterable[KeylessLicense]], Sequence[KeyedLicense]]
) -> None:
    """The same of licences, whose holders all have keys."""

    async def work(unit: Unit) -> None:
        await unit.run(_HOLD)
        rows = await unit.run(_READ_LICENSES, ids=list(ids)) or []
        done = keyed(
            KeylessLicense(
                id=identity,
                face=face,
                holders=tuple((holder, key) for holder, key in holders),
                files=tuple(FoundBefore(*file) for file in files),
            )
            for identity, face, holders, files in rows
        )
        await unit.run(_WRITE_LICENSES, rows=[[v.id, v.key, v.face] for v in done])
        await unit.run(_WRITE_FOUND, rows=[[file.digest, file.found] for v in done for file in v.files])

    await store.write(work)
