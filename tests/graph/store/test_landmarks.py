"""Windows: a page of a long list is looked for between landmarks, and is the same page whatever they are."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Sequence
from datetime import date

import pytest
from builders.stores import watched

from graph.law.scope import EVERYTHING
from graph.store.engine import Store
from graph.store.landmarks import WIDTHS, Known, Landmarks, windows
from graph.store.ordering import STEP
from graph.store.pages import Asked, Wanted
from graph.store.view import View
from graph.subjects.organisation.memory import DEPARTMENTS

TODAY = date(2026, 3, 2)
MARKS = [f"{number:02}" for number in range(10, 50)]
MANY = 2_500


@pytest.mark.parametrize(
    ("at", "falling", "ends"),
    [
        (None, False, ["11", "25"]),
        ("", False, ["11", "25"]),
        ("10", False, ["12", "26"]),
        ("105", False, ["12", "26"]),
        ("40", False, ["42", None]),
        ("48", False, [None]),
        ("99", False, [None]),
        (None, True, ["48", "34"]),
        ("99", True, ["48", "34"]),
        ("49", True, ["47", "33"]),
        ("20", True, ["18", None]),
        ("11", True, [None]),
        ("", True, [None]),
    ],
)
def test_a_window_ends_some_landmarks_further_on(at: str | None, falling: bool, ends: list[str | None]) -> None:
    assert list(windows(MARKS, at, falling=falling)) == ends


@pytest.mark.parametrize("falling", [False, True])
def test_without_landmarks_the_list_is_one_window(falling: bool) -> None:
    assert list(windows([], "a", falling=falling)) == [None]


class Measured:
    """A list whose size can change."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.measured = 0

    async def count(self) -> int:
        return self.size

    async def measure(self) -> Sequence[str]:
        self.measured += 1
        return [str(self.size)]


async def test_a_list_is_measured_again_when_it_has_grown_or_shrunk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.store.landmarks.FRESH_SECONDS", 0.0)
    known, here = Known(), Measured(STEP)
    for size, marks in ((STEP, ()), (1_000, ("1000",)), (1_300, ("1000",)), (1_400, ("1400",)), (10, ("10",))):
        here.size = size
        await known.renew(here.count, here.measure)
        assert known.marks == marks
    assert here.measured == 3


async def test_the_size_of_a_list_is_not_asked_with_every_page() -> None:
    known, here = Known(), Measured(1_000)
    await known.renew(here.count, here.measure)
    here.size = 5_000
    await known.renew(here.count, here.measure)
    assert known.marks == ("1000",)


@pytest.fixture(scope="module")
async def long_list(kept_store: Store) -> AsyncIterator[Store]:
    """Departments, of whom each name is shared by seven and one is of a rare kind."""
    rows = [[f"D{n:04}", f"局{n // 7:04}", "UNIT" if n == MANY // 2 else "DEPARTMENT"] for n in range(MANY)]
    random.Random(7).shuffle(rows)
    text = "UNWIND $rows AS row CREATE (d:Department {id: row[0], nameKey: row[1], kind: row[2]})"
    await kept_store.write(lambda unit: unit.run(text, rows=rows))
    yield kept_store
    kept_store.landmarks = Landmarks()


@pytest.fixture
def view_of_long_list(long_list: Store) -> View:
    """The long list as the system sees it."""
    return View(long_list, EVERYTHING, TODAY)


@pytest.mark.parametrize("backward", [False, True])
@pytest.mark.parametrize("order", ["CODE", "NAME"])
async def test_a_long_list_is_walked_without_loss_or_repetition(
    view_of_long_list: View, order: str, backward: bool
) -> None:
    seen: list[str] = []
    beside = None
    while True:
        page = await DEPARTMENTS.page(view_of_long_list, Asked(), Wanted(order, 100, beside, backward))
        found = [(key, row[0]) for key, row in page.rows]
        seen = [identity for _, identity in found] + seen if backward else seen + [identity for _, identity in found]
        if not page.more:
            break
        beside = found[0] if backward else found[-1]
    assert seen == [f"D{n:04}" for n in range(MANY)]


async def test_a_page_of_a_long_list_is_one_statement_once_its_landmarks_are_known(
    long_list: Store, view_of_long_list: View
) -> None:
    await DEPARTMENTS.page(view_of_long_list, Asked(), Wanted("NAME", 20))
    asked = watched(long_list)
    view = View(asked, view_of_long_list.scope, view_of_long_list.today)
    for wanted in (Wanted("NAME", 20), Wanted("NAME", 20, ("局0100", "D0705")), Wanted("NAME", 20, backward=True)):
        asked.reads = 0
        await DEPARTMENTS.page(view, Asked(), wanted)
        assert asked.reads == 1


async def test_what_is_rare_is_found_in_few_statements(long_list: Store, view_of_long_list: View) -> None:
    await DEPARTMENTS.page(view_of_long_list, Asked(), Wanted("NAME", 20))
    asked = watched(long_list)
    view = View(asked, view_of_long_list.scope, view_of_long_list.today)
    page = await DEPARTMENTS.page(view, Asked(({"kind": ["UNIT"]},)), Wanted("NAME", 20))
    assert ([row[0] for _, row in page.rows], page.more) == ([f"D{MANY // 2:04}"], False)
    assert asked.reads <= len(WIDTHS) + 1


async def test_landmarks_of_another_list_cost_nothing_but_time(long_list: Store, view_of_long_list: View) -> None:
    expected = await DEPARTMENTS.page(view_of_long_list, Asked(), Wanted("CODE", 30, ("D1000", "D1000")))
    known = long_list.landmarks.of(("Department", "c.id"))
    for marks in ([], ["A"], ["D1001", "D1002", "D1003"], ["Z", "ZZ"], [f"D{n:04}" for n in range(0, MANY, 3)]):
        known.marks = marks
        assert await DEPARTMENTS.page(view_of_long_list, Asked(), Wanted("CODE", 30, ("D1000", "D1000"))) == expected


async def test_a_key_that_is_no_text_finds_nothing_and_breaks_nothing(view_of_long_list: View) -> None:
    page = await DEPARTMENTS.page(view_of_long_list, Asked(), Wanted("NAME", 30, (7, "D1000")))
    assert len(page.rows) <= 30
