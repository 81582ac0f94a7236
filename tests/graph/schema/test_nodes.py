"""The declared kinds: their columns, what the migrations make of them, and what is kept of people."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.schema.columns import Column, Type
from graph.schema.migrations import MIGRATIONS, Migration
from graph.schema.nodes import ALL, INNER, Shape

KINDS = (*ALL, *INNER)


def disagreements(kinds: tuple[Shape, ...], migrations: tuple[Migration, ...]) -> Iterator[str]:
    """Where the constraints and indexes of the migrations are not those that the columns declare."""
    for flag in ("unique", "indexed"):
        declared = {(kind.label, column.name) for kind in kinds for column in kind.columns if getattr(column, flag)}
        made = [pair for migration in migrations for pair in getattr(migration, flag)]
        yield from (
            f"{label}.{name} is declared {flag}, and no migration makes it so"
            for label, name in sorted(declared - set(made))
        )
        yield from (
            f"{label}.{name} is made {flag}, and not declared so" for label, name in sorted(set(made) - declared)
        )
        yield from (f"{label}.{name} is made {flag} twice" for label, name in made if made.count((label, name)) > 1)
    searched = {(index.label, index.property) for migration in migrations for index in migration.full_text}
    known = {(kind.label, column.name) for kind in kinds for column in kind.columns}
    yield from (f"{label}.{name} is searched, and not declared" for label, name in sorted(searched - known))


def test_the_indexes_of_the_migrations_are_those_that_the_columns_declare() -> None:
    assert list(disagreements(KINDS, MIGRATIONS)) == []


def test_an_index_that_no_migration_makes_is_found() -> None:
    silent = tuple(each for each in KINDS if each.label != "Once")
    assert list(disagreements(silent, MIGRATIONS)) == ["Once.id is made unique, and not declared so"]
    assert "License.identifier is declared unique, and no migration makes it so" in list(
        disagreements(KINDS, MIGRATIONS[1:])
    )


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.label)
def test_a_kind_is_declared_with_words_and_each_column_once(kind: Shape) -> None:
    names = [column.name for column in kind.columns]
    assert len(names) == len(set(names))
    assert kind.words.zh
    assert kind.words.en
    assert names[0] == "id"
    assert not kind.permits or kind.period is not None


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.period], ids=lambda kind: kind.label)
def test_the_columns_of_a_period_are_dates(kind: Shape) -> None:
    assert kind.period is not None
    assert [kind.named(name).of for name in kind.period.properties] == [Type.DATE] * len(kind.period.properties)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.label)
def test_what_a_column_refers_to_is_a_kind(kind: Shape) -> None:
    labels = {each.label for each in KINDS}
    assert {column.refers for column in kind.columns if column.refers} <= labels


def test_every_cipher_is_personal() -> None:
    ciphers = {(kind.label, column.name) for kind in KINDS for column in kind.columns if column.name.endswith("Cipher")}
    assert ciphers == {(kind.label, each.name) for kind in KINDS for each in kind.columns if each.of is Type.CIPHER}
    assert all(column.private for kind in KINDS for column in kind.columns if column.of is Type.CIPHER)


def test_dates_leave_as_text_and_are_written_as_dates() -> None:
    day, number = Column("publishedOn", Type.DATE), Column("version", Type.INTEGER)
    assert (day.read("c"), number.read("c")) == ("toString(c.publishedOn)", "c.version")
    assert day.assigned("c", "row.plain") == "c.publishedOn = date(row.plain.publishedOn)"
    assert number.assigned("c", "row") == "c.version = row.version"
