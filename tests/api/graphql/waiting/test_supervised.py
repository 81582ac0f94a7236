"""What is late in each department, as whoever supervises is told it: by counts, and by the reports that are missing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import orjson
import pytest
from builders import catalogue as build
from builders import entry_cases, objections, owed
from builders.city import uscc
from builders.office import CITY, CIVIL, HEALTH, MARRIED, NOW, Office, who
from graphql import parse

from api.graphql.lens import cursors
from api.graphql.lens.ids import global_id
from api.graphql.plan.plans import Plans
from api.graphql.schema import schema
from api.identity.authenticator import PUBLIC, Identity
from api.identity.request import Language, RequestFacts
from graph.store.engine import Unit
from graph.subjects.duties import memory as duties_memory
from graph.subjects.organisation import memory as organisation_memory
from graph.subjects.waiting.reminding import remind
from graph.words.entry_cases import EntryCaseState
from graph.words.objections import Objection, ObjectionGround
from graph.words.organisation import Post, PostKind

ASKED = """query ($first: Int, $after: String) { supervisedDepartments(first: $first, after: $after) {
  departments { code department { id } overdue { kind overdue }
    missing { kind reporter period dueOn rules { id } } } hasNextPage endCursor } }"""
REPORT = """mutation ($input: ReportPeriodInput!) {
  reportPeriod(input: $input) { owedDuty { state } errors { code } } }"""
COUNTY, SMALL = uscc(98), uscc(97)
"""A bureau bound by another policy, which asks for a yearly report; another one that began in February."""


@pytest.fixture(autouse=True)
async def standing(api: Office) -> AsyncIterator[None]:
    """民政局 is late with one objection of two and with one duty; a county's bureau has not reported."""
    for name, due in (("O-late", date(2026, 2, 27)), ("O-soon", date(2026, 3, 9))):
        raised = datetime(2026, 2, 2, 1, tzinfo=UTC)
        case = Objection(name, "Resource", MARRIED, ObjectionGround.ACCURACY, "不对", raised, name, CIVIL, due_on=due)
        await api.store.write(lambda unit, case=case: objections.enter(unit, case, [CIVIL], "JI"))  # type: ignore[misc]
    late = owed.owed(CIVIL, MARRIED, NOW, id="D-late", due_on=date(2026, 2, 27), period=None)
    began = date(2020, 1, 1)

    async def work(unit: Unit) -> None:
        await duties_memory.open_duties(unit, [late])
        found = [build.department(COUNTY, "县民政局"), build.department(SMALL, "县统计局", valid_from=date(2026, 2, 1))]
        await organisation_memory.write_departments(unit, found)
        await organisation_memory.write_bindings(unit, [("CZ", each, began, None) for each in (COUNTY, SMALL)])
        posts = [
            Post(f"HEAD-{name}", PostKind.HEAD, f"head-{name}", "某人", department, began)
            for name, department in (("county", COUNTY), ("small", SMALL))
        ]
        await organisation_memory.write_posts(unit, posts, api.service.backend.personal)

    await api.store.write(work)
    yield
    for text in (
        "MATCH (o:Objection) WHERE o.id STARTS WITH 'O-' DETACH DELETE o",
        "MATCH (o:OwedDuty) DETACH DELETE o",
    ):
        await api.store.write(lambda unit, text=text: unit.run(text))  # type: ignore[misc]


async def page(api: Office, by: Identity, **given: Any) -> Any:
    return (await api.ask(ASKED, by, **given))["supervisedDepartments"]


async def test_the_authority_sees_how_many_cases_are_overdue_in_each_department_that_it_supervises(api: Office) -> None:
    found = {each["code"]: each for each in (await page(api, who("authority")))["departments"]}
    assert {CITY, CIVIL, HEALTH} <= set(found)
    counted = {each["kind"]: each["overdue"] for each in found[CIVIL]["overdue"]}
    assert counted == {"OBJECTION": 1, "OWED_DUTY": 1}
    assert found[HEALTH]["overdue"] == []
    assert COUNTY not in found
    assert found[CIVIL]["missing"] == [], "its text asks for no report"


async def test_what_waits_for_the_platform_is_late_with_it_and_not_with_the_department_whose_entry_it_is(
    api: Office,
) -> None:
    await entry_cases.entered(api, 57, EntryCaseState.REGISTERED)  # 芜湖's platform publishes it
    late = "MATCH (c:EntryCase {id: 'C-57'}) SET c.dueOn = date('2026-02-27'), c.waitKey = '2026-02-27|2026-02-20'"
    await api.store.write(lambda unit: unit.run(late))
    try:
        found = {each["code"]: each["overdue"] for each in (await page(api, who("authority")))["departments"]}
        counted = {code: {each["kind"]: each["overdue"] for each in overdue} for code, overdue in found.items()}
        assert (counted[CITY], counted[CIVIL]) == ({"ENTRY_CASE": 1}, {"OBJECTION": 1, "OWED_DUTY": 1})
    finally:
        await api.store.write(lambda unit: unit.run("MATCH (c:EntryCase {id: 'C-57'}) DETACH DELETE c"))


async def test_page_after_page_each_department_stands_once_and_the_cursor_of_another_list_is_refused(
    api: Office,
) -> None:
    every = [each["code"] for each in (await page(api, who("authority")))["departments"]]
    assert every == sorted(every)
    told, after = list[str](), None
    while True:
        found = await page(api, who("authority"), first=1, after=after)
        told += [each["code"] for each in found["departments"]]
        after = found["endCursor"]
        if not found["hasNextPage"]:
            break
    assert told == every
    foreign = cursors.written(cursors.head("URGENCY", "x"), "x", "x")
    with pytest.raises(AssertionError, match="cursor"):
        await page(api, who("authority"), after=foreign)


async def test_a_report_is_missing_until_it_is_made_and_never_of_before_there_was_the_department(api: Office) -> None:
    (county,) = (await page(api, who("head-county")))["departments"]
    assert county["missing"] == [
        {"kind": "YEARLY_REPORT", "reporter": "DEPARTMENT", "period": "2025-01-01", "dueOn": "2026-01-05",
         "rules": [{"id": "CZ-17"}]},
    ]  # fmt: skip
    given = {"department": COUNTY, "kind": "YEARLY_REPORT", "period": "2025-01-01", "words": "年度报告"}
    done = (await api.ask(REPORT, who("head-county"), input=given))["reportPeriod"]
    assert done == {"owedDuty": {"state": "LATE"}, "errors": []}
    (county,) = (await page(api, who("head-county")))["departments"]
    assert county["missing"] == []
    (small,) = (await page(api, who("head-small")))["departments"]
    assert small["missing"] == []


async def test_who_sees_no_duties_is_told_of_no_department(api: Office) -> None:
    assert await page(api, PUBLIC) == {"departments": [], "hasNextPage": False, "endCursor": None}


WAITS = """query ($whose: Whose!) { waiting(whose: $whose, kinds: [OWED_DUTY], first: 50) {
  cases { name state dueOn overdue yours dueRules { id } case { id } report { kind reporter period } department { id }
  nextSteps { mutation posts } } hasNextPage endCursor }
  waitingCounts(whose: $whose, kinds: [OWED_DUTY]) { waiting overdue } }"""


async def test_a_report_that_is_owed_waits_for_its_department_and_no_longer_once_it_is_made(api: Office) -> None:
    found = await api.ask(WAITS, who("head-county"), whose="MY_DEPARTMENT")
    (case,) = found["waiting"]["cases"]
    assert case == {
        "name": "上一年度共享情况报告", "state": "REPORT_OWED", "dueOn": "2026-01-05", "overdue": True, "yours": True,
        "dueRules": [{"id": "CZ-17"}], "case": None, "department": {"id": global_id("Department", COUNTY)},
        "report": {"kind": "YEARLY_REPORT", "reporter": "DEPARTMENT", "period": "2025-01-01"},
        "nextSteps": [{"mutation": "reportPeriod", "posts": case["nextSteps"][0]["posts"]}],
    }  # fmt: skip
    assert "HEAD" in case["nextSteps"][0]["posts"]
    assert found["waitingCounts"] == [{"waiting": 1, "overdue": 1}]
    everybody = (await api.ask(WAITS, who("authority"), whose="EVERYBODY"))["waiting"]["cases"]
    assert [each for each in everybody if each["report"]] == []
    given = {"department": COUNTY, "kind": "YEARLY_REPORT", "period": "2025-01-01", "words": "年度报告"}
    await api.ask(REPORT, who("head-county"), input=given)
    found = await api.ask(WAITS, who("head-county"), whose="MY_DEPARTMENT")
    assert (found["waiting"]["cases"], found["waitingCounts"]) == ([], [])


async def test_what_is_not_kept_yet_has_no_id_on_any_way_of_a_plan(api: Office) -> None:
    asked = "{ waiting(kinds: [OWED_DUTY]) { cases { case { __typename id } } } }"
    plan, values = Plans(schema).planned(asked, parse(asked), None, {})
    assert plan is not None
    assert values is not None
    for way in (plan.levels, plan.one):
        facts = RequestFacts(who("head-county"), NOW, "request-1", Language.ZH, timedelta(seconds=10))
        answer = await way.run(await api.service.context(facts), values)
        assert orjson.loads(orjson.dumps(answer)) == {"waiting": {"cases": [{"case": None}]}}


async def test_who_owes_a_report_is_reminded_before_it_is_due_and_after_it_and_then_its_head(api: Office) -> None:
    told = "MATCH (n:Notice {about: 'OwedDuty'}) WHERE n.departmentId = $id OR n.recipient = 'head-county' "
    told += "WITH n WHERE n.since = datetime('2025-12-31T16:00:00Z') RETURN collect(n.kind)"
    given = {"id": COUNTY}
    await api.store.write(lambda unit: unit.run("MATCH (n:Notice) DETACH DELETE n"))
    for day, kinds in (
        (date(2025, 12, 30), []),
        (date(2025, 12, 31), []),
        (date(2026, 1, 5), ["CASE_DUE_SOON"]),
        (date(2026, 1, 6), ["CASE_DUE_SOON", "CASE_OVERDUE"]),
        (date(2026, 1, 7), ["CASE_DUE_SOON", "CASE_OVERDUE", "CASE_OVERDUE_STILL"]),
        (date(2026, 1, 8), ["CASE_DUE_SOON", "CASE_OVERDUE", "CASE_OVERDUE_STILL"]),
    ):
        await remind(api.store, day)
        assert sorted(await api.store.read(told, **given)) == kinds, day
    await api.store.write(lambda unit: unit.run("MATCH (n:Notice) DETACH DELETE n"))
