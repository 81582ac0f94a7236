"""Licences with all that has to agree with them: as they are checked, and as they are compared with a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import LiteralString

from graph.schema.nodes import LICENSE
from graph.store.edges import Row
from graph.store.view import View
from graph.subjects.licensing.keys import LockedKey
from graph.subjects.licensing.rows import record_of
from graph.words.license_files import FileKind, LicenseFile
from graph.words.licensing import LicenseRecord, StoredHolder


@dataclass(frozen=True, slots=True)
class CheckedLicense:
    """A licence with everything in the graph that has to agree with it."""

    id: str
    identifier: str
    record: LicenseRecord | None
    """None where its row cannot be read."""
    number_hash: str | None
    key: LockedKey
    holders: tuple[StoredHolder | None, ...]
    """In their order, by the names under which it was sealed; None for one who is erased."""
    files: tuple[LicenseFile, ...]
    types: tuple[str, ...]
    """Ids of the types to which it points."""
    issuers: tuple[str, ...]
    journaled: bool
    """Whether the journal says that it was issued."""


_COUNT: LiteralString = "MATCH (c:License) RETURN count(c)"
_ROW: LiteralString = (
    f"[{LICENSE.whole}, c.numberHash, "
    "COLLECT { MATCH (c)-[h:HELD_BY]->(p:Holder) "
    "RETURN [p.id, p.keyCipher, coalesce(h.nameCipher, p.nameCipher), p.codeCipher, p.codeHash, p.person, "
    "coalesce(h.codeType, p.codeType)] "
    "ORDER BY h.seq }, "
    "COLLECT { MATCH (c)<-[:OF]-(f:FileDigest) RETURN [f.id, f.kind] ORDER BY f.id }, "
    "COLLECT { MATCH (c)-[:OF_TYPE]->(t:LicenseType) RETURN t.id }, "
    "COLLECT { MATCH (c)-[:ISSUED_BY]->(d:Department) RETURN d.id }, "
    "EXISTS { MATCH (j:Journal {about: c.id}) WHERE j.act = 'ISSUE_LICENSE' }]"
)
_ROWS: LiteralString = f"MATCH (c:License) WHERE c.id >= $from AND c.id < $until RETURN collect({_ROW})"
_NUMBERED: LiteralString = (
    f"UNWIND $hashes AS k MATCH (c:License {{numberHash: k}}) WHERE c.issuerId = $issuer RETURN collect({_ROW})"
)
_OF_ISSUER: LiteralString = (
    f"MATCH (c:License {{issuerId: $issuer}}) WHERE c.id >= $from AND c.id < $until RETURN collect({_ROW})"
)
_COUNT_OF_ISSUER: LiteralString = "MATCH (c:License {issuerId: $issuer}) RETURN count(c)"


async def count_licenses(view: View) -> int:
    """How many there are."""
    counted: int = await view.read(_COUNT)
    return counted


async def checked_licenses(view: View, begin: str, end: str) -> list[CheckedLicense]:
    """The licences whose ids lie from `begin` on and before `end`."""
    return [_checked(row) for row in await view.read(_ROWS, **{"from": begin, "until": end})]


async def licenses_numbered(view: View, issuer: str, hashes: Sequence[str]) -> list[CheckedLicense]:
    """The licences of an issuer, every version of them, whose numbers have these keyed hashes."""
    return [_checked(row) for row in await view.read(_NUMBERED, issuer=issuer, hashes=list(hashes))]


async def count_of_issuer(view: View, issuer: str) -> int:
    """How many licences an issuer has."""
    counted: int = await view.read(_COUNT_OF_ISSUER, issuer=issuer)
    return counted


async def licenses_of_issuer(view: View, issuer: str, begin: str, end: str) -> list[CheckedLicense]:
    """The licences of an issuer whose ids lie from `begin` on and before `end`."""
    given = {"issuer": issuer, "from": begin, "until": end}
    return [_checked(row) for row in await view.read(_OF_ISSUER, **given)]


def _checked(told: Row) -> CheckedLicense:
    row, number_hash, holders, files, types, issuers, journaled = told
    identity, identifier, wrapped = (row[LICENSE.names.index(name)] for name in ("id", "identifier", "keyCipher"))
    return CheckedLicense(
        identity,
        identifier or "",
        _record(row),
        number_hash,
        LockedKey(identity, wrapped, tuple((each[0], each[1]) for each in holders)),
        tuple(_holder(each) for each in holders),
        tuple(LicenseFile(identity, digest, FileKind[kind]) for digest, kind in files),
        tuple(types),
        tuple(issuers),
        journaled,
    )


def _record(row: Row) -> LicenseRecord | None:
    try:
        return record_of(row)
    except (TypeError, ValueError, KeyError):
        return None


def _holder(row: Sequence[object]) -> StoredHolder | None:
    identity, key, name, code, code_hash, person, code_type = map(_text, row)
    if not key:
        return None
    return StoredHolder(identity, code_hash, person == "True", code_type, name, code, key)


def _text(value: object) -> str:
    return "" if value is None else str(value)
