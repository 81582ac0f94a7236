"""Licences before they are issued: whose step it is, in which order, and what is left of them."""

from __future__ import annotations

import asyncio
import io
from datetime import timedelta
from typing import Any, LiteralString

import pypdfium2
import pytest
from builders import drafted, office
from builders.office import ALICE, CIVIL, HEALTH, HOLDER_A, Office, answered, gid, who

from api.identity.authenticator import PUBLIC, Identity
from api.identity.request import Language, RequestFacts
from api.service.files import Files
from graph.words.people import Role
from licenses.register import issuing

OFFICER, MAKER, REVIEWER, ISSUER = (who(name) for name in ("officer", "maker", "reviewer", "issuer"))
SEEN = """query ($id: ID!) { node(id: $id) { ... on LicenseDraft { state source sentBack pageUrl type { code }
  issuer { code } license { number } history { event subject }
  data { number holders { name code codeType } issuedOn validFrom validUntil face { key value } replaces } } } }"""
LISTED = """query ($filter: LicenseDraftFilter) {
  licenseDrafts(filter: $filter) { totalCount edges { node { id data { number } } } } }"""


async def received(api: Office, number: str, **changes: Any) -> str:
    found: str = (await drafted.received(api, drafted.data(number, **changes)))["id"]
    return found


async def make(api: Office, draft: str, identity: Identity = MAKER) -> Any:
    return answered(await api.ask(drafted.MAKE, identity, input={"draft": draft}))


async def handle(api: Office, draft: str, handling: str, identity: Identity = REVIEWER, reason: str = "") -> Any:
    given = {"draft": draft, "handling": handling, "reason": reason}
    return answered(await api.ask(drafted.HANDLE, identity, input=given))


async def issue(api: Office, draft: str, identity: Identity = ISSUER) -> Any:
    return answered(await api.ask(drafted.ISSUE, identity, input={"draft": draft}))


async def seen(api: Office, draft: str, identity: Identity = OFFICER) -> Any:
    return (await api.ask(SEEN, identity, id=draft))["node"]


async def page(api: Office, draft: str, identity: Identity) -> bytes | None:
    facts = RequestFacts(identity, office.NOW, "request-1", Language.ZH, timedelta(seconds=10))
    key = await api.store.read("MATCH (c:LicenseDraft) WHERE c.state <> 'ISSUED' RETURN collect(c.id)")
    (found,) = [each for each in key if gid("LicenseDraft", each) == draft]
    return await Files(api.service.backend, api.service.context).page(found, facts)


async def test_a_licence_takes_four_steps_each_by_the_person_whose_it_is(api: Office) -> None:
    draft = await received(api, "D-1")
    shown = await seen(api, draft)
    assert (shown["state"], shown["source"], shown["pageUrl"]) == ("RECEIVED", "婚姻登记信息", None)
    assert shown["data"]["holders"] == [{"name": "陈一凡", "code": ALICE, "codeType": "111"}]
    assert (await make(api, draft))["state"] == "MADE"
    assert (await handle(api, draft, "REVIEW"))["state"] == "REVIEWED"
    licence = await issue(api, draft)
    assert (licence["number"], licence["status"], licence["issuer"]["code"]) == ("D-1", "IN_FORCE", CIVIL)
    after = await seen(api, draft)
    assert (after["state"], after["data"], after["license"]["number"]) == ("ISSUED", None, "D-1")
    assert [(each["event"], each["subject"]) for each in after["history"]] == [
        ("RECEIVE", "officer"), ("MAKE", "maker"), ("REVIEW", "reviewer"), ("ISSUE", "issuer"),
    ]  # fmt: skip
    kept = await api.store.read("MATCH (c:LicenseDraft) WHERE c.state = 'ISSUED' RETURN collect(c.orderCipher)")
    assert kept == [], "what was to be made is not kept beside the licence"


async def test_each_step_is_refused_to_everybody_else_with_who_may(api: Office) -> None:
    draft = await received(api, "D-2")
    for wrong in (OFFICER, REVIEWER, ISSUER):
        refused = await make(api, draft, wrong)
        assert (refused["code"], refused["value"], refused["path"]) == ("ANOTHER_POST", "PLATFORM_OFFICER", ["draft"])
    await make(api, draft)
    for wrong in (OFFICER, MAKER, ISSUER):
        assert (await handle(api, draft, "REVIEW", wrong))["code"] == "ANOTHER_POST"
    await handle(api, draft, "REVIEW")
    for wrong in (OFFICER, MAKER, REVIEWER):
        refused = await issue(api, draft, wrong)
        assert (refused["code"], refused["rules"][0]["id"]) == ("ANOTHER_POST", "WHL-9")
    for stranger in (who("issuer-health"), HOLDER_A, PUBLIC):
        assert (await issue(api, draft, stranger))["code"] == "NOT_FOUND"
    assert (await issue(api, draft, who("boss", Role.ADMIN)))["code"] == "ANOTHER_POST"


ALSO: LiteralString = (
    "MERGE (p:Post {id: $id}) SET p.kind = $kind, p.subject = $subject, p.nameCipher = $name, p.departmentId = $at, "
    "p.validFrom = date('2020-01-01') WITH p MATCH (d:Department {id: $at}) MERGE (p)-[:AT]->(d)"
)


@pytest.mark.parametrize(
    ("subject", "posts"),
    [("reviewer", [("ISSUER", CIVIL)]), ("maker", [("ISSUER", CIVIL), ("LICENSE_REVIEWER", CIVIL)])],
)
async def test_who_made_or_reviewed_a_licence_does_not_issue_it_whatever_posts_he_holds(
    api: Office, subject: str, posts: list[tuple[str, str]]
) -> None:
    name = api.service.backend.personal.encrypt("双某", "Post.name")
    for number, (kind, at) in enumerate(posts):
        given = {"id": f"also-{subject}-{number}", "kind": kind, "subject": subject, "name": name, "at": at}
        await api.store.write(lambda unit, given=given: unit.run(ALSO, **given))  # type: ignore[misc]
    draft = await received(api, f"D-3-{subject}")
    await make(api, draft)
    if subject == "maker":
        refused = await handle(api, draft, "REVIEW", MAKER)
        assert (refused["code"], refused["value"]) == ("ANOTHER_POST", "maker")
    await handle(api, draft, "REVIEW")
    refused = await issue(api, draft, who(subject))
    assert (refused["code"], refused["value"], refused["rules"][0]["id"]) == ("ANOTHER_POST", subject, "WHL-9")
    await api.store.write(lambda unit: unit.run("MATCH (p:Post) WHERE p.id STARTS WITH 'also-' DETACH DELETE p"))
    assert (await issue(api, draft))["status"] == "IN_FORCE"


async def test_no_step_is_left_out_and_none_is_taken_twice(api: Office) -> None:
    draft = await received(api, "D-4")
    assert (await issue(api, draft))["code"] == "NO_SUCH_MOVE"
    assert (await handle(api, draft, "REVIEW"))["code"] == "NO_SUCH_MOVE"
    await make(api, draft)
    refused = await issue(api, draft)
    assert (refused["code"], refused["value"], refused["limit"]) == (
        "NO_SUCH_MOVE",
        "MADE",
        "REVIEW, SEND_BACK, CANCEL",
    )
    assert (await make(api, draft))["code"] == "NO_SUCH_MOVE"
    await handle(api, draft, "REVIEW")
    assert (await issue(api, draft))["number"] == "D-4"
    assert (await issue(api, draft))["code"] == "NO_SUCH_MOVE"


async def test_of_two_issuers_at_once_one_issues(api: Office) -> None:
    draft = (await drafted.going(api, drafted.data("D-5")))["id"]
    told = await asyncio.gather(*(issue(api, draft) for _ in range(3)))
    assert sorted(each["__typename"] for each in told) == ["Conflict", "Conflict", "License"]
    assert {each["code"] for each in told if "code" in each} <= {"CASE_MOVED", "NO_SUCH_MOVE", "LICENSE_EXISTS"}
    count = await api.store.read("MATCH (c:LicenseDraft) WHERE c.licenseId IS NOT NULL RETURN count(c)")
    assert count == len(set(await api.store.read("MATCH (c:LicenseDraft) RETURN collect(c.licenseId)")))


async def test_what_is_sent_back_is_handed_in_anew_and_made_and_reviewed_anew(api: Office) -> None:
    draft = await received(api, "D-6")
    await make(api, draft)
    assert (await handle(api, draft, "SEND_BACK"))["code"] == "WORDS_REQUIRED"
    back = await handle(api, draft, "SEND_BACK", reason="登记日期与档案不符")
    assert (back["state"], back["sentBack"]) == ("RECEIVED", "登记日期与档案不符")
    face = [{"key": "KZ_XM", "value": "陈一凡"}, {"key": "KZ_DJRQ", "value": "2026-02-27"}]
    again = await drafted.received(api, drafted.data("D-6", face=face, again=draft))
    assert (again["id"], again["state"]) == (draft, "RECEIVED")
    assert (await seen(api, draft))["sentBack"] is None
    other = await drafted.received(api, drafted.data("D-6", again=draft, type=office.DISABILITY))
    assert (other["code"], other["path"]) == ("ANOTHER_LICENSE", ["type"])
    await make(api, draft)
    await handle(api, draft, "REVIEW")
    assert (await handle(api, draft, "SEND_BACK", ISSUER, "再核"))["state"] == "RECEIVED"
    await make(api, draft)
    await handle(api, draft, "REVIEW")
    licence = await issue(api, draft)
    assert {"key": "KZ_DJRQ", "value": "2026-02-27"} in licence["face"]


async def test_what_is_taken_back_is_gone_and_its_reason_is_for_who_sees_the_holders(api: Office) -> None:
    draft = await received(api, "D-7")
    gone = await handle(api, draft, "CANCEL", OFFICER, f"申请人{ALICE}撤回申请")
    assert gone["state"] == "CANCELLED"
    shown = await seen(api, draft)
    assert (shown["data"], shown["sentBack"]) == (None, f"申请人{ALICE}撤回申请")
    above = await seen(api, draft, who("authority"))
    assert (above["state"], above["data"], above["sentBack"], above["source"]) == ("CANCELLED", None, None, None)
    assert (await make(api, draft))["code"] == "NO_SUCH_MOVE"
    assert await seen(api, draft, who("officer-health")) is None


FILED: LiteralString = "MATCH (p:Post {id: 'officer-1'}) SET p.filedOn = date($on)"


async def test_for_a_department_whose_officer_is_not_filed_nothing_is_made(api: Office) -> None:
    draft = await received(api, "D-8")
    for on in (None, "2026-03-03"):
        await api.store.write(lambda unit, on=on: unit.run(FILED, on=on))  # type: ignore[misc]
        refused = await make(api, draft)
        assert (refused["code"], refused["value"]) == ("CONDITION_MISSING", None)
        assert "WHL-21" in {each["id"] for each in refused["rules"]}
    await api.store.write(lambda unit: unit.run(FILED, on="2020-01-01"))
    assert (await make(api, draft))["state"] == "MADE"


async def test_its_page_is_seen_before_it_is_sealed_and_says_that_it_is_not(api: Office) -> None:
    draft = await received(api, "D-9")
    assert await page(api, draft, REVIEWER) is None, "it is not made"
    await make(api, draft)
    content = await page(api, draft, REVIEWER)
    assert content is not None
    text = pypdfium2.PdfDocument(io.BytesIO(content))[0].get_textpage().get_text_range()
    assert "待签发样稿" in text.replace(" ", "")
    assert "陈一凡" in text
    assert b"/ByteRange" not in content
    for stranger in (MAKER, who("authority"), who("officer-health"), HOLDER_A, PUBLIC):
        assert await page(api, draft, stranger) is None
    assert (await seen(api, draft, REVIEWER))["pageUrl"].endswith("/page.pdf")


async def test_what_a_department_waits_for_is_listed_to_it_and_to_who_supervises(api: Office) -> None:
    draft = await received(api, "D-10")
    waiting = {"filter": {"state": ["RECEIVED"], "issuer": [CIVIL]}}
    mine = await api.ask(LISTED, OFFICER, **waiting)
    numbers = {edge["node"]["id"]: edge["node"]["data"] for edge in mine["licenseDrafts"]["edges"]}
    assert numbers[draft] == {"number": "D-10"}
    above = await api.ask(LISTED, MAKER, **waiting)
    assert {edge["node"]["id"]: edge["node"]["data"] for edge in above["licenseDrafts"]["edges"]}[draft] is None
    assert (await api.ask(LISTED, who("officer-health"), **waiting))["licenseDrafts"]["totalCount"] == 0


async def test_data_are_received_from_the_department_that_issues_and_from_no_other(api: Office) -> None:
    for wrong in (who("officer-health"), who("provider"), MAKER, REVIEWER, ISSUER, PUBLIC):
        refused = await drafted.received(api, drafted.data("D-11"), wrong)
        assert (refused["code"], refused["path"], refused["rules"][0]["id"]) == ("ANOTHER_POST", ["issuer"], "WHL-6")
    refused = await drafted.received(api, drafted.data("D-12", source="长" * 501))
    assert (refused["code"], refused["path"]) == ("WORDS_TOO_LONG", ["source"])
    assert (await drafted.received(api, drafted.data("D-13", issuer=HEALTH)))["code"] == "NOT_ENTITLED"


async def test_what_came_anew_is_not_passed_by_who_looked_before(api: Office) -> None:
    draft = await received(api, "D-20")
    await make(api, draft)
    looked = len((await seen(api, draft, REVIEWER))["history"])
    await handle(api, draft, "SEND_BACK", reason="登记日期有误")
    await drafted.received(api, drafted.data("D-20", again=draft, source=None))
    assert (await seen(api, draft))["source"] is None, "nobody says where the new data are from"
    await make(api, draft)
    given = {"draft": draft, "handling": "REVIEW", "steps": looked}
    refused = answered(await api.ask(drafted.HANDLE, REVIEWER, input=given))
    assert (refused["code"], refused["path"], refused["value"]) == ("CASE_MOVED", ["steps"], "MADE")
    now = len((await seen(api, draft, REVIEWER))["history"])
    assert answered(await api.ask(drafted.HANDLE, REVIEWER, input=given | {"steps": now}))["state"] == "REVIEWED"


async def test_what_came_anew_while_it_was_sealed_is_not_issued_as_what_was_before(
    api: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is in the same state again, with other data: the seal of the old ones is worth nothing."""
    draft = (await drafted.going(api, drafted.data("D-21")))["id"]
    job_of = issuing.job_of

    async def overtaken(*given: Any, **named: Any) -> Any:
        job = await job_of(*given, **named)
        monkeypatch.setattr(issuing, "job_of", job_of)
        await handle(api, draft, "SEND_BACK", ISSUER, "再核")
        face = [{"key": "KZ_XM", "value": "陈一凡"}, {"key": "KZ_DJRQ", "value": "2026-02-26"}]
        await drafted.received(api, drafted.data("D-21", face=face, again=draft))
        await make(api, draft)
        assert (await handle(api, draft, "REVIEW"))["state"] == "REVIEWED"
        return job

    monkeypatch.setattr(issuing, "job_of", overtaken)
    assert (await issue(api, draft))["code"] == "CASE_MOVED"
    licence = await issue(api, draft)
    assert {"key": "KZ_DJRQ", "value": "2026-02-26"} in licence["face"]


async def test_the_centre_is_told_what_is_wrong_and_no_value_of_it(api: Office) -> None:
    first, second = [await received(api, f"D-{ALICE}") for _ in range(2)]
    await make(api, first)
    await handle(api, first, "REVIEW")
    await issue(api, first)
    refused = await make(api, second)
    assert (refused["code"], refused["path"], refused["value"]) == ("LICENSE_EXISTS", ["number"], None)


async def test_what_cannot_be_replaced_is_refused_when_its_data_come(api: Office) -> None:
    licence = await drafted.issued(api, drafted.data("D-22"))
    changed = {"license": licence["id"], "change": "CANCEL", "reason": "持证主体申请"}
    await api.ask("mutation ($i: ChangeLicenseInput!) { changeLicense(input: $i) { __typename } }", ISSUER, i=changed)
    refused = await drafted.received(api, drafted.data("D-22", replaces=licence["identifier"]))
    assert (refused["code"], refused["path"], refused["value"]) == ("NOT_REPLACEABLE", ["replaces"], "CANCELLED")


@pytest.mark.parametrize(
    "number", [" D-30", "D-30 ", "D-30\u3000", "\u3000D-30", "D-\uff13\uff10", "\uff24-30", "D-\u00a030"]
)
async def test_a_number_that_is_read_as_another_is_none(api: Office, number: str) -> None:
    refused = await drafted.received(api, drafted.data(number))
    assert (refused["code"], refused["path"], refused["value"]) == ("WRITTEN_OTHERWISE", ["number"], number)


async def test_a_number_that_differs_in_case_or_blanks_alone_is_taken_when_its_data_come(api: Office) -> None:
    await drafted.issued(api, drafted.data("皖B 1234A"))
    for number in ("皖b 1234a", "皖B1234A", "皖B 1234A"):
        refused = await drafted.received(api, drafted.data(number))
        assert (refused["code"], refused["path"]) == ("LICENSE_EXISTS", ["number"])
    assert (await drafted.received(api, drafted.data("芜民社证字第（2026）001号")))["state"] == "RECEIVED"


async def test_a_name_has_no_blanks_at_its_ends(api: Office) -> None:
    holder = {"name": "陈一凡 ", "code": ALICE, "codeType": "111"}
    refused = await drafted.received(api, drafted.data("D-31", holders=[holder]))
    assert (refused["code"], refused["path"]) == ("WRITTEN_OTHERWISE", ["holders", "0", "name"])
