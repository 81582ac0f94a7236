"""Sharing requests over GraphQL: applied for, listed by state and by due date, with what comes next, and answered."""

from __future__ import annotations

from typing import Any

from builders import requests
from builders.office import NEEDY, Office, gid, who

from api.identity.authenticator import PUBLIC, Identity
from graph.words.sharing_cases import SharingEvent, SharingState

SHOWN = """id state dueOn overdue age purpose need dutyBasis scope refusal words sharing items rules { id }
  noDueDate { text { zh } rules { id } }
  applicant { code } provider { code } resource { code } history { event subject }
  nextSteps { event mutation posts of words { zh } open missing { words { zh } rules { id } }
    conditions { words { zh } rules { id } } rules { id } }"""
LIST = """query ($filter: SharingRequestFilter, $order: SharingRequestOrder) {
  sharingRequests(filter: $filter, orderBy: $order, first: 10) { edges { node { id state dueOn } } } }"""

STEPS = """query ($id: ID!) { node(id: $id) { ... on SharingRequest {
  nextSteps { event open missing { rules { id } } } } } }"""
WAITING = """{ waiting(whose: EVERYBODY, kinds: [SHARING_REQUEST], first: 100) {
  cases { case { id } nextSteps { event open } } } }"""


async def steps_of(api: Office, request: str) -> dict[str, Any]:
    found = await api.ask(STEPS, who("applicant"), id=request)
    return {each["event"]: each for each in found["node"]["nextSteps"]}


async def act(api: Office, mutation: str, kind: str, by: Identity, **given: Any) -> Any:
    asked = (
        f"mutation ($input: {kind}!) {{ {mutation}(input: $input) {{ sharingRequest {{ {SHOWN} }} "
        "errors { code path value rules { id } } } }"
    )
    return (await api.ask(asked, by, input=given))[mutation]


async def listed(api: Office, by: Identity, **asked: Any) -> list[dict[str, Any]]:
    return [each["node"] for each in (await api.ask(LIST, by, **asked))["sharingRequests"]["edges"]]


async def test_a_request_is_applied_for_and_consented_to(api: Office) -> None:
    await requests.offered(api)
    applied = await act(api, "applyForResource", "AskForResourceInput", who("applicant"), **requests.APPLICATION)
    request = applied["sharingRequest"]
    assert (request["state"], request["dueOn"], request["overdue"]) == ("ASKED", "2026-03-16", False)
    assert (request["need"], request["items"], request["sharing"]) == ("核对家庭", ["姓名"], "CONDITIONAL")
    assert request["history"] == [{"event": "APPLY", "subject": "applicant"}]
    assert [rule["id"] for rule in request["rules"]] == ["WH-13", "WH-5.2"]
    steps = {each["mutation"]: each for each in request["nextSteps"]}
    assert steps.keys() == {"consentToRequest", "refuseRequest", "withdrawRequest"}
    assert (steps["consentToRequest"]["posts"], steps["consentToRequest"]["of"]) == (["PROVIDER_OFFICER"], "提供方")
    assert steps["consentToRequest"]["conditions"] == [
        {"words": {"zh": "明确信息的共享范围和使用用途"}, "rules": [{"id": "WH-13"}]}
    ]
    assert all(each["open"] for each in request["nextSteps"])  # the scope is stated with the step
    refused = await act(api, "consentToRequest", "ConsentInput", who("provider"), request=request["id"])
    (error,) = refused["errors"]
    assert (error["code"], error["value"]) == ("CONDITION_MISSING", None), "nobody has said it"
    answer = await act(
        api, "consentToRequest", "ConsentInput", who("provider"), request=request["id"], scope="限低保核对",
        validUntil="2027-03-01",
    )  # fmt: skip
    granted = answer["sharingRequest"]
    assert (granted["state"], granted["scope"], granted["nextSteps"], granted["dueOn"]) == (
        "GRANTED", "限低保核对", [], None,
    )  # fmt: skip


async def test_who_applies_for_the_same_again_is_told_of_the_first(api: Office) -> None:
    await requests.offered(api)
    again = "mutation ($input: AskForResourceInput!) { applyForResource(input: $input) { sharingRequest { "
    again += "id hints { code value path message { zh } } } errors { code } } }"
    given = {**requests.APPLICATION, "purpose": "REFERENCE"}
    first, second = [
        (await api.ask(again, who("applicant"), input=given))["applyForResource"]["sharingRequest"] for _ in range(2)
    ]
    assert first["hints"] == []
    (hint,) = second["hints"]
    assert (hint["code"], hint["path"]) == ("ASKED_ALREADY", ["resource"])
    assert gid("SharingRequest", hint["value"]) == first["id"]
    assert "待答复" in hint["message"]["zh"]
    for each in (first, second):
        await act(api, "withdrawRequest", "StepInput", who("applicant"), request=each["id"])


async def test_where_the_text_sets_no_number_a_request_says_so_while_somebody_is_waited_for(api: Office) -> None:
    await requests.offered(api)
    applied = await act(
        api, "applyForResource", "AskForResourceInput", who("applicant"), **{**requests.APPLICATION, "scenario": "复核"}
    )
    asked = applied["sharingRequest"]
    assert (asked["dueOn"], asked["noDueDate"]) == ("2026-03-16", None)
    answered = await act(
        api, "refuseRequest", "RefuseInput", who("provider"), request=asked["id"], words="与申请用途无关"
    )
    assert answered["sharingRequest"]["noDueDate"] is None, "nobody is waited for"
    disputed = await act(
        api, "disputeRefusal", "DisputeInput", who("applicant"), request=asked["id"], dutyBasis="三定规定第三条"
    )
    request = disputed["sharingRequest"]
    assert (request["state"], request["dueOn"]) == ("NEGOTIATING", None)
    assert "未规定" in request["noDueDate"]["text"]["zh"]
    assert request["noDueDate"]["rules"][0]["id"] == "WH-13"


async def test_what_stands_against_a_step_is_told_with_its_article_as_the_step_is_refused_by_it(api: Office) -> None:
    """晋中市: 市信息中心 has to review an application before it is filed over the platform."""
    waits = await requests.entered(api, 33, SharingState.INSIDE_APPROVED, "JZ", event=SharingEvent.APPROVE_IN_WRITING)
    reviewed = await requests.entered(
        api, 34, SharingState.INSIDE_APPROVED, "JZ", event=SharingEvent.REVIEW_APPLICATION
    )
    before, after = [await steps_of(api, each) for each in (waits, reviewed)]
    filing = before["FILE_OVER_THE_PLATFORM"]
    assert (filing["open"], after["FILE_OVER_THE_PLATFORM"]["open"]) == (False, True)
    assert filing["missing"] == [{"rules": [{"id": "JZP-4.1"}]}]
    assert (before["REVIEW_APPLICATION"]["open"], after["REVIEW_APPLICATION"]["open"]) == (True, False)
    cases = (await api.ask(WAITING, who("applicant")))["waiting"]["cases"]
    told = {each["case"]["id"]: {step["event"]: step["open"] for step in each["nextSteps"]} for each in cases}
    assert [told[each]["FILE_OVER_THE_PLATFORM"] for each in (waits, reviewed)] == [False, True]


async def test_requests_are_listed_by_due_date_and_state_for_the_two_sides_and_nobody_else(api: Office) -> None:
    due = await requests.entered(api, 31, SharingState.ASKED)
    waits = await requests.entered(api, 32, SharingState.NEGOTIATING)
    found = await listed(api, who("provider"), order="DUE", filter={"state": ["ASKED", "NEGOTIATING"]})
    assert {due, waits} <= {each["id"] for each in found}
    dues = [each["dueOn"] or "9999" for each in found]
    assert dues == sorted(dues)
    assert {each["state"] for each in await listed(api, who("applicant"), filter={"state": ["NEGOTIATING"]})} == {
        "NEGOTIATING"
    }
    until = {"dueUntil": "2026-03-31"}
    assert all(each["dueOn"] for each in await listed(api, who("applicant"), filter=until))
    assert await listed(api, PUBLIC) == await listed(api, who("issuer-unbound")) == []


async def test_what_is_direct_or_not_there_is_told_by_the_field_of_the_input(api: Office) -> None:
    await requests.offered(api)
    for changes, code, path in (
        ({"resource": NEEDY}, "USED_DIRECTLY", ["resource"]),
        ({"resource": "307340299/000009"}, "NOT_FOUND", ["resource"]),
        ({"consumer": "NOPE"}, "NOT_FOUND", ["consumer"]),
        ({"items": ["住所"]}, "NOT_FOUND", ["items", "0"]),
        ({"legalBasis": "LAW-77"}, "NOT_FOUND", ["legalBasis"]),
        ({"purpose": "OTHER", "purposeWords": " "}, "WORDS_REQUIRED", ["purposeWords"]),
        ({"need": ""}, "CONDITION_MISSING", ["resource"]),
    ):
        given = {**requests.APPLICATION, **changes}
        told = await act(api, "applyForResource", "AskForResourceInput", who("applicant"), **given)
        assert [(each["code"], each["path"]) for each in told["errors"]] == [(code, path)], changes
    told = await act(api, "applyForResource", "AskForResourceInput", who("provider"), **requests.APPLICATION)
    assert [each["code"] for each in told["errors"]] == ["ANOTHER_POST"]
