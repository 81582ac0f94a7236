"""Objections from raising to result, repeated requests, and two who answer at once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, datetime, time

import pytest
from builders import catalogue as build
from builders.city import CENTRE, CIVIL, COUNTY_BUREAU, HEALTH, City

from graph.errors import Conflict, Forbidden, LimitExceeded, Malformed, NotFound
from graph.office.actor import Actor
from graph.store.engine import Unit
from graph.subjects.objections import memory as objections_memory
from graph.subjects.objections.desk import move_objection, raise_objection
from graph.subjects.organisation.memory import write_posts, write_successions
from graph.subjects.sharing.desk import add_requests
from graph.words.china_time import CHINA
from graph.words.entries import EntryState
from graph.words.objections import ObjectionEvent, ObjectionGround
from graph.words.organisation import Post, PostKind, Succession, SuccessionKind
from graph.words.people import Role
from graph.words.sharing import RequestState

A, B = "307001340200/000001", "307001340200/000002"
ON = ObjectionGround.ACCURACY


@pytest.fixture
async def shared(city: City) -> City:
    """Health was granted one item of A; B is nobody's."""
    await build.add_entries(city.store, build.entry(A, "婚姻登记信息"), build.entry(B, "收养登记信息"))
    granted = build.request("Q", A, state=RequestState.GRANTED, answered_on=date(2026, 2, 5), grant_items=("姓名",))
    await add_requests(city.store, city.personal, [granted], city.admin)
    return city


async def raised(city: City, actor: Actor, on: str = A, kind: str = "Resource", key: str | None = None) -> str:
    return await raise_objection(
        city.store, city.personal, city.view(actor), actor, kind, on, ON, "姓名与户籍不符", key=key
    )


async def moved(
    city: City, actor: Actor, case: str, event: ObjectionEvent, words: str = "", key: str | None = None
) -> str:
    return await move_objection(city.store, city.personal, city.view(actor), actor, case, event, words, key=key)


async def test_a_using_department_objects_and_the_provider_answers(shared: City) -> None:
    user, provider = await shared.actor("user"), await shared.actor("provider")
    case = await raised(shared, user)
    found = await objections_memory.case(shared.view(provider), case)
    assert found is not None
    assert (found.objection.answers, found.policy, found.objection.due_on) == (CIVIL, "WH", None)
    parties = await shared.store.read("MATCH (o:Objection {id: $id}) RETURN o.parties", id=case)
    assert parties == sorted([CIVIL, HEALTH])

    await moved(shared, provider, case, ObjectionEvent.TAKE_UP)
    await moved(shared, provider, case, ObjectionEvent.CORRECT, "已按户籍更正")
    row = (
        "MATCH (o:Objection {id: $id}) "
        "RETURN [o.state, o.open, o.resultCipher, date(o.resolvedAt) = date('2026-03-02')]"
    )
    state, is_open, result, on_the_day = await shared.store.read(row, id=case)
    assert [state, is_open, on_the_day] == ["CORRECTED", False, True]
    assert shared.personal.shown(result, objections_memory.RESULT) == "已按户籍更正"
    acts = "MATCH (j:Journal {about: $id}) WITH j ORDER BY j.act RETURN collect([j.act, j.subject, j.rules])"
    assert await shared.store.read(acts, id=case) == [
        ["CORRECT_OBJECTION", "provider", ["WH-16"]],
        ["RAISE_OBJECTION", "user", ["WH-16"]],
        ["TAKE_UP_OBJECTION", "provider", ["WH-16"]],
    ]


@pytest.mark.parametrize(
    ("policy", "on", "due", "provisional", "rule"),
    [
        ("JI", date(2026, 2, 13), date(2026, 3, 5), False, "JI-14"),
        ("JI", date(2034, 12, 27), date(2035, 1, 11), True, "JI-14"),
        ("WH", date(2034, 12, 27), None, None, None),
    ],
)
async def test_a_case_keeps_its_due_date_and_how_sure_it_is(
    shared: City, policy: str, on: date, due: date | None, provisional: bool | None, rule: str | None
) -> None:
    await shared.store.write(
        lambda unit: unit.run(
            "MATCH (:Policy)-[b:BINDS]->(d:Department) DELETE b WITH d MERGE (y:Policy {id: $policy}) "
            "CREATE (y)-[:BINDS {validFrom: date('2020-10-28')}]->(d)",
            policy=policy,
        )
    )
    user = await shared.actor("user")
    then = Actor(user.principal, datetime.combine(on, time(0, 30), CHINA))
    found = await objections_memory.case(shared.view(then), await raised(shared, then))
    assert found is not None
    case = found.objection
    assert (case.due_on, case.provisional, case.due_rule) == (due, provisional, rule)


async def test_who_was_not_granted_the_data_cannot_object(shared: City) -> None:
    for subject, on in (("user", B), ("cataloguer", A)):
        with pytest.raises(Conflict) as refused:
            await raised(shared, await shared.actor(subject), on)
        assert (refused.value.code, refused.value.rules) == ("CONDITION_MISSING", ("WH-16",))
        assert (refused.value.path, refused.value.value) == (("on",), None)
    assert await shared.count("Objection") == 0


async def test_a_grant_of_some_items_lets_object_to_these_only(shared: City) -> None:
    user = await shared.actor("user")
    assert await raised(shared, user, f"{A}#姓名", "Item")
    with pytest.raises(Conflict):
        await raised(shared, user, f"{A}#住址", "Item")


async def test_what_the_asker_may_not_see_is_not_there(shared: City) -> None:
    await build.add_entries(shared.store, build.entry(B, "收养登记信息"), state=EntryState.WITHDRAWN)
    user = await shared.actor("user")
    for on, kind in ((B, "Resource"), ("no/1", "Resource"), ("x#y", "Item"), ("x", "License")):
        with pytest.raises(NotFound):
            await raised(shared, user, on, kind)
    case = await raised(shared, user)
    with pytest.raises(NotFound):
        await moved(shared, await shared.actor("nobody"), case, ObjectionEvent.TAKE_UP)


async def test_the_objector_does_not_answer_himself(shared: City) -> None:
    user = await shared.actor("user")
    case = await raised(shared, user)
    with pytest.raises(Forbidden) as refused:
        await moved(shared, user, case, ObjectionEvent.EXPLAIN, "没有错")
    assert (refused.value.code, refused.value.limit) == ("ANOTHER_POST", CIVIL)
    assert "由提供方（民政局）的以下岗位办理" in refused.value.message.zh


async def test_words_are_needed_and_bounded(shared: City) -> None:
    user = await shared.actor("user")
    for words, kind in ((" ", Malformed), ("长" * 2001, LimitExceeded)):
        with pytest.raises(kind):
            await raise_objection(shared.store, shared.personal, shared.view(user), user, "Resource", A, ON, words)
    assert await shared.count("Objection") == 0


async def test_a_closed_case_stays_closed(shared: City) -> None:
    provider = await shared.actor("provider")
    case = await raised(shared, await shared.actor("user"))
    await moved(shared, provider, case, ObjectionEvent.EXPLAIN, "以户籍为准")
    with pytest.raises(Conflict) as refused:
        await moved(shared, provider, case, ObjectionEvent.CORRECT, "改了")
    assert (refused.value.code, refused.value.value) == ("NO_SUCH_MOVE", "EXPLAINED")


async def test_of_two_who_answer_at_once_one_is_told(shared: City) -> None:
    provider = await shared.actor("provider")
    case = await raised(shared, await shared.actor("user"))
    outcomes = await asyncio.gather(
        *(moved(shared, provider, case, ObjectionEvent.EXPLAIN, f"第{n}次") for n in range(6)), return_exceptions=True
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == [*["Conflict"] * 5, "str"]
    beaten = [each for each in outcomes if isinstance(each, Conflict)]
    assert {(each.code, each.value) for each in beaten} <= {("CASE_MOVED", "EXPLAINED"), ("NO_SUCH_MOVE", "EXPLAINED")}
    assert await shared.store.read("MATCH (j:Journal {act: 'EXPLAIN_OBJECTION'}) RETURN count(j)") == 1


async def test_a_repeated_request_has_the_first_result_and_no_second_effect(shared: City) -> None:
    user, provider = await shared.actor("user"), await shared.actor("provider")
    case = await raised(shared, user, key="k1")
    assert await raised(shared, user, key="k1") == case
    with pytest.raises(Conflict) as refused:
        await raised(shared, user, key="k2")
    assert (refused.value.code, refused.value.value) == ("OBJECTION_OPEN", case)
    assert await shared.count("Objection") == 1

    assert await moved(shared, provider, case, ObjectionEvent.CORRECT, "已更正", key="k3") == case
    assert await moved(shared, provider, case, ObjectionEvent.CORRECT, "已更正", key="k3") == case
    assert await shared.store.read("MATCH (j:Journal {act: 'CORRECT_OBJECTION'}) RETURN count(j)") == 1


async def test_of_many_equal_requests_at_once_one_is_done(shared: City) -> None:
    user = await shared.actor("user")
    cases = await asyncio.gather(*(raised(shared, user, key="same") for _ in range(8)))
    assert len(set(cases)) == 1
    assert await shared.count("Objection") == 1


async def test_of_one_person_thing_and_ground_one_objection_is_open(shared: City) -> None:
    user, provider = await shared.actor("user"), await shared.actor("provider")
    outcomes = await asyncio.gather(*(raised(shared, user) for _ in range(6)), return_exceptions=True)
    (case,) = [each for each in outcomes if isinstance(each, str)]
    beaten = [each for each in outcomes if isinstance(each, Conflict)]
    assert [(each.code, each.value) for each in beaten] == [("OBJECTION_OPEN", case)] * 5
    await raised(shared, user, f"{A}#姓名", "Item")
    other = Actor(replace(user.principal, subject="another"), user.now)
    await raised(shared, other)
    await raise_objection(
        shared.store,
        shared.personal,
        shared.view(user),
        user,
        "Resource",
        A,
        ObjectionGround.TIMELINESS,
        "登记日期迟了",
    )
    await moved(shared, provider, case, ObjectionEvent.EXPLAIN, "以户籍为准")
    assert await raised(shared, user) != case
    assert await shared.count("Objection") == 5


async def test_who_raised_it_withdraws_it_and_the_case_is_closed(shared: City) -> None:
    user = await shared.actor("user")
    case = await raised(shared, user)
    await moved(shared, user, case, ObjectionEvent.WITHDRAW)
    row = "MATCH (o:Objection {id: $id}) RETURN [o.state, o.open, o.openKey, o.resolvedAt IS NOT NULL]"
    assert await shared.store.read(row, id=case) == ["WITHDRAWN", False, None, True]
    assert await raised(shared, user) != case


async def test_an_objection_is_raised_for_the_department_of_the_post_that_objects(shared: City) -> None:
    began = date(2020, 1, 1)
    posts = [
        Post("two-1", PostKind.APPLICANT, "two", "两某", HEALTH, began),
        Post("two-2", PostKind.CATALOGUER, "two", "两某", CENTRE, began),
    ]

    async def work(unit: Unit) -> None:
        await write_posts(unit, posts, shared.personal)
        await unit.run("CREATE (:License {id: 'L', issuerId: $issuer, holderHashes: []})", issuer=CIVIL)
        await unit.run("CREATE (:LicenseUse {id: 'U', pair: 'L|two'})")

    await shared.store.write(work)
    two = await shared.actor("two")
    case = await raised(shared, two, "L", "License")
    assert await shared.store.read("MATCH (o:Objection {id: $id}) RETURN o.parties", id=case) == sorted([CIVIL, HEALTH])
    shared_with = "MATCH (d:Department {id: $id})-[:SHARES_CASE]-(x:Department) RETURN collect(x.id)"
    assert await shared.store.read(shared_with, id=CENTRE) == []


async def test_where_nobody_is_left_to_answer_that_is_what_is_said(shared: City) -> None:
    await shared.store.write(
        lambda unit: unit.run("MATCH (d:Department {id: $id}) SET d.validUntil = date('2026-01-01')", id=CIVIL)
    )
    with pytest.raises(Conflict) as refused:
        await raised(shared, await shared.actor("user"))
    assert (refused.value.code, refused.value.path, refused.value.value) == ("NOBODY_ANSWERS", ("on",), A)


async def test_a_step_without_words_leaves_what_was_said_before(shared: City) -> None:
    user, provider = await shared.actor("user"), await shared.actor("provider")
    case = await raised(shared, user)
    for actor, event, words, said in (
        (provider, ObjectionEvent.TAKE_UP, "已转户籍窗口核对", "已转户籍窗口核对"),
        (user, ObjectionEvent.WITHDRAW, "", "已转户籍窗口核对"),
    ):
        await moved(shared, actor, case, event, words)
        kept = await shared.store.read("MATCH (o:Objection {id: $id}) RETURN o.resultCipher", id=case)
        assert shared.personal.shown(kept, objections_memory.RESULT) == said


async def test_a_key_is_for_one_request_of_one_person(shared: City) -> None:
    user = await shared.actor("user")
    await raised(shared, user, key="k1")
    with pytest.raises(Conflict) as refused:
        await raised(shared, user, f"{A}#姓名", "Item", key="k1")
    assert refused.value.code == "IDEMPOTENCY_KEY_REUSED"
    other = Actor(replace(user.principal, subject="another"), user.now)
    await raised(shared, other, key="k1")
    assert await shared.count("Objection") == 2


@pytest.mark.parametrize("key", ["", "x" * 201, "a\nb"])
async def test_a_key_has_a_form(shared: City, key: str) -> None:
    with pytest.raises(Malformed) as refused:
        await raised(shared, await shared.actor("user"), key=key)
    assert refused.value.code == "IDEMPOTENCY_KEY"


async def test_a_refused_request_does_not_use_up_its_key(shared: City) -> None:
    user = await shared.actor("user")
    with pytest.raises(Conflict):
        await raised(shared, user, B, key="k1")
    assert await raised(shared, user, key="k1")


async def followed(
    city: City, former: str = CIVIL, follower: str = HEALTH, post: PostKind = PostKind.PROVIDER_OFFICER
) -> None:
    """A department ends, and another follows it, where somebody holds a post: by default the one that answers."""
    heir = Post("heir-1", post, "heir", "继某", follower, date(2020, 1, 1))

    async def work(unit: Unit) -> None:
        await unit.run("MATCH (d:Department {id: $id}) SET d.validUntil = date('2026-01-01')", id=former)
        await write_successions(unit, [Succession(former, follower, date(2026, 1, 1), SuccessionKind.MERGED)])
        await write_posts(unit, [heir], city.personal)

    await city.store.write(work)


async def test_an_open_case_goes_to_the_successor_with_what_it_is_about(shared: City) -> None:
    case = await raised(shared, await shared.actor("user"), A)
    await shared.store.write(  # as if only the two that were parties then had been: the successor was none of them
        lambda unit: unit.run("MATCH (o:Objection {id: $id}) SET o.parties = [$civil]", id=case, civil=CIVIL)
    )
    heir, provider = await shared.actor("heir"), await shared.actor("provider")
    with pytest.raises(NotFound):
        await moved(shared, heir, case, ObjectionEvent.TAKE_UP)
    await followed(shared)
    heir = await shared.actor("heir")
    assert heir.principal.posts[0].predecessors == {CIVIL}
    with pytest.raises(Forbidden):
        await moved(shared, provider, case, ObjectionEvent.TAKE_UP)
    await moved(shared, heir, case, ObjectionEvent.TAKE_UP)
    await moved(shared, heir, case, ObjectionEvent.CORRECT, "已更正")
    assert await shared.store.read("MATCH (o:Objection {id: $id}) RETURN o.state", id=case) == "CORRECTED"


async def test_of_several_that_followed_a_department_only_who_answers_sees_what_it_left(shared: City) -> None:
    await followed(shared)
    later = [
        Succession(HEALTH, CENTRE, date(2026, 2, 1), SuccessionKind.MERGED),
        Succession(CIVIL, COUNTY_BUREAU, date(2026, 1, 1), SuccessionKind.MERGED),
    ]
    await shared.store.write(lambda unit: write_successions(unit, later))
    nearest = min(HEALTH, COUNTY_BUREAU)
    for subject, department in (("user", HEALTH), ("county", COUNTY_BUREAU), ("platform", CENTRE)):
        (post,) = (await shared.actor(subject)).principal.posts
        assert post.predecessors == (frozenset({CIVIL}) if department == nearest else frozenset())


async def test_a_successor_answers_for_a_department_that_is_gone(shared: City) -> None:
    await followed(shared)
    user = await shared.actor("user")
    found = await objections_memory.doubted(shared.view(user), "Resource", A)
    assert found is not None
    assert (found.answers, found.policy) == (HEALTH, "WH")


async def test_a_holder_objects_to_his_own_licence_only(shared: City) -> None:
    await shared.store.write(
        lambda unit: unit.run(
            "CREATE (:License {id: 'L', number: 'N', issuerId: $issuer, typeId: 'T', holderHashes: ['mine']})",
            issuer=CIVIL,
        )
    )
    mine = await shared.actor("person", Role.HOLDER, holder="mine")
    case = await raised(shared, mine, "L", "License")
    row = "MATCH (o:Objection {id: $id})-[:ON]->(l:License) RETURN [l.id, o.parties, toString(o.dueOn), o.raisedBy]"
    assert await shared.store.read(row, id=case) == ["L", [CIVIL], None, "person"]
    for stranger in (
        await shared.actor("person2", Role.HOLDER, holder="another"),
        await shared.actor("shop", Role.RELYING_PARTY),
    ):
        with pytest.raises(NotFound):
            await raised(shared, stranger, "L", "License")


async def test_a_relying_party_objects_to_a_licence_that_it_was_shown(shared: City) -> None:
    await shared.store.write(
        lambda unit: unit.run(
            "CREATE (l:License {id: 'L', number: 'N', issuerId: $issuer, holderHashes: []}) "
            "CREATE (:FileDigest {id: 'd', kind: 'SHOWN', user: 'shop'})-[:OF]->(l)",
            issuer=CIVIL,
        )
    )
    shop = await shared.actor("shop", Role.RELYING_PARTY)
    assert await raised(shared, shop, "L", "License")


async def test_a_successor_of_the_objectors_department_withdraws(shared: City) -> None:
    user, stranger = await shared.actor("user"), await shared.actor("cataloguer")
    case = await raised(shared, user)
    await followed(shared, HEALTH, CENTRE, PostKind.APPLICANT)
    with pytest.raises(Forbidden) as refused:
        await moved(shared, stranger, case, ObjectionEvent.WITHDRAW)
    assert (refused.value.code, refused.value.limit) == ("ANOTHER_POST", CENTRE)
    assert await moved(shared, await shared.actor("heir"), case, ObjectionEvent.WITHDRAW) == case


async def test_staff_withdraw_what_they_object_to_in_a_licence_of_their_own_department(shared: City) -> None:
    await shared.store.write(
        lambda unit: unit.run(
            "CREATE (l:License {id: 'L', number: 'N', issuerId: $issuer, holderHashes: []}) "
            "CREATE (:FileDigest {id: 'd', kind: 'SHOWN', user: 'user'})-[:OF]->(l)",
            issuer=HEALTH,
        )
    )
    user = await shared.actor("user")
    case = await raised(shared, user, "L", "License")
    assert await moved(shared, user, case, ObjectionEvent.WITHDRAW) == case
