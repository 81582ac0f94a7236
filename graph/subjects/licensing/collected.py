"""Files that were collected, in the graph."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import LiteralString

from graph.store.edges import Row
from graph.store.engine import Store, Unit
from graph.store.view import View
from graph.words.collected import CollectedFile, CollectedKind

_ROW: LiteralString = (
    "[c.id, c.kind, c.size, c.media, c.issuerId, c.summary, toString(c.collectedAt), c.collectedBy, c.verdictCipher, "
    "c.nameCipher, c.keyCipher, c.holderHashes]"
)
_WRITE: LiteralString = (
    "UNWIND $rows AS row CREATE (c:CollectedFile {id: row.id, kind: row.kind, size: row.size, media: row.media, "
    "issuerId: row.issuer, summary: row.summary, collectedAt: datetime(row.at), collectedBy: row.by, "
    "verdictCipher: row.verdict, nameCipher: row.name, keyCipher: row.key, holderHashes: row.holders})"
)
_KNOWN: LiteralString = (
    "RETURN [COLLECT { UNWIND $digests AS k MATCH (c:CollectedFile {id: k}) RETURN k }, "
    "COLLECT { UNWIND $digests AS k MATCH (f:FileDigest {id: k})-[:OF]->(:License) RETURN k }]"
)
_BETWEEN: LiteralString = f"MATCH (c:CollectedFile) WHERE c.id >= $from AND c.id < $until RETURN collect({_ROW})"
_OF_ISSUER: LiteralString = f"MATCH (c:CollectedFile {{issuerId: $issuer}}) RETURN collect({_ROW})"
_ONE: LiteralString = f"MATCH (c:CollectedFile {{id: $digest}}) RETURN {_ROW}"
_TOLD: LiteralString = (
    f"MATCH (c:CollectedFile {{id: $digest}}) RETURN [{_ROW}, "
    "head(COLLECT { MATCH (d:Department {id: c.issuerId}) RETURN d.name })]"
)
_COUNT: LiteralString = "MATCH (c:CollectedFile) RETURN count(c)"


async def write_collected(unit: Unit, files: Sequence[CollectedFile]) -> None:
    """Enter files that were collected; one that is there already is a constraint error."""
    await unit.run(
        _WRITE,
        rows=[
            {
                "id": each.digest, "kind": each.kind.name, "size": each.size, "media": each.media,
                "issuer": each.issuer, "summary": each.summary, "at": each.collected_at.isoformat(),
                "by": each.collected_by, "verdict": each.verdict_cipher, "name": each.name_cipher,
                "key": each.key_cipher, "holders": list(each.holder_hashes),
            }
            for each in files
        ],
    )  # fmt: skip


async def known_of(store: Store, digests: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Which of some digests were collected before, and which are those of licences that were issued here."""
    collected, issued = await store.read(_KNOWN, digests=list(digests))
    return frozenset(collected), frozenset(issued)


async def collected_file(store: Store, digest: str) -> CollectedFile | None:
    """The file of a digest; None where none was collected."""
    row = await store.read(_ONE, digest=digest)
    return None if row is None else _file(row)


async def told_of(view: View, digest: str) -> tuple[CollectedFile, str] | None:
    """The file of a digest, and what its issuer is called, or its code; None where none was collected."""
    told = await view.read(_TOLD, digest=digest)
    if told is None:
        return None
    row, issuer = told
    file = _file(row)
    return file, issuer or file.issuer


async def collected_of(store: Store, issuer: str) -> list[CollectedFile]:
    """The files of an issuer's licences, by digest."""
    return sorted(map(_file, await store.read(_OF_ISSUER, issuer=issuer)), key=lambda each: each.digest)


async def count_collected(store: Store) -> int:
    """How many were collected."""
    counted: int = await store.read(_COUNT)
    return counted


async def collected_between(store: Store, begin: str, end: str) -> list[CollectedFile]:
    """Those whose digests lie from `begin` on and before `end`."""
    return [_file(row) for row in await store.read(_BETWEEN, **{"from": begin, "until": end})]


def _file(row: Row) -> CollectedFile:
    digest, kind, size, media, issuer, summary, at, by, verdict, name, key, holders = row
    return CollectedFile(
        digest, CollectedKind[kind], size, media, issuer, summary or "", datetime.fromisoformat(at), by or "",
        verdict or "", name or "", key, tuple(holders or ()),
    )  # fmt: skip
