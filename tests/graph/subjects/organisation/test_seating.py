"""Posts that act for a whole city: one department holds each at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

import pytest
from builders import catalogue as build
from builders.city import CENTRE, CITY, CIVIL, COUNTY_BUREAU, HEALTH, MINISTRY, OLD, TODAY, City, uscc

from graph.errors import Refusal
from graph.office.review import Review
from graph.subjects.organisation.desk import Organisation, establish, judge
from graph.words.organisation import Department, DepartmentKind, Post, PostKind

BEGAN: Final = date(2020, 1, 1)
RULES: Final = ("WH-4",)


def post(kind: PostKind, department: str, name: str = "second", since: date = BEGAN, until: date | None = None) -> Post:
    return Post(f"{name}-1", kind, name, f"{name}某", department, since, until)


async def judged(city: City, *posts: Post, departments: tuple[Department, ...] = ()) -> Review:
    batch = Organisation(departments=departments, posts=posts)
    return (await judge(city.store, city.personal, batch, TODAY)).review


@pytest.mark.parametrize(
    ("kind", "named"), [(PostKind.AUTHORITY_OFFICER, "市数据资源管理局"), (PostKind.PLATFORM_OFFICER, "市大数据中心")]
)
async def test_one_department_of_a_city_leads_and_one_carries_out(city: City, kind: PostKind, named: str) -> None:
    first = post(kind, CENTRE, "first")
    await establish(city.store, Organisation(posts=(first, post(kind, CENTRE, "deputy"))), city.personal, city.admin)
    (fault,) = (await judged(city, post(kind, CIVIL))).faults
    assert (fault.code, fault.rules, fault.path) == ("POST_ELSEWHERE", RULES, ("posts", "1", "department"))
    assert (fault.value, fault.limit) == (CIVIL, CENTRE)
    assert "大数据中心" in fault.message.zh
    assert named in fault.message.zh
    with pytest.raises(Refusal):
        await establish(city.store, Organisation(posts=(post(kind, HEALTH),)), city.personal, city.admin)
    assert (await judged(city, first)).clean, "what says what stands is left alone"
    assert (await judged(city, post(kind, COUNTY_BUREAU))).clean, "a county's reaches another government"
    assert (await judged(city, post(kind, MINISTRY))).clean, "below no government, it reaches nobody but its own"


async def test_another_department_takes_over_on_the_day_on_which_the_first_ends(city: City) -> None:
    kind, day = PostKind.COMMITTEE_SECRETARY, date(2026, 4, 1)
    await establish(city.store, Organisation(posts=(post(kind, CITY, "first"),)), city.personal, city.admin)
    ended, next_one = post(kind, CITY, "first", until=day), post(kind, CIVIL, since=day)
    assert not (await judged(city, next_one)).clean
    assert (await judged(city, ended, next_one)).clean
    early = await judged(city, ended, replace(next_one, valid_from=date(2026, 3, 31)))
    assert [fault.path[1] for fault in early.faults] == ["2"]
    gone = post(kind, OLD, since=date(2018, 1, 1), until=date(2019, 3, 1))
    assert (await judged(city, gone)).clean, "that department had ended before"


async def test_departments_that_come_with_their_posts_are_judged_where_they_will_stand(city: City) -> None:
    kind, seat, other, division, below = PostKind.AUTHORITY_OFFICER, uscc(70), uscc(71), uscc(72), uscc(73)
    new = (
        build.department(seat, "数据资源管理局", parent=CITY),
        build.department(other, "另一局", parent=CITY),
        build.department(division, "开发区", parent=CITY, kind=DepartmentKind.GOVERNMENT),
        build.department(below, "开发区数据局", parent=division),
    )
    found = await judged(city, post(kind, seat, "one"), post(kind, other), post(kind, below, "far"), departments=new)
    assert [(fault.code, fault.path[1], fault.rules, fault.limit) for fault in found.faults] == [
        ("POST_ELSEWHERE", "2", RULES, seat)
    ]
    bound = (new[0], replace(new[1], policy="JZ"))
    assert (await judged(city, post(kind, seat, "one"), post(kind, other), departments=bound)).clean


async def test_several_departments_may_inspect_and_it_is_said_who_does(city: City) -> None:
    one, two = post(PostKind.INSPECTOR, CENTRE, "one"), post(PostKind.INSPECTOR, CIVIL, "two")
    found = await judged(city, one, two)
    assert found.clean
    assert [(hint.code, hint.path, hint.value) for hint in found.hints] == [
        ("POST_ELSEWHERE", ("posts", "2", "department"), CIVIL)
    ]
