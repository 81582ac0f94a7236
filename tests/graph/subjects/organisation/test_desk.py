"""Establishing departments, posts and successions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from builders import catalogue as build
from builders.city import CITY, CIVIL, HEALTH, OLD, TODAY, City, organisation, uscc
from builders.stores import watched

from graph.errors import Conflict, Forbidden, Malformed, NotFound
from graph.law import policies
from graph.law.policies import POLICIES, policy
from graph.law.scope import EVERYTHING
from graph.store.view import View
from graph.subjects.organisation.desk import Organisation, establish, judge
from graph.subjects.organisation.memory import policies_of
from graph.words.organisation import (
    AuthorityLevel,
    Department,
    DepartmentKind,
    Division,
    Post,
    PostKind,
    Succession,
    SuccessionKind,
)

NEW = uscc(77)


def batch(**changes: Any) -> Organisation:
    return Organisation(departments=(replace(build.department(NEW, "新局", parent=CITY), **changes),))


async def test_divisions_that_the_standard_knows_are_added(city: City) -> None:
    path = (
        "MATCH way = (:Division {id: '340202'})-[:PART_OF*1..4]->(d:Division) "
        "WITH d, length(way) AS n ORDER BY n RETURN collect(d.name)"
    )
    assert await city.store.read(path) == ["芜湖市", "安徽省", "中华人民共和国"]


async def test_a_policy_binds_the_subtree_for_its_own_period(city: City) -> None:
    assert await policies_of(View(city.store, EVERYTHING, date(2026, 3, 2)), [CITY, CIVIL]) == ["WH", "WH"]
    assert await policies_of(View(city.store, EVERYTHING, date(2020, 7, 21)), [CIVIL]) == [None]


async def test_a_binding_does_not_hold_on_the_first_day_after_its_period(city: City) -> None:
    await establish(city.store, batch(policy="JZ"), city.personal, city.admin)
    for day, bound in ((date(2027, 6, 15), "JZ"), (date(2027, 6, 16), "WH")):
        assert await policies_of(View(city.store, EVERYTHING, day), [NEW]) == [bound]


async def test_a_branch_that_is_left_out_has_no_policy_nor_has_what_is_below_it(city: City) -> None:
    below = build.department(uscc(78), "下级", parent=NEW)
    left = (*batch(exempt_from="WH").departments, below)
    await establish(city.store, Organisation(departments=left), city.personal, city.admin)
    view = View(city.store, EVERYTHING, date(2026, 3, 2))
    assert await policies_of(view, [CITY, CIVIL, NEW, below.code]) == ["WH", "WH", None, None]
    bound = replace(below, policy="JZ")
    await establish(city.store, Organisation(departments=(bound,)), city.personal, city.admin)
    assert await policies_of(view, [NEW, below.code]) == [None, "JZ"], "another policy may bind it"


async def test_who_is_of_a_level_that_a_text_leaves_out_is_told_that_he_is_bound_until_he_is_exempted(
    city: City,
) -> None:
    changsha = build.department(NEW, "长沙市人民政府", kind=DepartmentKind.GOVERNMENT, division="430100", policy="CS")
    county = build.department(
        uscc(78), "长沙县人民政府", kind=DepartmentKind.GOVERNMENT, division="430121", parent=NEW,
        level=AuthorityLevel.COUNTY,
    )  # fmt: skip
    bureau = replace(county, code=uscc(79), name="长沙县民政局", kind=DepartmentKind.DEPARTMENT, parent=county.code)

    async def told(*departments: Department) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        given = Organisation(departments=departments)
        found = await judge(city.store, city.personal, given, TODAY)
        return [(each.path, each.rules) for each in found.review.hints if each.code == "BINDING_CONTRADICTS"]

    once = [(("departments", "2", "exempt_from"), ("CS-2",))]
    assert await told(changsha, county, bureau) == once, "once for a branch"
    await establish(city.store, Organisation(departments=(changsha,)), city.personal, city.admin)
    assert await told(county) == [(("departments", "1", "exempt_from"), ("CS-2",))]
    assert await told(replace(county, level=AuthorityLevel.CITY)) == []
    assert await told(replace(county, exempt_from="CS"), bureau) == []
    assert await told(replace(county, parent=None, policy="CS")) == [(("departments", "1", "policy"), ("CS-2",))]
    assert await told(replace(county, parent=CITY)) == [], "other texts bind counties as well"
    left = Organisation(departments=(replace(county, exempt_from="CS"),))
    await establish(city.store, left, city.personal, city.admin)
    assert await told(bureau) == []
    assert await told(county) == [], "what was said of it stays"


async def test_a_department_is_not_bound_by_a_policy_that_leaves_it_out(city: City) -> None:
    with pytest.raises(Conflict) as refused:
        await establish(city.store, batch(policy="JZ", exempt_from="JZ"), city.personal, city.admin)
    assert (refused.value.code, refused.value.path) == ("BINDING_CONTRADICTS", ("departments", "1", "exempt_from"))
    assert refused.value.rules == ("JZ-2",)
    with pytest.raises(NotFound) as unknown:
        await establish(city.store, batch(exempt_from="XX"), city.personal, city.admin)
    assert (unknown.value.code, unknown.value.path) == ("UNKNOWN_POLICY", ("departments", "1", "exempt_from"))


async def test_only_an_administrator_establishes(city: City) -> None:
    with pytest.raises(Forbidden):
        await establish(city.store, batch(), city.personal, await city.actor("platform"))


@pytest.mark.parametrize(
    ("changes", "code", "field", "value"),
    [
        ({"parent": uscc(88)}, "UNKNOWN_CODE", "parent", uscc(88)),
        ({"division": "999999"}, "UNKNOWN_CODE", "division", "999999"),
        ({"code": "11340200MB00O0088A"}, "USCC_CHARACTERS", "code", "11340200MB00O0088A"),
        ({"code": "1134"}, "USCC_LENGTH", "code", "1134"),
        ({"valid_from": date(2020, 1, 1), "valid_until": date(2019, 1, 1)}, "PERIOD", "valid_until", "2019-01-01"),
    ],
)
async def test_a_faulty_department_is_refused_with_its_place(
    city: City, changes: dict[str, object], code: str, field: str, value: str
) -> None:
    before = await city.count("Department")
    with pytest.raises(Malformed) as refused:
        await establish(city.store, batch(**changes), city.personal, city.admin)
    assert (refused.value.code, refused.value.path, refused.value.value) == (code, ("departments", "1", field), value)
    assert await city.count("Department") == before


async def test_an_unknown_policy_is_named(city: City) -> None:
    with pytest.raises(NotFound) as refused:
        await establish(city.store, batch(policy="XX"), city.personal, city.admin)
    assert (refused.value.code, refused.value.path) == ("UNKNOWN_POLICY", ("departments", "1", "policy"))


async def test_a_wrong_check_character_of_a_genuine_form_is_a_hint_with_the_right_one(city: City) -> None:
    wrong = NEW[:-1] + ("A" if NEW[-1] != "A" else "B")
    (hint,) = (await judge(city.store, city.personal, batch(code=wrong), TODAY)).review.hints
    assert (hint.code, hint.rules, hint.path) == ("USCC_CHECK_DIGIT", ("GB-32100",), ("departments", "1", "code"))
    assert NEW[-1] in hint.message.zh


async def test_a_department_is_not_above_itself(city: City) -> None:
    moved = Organisation(departments=(replace(organisation().departments[2], parent=HEALTH),))
    with pytest.raises(Conflict) as refused:
        await establish(city.store, moved, city.personal, city.admin)
    assert refused.value.code == "CIRCLE"
    assert refused.value.path == ("departments", "1", "parent")


async def test_a_contradiction_is_refused_by_the_article_of_the_day(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, day = policy("WH"), date(2026, 9, 1)
    amended = replace(row, binding=replace(row.binding, rules=("WH-3",), since=day, before=row.binding))
    monkeypatch.setattr(policies, "POLICIES", {**POLICIES, "WH": amended})
    for on, rules in ((TODAY, row.binding.rules), (day, ("WH-3",))):
        (fault,) = (await judge(city.store, city.personal, batch(policy="WH", exempt_from="WH"), on)).review.faults
        assert (fault.code, fault.rules) == ("BINDING_CONTRADICTS", rules)


async def test_posts_and_successions_point_to_departments_that_are_there(city: City) -> None:
    post = Post("p", PostKind.HEAD, "s", "某", NEW, date(2020, 1, 1))
    succession = Succession(CIVIL, NEW, date(2024, 1, 1), SuccessionKind.RENAMED)
    lost = Organisation(posts=(post,), successions=(succession,))
    found = (await judge(city.store, city.personal, lost, TODAY)).review
    assert [fault.path for fault in found.faults] == [("posts", "1", "department"), ("successions", "1", "successor")]
    both = replace(batch(), posts=(post,), successions=(succession,))
    assert (await judge(city.store, city.personal, both, TODAY)).review.clean


async def test_a_batch_is_read_for_once(city: City) -> None:
    store = watched(city.store)
    await establish(store, batch(), city.personal, city.admin)
    assert store.reads == 1


async def test_a_post_passes_to_another_person_under_another_id_only(city: City) -> None:
    held = Post("cataloguer-1", PostKind.CATALOGUER, "cataloguer", "某", CIVIL, date(2020, 1, 1))
    ended = replace(held, valid_until=date(2026, 3, 1))
    assert (await judge(city.store, city.personal, Organisation(posts=(ended,)), TODAY)).review.clean
    passed = Organisation(posts=(replace(held, subject="another"),))
    (fault,) = (await judge(city.store, city.personal, passed, TODAY)).review.faults
    assert (fault.code, fault.path, fault.value) == ("POST_OF_ANOTHER", ("posts", "1", "subject"), "another")


async def test_a_person_whom_no_token_names_yet_is_told_later(city: City) -> None:
    nameless = Post("head-1", PostKind.HEAD, "", "某", CIVIL, date(2020, 1, 1))
    await establish(city.store, Organisation(posts=(nameless,)), city.personal, city.admin)
    named = Organisation(posts=(replace(nameless, subject="the-head"),))
    assert (await judge(city.store, city.personal, named, TODAY)).review.clean


async def test_a_succession_that_stands_twice_or_leads_nowhere_is_refused(city: City) -> None:
    once, nowhere = (Succession(OLD, heir, date(2019, 3, 1), SuccessionKind.MERGED) for heir in (HEALTH, OLD))
    found = await judge(city.store, city.personal, Organisation(successions=(once, once, nowhere)), TODAY)
    assert [(fault.code, fault.path[1]) for fault in found.review.faults] == [("CODE_TWICE", "2"), ("CIRCLE", "3")]


async def test_divisions_have_codes_of_the_standard_and_are_not_above_themselves(city: City) -> None:
    county = Division("340202", "镜湖区", AuthorityLevel.COUNTY, "340299")
    zone = Division("340299", "某开发区", AuthorityLevel.COUNTY, "340202")
    wrong = Organisation(divisions=(county, zone, replace(zone, code="34020", parent="340200")))
    found = (await judge(city.store, city.personal, wrong, TODAY)).review
    assert [(fault.code, fault.path) for fault in found.faults] == [
        ("DIVISION_FORM", ("divisions", "3", "code")),
        ("CIRCLE", ("divisions", "1", "parent")),
    ]
    assert [(hint.code, hint.path) for hint in found.hints] == [("DIVISION_UNKNOWN", ("divisions", "2", "code"))]
    above = Organisation(divisions=(replace(county, code="340000", parent="340202"),))
    (fault,) = (await judge(city.store, city.personal, above, TODAY)).review.faults
    assert (fault.code, fault.path) == ("CIRCLE", ("divisions", "1", "parent"))


def followed(*pairs: tuple[str, str]) -> Organisation:
    day = date(2024, 1, 1)
    return Organisation(successions=tuple(Succession(low, high, day, SuccessionKind.RENAMED) for low, high in pairs))


async def faults_of(city: City, batch: Organisation) -> list[tuple[str, str, str]]:
    """Code, place and other place of each fault."""
    found = (await judge(city.store, city.personal, batch, TODAY)).review.faults
    return [(str(fault.code), ".".join(fault.path), ".".join(fault.beside)) for fault in found]


async def test_departments_do_not_follow_each_other_in_a_circle(city: City) -> None:
    two = followed((CIVIL, HEALTH), (HEALTH, CIVIL))
    assert await faults_of(city, two) == [
        ("CIRCLE", "successions.1.successor", "successions.2.successor"),
        ("CIRCLE", "successions.2.successor", "successions.1.successor"),
    ]
    three = followed((CIVIL, CITY), (OLD, CIVIL), (CIVIL, HEALTH), (HEALTH, OLD))
    assert [place for _, place, _ in await faults_of(city, three)] == [
        f"successions.{number}.successor" for number in (3, 4, 2)
    ]


async def test_nor_together_with_what_the_graph_has_already(city: City) -> None:
    await establish(city.store, followed((CIVIL, HEALTH), (HEALTH, CITY)), city.personal, city.admin)
    assert await faults_of(city, followed((CIVIL, HEALTH), (OLD, CIVIL))) == []
    assert await faults_of(city, followed((CITY, CIVIL))) == [("CIRCLE", "successions.1.successor", "")]


async def test_duties_pass_within_a_city_or_to_who_is_above_cities(city: City) -> None:
    other, district, ministry = uscc(81, "140700"), uscc(82, "340202"), uscc(83, "100000")
    departments = tuple(
        build.department(code, code, division=division)
        for code, division in ((other, "140700"), (district, "340202"), (ministry, "100000"))
    )
    on = date(2024, 1, 1)
    passed = tuple(Succession(OLD, heir, on, SuccessionKind.MERGED) for heir in (district, ministry, other))
    back = Succession(other, CIVIL, on, SuccessionKind.MERGED)
    found = (
        await judge(
            city.store, city.personal, Organisation(departments=departments, successions=(*passed, back)), TODAY
        )
    ).review
    assert [(each.code, each.path) for each in found.faults] == [
        ("ANOTHER_CITY", ("successions", "3", "successor")),
        ("ANOTHER_CITY", ("successions", "4", "successor")),
    ]
    assert [each.path for each in found.hints if each.code == "DEPARTMENT_ENDED"] == [
        ("successions", "4", "predecessor")
    ]


async def test_a_department_that_was_followed_and_whose_days_are_open_is_named(city: City) -> None:
    on = date(2024, 1, 1)
    followed = {
        SuccessionKind.MERGED: None,
        SuccessionKind.RENAMED: date(2024, 1, 2),
        SuccessionKind.ABOLISHED: on,
        SuccessionKind.SPLIT: None,
    }
    made = [(uscc(90 + number), kind, until) for number, (kind, until) in enumerate(followed.items())]
    batch = Organisation(
        departments=tuple(build.department(code, code, valid_until=until) for code, _, until in made),
        successions=tuple(Succession(code, CIVIL, on, kind) for code, kind, _ in made),
    )
    found = (await judge(city.store, city.personal, batch, TODAY)).review
    assert found.clean
    assert [(each.path, each.value) for each in found.hints if each.code == "DEPARTMENT_ENDED"] == [
        (("successions", str(place), "predecessor"), uscc(89 + place)) for place in (1, 2)
    ]


async def test_it_is_named_also_where_a_succession_is_recorded_alone(city: City) -> None:
    follows = Succession(OLD, CIVIL, date(2024, 1, 1), SuccessionKind.RENAMED)
    plain = Organisation(departments=(build.department(OLD, OLD),))
    await establish(city.store, plain, city.personal, city.admin)
    found = await establish(city.store, Organisation(successions=(follows,)), city.personal, city.admin)
    assert [(each.code, each.value) for each in found.hints] == [("DEPARTMENT_ENDED", OLD)]


async def test_a_post_is_held_on_days_on_which_its_department_exists(city: City) -> None:
    made = batch(valid_from=date(2019, 3, 1), valid_until=date(2024, 1, 1))
    post = Post("p", PostKind.HEAD, "s", "某", NEW, date(2019, 3, 1), date(2024, 1, 1))
    for wrong, field in (
        (replace(post, valid_from=date(2019, 2, 28)), "valid_from"),
        (replace(post, valid_from=date(2024, 1, 1), valid_until=None), "valid_from"),
        (replace(post, valid_until=date(2024, 1, 2)), "valid_until"),
    ):
        assert await faults_of(city, replace(made, posts=(wrong,))) == [("OUTSIDE_LIFE", f"posts.1.{field}", "")]
    await establish(city.store, replace(made, posts=(post,)), city.personal, city.admin)
    late = Organisation(posts=(replace(post, id="q", valid_from=date(2024, 1, 1), valid_until=None),))
    (fault,) = (await judge(city.store, city.personal, late, TODAY)).review.faults
    assert (fault.value, fault.code) == ("2024-01-01", "OUTSIDE_LIFE")
    assert "2019-03-01" in fault.message.zh
    assert "2024-01-01" in fault.message.en


async def test_a_post_stays_in_its_department_and_of_its_kind(city: City) -> None:
    held = Post("cataloguer-1", PostKind.CATALOGUER, "cataloguer", "某", CIVIL, date(2020, 1, 1))
    moved = Organisation(posts=(replace(held, department=HEALTH, kind=PostKind.ISSUER),))
    assert await faults_of(city, moved) == [
        ("POST_OF_ANOTHER", "posts.1.department", ""),
        ("POST_OF_ANOTHER", "posts.1.kind", ""),
    ]


async def test_what_stands_twice_names_where_it_stands_first(city: City) -> None:
    one = batch().departments[0]
    assert ("CODE_TWICE", "departments.2.code", "departments.1.code") in await faults_of(
        city, Organisation(departments=(one, one))
    )
