"""A consumer that ends, moves, or whose system is run by another department leaves no grant of licences behind."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from builders import catalogue as build
from builders import office
from builders.city import CIVIL, HEALTH, OLD, TODAY, City

from graph.store.engine import Unit
from graph.subjects.granting.memory import write_license_grants
from graph.subjects.licensing.defining import write_types
from graph.subjects.sources.desk import Sources, add_sources, judge
from graph.words.sources import Consumer, ConsumerKind

PAST, LATER = TODAY - timedelta(days=30), TODAY + timedelta(days=30)
PROGRAM: dict[str, Any] = {"kind": ConsumerKind.SYSTEM, "department": None, "system": "SYS-1"}


@pytest.fixture
async def given(city: City) -> City:
    """A consumer with a grant that has ended, one that ends, and one that is left open; and a system with one."""

    async def work(unit: Unit) -> None:
        await write_types(unit, [office.kind(office.MARRIAGE, "结婚登记证明")])
        known: dict[str, Any] = {"license_type": office.MARRIAGE, "valid_from": date(2025, 1, 1)}
        ended, ends, left_open, of_system = (
            build.license_grant("G-1", **known, valid_until=PAST),
            build.license_grant("G-2", **known, valid_until=LATER),
            build.license_grant("G-3", **known),
            build.license_grant("G-4", "USE-2", **known, valid_until=LATER),
        )
        await write_license_grants(unit, [ended, ends, left_open, of_system])
        await unit.run("MATCH (d:Department {id: $id}) SET d.validUntil = date($on)", id=CIVIL, on=LATER.isoformat())

    batch = Sources(systems=(build.system("SYS-1", operator=HEALTH),), consumers=(build.consumer("USE-2", **PROGRAM),))
    await add_sources(city.store, batch, city.admin)
    await city.store.write(work)
    return city


async def faults(city: City, **changes: Any) -> list[tuple[str, ...]]:
    return await told(city, Sources(consumers=(build.consumer("USE-1", **changes),)))


async def told(city: City, batch: Sources) -> list[tuple[str, ...]]:
    found = (await judge(city.store, batch, TODAY)).review.faults
    return [(str(each.code), ".".join(each.path), each.limit or "") for each in found]


async def test_what_ends_leaves_nothing_that_has_a_later_day_of_its_own(given: City) -> None:
    assert await faults(given, valid_until=LATER) == [("OUTSIDE_LIFE", "consumers.1.valid_until", "G-2")]
    assert await faults(given, valid_until=LATER + timedelta(days=1)) == [], "its last day still counts"
    assert await faults(given, valid_from=date(2025, 1, 2)) == [
        ("OUTSIDE_LIFE", "consumers.1.valid_from", "G-1, G-2, G-3")
    ]
    assert await faults(given, valid_from=date(2025, 1, 1)) == []
    assert await faults(given, valid_from=TODAY, valid_until=PAST) != []


async def test_what_moves_takes_along_what_its_new_department_outlives(given: City) -> None:
    """From the day on which it moves: what had ended by then was another department's."""
    assert await faults(given, department=CIVIL) == [("OUTSIDE_LIFE", "consumers.1.department", "G-2")]
    longer = "MATCH (d:Department {id: $id}) SET d.validFrom = date($since), d.validUntil = null"
    await given.store.write(lambda unit: unit.run(longer, id=CIVIL, since=TODAY.isoformat()))
    assert await faults(given, department=CIVIL) == []
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    await given.store.write(lambda unit: unit.run(longer, id=CIVIL, since=tomorrow))
    assert await faults(given, department=CIVIL) == [("OUTSIDE_LIFE", "consumers.1.department", "G-2, G-3")]
    assert await faults(given, department=OLD) != [], "it is gone"
    assert await faults(given) == [], "who stays where it is, is not asked"


async def test_a_system_takes_along_the_grants_of_the_consumer_that_it_is(given: City) -> None:
    moved = build.system("SYS-1", operator=CIVIL)
    assert await told(given, Sources(systems=(moved,))) == [("OUTSIDE_LIFE", "systems.1.operator", "G-4")]
    assert await told(given, Sources(systems=(build.system("SYS-1", operator=HEALTH),))) == []
    into: dict[str, Any] = {"kind": ConsumerKind.SYSTEM, "department": None, "system": "SYS-1"}
    both = Sources(systems=(moved,), consumers=(build.consumer("USE-1", **into),))
    assert [each[1:] for each in await told(given, both)] == [
        ("consumers.1.system", "G-2"), ("systems.1.operator", "G-4"),
    ]  # fmt: skip


async def test_its_days_come_back_as_they_were_written(given: City) -> None:
    days = build.consumer("USE-3", department=HEALTH, valid_from=date(2025, 1, 1), valid_until=LATER)
    await add_sources(given.store, Sources(consumers=(days,)), given.admin)
    found = await judge(given.store, Sources(consumers=(days,)), TODAY)
    assert found.setting.consumers == {"USE-3": days}
    wrong = Consumer("USE-4", ConsumerKind.DEPARTMENT, "USE-4", "", HEALTH, None, False, LATER, PAST)
    assert await told(given, Sources(consumers=(wrong,))) == [("PERIOD", "consumers.1.valid_until", "")]
