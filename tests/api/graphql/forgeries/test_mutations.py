"""A suspected forgery from who met it to the credit authority: who does what, and what each is refused."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import date
from typing import Any

import pytest
from builders import office
from builders.office import ALICE, BOB, CIVIL, HEALTH, MINISTRY, UNBOUND, Office, who
from builders.suspects import (
    BANK,
    ISSUER,
    OFFICER,
    PRESENTER,
    REVIEWER,
    SHOP,
    context,
    decide,
    forged,
    journal,
    key,
    read,
    report,
    send,
    upload,
)

from api.identity.authenticator import PUBLIC
from graph.cases.machine import Move
from graph.errors import Conflict
from graph.subjects.forgeries.desk import report_forgery
from graph.subjects.forgeries.memory import FoundCase
from graph.subjects.forgeries.recording import SealedReport
from graph.subjects.organisation.memory import write_posts
from graph.words.organisation import Post, PostKind
from graph.words.people import Role

NO_LICENCE = b"%PDF-1.7 nothing that can be read"


def named(code: str, code_type: str = "111") -> dict[str, str]:
    return {"name": "甲", "code": code, "codeType": code_type}


async def test_it_is_met_confirmed_and_reported_by_three_people(api: Office) -> None:
    content = await forged(api)
    case = await report(api, content)
    assert (case["state"], case["imitates"], case["dueOn"], case["overdue"]) == (
        "SUSPECTED", {"code": CIVIL}, None, False,
    )  # fmt: skip
    assert case["digest"] == hashlib.sha256(content).hexdigest()
    assert case["verdict"]["summary"] == "NOT_GENUINE"
    assert [each["id"] for each in case["noDueDate"]["rules"]] == ["WHL-22", "SC-809"]

    confirmed = await decide(api, case["id"], "CONFIRMED", words="本局从未签发")
    assert (confirmed["state"], confirmed["decidedAt"] is not None, confirmed["closedAt"]) == ("CONFIRMED", True, None)
    sent = await send(api, case["id"], words="请依规处理")
    assert (sent["state"], sent["reportedAt"] is not None, sent["noDueDate"]) == ("REPORTED", True, None)
    assert [(each["event"], each["words"]) for each in sent["history"]] == [
        ("SUSPECT", None), ("CONFIRM", "本局从未签发"), ("REPORT", "请依规处理"),
    ]  # fmt: skip
    digest = await api.store.read("MATCH (c:ForgeryCase {id: $id}) RETURN c.reportDigest", id=key(case))
    assert await journal(api, case) == [
        ["CONFIRM_FORGERY", "officer", ["WHL-22"], "CONFIRMED"],
        ["REPORT_FORGERY", "issuer", ["WHL-22"], digest],
        ["SUSPECT_FORGERY", "bank", ["WHL-22"], case["digest"]],
    ]


async def test_a_genuine_file_is_refused_with_its_verdict(api: Office) -> None:
    refused = await report(api, await api.sealed(BOB))
    assert (refused["code"], refused["path"], refused["value"]) == ("CONDITION_MISSING", ["file"], "GENUINE")
    assert "真实有效" in refused["message"]["zh"]
    assert refused["rules"] == [{"id": "WHL-22"}]


async def test_one_that_is_genuine_and_no_longer_in_force_is_no_forgery(api: Office) -> None:
    changed = 'mutation ($l: ID!, $c: LicenseChange!) { changeLicense(input: {license: $l, change: $c, reason: "核"})'
    changed += " { errors { code } } }"
    await api.ask(changed, ISSUER, l=api.license(BOB), c="SUSPEND")
    assert (await report(api, await api.sealed(BOB)))["value"] == "NOT_IN_FORCE"
    await api.ask(changed, ISSUER, l=api.license(BOB), c="RESUME")


async def test_the_same_file_is_one_case_however_many_meet_it(api: Office) -> None:
    content = await forged(api)
    case = await report(api, content)
    again = await report(api, content)
    assert (again["code"], again["path"], again["value"]) == ("FORGERY_OPEN", ["file"], key(case))
    joined = await report(api, content, SHOP, presentedBy=None, circumstances="在门店出示")
    assert (joined["id"], [each["event"] for each in joined["history"]]) == (case["id"], ["SUSPECT", "JOIN"])
    met = (await read(api, case["id"], OFFICER))["sightings"]
    assert [each["presenter"] and each["presenter"]["name"] for each in met] == [PRESENTER["name"], None]

    await decide(api, case["id"], "CONFIRMED")
    other = await report(api, content, who("applicant"))
    assert (other["id"], other["state"]) == (case["id"], "CONFIRMED")
    await send(api, case["id"])
    afresh = await report(api, content)
    assert (afresh["state"], afresh["id"] != case["id"]) == ("SUSPECTED", True)


async def test_of_many_who_report_a_file_at_once_all_are_in_one_case(api: Office) -> None:
    content = await forged(api)
    people = (BANK, SHOP, who("applicant"), who("platform"))
    cases = await asyncio.gather(*(report(api, content, by) for by in people))
    assert len({each["id"] for each in cases}) == 1
    kept = await api.store.read(
        "MATCH (c:ForgeryCase {id: $id}) RETURN [c.reporters, size(c.sightings)]", id=key(cases[0])
    )
    assert (sorted(kept[0]), kept[1]) == (["applicant", "bank", "platform", "shop"], 4)


async def test_who_met_the_file_does_not_decide_and_who_confirmed_it_does_not_report_it(api: Office) -> None:
    case = await report(api, await forged(api), OFFICER)
    refused = await decide(api, case["id"], "CONFIRMED", OFFICER)
    assert (refused["code"], refused["value"], refused["rules"]) == ("ANOTHER_POST", "officer", [{"id": "WHL-22"}])
    assert (await decide(api, case["id"], "DISMISSED", OFFICER))["code"] == "ANOTHER_POST"
    both = [
        Post("both-1", PostKind.LICENSE_REVIEWER, "both", "双某", CIVIL, date(2020, 1, 1)),
        Post("both-2", PostKind.ISSUER, "both", "双某", CIVIL, date(2020, 1, 1)),
    ]
    await api.store.write(lambda unit: write_posts(unit, both, api.service.backend.personal))
    assert (await decide(api, case["id"], "CONFIRMED", who("both")))["state"] == "CONFIRMED"
    assert (await send(api, case["id"], who("both")))["code"] == "ANOTHER_POST"
    assert (await send(api, case["id"]))["state"] == "REPORTED"


async def test_the_posts_of_other_departments_and_other_posts_decide_nothing(api: Office) -> None:
    case = await report(api, await forged(api))
    for by in (who("platform"), ISSUER):
        assert (await decide(api, case["id"], "CONFIRMED", by))["code"] == "ANOTHER_POST"
    for by in (PUBLIC, SHOP, who("issuer-health"), who("provider")):  # they do not know of it
        assert (await decide(api, case["id"], "CONFIRMED", by))["code"] == "NOT_FOUND"
    await decide(api, case["id"], "CONFIRMED", REVIEWER)
    for by in (OFFICER, REVIEWER, who("platform"), BANK):
        assert (await send(api, case["id"], by))["code"] == "ANOTHER_POST"


@pytest.mark.parametrize("by", [PUBLIC, office.HOLDER_A, who("provider"), who("head"), who("issuer")], ids=str)
async def test_a_file_is_reported_by_who_relies_on_licences_and_by_staff_who_meet_them(api: Office, by: Any) -> None:
    assert (await report(api, await forged(api), by))["code"] == "ANOTHER_POST"


async def test_only_a_confirmed_forgery_is_reported(api: Office) -> None:
    case = await report(api, await forged(api))
    refused = await send(api, case["id"])
    assert (refused["code"], refused["value"], refused["limit"]) == (
        "NO_SUCH_MOVE", "SUSPECTED", "JOIN, CONFIRM, DISMISS",
    )  # fmt: skip
    await decide(api, case["id"], "DISMISSED")
    assert (await send(api, case["id"]))["code"] == "NO_SUCH_MOVE"
    assert await api.store.read("MATCH (c:ForgeryCase {id: $id}) RETURN c.reportDigest", id=key(case)) is None


async def test_what_was_confirmed_in_error_is_dismissed_before_it_is_reported(api: Office) -> None:
    case = await report(api, await forged(api))
    await decide(api, case["id"], "CONFIRMED")
    dismissed = await decide(api, case["id"], "DISMISSED", REVIEWER, "复核后系本局早期签发")
    assert (dismissed["state"], dismissed["sightings"], dismissed["evidenceUrl"]) == ("DISMISSED", [], None)


async def test_the_department_is_what_the_file_says_and_is_named_where_it_says_nothing(api: Office) -> None:
    refused = await report(api, NO_LICENCE)
    assert (refused["code"], refused["path"]) == ("DEPARTMENT_REQUIRED", ["department"])
    unknown = await report(api, NO_LICENCE, department="11340200003003083K")
    assert (unknown["code"], unknown["value"]) == ("UNKNOWN_DEPARTMENT", "11340200003003083K")
    differing = await report(api, await forged(api), department=HEALTH)
    assert (differing["code"], differing["value"], differing["limit"]) == ("DEPARTMENT_DIFFERS", HEALTH, CIVIL)
    named = await report(api, NO_LICENCE, department=HEALTH)
    assert (named["imitates"], named["verdict"]["summary"]) == ({"code": HEALTH}, "UNDECIDED")


async def test_where_no_licence_regulation_binds_there_is_no_case(api: Office) -> None:
    for department in (UNBOUND, MINISTRY):
        refused = await report(api, NO_LICENCE + b"1", department=department)
        assert refused["code"] == "NO_POLICY"
    ends = "MATCH (:Policy {id: 'WH'})-[b:BINDS]->() SET b.validUntil = date($until)"
    await api.store.write(lambda unit: unit.run(ends, until="2020-12-31"))
    try:
        refused = await report(api, NO_LICENCE + b"2", department=HEALTH)
        assert (refused["code"], [each["id"] for each in refused["rules"]]) == (
            "NO_POLICY",
            ["WH-2", "WHL-2", "WHL-24"],
        )
    finally:
        await api.store.write(lambda unit: unit.run(ends, until=None))
    await api.store.write(lambda unit: unit.run("MATCH (y:Policy {id: 'WH'}) SET y.id = 'CZ'"))
    try:
        refused = await report(api, NO_LICENCE + b"2", department=HEALTH)
        assert (refused["code"], refused["value"]) == ("NO_POLICY", "CZ")
        assert [each["id"] for each in refused["rules"]] == ["CZ-2"]
    finally:
        await api.store.write(lambda unit: unit.run("MATCH (y:Policy {id: 'CZ'}) SET y.id = 'WH'"))


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"circumstances": " "}, "WORDS_REQUIRED", ["circumstances"]),
        ({"circumstances": "长" * 2001}, "WORDS_TOO_LONG", ["circumstances"]),
        ({"presentedBy": {"name": " "}}, "PRESENTER_NAME", ["presentedBy", "name"]),
        ({"presentedBy": named("34020019900101011X")}, "CITIZEN_ID_CHECK_DIGIT", ["presentedBy", "code"]),
        ({"presentedBy": named("1", "777")}, "UNKNOWN_CODE_TYPE", ["presentedBy", "codeType"]),
        ({"presentedBy": named("1", "001")}, "USCC_LENGTH", ["presentedBy", "code"]),
        ({"file": upload(b"")}, "FILE_MISSING", ["file"]),
    ],
)  # fmt: skip
async def test_what_is_said_has_a_form(api: Office, changes: dict[str, Any], code: str, path: list[str]) -> None:
    refused = await report(api, await forged(api), **changes)
    assert (refused["code"], refused["path"]) == (code, path)


async def test_of_one_person_so_many_files_wait_and_no_more(api: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    by = who("branch", Role.RELYING_PARTY)
    monkeypatch.setattr("graph.subjects.forgeries.rules.MOST_WAITING", 1)
    case = await report(api, await forged(api), by)
    refused = await report(api, await forged(api), by)
    assert (refused["code"], refused["value"], refused["limit"]) == ("TOO_MANY_FORGERIES", "1", "1 files")
    await decide(api, case["id"], "CONFIRMED")
    assert (await report(api, await forged(api), by))["state"] == "SUSPECTED"


async def test_a_decision_needs_words(api: Office) -> None:
    case = await report(api, await forged(api))
    refused = await decide(api, case["id"], "CONFIRMED", words=" ")
    assert (refused["code"], refused["path"]) == ("WORDS_REQUIRED", ["words"])


async def test_of_two_who_decide_at_once_one_is_told(api: Office) -> None:
    case = await report(api, await forged(api))
    outcomes = await asyncio.gather(
        decide(api, case["id"], "CONFIRMED", OFFICER), decide(api, case["id"], "CONFIRMED", REVIEWER)
    )
    codes = {each.get("code") for each in outcomes}
    assert codes <= {None, "CASE_MOVED", "NO_SUCH_MOVE"}
    assert len(codes) == 2


async def test_a_report_leaves_out_nobody_who_joined_while_it_was_made(api: Office) -> None:
    content = await forged(api)
    case = await report(api, content)
    await decide(api, case["id"], "CONFIRMED")
    asked = await context(api, ISSUER)

    async def seal(found: FoundCase, _: Move) -> SealedReport:
        assert len(found.case.sightings) == 1
        await report(api, content, SHOP)
        return SealedReport("0" * 64, 1)

    with pytest.raises(Conflict) as refused:
        await report_forgery(api.store, api.service.backend.personal, asked.view, asked.actor, key(case), "", seal)
    assert (refused.value.code, refused.value.value) == ("CASE_MOVED", "CONFIRMED")
    assert (await send(api, case["id"]))["state"] == "REPORTED"


async def test_who_reports_while_it_is_decided_opens_a_case_of_his_own(api: Office) -> None:
    content = await forged(api)
    case = await report(api, content)
    met, dismissed = await asyncio.gather(report(api, content, SHOP), decide(api, case["id"], "DISMISSED"))
    assert (dismissed["state"], "id" in met) == ("DISMISSED", True)
    kept = await api.store.read("MATCH (c:ForgeryCase {digest: $d}) RETURN collect([c.id, c.state])", d=case["digest"])
    assert [key(met), "SUSPECTED"] in kept or [key(met), "DISMISSED"] in kept


async def test_everybody_who_met_it_and_the_department_are_told_and_nobody_of_who_presented_it(api: Office) -> None:
    case = await report(api, await forged(api, ALICE))
    await decide(api, case["id"], "CONFIRMED")
    await send(api, case["id"])
    told = await api.store.read(
        "MATCH (n:Notice {aboutId: $id}) WITH n ORDER BY n.kind, n.recipient "
        "RETURN collect([n.kind, n.state, coalesce(n.recipient, n.departmentId), n.acts])",
        id=key(case),
    )
    deciding = ["decideForgery", "reportForgeryToCreditAuthority"]
    assert sorted(told) == [
        ["FORGERY_CONFIRMED", "CONFIRMED", CIVIL, deciding],
        ["FORGERY_CONFIRMED", "CONFIRMED", "bank", []],
        ["FORGERY_REPORTED", "REPORTED", CIVIL, []],
        ["FORGERY_SUSPECTED", "SUSPECTED", CIVIL, ["decideForgery"]],
    ]
    about = "about { ... on ForgeryCase { id state } }"
    asked = f"{{ notices(filter: {{kind: FORGERY_CONFIRMED}}) {{ edges {{ node {{ {about} }} }} }} }}"
    found = (await api.ask(asked, BANK))["notices"]["edges"]
    assert {"about": {"id": case["id"], "state": "REPORTED"}} in [edge["node"] for edge in found]
