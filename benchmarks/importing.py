"""Importing new entries: a sheet through the use case of `zhengtu import`, against plain CREATE of the same nodes.

1. Both write into one store by turns: the same warm server, the same indexes, as many nodes as the other found.
2. Plain is what an import leaves behind – entries, items, versions and lines of the journal with all their properties,
   and their relations –, read back before the time begins and created under other codes: maps in rows, no question
   asked, `BATCH` entries a transaction.
3. What an import does besides is its own: reading the file, judging it, the order of names, one transaction for all.
"""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, LiteralString

from api.process.clock import now
from api.service.founding import operator
from api.service.storage import open_storage
from benchmarks.measuring import Figure, Outcome, Row, Skipped
from benchmarks.places import MissingError, Work, neo4j
from benchmarks.processes import BenchmarkError
from benchmarks.server import new_event_loop, settings_for
from benchmarks.sheets import Sheets, read_sheets
from graph.store.engine import Store, Unit
from graph.store.personal import PersonalData
from graph.subjects.importing.desk import import_file
from graph.words.imports import Kind
from seed.loader import load_catalogue

COUNT, AT_ONCE = 1_000, 5_000
"""Entries in a sheet; in the large one."""
BATCH = 1_000
LIMIT = 0.6
LINKS: tuple[LiteralString, ...] = ("PROVIDED_BY", "IN_LIBRARY", "FROM_SYSTEM", "RESTS_ON", "RELATED_TO")
_LEFT: LiteralString = (
    "UNWIND $codes AS k MATCH (r:Resource {id: k}) RETURN collect({entry: properties(r), "
    "items: COLLECT { MATCH (r)-[:HAS_ITEM]->(i) RETURN properties(i) }, "
    "versions: COLLECT { MATCH (r)-[:HAS_VERSION]->(v) RETURN properties(v) }, "
    "journal: COLLECT { MATCH (j:Journal {about: k}) RETURN properties(j) }, "
    "links: COLLECT { MATCH (r)-[e:PROVIDED_BY|IN_LIBRARY|FROM_SYSTEM|RESTS_ON|RELATED_TO]->(x) "
    "RETURN [type(e), x.id] }})"
)
_PLAIN: LiteralString = (
    "UNWIND $rows AS row CREATE (r:Resource) SET r = row.entry "
    "WITH r, row UNWIND row.versions AS version CREATE (r)-[:HAS_VERSION]->(v:EntryVersion) SET v = version "
    "WITH r, row UNWIND row.items AS item CREATE (r)-[:HAS_ITEM]->(i:Item) SET i = item"
)
_JOURNAL: LiteralString = "UNWIND $rows AS row CREATE (j:Journal) SET j = row"
_LABELS = ("Department", "Library", "System", "LegalBasis", "Resource")
_LINKED: dict[str, LiteralString] = {
    relation: (
        f"UNWIND $rows AS row MATCH (r:Resource {{id: row[0]}}) MATCH (x:{label} {{id: row[1]}}) "
        f"CREATE (r)-[:{relation}]->(x)"
    )
    for relation, label in zip(LINKS, _LABELS, strict=True)
}
HOW = (
    f"{COUNT:,} new entries with some 11 items each, from a CSV file to the commit; plain: the nodes and relations "
    f"that this leaves, read back before, created from maps, {BATCH:,} entries a transaction"
)
HOW_AT_ONCE = f"the same with {AT_ONCE:,} entries in one file and one transaction, in a store of its own with a heap of"


@dataclass(frozen=True, slots=True)
class Rates:
    """Entries a second, import by import, and of what is plain."""

    imported: Figure
    created: Figure
    heap: str


@dataclass(frozen=True, slots=True)
class Town:
    """A store with the demonstration's catalogue, in which entries are imported and created by turns."""

    store: Store
    personal: PersonalData
    sheets: Sheets

    async def compared(self, first: int, count: int, rounds: int) -> tuple[Figure, Figure]:
        """The rates of both, round by round."""
        figures: tuple[list[float], list[float]] = ([], [])
        for start in range(first, first + count * rounds, count):
            for way, rates in zip((self.imported, self.created), figures, strict=True):
                rates.append(count / await way(start, count))
        return Figure(tuple(figures[0])), Figure(tuple(figures[1]))

    async def imported(self, first: int, count: int) -> float:
        """Import so many entries; the seconds that it took.

        Raises:
            BenchmarkError: Something is wrong with them.
        """
        content, actor = self.sheets.sheet(first, count), operator("import", now())
        began = time.perf_counter()
        done = await import_file(self.store, self.personal, actor, Kind.ENTRIES, content, commit=True)
        took = time.perf_counter() - began
        if not done.written or done.values != count:
            raise BenchmarkError(f"the sheet was refused: {[fault.message.en for fault in done.review.faults[:3]]}")
        return took

    async def created(self, first: int, count: int) -> float:
        """Create what an import of these left, under other codes; the seconds that it took."""
        codes = [self.sheets.code(number) for number in range(first, first + count)]
        parts = [await self._left(codes[start : start + BATCH]) for start in range(0, count, BATCH)]
        began = time.perf_counter()
        for rows in parts:
            await self.store.write(partial(_create, rows))
        return time.perf_counter() - began

    async def _left(self, codes: list[str]) -> list[Any]:
        left: list[Any] = await self.store.read(_LEFT, codes=codes)
        if len(left) != len(codes):
            raise BenchmarkError(f"{len(left)} of {len(codes)} entries were imported")
        return [_again(each) for each in left]


def run(work: Work) -> Iterator[Outcome]:
    """Round by round on both stores; at once on the embedded one."""
    home = work.folder / "importing"
    few, many = _measured(_by_turns(home, "", work.rounds)), _measured(_at_once(home))
    yield _row("importing entries, embedded store", few, HOW)
    yield _row(f"importing {AT_ONCE:,} entries at once, embedded store", many, f"{HOW_AT_ONCE} {many.heap}")
    try:
        with neo4j(replace(work, folder=home)) as uri:
            yield _row("importing entries, Neo4j", _measured(_by_turns(home, uri, work.rounds)), HOW)
    except MissingError as missing:
        yield Skipped("importing entries, Neo4j", str(missing))
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _measured(measured: Coroutine[Any, Any, Rates]) -> Rates:
    """Run it in the loop that a command has."""
    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        return runner.run(measured)


def _row(what: str, rates: Rates, how: str) -> Row:
    ours, plain = rates.imported, rates.created
    return Row(what, ours, plain, "plain CREATE", "entries/s", more_is_better=True, how=how, limit=LIMIT)


async def _by_turns(home: Path, uri: str, rounds: int) -> Rates:
    async with _town(home, uri) as town:
        await town.compared(0, COUNT, 1)
        return Rates(*await town.compared(COUNT, COUNT, rounds), "")


async def _at_once(home: Path) -> Rates:
    async with _town(home, "") as town:
        heap = town.store.server.heap if town.store.server else ""
        return Rates(*await town.compared(0, AT_ONCE, 1), heap)


@asynccontextmanager
async def _town(home: Path, uri: str) -> AsyncIterator[Town]:
    """An empty store, with the catalogue loaded."""
    shutil.rmtree(home / "home", ignore_errors=True)
    async with open_storage(settings_for(home / "home", uri)) as storage:
        await load_catalogue(storage.store, storage.personal, now())
        yield Town(storage.store, storage.personal, read_sheets())


async def _create(rows: list[dict[str, Any]], unit: Unit) -> None:
    await unit.run(_PLAIN, rows=rows)
    for relation, text in _LINKED.items():
        pairs = [[row["entry"]["id"], to] for row in rows for kind, to in row["links"] if kind == relation]
        await unit.run(text, rows=pairs)
    await unit.run(_JOURNAL, rows=[line for row in rows for line in row["journal"]])


def _again(left: dict[str, Any]) -> dict[str, Any]:
    """The same under another code."""
    code = _other(left["entry"]["id"])
    return {
        "entry": left["entry"] | {"id": code},
        "items": [each | {"id": _other(each["id"]), "resourceId": code} for each in left["items"]],
        "versions": [each | {"id": _other(each["id"]), "resourceId": code} for each in left["versions"]],
        "journal": [each | {"id": f"{each['id']}p", "about": code} for each in left["journal"]],
        "links": left["links"],
    }


def _other(code: str) -> str:
    return code.replace("/", "/P", 1)
