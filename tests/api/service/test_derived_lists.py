"""Lists of what follows from the register: whoever may ask the query has it as a file, and no import takes one."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from builders import entry_cases, objections, owed
from builders.city import ADMIN
from builders.fetching import fetched
from builders.office import CITY, CIVIL, HEALTH, MARRIED, NOW, UNBOUND, Office, citizen, who
from starlette.datastructures import UploadFile

from api.graphql.lens.ids import global_id
from api.identity.authenticator import PUBLIC, Identity
from graph.cases.notices import tell
from graph.office.sheets.filled import Format
from graph.store.engine import Unit
from graph.subjects.duties import memory as duties_memory
from graph.subjects.importing.derived import FORMS
from graph.subjects.importing.desk import import_file
from graph.subjects.licensing.records import BATCHES
from graph.subjects.objections.records import OF_LICENSES
from graph.subjects.waiting import derived_lists
from graph.subjects.waiting import memory as waiting_memory
from graph.words.derived_lists import DerivedList
from graph.words.entry_cases import EntryCaseState
from graph.words.imports import Kind
from graph.words.notices import Notice, NoticeKind, Recipient, RecipientKind
from graph.words.objections import Objection, ObjectionGround
from graph.words.people import Role

HEAD, AUTHORITY = who("head"), who("authority")
DAYS = "from=2026-01-01&until=2026-12-31"
OF_ONE = {
    DerivedList.RECURRING_DUTIES: f"policy=CZ&{DAYS}",
    DerivedList.REPORTS: f"department={CIVIL}&{DAYS}",
}
WAITING = """query ($whose: Whose!, $overdue: Boolean!, $kinds: [WaitingKind!]) {
  waiting(whose: $whose, overdue: $overdue, kinds: $kinds, first: 100) { cases {
    name stateWords dueOn overdue yours age case { id } department { code } nextSteps { open } } } }"""
NOTICES = """query ($f: NoticeFilter) { notices(filter: $f, first: 100) { edges { node {
  id read text { zh en } rules { id } acts dueOn } } } }"""
SUPERVISED = """{ supervisedDepartments(first: 100) { departments { code overdue { overdue }
  missing { period dueOn rules { id } } } } }"""
TALLIES = """query ($d: [String!]!) { dutyTallies(departments: $d) {
  department owed overdue met late excused broken { id } } }"""
COMING = """{ recurringDuties(policy: "CZ", from: "2026-01-01", until: "2026-12-31") { what by to period dueOn } }"""
TABLE = """mutation ($input: ImportTableInput!) { importTable(input: $input) { errors { code message { zh en } } } }"""


@pytest.fixture(autouse=True)
async def standing(api: Office) -> AsyncIterator[None]:
    """Two cases of entries, an objection and two duties wait, one of either is late; somebody was told of one."""
    await entry_cases.entered(api, 61, EntryCaseState.CHANGING)
    await entry_cases.entered(api, 62, EntryCaseState.CHANGING)
    raised = datetime(2026, 2, 2, 1, tzinfo=UTC)
    doubt = Objection(
        "DL-O", "Resource", MARRIED, ObjectionGround.ACCURACY, "不对", raised, "DL", CIVIL, due_on=date(2026, 2, 27)
    )
    late = owed.owed(CIVIL, MARRIED, NOW, id="DL-late", due_on=date(2026, 2, 27), period=None)
    soon = owed.owed(CIVIL, MARRIED, NOW, id="DL-soon", due_on=date(2026, 3, 27), period=None)
    told = Notice(
        kind=NoticeKind.OBJECTION_RAISED, about="Objection", about_id="DL-O", state="RAISED", at=NOW,
        recipient=Recipient(RecipientKind.DEPARTMENT, CIVIL), rules=("WH-16",), acts=("takeUpObjection",), since=NOW,
    )  # fmt: skip

    async def write(unit: Unit) -> None:
        await objections.enter(unit, doubt, [CIVIL, HEALTH], "JI")
        await duties_memory.open_duties(unit, [late, soon])
        await tell(unit, [told])

    await api.store.write(write)
    yield
    for text in (
        "MATCH (o:Objection) WHERE o.id STARTS WITH 'DL-' DETACH DELETE o",
        "MATCH (o:OwedDuty) DETACH DELETE o",
        "MATCH (n:Notice {aboutId: 'DL-O'}) DETACH DELETE n",
        "MATCH (n:Notice {kind: 'ENTRY_CHANGED'}) DETACH DELETE n",
        "MATCH (c:EntryCase) WHERE c.id STARTS WITH 'C-6' DETACH DELETE c",
    ):
        await api.store.write(lambda unit, text=text: unit.run(text))  # type: ignore[misc]


def rows(content: bytes) -> list[dict[str, str]]:
    """The rows of a text file, by the names of its columns."""
    assert content.startswith("\ufeff".encode())
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


async def listed(api: Office, which: DerivedList, by: Identity, asked: str = "") -> list[dict[str, str]]:
    answer = await fetched(api, f"/lists/{which.value}.csv?{asked}", by)
    assert answer.status_code == 200, answer.text
    return rows(answer.content)


def yes(said: str) -> bool:
    return {"是": True, "否": False}[said]


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("", {}),
        ("whose=MINE", {"whose": "MINE"}),
        ("whose=EVERYBODY&kinds=OBJECTION,ENTRY_CASE", {"whose": "EVERYBODY", "kinds": ["OBJECTION", "ENTRY_CASE"]}),
        ("overdue=true", {"overdue": True}),
    ],
)
async def test_a_work_list_is_that_of_the_query_case_by_case(
    api: Office, asked: str, given: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(derived_lists, "PAGE", 2)
    for by in (HEAD, who(entry_cases.CATALOGUER), who("provider"), AUTHORITY, who("nobody-at-all")):
        found = (await api.ask(WAITING, by, **({"whose": "MY_DEPARTMENT", "overdue": False} | given)))["waiting"][
            "cases"
        ]
        told = await listed(api, DerivedList.WAITING, by, asked)
        assert [
            (each["name"] or "", each["stateWords"], each["dueOn"] or "", each["overdue"], each["yours"], each["age"],
             each["department"]["code"])
            for each in found
        ] == [
            (row["事项名称"], row["当前状态"], row["期限"], yes(row["逾期"]), yes(row["本人待办"]),
             int(row["已用工作日"]), row["办理部门代码"])
            for row in told
        ], by  # fmt: skip
        ids = {each["case"]["id"] for each in found if each["case"]}
        assert all(bool(row["可办事项"]) == any(step["open"] for step in each["nextSteps"])
                   for row, each in zip(told, found, strict=True))  # fmt: skip
        if global_id("Objection", "DL-O") in ids:
            assert "DL-O" in {row["案件编号"] for row in told}
    if not given:
        assert len(await listed(api, DerivedList.WAITING, HEAD)) >= 5


async def test_notices_are_those_of_the_inbox_and_narrowed_as_it_is(api: Office) -> None:
    for by in (who("provider"), HEAD, who("nobody-at-all")):
        for asked, given in (
            ("", {}),
            ("kind=OBJECTION_RAISED&unread=true", {"kind": ["OBJECTION_RAISED"], "unread": True}),
            ("unread=false", {"unread": False}),
        ):
            found = [each["node"] for each in (await api.ask(NOTICES, by, f=given))["notices"]["edges"]]
            told = await listed(api, DerivedList.NOTICES, by, asked)
            assert [
                (each["id"], each["text"]["zh"], each["text"]["en"], each["read"], each["dueOn"] or "",
                 ";".join(each["acts"]), ";".join(rule["id"] for rule in each["rules"]))
                for each in found
            ] == [
                (global_id("Notice", row["通知编号"]), row["通知内容"], row["通知内容（英文）"], yes(row["已读"]),
                 row["办理期限"], row["本人可办操作"], row["依据条文"])
                for row in told
            ], (by, asked)  # fmt: skip
    assert (
        "OBJECTION"
        in (await listed(api, DerivedList.NOTICES, who("provider"), "kind=OBJECTION_RAISED"))[0]["本人可办操作"].upper()
    )


async def test_what_is_late_and_what_is_counted_is_that_of_the_queries(api: Office) -> None:
    found = (await api.ask(SUPERVISED, AUTHORITY))["supervisedDepartments"]["departments"]
    told = await listed(api, DerivedList.SUPERVISED, AUTHORITY)
    assert list(dict.fromkeys(row["部门代码"] for row in told)) == [each["code"] for each in found]
    assert sum(int(row["逾期数"] or 0) for row in told) == sum(
        one["overdue"] for each in found for one in each["overdue"]
    )
    assert sum(int(row["逾期数"] or 0) for row in told) >= 2
    counted = (await api.ask(TALLIES, AUTHORITY, d=[CIVIL]))["dutyTallies"]
    assert counted
    for asked in (f"departments={CIVIL}", f"of={CIVIL}", f"of={CITY}", ""):
        assert [
            (row["部门代码"], int(row["待履行"]), int(row["逾期未履行"]), row["违规条款"])
            for row in await listed(api, DerivedList.DUTY_TALLIES, AUTHORITY, asked)
            if row["部门代码"] == CIVIL
        ] == [
            (each["department"], each["owed"], each["overdue"], ";".join(rule["id"] for rule in each["broken"]))
            for each in counted
        ]  # fmt: skip
    assert await listed(api, DerivedList.DUTY_TALLIES, who("applicant"), f"departments={CIVIL}") == []


async def test_what_comes_back_with_the_calendar_is_that_of_the_text_and_of_a_department(api: Office) -> None:
    found = (await api.ask(COMING, HEAD))["recurringDuties"]
    told = await listed(api, DerivedList.RECURRING_DUTIES, HEAD, OF_ONE[DerivedList.RECURRING_DUTIES])
    assert [(row["事项"], row["责任单位"], row["报送对象"], row["期限"]) for row in told] == [
        (each["what"], each["by"], each["to"] or "", each["dueOn"]) for each in found
    ]
    assert told
    assert await listed(api, DerivedList.REPORTS, who("applicant"), OF_ONE[DerivedList.REPORTS]) == []


@pytest.mark.parametrize("which", DerivedList, ids=lambda which: which.value)
async def test_a_page_is_read_together_however_much_stands_on_it(
    api: Office, counted: list[str], which: DerivedList
) -> None:
    asked = f"/lists/{which.value}.csv?{OF_ONE.get(which, '')}"
    measured = {*waiting_memory._SIZES.values(), *waiting_memory._MARKS.values()}  # now and then, whatever stands there
    before = rows((await fetched(api, asked, HEAD)).content)
    few = [each for each in counted if each not in measured]
    for number in (63, 64, 65):
        await entry_cases.entered(api, number, EntryCaseState.CHANGING)
    more = [owed.owed(CIVIL, MARRIED, NOW, id=f"DL-{number}", due_on=date(2026, 2, 2), period=None) for number in "abc"]
    told = [
        Notice(
            kind=NoticeKind.ENTRY_CHANGED, about="Resource", about_id=MARRIED, state="PUBLISHED", at=NOW,
            recipient=Recipient(RecipientKind.SUBJECT, "head"), rules=(), acts=(),
            since=datetime(2026, 2, day, tzinfo=UTC),
        )
        for day in (1, 2, 3)
    ]  # fmt: skip

    async def write(unit: Unit) -> None:
        await duties_memory.open_duties(unit, more)
        await tell(unit, told)

    await api.store.write(write)
    after = rows((await fetched(api, asked, HEAD)).content)
    assert [each for each in counted if each not in measured] == few
    if which in (DerivedList.WAITING, DerivedList.NOTICES):
        assert len(after) >= len(before) + 3


@pytest.mark.parametrize("form", Format, ids=lambda form: form.value)
@pytest.mark.parametrize("which", DerivedList, ids=lambda which: which.value)
async def test_no_import_takes_a_derived_list_and_says_what_it_comes_of(
    api: Office, which: DerivedList, form: Format
) -> None:
    answer = await fetched(api, f"/lists/{which.value}.{form.value}?{OF_ONE.get(which, '')}", HEAD)
    assert answer.status_code == 200, answer.text
    for kind in Kind:
        outcome = await import_file(api.store, api.service.backend.personal, ADMIN, kind, answer.content, commit=True)
        (fault,) = outcome.review.faults
        assert (fault.code, fault.value, fault.limit, outcome.written) == (
            "ANOTHER_KIND", which.value, kind.value, False,
        ), kind  # fmt: skip
        assert all(of.value in fault.message.zh and of.value in fault.message.en for of in which.comes_of)
        assert "不能导入" in fault.message.zh
    given = {"kind": "DUTIES", "file": UploadFile(io.BytesIO(answer.content))}
    (error,) = (await api.ask(TABLE, Identity(Role.ADMIN, "boss"), input=given))["importTable"]["errors"]
    assert error["code"] == "ANOTHER_KIND"


async def test_who_took_which_list_stands_in_the_journal_without_the_number_of_a_person(api: Office) -> None:
    number = citizen(77)
    of = f"duties.csv?of={CIVIL}&code={number}"
    for asked in ("waiting.csv?whose=MINE", of, f"systems.csv?nameContains=%0A{number}"):
        assert (await fetched(api, f"/lists/{asked}", HEAD)).status_code == 200
    said = "MATCH (j:Journal {act: 'LIST_TAKEN'}) RETURN collect(j.about)"
    about = await api.store.read(said)
    assert {"waiting:whose=MINE", f"duties:{CIVIL}:code=***"} <= set(about)
    assert not any(number in each or "\n" in each for each in about)


@pytest.mark.parametrize("which", DerivedList, ids=lambda which: which.value)
async def test_whoever_is_nobody_has_none(api: Office, which: DerivedList) -> None:
    answer = await fetched(api, f"/lists/{which.value}.csv?{OF_ONE.get(which, '')}", PUBLIC)
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("waiting.csv?whose=YOURS", 400, "MY_DEPARTMENT"),
        ("waiting.csv?kinds=DUTY", 400, "OWED_DUTY"),
        ("waiting.csv?overdue=maybe", 400, "true"),
        (f"waiting.csv?of={CIVIL}", 400, "whose、kinds、overdue"),
        ("notices.csv?kind=NEWS", 400, "ENTRY_WAITING"),
        (f"notices.csv?of={CIVIL}", 400, "kind、unread"),
        ("supervised-departments.csv?of=X", 400, "不按"),
        ("duty-tallies.csv?of=X", 400, "X"),
        ("recurring-duties.csv?policy=CZ", 400, "the address has to say `from`"),
        ("waiting.csv?whose=MINE&whose=EVERYBODY", 400, "whose is given twice"),
        (f"recurring-duties.csv?policy=XX&{DAYS}", 404, "XX"),
        (f"recurring-duties-of.csv?{DAYS}", 400, "department"),
        (f"recurring-duties-of.csv?department={UNBOUND}&from=2026-01-32&until=2026-12-31", 400, "from"),
    ],
)
async def test_what_a_derived_list_is_not_narrowed_by_is_said(api: Office, path: str, status: int, says: str) -> None:
    answer = await fetched(api, f"/lists/{path}", HEAD)
    assert (answer.status_code, says in answer.text) == (status, True), answer.text


def test_each_list_says_each_of_its_columns_in_both_languages() -> None:
    assert set(FORMS) == set(DerivedList)
    for form in (*FORMS.values(), OF_LICENSES.form, BATCHES.form):
        for column in form.columns:
            zh, _, en = column.says.partition(" / ")
            assert zh, column
            assert en.isascii(), column
