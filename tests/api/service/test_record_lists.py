"""Lists of records at their addresses: to whom the queries show them, as files that come back to be compared."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any

import pytest
from builders import batched, drafted, entry_cases, grants, objections, suspects
from builders.city import ADMIN
from builders.exchange import delivered, record, used
from builders.fetching import fetched
from builders.office import ALICE, CITY, CIVIL, HEALTH, HOLDER_A, MARRIED, NOW, UNBOUND, Office, citizen, gid, who
from builders.owed import owed
from starlette.datastructures import UploadFile

from api.identity.authenticator import PUBLIC, Identity
from graph.office.published import MASK
from graph.office.sheets.filled import Format
from graph.store.engine import Unit
from graph.subjects.duties import memory as duties_memory
from graph.subjects.exchange import records as exchange_records
from graph.subjects.importing import record_lists
from graph.subjects.importing.batches import Outcome
from graph.subjects.importing.desk import Imported, import_file
from graph.subjects.importing.handing_out import hand_out
from graph.subjects.sharing import lists as sharing_lists
from graph.words.entry_cases import EntryCaseState
from graph.words.imports import RECORDED, Kind
from graph.words.objections import Objection, ObjectionGround
from graph.words.people import Role
from graph.words.record_lists import RecordList

PROVIDER, APPLICANT, STRANGER = who("provider"), who("applicant"), who("nobody-at-all")
BOSS = Identity(Role.ADMIN, "boss")
TABLE = """mutation ($input: ImportTableInput!) { importTable(input: $input) {
  intake { unchanged } errors { code path message { zh } } } }"""
NUMBER = citizen(81)
DAYS = "since=2026-01-01"
LISTS: dict[str, tuple[Kind, str]] = {
    "requests": (Kind.REQUESTS, ""),
    "grants": (Kind.GRANTS, ""),
    "duties": (Kind.DUTIES, ""),
    "objections": (Kind.OBJECTIONS, ""),
    "license-objections": (Kind.LICENSE_OBJECTIONS, ""),
    "entry-cases": (Kind.ENTRY_CASES, ""),
    "uses": (Kind.USES, f"resource={MARRIED}&{DAYS}"),
    "uses-outside": (Kind.USES, DAYS),
    "deliveries": (Kind.DELIVERIES, f"resource={MARRIED}&{DAYS}"),
    "licenses": (Kind.LICENSES, ""),
    "license-drafts": (Kind.LICENSE_DRAFTS, ""),
    "license-batches": (Kind.LICENSE_BATCHES, f"of={CITY}"),
    "forgeries": (Kind.FORGERIES, ""),
}
OF_LICENSES = ("licenses", "license-drafts", "license-batches", "forgeries")


def reader(name: str) -> Identity:
    """Who sees what stands on a list: licences are not for who provides data."""
    return who("officer") if name in OF_LICENSES else PROVIDER


async def brought(api: Office, kind: Kind, content: bytes) -> Imported:
    """What becomes of a file that an administrator brings."""
    return await import_file(api.store, api.service.backend.personal, ADMIN, kind, content, commit=True)


async def taken_down(api: Office) -> None:
    """One record of each kind, of what 民政局 provides and 卫生健康委员会 uses; words hold somebody's number."""
    await grants.granted(api, "RL-1", scope=f"只限核对{NUMBER}")
    grant = gid("Grant", "RL-1/G")
    assert (await record(api, [used("RL-U1", grant=grant, person=f"王某 {NUMBER}")]))["errors"] == []
    assert (await record(api, [used("RL-U2", grant=grant, usedAt="2026-01-20T09:00:00+08:00")]))["errors"] == []
    assert (await record(api, [delivered("RL-D1")]))["errors"] == []
    await entry_cases.entered(api, 61, EntryCaseState.REGISTERED)
    assert (await drafted.received(api, drafted.data("RL-1")))["state"] == "RECEIVED"
    assert (await suspects.report(api, await suspects.forged(api)))["state"] == "SUSPECTED"
    doubt = Objection(
        id="RL-O1", on_kind="Resource", on_id=MARRIED, ground=ObjectionGround.ACCURACY, words=f"登记的是{NUMBER}",
        raised_at=NOW, raised_by="applicant", answers=CIVIL,
    )  # fmt: skip

    of_licence = replace(doubt, id="RL-O2", on_kind="License", on_id=api.licenses[ALICE], raised_by="holder-a")
    assert not (await batched.received(api.service.backend.workshop, batched.rows(1, begin=771), "RL")).faults

    async def write(unit: Unit) -> None:
        await duties_memory.open_duties(unit, [owed(CIVIL, MARRIED, NOW, id="RL-duty")])
        personal = api.service.backend.personal
        hidden = replace(doubt, words=personal.hidden(doubt.words, "Objection.words"))
        await objections.enter(unit, hidden, [CIVIL, HEALTH], "WH")
        await objections.enter(unit, replace(of_licence, words=hidden.words), [CIVIL, HEALTH], "WH")

    await api.store.write(write)


def rows(content: bytes) -> list[dict[str, str]]:
    """The rows of a text file, by the names of its columns."""
    assert content.startswith("\ufeff".encode())
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def as_file(*found: dict[str, Any]) -> bytes:
    """A text file of some rows."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(found[0]))
    writer.writeheader()
    writer.writerows(found)
    return stream.getvalue().encode("utf-8-sig")


async def test_whoever_sees_a_record_has_it_in_its_list_and_the_list_comes_back_unchanged(
    api: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (record_lists, exchange_records, sharing_lists):
        monkeypatch.setattr(module, "PAGE", 1)
    await taken_down(api)
    for name, (kind, by) in LISTS.items():
        for form in Format:
            answer = await fetched(api, f"/lists/{name}.{form.value}?{by}", reader(name))
            assert answer.status_code == 200, (name, answer.text)
            again = await brought(api, kind, answer.content)
            assert (again.clean, again.written) == (True, True), (name, again.review.faults)
            assert {line.outcome for line in again.lines} == {Outcome.UNCHANGED}, name
            if form is Format.CSV:
                assert len(rows(answer.content)) == len(again.lines)
                assert not any(each in answer.text for each in (NUMBER, ALICE, "钱某某"))


async def test_what_is_handed_out_comes_back_by_the_mutation_and_who_records_it_is_said(api: Office) -> None:
    await taken_down(api)
    how = {
        Kind.DUTIES: "办法", Kind.OBJECTIONS: "raiseObjection", Kind.ENTRY_CASES: "registerEntry",
        Kind.USES: "服务账号报送（recordUses）", Kind.DELIVERIES: "服务账号报送（recordDeliveries）",
        Kind.LICENSES: "issueLicense", Kind.LICENSE_DRAFTS: "receiveLicenseData", Kind.FORGERIES: "reportForgery",
        Kind.LICENSE_OBJECTIONS: "raiseObjection", Kind.LICENSE_BATCHES: "receiveLicenseBatch",
    }  # fmt: skip
    for name, (kind, by) in LISTS.items():
        content = (await fetched(api, f"/lists/{name}.csv?{by}", reader(name))).content

        async def told(content: bytes, by: Identity = BOSS, kind: Kind = kind) -> Any:
            given = {"kind": kind.name, "file": UploadFile(io.BytesIO(content))}
            return (await api.ask(TABLE, by, input=given))["importTable"]

        done = await told(content)
        assert (done["errors"], done["intake"]["unchanged"]) == ([], len(rows(content))), name
        assert [error["code"] for error in (await told(content, PROVIDER))["errors"]] == ["ROLE_REQUIRED"], name
        if kind in how:
            first, *_ = rows(content)
            column = next(iter(first))
            (error,) = (await told(as_file({**first, column: "ELSEWHERE"})))["errors"]
            assert (error["code"], error["path"]) == ("UNKNOWN_CODE", ["file", "2", column]), name
            assert how[kind] in error["message"]["zh"], error["message"]["zh"]


@pytest.mark.parametrize("form", Format, ids=lambda form: form.value)
async def test_what_an_administrator_hands_out_comes_back_unchanged(api: Office, form: Format) -> None:
    await taken_down(api)
    personal = api.service.backend.personal
    for kind in RECORDED:
        (file,) = [each async for each in hand_out(api.store, personal, ADMIN, kind, form)]
        again = await brought(api, kind, file.content)
        assert again.clean, (kind, again.review.faults)
        assert [line.outcome for line in again.lines] == [Outcome.UNCHANGED] * file.values, kind
        assert file.values > 0, kind
        other = await import_file(api.store, personal, ADMIN, Kind.SYSTEMS, file.content, commit=True)
        assert [(each.code, each.value) for each in other.review.faults] == [("ANOTHER_KIND", kind.value)]


@pytest.mark.parametrize("name", LISTS)
async def test_who_sees_none_has_an_empty_list_which_comes_back_and_nobody_known_has_none(
    api: Office, name: str
) -> None:
    await taken_down(api)
    kind, by = LISTS[name]
    answer = await fetched(api, f"/lists/{name}.csv?{by}", STRANGER)
    assert (answer.status_code, rows(answer.content)) == (200, [])
    again = await brought(api, kind, answer.content)
    assert (again.clean, again.lines) == (True, ())
    assert (await fetched(api, f"/lists/{name}.csv?{by}", PUBLIC)).status_code == 403


async def test_a_record_that_says_otherwise_is_refused_by_row_and_field_and_nothing_is_written(api: Office) -> None:
    await taken_down(api)
    for name, (kind, by) in LISTS.items():
        if not kind.recorded:
            continue
        first, *_ = found = rows((await fetched(api, f"/lists/{name}.csv?{by}", reader(name))).content)
        for place, column in enumerate(first):
            other = {**first, column: "2025-01-01" if "日" in column or "期" in column else "7"}
            outcome = await brought(api, kind, as_file(other, *found[1:]))
            (fault,) = outcome.review.faults
            code = "RECORD_DIFFERS" if place else "UNKNOWN_CODE"
            assert (fault.code, fault.path, outcome.written) == (code, ("2", column), False), (name, column)
            if place and first[column] not in ("", MASK) and column not in ("期限", "法定期限"):
                assert fault.limit == first[column]
        twice = await brought(api, kind, as_file(first, first))
        assert [fault.code for fault in twice.review.faults] == ["CODE_TWICE"], name
    duty = rows((await fetched(api, "/lists/duties.csv", PROVIDER)).content)[0]
    (fault,) = (await brought(api, Kind.DUTIES, as_file({**duty, "状态": "已履行"}))).review.faults
    assert (fault.rules, fault.value, fault.limit) == (("WH-6",), "已履行", "待更新")


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/lists/uses.csv", 400, "resource 或 consumer 或 of"),
        ("/lists/deliveries.csv", 400, "resource 或 of"),
        (f"/lists/uses.csv?resource={MARRIED}&consumer=USE-1", 400, "resource 或 consumer 或 of"),
        (f"/lists/uses.csv?resource={MARRIED}&of={CIVIL}", 400, "resource 或 consumer 或 of"),
        ("/lists/uses-outside.csv?of=X", 400, "X"),
        (f"/lists/licenses.csv?resource={MARRIED}", 400, "可用：of"),
        ("/lists/license-batches.csv", 400, "of"),
        ("/lists/grants.csv?state=GONE", 400, "ACTIVE"),
        ("/lists/duties.csv?dueFrom=soon", 400, "dueFrom"),
        (f"/lists/licenses.csv?number={NUMBER}", 400, "可用：of"),
        (f"/lists/duties.csv?resource={MARRIED}", 400, "可用：of"),
        ("/lists/duties.csv?of=X", 400, "X"),
        (f"/lists/deliveries.csv?consumer={CIVIL}", 400, "可用：resource、of、since、until"),
        ("/lists/uses-outside.csv?since=2026-01-32", 400, "since"),
        ("/lists/uses-outside.csv?since=2026-02-02&until=2026-02-01", 400, "2026-02-02"),
        ("/lists/secret.csv", 404, "duties（义务清单）"),
    ],
)
async def test_what_a_list_is_not_narrowed_by_is_said(api: Office, path: str, status: int, says: str) -> None:
    answer = await fetched(api, path, PROVIDER)
    assert (answer.status_code, says in answer.text) == (status, True), answer.text


async def test_what_concerns_a_department_and_those_below_it_is_listed_as_either_side_of_it(api: Office) -> None:
    await taken_down(api)
    sides = {"requests": {CIVIL, HEALTH}, "grants": {CIVIL, HEALTH}, "duties": {CIVIL}, "objections": {CIVIL},
             "entry-cases": {CIVIL}, "uses": {CIVIL, HEALTH}, "uses-outside": {CIVIL, HEALTH}, "deliveries": {CIVIL},
             "licenses": {CIVIL}, "license-drafts": {CIVIL}, "license-batches": {CIVIL}, "forgeries": {CIVIL},
             "license-objections": {CIVIL}}  # fmt: skip
    for name in (each.value for each in RecordList if "of" in each.narrowed):
        by = LISTS[name][1]
        whole = rows((await fetched(api, f"/lists/{name}.csv?{by}", reader(name))).content)
        of = f"{DAYS}&of=" if "since" in by else "of="
        by = "" if "of=" in by else by
        for department in (CITY, CIVIL, HEALTH, UNBOUND):
            answer = await fetched(api, f"/lists/{name}.csv?{of}{department}", reader(name))
            stands = department == CITY or department in sides[name]
            assert rows(answer.content) == (whole if stands else []), (name, department)
            assert whole


async def test_licences_are_listed_for_who_sees_them_alike_and_say_nothing_of_their_holders(api: Office) -> None:
    await taken_down(api)
    for name in OF_LICENSES:
        by = LISTS[name][1]
        whole = (await fetched(api, f"/lists/{name}.csv?{by}", reader(name))).content
        assert rows(whole)
        for asker in (who("head"), who("issuer"), Identity(Role.AUDITOR, "auditor"), BOSS):
            assert (await fetched(api, f"/lists/{name}.csv?{by}", asker)).content == whole, (name, asker)
        for asker in (PROVIDER, APPLICANT, who("issuer-health")):
            assert rows((await fetched(api, f"/lists/{name}.csv?{by}", asker)).content) == [], (name, asker)
    own = rows((await fetched(api, "/lists/licenses.csv", HOLDER_A)).content)
    shown = rows((await fetched(api, "/lists/licenses.csv", reader("licenses"))).content)
    assert own
    assert len(own) < len(shown)
    assert [each for each in shown if each in own] == own
    met = rows((await fetched(api, "/lists/forgeries.csv", suspects.BANK)).content)
    assert {(case["状态"], case["被伪造部门代码"]) for case in met} == {("待认定", CIVIL)}
    assert rows((await fetched(api, "/lists/forgeries.csv", suspects.SHOP)).content) == []


async def test_a_list_is_narrowed_by_the_conditions_of_its_query(api: Office) -> None:
    await taken_down(api)
    for name, by, found in (
        ("duties", f"code={MARRIED}&dueUntil=2099-01-01", True),
        ("duties", "state=EXCUSED,MET", False),
        ("grants", f"user={HEALTH}&state=ACTIVE", True),
        ("grants", f"user={HEALTH}&of={UNBOUND}", False),
        ("requests", f"provider={CIVIL}&of={CIVIL}", True),
        ("requests", f"applicant={CIVIL}", False),
        ("entry-cases", "state=已登记", True),
        ("objections", "ground=ACCURACY", True),
        ("objections", "ground=ACCURACY&state=CORRECTED", False),
    ):
        narrower = rows((await fetched(api, f"/lists/{name}.csv?{by}", PROVIDER)).content)
        whole = rows((await fetched(api, f"/lists/{name}.csv", PROVIDER)).content)
        assert bool(narrower) is found, (name, by)
        assert [each for each in whole if each in narrower] == narrower


async def test_an_objection_names_the_licence_to_who_sees_it_and_says_nothing_of_what_was_said(api: Office) -> None:
    await taken_down(api)
    (told,) = rows((await fetched(api, "/lists/license-objections.csv", who("officer"))).content)
    licence = (await api.ask("query ($i: ID!) { node(id: $i) { ... on License { identifier } } }", who("officer"),
                             i=gid("License", api.licenses[ALICE])))["node"]["identifier"]  # fmt: skip
    assert (told["电子证照标识"], told["核查部门代码"], "异议内容" in told) == (licence, CIVIL, False)
    (other,) = rows((await fetched(api, "/lists/license-objections.csv", APPLICANT)).content)
    assert other == told | {"电子证照标识": MASK}
    assert (await brought(api, Kind.LICENSE_OBJECTIONS, as_file(other))).clean


async def test_a_draft_that_was_issued_names_its_licence_and_a_changed_licence_when_it_was(api: Office) -> None:
    licence = await drafted.issued(api, drafted.data("RL-2"))
    issued = rows((await fetched(api, "/lists/license-drafts.csv", reader("license-drafts"))).content)
    assert [each["状态"] for each in issued if each["电子证照标识"] == licence["identifier"]] == ["已签发"]
    listed = rows((await fetched(api, "/lists/licenses.csv", reader("licenses"))).content)
    (one,) = (each for each in listed if each["电子证照标识"] == licence["identifier"])
    assert (one["证照状态"], one["证照编号"], one["颁发机构代码"]) == ("有效", "RL-2", CIVIL)
    assert one["状态变更时间"] == one["签章时间"]


def test_every_list_of_records_has_a_kind_in_which_it_comes_back() -> None:
    assert set(LISTS) == {each.value for each in RecordList}
    assert {kind for kind, _ in LISTS.values() if kind.recorded} == set(RECORDED)
