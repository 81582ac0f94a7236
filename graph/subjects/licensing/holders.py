"""Writing who holds licences: each under the key and by the name that he has now, or says that he has from now on.

It is decided in the transaction of the write, behind whoever else writes the holder: of two who give one code two names
at once, or bring it as two kinds of document, the second is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import LiteralString

from graph.schema.nodes import HOLDER
from graph.store.engine import Unit
from graph.store.personal import PersonalData
from graph.store.sealed_keys import Key, moved
from graph.subjects.licensing.keys import key_of_holder
from graph.subjects.licensing.naming import NAME, UNTOLD, Calling, FormerName, Known, brought
from graph.subjects.licensing.taking import TakenHolder, take_holders
from graph.words.licensing import Holder, StoredHolder

CODE = "Holder.code"
_PERSON: LiteralString = HOLDER.assigned("h", "row.plain", ("person", "codeType", "nameCipher", "codeCipher"))
_WRITE: LiteralString = (
    f"UNWIND $rows AS row MATCH (h:Holder {{codeHash: row.codeHash}}) SET {_PERSON}, "
    "h.formerNames = CASE WHEN size(row.former) = 0 THEN h.formerNames "
    "ELSE coalesce(h.formerNames, []) + row.former END"
)
_KEEP_FORMER: LiteralString = (
    "UNWIND $rows AS row MATCH (:Holder {codeHash: row[0]})<-[e:HELD_BY]-(:License) WHERE e.nameCipher IS NULL "
    "SET e.nameCipher = row[1]"
)
_KEEP_KIND: LiteralString = (
    "UNWIND $rows AS row MATCH (:Holder {codeHash: row[0]})<-[e:HELD_BY]-(:License) WHERE e.codeType IS NULL "
    "SET e.codeType = row[1]"
)


_KEEP_SEALED: LiteralString = (
    "UNWIND $rows AS row MATCH (l:License {id: row[0]})-[e:HELD_BY]->(h:Holder) WHERE e.seq = row[1] "
    "AND (e.nameCipher IS NULL OR e.codeType IS NULL) AND h.keyCipher IS NOT NULL "
    "SET e.nameCipher = coalesce(e.nameCipher, row[2]), e.codeType = coalesce(e.codeType, row[3]) "
    "RETURN collect(DISTINCT row[0])"
)


@dataclass(frozen=True, slots=True)
class SealedName:
    """A name, and a kind of code, under which a licence was sealed."""

    license_id: str
    seq: int
    """Of the holder, from 1."""
    name_cipher: str = field(repr=False)
    code_type: str


async def keep_sealed_names(unit: Unit, names: Sequence[SealedName]) -> list[str]:
    """Have licences keep what they were sealed under, where they have nothing of their own; the ids of those."""
    kept: list[str] | None = await unit.run(
        _KEEP_SEALED, rows=[[each.license_id, each.seq, each.name_cipher, each.code_type] for each in names]
    )
    return sorted(kept or [])


@dataclass(frozen=True, slots=True)
class Untold:
    """A holder whom the register has otherwise, without a word of a change."""

    place: int
    """His place among those that were brought."""
    how: Calling
    known_type: str
    """As which kind the register has his code; empty where it does not know it."""


@dataclass(frozen=True, slots=True)
class WrittenHolders:
    """Holders that were written; with anybody who is brought otherwise nothing was, and the transaction has to end."""

    keys: Mapping[str, Key] = field(repr=False)
    """By the hashes of their codes."""
    names: tuple[str, ...] = field(repr=False)
    """As each is called by his licence, in their order, encrypted under his key."""
    otherwise: tuple[Untold, ...]


@dataclass(slots=True)
class _Called:
    """A holder while he is written."""

    taken: TakenHolder
    known: Known | None
    cipher: str | None
    """His name, encrypted."""
    plain: Mapping[str, object] = field(default_factory=dict)
    former: list[str] = field(default_factory=list)
    """Names that he gives up, a line each."""


async def write_holders(
    unit: Unit, personal: PersonalData, holders: Sequence[tuple[StoredHolder, datetime]]
) -> WrittenHolders:
    """Write holders.

    Args:
        unit: The open transaction.
        personal: Opens the keys.
        holders: Each with when the licence was sealed that brings him; one may stand there several times.
    """
    taken = await take_holders(unit, personal, [holder for holder, _ in holders])
    known = {code_hash: _Called(each, _known(each), each.name_cipher) for code_hash, each in taken.items()}
    names = [_called(personal, known[holder.code_hash], holder, at) for holder, at in holders]
    otherwise = tuple(
        Untold(place, name, has.code_type if (has := known[holder.code_hash].known) else "")
        for place, (name, (holder, _)) in enumerate(zip(names, holders, strict=True))
        if isinstance(name, Calling)
    )
    if not otherwise:
        # A name that he gives up stays with the licences that bear it, before he goes by the next.
        given_up = [[code_hash, one.taken.name_cipher] for code_hash, one in known.items() if one.former]
        if given_up:
            await unit.run(_KEEP_FORMER, rows=given_up)
        corrected = [
            [code_hash, one.taken.code_type]
            for code_hash, one in known.items()
            if one.known and one.taken.code_type not in ("", one.known.code_type)
        ]
        if corrected:
            await unit.run(_KEEP_KIND, rows=corrected)
        rows = [{"codeHash": key, "plain": one.plain, "former": one.former} for key, one in known.items()]
        await unit.run(_WRITE, rows=rows)
    keys = {code_hash: one.taken.key for code_hash, one in known.items()}
    return WrittenHolders(keys, tuple(name for name in names if not isinstance(name, Calling)), otherwise)


def _known(taken: TakenHolder) -> Known | None:
    if taken.name_cipher is None:
        return None
    return Known(taken.key.decrypt(taken.name_cipher, NAME), taken.code_type)


def _called(personal: PersonalData, one: _Called, holder: StoredHolder, at: datetime) -> str | Calling:
    """Put together what is written of a holder; say what his licence calls him, or how it has him otherwise."""
    key, own = one.taken.key, key_of_holder(personal, holder.id, holder.key_cipher) or one.taken.key
    name = own.decrypt(holder.name_cipher, NAME)
    former = own.decrypt(holder.former_cipher, NAME) if holder.former_cipher else ""
    said = Holder.known_by(name, "", holder.code_type, former, holder.former_type)
    called, named = brought(one.known, said), key.encrypt(name, NAME)
    if called in UNTOLD:
        return called
    if called is Calling.RENAMED and one.cipher is not None:
        one.former.append(FormerName(at, one.cipher).line)
    if called is not Calling.SAME:
        one.cipher = named
    kept = name if one.known is None or called is not Calling.SAME else one.known.name
    one.known = Known(kept, holder.code_type)
    one.plain = {
        "person": holder.person, "codeType": holder.code_type, "nameCipher": one.cipher,
        "codeCipher": moved(own, key, holder.code_cipher, CODE),
    }  # fmt: skip
    return named
