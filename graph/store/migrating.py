"""Bringing a store to the current schema: the migrations that it lacks, one after the other, then what is declared."""

from __future__ import annotations

from collections.abc import Collection
from typing import LiteralString

from graph.errors import Conflict, Text
from graph.refusal_codes import Code
from graph.schema.indexes import GATHERED_BY_CODE
from graph.schema.migrations import BESIDES, CURRENT, MIGRATIONS, NAMED, Migration
from graph.store.engine import Store, Unit
from graph.words.index_words import entry_words, name_words
from graph.words.pinyin import sorted_as

BATCH = 1_000
"""Names that are written in one transaction."""


async def migrate(store: Store) -> int:
    """Bring the store to the current schema; return the number that it had before (0 = empty).

    Raises:
        Conflict: The store was written by a later version of the system.
    """
    before = await version(store)
    if before > CURRENT:
        raise Conflict(
            Text(
                f"库的结构版本是 {before}，本程序只认得到 {CURRENT}：请使用更新的程序",
                f"the store has schema {before}, this program knows up to {CURRENT}: use a newer program",
            ),
            code=Code.STORE_TOO_NEW,
            value=str(before),
            limit=str(CURRENT),
        )
    for migration in MIGRATIONS[before:]:
        await _apply(store, migration)
        await store.write(lambda unit, number=migration.number: _record(unit, number))  # type: ignore[misc]
    await _apply(store, BESIDES)
    return before


async def version(store: Store) -> int:
    """The schema number of the store; 0 for an empty one."""
    found = await store.read("MATCH (z:Zhengtu {id: 'store'}) RETURN z.schema")
    return int(found or 0)


async def _apply(store: Store, migration: Migration) -> None:
    for label, name in migration.unique:
        await store.define(f"CREATE CONSTRAINT {label}_{name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{name} IS UNIQUE")
    for label, name in migration.indexed:
        await store.define(f"CREATE INDEX {label}_{name}_range IF NOT EXISTS FOR (n:{label}) ON (n.{name})")
    for index in migration.full_text:
        await store.define_full_text(index)
    for statement in migration.statements:
        await store.write(lambda unit, text=statement: unit.run(text))  # type: ignore[misc]
    await _sort_names(store, migration.named)
    await _make_words(store, migration.worded)


_NAMES: tuple[tuple[LiteralString, LiteralString, LiteralString], ...] = tuple(
    [
        (
            label,
            f"MATCH (n:{label}) WHERE n.name IS NOT NULL RETURN collect([n.id, n.name])",
            f"UNWIND $rows AS row MATCH (n:{label} {{id: row[0]}}) SET n.nameKey = row[1]",
        )
        for label in NAMED
    ]
)
"""Kind, statement that reads its names, statement that writes what they are sorted by."""


async def _sort_names(store: Store, labels: Collection[str]) -> None:
    for label, found, written in _NAMES:
        if label in labels:
            rows = [[identity, sorted_as(name)] for identity, name in await store.read(found)]
            for start in range(0, len(rows), BATCH):
                part = rows[start : start + BATCH]
                await store.write(lambda unit, text=written, part=part: unit.run(text, rows=part))  # type: ignore[misc]


_NAMED_BY: tuple[tuple[LiteralString, LiteralString], ...] = (
    ("Department", "[n.name, n.shortName]"),
    ("Library", "[n.name]"),
    ("LicenseType", "[n.name]"),
)
_WORDED: tuple[tuple[LiteralString, LiteralString, LiteralString], ...] = tuple(
    [
        (
            label,
            f"MATCH (n:{label}) WHERE n.name IS NOT NULL RETURN collect([n.id, {names}])",
            f"UNWIND $rows AS row MATCH (n:{label} {{id: row[0]}}) SET n.wordText = row[1]",
        )
        for label, names in _NAMED_BY
    ]
)
"""Kind, statement that reads the names of its nodes, statement that writes what they are found by."""
_CODES: LiteralString = "MATCH (r:Resource) RETURN collect(r.id)"
_SAID: LiteralString = (
    "UNWIND $codes AS k MATCH (r:Resource {id: k}) RETURN collect([r.id, r.name, r.summary, "
    "COLLECT { MATCH (r)-[:HAS_ITEM]->(i:Item) RETURN i.name }])"
)
_ENTRY_WORDS: LiteralString = (
    "UNWIND $rows AS row MATCH (r:Resource {id: row.id}) SET r.titleText = row.titleText, r.wordText = row.wordText"
)


async def _make_words(store: Store, labels: Collection[str]) -> None:
    for label, read, written in _WORDED:
        if label in labels:
            rows = [[identity, name_words(*filter(None, names))] for identity, names in await store.read(read)]
            for start in range(0, len(rows), BATCH):
                part = rows[start : start + BATCH]
                await store.write(lambda unit, text=written, part=part: unit.run(text, rows=part))  # type: ignore[misc]
    if "Resource" in labels:
        codes = sorted(await store.read(_CODES))
        for start in range(0, len(codes), BATCH):
            await _make_entry_words(store, codes[start : start + BATCH])


async def _make_entry_words(store: Store, codes: list[str]) -> None:
    said = await store.read(_SAID, codes=codes)
    rows = [{"id": code, **entry_words(code, name, summary or "", items)} for code, name, summary, items in said]

    async def write(unit: Unit) -> None:
        await unit.run(_ENTRY_WORDS, rows=rows)
        await unit.run(GATHERED_BY_CODE, codes=codes)

    await store.write(write)


async def _record(unit: Unit, number: int) -> None:
    await unit.run("MERGE (z:Zhengtu {id: 'store'}) SET z.schema = $number", number=number)
