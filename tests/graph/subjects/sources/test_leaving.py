"""A consumer that comes to another department leaves the data behind that were granted to the former one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from builders import catalogue as build
from builders.city import ADMIN
from builders.moved_cities import CITIES, GOVERNMENT, NOW, USER, Cities, code, five_with_posts

from graph.law.access import Principal
from graph.office.actor import Actor
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.subjects.exchange.desk import ask, record_uses
from graph.subjects.organisation import memory as organisation_memory
from graph.subjects.sources.desk import Sources, add_sources, judge
from graph.words.exchange import DataUse, MayUse, Use, UseAnswer, UseFault
from graph.words.organisation import Succession, SuccessionKind
from graph.words.people import Role
from graph.words.sharing import Purpose
from graph.words.sources import ConsumerKind

TODAY = date(2026, 3, 2)
OWN_DUTIES = {"CZ": "CZ-13", "JZ": "JZ-22", "JI": "JI-25", "WH": "WH-15", "CS": "CS-31"}
"""By which article of each city what is granted is for the department's own duties."""
PLATFORM = Actor(Principal(Role.SERVICE, "platform"), NOW)
GRANTED = (
    "UNWIND $rows AS row MATCH (c:Consumer {id: row.consumer}) MATCH (r:Resource {id: row.resource}) "
    "MERGE (g:Grant {id: row.id}) SET g.state = 'ACTIVE', g.pair = row.consumer + '|' + row.resource, "
    "g.purpose = 'DATA_CHECK', g.validFrom = date('2026-01-01'), g.userId = row.user, g.policyId = row.policy, "
    "g.keptOn = date('2026-01-01'), g.consumerId = row.consumer, g.resourceId = row.resource, "
    "g.providerId = r.providerId, g.parties = [row.user, r.providerId] "
    "MERGE (g)-[:GRANTED_TO]->(c) MERGE (g)-[:COVERS]->(r)"
)


@pytest.fixture
async def cities(store: Store, personal: PersonalData) -> Cities:
    """In each a department that has been granted what is shared on conditions."""
    cities = await five_with_posts(store, personal)
    rows = [
        {"id": f"{city}-G", "consumer": f"USE-{city}", "resource": code(city), "user": USER[city], "policy": city}
        for city in CITIES
    ]
    await store.write(lambda unit: unit.run(GRANTED, rows=rows))
    return cities


def moved(city: str, to: str, **changes: Any) -> Sources:
    return Sources(consumers=(build.consumer(f"USE-{city}", department=to, **changes),))


async def answer(cities: Cities, city: str, on: date = TODAY) -> MayUse:
    use = Use(f"USE-{city}", code(city), Purpose.DATA_CHECK, ("姓名",))
    (found,) = await ask(cities.store, PLATFORM, [use], on)
    return found


async def told(cities: Cities, grant: str) -> Any:
    return await cities.store.read(
        "MATCH (n:Notice {kind: 'GRANT_LEFT_BEHIND', aboutId: $id}) WITH n ORDER BY n.departmentId "
        "RETURN collect([n.departmentId, n.acts, n.rules, n.name, n.concernedNames, n.movedTo])",
        id=grant,
    )


@pytest.mark.parametrize("city", CITIES)
async def test_what_a_department_was_granted_is_not_anothers_to_which_its_system_comes(
    cities: Cities, city: str
) -> None:
    assert (await answer(cities, city)).answer is UseAnswer.YES
    review = await add_sources(cities.store, moved(city, GOVERNMENT[city]), ADMIN)
    (hint,) = review.hints
    assert (hint.code.value, hint.path, hint.value) == (
        "GRANT_LEFT_BEHIND", ("consumers", "1", "department"), f"USE-{city}",
    )  # fmt: skip
    assert "ends what it needs no longer" in hint.message.en
    assert OWN_DUTIES[city] in hint.rules
    assert all(rule.startswith(city) for rule in hint.rules)
    found = await answer(cities, city)
    assert found.answer is not UseAnswer.YES
    if city != "CS":
        assert (found.answer, found.grant) == (UseAnswer.APPLICATION, f"{city}-G")
    assert OWN_DUTIES[city] in found.rules
    assert all(rule.startswith(city) for rule in found.rules)
    assert f"{city}教育局" in found.reason.zh
    both = sorted([[USER[city], ["endGrant"]], [GOVERNMENT[city], []]])
    notices = await told(cities, f"{city}-G")
    assert [each[:2] for each in notices] == both, "the former department, and the one to which it comes"
    assert all(OWN_DUTIES[city] in each[2] for each in notices)
    assert {each[3] for each in notices} == {f"{city}有条件"}, (
        "the other department sees no grant, and reads of what it is"
    )
    assert all(f"USE-{city}" in each[4][0] and each[5] for each in notices), "which consumer went where"
    await add_sources(cities.store, moved(city, USER[city]), ADMIN)
    assert (await answer(cities, city)).answer is UseAnswer.YES, "nothing was lost"


async def outside(cities: Cities, city: str) -> dict[str, tuple[UseFault, ...]]:
    """Of a use by the grant on each of three days, the last of them that of the move, in what it was outside."""
    uses = [
        DataUse(
            f"{city}-{before}", f"USE-{city}", code(city), NOW - timedelta(days=before), 1, Purpose.DATA_CHECK, "平台",
            f"{city}-G", items=("姓名",),
        )
        for before in (0, 1, 20)
    ]  # fmt: skip
    taken = await record_uses(cities.store, cities.personal, PLATFORM, uses, key=None)
    assert all(OWN_DUTIES[city] in each.rules for each in taken.outside)
    return {each.number: each.faults for each in taken.outside}


@pytest.mark.parametrize("city", CITIES)
async def test_a_use_by_a_grant_that_was_left_behind_is_outside_from_the_day_of_the_move(
    cities: Cities, city: str
) -> None:
    await add_sources(cities.store, moved(city, GOVERNMENT[city]), ADMIN)
    assert await outside(cities, city) == {f"{city}-0": (UseFault.GRANT,)}
    assert (await answer(cities, city, TODAY - timedelta(days=1))).answer is UseAnswer.YES, "it was another's by then"
    kept = "MATCH (c:Consumer {id: $id}) RETURN c.stoodFor"
    once = await cities.store.read(kept, id=f"USE-{city}")
    assert once == [f"{TODAY}|{USER[city]}"]
    await add_sources(cities.store, moved(city, GOVERNMENT[city], name="改名"), ADMIN)
    assert await cities.store.read(kept, id=f"USE-{city}") == once, "its department is the same"


async def test_what_a_department_had_founded_since_is_not_asked_of_earlier_days(cities: Cities) -> None:
    await add_sources(cities.store, moved("WH", GOVERNMENT["WH"]), ADMIN)
    founded = "MATCH (d:Department {id: $id}) SET d.validFrom = date('2026-03-02')"
    await cities.store.write(lambda unit: unit.run(founded, id=GOVERNMENT["WH"]))
    assert await outside(cities, "WH") == {"WH-0": (UseFault.GRANT,)}


async def test_a_system_that_moved_is_judged_by_who_ran_it_on_the_day(cities: Cities) -> None:
    program: dict[str, Any] = {"kind": ConsumerKind.SYSTEM, "department": None, "system": "SYS-9"}
    system = build.system("SYS-9", operator=USER["WH"])
    await add_sources(cities.store, Sources(systems=(system,), consumers=(build.consumer("USE-WH", **program),)), ADMIN)
    assert await outside(cities, "WH") == {}
    await add_sources(cities.store, Sources(systems=(build.system("SYS-9", operator=GOVERNMENT["WH"]),)), ADMIN)
    again = await answer(cities, "WH", TODAY - timedelta(days=1))
    assert again.answer is UseAnswer.YES
    assert (await answer(cities, "WH")).answer is UseAnswer.APPLICATION


async def test_who_answers_for_the_former_department_by_law_has_what_was_granted_to_it(cities: Cities) -> None:
    succession = Succession(USER["WH"], GOVERNMENT["WH"], TODAY, SuccessionKind.MERGED)
    ended = "MATCH (d:Department {id: $id}) SET d.validUntil = date('2026-03-01')"

    async def merged(unit: Any) -> None:
        await organisation_memory.write_successions(unit, [succession])
        await unit.run(ended, id=USER["WH"])

    await cities.store.write(merged)
    review = await add_sources(cities.store, moved("WH", GOVERNMENT["WH"]), ADMIN)
    assert review.hints == ()
    assert (await answer(cities, "WH")).answer is UseAnswer.YES
    assert await told(cities, "WH-G") == []


async def test_a_system_that_another_department_runs_leaves_them_behind_as_well(cities: Cities) -> None:
    program: dict[str, Any] = {"kind": ConsumerKind.SYSTEM, "department": None, "system": "SYS-9"}
    system = build.system("SYS-9", operator=USER["WH"])
    same = Sources(systems=(system,), consumers=(build.consumer("USE-WH", **program),))
    assert (await add_sources(cities.store, same, ADMIN)).hints == (), "it is the department's own system"
    assert (await answer(cities, "WH")).answer is UseAnswer.YES
    other = Sources(systems=(build.system("SYS-9", operator=GOVERNMENT["WH"]),))
    (hint,) = (await judge(cities.store, other, TODAY)).review.hints
    assert (hint.code.value, hint.path) == ("GRANT_LEFT_BEHIND", ("systems", "1", "operator"))
    await add_sources(cities.store, other, ADMIN)
    found = await answer(cities, "WH")
    assert (found.answer, found.grant) == (UseAnswer.APPLICATION, "WH-G")
    own = Sources(consumers=(build.consumer("USE-WH", **(program | {"department": USER["WH"]})),))
    await add_sources(cities.store, own, ADMIN)
    assert (await answer(cities, "WH")).answer is UseAnswer.YES
    back = Sources(systems=(build.system("SYS-9", operator=USER["JI"]),))
    assert (await add_sources(cities.store, back, ADMIN)).hints == (), "its own department counts"
    assert (await answer(cities, "WH")).answer is UseAnswer.YES
    none = Sources(
        consumers=(build.consumer("USE-CZ", kind=ConsumerKind.ENTERPRISE, department=None, uscc=USER["CZ"]),)
    )
    assert [each.code.value for each in (await add_sources(cities.store, none, ADMIN)).hints] == ["GRANT_LEFT_BEHIND"]
    assert (await answer(cities, "CZ")).answer is UseAnswer.NO, (
        "who is no department has nothing of what one was granted"
    )


async def test_a_grant_that_is_over_is_left_to_nobody(cities: Cities) -> None:
    over = "MATCH (g:Grant {id: 'WH-G'}) SET g.validUntil = date('2026-03-01')"
    await cities.store.write(lambda unit: unit.run(over))
    assert (await add_sources(cities.store, moved("WH", GOVERNMENT["WH"]), ADMIN)).hints == ()
    assert await told(cities, "WH-G") == []
