"""Who somebody is here: posts come from the graph, and reach as far as the organisation says."""

from __future__ import annotations

from dataclasses import replace

from builders import catalogue as build
from builders.city import (
    CENTRE,
    CITY,
    CIVIL,
    COUNTY,
    COUNTY_BUREAU,
    HEALTH,
    MINISTRY,
    OLD,
    TODAY,
    City,
    organisation,
    uscc,
)

from graph.subjects.organisation.desk import Organisation, establish
from graph.subjects.people.desk import principal_of
from graph.words.organisation import PostKind
from graph.words.people import Role


async def test_a_city_officer_supervises_the_whole_city(city: City) -> None:
    (post,) = (await city.actor("platform")).principal.posts
    assert post.kind is PostKind.PLATFORM_OFFICER
    assert post.department == CENTRE
    assert post.supervises == {CITY, CENTRE, CIVIL, HEALTH, COUNTY, COUNTY_BUREAU, OLD}


async def test_a_county_officer_supervises_the_county_only(city: City) -> None:
    (post,) = (await city.actor("county")).principal.posts
    assert post.supervises == {COUNTY, COUNTY_BUREAU}


async def test_without_government_or_policy_above_nobody_is_supervised(city: City) -> None:
    (post,) = (await city.actor("ministry")).principal.posts
    assert post.department == MINISTRY
    assert post.supervises == frozenset()


async def test_an_officer_of_a_bound_bureau_does_not_reach_the_city_around_it(city: City) -> None:
    office = build.department(uscc(9), "局办公室", parent=COUNTY_BUREAU)
    bureau = next(one for one in organisation().departments if one.code == COUNTY_BUREAU)
    posts = tuple(replace(post, department=office.code) for post in organisation().posts if post.subject == "county")
    batch = Organisation(departments=(replace(bureau, policy="WH"), office), posts=posts)
    await establish(city.store, batch, city.personal, city.admin)
    (post,) = (await city.actor("county")).principal.posts
    assert post.supervises == {COUNTY_BUREAU, office.code}


async def test_an_ordinary_post_supervises_nobody(city: City) -> None:
    (post,) = (await city.actor("cataloguer")).principal.posts
    assert (post.department, post.supervises) == (CIVIL, frozenset())


async def test_only_staff_have_posts_and_only_holders_a_hash(city: City) -> None:
    assert (await city.actor("cataloguer", Role.AUDITOR)).principal.posts == ()
    assert (await city.actor("nobody")).principal.posts == ()
    assert (await city.actor("")).principal.posts == ()
    assert (await city.actor("x", Role.STAFF, holder="h")).principal.holder == ""
    assert (await city.actor("x", Role.HOLDER, holder="h")).principal.holder == "h"


async def test_a_token_chooses_among_the_posts_that_are_held(city: City) -> None:
    for post, found in (("cataloguer-1", 1), ("CATALOGUER", 1), ("platform-1", 0), ("HEAD", 0)):
        principal = await principal_of(city.store, Role.STAFF, "cataloguer", TODAY, post=post)
        assert len(principal.posts) == found
