"""What can be done of a duty whose entry has a case is what the case can do next, and by whom."""

from __future__ import annotations

from typing import Any

from builders import entry_cases
from builders.office import NEEDY, Office, answered, who

AMEND = """mutation ($i: AmendBasisInput!) { amendBasis(input: $i) { legalBasis { code: id } errors { code } } }"""
CHANGE = """mutation ($i: ChangeEntryInput!) { changeEntry(input: $i) { entryCase { state } errors { code path } } }"""
DUTIES = """query ($f: DutyFilter) { duties(filter: $f) { edges { node {
  overdue handedInAt brokenRules { id } nextSteps { mutation posts open } } } } }"""

DATA_CHANGED = """mutation ($i: ReportDataChangeInput!) { reportDataChange(input: $i) {
  owedDuty { id nextSteps { mutation open missing { words { zh } } } } errors { code path } } }"""
DELIVERED = """mutation ($i: DutyInput!) { reportDelivery(input: $i) { owedDuty { state } errors { code path } } }"""
TAKEN = """{ waiting(first: 20, kinds: [OWED_DUTY]) { cases { yourSteps { event mutation of open } } } }"""
OUT = {"event": "WITHDRAW", "mutation": "withdrawEntry", "of": "提供方", "open": True}
WAITING = """{ waiting(first: 20, kinds: [OWED_DUTY]) { cases { nextSteps { mutation open } } } }"""

_STEP = "{ event mutation posts of open rules { id } missing { words { zh } } conditions { words { zh } } }"
BOTH = f"query ($f: DutyFilter) {{ duties(filter: $f) {{ edges {{ node {{ id nextSteps {_STEP} }} }} }} }}"
LISTED = f"""{{ waiting(first: 20, kinds: [OWED_DUTY]) {{ cases {{
  case {{ id ... on OwedDuty {{ nextSteps {_STEP} }} }} nextSteps {_STEP} yourSteps {_STEP} yours }} }} }}"""


async def test_a_delivery_that_is_not_on_record_cannot_be_found_there_and_the_duty_says_so(api: Office) -> None:
    await entry_cases.appointed(api)
    clerk = who(entry_cases.CATALOGUER)
    duty = answered(await api.ask(DATA_CHANGED, clerk, i={"code": NEEDY, "on": "2026-02-27"}))
    (step,) = duty["nextSteps"]
    assert (step["mutation"], step["open"]) == ("reportDelivery", False)
    assert "共享平台记录有" in step["missing"][0]["words"]["zh"]
    waiting = await api.ask(WAITING, clerk)
    steps = [each for case in waiting["waiting"]["cases"] for each in case["nextSteps"]]
    assert {"mutation": "reportDelivery", "open": False} in steps
    assert answered(await api.ask(DELIVERED, clerk, i={"duty": duty["id"], "words": ""}))["code"] == "CONDITION_MISSING"


async def test_while_an_entry_is_changed_its_duty_says_what_the_case_waits_for(api: Office) -> None:
    await entry_cases.appointed(api)
    clerk = who(entry_cases.CATALOGUER)

    async def steps() -> dict[str, Any]:
        found = await api.ask(DUTIES, clerk, f={"code": [NEEDY], "kind": ["CATALOGUE_UPDATE"]})
        (edge,) = found["duties"]["edges"]
        return {each["mutation"]: each["open"] for each in edge["node"]["nextSteps"]}

    async def to_take() -> list[dict[str, Any]]:
        found = await api.ask(TAKEN, clerk)
        return [each for case in found["waiting"]["cases"] for each in case["yourSteps"]]

    given = {"code": "LAW-1", "on": "2026-02-27", "document": "令〔2026〕1号"}
    answered(await api.ask(AMEND, who("authority"), i=given))
    assert set(await steps()) == {"changeEntry", "withdrawEntry", "excuseDuty"}
    assert OUT in await to_take(), "a work list says it too"
    begun = {"code": NEEDY, "causeKind": "LAW_AMENDED", "cause": "条例修订", "causeBasis": "LAW-1"}
    assert answered(await api.ask(CHANGE, clerk, i=begun))["state"] == "CHANGING"
    assert set(await steps()) == {"registerEntry", "sendBackEntry", "excuseDuty"}
    assert OUT not in await to_take(), "it has a case, which is waited for"
    listed = (await api.ask(BOTH, clerk, f={"code": [NEEDY], "kind": ["CATALOGUE_UPDATE"]}))["duties"]["edges"]
    (waits,) = (
        each for each in (await api.ask(LISTED, clerk))["waiting"]["cases"] if each["case"] == listed[0]["node"]
    )
    assert waits["nextSteps"] == listed[0]["node"]["nextSteps"], "a work list says what the duty says"
    assert {each["mutation"] for each in waits["nextSteps"]} == {"registerEntry", "sendBackEntry", "excuseDuty"}
    assert {each["mutation"] for each in waits["yourSteps"]} == {"registerEntry", "sendBackEntry"}
    assert waits["yours"], "the version that meets it is still to be registered"
