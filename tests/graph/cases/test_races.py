"""Two or three who move one objection, or raise the same one, at once: one wins, the others are told by what state.

Everything is the production's: the use cases of objections from the reading to the commit, on both stores. A round of
`make torture` is one of 1,000, else of 20; after each the store is asked whether anything is half-written.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from builders import catalogue as build
from builders.city import CIVIL, HEALTH, NOW, City, established
from builders.races import ROUNDS, Races

from graph.office.actor import Actor
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.subjects.objections.desk import move_objection, raise_objection
from graph.subjects.objections.memory import RESULT
from graph.subjects.organisation.memory import write_posts
from graph.subjects.sharing.desk import add_requests
from graph.words.objections import ObjectionEvent, ObjectionGround, ObjectionState
from graph.words.organisation import Post, PostKind
from graph.words.sharing import RequestState

pytestmark = pytest.mark.slow

DOUBTED = "307001340200/000001"
OFFICERS = ("provider", "provider-2", "provider-3")
MOVES = (
    (ObjectionEvent.TAKE_UP, ObjectionState.IN_CHECK),
    (ObjectionEvent.EXPLAIN, ObjectionState.EXPLAINED),
    (ObjectionEvent.CORRECT, ObjectionState.CORRECTED),
)
CASE = (
    "MATCH (o:Objection {id: $id}) "
    "RETURN [o.state, o.open, o.resultCipher, o.openKey IS NOT NULL, datetime(o.resolvedAt) = datetime($at), o.moving, "
    "COUNT { (o)-[:ON]->(:Resource) }, COUNT { (o)-[:ANSWERED_BY]->(:Department) }, "
    "COLLECT { MATCH (j:Journal {about: $id}) WHERE j.act = $act RETURN j.subject }, "
    "COLLECT { MATCH (n:Notice) WHERE datetime(n.at) = datetime($at) "
    "RETURN n.aboutId + ' ' + n.state + ' ' + coalesce(n.recipient, n.departmentId) AS told ORDER BY told }]"
)
"""Of a case, what one of its acts wrote: its state, its lines in the journal, the notices of its moment."""
WRITTEN = (
    "RETURN [COUNT { MATCH (o:Objection) RETURN o }, COUNT { MATCH (o:Objection) WHERE o.openKey IS NOT NULL RETURN o "
    "}, COUNT { MATCH (j:Journal) WHERE j.act = $act RETURN j }, COUNT { MATCH (n:Notice) RETURN n }]"
)
"""What the store holds altogether, with what the losers might have left."""


@pytest.fixture
async def city(store: Store, personal: PersonalData) -> City:
    """Three officers answer for data that HEALTH was granted."""
    city = await established(store, personal)
    began = date(2020, 1, 1)
    posts = [Post(f"{who}-1", PostKind.PROVIDER_OFFICER, who, f"{who}某", CIVIL, began) for who in OFFICERS[1:]]
    await store.write(lambda unit: write_posts(unit, posts, personal))
    await build.add_entries(store, build.entry(DOUBTED, "婚姻登记信息"))
    granted = build.request("Q", DOUBTED, state=RequestState.GRANTED, answered_on=date(2026, 2, 5))
    await add_requests(store, personal, [granted], city.admin)
    return city


def at(actor: Actor, step: int) -> Actor:
    """Somebody at a moment of his own, by which what he wrote is told from what the others did."""
    return replace(actor, now=NOW + timedelta(milliseconds=step))


async def raised(city: City, actor: Actor, words: str = "姓名与户籍不符") -> str:
    ground = ObjectionGround.ACCURACY
    return await raise_objection(city.store, city.personal, city.view(actor), actor, "Resource", DOUBTED, ground, words)


async def moved(city: City, actor: Actor, case: str, event: ObjectionEvent, words: str = "") -> str:
    return await move_objection(city.store, city.personal, city.view(actor), actor, case, event, words)


async def test_of_officers_who_take_the_same_step_at_once_one_does_and_the_others_are_told_the_state(
    city: City,
) -> None:
    user, officers = await city.actor("user"), [await city.actor(who) for who in OFFICERS]
    races = Races("the same move of one objection")
    for n in range(ROUNDS):
        event, state = MOVES[n % len(MOVES)]
        case = await raised(city, at(user, 10 * n))
        those = [at(each, 10 * n + place) for place, each in enumerate(officers[: 2 + n % 2], start=1)]
        finish = await races.run([partial(moved, city, each, case, event, each.principal.subject) for each in those])
        assert finish.result == case
        assert finish.told() <= {("CASE_MOVED", state.name), ("NO_SUCH_MOVE", state.name)}
        assert {each.path for each in finish.beaten} == {("objection",)}
        assert {each.rules for each in finish.beaten} == {("WH-16",)}

        winner = those[finish.winner]
        told = ["user", HEALTH] if event is not ObjectionEvent.TAKE_UP else ["user"]
        for each in those:
            won = each is winner
            given = {"id": case, "at": each.now.isoformat(), "act": f"{event.name}_OBJECTION"}
            *kept, at_his_moment, moving, on, answered, acts, notices = await city.store.read(CASE, **given)
            kept[2] = city.personal.shown(kept[2], RESULT)
            assert kept == [state.name, state.open, winner.principal.subject, state.open]
            assert (at_his_moment, moving, on, answered) == (None if state.open else won, None, 1, 1)
            assert acts == [winner.principal.subject]
            assert [notice.split(" ")[-1] for notice in notices] == (sorted(told, reverse=True) if won else [])
        if state.open:
            await moved(city, at(user, 10 * n + 9), case, ObjectionEvent.WITHDRAW)
    assert (await city.store.read(WRITTEN, act="RAISE_OBJECTION"))[:3] == [ROUNDS, 0, ROUNDS]
    races.report()


async def test_of_the_same_objection_raised_twice_at_once_one_is_open_and_the_other_is_told_which(city: City) -> None:
    user, provider = await city.actor("user"), await city.actor("provider")
    races = Races("a second objection of the same person, thing and ground")
    for n in range(ROUNDS):
        those = [at(user, 10 * n + place) for place in (1, 2)]
        finish = await races.run([partial(raised, city, each, f"第{place}次") for place, each in enumerate(those)])
        case, winner = finish.result, those[finish.winner]
        assert finish.told() == {("OBJECTION_OPEN", case)}
        assert [(each.path, each.rules) for each in finish.beaten] == [(("on",), ("WH-16",))]

        given = {"id": case, "at": winner.now.isoformat(), "act": "RAISE_OBJECTION"}
        *kept, on, answered, acts, notices = await city.store.read(CASE, **given)
        assert kept == ["RAISED", True, None, True, None, None]
        assert (on, answered, acts, notices) == (1, 1, ["user"], [f"{case} RAISED {CIVIL}"])
        assert await city.store.read(WRITTEN, act="RAISE_OBJECTION") == [n + 1, 1, n + 1, 3 * n + 1]
        await moved(city, at(provider, 10 * n + 9), case, ObjectionEvent.EXPLAIN, "以户籍为准")
    races.report()
