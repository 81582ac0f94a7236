"""What happens between two steps of a licence: a substitute comes, a key is used again, two act at once, the department
is divided. Everything is done as people do it, by mutations.
"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from builders import drafted
from builders.city import uscc
from builders.office import ALICE, BOB, CITY, CIVIL, MARRIAGE, NAMES, Office, answered, gid, who

from api.identity.authenticator import Identity
from graph.words.people import Role

ADMIN = Identity(Role.ADMIN, "boss")
ONE, OTHER = sorted((uscc(21), uscc(22)))
"""Two departments into which CIVIL is divided; the first one by its code answers for what was CIVIL's."""
TODAY = "2026-03-02"
APPOINT = "mutation ($input: AppointPostsInput!) { appointPosts(input: $input) { errors { code message { en } } } }"
REGISTER = """mutation ($input: RegisterDepartmentsInput!) {
  registerDepartments(input: $input) { errors { code path value message { en } } } }"""
SUCCEED = "mutation ($input: RecordSuccessionsInput!) { recordSuccessions(input: $input) { errors { code } } }"
ENTITLE = "mutation ($input: EntitleIssuersInput!) { entitleIssuers(input: $input) { errors { code message { en } } } }"
CHANGE = """mutation ($input: ChangeLicenseInput!) { changeLicense(input: $input) {
  license { __typename state history { state } } errors { __typename code } } }"""
NAMED = """query ($id: ID!) { node(id: $id) { ... on License {
  holderNames holders { name formerNames { name } } } } }"""
DATA = "query ($id: ID!) { node(id: $id) { ... on LicenseDraft { data { holders { name formerName } } } } }"
STATE = "query ($id: ID!) { node(id: $id) { ... on LicenseDraft { state } } }"


async def done(api: Office, mutation: str, **given: Any) -> None:
    (payload,) = (await api.ask(mutation, ADMIN, input=given)).values()
    assert payload["errors"] == []


async def appoint(api: Office, subject: str, kind: str, department: str = CIVIL, **days: str) -> None:
    began = TODAY if department != CIVIL else "2026-02-01"
    post = {"id": f"{subject}-{kind}-{department}", "kind": kind, "subject": subject, "name": "代某"}
    post |= {"department": department, "validFrom": began}
    await done(api, APPOINT, posts=[post | days])


async def step(api: Office, mutation: str, by: str, draft: str, **more: Any) -> Any:
    return answered(await api.ask(mutation, who(by), input={"draft": draft} | more))


async def begun(api: Office, number: str, *, made: bool = True, holder: str = ALICE) -> str:
    draft: str = (await drafted.received(api, drafted.data(number, holder)))["id"]
    if made:
        assert (await step(api, drafted.MAKE, "maker", draft))["state"] == "MADE"
    return draft


async def test_who_changes_his_name_keeps_the_other_on_what_was_sealed_before(api: Office) -> None:
    waiting = await drafted.received(api, drafted.renamed("N-renamed-too", "李二柠", BOB))
    reviewed = (await api.ask(DATA, who("reviewer"), id=waiting["id"]))["node"]["data"]
    assert reviewed["holders"] == [{"name": "李二柠", "formerName": NAMES[BOB]}]
    new = await drafted.issued(api, drafted.renamed("N-renamed", "李二柠", BOB))
    assert new["holders"] == [{"name": "李二柠", "code": BOB}]
    shown = (await api.ask(NAMED, who("issuer"), id=api.license(BOB)))["node"]
    assert shown["holderNames"] == [NAMES[BOB]]
    (holder,) = shown["holders"]
    assert (holder["name"], [each["name"] for each in holder["formerNames"]]) == ("李二柠", [NAMES[BOB]])
    refused = await drafted.received(api, drafted.data("N-before", BOB))
    assert (refused["code"], refused["value"]) == ("HOLDER_NAMED_OTHERWISE", NAMES[BOB])


async def test_a_substitute_takes_the_step_and_not_the_next_one(api: Office) -> None:
    draft = await begun(api, "N-substitute")
    refused = await step(api, drafted.HANDLE, "deputy-reviewer", draft, handling="REVIEW")
    assert refused["code"] in ("NOT_FOUND", "ANOTHER_POST")
    await appoint(api, "deputy-reviewer", "LICENSE_REVIEWER")
    await appoint(api, "deputy-reviewer", "ISSUER")
    assert (await step(api, drafted.HANDLE, "deputy-reviewer", draft, handling="REVIEW"))["state"] == "REVIEWED"
    refused = await step(api, drafted.ISSUE, "deputy-reviewer", draft)
    assert (refused["code"], refused["rules"][0]["id"]) == ("ANOTHER_POST", "WHL-9")
    assert (await step(api, drafted.ISSUE, "issuer", draft))["state"] == "IN_FORCE"


@pytest.mark.parametrize("change", [{"number": "N-key-2"}, {"source": "别处"}, {"holders": "renamed"}])
async def test_another_content_under_the_key_of_a_receipt_is_refused(api: Office, change: dict[str, Any]) -> None:
    given = drafted.data("N-key", idempotencyKey="between-1")
    first = await drafted.received(api, given)
    assert await drafted.received(api, given) == first
    if change.get("holders"):
        change = {"holders": [{"name": NAMES[ALICE], "code": ALICE, "codeType": "111", "formerName": "陈某"}]}
    refused = await drafted.received(api, given | change)
    assert (refused["__typename"], refused["path"]) == ("Conflict", ["idempotencyKey"])


async def test_the_key_of_a_step_is_good_for_this_step_of_this_licence_alone(api: Office) -> None:
    one, other = await begun(api, "N-step-1"), await begun(api, "N-step-2")
    key = {"idempotencyKey": "between-2"}
    back = {"handling": "SEND_BACK", "reason": "请核对"} | key
    first = await step(api, drafted.HANDLE, "reviewer", one, **back)
    assert await step(api, drafted.HANDLE, "reviewer", one, **back) == first
    for draft, more in ((other, back), (one, back | {"reason": "另一原因"}), (one, back | {"handling": "CANCEL"})):
        refused = await step(api, drafted.HANDLE, "reviewer", draft, **more)
        assert (refused["__typename"], refused["path"]) == ("Conflict", ["idempotencyKey"])
    assert (await api.ask(STATE, who("reviewer"), id=other))["node"] == {"state": "MADE"}


async def test_of_two_who_suspend_and_resume_at_once_one_does_it_and_the_other_is_told(api: Office) -> None:
    await appoint(api, "issuer-two", "ISSUER")
    licence, expected = api.license(BOB), ["IN_FORCE"]
    for change, after in (("SUSPEND", "SUSPENDED"), ("RESUME", "IN_FORCE"), ("SUSPEND", "SUSPENDED")):
        given = {"license": licence, "change": change, "reason": "经核查"}
        both = await asyncio.gather(*(api.ask(CHANGE, who(by), input=given) for by in ("issuer", "issuer-two")))
        told = sorted(map(answered, both), key=lambda each: each["__typename"])
        expected.append(after)
        assert told[0]["__typename"] == "Conflict"
        assert told[0]["code"] in ("CASE_MOVED", "NO_SUCH_MOVE")
        assert (told[1]["state"], [each["state"] for each in told[1]["history"]]) == (after, expected)


async def test_what_a_divided_department_had_begun_is_issued_by_nobody_and_ended_by_who_answers_for_it(
    api: Office,
) -> None:
    received, ready = await begun(api, "N-divided-1", made=False), await begun(api, "N-divided-2")
    await step(api, drafted.HANDLE, "reviewer", ready, handling="REVIEW")
    await divide(api)
    assert (await step(api, drafted.ISSUE, "issuer", ready))["__typename"] in ("NotFound", "Forbidden")
    refused = await step(api, drafted.ISSUE, f"issuer-{ONE}", ready)
    assert (refused["__typename"], refused["code"]) == ("Conflict", "DEPARTMENT_ENDED")
    assert "后继部门" in refused["message"]["zh"]
    refused = await step(api, drafted.MAKE, "maker", received)
    assert refused["code"] == "DEPARTMENT_ENDED"
    refused = await step(api, drafted.HANDLE, f"reviewer-{OTHER}", ready, handling="SEND_BACK", reason="机构拆分")
    assert refused["code"] in ("NOT_FOUND", "ANOTHER_POST")
    # Who answers for it ends it, and its own data are received in its own name.
    for draft, by in ((ready, "officer"), (received, "officer")):
        ended = await step(api, drafted.HANDLE, f"{by}-{ONE}", draft, handling="CANCEL", reason="机构拆分")
        assert ended["state"] == "CANCELLED", ended
    anew = await drafted.received(api, drafted.data("N-divided-2", issuer=ONE), who(f"officer-{ONE}"))
    assert anew["state"] == "RECEIVED", anew
    assert anew["id"] != gid("LicenseDraft", ready)


async def divide(api: Office) -> None:
    """End CIVIL today, and have two others follow it, with posts and rights of their own."""

    def department(code: str, name: str, **days: str) -> dict[str, Any]:
        plain = {
            "code": code,
            "name": name,
            "level": "CITY",
            "kind": "DEPARTMENT",
            "parent": CITY,
            "division": "340200",
        }
        return plain | days

    await done(
        api, REGISTER,
        departments=[department(ONE, "民政一局", validFrom=TODAY), department(OTHER, "民政二局", validFrom=TODAY)],
    )  # fmt: skip
    for heir in (ONE, OTHER):
        for name, kind in (("officer", "LICENSE_OFFICER"), ("reviewer", "LICENSE_REVIEWER"), ("issuer", "ISSUER")):
            filed = {"filedOn": TODAY} if name == "officer" else {}
            await appoint(api, f"{name}-{heir}", kind, heir, **filed)
        right = {"typeCode": MARRIAGE, "issuer": heir, "validFrom": TODAY, "basis": "婚姻登记条例"}
        await done(api, ENTITLE, entitlements=[right])
    await done(api, REGISTER, departments=[department(CIVIL, "民政局", validUntil=TODAY)])
    follows = [{"predecessor": CIVIL, "successor": heir, "on": TODAY, "kind": "SPLIT"} for heir in (ONE, OTHER)]
    await done(api, SUCCEED, successions=follows)
