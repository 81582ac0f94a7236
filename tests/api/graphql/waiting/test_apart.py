"""Work lists offer somebody what the machine lets him take: not both of two acts that a rule gives to two persons."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from builders import entry_cases
from builders.office import CITY, CIVIL, Office, who
from builders.suspects import ISSUER, OFFICER, decide, forged, report

from api.identity.authenticator import Identity
from graph.subjects.organisation.memory import write_posts
from graph.words.entries import SharingType
from graph.words.entry_cases import EntryCaseState
from graph.words.organisation import Post, PostKind

STEP = "{ event open rules { id } missing { words { zh } rules { id } } conditions { rules { id } } }"
LIST = f"""query ($kinds: [WaitingKind!], $whose: Whose!) {{ waiting(whose: $whose, kinds: $kinds, first: 100) {{
  cases {{ yours yourSteps {STEP} nextSteps {STEP} case {{ id }} }} }}
  waitingCounts(whose: $whose, kinds: $kinds) {{ waiting }} }}"""
REVIEW = "mutation ($input: EntryCaseInput!) { reviewEntry(input: $input) { errors { code } } }"
REVIEWER = who("reviewer")
REGISTRAR = who("entry-reviewer")
"""Reviews the entries of his department, and has registered one himself."""


async def listed(api: Office, by: Identity, kind: str, whose: str = "MINE") -> dict[str, Any]:
    """The cases of a kind in somebody's list, by their ids; as many as are counted."""
    found = await api.ask(LIST, by, kinds=[kind], whose=whose)
    cases = {each["case"]["id"]: each for each in found["waiting"]["cases"]}
    assert sum(each["waiting"] for each in found["waitingCounts"]) == len(cases)
    return cases


def events(steps: Any) -> set[str]:
    return {each["event"] for each in steps}


@pytest.fixture
async def entries(api: Office) -> AsyncIterator[tuple[str, str]]:
    """Two entries in 长沙 wait for their review: one that the reviewer has registered himself, and another's."""
    own = await entry_cases.entered(api, 51, EntryCaseState.REGISTERED, "CS", registrar="entry-reviewer")
    others = await entry_cases.entered(api, 52, EntryCaseState.REGISTERED, "CS")
    yield own, others
    await api.store.write(lambda unit: unit.run("MATCH (c:EntryCase) WHERE c.id STARTS WITH 'C-5' DETACH DELETE c"))


async def test_who_registered_an_entry_is_offered_to_send_it_back_and_not_its_review(
    api: Office, entries: tuple[str, str]
) -> None:
    own, others = entries
    found = await listed(api, REGISTRAR, "ENTRY_CASE")
    assert [found[each]["yours"] for each in entries] == [True, True]
    assert [events(found[each]["yourSteps"]) for each in entries] == [{"SEND_BACK"}, {"SEND_BACK", "REVIEW"}]
    assert {"REVIEW"} <= events(found[own]["nextSteps"])  # by another person
    for case, code in ((own, "ANOTHER_POST"), (others, None)):
        errors = (await api.ask(REVIEW, REGISTRAR, input={"case": case}))["reviewEntry"]["errors"]
        assert [each["code"] for each in errors] == ([code] if code else [])


async def test_the_head_of_the_lead_authority_finds_what_waits_for_its_people_and_does_nothing_in_their_place(
    api: Office,
) -> None:
    case = await entry_cases.entered(api, 53, EntryCaseState.REGISTERED)  # 芜湖's platform publishes it
    began = date(2020, 1, 1)
    head = Post("HEAD-CITY", PostKind.HEAD, "mayor", "某人", CITY, began)
    ended = replace(head, valid_until=date(2020, 1, 2))
    personal = api.service.backend.personal
    await api.store.write(lambda unit: write_posts(unit, [head], personal))
    try:
        found = (await listed(api, who("mayor"), "ENTRY_CASE", "MY_DEPARTMENT"))[case]
        assert (found["yours"], found["yourSteps"]) == (False, [])
        assert "PUBLISH" in events(found["nextSteps"])
        assert case not in await listed(api, who("mayor"), "ENTRY_CASE")
        told = await api.ask("{ supervisedDepartments { departments { code } } }", who("mayor"))
        assert {CITY, CIVIL} <= {each["code"] for each in told["supervisedDepartments"]["departments"]}
        asked = "mutation ($input: EntryCaseInput!) { publishEntry(input: $input) { errors { code } } }"
        refused = (await api.ask(asked, who("mayor"), input={"case": case}))["publishEntry"]
        assert [each["code"] for each in refused["errors"]] == ["ANOTHER_POST"]
    finally:
        await api.store.write(lambda unit: write_posts(unit, [ended], personal))
        await api.store.write(lambda unit: unit.run("MATCH (c:EntryCase {id: 'C-53'}) DETACH DELETE c"))


async def test_who_met_a_forgery_is_not_asked_to_decide_on_it_and_who_confirmed_it_not_to_report_it(
    api: Office,
) -> None:
    case = (await report(api, await forged(api), OFFICER))["id"]
    assert case not in await listed(api, OFFICER, "FORGERY_CASE")
    everybody = (await listed(api, OFFICER, "FORGERY_CASE", "EVERYBODY"))[case]
    assert (everybody["yours"], events(everybody["yourSteps"])) == (False, set())
    assert (await decide(api, case, "CONFIRMED", OFFICER))["code"] == "ANOTHER_POST"
    reviewer = (await listed(api, REVIEWER, "FORGERY_CASE"))[case]
    assert (reviewer["yours"], events(reviewer["yourSteps"])) == (True, {"CONFIRM", "DISMISS"})
    await decide(api, case, "CONFIRMED", REVIEWER)
    assert events((await listed(api, ISSUER, "FORGERY_CASE"))[case]["yourSteps"]) == {"REPORT"}
    assert events((await listed(api, REVIEWER, "FORGERY_CASE"))[case]["yourSteps"]) == {"DISMISS"}


async def test_the_lead_authority_is_asked_to_confirm_what_is_not_shared_and_nothing_else(api: Office) -> None:
    refused = await entry_cases.entered(api, 54, EntryCaseState.REVIEWED, "CS")
    shared = await entry_cases.entered(
        api,
        55,
        EntryCaseState.REVIEWED,
        "CS",
        sharing=SharingType.CONDITIONAL,
        sharing_condition="办理业务时",
        bases=(),
    )
    try:
        found = await listed(api, who("authority"), "ENTRY_CASE")
        assert (refused in found, shared in found) == (True, False)
        confirm = next(each for each in found[refused]["yourSteps"] if each["event"] == "CONFIRM_REFUSED")
        assert (confirm["open"], confirm["missing"], confirm["conditions"]) == (True, [], []), "its basis is in force"
        assert {"id": "CS-14"} in confirm["rules"]
        everybody = await listed(api, who("authority"), "ENTRY_CASE", "EVERYBODY")
        assert "CONFIRM_REFUSED" not in events(everybody[shared]["nextSteps"])
        asked = "mutation ($input: EntryCaseInput!) { confirmRefusedEntry(input: $input) { errors { code } } }"
        told = (await api.ask(asked, who("authority"), input={"case": shared}))["confirmRefusedEntry"]
        assert [each["code"] for each in told["errors"]] == ["CONDITION_MISSING"]
    finally:
        await api.store.write(lambda unit: unit.run("MATCH (c:EntryCase) WHERE c.id STARTS WITH 'C-5' DETACH DELETE c"))
