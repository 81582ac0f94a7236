"""Writing what an examination has found in the files of licences, with their digests; and which files are known.

It is locked, and nobody here has the key: whoever reads it (`facts.known_at_once`) has to see whether it opens. Which
key of a licence a file is locked with is read here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import LiteralString

from graph.store.engine import Store, Unit
from graph.subjects.licensing.keys import LockedKey


@dataclass(frozen=True, slots=True)
class FoundInFile:
    """What is to be kept of a file that the register knows."""

    digest: str
    """SHA-256 of the file, hexadecimal."""
    found: str = field(repr=False)
    """What was found in it, locked."""
    papers_id: str
    papers: str = field(repr=False)
    """What its seal brings."""


_KEEP_PAPERS: LiteralString = (
    "UNWIND $rows AS row MERGE (s:SealPapers {id: row[0]}) ON CREATE SET s.content = row[1] "
    "WITH s, row WHERE coalesce(s.content, '') <> row[1] SET s.content = row[1]"
)
_KEEP_FOUND: LiteralString = (
    "UNWIND $rows AS row MATCH (f:FileDigest {id: row[0]}) SET f.foundCipher = row[1], f.papersId = row[2]"
)
_KEEP_GROUNDS: LiteralString = "MATCH (s:SealPapers {id: $papers}) SET s.grounds = $grounds"


async def keep_found(unit: Unit, values: Iterable[FoundInFile]) -> None:
    """Keep what was found in files, in the place of what was kept of them."""
    kept = list(values)
    if not kept:
        return
    papers = {each.papers_id: each.papers for each in kept}
    await unit.run(_KEEP_PAPERS, rows=[list(each) for each in papers.items()])
    await unit.run(_KEEP_FOUND, rows=[[each.digest, each.found, each.papers_id] for each in kept])


async def keep_grounds(unit: Unit, papers_id: str, grounds: str) -> None:
    """Keep what was found about papers, in the place of what was kept of them."""
    await unit.run(_KEEP_GROUNDS, papers=papers_id, grounds=grounds)


_KEY_OF_FILE: LiteralString = (
    "MATCH (f:FileDigest {id: $digest})-[:OF]->(l:License) RETURN [l.id, l.keyCipher, "
    "COLLECT { MATCH (l)-[h:HELD_BY]->(p:Holder) RETURN [p.id, p.keyCipher] ORDER BY h.seq }] LIMIT 1"
)


async def key_of_file(store: Store, digest: str) -> LockedKey | None:
    """The key of the licence whose file has this digest; None where there is no such licence."""
    found = await store.read(_KEY_OF_FILE, digest=digest)
    return found and LockedKey(found[0], found[1], tuple((holder, wrapped) for holder, wrapped in found[2]))


_KNOWN: LiteralString = (
    "RETURN COLLECT { UNWIND $digests AS k MATCH (f:FileDigest {id: k})-[:OF]->(:License) RETURN k }"
)


async def known_files(store: Store, digests: Sequence[str]) -> frozenset[str]:
    """Which of some digests are those of a licence's files."""
    return frozenset(await store.read(_KNOWN, digests=list(digests)))


_KEYED: LiteralString = (
    "RETURN COLLECT { UNWIND $digests AS k MATCH (f:FileDigest {id: k})-[:OF]->(l:License) "
    "WHERE l.erasedAt IS NULL RETURN k }"
)


async def keyed_files(store: Store, digests: Sequence[str]) -> frozenset[str]:
    """Which of some digests are those of the files of a licence whose holders' data are there."""
    return frozenset(await store.read(_KEYED, digests=list(digests)))
