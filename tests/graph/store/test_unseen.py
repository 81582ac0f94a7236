"""Who can see none of a kind is answered without a statement: lists, counts, facets, look-ups, edges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, fields, replace
from datetime import date
from typing import Any

import pytest
from builders.statements import modules
from builders.stores import watched

from graph.law.scope import EVERYTHING, NOTHING, Scope
from graph.schema.nodes import ALL, GUARDED, HOLDER, LICENSE
from graph.schema.shapes import Shape, asked_of_scope
from graph.store.edges import Batch, by_column, by_id
from graph.store.engine import Store
from graph.store.listing import Listing
from graph.store.pages import Asked, Wanted
from graph.store.view import View
from graph.subjects.licensing.memory import LICENSES, holders_of
from graph.subjects.lineage.browsing import place, relations
from graph.subjects.objections.memory import case

TODAY = date(2026, 3, 2)
UNSEEN = [shape for shape in GUARDED if shape.shown_by]
"""Kinds of which somebody can see none at all."""
_SOMETHING: dict[str, Any] = {
    name: "somebody" if isinstance(nothing, str) else frozenset({"D"}) for name, nothing in asdict(NOTHING).items()
}
FULL = Scope(**_SOMETHING)
"""A scope that has something of everything."""
each_kind = pytest.mark.parametrize("shape", UNSEEN, ids=lambda shape: shape.label)


def without(shape: Shape) -> Scope:
    """A scope that has something of everything but of what shows a kind."""
    return replace(FULL, **{name: getattr(NOTHING, name) for name in shape.shown_by})


def askers(shape: Shape) -> Iterator[Scope]:
    """Two who see none of a kind: the public, and somebody who sees everything else."""
    yield NOTHING
    yield without(shape)


def lists() -> list[Listing]:
    return [each for _, module in modules().values() for each in vars(module).values() if isinstance(each, Listing)]


def edges() -> list[Batch]:
    return [each for _, module in modules().values() for each in vars(module).values() if isinstance(each, Batch)]


def test_of_these_kinds_everybody_sees_some_and_of_every_other_guarded_kind_nobody_does_by_himself() -> None:
    assert {shape.label for shape in GUARDED if shape.some_public} == {"Resource", "Item", "EntryVersion", "Post"}
    assert {shape.label for shape in UNSEEN} == {
        "EntryCase", "SharingRequest", "Grant", "LicenseGrant", "License", "LicenseDraft", "Holder", "Objection",
        "ForgeryCase", "Notice", "OwedDuty",
    }  # fmt: skip


def test_what_shows_a_kind_is_read_from_its_predicate_and_is_in_the_scope() -> None:
    assert {shape.label: shape.shown_by for shape in ALL if not shape.some_public} == {
        shape.label: asked_of_scope(shape.visible) for shape in ALL if not shape.some_public
    }
    assert LICENSE.shown_by == {"licenses", "issuers", "holder"}
    known = {each.name for each in fields(Scope)}
    assert {name for shape in ALL for name in shape.shown_by} <= known


@each_kind
async def test_lists_counts_and_facets_are_empty_at_once(store: Store, shape: Shape) -> None:
    asked = watched(store)
    for scope in askers(shape):
        view = View(asked, scope, TODAY)
        for listing in {each for each in lists() if each.shape is shape}:
            for order in listing.orders:
                assert (await listing.page(view, Asked(), Wanted(order, 5))).rows == []
                assert not (await listing.page(view, Asked(({},)), Wanted(order, 5))).more
                for via in listing.parents:
                    assert [page.rows for page in await listing.pages(view, via, ["a"], Asked(), Wanted(order, 5))] == [
                        []
                    ]
                    assert await listing.counts(view, via, ["a", "b"], Asked()) == [0, 0]
            assert await listing.count(view, Asked()) == 0
            assert set(map(len, (await listing.facet_counts(view, Asked())).values())) <= {0}
    assert asked.reads == 0


@each_kind
async def test_look_ups_and_edges_are_empty_at_once(store: Store, shape: Shape) -> None:
    asked = watched(store)
    found = {each for each in edges() if each.child is shape and "$scope" in each.text}
    for scope in askers(shape):
        view = View(asked, scope, TODAY)
        for batch in {by_id(shape), *(by_column(shape, each.name) for each in shape.columns if each.unique), *found}:
            assert await batch(view, ["a", "b"]) == [[] if batch.many else None] * 2
        assert await relations(view, shape.label, "a", [], 5) is None
        assert await place(view, shape.label, "b") is None
    assert asked.reads == 0


@each_kind
@pytest.mark.parametrize("name", [each.name for each in fields(Scope)])
async def test_whoever_has_something_of_what_shows_it_is_answered_by_the_store(
    store: Store, shape: Shape, name: str
) -> None:
    asked = watched(store)
    scope = replace(NOTHING, **{name: getattr(FULL, name)})
    await by_id(shape)(View(asked, scope, TODAY), ["a"])
    assert asked.reads == (name in shape.shown_by)


async def test_the_systems_own_work_is_answered_by_the_store(store: Store) -> None:
    asked = watched(store)
    for shape in UNSEEN:
        await by_id(shape)(View(asked, EVERYTHING, TODAY), ["a"])
    assert asked.reads == len(UNSEEN)


async def test_who_sees_licences_and_no_holders_is_shown_none_of_either_by_the_other(store: Store) -> None:
    """A supervisor sees licences without who holds them."""
    asked = watched(store)
    view = View(asked, replace(NOTHING, licenses=frozenset({"D"})), TODAY)
    assert await LICENSES.counts(view, "holder", ["a"], Asked()) == [0]
    assert await holders_of(view, ["a"]) == [[]]
    assert view.sees_none(HOLDER)
    assert asked.reads == 0
    assert await LICENSES.counts(view, "type", ["a"], Asked()) == [0]
    assert asked.reads == 1


async def test_an_objection_that_nobody_would_see_is_not_looked_for(store: Store) -> None:
    asked = watched(store)
    assert await case(View(asked, NOTHING, TODAY), "a") is None
    assert asked.reads == 0
