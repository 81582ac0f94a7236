"""Grants of a table: each is what was decided on its request, and holds with its agreement."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from builders.city import ADMIN, TODAY
from builders.moved_cities import PROVIDER, USER, Cities, code, five_with_posts

from graph.errors import Refusal
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.subjects.sharing.memory import write_on_file
from graph.subjects.sharing.tables import grants, requests
from graph.words.entries import Mode, SharingType
from graph.words.grants import GrantEvent, GrantState
from graph.words.sharing import Purpose
from graph.words.sharing_cases import SharingState
from graph.words.sharing_tables import GrantOnFile, RequestOnFile

G = GrantState
AGREED: dict[str, Any] = {"agreement_on": date(2026, 2, 6), "agreement_digest": "0f" * 32}
ENDED: dict[str, Any] = {"state": G.ENDED, "ended_on": date(2026, 2, 20), "ended_by": GrantEvent.NO_LONGER_NEEDED}
CITIES = ("WH", "JZ")


@pytest.fixture
async def cities(store: Store, personal: PersonalData) -> Cities:
    found = await five_with_posts(store, personal)
    batch = [
        RequestOnFile(
            id=f"Q-{city}{number}", consumer=f"USE-{city}", resource=code(city), purpose=Purpose.DATA_CHECK,
            purpose_words="核对", scenario="办理救助", opened_on=date(2026, 2, 2), state=state, items=("姓名",),
            answered_on=date(2026, 2, 5), refusal="与用途无关", document_number="〔2026〕3号",
            document_on=date(2026, 2, 3),
        )
        for city in CITIES
        for number, state in enumerate((SharingState.GRANTED, SharingState.REFUSED))
    ]  # fmt: skip
    judged = await requests.judge(store, personal, batch, TODAY)
    await requests.file_judged(store, judged, personal, ADMIN)
    return found


def granted(city: str = "WH", **said: Any) -> GrantOnFile:
    plain: dict[str, Any] = {
        "request": f"Q-{city}0", "consumer": f"USE-{city}", "resource": code(city), "purpose": Purpose.DATA_CHECK,
        "purpose_words": "核对某人", "valid_from": date(2026, 2, 5), "state": G.ACTIVE, "scope": "限本部门",
        "mode": Mode.INTERFACE, "items": ("姓名",),
    }  # fmt: skip
    return GrantOnFile(**(plain | said))


async def faults(cities: Cities, *batch: GrantOnFile) -> list[tuple[str, str, tuple[str, ...]]]:
    judged = await grants.judge(cities.store, cities.personal, batch, TODAY)
    return [(fault.code, fault.path[-1], fault.rules) for fault in judged.review.faults]


async def filed(cities: Cities, *batch: GrantOnFile) -> None:
    judged = await grants.judge(cities.store, cities.personal, batch, TODAY)
    await grants.file_judged(cities.store, judged, cities.personal, ADMIN)


async def test_what_is_filed_is_read_as_it_was_said_and_keeps_the_row_of_its_request(cities: Cities) -> None:
    over = ENDED | {
        "state": G.DESTROYED,
        "ending": "不再办理",
        "destroyed_on": date(2026, 2, 21),
        "destruction": "已删除",
    }
    one = granted(agreement_asked=True, valid_until=date(2027, 2, 5), **AGREED, **over)
    waiting = granted("JZ", agreement_asked=True, state=G.WAITING)
    await filed(cities, one, waiting)
    judged = await grants.judge(cities.store, cities.personal, [one, waiting], TODAY)
    assert judged.setting.registered == {"Q-WH0/G": one, "Q-JZ0/G": waiting}
    rows = await cities.store.read(
        "MATCH (g:Grant)-[:SETTLES]->(q:SharingRequest) WHERE (g)-[:COVERS]->(:Resource) "
        "AND (g)-[:GRANTED_TO]->(:Consumer) WITH g, q ORDER BY g.id RETURN collect([g.policyId, "
        "toString(g.keptOn), g.pair, g.parties = q.parties, g.waitsAtKey IS NOT NULL, g.itemIds, properties(g)])"
    )
    assert [row[:6] for row in rows] == [
        [city, "2026-02-02", f"USE-{city}|{code(city)}", True, city == "JZ", [f"{code(city)}#姓名"]]
        for city in ("JZ", "WH")
    ]
    for words in ("核对某人", "限本部门", "不再办理", "已删除"):
        assert words not in str(rows)


@pytest.mark.parametrize(
    ("city", "said", "wrong"),
    [
        ("JZ", {"agreement_asked": True},
         [("CONDITION_MISSING", "agreement_on", ("JZ-11",)), ("CONDITION_MISSING", "agreement_digest", ("JZ-11",))]),
        ("WH", {"agreement_asked": True} | AGREED, []),
        ("WH", {"agreement_asked": True} | AGREED | {"agreement_digest": "0f"},
         [("CODE_CHARACTERS", "agreement_digest", ())]),
        ("JZ", {"state": G.WAITING}, [("CONDITION_MISSING", "state", ("JZ-11",))]),
        ("WH", {"valid_from": date(2026, 2, 4)}, [("PERIOD", "valid_from", ("WH-13",))]),
        ("WH", {"scope": "", "items": (), "purpose_words": ""}, [("CONDITION_MISSING", "scope", ("WH-13",))]),
        ("WH", {"scope": "", "purpose_words": ""}, [("CONDITION_MISSING", "scope", ("WH-13",))]),
        ("WH", {"scope": ""}, []),
        ("JZ", {"scope": "", "items": ()}, []),
        ("WH", {"request": "Q-WH1"}, [("GRANT_WITHOUT_CONSENT", "request", ("WH-13",))]),
        ("WH", {"request": "Q-0"}, [("UNKNOWN_CODE", "request", ())]),
        ("WH", {"items": ("住址",)}, [("NOT_ASKED_FOR", "items", ("WH-13",))]),
        ("WH", {"consumer": "USE-JI", "purpose": Purpose.REFERENCE},
         [("RECORD_DIFFERS", "consumer", ()), ("RECORD_DIFFERS", "purpose", ())]),
        ("WH", {"valid_from": date(2026, 2, 1)}, [("PERIOD", "valid_from", ("WH-13",))]),
        ("WH", {"valid_until": date(2026, 2, 1)}, [("PERIOD", "valid_until", ())]),
        ("WH", {"state": G.ENDED}, [("CONDITION_MISSING", "ended_on", ())]),
        ("WH", {"state": G.ENDED, "valid_until": date(2026, 2, 20)}, []),
        ("JZ", ENDED | {"ended_by": GrantEvent.USE}, [("NO_SUCH_MOVE", "ended_by", ("JZ-22", "JZP-4.2", "JZ-18"))]),
        ("WH", {"ended_on": date(2026, 2, 20)}, [("CONDITION_MISSING", "state", ())]),
        ("JZ", ENDED | {"state": G.DESTROYED}, [
            ("CONDITION_MISSING", "destroyed_on", ("JZ-22",)), ("CONDITION_MISSING", "destruction", ("JZ-22",)),
        ]),
        ("JZ", ENDED | {"destroyed_on": date(2026, 2, 21)}, [("CONDITION_MISSING", "state", ("JZ-22",))]),
        ("WH", ENDED | {"state": G.DESTROYED, "destroyed_on": date(2026, 2, 19), "destruction": "已删除"},
         [("PERIOD", "destroyed_on", ())]),
        ("WH", ENDED | {"state": G.DESTROYED, "destroyed_on": date(2026, 4, 19), "destruction": "已删除"},
         [("DATE", "destroyed_on", ())]),
    ],
)  # fmt: skip
async def test_what_was_not_decided_so_is_refused_by_field_with_its_article(
    cities: Cities, city: str, said: dict[str, Any], wrong: list[tuple[str, str, tuple[str, ...]]]
) -> None:
    assert await faults(cities, granted(city, **said)) == wrong


async def test_a_grant_has_the_mode_of_its_entry_where_none_is_said_and_what_was_done_here_stays(
    cities: Cities,
) -> None:
    one = granted()
    await filed(cities, one)
    judged = await grants.judge(cities.store, cities.personal, [replace(one, scope="限核对")], TODAY)
    await cities.store.write(
        lambda unit: unit.run("MATCH (g:Grant {id: 'Q-WH0/G'}) SET g.history = ['2026-03-02T10:00:00+08:00|X|Y']")
    )
    with pytest.raises(Refusal) as moved:
        await grants.file_judged(cities.store, judged, cities.personal, ADMIN)
    assert moved.value.code == "CASE_MOVED"
    assert await faults(cities, one) == []
    assert [each[:2] for each in await faults(cities, replace(one, scope="限核对"))] == [("RECORD_DIFFERS", "request")]
    assert [each[:2] for each in await faults(cities, one, one)] == [("CODE_TWICE", "request")]
    silent = await grants.judge(cities.store, cities.personal, [granted("JZ", mode=None)], TODAY)
    assert [each.mode for each in silent.grants] == [silent.setting.modes.get(code("JZ"))]


async def test_a_grant_that_names_no_items_is_of_what_was_asked_for_and_no_more(cities: Cities) -> None:
    await filed(cities, granted(items=()))
    again = await grants.judge(cities.store, cities.personal, [granted(items=())], TODAY)
    assert (again.grants[0].items, again.setting.registered["Q-WH0/G"].items) == (("姓名",), ("姓名",))
    assert again.grants[0] == again.setting.registered["Q-WH0/G"]


async def test_what_stands_as_the_whole_of_an_entry_is_left_as_it_is(cities: Cities) -> None:
    await filed(cities, granted())
    await cities.store.write(lambda unit: unit.run("MATCH (g:Grant {id: 'Q-WH0/G'}) SET g.itemIds = []"))
    judged = await grants.judge(cities.store, cities.personal, [granted(items=())], TODAY)
    assert (judged.grants[0].items, judged.review.faults) == ((), ())


@pytest.mark.parametrize(
    ("city", "rules"), [("JZ", ("JZ-10.3",)), ("CS", ("CS-28", "CS-14", "CS-29")), ("WH", ())]
)  # fmt: skip
async def test_nothing_is_granted_that_no_request_of_the_row_leads_to(
    cities: Cities, city: str, rules: tuple[str, ...]
) -> None:
    """A request that an earlier release let pass grants nothing either."""
    withheld = code(city, SharingType.REFUSED)
    one = replace(_request(city), id="Q-0", resource=withheld)
    await cities.store.write(
        lambda unit: write_on_file(unit, cities.personal, [replace(one, state=SharingState.GRANTED)], {})
    )
    found = await faults(cities, granted(city, request="Q-0", resource=withheld))
    assert found == ([("NO_SUCH_MOVE", "items", rules)] if rules else [])


def _request(city: str) -> RequestOnFile:
    return RequestOnFile(
        id=f"Q-{city}", consumer=f"USE-{city}", resource=code(city), purpose=Purpose.DATA_CHECK, purpose_words="核对",
        scenario="办理救助", opened_on=date(2026, 2, 2), state=SharingState.GRANTED, items=("姓名",),
        answered_on=date(2026, 2, 5), document_number="〔2026〕3号", document_on=date(2026, 2, 3),
    )  # fmt: skip


@pytest.mark.parametrize("city", ["CZ", "JI", "WH"])
async def test_what_holds_today_is_by_a_decision_that_is_named(cities: Cities, city: str) -> None:
    one = replace(_request(city), id="Q-0", document_number="", document_on=None)
    judged = await requests.judge(cities.store, cities.personal, [one], TODAY)
    await requests.file_judged(cities.store, judged, cities.personal, ADMIN)
    rules = {"CZ": ("CZ-11",), "JI": ("JI-19.1", "JI-22"), "WH": ("WH-13",)}[city]
    unnamed = [("CONDITION_MISSING", "request", rules)]
    assert await faults(cities, granted(city, request="Q-0")) == unnamed
    assert await faults(cities, granted(city, request="Q-0", agreement_asked=True, state=G.WAITING)) == unnamed
    assert await faults(cities, granted(city, request="Q-0", valid_until=TODAY)) == unnamed
    over = granted(city, request="Q-0", **ENDED)
    assert await faults(cities, over) == [], "what has ended is history"
    assert await faults(cities, granted(city, request="Q-0", valid_until=date(2026, 2, 20))) == []
    await filed(cities, over)
    assert await cities.store.read("MATCH (n:Notice) RETURN count(n)") == 0
    assert await faults(cities, granted(city, request="Q-0")) == unnamed, "no table makes it hold again"


async def test_what_was_decided_here_is_its_own_document(cities: Cities) -> None:
    one = replace(_request("WH"), id="Q-0", document_number="", document_on=None)
    judged = await requests.judge(cities.store, cities.personal, [one], TODAY)
    await requests.file_judged(cities.store, judged, cities.personal, ADMIN)
    await cities.store.write(
        lambda unit: unit.run("MATCH (q:SharingRequest {id: 'Q-0'}) SET q.history = ['2026-03-02T10:00:00+08:00|X|Y']")
    )
    assert await faults(cities, granted(request="Q-0")) == []


async def test_the_provider_is_told_once_of_every_right_that_a_table_gives(cities: Cities) -> None:
    second = replace(_request("WH"), id="Q-WH2")
    judged = await requests.judge(cities.store, cities.personal, [second], TODAY)
    await requests.file_judged(cities.store, judged, cities.personal, ADMIN)
    batch = [granted(), granted(request="Q-WH2"), granted("JZ")]
    await filed(cities, *batch)
    told = (
        "MATCH (n:Notice) WITH n ORDER BY n.departmentId "
        "RETURN collect([n.kind, n.about, n.aboutId, n.departmentId, n.name])"
    )
    first = await cities.store.read(told)
    assert sorted(first) == sorted(
        [
            ["REQUEST_GRANTED", "SharingRequest", "Q-JZ0", PROVIDER["JZ"], "JZ有条件"],
            ["REQUEST_GRANTED", "SharingRequest", "Q-WH0", PROVIDER["WH"], "WH有条件（共2项申请）"],
        ]
    )
    await filed(cities, *batch)
    assert await cities.store.read(told) == first, "what stands as it was said is told to nobody again"


async def test_of_a_request_whose_answer_was_told_the_right_is_not_told_again(cities: Cities) -> None:
    told = "MATCH (n:Notice) RETURN collect([n.kind, n.departmentId])"
    one = replace(_request("WH"), id="Q-9")
    for each in (replace(one, state=SharingState.ASKED, answered_on=None), one):
        asked = await requests.judge(cities.store, cities.personal, [each], TODAY)
        await requests.file_judged(cities.store, asked, cities.personal, ADMIN)
    both = sorted(["REQUEST_GRANTED", each] for each in (PROVIDER["WH"], USER["WH"]))
    assert sorted(await cities.store.read(told)) == both
    await filed(cities, granted(request="Q-9", valid_until=date(2026, 6, 1)))
    assert sorted(await cities.store.read(told)) == both
    later = replace(ADMIN, now=ADMIN.now + timedelta(minutes=1))
    judged = await grants.judge(cities.store, cities.personal, [granted(request="Q-9")], TODAY)
    await grants.file_judged(cities.store, judged, cities.personal, later)
    assert len(await cities.store.read(told)) == 3, "another right is told of"
