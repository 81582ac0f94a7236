"""What is late in each department, read in one statement a page, on both servers."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from builders import catalogue as build
from builders import owed
from builders.city import uscc

from graph.law.scope import EVERYTHING, Scope
from graph.store.engine import Store, Unit
from graph.store.view import View
from graph.subjects.duties import memory as duties_memory
from graph.subjects.organisation import memory as organisation_memory
from graph.subjects.waiting.supervised import supervised
from graph.words.duties import DutyKind

DAY, AT = date(2026, 3, 10), datetime(2026, 3, 2, 1, tzinfo=UTC)
ONE, TWO, GONE = sorted((uscc(41), uscc(42), uscc(43)))


@pytest.fixture(autouse=True)
async def _standing(store: Store) -> None:
    """A bureau in 长沙 is late with two duties of four; one in 郴州 with none; a third has ended."""
    duties = [
        owed.owed(ONE, f"30700134020{number}/00000{number}", AT, id=f"D-{number}", due_on=due, period=None)
        for number, due in enumerate((date(2026, 3, 6), date(2026, 3, 9), date(2026, 3, 10), None), 1)
    ]

    async def work(unit: Unit) -> None:
        found = [build.department(ONE, "甲局"), build.department(TWO, "乙局")]
        found.append(build.department(GONE, "丙局", valid_until=date(2026, 1, 1)))
        await organisation_memory.write_departments(unit, found)
        bound = [("CS", ONE, date(2020, 1, 1), None), *(("CZ", each, date(2020, 1, 1), None) for each in (TWO, GONE))]
        await organisation_memory.write_bindings(unit, bound)
        await duties_memory.open_duties(unit, duties)

    await store.write(work)


async def test_overdue_is_what_waits_after_its_last_day_and_never_what_has_no_number(store: Store) -> None:
    view = View(store, Scope(entries=frozenset({ONE, TWO, GONE})), DAY)
    page = await supervised(view, 50, None, "")
    assert [each.department for each in page.departments] == [ONE, TWO, GONE]
    counted = [[(each.kind, each.overdue) for each in one.overdue] for one in page.departments]
    assert counted == [[("OwedDuty", 2)], [], []]


async def test_a_report_is_missing_of_who_owes_it_while_he_exists(store: Store) -> None:
    view = View(store, Scope(entries=frozenset({ONE, TWO, GONE})), DAY)
    missing = {each.department: each.missing for each in (await supervised(view, 50, None, "")).departments}
    assert [(each.kind, each.period, each.due_on, each.rules) for each in missing[TWO]] == [
        (DutyKind.YEARLY_REPORT, date(2025, 1, 1), date(2026, 1, 5), ("CZ-17",)),
    ]
    assert [(each.kind, each.period) for each in missing[ONE]] == [(DutyKind.CATALOGUE_REVIEW, date(2025, 10, 1))]
    assert missing[GONE] == ()


async def test_a_page_begins_behind_the_last_and_nobody_sees_more_than_his_scope(store: Store) -> None:
    view = View(store, Scope(entries=frozenset({ONE, TWO})), DAY)
    first = await supervised(view, 1, None, "")
    assert ([each.department for each in first.departments], first.more) == ([ONE], True)
    rest = await supervised(view, 1, ONE, "")
    assert ([each.department for each in rest.departments], rest.more) == ([TWO], False)
    for nobody in (View(store, Scope(), DAY), View(store, EVERYTHING, DAY)):
        assert (await supervised(nobody, 10, None, "")).departments == ()
