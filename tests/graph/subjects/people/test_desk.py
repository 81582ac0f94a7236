"""Who somebody is here: posts come from the graph, and reach as far as the organisation says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from builders import catalogue as build
from builders import objections
from builders.city import (
    CENTRE,
    CITY,
    CIVIL,
    COUNTY,
    COUNTY_BUREAU,
    HEALTH,
    MINISTRY,
    NOW,
    OLD,
    TODAY,
    City,
    organisation,
    uscc,
)

from graph.store.engine import Unit
from graph.subjects.organisation.desk import Organisation, establish
from graph.subjects.people.desk import principal_of
from graph.subjects.sharing import memory as sharing_memory
from graph.words.objections import Objection, ObjectionGround
from graph.words.organisation import Post, PostKind
from graph.words.people import Role
from graph.words.sharing import RequestState


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
    held = [post for post in organisation().posts if post.subject == "county"]
    ended = [replace(post, valid_until=post.valid_from + timedelta(days=1)) for post in held]
    posts = (*ended, *[replace(post, id=f"{post.id}-2", department=office.code) for post in held])
    batch = Organisation(departments=(replace(bureau, policy="WH"), office), posts=posts)
    await establish(city.store, batch, city.personal, city.admin)
    (post,) = [each for each in (await city.actor("county")).principal.posts if each.department == office.code]
    assert post.supervises == {COUNTY_BUREAU, office.code}


async def test_a_head_leads_the_supervising_posts_that_are_held_in_his_department_and_reaches_what_they_reach(
    city: City,
) -> None:
    def head(subject: str, department: str) -> Post:
        return Post(f"HEAD-{subject}", PostKind.HEAD, subject, "某人", department, TODAY - timedelta(days=9))

    batch = Organisation(posts=(head("head-centre", CENTRE), head("head-health", HEALTH)))
    await establish(city.store, batch, city.personal, city.admin)
    officer = (await city.actor("platform")).principal.posts[0]
    (leads,) = (await city.actor("head-centre")).principal.posts
    assert (leads.leads, leads.supervises) == (frozenset({PostKind.PLATFORM_OFFICER}), officer.supervises)
    (plain,) = (await city.actor("head-health")).principal.posts
    assert (plain.leads, plain.supervises) == (frozenset(), frozenset())
    (held,) = [each for each in organisation().posts if each.subject == "platform"]
    ended = Organisation(posts=(replace(held, valid_until=TODAY),))
    await establish(city.store, ended, city.personal, city.admin)
    (nobody,) = (await city.actor("head-centre")).principal.posts
    assert (nobody.leads, nobody.supervises) == (frozenset(), frozenset())


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


async def test_a_post_knows_what_lies_below_its_department(city: City) -> None:
    assert (await city.actor("ministry")).principal.posts[0].below == frozenset()
    head = Organisation(posts=(Post("head-1", PostKind.HEAD, "head", "某", CITY, date(2020, 1, 1)),))
    await establish(city.store, head, city.personal, city.admin)
    (post,) = (await city.actor("head")).principal.posts
    assert post.below == {CENTRE, CIVIL, HEALTH, COUNTY, COUNTY_BUREAU, OLD}
    assert post.supervises == frozenset()


async def test_departments_that_are_parties_of_one_case_are_partners(city: City) -> None:
    async def partners(subject: str) -> frozenset[str]:
        (post,) = (await city.actor(subject)).principal.posts
        return post.partners

    await build.add_entries(city.store, build.entry("E-1", provider=CIVIL))
    assert [await partners(each) for each in ("provider", "user")] == [frozenset(), frozenset()]
    await city.store.write(
        lambda unit: sharing_memory.write_requests(unit, city.personal, [build.request("R-1", "E-1")])
    )
    assert [await partners(each) for each in ("provider", "user")] == [{HEALTH}, {CIVIL}]
    assert await partners("county") == frozenset()


async def test_who_objects_is_a_partner_of_who_answers_for_the_provider_now(city: City) -> None:
    await build.add_entries(city.store, build.entry("E-1", provider=OLD))
    granted = build.request("R-1", "E-1", state=RequestState.GRANTED, answered_on=TODAY)
    doubt = Objection(
        id="O-1", on_kind="Item", on_id="E-1#姓名", ground=ObjectionGround.ACCURACY, words="不符", raised_at=NOW,
        raised_by="user", answers=CENTRE,
    )  # fmt: skip

    async def work(unit: Unit) -> None:
        await sharing_memory.write_requests(unit, city.personal, [granted])
        await objections.enter(unit, doubt, sorted([CENTRE, HEALTH]), "WH")

    await city.store.write(work)
    assert (await city.actor("platform")).principal.posts[0].partners == {HEALTH}
    assert (await city.actor("user")).principal.posts[0].partners == {CENTRE, OLD}


async def test_the_installation_is_every_department_or_the_subtree_that_the_token_names(city: City) -> None:
    every = {CITY, CENTRE, CIVIL, HEALTH, COUNTY, COUNTY_BUREAU, MINISTRY, OLD}
    for role in (Role.AUDITOR, Role.SERVICE):
        assert (await principal_of(city.store, role, "x", TODAY)).installation == every
        county = await principal_of(city.store, role, "x", TODAY, department=COUNTY)
        assert county.installation == {COUNTY, COUNTY_BUREAU}
        assert (await principal_of(city.store, role, "x", TODAY, department="nowhere")).installation == frozenset()
    for role in (Role.PUBLIC, Role.HOLDER, Role.RELYING_PARTY, Role.STAFF):
        assert (await principal_of(city.store, role, "x", TODAY)).installation == frozenset()
