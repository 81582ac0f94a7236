"""Writing what an examination has found in the files of licences, with their digests; and which files are known.

It is locked, and nobody here has the key: whoever reads it (`facts.known_at_once`) has to see whether it opens.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import LiteralString

from graph.store.engine import Store, Unit


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


_KNOWN: LiteralString = (
    "RETURN COLLECT { UNWIND $digests AS k MATCH (f:FileDigest {id: k})-[:OF]->(:License) RETURN k }"
)


async def known_files(store: Store, digests: Sequence[str]) -> frozenset[str]:
    """Which of some digests are those of a licence's files."""
    return frozenset(await store.read(_KNOWN, digests=list(digests)))
