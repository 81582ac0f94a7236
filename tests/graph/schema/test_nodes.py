"""The declared kinds: their columns, what the migrations make of them, and what is kept of people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

import pytest

from graph.errors import Text
from graph.law.scope import Scope
from graph.schema.columns import Column, Type
from graph.schema.migrations import BESIDES, MIGRATIONS, Migration, besides
from graph.schema.nodes import ALL, INNER
from graph.schema.shapes import Shape

KINDS = (*ALL, *INNER)


def disagreements(kinds: tuple[Shape, ...], migrations: tuple[Migration, ...]) -> Iterator[str]:
    """What the migrations make, and no column declares, or make twice."""
    for flag in ("unique", "indexed"):
        declared = {(kind.label, column.name) for kind in kinds for column in kind.columns if getattr(column, flag)}
        gone = {pair for migration in migrations for pair in migration.unindexed} if flag == "indexed" else set()
        made = [pair for migration in migrations for pair in getattr(migration, flag) if pair not in gone]
        yield from (
            f"{label}.{name} is made {flag}, and not declared so" for label, name in sorted(set(made) - declared)
        )
        yield from (f"{label}.{name} is made {flag} twice" for label, name in made if made.count((label, name)) > 1)


def test_what_the_migrations_make_is_what_columns_declare() -> None:
    assert list(disagreements(KINDS, MIGRATIONS)) == []
    silent = tuple(each for each in KINDS if each.label != "Once")
    assert list(disagreements(silent, MIGRATIONS)) == ["Once.id is made unique, and not declared so"]


def test_what_columns_declare_and_no_migration_makes_is_made_besides() -> None:
    assert {label for label, _ in (*BESIDES.unique, *BESIDES.indexed)} == {
        "Attempts", "Attestation", "BasisChange", "CollectedFile", "DataElement", "DataUse", "Delivery", "EntryCase",
        "ForgeryCase", "ForgerySighting", "Grant", "Item", "LegalBasis", "LicenseBatch", "LicenseDraft", "LicenseGrant",
        "MutedKinds", "Notice", "Objection", "OwedDuty", "Post", "SealPapers", "Series", "SharingRequest",
    }  # fmt: skip
    fresh = Shape("Fresh", Text("新", "fresh"), (Column("id", unique=True), Column("on", indexed=True)), "true")
    made = besides((*KINDS, fresh), MIGRATIONS)
    assert (made.unique, made.indexed) == ((*BESIDES.unique, ("Fresh", "id")), (*BESIDES.indexed, ("Fresh", "on")))
    assert (made.dropped, made.statements) == ((), ())
    assert ("License", "identifier") in besides(KINDS, MIGRATIONS[1:]).unique


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


def test_what_a_list_is_sorted_by_is_written_with_the_date_that_it_says() -> None:
    day = Column("publishedOn", Type.DATE, key="publishedKey")
    text = "replace(coalesce(toString(date(row.publishedOn)), ''), 'Z', '')"
    assert day.assigned("c", "row") == f"c.publishedOn = date(row.publishedOn), c.publishedKey = {text}"


def test_what_a_name_is_sorted_by_is_written_from_the_row() -> None:
    assert Column("name", key="nameKey").assigned("c", "row") == "c.name = row.name, c.nameKey = row.nameKey"


def test_what_a_list_is_sorted_by_is_a_hidden_column_with_an_index() -> None:
    sorted_by = [(kind, column) for kind in KINDS for column in kind.columns if column.key]
    for kind, column in sorted_by:
        kept = kind.named(column.key)
        assert (kept.of, kept.hidden, kept.indexed) == (Type.TEXT, True, True)
        assert column.temporal or (column.name, column.key) == ("name", "nameKey")
    assert len(sorted_by) == len({(kind.label, column.key) for kind, column in sorted_by})


def test_what_tells_of_a_person_is_in_no_kind_that_everybody_sees() -> None:
    shown = {kind.label for kind in ALL for column in kind.columns if column.private and not column.hidden}
    assert shown == {
        "Post", "EntryCase", "License", "LicenseDraft", "Holder", "Objection", "ForgeryCase", "SharingRequest", "Grant",
        "OwedDuty",
    }  # fmt: skip
    assert not {kind.label for kind in ALL if kind.label in shown and kind.visible == "true"}


def test_who_sees_what_is_not_published_is_declared_by_columns_that_are_there_and_a_part_of_a_scope() -> None:
    declared = [(kind, kind.published) for kind in ALL if kind.published is not None]
    assert {kind.label for kind, _ in declared} == {"Resource"}
    for kind, published in declared:
        assert kind.visible == published.predicate
        assert kind.named(published.owner).refers == "Department"
        state = kind.named(published.column).of
        assert isinstance(state, type)
        assert published.value in state.__members__
        assert published.scope in {each.name for each in fields(Scope)}
