"""The exchange platform asks and tells; the two parties read, and from the records follows what there are facts of."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import orjson
import pytest
from builders import grants
from builders.exchange import PLATFORM, RECORD, delivered, record, used
from builders.more import left_out
from builders.office import BEHIND, CIVIL, HEALTH, MARRIED, NEEDY, NOW, Office, gid, who
from builders.owed import owed

from api.http.body import JSON_BYTES
from api.identity.authenticator import PUBLIC
from api.identity.tokens import open_issuer
from api.service.app import build_app
from graph.subjects.duties import memory as duties_memory
from graph.subjects.exchange.desk import MOST_ASKED, MOST_TOLD
from graph.subjects.exchange.memory import surroundings
from graph.words.duties import DutyEvent, DutyKind
from graph.words.entries import Affair
from graph.words.exchange import Use
from graph.words.people import Role
from graph.words.sharing import Purpose

MAY = """query ($uses: [UseInput!]!, $on: Date) { mayUse(uses: $uses, on: $on) {
  answer reason { zh } rules { id } grant underCheck { rules { id } } } }"""
USES = """query ($of: String!, $first: Int, $after: String) {
  usesOfResource(resource: $of, since: "2026-01-01", first: $first, after: $after) {
    edges { node { number usedAt rows grant rule person business item caller } }
    pageInfo { hasNextPage endCursor } } }"""
BY = """query ($of: String!) { usesByConsumer(consumer: $of, since: "2026-01-01") { edges { node { number } } } }"""
FACTS = """query ($of: String!) { exchangeFacts(resource: $of, since: "2026-01-01") {
  freshness newestOn deliveredAt months { month deliveries rows } usedBy { consumer uses rows } } }"""
DELIVERIES = """query ($of: String!) { deliveriesOfResource(resource: $of, since: "2026-01-01") {
  edges { cursor node { number deliveredAt rows newestOn channel resource } } } }"""
OUTSIDE = """{ usesOutside(since: "2026-01-01") { edges { node { number faults rules { id } items } } } }"""


def use(**changes: Any) -> dict[str, Any]:
    return {"consumer": "USE-1", "resource": MARRIED, "items": [], "purpose": "DATA_CHECK"} | changes


async def numbers(api: Office, by: Any, query: str = USES, of: str = MARRIED) -> set[str]:
    (page,) = (await api.ask(query, by, of=of)).values()
    return {each["node"]["number"] for each in page["edges"]}


async def counted(api: Office, records: list[dict[str, Any]]) -> tuple[int, int]:
    taken = (await record(api, records))["exchangeRecords"]
    assert taken["outside"] == []
    return taken["written"], taken["known"]


async def test_the_platform_is_answered_for_many_uses_at_once(api: Office) -> None:
    asked = [use(), use(purpose="REFERENCE"), use(resource="nothing"), use(consumer="nobody"), use(items=["没有"])]
    found = (await api.ask(MAY, PLATFORM, uses=asked))["mayUse"]
    none = await api.refused(MAY, PLATFORM, uses=[])
    assert (none.code, none.path, none.value) == ("FIELD_MISSING", ("uses",), "0")
    assert [each["answer"] for each in found] == ["YES", "YES", "NO", "NO", "NO"]
    assert found[0]["grant"] in {gid("Grant", "R-1/G"), gid("Grant", "R-2/G")}
    assert {"id": "WH-15"} in found[0]["rules"]
    assert (found[1]["grant"], found[1]["rules"]) == (None, [{"id": "WH-13"}])
    await grants.granted(api, "E-waits", resource=NEEDY, agreement_asked=True)
    await api.store.write(lambda unit: unit.run("MATCH (r:Resource {id: $id}) SET r.sharing = 'CONDITIONAL'", id=NEEDY))
    waits, before = [
        (await api.ask(MAY, PLATFORM, uses=[use(resource=NEEDY)], on=on))["mayUse"][0]
        for on in ("2026-03-02", "2026-01-01")
    ]
    assert (waits["answer"], waits["grant"]) == ("NO", gid("Grant", "E-waits/G"))
    assert (before["answer"], before["grant"]) == ("APPLICATION", None)
    earlier = (await api.ask(MAY, PLATFORM, uses=[use(resource=NEEDY)], on="2020-07-21"))["mayUse"][0]
    assert earlier["answer"] == "NO"
    assert {"id": "WH-30"} in earlier["rules"], "it did not bind anybody yet"


@left_out
async def test_the_platform_tells_thousands_at_once_and_nobody_else_hands_in_as_much(api: Office) -> None:
    parts = api.service.parts()
    issuer = open_issuer(parts.settings, demonstration=True)
    patient = parts.settings.model_copy(update={"operation_seconds": 300})
    transport = httpx.ASGITransport(build_app(replace(parts, settings=patient, development_issuer=issuer)))
    records = [used(f"M-{number:05}", items=["姓名"], business=f"办件{number:08}" * 4) for number in range(MOST_TOLD)]
    body = orjson.dumps(
        {"query": RECORD % ("RecordUsesInput", "recordUses"), "variables": {"input": {"records": records}}}
    )
    asked = orjson.dumps({"query": MAY, "variables": {"uses": [use(), use(resource="nothing")] * (MOST_ASKED // 2)}})
    told = dict[Role, Any]()
    permitted = dict[Role, Any]()
    async with httpx.AsyncClient(transport=transport, base_url="http://catalogue.example", timeout=300) as client:
        for by in (PLATFORM, who("auditor", Role.AUDITOR)):
            token = issuer.token(by, NOW, timedelta(hours=1))
            headers = {"content-type": "application/json", "authorization": f"Bearer {token}"}
            told[by.role] = (await client.post("/graphql", content=body, headers=headers)).json()
            permitted[by.role] = (await client.post("/graphql", content=asked, headers=headers)).json()
    await api.store.write(lambda unit: unit.run("MATCH (u:DataUse) WHERE u.id STARTS WITH 'M-' DETACH DELETE u"))
    answers = [each["answer"] for each in permitted[Role.SERVICE]["data"]["mayUse"]]
    assert answers == ["YES", "NO"] * (MOST_ASKED // 2)
    assert len(body) > JSON_BYTES
    taken = told[Role.SERVICE]["data"]["recordUses"]
    assert (taken["errors"], taken["exchangeRecords"]["written"]) == ([], MOST_TOLD)
    assert [each["extensions"]["code"] for each in told[Role.AUDITOR]["errors"]] == ["PAYLOAD_TOO_LARGE"]


async def test_a_grant_withdrawn_before_its_agreement_came_permitted_nothing_on_a_day_before(api: Office) -> None:
    await api.store.write(lambda unit: unit.run("MATCH (r:Resource {id: $id}) SET r.sharing = 'CONDITIONAL'", id=NEEDY))
    await grants.granted(api, "E-cut", consumer="USE-2", resource=NEEDY, agreement_asked=True)
    cut = "MATCH (g:Grant {id: 'E-cut/G'}) SET g.endedOn = date('2026-02-20'), g.state = 'ENDED'"
    await api.store.write(lambda unit: unit.run(cut))
    answers = [
        (await api.ask(MAY, PLATFORM, uses=[use(consumer="USE-2", resource=NEEDY)], on=on))["mayUse"][0]["answer"]
        for on in ("2026-02-04", "2026-02-10", "2026-02-20")
    ]
    assert answers == ["APPLICATION", "NO", "APPLICATION"]


async def test_an_entry_that_is_withdrawn_is_used_until_the_day_on_which_it_goes_offline(api: Office) -> None:
    plain = {"consumer": "USE-2", "resource": BEHIND}
    state = (
        "MATCH (r:Resource {id: $id}) SET r.state = $state, r.publishedOn = date('2026-01-05'), r.sharing = $sharing"
    )
    went = "MATCH (r:Resource {id: $id}) SET r.recordedAt = datetime('2026-02-28T17:00:00Z')"
    given = {"id": BEHIND, "sharing": "UNCONDITIONAL"}
    await api.store.write(lambda unit: unit.run(state, state="PUBLISHED", **given))
    parallel = (await api.ask(MAY, PLATFORM, uses=[use(**plain)]))["mayUse"]
    assert [each["answer"] for each in parallel] == ["YES"]
    await api.store.write(lambda unit: unit.run(state, state="WITHDRAWN", **given))
    await api.store.write(lambda unit: unit.run(went, id=BEHIND))
    answers = [
        (await api.ask(MAY, PLATFORM, uses=[use(**plain)], on=on))["mayUse"][0]["answer"]
        for on in ("2026-02-28", "2026-03-01", None)
    ]
    assert answers == ["YES", "NO", "NO"], "it went offline at one in the morning of 1 March in China"


async def test_a_system_stands_on_a_list_with_the_department_that_runs_it(api: Office) -> None:
    dedicated = (
        "MATCH (r:Resource {id: $id}) SET r.sharing = 'CONDITIONAL', r.exclusiveIds = [$runs] "
        "MERGE (c:Consumer {id: 'USE-S'}) MERGE (s:System {id: 'SYS-S'}) MERGE (c)-[:IS]->(s) SET s.operatorId = $by"
    )
    asked = [(Use(each, BEHIND, Purpose.DATA_CHECK), date(2026, 3, 2)) for each in ("USE-S", "USE-2")]
    listed = []
    for by in (HEALTH, CIVIL):
        await api.store.write(lambda unit, by=by: unit.run(dedicated, id=BEHIND, runs=HEALTH, by=by))  # type: ignore[misc]
        listed.append([each.exclusive for each in await surroundings(api.store, asked)])
    assert listed == [[True, False], [False, False]]


async def test_a_unit_concerned_is_known_by_its_department_and_by_the_systems_that_it_runs(api: Office) -> None:
    about = (
        "MATCH (r:Resource {id: $id}) SET r.affair = 'LICENSING', r.concernedIds = [$unit] "
        "MERGE (c:Consumer {id: 'USE-S'}) MERGE (s:System {id: 'SYS-S'}) MERGE (c)-[:IS]->(s) SET s.operatorId = $unit"
    )
    await api.store.write(lambda unit: unit.run(about, id=BEHIND, unit=HEALTH))
    asked = [(Use(each, BEHIND, Purpose.DATA_CHECK), date(2026, 3, 2)) for each in ("USE-S", "USE-1", "USE-2")]
    found = [(each.affair, each.concerned) for each in await surroundings(api.store, asked)]
    assert found == [(Affair.LICENSING, each) for each in (True, True, False)]


@pytest.mark.parametrize("by", [who("admin", Role.ADMIN), who("provider"), who("auditor", Role.AUDITOR)])
async def test_nobody_else_asks_and_tells(api: Office, by: Any) -> None:
    result = await api.execute(MAY, by, uses=[use()])
    assert result.errors
    refused = await record(api, [used("X-1")], by=by)
    assert [each["code"] for each in refused["errors"]] == ["ROLE_REQUIRED"]


async def test_uses_are_taken_down_once_and_shown_to_the_parties(api: Office) -> None:
    later = used("U-2", usedAt="2026-03-02T09:00:00+08:00", grant=None, rule="WH-13", rows=1)
    both = [used("U-1"), later]
    assert await counted(api, both) == (2, 0)
    assert await counted(api, [*both, used("U-3"), used("U-3")]) == (1, 3), "told twice, word for word, it is one"
    page = (await api.ask(USES, who("provider"), of=MARRIED, first=1))["usesOfResource"]
    assert [each["node"] for each in page["edges"]] == [
        {
            "number": "U-2", "usedAt": "2026-03-02T09:00:00+08:00", "rows": 1, "grant": None, "rule": "WH-13",
            "person": "王某", "business": "BJ-1", "item": "340200001", "caller": "接口平台",
        }
    ]  # fmt: skip
    rest = (await api.ask(USES, who("provider"), of=MARRIED, first=9, after=page["pageInfo"]["endCursor"]))[
        "usesOfResource"
    ]
    assert [each["node"]["number"] for each in rest["edges"]] == ["U-3", "U-1"]
    assert not rest["pageInfo"]["hasNextPage"]
    for by in (who("applicant"), who("authority"), who("provider")):
        assert await numbers(api, by) == await numbers(api, by, BY, "USE-1") == {"U-1", "U-2", "U-3"}
    for by in (who("issuer-unbound"), who("nobody")):
        assert await numbers(api, by) == await numbers(api, by, BY, "USE-1") == set()
    hidden = await api.store.read("MATCH (u:DataUse {id: 'U-1'}) RETURN u.personCipher + u.businessCipher")
    assert "王某" not in hidden
    assert "BJ-1" not in hidden


@pytest.mark.parametrize(
    ("given", "code", "argument"),
    [
        ({"first": 101}, "PAGE_SIZE", "first"), ({"first": 0}, "PAGE_SIZE", "first"),
        ({"after": "2026-03-01|U-1"}, "FOREIGN_CURSOR", "after"),
    ],
)  # fmt: skip
async def test_a_page_too_large_and_a_cursor_of_another_list_are_refused(
    api: Office, given: dict[str, Any], code: str, argument: str
) -> None:
    refusal = await api.refused(USES, who("provider"), of=MARRIED, **given)
    assert (refusal.code, refusal.path) == (code, (argument,))


async def test_pages_are_read_from_either_end_of_a_list(api: Office) -> None:
    await record(api, [used(f"B-{at}", usedAt=f"2026-03-01T0{at}:00:00+08:00") for at in range(1, 6)])
    asked = """query ($of: String!, $first: Int, $after: String, $last: Int, $before: String) {
      usesOfResource(resource: $of, since: "2026-01-01", first: $first, after: $after, last: $last, before: $before) {
        edges { node { number } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""

    async def page(**given: Any) -> Any:
        return (await api.ask(asked, who("provider"), of=MARRIED, **given))["usesOfResource"]

    forward, backward = list[str](), list[str]()
    after = before = None
    for _ in range(99):
        found = await page(first=2, after=after)
        forward += [each["node"]["number"] for each in found["edges"]]
        assert found["pageInfo"]["hasPreviousPage"] is (after is not None)
        after = found["pageInfo"]["endCursor"]
        if not found["pageInfo"]["hasNextPage"]:
            break
    for _ in range(99):
        found = await page(last=2, before=before)
        backward = [*(each["node"]["number"] for each in found["edges"]), *backward]
        assert found["pageInfo"]["hasNextPage"] is (before is not None)
        before = found["pageInfo"]["startCursor"]
        if not found["pageInfo"]["hasPreviousPage"]:
            break
    assert forward == backward
    assert [each for each in forward if each.startswith("B-")] == ["B-5", "B-4", "B-3", "B-2", "B-1"]
    refusal = await api.refused(asked, who("provider"), of=MARRIED, first=1, last=1)
    assert (refusal.code, refusal.path) == ("PAGE_DIRECTION", ("last",))


async def test_a_cursor_of_uses_is_none_of_deliveries(api: Office) -> None:
    await record(api, [used("P-1"), used("P-2")])
    cursor = (await api.ask(USES, who("provider"), of=MARRIED, first=1))["usesOfResource"]["pageInfo"]["endCursor"]
    asked = """query ($of: String!, $after: String) {
      deliveriesOfResource(resource: $of, since: "2026-01-01", after: $after) { edges { cursor } } }"""
    assert (await api.refused(asked, who("provider"), of=MARRIED, after=cursor)).code == "FOREIGN_CURSOR"


async def test_uses_outside_of_what_permits_them_are_taken_down_and_marked(api: Office) -> None:
    await api.store.write(lambda unit: unit.run("MATCH (r:Resource {id: $id}) SET r.sharing = 'CONDITIONAL'", id=NEEDY))
    grant = await grants.granted(
        api, "E-out", resource=NEEDY, items=("姓名",), valid_until=date(2026, 2, 20), agreement_asked=True
    )
    agreed = "MATCH (g:Grant {id: 'E-out/G'}) SET g.agreementOn = date('2026-02-10'), g.state = 'ACTIVE'"
    await api.store.write(lambda unit: unit.run(agreed))

    def of(number: str, day: str, **changes: Any) -> dict[str, Any]:
        return used(number, **{"resource": NEEDY, "grant": grant, "usedAt": f"2026-02-{day}T09:00:00+08:00"} | changes)

    told = [
        of("O-in", "11", items=["姓名"]), of("O-last", "20", items=["姓名"]), of("O-before", "09", items=["姓名"]),
        of("O-unsaid", "13"), of("O-none", "13", rows=0),
        of("O-other", "14", consumer="USE-2"), of("O-elsewhere", "14", resource=MARRIED),
        of("O-nothing", "14", grant=gid("Grant", "nobody/G")),
        of("O-over", "21", purpose="REFERENCE", items=["姓名"]), of("O-items", "12", items=["姓名", "保障金额"]),
        of("O-direct", "12", grant=None, rule="WH-13"),
        used("O-rule", grant=None, rule="WH-8"), used("O-fine", grant=None, rule="WH-13"),
    ]  # fmt: skip
    first = (await record(api, told))["exchangeRecords"]
    assert (first["written"], first["known"]) == (len(told), 0)
    faults = {each["number"]: each["faults"] for each in first["outside"]}
    assert faults == {
        "O-before": ["WAITING"], "O-over": ["DAY", "PURPOSE"], "O-items": ["ITEMS"], "O-direct": ["NOT_DIRECT"],
        "O-rule": ["RULE"], "O-unsaid": ["ITEMS"], "O-none": ["ITEMS"],
        "O-other": ["GRANT"], "O-elsewhere": ["GRANT"], "O-nothing": ["GRANT"],
    }  # fmt: skip
    assert (await api.ask(MAY, PLATFORM, uses=[use(resource=NEEDY)], on="2026-02-13"))["mayUse"][0]["answer"] != "YES"
    rules = {each["number"]: [rule["id"] for rule in each["rules"]] for each in first["outside"]}
    assert "WH-15" in rules["O-over"]
    assert "WH-13" in rules["O-direct"]
    assert rules["O-rule"] == ["WH-13"]
    assert all("WH-13" in rules[each] for each in ("O-other", "O-nothing")), "by what it is had that is not granted"
    assert (await record(api, told))["exchangeRecords"] == first | {"written": 0, "known": len(told)}
    for by in (who("authority"), who("applicant"), who("provider")):
        kept = [each["node"] for each in (await api.ask(OUTSIDE, by))["usesOutside"]["edges"]]
        kept = [each for each in kept if "GRANT" not in each["faults"]]
        assert [each["number"] for each in kept] == [
            "O-rule", "O-over", "O-unsaid", "O-none", "O-items", "O-direct", "O-before"
        ]  # fmt: skip
        assert (kept[4]["faults"], kept[4]["items"]) == (["ITEMS"], ["姓名", "保障金额"])
        assert {each["number"]: [rule["id"] for rule in each["rules"]] for each in kept}.items() <= rules.items()
    assert (await api.ask(OUTSIDE, who("issuer-unbound")))["usesOutside"]["edges"] == []
    await api.store.write(lambda unit: unit.run("MATCH (u:DataUse) WHERE u.id STARTS WITH 'O-' DETACH DELETE u"))
    await api.store.write(lambda unit: unit.run("MATCH (:Resource {id: $id})<-[u:HAS_USED]-() DELETE u", id=NEEDY))


async def test_what_is_had_on_several_grounds_together_is_answered_yes_and_not_marked(api: Office) -> None:
    items = ["姓名", "保障金额"]
    typed = "MATCH (i:Item {id: $id}) SET i.sharing = $sharing"
    await api.store.write(lambda unit: unit.run(typed, id=f"{NEEDY}#姓名", sharing="UNCONDITIONAL"))
    await api.store.write(lambda unit: unit.run(typed, id=f"{NEEDY}#保障金额", sharing="CONDITIONAL"))
    one = await grants.granted(api, "E-one", resource=NEEDY, items=items[1:])
    asked = [use(resource=NEEDY, items=items)]
    (answer,) = (await api.ask(MAY, PLATFORM, uses=asked))["mayUse"]
    assert (answer["answer"], answer["grant"]) == ("YES", one)
    told = [used(f"S-{each}", resource=NEEDY, grant=one, items=[*each.split()]) for each in ("姓名 保障金额", "姓名")]
    assert (await record(api, told))["exchangeRecords"]["outside"] == []
    await api.store.write(lambda unit: unit.run(typed, id=f"{NEEDY}#姓名", sharing="CONDITIONAL"))
    apart = [used("S-apart", resource=NEEDY, grant=one, items=items)]
    assert [each["faults"] for each in (await record(api, apart))["exchangeRecords"]["outside"]] == [["ITEMS"]]
    await grants.granted(api, "E-two", resource=NEEDY, items=items[:1])
    assert (await api.ask(MAY, PLATFORM, uses=asked))["mayUse"][0]["answer"] == "YES"
    both = [used("S-both", resource=NEEDY, grant=one, items=items)]
    assert "S-both" not in {each["number"] for each in (await record(api, both))["exchangeRecords"]["outside"]}
    await api.store.write(lambda unit: unit.run("MATCH (u:DataUse) WHERE u.id STARTS WITH 'S-' DETACH DELETE u"))
    await api.store.write(lambda unit: unit.run("MATCH (:Resource {id: $id})<-[u:HAS_USED]-() DELETE u", id=NEEDY))


async def test_who_is_known_by_a_number_is_masked_where_uses_are_shown(api: Office) -> None:
    await record(api, [used("M-1", person="王某110101199003070011", business="BJ-110101199003070011")])
    page = (await api.ask(USES, who("provider"), of=MARRIED, first=9))["usesOfResource"]
    (shown,) = [each["node"] for each in page["edges"] if each["node"]["number"] == "M-1"]
    assert (shown["person"], shown["business"]) == ("王某***", "BJ-***")
    await api.store.write(lambda unit: unit.run("MATCH (u:DataUse {id: 'M-1'}) DETACH DELETE u"))


async def test_who_stands_for_a_department_that_ended_uses_nothing_from_that_day_on(api: Office) -> None:
    ends = """MERGE (d:Department {id: 'GONE'}) SET d.name = '旧局', d.validUntil = date('2026-03-01')
      MERGE (c:Consumer {id: 'USE-G'}) SET c.kind = 'DEPARTMENT', c.departmentId = 'GONE' MERGE (c)-[:PART_OF]->(d)
      MERGE (s:System {id: 'SYS-G'}) SET s.operatorId = 'GONE' MERGE (s)-[:RUN_BY]->(d)
      MERGE (u:Consumer {id: 'USE-GS'}) SET u.kind = 'SYSTEM' MERGE (u)-[:IS]->(s)"""
    await api.store.write(lambda unit: unit.run(ends))
    await api.store.write(lambda unit: unit.run("MATCH (r:Resource {id: $id}) SET r.sharing = 'CONDITIONAL'", id=NEEDY))
    grant = await grants.granted(api, "E-gone", consumer="USE-G", resource=NEEDY)
    asked = [use(consumer="USE-G"), use(consumer="USE-GS"), use(consumer="USE-G", resource=NEEDY)]
    answers = {
        on: [each["answer"] for each in (await api.ask(MAY, PLATFORM, uses=asked, on=on))["mayUse"]]
        for on in ("2026-02-28", "2026-03-01")
    }
    assert answers == {"2026-02-28": ["YES", "YES", "YES"], "2026-03-01": ["NO", "NO", "NO"]}
    by: list[dict[str, Any]] = [
        {"consumer": "USE-G", "resource": NEEDY, "grant": grant},
        {"consumer": "USE-GS", "grant": None, "rule": "WH-13"},
        {"consumer": "USE-GS", "grant": grant},
    ]
    told = [
        used(f"G-{day}-{number}", usedAt=f"2026-{day}T09:00:00+08:00", **changes)
        for day in ("02-28", "03-01")
        for number, changes in enumerate(by)
    ]
    taken = (await record(api, told))["exchangeRecords"]
    assert {each["number"]: each["faults"] for each in taken["outside"]} == {
        "G-02-28-2": ["GRANT"],
        "G-03-01-0": ["CONSUMER"],
        "G-03-01-1": ["CONSUMER"],
        "G-03-01-2": ["CONSUMER", "GRANT"],
    }
    assert all(each["rules"] for each in taken["outside"])
    await api.store.write(lambda unit: unit.run("MATCH (u:DataUse) WHERE u.id STARTS WITH 'G-' DETACH DELETE u"))
    await api.store.write(lambda unit: unit.run("MATCH (:Resource {id: $id})<-[u:HAS_USED]-() DELETE u", id=NEEDY))


async def test_a_batch_with_a_fault_is_written_in_no_part_and_says_where(api: Office) -> None:
    await record(api, [used("F-0")])
    faulty = [
        used("F-1"), used("F-1", rows=9), used("F-2", consumer="nobody"), used("F-3", rule="WH-13"),
        used("F-4", usedAt="2030-01-01T09:00:00+08:00"), used("F-5", rows=-1), used(" "),
        used("F-6", resource="nothing"), used("F-7", grant=None, rule="WH-999"), used("F-0", rows=3),
        used("F-8", caller="340200199001010113"), used("F-9", items=["340200199001010113"]),
    ]  # fmt: skip
    refused = await record(api, faulty)
    assert refused["exchangeRecords"] is None
    assert {(each["code"], *each["path"]) for each in refused["errors"]} == {
        ("CODE_TWICE", "records", "1", "number"), ("UNKNOWN_CODE", "records", "2", "consumer"),
        ("FIELD_MISSING", "records", "3", "grant"),
        ("PERIOD", "records", "4", "usedAt"), ("NUMBER", "records", "5", "rows"),
        ("FIELD_MISSING", "records", "6", "number"),
        ("UNKNOWN_CODE", "records", "7", "resource"),
        ("UNKNOWN_CODE", "records", "8", "rule"), ("IDEMPOTENCY_KEY_REUSED", "records", "9", "number"),
        ("CITIZEN_ID_PUBLISHED", "records", "10", "caller"), ("CITIZEN_ID_PUBLISHED", "records", "11", "items"),
    }  # fmt: skip
    assert not {"F-1", "F-2", "F-5", "F-6", "F-8"} & await numbers(api, who("provider"))


async def test_nothing_is_delivered_that_is_newer_than_the_day_of_its_delivery(api: Office) -> None:
    of = {"deliveredAt": "2026-02-27T23:30:00+08:00"}
    faulty = [
        delivered("N-1", **of, newestOn="2026-02-27"), delivered("N-2", **of, newestOn="2026-02-28"),
        delivered("N-3", **of, newestOn="2026-03-02"),
    ]  # fmt: skip
    refused = await record(api, faulty)
    assert refused["exchangeRecords"] is None
    assert [(each["code"], *each["path"]) for each in refused["errors"]] == [
        ("PERIOD", "records", "1", "newestOn"), ("PERIOD", "records", "2", "newestOn"),
    ]  # fmt: skip


async def test_what_follows_from_the_records_is_told_and_of_the_rest_there_are_no_facts(api: Office) -> None:
    none = (await api.ask(FACTS, who("provider"), of=NEEDY))["exchangeFacts"]
    assert none == {"freshness": "NO_FACTS", "newestOn": None, "deliveredAt": None, "months": [], "usedBy": []}
    told = [
        delivered("D-1"), delivered("D-2", deliveredAt="2026-02-28T23:30:00+08:00", rows=0, newestOn=None),
        delivered("D-3", deliveredAt="2026-03-01T00:30:00+08:00", rows=7),
    ]  # fmt: skip
    assert await counted(api, told) == (3, 0)
    assert await counted(api, told) == (0, 3)
    await record(api, [used("W-1", resource=MARRIED, rows=40)])
    found = (await api.ask(FACTS, who("provider"), of=MARRIED))["exchangeFacts"]
    assert (found["newestOn"], found["deliveredAt"]) == ("2026-02-28", "2026-03-01T03:00:00+08:00")
    assert found["months"] == [
        {"month": "2026-02", "deliveries": 1, "rows": 0}, {"month": "2026-03", "deliveries": 2, "rows": 12},
    ]  # fmt: skip
    assert found["usedBy"][0]["consumer"] == "USE-1"
    listed = (await api.ask(DELIVERIES, who("provider"), of=MARRIED))["deliveriesOfResource"]["edges"]
    assert [each["node"]["number"] for each in listed] == ["D-1", "D-3", "D-2"]
    for by in (who("issuer-unbound"), who("applicant"), PUBLIC):
        refused = await api.refused(FACTS, by, of=MARRIED)
        assert (refused.code, refused.path, refused.value) == ("POST_REQUIRED", ("resource",), MARRIED)
    for by in (who("authority"), PLATFORM):
        assert (await api.ask(FACTS, by, of=MARRIED))["exchangeFacts"] == found


async def test_a_recorded_use_lets_a_department_object_that_has_no_grant(api: Office) -> None:
    asked = "mutation ($i: RaiseObjectionInput!) { raiseObjection(input: $i) { objection { state } errors { code } } }"
    given = {"on": {"resource": gid("Resource", NEEDY)}, "ground": "ACCURACY", "words": "金额不对"}
    await api.store.write(
        lambda unit: unit.run("MATCH (g:Grant {resourceId: $id}) SET g.endedOn = date('2026-02-01')", id=NEEDY)
    )
    refused = (await api.ask(asked, who("applicant"), i=given))["raiseObjection"]
    assert [each["code"] for each in refused["errors"]] == ["CONDITION_MISSING"]
    await record(api, [used("T-1", resource=NEEDY, grant=None, rule="WH-13")])
    raised = (await api.ask(asked, who("applicant"), i=given))["raiseObjection"]
    assert raised["objection"] == {"state": "RAISED"}


async def test_changed_data_are_delivered_when_the_platform_says_so_on_the_day_on_which_they_were(api: Office) -> None:
    plain: dict[str, Any] = {
        "kind": DutyKind.DATA_UPDATE, "policy": "CS", "trigger": DutyEvent.DATA_CHANGED, "due_on": date(2026, 3, 3),
        "rules": ("CS-25",),
    }  # fmt: skip
    duties = [
        owed(CIVIL, code, NOW, id=f"D-{code}", event_on=day, **plain)
        for code, day in ((MARRIED, date(2026, 2, 26)), (NEEDY, date(2026, 3, 2)), (BEHIND, date(2026, 2, 26)))
    ]
    await api.store.write(lambda unit: duties_memory.open_duties(unit, duties))
    told = [
        delivered("U-1", newestOn="2026-02-25"), delivered("U-2", newestOn="2026-02-27"),
        delivered("U-3", resource=NEEDY),
        delivered("U-4", resource=BEHIND, deliveredAt="2026-02-20T03:00:00+08:00", newestOn="2026-02-20"),
    ]  # fmt: skip
    assert (await record(api, told))["errors"] == []
    stood = dict(
        await api.store.read("MATCH (d:OwedDuty) WHERE d.id STARTS WITH 'D-' RETURN collect([d.code, d.state])")
    )
    assert stood == {MARRIED: "MET", NEEDY: "UPDATE_OWED", BEHIND: "UPDATE_OWED"}
    kept = "MATCH (d:OwedDuty {id: $id}) RETURN [toString(d.doneAt), d.doneWith, d.waitKey]"
    done, by, waits = await api.store.read(kept, id=f"D-{MARRIED}")
    assert (datetime.fromisoformat(done), by, waits) == (
        datetime(2026, 2, 28, 19, tzinfo=UTC), "REPORT_DELIVERY", None,
    )  # fmt: skip
