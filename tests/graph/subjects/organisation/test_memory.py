"""Departments and posts as they are written, and the policy that binds a department."""

from __future__ import annotations

from datetime import date

from builders import catalogue as build
from builders.catalogue import CIVIL, HEALTH

from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.organisation import memory as organisation_memory
from graph.words.organisation import Post, PostKind


async def test_departments_hang_on_parent_and_territory(store: Store) -> None:
    await store.write(build.a_city)
    assert await store.read(
        "MATCH (d:Department {id: $id})-[:CHILD_OF]->(p:Department) MATCH (d)-[:IN_DIVISION]->(x:Division) "
        "RETURN [p.id, x.id, d.validFrom IS NULL]",
        id=HEALTH,
    ) == [CIVIL, "340200", True]


async def test_a_department_whose_parent_changed_has_one_parent(store: Store) -> None:
    await store.write(build.a_city)
    await store.write(
        lambda unit: organisation_memory.write_departments(
            unit,
            [build.department("1134020000300311XX", "政府"), build.department(HEALTH, parent="1134020000300311XX")],
        )
    )
    assert await store.read("MATCH (:Department {id: $id})-[:CHILD_OF]->(p) RETURN collect(p.id)", id=HEALTH) == [
        "1134020000300311XX"
    ]


async def test_a_persons_name_is_never_stored_in_clear(store: Store, personal: PersonalData) -> None:
    await store.write(build.a_city)
    post = Post("P-1", PostKind.HEAD, "officer-1", "王芳", CIVIL, date(2025, 1, 1))
    await store.write(lambda unit: organisation_memory.write_posts(unit, [post], personal))
    cipher, department = await store.read("MATCH (p:Post)-[:AT]->(d) RETURN [p.nameCipher, d.id]")
    assert (personal.decrypt(cipher, "Post.name"), department) == ("王芳", CIVIL)
    said = "any(k IN keys(n) WHERE toString(n[k]) CONTAINS '王芳')"
    assert await store.read(f"MATCH (n) WHERE NOT n:Revision AND {said} RETURN count(n)") == 0


async def test_the_nearest_binding_above_a_department_is_its_policy(store: Store, view: View) -> None:
    await build.add_departments(
        store,
        build.department(CIVIL),
        build.department(HEALTH, "卫健委", parent=CIVIL),
        build.department("OLD", "老局"),
    )
    await store.write(
        lambda unit: organisation_memory.write_bindings(
            unit, [("WH", CIVIL, date(2017, 1, 1), None), ("CZ", "OLD", date(2017, 1, 1), date(2020, 12, 31))]
        )
    )
    assert await organisation_memory.policies_of(view, [HEALTH, "OLD", CIVIL, "gone"]) == ["WH", None, "WH", None]
    assert await organisation_memory.policies_of(view, ["OLD", CIVIL], on="2020-12-30") == ["CZ", "WH"]
    assert await organisation_memory.policies_of(view, ["OLD"], on="2020-12-31") == [None]
    assert await organisation_memory.policies_of(view, [CIVIL], on="2016-12-31") == [None]


async def test_a_branch_that_a_policy_exempts_is_not_bound_by_it(store: Store, view: View) -> None:
    city, bureau, zone, team = "CITY", "BUREAU", "ZONE", "TEAM"
    await build.add_departments(
        store,
        build.department(city, "市政府"),
        build.department(bureau, "市场监管局", parent=city),
        build.department(zone, "开发区分局", parent=bureau),
        build.department(team, "开发区执法队", parent=zone),
    )
    since = date(2022, 1, 1)
    await store.write(
        lambda unit: organisation_memory.write_bindings(
            unit, [("WH", city, since, None), ("JZ", bureau, since, None), ("CZ", team, date(2025, 1, 1), None)]
        )
    )
    keys = [city, bureau, zone, team]
    assert await organisation_memory.policies_of(view, keys, on="2024-06-01") == ["WH", "JZ", "JZ", "JZ"]
    await store.write(lambda unit: organisation_memory.write_exemptions(unit, [("JZ", zone, since, date(2025, 7, 1))]))
    # Out of the bureau's policy the branch is under the city's; what is bound below it stays bound, and not for ever.
    assert await organisation_memory.policies_of(view, keys, on="2024-06-01") == ["WH", "JZ", "WH", "WH"]
    assert await organisation_memory.policies_of(view, keys, on="2025-06-01") == ["WH", "JZ", "WH", "CZ"]
    assert await organisation_memory.policies_of(view, keys, on="2025-07-01") == ["WH", "JZ", "JZ", "CZ"]


async def test_an_exemption_above_the_department_that_a_policy_binds_leaves_it_bound(store: Store, view: View) -> None:
    await build.add_departments(store, build.department("CITY", "市政府"), build.department("B", "局", parent="CITY"))
    since = date(2022, 1, 1)
    await store.write(lambda unit: organisation_memory.write_bindings(unit, [("WH", "B", since, None)]))
    await store.write(lambda unit: organisation_memory.write_exemptions(unit, [("WH", "CITY", since, None)]))
    assert await organisation_memory.policies_of(view, ["CITY", "B"], on="2024-06-01") == [None, "WH"]
