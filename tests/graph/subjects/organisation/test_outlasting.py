"""Where the days of a department move, what was given in its name has days of its own, and lies within them still."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import catalogue as build
from builders import office
from builders.city import CITY, CIVIL, HEALTH, TODAY, City

from graph.errors import Malformed
from graph.office.review import SeveralReasons
from graph.store.engine import Unit
from graph.subjects.granting.memory import write_license_grants
from graph.subjects.licensing.defining import write_entitlements, write_types
from graph.subjects.organisation.desk import Organisation, establish, judge
from graph.subjects.people.desk import principal_of
from graph.words.licensing import Entitlement
from graph.words.organisation import Post, PostKind
from graph.words.people import Role

ENDS = date(2026, 1, 1)
HELD = Post("held-1", PostKind.REVIEWER, "held", "某", CIVIL, date(2020, 1, 1), date(2027, 1, 1))


@pytest.fixture
async def given(city: City) -> City:
    """A city in which civil affairs has a post and a right with days of their own, and a unit with a grant."""
    await establish(city.store, Organisation(posts=(HELD,)), city.personal, city.admin)

    async def work(unit: Unit) -> None:
        await write_types(unit, [office.kind(office.MARRIAGE, "结婚登记证明"), office.kind(office.SHOP, "备案回执")])
        await write_entitlements(
            unit,
            [
                Entitlement(office.MARRIAGE, CIVIL, date(2020, 1, 1), date(2026, 6, 1)),
                Entitlement(office.SHOP, CIVIL, date(2020, 1, 1)),
            ],
        )
        until = date(2026, 5, 31)
        await write_license_grants(unit, [build.license_grant(license_type=office.MARRIAGE, valid_until=until)])

    await city.store.write(work)
    return city


def of_days(code: str, since: date | None, until: date | None, *posts: Post) -> Organisation:
    moved = build.department(code, "民政局" if code == CIVIL else "卫生健康委员会", parent=CITY)
    return Organisation(departments=(replace(moved, valid_from=since, valid_until=until),), posts=posts)


async def faults(city: City, batch: Organisation) -> list[tuple[str, tuple[str, ...], str | None, str | None]]:
    found = (await judge(city.store, city.personal, batch, TODAY)).review.faults
    return [(str(each.code), each.path, each.value, each.limit) for each in found]


async def test_a_department_does_not_end_before_what_was_given_with_an_end_of_its_own(given: City) -> None:
    (found,) = await faults(given, of_days(CIVIL, None, ENDS))
    assert found == (
        "OUTSIDE_LIFE", ("departments", "1", "valid_until"), "2026-01-01", f"held-1, {office.MARRIAGE}",
    )  # fmt: skip
    with pytest.raises(Malformed, match="岗位 held-1（2020-01-01至2027-01-01）、颁发授权"):
        await establish(given.store, of_days(CIVIL, None, ENDS), given.personal, given.admin)
    assert await faults(given, of_days(CIVIL, None, date(2027, 1, 1))) == [], "what is left open ends with it"
    ended = replace(HELD, valid_until=ENDS)
    assert [each[3] for each in await faults(given, of_days(CIVIL, None, ENDS, ended))] == [office.MARRIAGE]
    (begun,) = await faults(given, of_days(CIVIL, date(2021, 1, 1), None))
    assert begun[:3] == ("OUTSIDE_LIFE", ("departments", "1", "valid_from"), "2021-01-01")
    assert begun[3] is not None
    assert begun[3].split(", ")[:2] == ["cataloguer-1", "held-1"]


async def test_a_grant_to_a_unit_of_the_department_counts_on_its_last_day(given: City) -> None:
    assert await faults(given, of_days(HEALTH, None, date(2026, 6, 1))) == []
    (found,) = await faults(given, of_days(HEALTH, None, date(2026, 5, 31)))
    assert (found[0], found[3]) == ("OUTSIDE_LIFE", "G-1")


async def test_what_was_outside_before_stands_in_nobody_s_way(given: City) -> None:
    outside = "MATCH (d:Department {id: $id}) SET d.validUntil = date('2025-01-01')"
    await given.store.write(lambda unit: unit.run(outside, id=CIVIL))
    assert await faults(given, of_days(CIVIL, None, ENDS)) == [], "these are nearer to what was given"


async def test_who_holds_an_open_post_holds_it_no_longer_than_its_department_exists(given: City) -> None:
    batch = of_days(CIVIL, None, TODAY, replace(HELD, valid_until=ENDS))
    with pytest.raises((Malformed, SeveralReasons)):
        await establish(given.store, batch, given.personal, given.admin)
    rights = [Entitlement(office.MARRIAGE, CIVIL, date(2020, 1, 1), ENDS)]
    await given.store.write(lambda unit: write_entitlements(unit, rights))
    await establish(given.store, batch, given.personal, given.admin)
    (post,) = (await principal_of(given.store, Role.STAFF, "cataloguer", TODAY)).posts
    assert (post.valid_from, post.valid_until) == (date(2020, 1, 1), TODAY)
    assert not post.held(TODAY)
    await given.store.write(
        lambda unit: unit.run("MATCH (d:Department {id: $id}) SET d.validFrom = date('2030-01-01')", id=CIVIL)
    )
    assert (await principal_of(given.store, Role.STAFF, "cataloguer", TODAY)).posts == ()
