"""Pages by keyset: no row twice, none lost, in every order, under ties and while rows come and go."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from builders import catalogue as build
from builders.statements import modules

from graph.schema.columns import Column
from graph.schema.nodes import ALL
from graph.schema.shapes import Shape, asked_of_scope
from graph.store.engine import Store
from graph.store.listing import Listing
from graph.store.pages import Asked, Wanted
from graph.store.view import View
from graph.subjects.entries.memory import RESOURCES
from graph.subjects.organisation.memory import DEPARTMENTS
from graph.words.organisation import DepartmentKind
from graph.words.pinyin import sorted_as


async def walked(
    view: View, listing: Listing, order: str, first: int, asked: Asked | None = None
) -> list[tuple[Any, str]]:
    """Every (key, id) that following the pages gives, forwards and backwards alike."""
    forwards = await _followed(view, listing, order, first, asked or Asked(), backward=False)
    assert await _followed(view, listing, order, first, asked or Asked(), backward=True) == forwards
    return forwards


async def _followed(
    view: View, listing: Listing, order: str, size: int, asked: Asked, *, backward: bool
) -> list[tuple[Any, str]]:
    beside, seen = None, list[tuple[Any, str]]()
    while True:
        page = await listing.page(view, asked, Wanted(order, size, beside, backward))
        found = [(key, row[0]) for key, row in page.rows]
        seen = found + seen if backward else seen + found
        if not page.more:
            return seen
        assert len(found) == size
        beside = seen[0] if backward else seen[-1]


async def add_departments(store: Store, names: Mapping[str, str]) -> None:
    await build.add_departments(store, *(build.department(code, name) for code, name in names.items()))


@pytest.mark.parametrize("order", ["CODE", "NAME"])
@pytest.mark.parametrize("first", [1, 3, 7, 8])
async def test_pages_give_every_row_once_in_order_under_ties(store: Store, view: View, order: str, first: int) -> None:
    await add_departments(store, {f"D{n}": ("民政局", "教育局")[n % 2] for n in range(7)})
    seen = await walked(view, DEPARTMENTS, order, first)
    assert len(seen) == 7
    assert seen == sorted(seen)


@pytest.mark.parametrize("order", ["PUBLISHED", "RECORDED"])
async def test_descending_orders_break_ties_by_id(store: Store, view: View, order: str) -> None:
    await build.add_departments(store)
    dates = [None, "2026-01-02", "2026-01-02", "2026-01-03", "2026-01-03"]
    drafts = [build.entry(f"E{n}", published_on=date.fromisoformat(on) if on else None) for n, on in enumerate(dates)]
    await build.add_entries(store, *drafts)
    whole = await walked(view, RESOURCES, order, 100)
    assert await walked(view, RESOURCES, order, 2) == whole
    keys = [key for key, _ in whole]
    assert keys == sorted(keys, reverse=True)
    assert [i for key, i in whole if key == keys[0]] == sorted(i for key, i in whole if key == keys[0])
    assert len(whole) == 5


def test_every_order_is_by_a_stored_property_with_an_index() -> None:
    found = {
        (listing.shape.label, name): bool(order.column) and _indexed(listing.shape.named(order.column))
        for _, module in modules().values()
        for listing in vars(module).values()
        if isinstance(listing, Listing)
        for name, order in listing.orders.items()
    }
    assert {key for key, indexed in found.items() if not indexed} == {
        ("Resource", "RELEVANCE"),  # how well a search was met
    }


def _indexed(column: Column) -> bool:
    return column.indexed or column.unique


async def test_pages_below_a_parent_are_walked_both_ways(store: Store, view: View) -> None:
    top, below = build.department("P1"), [build.department(f"C{n}", parent="P1") for n in range(5)]
    await build.add_departments(store, top, *below)
    (whole,) = await DEPARTMENTS.pages(view, "department", ["P1"], Asked(), Wanted("NAME", 9))
    (last,) = await DEPARTMENTS.pages(view, "department", ["P1"], Asked(), Wanted("NAME", 2, backward=True))
    assert (last.rows, last.more) == (whole.rows[-2:], True)
    key, row = last.rows[0]
    before = Wanted("NAME", 3, (key, row[0]), backward=True)
    (rest,) = await DEPARTMENTS.pages(view, "department", ["P1"], Asked(), before)
    assert (rest.rows, rest.more) == (whole.rows[:3], False)


async def test_rows_that_come_and_go_between_pages_neither_repeat_nor_hide_others(store: Store, view: View) -> None:
    await add_departments(store, {f"D{n}": "局" for n in (1, 3, 5, 7)})
    first = await DEPARTMENTS.page(view, Asked(), Wanted("NAME", 2))
    assert [row[0] for _, row in first.rows] == ["D1", "D3"]
    await add_departments(store, {"D0": "局", "D6": "局"})
    await store.write(lambda unit: unit.run("MATCH (d:Department {id: 'D3'}) DETACH DELETE d"))
    rest = await DEPARTMENTS.page(view, Asked(), Wanted("NAME", 10, (sorted_as("局"), "D3")))
    assert [row[0] for _, row in rest.rows] == ["D5", "D6", "D7"]
    assert not rest.more


async def test_an_empty_list_is_a_page_without_rows(view: View) -> None:
    page = await DEPARTMENTS.page(view, Asked(), Wanted("CODE", 10))
    assert (page.rows, page.more) == ([], False)
    assert await DEPARTMENTS.count(view, Asked()) == 0


async def test_the_last_full_page_says_that_nothing_follows(store: Store, view: View) -> None:
    await add_departments(store, {"D1": "甲", "D2": "乙"})
    page = await DEPARTMENTS.page(view, Asked(), Wanted("CODE", 2))
    assert (len(page.rows), page.more) == (2, False)


async def test_each_parent_has_its_own_page_in_one_statement(store: Store, view: View) -> None:
    top = [build.department(code) for code in ("P1", "P2", "P3")]
    below = [build.department(f"{p}-{n}", parent=p) for p, count in (("P1", 3), ("P2", 1)) for n in range(count)]
    await build.add_departments(store, *top, *below)
    pages = await DEPARTMENTS.pages(view, "department", ["P3", "P1", "gone", "P2"], Asked(), Wanted("CODE", 2))
    assert [[row[0] for _, row in page.rows] for page in pages] == [[], ["P1-0", "P1-1"], [], ["P2-0"]]
    assert [page.more for page in pages] == [False, True, False, False]
    following = await DEPARTMENTS.pages(view, "department", ["P1"], Asked(), Wanted("CODE", 2, ("P1-1", "P1-1")))
    assert [row[0] for _, row in following[0].rows] == ["P1-2"]
    assert await DEPARTMENTS.counts(view, "department", ["P3", "P1", "gone", "P2"], Asked()) == [0, 3, 0, 1]


async def test_alternatives_are_joined_by_or_and_conditions_by_and(store: Store, view: View) -> None:
    await build.add_departments(
        store,
        build.department("D1", "民政局"),
        build.department("D2", "民政局", kind=DepartmentKind.UNIT),
        build.department("D3", "教育局", kind=DepartmentKind.UNIT),
        build.department("D4", "水务局"),
    )
    asked = Asked(({"nameContains": ["民政"], "kind": ["UNIT"]}, {"nameContains": ["水务"]}))
    assert [i for _, i in await walked(view, DEPARTMENTS, "CODE", 10, asked)] == ["D2", "D4"]
    assert await DEPARTMENTS.count(view, asked) == 2


async def test_an_alternative_without_conditions_finds_everything(store: Store, view: View) -> None:
    await add_departments(store, {"D1": "甲", "D2": "乙"})
    assert await DEPARTMENTS.count(view, Asked(({},))) == 2


@pytest.mark.parametrize("shape", [shape for shape in ALL if shape.found_by], ids=lambda shape: shape.label)
def test_the_ways_from_a_scope_begin_with_everything_that_shows_the_kind(shape: Shape) -> None:
    assert {name for way, _ in shape.found_by for name in asked_of_scope(way)} == shape.shown_by
