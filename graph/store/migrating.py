"""Bringing a store to the current schema: the migrations that it lacks, one after the other, then what is declared."""

from __future__ import annotations

from graph.errors import Conflict, Text
from graph.refusal_codes import Code
from graph.schema.migrations import BESIDES, CURRENT, MIGRATIONS, Migration
from graph.store.engine import Store, Unit


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


async def _record(unit: Unit, number: int) -> None:
    await unit.run("MERGE (z:Zhengtu {id: 'store'}) SET z.schema = $number", number=number)
