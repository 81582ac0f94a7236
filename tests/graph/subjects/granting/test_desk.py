"""Granting the use of licences: whom and what a grant names is there, its fields are the type's, its days in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, LiteralString

import pytest
from builders import catalogue as build
from builders import office
from builders.city import HEALTH, City

from graph.errors import Conflict, Forbidden
from graph.office.review import SeveralReasons
from graph.subjects.granting.desk import grant_judged, judge
from graph.subjects.licensing.defining import write_types
from graph.subjects.sources.desk import Sources, add_sources
from graph.words.license_grants import LicenseGrant


@pytest.fixture
async def typed(city: City) -> City:
    await city.store.write(lambda unit: write_types(unit, [office.kind(office.MARRIAGE, "结婚登记证明")]))
    return city


async def granted(city: City, *grants: LicenseGrant) -> None:
    await grant_judged(city.store, await judge(city.store, grants), city.admin)


async def test_a_grant_is_kept_with_all_that_it_says_and_the_journal_says_who_entered_it(typed: City) -> None:
    grant = build.license_grant(license_type=office.MARRIAGE, valid_until=date(2026, 1, 1))
    await granted(typed, grant)
    assert (await judge(typed.store, [grant])).setting.registered == {"G-1": grant}
    told = "MATCH (j:Journal {about: 'license_grants'}) RETURN [j.subject, j.detail]"
    assert await typed.store.read(told) == ["admin", "1"]


async def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_kept(typed: City) -> None:
    known = {"license_type": office.MARRIAGE}
    with pytest.raises(SeveralReasons) as refused:
        await granted(
            typed,
            build.license_grant("G-1", **known),
            build.license_grant("G-1", **known),
            build.license_grant("G-2", **known, valid_until=date(2025, 12, 31)),
            build.license_grant("G-3", **known, face_fields=("KZ_XM", "KZ_ZP")),
            build.license_grant("G-4", "USE-9", license_type=office.SHOP),
        )
    assert [(each.code, each.path, each.value) for each in refused.value.reasons] == [
        ("CODE_TWICE", ("license_grants", "2", "id"), "G-1"),
        ("PERIOD", ("license_grants", "3", "valid_until"), "2025-12-31"),
        ("UNKNOWN_FIELD", ("license_grants", "4", "face_fields"), "KZ_ZP"),
        ("UNKNOWN_CODE", ("license_grants", "5", "consumer"), "USE-9"),
        ("UNKNOWN_CODE", ("license_grants", "5", "license_type"), office.SHOP),
    ]
    assert await typed.store.read("MATCH (g:LicenseGrant) RETURN count(g)") == 0


async def test_the_last_day_of_a_grant_may_be_its_first(typed: City) -> None:
    assert (
        await judge(
            typed.store,
            [build.license_grant(license_type=office.MARRIAGE, valid_until=date(2026, 1, 1))],
        )
    ).review.clean


async def test_the_number_of_a_grant_stays_with_its_consumer_and_type(typed: City) -> None:
    await typed.store.write(lambda unit: write_types(unit, [office.kind(office.SHOP, "备案回执")]))
    await granted(typed, build.license_grant(license_type=office.MARRIAGE))
    await granted(typed, build.license_grant(license_type=office.MARRIAGE, daily_quota=300))
    with pytest.raises(Conflict) as refused:
        await granted(typed, build.license_grant(license_type=office.SHOP))
    assert (refused.value.code, refused.value.path) == ("GRANT_OF_ANOTHER", ("license_grants", "1", "id"))


async def test_only_an_administrator_grants(typed: City) -> None:
    judged = await judge(typed.store, [build.license_grant(license_type=office.MARRIAGE)])
    with pytest.raises(Forbidden):
        await grant_judged(typed.store, judged, await typed.actor("cataloguer"))


async def test_fields_are_named_by_their_keys_or_as_they_are_printed(typed: City) -> None:
    grant = build.license_grant(license_type=office.MARRIAGE, face_fields=("登记日期", "KZ_XM", "KZ_DJRQ"))
    await granted(typed, grant)
    kept = (await judge(typed.store, [grant])).setting.registered["G-1"]
    assert kept.face_fields == ("KZ_DJRQ", "KZ_XM")
    unknown = build.license_grant("G-2", license_type=office.MARRIAGE, face_fields=("住址",))
    (fault,) = (await judge(typed.store, [unknown])).review.faults
    assert "姓名（KZ_XM）" in fault.message.zh


ENDED: LiteralString = "MATCH (d:Department {id: $id}) SET d.validUntil = date('2026-06-01')"
RUN: LiteralString = (
    "MATCH (c:Consumer {id: 'USE-1'})-[p:PART_OF]->(d:Department) MATCH (s:System {id: 'SYS-1'}) DELETE p "
    "MERGE (c)-[:IS]->(s) WITH s, d MATCH (s)-[r:RUN_BY]->(:Department) DELETE r MERGE (s)-[:RUN_BY]->(d)"
)


@pytest.mark.parametrize("system", [False, True])
async def test_a_grant_lies_within_the_days_of_the_department_of_its_consumer(typed: City, system: bool) -> None:
    await typed.store.write(lambda unit: unit.run(ENDED, id=HEALTH))
    if system:
        await typed.store.write(lambda unit: unit.run(RUN))
    known: dict[str, Any] = {"license_type": office.MARRIAGE}
    within, until, since = (
        build.license_grant("G-1", **known, valid_until=date(2026, 5, 31)),
        build.license_grant("G-2", **known, valid_until=date(2026, 6, 1)),
        build.license_grant("G-3", **known, valid_from=date(2026, 6, 1)),
    )
    found = (await judge(typed.store, [within, until, since])).review.faults
    assert [(str(each.code), each.path, each.value) for each in found] == [
        ("OUTSIDE_LIFE", ("license_grants", "2", "valid_until"), "2026-06-01"),
        ("OUTSIDE_LIFE", ("license_grants", "3", "valid_from"), "2026-06-01"),
    ]
    await granted(typed, build.license_grant("G-4", **known))


async def test_a_grant_lies_within_the_days_of_its_consumer(typed: City) -> None:
    ends = build.consumer(valid_from=date(2026, 1, 1), valid_until=date(2026, 6, 1))
    await add_sources(typed.store, Sources(consumers=(ends,)), typed.admin)
    known: dict[str, Any] = {"license_type": office.MARRIAGE}
    within, until, since = (
        build.license_grant("G-1", **known, valid_until=date(2026, 5, 31)),
        build.license_grant("G-2", **known, valid_until=date(2026, 6, 1)),
        build.license_grant("G-3", **known, valid_from=date(2025, 12, 31)),
    )
    found = (await judge(typed.store, [within, until, since])).review.faults
    assert [(str(each.code), each.path, each.value) for each in found] == [
        ("OUTSIDE_LIFE", ("license_grants", "2", "valid_until"), "2026-06-01"),
        ("OUTSIDE_LIFE", ("license_grants", "3", "valid_from"), "2025-12-31"),
    ]
    assert "使用方 USE-1 的存续期" in found[0].message.zh


async def test_what_began_before_its_consumer_moved_is_entered_again_as_it_was(typed: City) -> None:
    grant = build.license_grant(license_type=office.MARRIAGE, valid_from=date(2025, 1, 1))
    await granted(typed, grant)
    begun = "MATCH (d:Department {id: $id}) SET d.validFrom = date('2026-01-01')"
    await typed.store.write(lambda unit: unit.run(begun, id=HEALTH))
    await granted(typed, grant)
    await granted(typed, replace(grant, daily_quota=300))
    (fault,) = (await judge(typed.store, [replace(grant, valid_from=date(2025, 2, 1))])).review.faults
    assert (fault.code, fault.path[-1]) == ("OUTSIDE_LIFE", "valid_from")
