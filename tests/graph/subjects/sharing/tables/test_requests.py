"""Requests of a table: each city's row says where they stand, and what nobody reaches without."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest
from builders import catalogue as build
from builders.city import ADMIN, TODAY, uscc
from builders.moved_cities import PROVIDER, USER, Cities, code

from graph.errors import Refusal
from graph.subjects.entries import recording
from graph.subjects.sharing.tables import requests
from graph.subjects.sources.desk import Sources, add_sources
from graph.words.china_time import CHINA
from graph.words.entries import EntryState, SharingType
from graph.words.sharing import Purpose
from graph.words.sharing_cases import SharingState
from graph.words.sharing_tables import RequestOnFile
from graph.words.sources import USING_DEPARTMENTS, ConsumerKind

S = SharingState
PAPER: dict[str, Any] = {"document_number": "〔2026〕3号", "document_on": date(2026, 2, 3)}
ANSWERED: dict[str, Any] = {"answered_on": date(2026, 2, 5)}


def asked(city: str = "WH", number: str = "Q-1", sharing: SharingType = SharingType.CONDITIONAL, **said: Any) -> Any:
    plain: dict[str, Any] = {
        "purpose": Purpose.DATA_CHECK, "purpose_words": "核对某人", "scenario": "办理救助",
        "opened_on": date(2026, 2, 2), "state": S.GRANTED,
    }  # fmt: skip
    return RequestOnFile(id=number, consumer=f"USE-{city}", resource=code(city, sharing), **(plain | said))


async def faults(cities: Cities, *batch: RequestOnFile) -> list[tuple[str, str, tuple[str, ...]]]:
    judged = await requests.judge(cities.store, cities.personal, batch, TODAY)
    return [(fault.code, fault.path[-1], fault.rules) for fault in judged.review.faults]


async def filed(cities: Cities, *batch: RequestOnFile) -> None:
    judged = await requests.judge(cities.store, cities.personal, batch, TODAY)
    await requests.file_judged(cities.store, judged, cities.personal, ADMIN)


async def test_what_is_filed_is_read_as_it_was_said_with_both_rows_and_nothing_in_the_clear(cities: Cities) -> None:
    one = asked(
        items=("姓名",), legal_basis="LAW-1", basis="救助条例", duty_basis="三定", need="核对", scope="限核对",
        refusal="住址不予", **ANSWERED, **PAPER,
    )  # fmt: skip
    await filed(cities, one)
    judged = await requests.judge(cities.store, cities.personal, [one], TODAY)
    assert judged.setting.registered == {"Q-1": one}
    row = await cities.store.read(
        "MATCH (q:SharingRequest {id: 'Q-1'}) "
        "RETURN [q.policyId, q.applicantPolicyId, q.parties, q.waitKey, q.history, properties(q)]"
    )
    assert row[:5] == ["WH", "WH", [USER["WH"], PROVIDER["WH"]], None, []]
    for words in ("核对某人", "办理救助", "救助条例", "三定", "限核对", "住址不予"):
        assert words not in str(row[5])


@pytest.mark.parametrize(
    ("city", "said", "stands"),
    [
        *((city, {}, "ASKED") for city in ("CZ", "JZ", "WH")),
        ("JI", {}, "DECIDING"),
        ("CS", {}, "OPINION"),
        ("JZ", {"state": S.INSIDE}, "INSIDE"),
        ("WH", {"sharing": SharingType.REFUSED, "state": S.NEGOTIATING}, "NEGOTIATING"),
        ("CS", {"state": S.COMMITTEE}, "COMMITTEE"),
        ("CS", {"sharing": SharingType.UNCONDITIONAL, "state": S.LISTING} | PAPER, "LISTING"),
    ],
)  # fmt: skip
async def test_one_that_waits_stands_where_its_row_knows_who_is_waited_for(
    cities: Cities, city: str, said: dict[str, Any], stands: str
) -> None:
    one = asked(city, **({"state": S.ASKED} | (PAPER if city == "JZ" else {}) | said))
    await filed(cities, one)
    found = await cities.store.read("MATCH (q:SharingRequest {id: 'Q-1'}) RETURN [q.state, q.waitsAtKey IS NOT NULL]")
    assert found == [stands, True]
    judged = await requests.judge(cities.store, cities.personal, [one], TODAY)
    assert judged.requests[0] == judged.setting.registered["Q-1"], "the same table again changes nothing"


@pytest.mark.parametrize(
    ("city", "said", "due", "rule"),
    [
        ("CZ", {}, "2026-02-09", "CZ-11"),
        ("WH", {}, "2026-02-14", "WH-13"),
        ("WH", {"opened_on": date(2026, 2, 1)}, "2026-02-14", "WH-13"),  # a Sunday is as if the Monday behind it
        ("JI", {}, None, "JI-19.1"),
        ("JZ", PAPER, "2026-02-09", "JZ-14.2"),
        ("JZ", {"state": S.FILED} | PAPER, "2026-02-04", "JZP-4.1"),
        ("CS", {"state": S.COMMITTEE}, None, "CS-29"),
        ("WH", {"sharing": SharingType.REFUSED, "state": S.NEGOTIATING}, None, "WH-13"),
        ("WH", {"state": S.REFUSED, "refusal": "涉密"} | ANSWERED, None, None),
    ],
)  # fmt: skip
async def test_one_that_waits_is_due_by_the_row_that_leads_where_it_stands(
    cities: Cities, city: str, said: dict[str, Any], due: str | None, rule: str | None
) -> None:
    await filed(cities, asked(city, **({"state": S.ASKED} | said)))
    last, key, wait, rules = await cities.store.read(
        "MATCH (q:SharingRequest {id: 'Q-1'}) RETURN [toString(q.dueOn), q.dueKey, q.waitKey, q.articles]"
    )
    assert (last, key) == (due, due or "9999-12-31")
    assert (wait or key).startswith(key)
    assert rule in rules if rule else rules == []


@pytest.mark.parametrize(
    ("city", "said", "wrong"),
    [
        ("JI", {"state": S.NEGOTIATING}, [("NO_SUCH_MOVE", "state")]),
        ("JI", {"state": S.ASKED, "sharing": SharingType.UNCONDITIONAL}, [("USED_DIRECTLY", "state")]),
        ("WH", {"state": S.ASKED, "opened_on": date(2019, 2, 2)}, [("NO_POLICY", "state")]),
        ("WH", {"state": S.DRAFT}, [("NO_SUCH_MOVE", "state")]),
        ("CS", ANSWERED, [("CONDITION_MISSING", "document_number"), ("CONDITION_MISSING", "document_on")]),
        ("CS", ANSWERED | PAPER, []),
        ("CS", {"state": S.CLOSED} | ANSWERED, []),
        ("JZ", ANSWERED | {"document_number": "〔2026〕3号"}, [("CONDITION_MISSING", "document_on")]),
        ("WH", ANSWERED, []),
        ("WH", {"state": S.WITHDRAWN}, []),
        ("WH", {"state": S.REFUSED} | ANSWERED, [("REASON_REQUIRED", "refusal")]),
        ("WH", {}, [("ANSWER_DATE", "answered_on")]),
        ("WH", {"state": S.ASKED} | ANSWERED, [("ANSWER_DATE", "answered_on")]),
        ("WH", {"answered_on": date(2026, 1, 5)}, [("PERIOD", "answered_on")]),
        ("WH", {"answered_on": date(2026, 4, 5)}, [("DATE", "answered_on")]),
        ("WH", ANSWERED | {"items": ("电话",), "legal_basis": "LAW-8"},
         [("UNKNOWN_CODE", "legal_basis"), ("UNKNOWN_CODE", "items")]),
        ("WH", ANSWERED | {"consumer": "USE-0"}, [("UNKNOWN_CODE", "consumer")]),
    ],
)  # fmt: skip
async def test_what_no_row_lets_pass_is_refused_by_field_with_its_article(
    cities: Cities, city: str, said: dict[str, Any], wrong: list[tuple[str, str]]
) -> None:
    consumer = {"consumer": said["consumer"]} if "consumer" in said else {}
    one = asked(city, **{name: each for name, each in said.items() if name != "consumer"})
    found = await faults(cities, replace(one, **consumer))
    assert [(fault, field) for fault, field, _ in found] == wrong
    for fault, _, rules in found:
        if fault in ("NO_SUCH_MOVE", "USED_DIRECTLY", "CONDITION_MISSING", "REASON_REQUIRED"):
            assert rules
            assert all(rule.startswith(city) for rule in rules)


async def test_who_is_no_department_is_on_file_as_refused_at_most(cities: Cities) -> None:
    others = [each for each in ConsumerKind if each not in USING_DEPARTMENTS]
    users = [build.consumer(f"USE-{kind.name}", kind=kind, department=None, uscc=uscc(90)) for kind in others]
    await add_sources(cities.store, Sources(consumers=tuple(users)), ADMIN)
    for user in users:
        plain = replace(asked(**ANSWERED), consumer=user.code)
        assert await faults(cities, plain) == [("NOT_A_DEPARTMENT", "consumer", ("WH-2", "WH-19", "WHL-18"))]
        waits = replace(plain, state=S.ASKED, answered_on=None)
        assert [fault for fault, _, _ in await faults(cities, waits)] == ["NOT_A_DEPARTMENT"]
        assert await faults(cities, replace(plain, state=S.REFUSED, refusal="不属于政务部门")) == []


async def test_a_request_stays_with_its_two_sides_and_what_was_done_here_stays(cities: Cities) -> None:
    one = asked(items=("姓名",), **ANSWERED)
    await filed(cities, one)
    other = replace(one, consumer="USE-JI", resource=code("JI"))
    assert [each[:2] for each in await faults(cities, other)] == [
        ("RECORD_DIFFERS", "consumer"), ("RECORD_DIFFERS", "resource"),
    ]  # fmt: skip
    assert [each[:2] for each in await faults(cities, one, one)] == [("CODE_TWICE", "id")]
    await filed(cities, replace(one, need="核对家庭"))
    judged = await requests.judge(cities.store, cities.personal, [replace(one, need="再核对")], TODAY)
    await cities.store.write(
        lambda unit: unit.run("MATCH (q:SharingRequest {id: 'Q-1'}) SET q.history = ['2026-03-02T10:00:00+08:00|X|Y']")
    )
    with pytest.raises(Refusal) as moved:
        await requests.file_judged(cities.store, judged, cities.personal, ADMIN)
    assert moved.value.code == "CASE_MOVED"
    assert [each[:2] for each in await faults(cities, one)] == [("RECORD_DIFFERS", "id")]
    assert await faults(cities, replace(one, need="核对家庭")) == []


async def _retyped(cities: Cities, city: str, on: date, item: SharingType | None = None, **entry: Any) -> None:
    """Have an entry say otherwise from a day on; `item` is the type of its 姓名, `of` that by which it is found."""
    sharing = entry.pop("of")
    draft = build.entry(code(city, sharing), f"{city}{sharing.zh}", provider=PROVIDER[city], **entry)
    items = tuple(replace(each, sharing=item if each.name == "姓名" else each.sharing) for each in draft.items)
    at = datetime.combine(on, time(9), CHINA)
    made = replace(draft, items=items)
    await cities.store.write(
        lambda unit: recording.write_entries(unit, [made], {PROVIDER[city]: city}, EntryState.PUBLISHED, at, "变更")
    )


REFUSED: dict[str, Any] = {"sharing": SharingType.REFUSED} | ANSWERED | PAPER


@pytest.mark.parametrize(
    ("city", "rules"),
    [("CZ", None), ("JZ", ("JZ-10.3",)), ("JI", None), ("WH", None), ("CS", ("CS-28", "CS-14", "CS-29"))],
)
async def test_nobody_was_granted_what_no_request_of_the_row_leads_to(
    cities: Cities, city: str, rules: tuple[str, ...] | None
) -> None:
    assert await faults(cities, asked(city, **REFUSED)) == ([("NO_SUCH_MOVE", "resource", rules)] if rules else [])
    named = asked(city, items=("姓名",), **REFUSED)
    assert await faults(cities, named) == ([("NO_SUCH_MOVE", "items", rules)] if rules else [])
    assert await faults(cities, asked(city, **ANSWERED, **PAPER)) == [], "what is shared on conditions is granted"


async def test_of_an_entry_that_is_shared_the_item_that_is_not_is_named(cities: Cities) -> None:
    await _retyped(
        cities, "JZ", date(2026, 2, 1), SharingType.REFUSED, of=SharingType.CONDITIONAL, sharing_condition="限"
    )
    judged = await requests.judge(
        cities.store, cities.personal, [asked("JZ", items=("姓名",), **ANSWERED, **PAPER)], TODAY
    )
    assert [(each.code, each.value, each.rules) for each in judged.review.faults] == [
        ("NO_SUCH_MOVE", "姓名", ("JZ-10.3",)),
    ]  # fmt: skip


async def test_what_was_granted_while_it_was_shared_stays(cities: Cities) -> None:
    before: dict[str, Any] = {"of": SharingType.CONDITIONAL, "sharing": SharingType.REFUSED, "bases": ("LAW-1",)}
    await _retyped(cities, "JZ", date(2026, 3, 3), **before)
    earlier = asked("JZ", **ANSWERED, **PAPER)
    assert await faults(cities, earlier) == []
    await cities.store.write(
        lambda unit: unit.run(
            "MATCH (v:EntryVersion {id: $id}) SET v.recordedAt = datetime('2026-02-04T09:00:00+08:00')",
            id=f"{code('JZ')}@2",
        )
    )
    assert [each[2] for each in await faults(cities, earlier)] == [("JZ-10.3",)], "not shared by then"


TO: dict[str, tuple[str, ...]] = {"CZ": ("CZ-11",), "JI": ("JI-19.1", "JI-22"), "WH": ("WH-13",)}


@pytest.mark.parametrize("city", ["CZ", "JI", "WH"])
async def test_what_waits_on_a_desk_is_granted_by_no_table_that_names_no_document(cities: Cities, city: str) -> None:
    waits = asked(city, state=S.ASKED)
    await filed(cities, waits)
    answered = replace(waits, state=S.GRANTED, **ANSWERED)
    for said, missing in (
        ({}, ["document_number", "document_on"]), ({"document_number": "〔2026〕3号"}, ["document_on"]), (PAPER, []),
    ):  # fmt: skip
        found = await faults(cities, replace(answered, **said))
        assert found == [("CONDITION_MISSING", field, TO[city]) for field in missing]


@pytest.mark.parametrize(
    ("city", "stands", "said", "rules"),
    [
        ("CZ", S.ASKED, {"state": S.REFUSED}, ("CZ-11",)),
        ("JI", S.ASKED, {"state": S.CLOSED}, ("JI-19.1",)),
        ("WH", S.ASKED, {"state": S.REFUSED}, ("WH-13",)),
        ("WH", S.ASKED, {"state": S.NEGOTIATING, "answered_on": None}, ("WH-13",)),
        ("WH", S.ASKED, {"state": S.COORDINATING_OUTSIDE, "answered_on": None}, ("WH-13",)),
        ("WH", S.REFUSED, {"state": S.GRANTED}, ("WH-13",)),
        ("WH", S.WITHDRAWN, {"state": S.GRANTED}, ("WH-13",)),
        ("WH", S.ASKED, {"state": S.WITHDRAWN, "answered_on": None}, None),
        ("JZ", S.INSIDE, {"state": S.CLOSED}, None),
        ("WH", S.REFUSED, {"need": "核对家庭"}, None),
    ],
)  # fmt: skip
async def test_what_a_table_says_others_have_decided_of_what_is_here_names_a_document_of_the_request_or_later(
    cities: Cities, city: str, stands: SharingState, said: dict[str, Any], rules: tuple[str, ...] | None
) -> None:
    since: dict[str, Any] = ANSWERED if stands is S.REFUSED else {}
    kept = asked(city, state=stands, refusal="与用途无关", **since)
    await filed(cities, kept)
    answered = replace(kept, **(ANSWERED | said))
    found = await faults(cities, answered)
    missing = [("CONDITION_MISSING", "document_number"), ("CONDITION_MISSING", "document_on")]
    assert [each[:2] for each in found] == (missing if rules else [])
    assert all(set(rules or ()) <= set(each[2]) for each in found)
    assert await faults(cities, replace(answered, **PAPER)) == []
    if rules:
        older = replace(answered, **PAPER | {"document_on": date(2020, 12, 29)})
        assert [each[:2] for each in await faults(cities, older)] == [("DATE", "document_on")]
        older = replace(older, opened_on=date(2020, 12, 1))
        assert ("DATE", "document_on") in [each[:2] for each in await faults(cities, older)], "nor by another day of it"


async def test_history_has_documents_as_it_says_them(cities: Cities) -> None:
    one = replace(asked(**ANSWERED, **PAPER), document_on=date(2020, 12, 29))
    await filed(cities, one)
    assert await faults(cities, replace(one, need="核对家庭")) == []


async def test_a_decision_that_was_named_stays_named(cities: Cities) -> None:
    one = asked(**ANSWERED, **PAPER)
    await filed(cities, one)
    found = await faults(cities, replace(one, document_number="", document_on=None))
    assert found == [("CONDITION_MISSING", field, TO["WH"]) for field in ("document_number", "document_on")]


async def test_granted_without_a_document_is_history_and_that_is_told(cities: Cities) -> None:
    judged = await requests.judge(
        cities.store, cities.personal, [asked(**ANSWERED), asked(number="Q-2", **ANSWERED, **PAPER)], TODAY
    )
    assert judged.review.clean
    assert [(each.code, each.value, each.rules) for each in judged.review.hints] == [
        ("CONDITION_MISSING", "1", ("WH-13",))
    ]


async def test_both_sides_are_told_once_of_all_that_a_table_answers_in_the_providers_place(cities: Cities) -> None:
    waits = [asked(number=f"Q-{number}", state=S.ASKED) for number in range(3)]
    await filed(cities, *waits)
    refused = replace(waits[2], state=S.REFUSED, refusal="与用途无关", **ANSWERED, **PAPER)
    await filed(cities, *(replace(one, state=S.GRANTED, **ANSWERED, **PAPER) for one in waits[:2]), refused)
    told = (
        "MATCH (n:Notice) WITH n ORDER BY n.kind, n.aboutId, n.departmentId "
        "RETURN collect([n.kind, n.aboutId, n.departmentId, n.name])"
    )
    granted = [
        ["REQUEST_GRANTED", "Q-0", each, "WH有条件（共2项申请）"] for each in sorted((PROVIDER["WH"], USER["WH"]))
    ]
    assert await cities.store.read(told) == [
        *granted,
        *(["REQUEST_REFUSED", "Q-2", each, "WH有条件"] for each in sorted((PROVIDER["WH"], USER["WH"]))),
    ]
    await filed(cities, replace(refused, state=S.GRANTED, refusal=""))
    assert ["REQUEST_GRANTED", "Q-2", USER["WH"], "WH有条件"] in await cities.store.read(told)
