"""Writing licences and their uses.

What a write asks first is asked in its own transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString

from graph.cases.machine import Move
from graph.cases.memory import Kept, Moved, move_on
from graph.schema.nodes import LICENSE
from graph.store.engine import Unit
from graph.store.personal import PersonalData
from graph.store.sealed_keys import Key
from graph.store.writing import stored
from graph.subjects.licensing.holders import Untold, write_holders
from graph.subjects.licensing.keys import wrapped_key_of_license
from graph.words.license_files import LicenseFile
from graph.words.license_uses import LicenseUse
from graph.words.licensing import (
    LicenseEvent,
    LicenseRecord,
    LicenseState,
    StoredHolder,
)

_TAKE_NUMBERS: LiteralString = (
    "UNWIND $rows AS row MERGE (l:License {numberKey: row.numberKey}) ON CREATE SET l.id = row.id "
    "WITH l, row WHERE l.id <> row.id RETURN collect(row.numberHash)"
)
_WRITE_LICENSES: LiteralString = (
    f"UNWIND $rows AS row MATCH (l:License {{id: row.id}}) SET {LICENSE.assigned('l', 'row.plain')} "
    "SET l.numberHash = row.numberHash, l.issuerKey = l.issuerId + '|' + l.issuedKey, "
    "l.holderKey = head(l.holderHashes) + '|' + l.issuedKey"
)


@dataclass(frozen=True, slots=True)
class Untaken:
    """What kept licences from being written; where there is anything, nothing else was written."""

    numbers: tuple[str, ...] = ()
    """Numbers that were taken, by their hashes."""
    holders: tuple[Untold, ...] = ()
    """Holders whom the register has otherwise."""

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.numbers or self.holders)


async def write_licenses(
    unit: Unit,
    personal: PersonalData,
    records: Sequence[LicenseRecord],
    keys: Mapping[str, Key],
    holders: Sequence[StoredHolder],
    files: Iterable[LicenseFile],
) -> Untaken:
    """Write sealed licences with their holders and files; an identifier that exists already is a constraint error.

    Each is entered under its number, which one licence in force has at a time, and under the names of its holders: what
    is taken, or called otherwise, is said. Then nothing else is written, and the transaction has to end.

    Args:
        unit: The open transaction.
        personal: With the key that wraps those of the holders.
        records: The licences.
        keys: The key of each licence, by its id.
        holders: Everybody whom the records name, in their order; who is there already keeps his id and his key.
        files: Every file by which the register will recognise one of them.
    """
    rows: list[dict[str, Any]] = [
        {
            "id": v.id,
            "plain": {
                "identifier": v.identifier, "numberCipher": v.number, "numberPersonal": v.number_personal,
                "version": v.version, "state": v.state.name,
                "digest": v.digest, "size": v.size, "typeId": v.type_code, "typeName": v.type_name,
                "typeVersion": v.type_version,
                "issuerId": v.issuer, "faceCipher": v.face_cipher, "holderHashes": list(v.holder_hashes),
                "sealSerial": v.seal_serial, "changeReasonCipher": v.change_reason,
                "stateHistory": [event.line for event in v.history],
                "issuedOn": stored(v.issued_on), "validFrom": stored(v.valid_from), "validUntil": stored(v.valid_until),
                "sealedAt": stored(v.sealed_at), "replacesId": v.replaces_id,
            },
            "replaces": v.replaces_id,
            "numberHash": v.number_hash,
            "numberKey": v.number_key,
        }
        for v in records
    ]  # fmt: skip
    taken: list[str] | None = await unit.run(_TAKE_NUMBERS, rows=rows)
    if taken:
        return Untaken(numbers=tuple(taken))
    sealed = [record.sealed_at for record in records for _ in record.holder_hashes]
    written = await write_holders(unit, personal, list(zip(holders, sealed, strict=True)))
    if written.otherwise:
        return Untaken(holders=written.otherwise)
    for row, record in zip(rows, records, strict=True):
        opening = [written.keys[code_hash] for code_hash in record.holder_hashes]
        row["plain"]["keyCipher"] = wrapped_key_of_license(keys[record.id], record.id, opening)
    await unit.run(_WRITE_LICENSES, rows=rows)
    await unit.run(
        "UNWIND $rows AS row MATCH (l:License {id: row[0]}) CREATE (f:FileDigest {id: row[1], kind: row[2]}) "
        "CREATE (f)-[:OF]->(l)",
        rows=[[v.license_id, v.digest, v.kind.name] for v in files],
    )
    await unit.run(
        "UNWIND $rows AS row MATCH (l:License {id: row.id}) MATCH (t:LicenseType {id: row.plain.typeId}) "
        "MATCH (d:Department {id: row.plain.issuerId}) CREATE (l)-[:OF_TYPE]->(t) CREATE (l)-[:ISSUED_BY]->(d)",
        rows=rows,
    )
    held = [
        {"id": v.id, "codeHash": code_hash, "seq": seq}
        for v in records
        for seq, code_hash in enumerate(v.holder_hashes, 1)
    ]
    await unit.run(
        "UNWIND $rows AS row MATCH (l:License {id: row.id}) MATCH (h:Holder {codeHash: row.codeHash}) "
        "CREATE (l)-[:HELD_BY {seq: row.seq, nameCipher: row.name, codeType: row.type}]->(h) WITH l, h "
        "WHERE h.codeHash <> head(l.holderHashes) MERGE (l)-[:HELD_BESIDE]->(h)",
        rows=[
            {**row, "name": name, "type": holder.code_type}
            for row, name, holder in zip(held, written.names, holders, strict=True)
        ],
    )
    await unit.run(
        "UNWIND $rows AS row MATCH (l:License {id: row.id}) MATCH (p:License {id: row.replaces}) "
        "CREATE (l)-[:REPLACES]->(p)",
        rows=[row for row in rows if row["replaces"]],
    )
    return Untaken()


async def numbers_in_force(unit: Unit, records: Sequence[LicenseRecord], states: Collection[LicenseState]) -> list[str]:
    """Which certificate numbers of these records the same issuer has given to a licence of the type that still counts.

    They are said by their hashes.

    Args:
        unit: The open transaction.
        records: Licences that are about to be written; the one that a record replaces is left out.
        states: States in which a licence counts.
    """
    found: list[str] | None = await unit.run(
        "UNWIND $rows AS row MATCH (l:License {numberHash: row[0]}) WHERE l.typeId = row[1] AND l.issuerId = row[2] "
        "AND l.state IN $states AND (row[3] IS NULL OR l.id <> row[3]) RETURN collect(l.numberHash)",
        rows=[[v.number_hash, v.type_code, v.issuer, v.replaces_id] for v in records],
        states=[state.name for state in states],
    )
    return found or []


_KEPT = Kept(
    LICENSE,
    "c.stateHistory = c.stateHistory + [row.line], c.changedAt = datetime(row.at), "
    "c.changeReasonCipher = coalesce(row.reason, c.changeReasonCipher), "
    "c.numberKey = CASE WHEN row.counts THEN c.numberKey ELSE null END",
)
COUNTING = (LicenseState.IN_FORCE, LicenseState.SUSPENDED)
"""States in which a licence counts: its number is taken."""


@dataclass(frozen=True, slots=True)
class StateChange:
    """A licence whose state is changed."""

    license_id: str
    before: LicenseState
    """The state in which it was read."""
    move: Move
    at: datetime
    reason: str
    """Why, encrypted."""


async def change_states(unit: Unit, changes: Sequence[StateChange], *, path: tuple[str, ...]) -> None:
    """Change the states of licences, each from the one in which it was read.

    Raises:
        Conflict: `CASE_MOVED`; one was changed by somebody else meanwhile, with the state that it has now.
    """
    moved = [Moved(each.license_id, each.before, each.move, each.at, "", _beside(each)) for each in changes]
    await move_on(unit, _KEPT, moved, path=path)


def _beside(change: StateChange) -> dict[str, object]:
    """What is written beside the state; of a replaced licence its successor states the reason."""
    after = LicenseState[change.move.state.name]
    return {
        "line": LicenseEvent(change.at, after, change.reason).line,
        "reason": None if after is LicenseState.REPLACED else change.reason,
        "counts": after in COUNTING,
    }


_WRITE_USE: LiteralString = (
    "CREATE (u:LicenseUse {id: $id, licenseId: $license, subject: $subject, at: datetime($at), how: $how, pair: $pair})"
)


async def write_use(unit: Unit, use: LicenseUse) -> None:
    """Write one use of a licence."""
    await unit.run(
        _WRITE_USE,
        id=use.id,
        license=use.license_id,
        subject=use.subject,
        at=stored(use.at),
        how=stored(use.how),
        pair=use.pair,
    )


async def known_identifiers(unit: Unit, identifiers: Sequence[str]) -> list[str]:
    """Which of these licence identifiers the register has already."""
    found: list[str] | None = await unit.run(
        "UNWIND $identifiers AS identifier MATCH (l:License {identifier: identifier}) RETURN collect(l.identifier)",
        identifiers=list(identifiers),
    )
    return found or []
