"""Who is told of an objection, by which article, and what each can do next: once a step, and only when it is taken."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from builders import catalogue as build
from builders.city import CIVIL, HEALTH, City

from graph.errors import Conflict
from graph.office.actor import Actor
from graph.store.engine import Unit
from graph.subjects.objections.desk import move_objection, raise_objection
from graph.subjects.organisation.memory import write_posts
from graph.subjects.sharing.desk import add_requests
from graph.words.china_time import CHINA
from graph.words.objections import ObjectionEvent, ObjectionGround
from graph.words.organisation import Post, PostKind
from graph.words.people import Role
from graph.words.sharing import RequestState

A = "307001340200/000001"
EVENT = ObjectionEvent
TOLD = (
    "MATCH (n:Notice) WITH n ORDER BY n.at, n.kind, coalesce(n.recipient, n.departmentId) "
    "RETURN collect([n.kind, coalesce(n.recipient, n.departmentId), n.about, n.state, n.rules, n.acts])"
)


@pytest.fixture
async def shared(city: City) -> City:
    """Health was granted A, of which civil affairs is the provider; its head can consent to a longer term."""
    await build.add_entries(city.store, build.entry(A, "婚姻登记信息"))
    granted = build.request("Q", A, state=RequestState.GRANTED, answered_on=date(2026, 2, 5))
    await add_requests(city.store, city.personal, [granted], city.admin)
    head = Post("head-1", PostKind.HEAD, "head", "局长", CIVIL, date(2020, 1, 1))

    async def work(unit: Unit) -> None:
        await write_posts(unit, [head], city.personal)

    await city.store.write(work)
    return city


async def bind(city: City, policy: str) -> None:
    await city.store.write(
        lambda unit: unit.run(
            "MATCH (:Policy)-[b:BINDS]->(d:Department) DELETE b WITH d MERGE (y:Policy {id: $policy}) "
            "CREATE (y)-[:BINDS {validFrom: date('2018-01-01')}]->(d)",
            policy=policy,
        )
    )


async def raised(city: City) -> str:
    user = await city.actor("user")
    ground = ObjectionGround.ACCURACY
    return await raise_objection(
        city.store, city.personal, city.view(user), user, "Resource", A, ground, "姓名与户籍不符"
    )


async def moved(city: City, subject: str, case: str, event: ObjectionEvent, hour: int = 10, **given: Any) -> str:
    who = await city.actor(subject)
    actor = Actor(who.principal, datetime(2026, 3, 2, hour, tzinfo=CHINA))
    return await move_objection(city.store, city.personal, city.view(actor), actor, case, event, **given)


async def test_each_step_tells_who_has_to_know_and_what_he_can_do(shared: City) -> None:
    await bind(shared, "JI")
    case, can = await raised(shared), ["takeUpObjection", "resolveObjection", "extendObjection"]
    await moved(shared, "provider", case, EVENT.TAKE_UP, 10)
    await moved(shared, "head", case, EVENT.EXTEND, 11, days=4)
    await moved(shared, "provider", case, EVENT.EXPLAIN, 12, words="以户籍为准")
    assert await shared.store.read(TOLD) == [
        ["OBJECTION_RAISED", CIVIL, "Objection", "RAISED", [], can],
        ["OBJECTION_TAKEN_UP", "user", "Objection", "IN_CHECK", [], ["withdrawObjection"]],
        ["OBJECTION_EXTENDED", "user", "Objection", "EXTENDED", [], ["withdrawObjection"]],
        ["OBJECTION_SETTLED", HEALTH, "Resource", "EXPLAINED", [], []],
        ["OBJECTION_SETTLED", "user", "Objection", "EXPLAINED", [], []],
    ]


async def test_a_term_that_is_prolonged_too_far_is_said_of_the_days(shared: City) -> None:
    await bind(shared, "JI")
    case = await raised(shared)
    await moved(shared, "provider", case, EVENT.TAKE_UP, 10)
    with pytest.raises(Conflict) as refused:
        await moved(shared, "head", case, EVENT.EXTEND, 11, days=11)
    assert (refused.value.code, refused.value.path, refused.value.value) == ("CONDITION_MISSING", ("days",), "11")
    assert refused.value.rules == ("JI-14",)


@pytest.mark.parametrize(
    ("policy", "cited"), [("CZ", ["CZ-14"]), ("CS", ["CS-32"]), ("WH", []), ("JZ", []), ("JI", [])]
)
async def test_every_user_is_told_of_the_result_and_where_a_text_says_so_it_is_cited(
    shared: City, policy: str, cited: list[str]
) -> None:
    await bind(shared, policy)
    case = await raised(shared)
    await moved(shared, "provider", case, EVENT.CORRECT, words="已更正")
    told = [each for each in await shared.store.read(TOLD) if each[0] == "OBJECTION_SETTLED"]
    assert [(to, about, state, rules) for _, to, about, state, rules, _ in told] == [
        (HEALTH, "Resource", "CORRECTED", cited), ("user", "Objection", "CORRECTED", []),
    ]  # fmt: skip


async def test_of_a_licence_the_objector_is_told_by_its_article_and_nobody_uses_it(shared: City) -> None:
    await shared.store.write(
        lambda unit: unit.run(
            "CREATE (:License {id: 'L', number: 'N', issuerId: $issuer, typeId: 'T', holderHashes: ['mine']})",
            issuer=CIVIL,
        )
    )
    issuer = Post("issuer-1", PostKind.ISSUER, "issuer", "签某", CIVIL, date(2020, 1, 1))
    await shared.store.write(lambda unit: write_posts(unit, [issuer], shared.personal))
    mine = await shared.actor("person", Role.HOLDER, holder="mine")
    ground = ObjectionGround.ACCURACY
    case = await raise_objection(
        shared.store, shared.personal, shared.view(mine), mine, "License", "L", ground, "住址有误"
    )
    await moved(shared, "issuer", case, EVENT.CORRECT, words="已更正")
    assert [each[:2] + each[4:] for each in await shared.store.read(TOLD)] == [
        ["OBJECTION_RAISED", CIVIL, [], ["takeUpObjection", "resolveObjection"]],
        ["OBJECTION_SETTLED", "person", ["WHL-19"], []],
    ]


async def test_withdrawn_the_provider_is_told_and_a_refused_step_tells_nobody(shared: City) -> None:
    case = await raised(shared)
    await moved(shared, "user", case, EVENT.WITHDRAW)
    before = await shared.store.read(TOLD)
    assert before[-1][:4] == ["OBJECTION_WITHDRAWN", CIVIL, "Objection", "WITHDRAWN"]
    with pytest.raises(Conflict):
        await moved(shared, "provider", case, EVENT.CORRECT, words="已更正")
    assert await shared.store.read(TOLD) == before


async def test_the_same_step_under_the_same_key_tells_once(shared: City) -> None:
    case = await raised(shared)
    for _ in range(3):
        await moved(shared, "provider", case, EVENT.CORRECT, words="已更正", key="k")
    assert await shared.store.read("MATCH (n:Notice {kind: 'OBJECTION_SETTLED'}) RETURN count(n)") == 2
