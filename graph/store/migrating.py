"""Bringing a store to the current schema: the migrations that it lacks, one after the other, then what is declared."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import LiteralString, TypeAlias

from graph.errors import Conflict, Text
from graph.refusal_codes import Code
from graph.schema.columns import Column
from graph.schema.migrations import ALIKE, BESIDES, CURRENT, MIGRATIONS, NAMED, Migration
from graph.schema.nodes import ALL, INNER
from graph.store.engine import Store, Unit
from graph.words.alike import alike
from graph.words.pinyin import sorted_as

Pair: TypeAlias = tuple[LiteralString, LiteralString]
"""A kind of node and a property."""
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


async def write_indexes_anew(store: Store) -> None:
    """Leave in no index what nodes have no more: an index keeps in its pages what was taken away.

    A Neo4j keeps its own house. Of the embedded store each index of what tells who somebody is is dropped and made
    again; whoever is killed in between does so the next time. An empty store has nothing to leave behind.
    """
    if store.embedded is None or not await store.read(_HOLDS):
        return
    for label, name in _NAMING_UNIQUE:
        await store.define(f"DROP CONSTRAINT {label}_{name} IF EXISTS")
    for label, name in (*_NAMING, *(pair for each in MIGRATIONS for pair in each.unindexed)):
        await store.define(f"DROP INDEX {label}_{name}_range IF EXISTS")
    await _define(store, _NAMING_UNIQUE, _NAMING)


_PRIVATE: list[tuple[LiteralString, Column]] = [
    (kind.label, column) for kind in (*ALL, *INNER) for column in kind.columns if column.personal
]
_NAMING_UNIQUE: tuple[Pair, ...] = (
    ("Administrator", "id"),
    *[(label, column.name) for label, column in _PRIVATE if column.unique],
)
_NAMING: tuple[Pair, ...] = tuple([(label, column.name) for label, column in _PRIVATE if column.indexed])
"""Indexes in which an earlier release kept who somebody is."""
_HOLDS: LiteralString = "RETURN EXISTS { MATCH (n) WHERE NOT n:Zhengtu }"


async def version(store: Store) -> int:
    """The schema number of the store; 0 for an empty one."""
    found = await store.read("MATCH (z:Zhengtu {id: 'store'}) RETURN z.schema")
    return int(found or 0)


async def _define(store: Store, unique: Iterable[Pair], indexed: Iterable[Pair]) -> None:
    for label, name in unique:
        await store.define(f"CREATE CONSTRAINT {label}_{name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{name} IS UNIQUE")
    for label, name in indexed:
        await store.define(f"CREATE INDEX {label}_{name}_range IF NOT EXISTS FOR (n:{label}) ON (n.{name})")


async def _apply(store: Store, migration: Migration) -> None:
    await _define(store, migration.unique, migration.indexed)
    for label, name in migration.dropped:
        await store.drop_full_text(label, name)
    for label, name in migration.unindexed:
        await store.drop_index(label, name)
    for statement in migration.statements:
        await store.write(lambda unit, text=statement: unit.run(text))  # type: ignore[misc]
    await _write_keys(store, migration.named, sorted_as, "nameKey")
    await _write_keys(store, migration.alike, alike, "alikeKey")


_KEPT: tuple[tuple[LiteralString, tuple[LiteralString, ...]], ...] = (("nameKey", NAMED), ("alikeKey", ALIKE))
_KEYS: tuple[tuple[LiteralString, LiteralString, LiteralString, LiteralString], ...] = tuple(
    [
        (
            label,
            key,
            f"MATCH (n:{label}) WHERE n.name IS NOT NULL RETURN collect([n.id, n.name])",
            f"UNWIND $rows AS row MATCH (n:{label} {{id: row[0]}}) SET n.{key} = row[1]",
        )
        for key, labels in _KEPT
        for label in labels
    ]
)
"""Kind, what stands beside its names, statement that reads them, statement that writes it."""


async def _write_keys(store: Store, labels: Collection[str], said: Callable[[str], str], key: str) -> None:
    for label, kept, found, written in _KEYS:
        if kept == key and label in labels:
            rows = [[identity, said(name)] for identity, name in await store.read(found)]
            for start in range(0, len(rows), BATCH):
                part = rows[start : start + BATCH]
                await store.write(lambda unit, text=written, part=part: unit.run(text, rows=part))  # type: ignore[misc]


async def _record(unit: Unit, number: int) -> None:
    await unit.run("MERGE (z:Zhengtu {id: 'store'}) SET z.schema = $number", number=number)
