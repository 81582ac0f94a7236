"""Licences of a store in which numbers and reasons stood in the clear: how they are read and written back encrypted.

Each licence is written in one go, and says by what it has whether it was: what was begun is taken up where it ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import LiteralString

from graph.store.engine import Store, Unit
from graph.subjects.licensing.keys import LockedKey
from graph.words.licensing import LicenseEvent


@dataclass(frozen=True, slots=True)
class PlainLicense:
    """A licence in the clear."""

    id: str
    number: str = field(repr=False)
    type_code: str
    issuer: str
    counts: bool
    """Its number is taken: it has a key."""
    reason: str = field(repr=False)
    history: tuple[LicenseEvent, ...] = field(repr=False)
    key: LockedKey = field(repr=False)
    holder_codes: tuple[str, ...] = field(repr=False)
    """Of its holders in their order, encrypted."""


@dataclass(frozen=True, slots=True)
class HiddenLicense:
    """What is written of it."""

    id: str
    number: str
    number_hash: str
    number_key: str | None
    number_personal: bool
    reason: str
    history: tuple[LicenseEvent, ...]


_LEFT: LiteralString = "MATCH (l:License) WHERE l.numberCipher IS NULL AND l.number IS NOT NULL RETURN collect(l.id)"
# Release 0.1.0 kept the last change alone: of what it wrote, also after a later release had written, that change is
# known, or that there was none, and nothing before it.
_HISTORY: LiteralString = (
    "CASE WHEN split(last(l.stateHistory), '|')[1] = l.state THEN l.stateHistory WHEN l.changedAt IS NULL "
    "THEN [toString(l.sealedAt) + '|IN_FORCE|' + coalesce(l.changeReason, '')] "
    "ELSE [toString(l.sealedAt) + '||', toString(l.changedAt) + '|' + l.state + '|' + "
    "CASE l.state WHEN 'REPLACED' THEN '' ELSE coalesce(l.changeReason, '') END] END"
)
_READ: LiteralString = (
    "UNWIND $ids AS k MATCH (l:License {id: k}) WHERE l.number IS NOT NULL "
    "RETURN collect([l.id, l.number, l.typeId, l.issuerId, "
    f"l.numberKey IS NOT NULL, l.changeReason, {_HISTORY}, "
    "l.keyCipher, COLLECT { MATCH (l)-[e:HELD_BY]->(h:Holder) "
    "RETURN [h.id, h.keyCipher, h.codeCipher] ORDER BY e.seq }])"
)
_WRITE: LiteralString = (
    "UNWIND $rows AS row MATCH (l:License {id: row[0]}) WHERE l.number IS NOT NULL "
    "SET l.numberCipher = row[1], l.numberHash = row[2], "
    "l.numberKey = row[3], l.numberPersonal = row[4], l.changeReasonCipher = row[5], l.stateHistory = row[6] "
    "REMOVE l.number, l.changeReason"
)


async def left(store: Store) -> list[str]:
    """Ids of the licences that are in the clear; this reads all licences, once in the life of a store."""
    found: list[str] = await store.read(_LEFT)
    return sorted(found)


async def read(store: Store, ids: Sequence[str]) -> list[PlainLicense]:
    """These licences."""
    rows = await store.read(_READ, ids=list(ids))
    return [
        PlainLicense(
            identity, number, type_code, issuer, counts, reason or "", tuple(map(LicenseEvent.parse, history)),
            LockedKey(identity, wrapped, tuple((holder, key) for holder, key, _ in holders)),
            tuple(code for _, _, code in holders),
        )
        for identity, number, type_code, issuer, counts, reason, history, wrapped, holders in rows
    ]  # fmt: skip


async def write(unit: Unit, licenses: Sequence[HiddenLicense]) -> None:
    """Write them encrypted, and take away what stood in the clear."""
    rows = [
        [
            each.id, each.number, each.number_hash, each.number_key, each.number_personal, each.reason,
            [event.line for event in each.history],
        ]
        for each in licenses
    ]  # fmt: skip
    await unit.run(_WRITE, rows=rows)
