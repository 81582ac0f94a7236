"""Constraints, indexes and numbered migrations, the same for both servers.

A migration is a number and the statements that bring a store from the number before to it. Migrations are only added.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import LiteralString

from graph.errors import Conflict, Text
from graph.store.dialect import FullText
from graph.store.engine import Store, Unit

RESOURCE_TEXT = FullText("resource_text", "Resource", "searchText")


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered step."""

    number: int
    about: str
    unique: tuple[tuple[LiteralString, LiteralString], ...] = ()
    """(label, property) pairs that identify a node."""
    indexed: tuple[tuple[LiteralString, LiteralString], ...] = ()
    full_text: tuple[FullText, ...] = ()


MIGRATIONS = (
    Migration(
        1,
        "the first schema",
        unique=(
            ("Zhengtu", "id"), ("Policy", "id"), ("Division", "id"), ("Department", "id"), ("Post", "id"),
            ("LegalBasis", "id"), ("System", "id"), ("Library", "id"), ("Resource", "id"), ("Item", "id"),
            ("EntryVersion", "id"), ("Consumer", "id"), ("SharingRequest", "id"), ("Grant", "id"),
            ("LicenseType", "id"), ("License", "id"), ("License", "identifier"), ("FileDigest", "id"),
            ("Holder", "id"), ("Holder", "codeHash"), ("Objection", "id"), ("Journal", "id"), ("Once", "id"),
        ),
        indexed=(
            ("Resource", "name"), ("Resource", "providerId"), ("Resource", "state"), ("Department", "name"),
            ("Post", "subject"), ("License", "number"), ("License", "typeId"), ("Item", "resourceId"),
            ("Objection", "onId"), ("Journal", "about"),
        ),
        full_text=(RESOURCE_TEXT,),
    ),
    Migration(2, "administrators of a bureau's store", unique=(("Administrator", "id"),)),
)  # fmt: skip
CURRENT = MIGRATIONS[-1].number


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
            code="STORE_TOO_NEW",
            value=str(before),
            limit=str(CURRENT),
        )
    for migration in MIGRATIONS[before:]:
        await _apply(store, migration)
        await store.write(lambda unit, number=migration.number: _record(unit, number))  # type: ignore[misc]
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


async def _record(unit: Unit, number: int) -> None:
    await unit.run("MERGE (z:Zhengtu {id: 'store'}) SET z.schema = $number", number=number)
