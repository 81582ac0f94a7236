"""Who sees what of a suspected forgery: the case, the person who presented the file, the file, the report."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from builders import office
from builders.office import ALICE, BOB, CIVIL, Office, who
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

from api.identity.authenticator import PUBLIC, Identity
from graph.errors import NotFound
from graph.words.people import Role
from licenses.register.forgery.suspecting import evidence_file, report_file

AUDITOR = Identity(Role.AUDITOR, "auditor")
LIST = """query ($states: [ForgeryState!], $digests: [String!]) {
  forgeryCases(filter: {state: $states, digest: $digests}) { totalCount edges { node { id state digest } } } }"""


async def listed(api: Office, by: Identity, **filters: Any) -> list[Any]:
    found = (await api.ask(LIST, by, **filters))["forgeryCases"]
    assert found["totalCount"] == len(found["edges"])
    return [edge["node"] for edge in found["edges"]]


async def test_a_case_is_seen_by_who_met_it_who_decides_and_who_supervises_and_by_nobody_else(api: Office) -> None:
    case = await report(api, await forged(api))
    for by in (BANK, OFFICER, REVIEWER, ISSUER, who("head"), who("platform"), AUDITOR):
        assert (await read(api, case["id"], by))["state"] == "SUSPECTED", by
        assert [each["id"] for each in await listed(api, by, digests=[case["digest"]])] == [case["id"]]
    for by in (PUBLIC, SHOP, office.HOLDER_A, who("provider"), who("issuer-health")):
        assert await read(api, case["id"], by) is None, by
        assert await listed(api, by, digests=[case["digest"]]) == []


@pytest.mark.parametrize("by", [PUBLIC, Identity(Role.SERVICE, "platform")], ids=str)
async def test_who_can_see_none_asks_no_statement(api: Office, counted: list[str], by: Identity) -> None:
    assert await listed(api, by) == []
    assert counted == []


async def test_cases_are_listed_by_state_and_by_file_the_newest_first(api: Office) -> None:
    first, second = await report(api, await forged(api)), await report(api, await forged(api))
    await decide(api, second["id"], "CONFIRMED")
    both = {"digests": [first["digest"], second["digest"]]}
    assert {each["id"] for each in await listed(api, OFFICER, **both)} == {first["id"], second["id"]}
    found = await listed(api, OFFICER, states=["CONFIRMED"], **both)
    assert [each["id"] for each in found] == [second["id"]]


async def test_who_presented_it_is_shown_to_who_decides_alone(api: Office) -> None:
    case = await report(api, await forged(api))
    for by in (OFFICER, REVIEWER, ISSUER):
        (met,) = (await read(api, case["id"], by))["sightings"]
        assert met["presenter"] == {**PRESENTER, "codeType": "111"}
    for by in (BANK, who("head"), who("platform"), AUDITOR):
        shown = await read(api, case["id"], by)
        assert (shown["sightings"], shown["evidenceUrl"], shown["reportUrl"]) == (None, None, None)


async def test_what_is_personal_stands_nowhere_in_clear(api: Office) -> None:
    case = await report(api, await forged(api), circumstances="由钱某某持34020019900101011出示")
    await decide(api, case["id"], "CONFIRMED")
    await send(api, case["id"])
    stored = await api.store.read(
        "MATCH (n) WHERE n:ForgeryCase OR n:ForgerySighting OR n:Journal OR n:Notice OR n:Once "
        "RETURN collect(properties(n))"
    )
    assert PRESENTER["name"] not in str(stored)
    assert ALICE not in str(stored)
    assert "34020019900101011" not in str(stored)
    for file in api.service.settings.evidence.iterdir():
        content = file.read_bytes()
        assert not any(plain in content for plain in (b"%PDF", ALICE.encode(), PRESENTER["name"].encode()))


async def test_the_file_is_read_back_by_who_decides_and_every_reading_is_recorded(api: Office) -> None:
    content = await forged(api)
    case = await report(api, content)
    room = api.service.backend.forgeries
    for by in (PUBLIC, BANK, SHOP, who("platform"), AUDITOR, who("issuer-health")):
        asked = await context(api, by)
        assert await evidence_file(room, asked.view, asked.actor, key(case)) is None
    assert [act for act, *_ in await journal(api, case)] == ["SUSPECT_FORGERY"]
    asked = await context(api, OFFICER)
    assert await evidence_file(room, asked.view, asked.actor, key(case)) == content
    assert ["READ_FORGERY_EVIDENCE", "officer", [], case["digest"]] in await journal(api, case)


async def test_of_a_false_alarm_nothing_stays_but_that_there_was_one(api: Office) -> None:
    case = await report(api, await forged(api))
    kept = [file for file in api.service.settings.evidence.iterdir() if file.name.startswith(key(case))]
    assert len(kept) == 1
    await decide(api, case["id"], "DISMISSED", words="系本局签发的旧版")
    assert not kept[0].exists()
    for by in (OFFICER, BANK):
        shown = await read(api, case["id"], by)
        assert (shown["state"], shown["evidenceUrl"]) == ("DISMISSED", None)
        assert shown["history"][-1] == {"event": "DISMISS", "words": "系本局签发的旧版"}
    assert (await read(api, case["id"], OFFICER))["sightings"] == []
    asked = await context(api, OFFICER)
    assert await evidence_file(api.service.backend.forgeries, asked.view, asked.actor, key(case)) is None


async def test_the_sealed_report_is_had_by_who_decides_and_is_no_licence(api: Office) -> None:
    case = await report(api, await forged(api))
    await decide(api, case["id"], "CONFIRMED")
    room = api.service.backend.forgeries
    asked = await context(api, OFFICER)
    assert await report_file(room, asked.view, asked.actor, key(case)) is None
    sent = await send(api, case["id"])
    shown = await read(api, case["id"], OFFICER)
    assert shown["reportUrl"] == f"{office.PUBLIC_URL}/forgeries/{key(sent)}/report.pdf"
    sealed = await report_file(room, asked.view, asked.actor, key(case))
    assert sealed is not None
    kept = await api.store.read("MATCH (c:ForgeryCase {id: $id}) RETURN [c.reportDigest, c.reportSize]", id=key(case))
    assert kept == [hashlib.sha256(sealed).hexdigest(), len(sealed)]
    assert ["READ_FORGERY_REPORT", "officer", [], kept[0]] in await journal(api, case)
    for by in (BANK, who("platform"), AUDITOR, PUBLIC):
        other = await context(api, by)
        assert await report_file(room, other.view, other.actor, key(case)) is None

    judged = await report(api, sealed, SHOP)  # it is sealed, whole, and not one of the licences of its department
    assert judged["verdict"]["summary"] == "NOT_GENUINE"
    assert judged["imitates"] == {"code": CIVIL}


async def test_a_verdict_points_the_way_where_a_file_is_not_genuine_and_nowhere_else(api: Office) -> None:
    asked = "query ($input: VerifyInput!) { verifyLicense(input: $input) { summary nextStep { zh en } } }"

    async def verdict(**given: Any) -> Any:
        return (await api.ask(asked, input=given))["verifyLicense"]

    forgery = await verdict(file=upload(await forged(api)))
    assert (forgery["summary"], "reportForgery" in forgery["nextStep"]["zh"]) == ("NOT_GENUINE", True)
    for given in ({"file": upload(await api.sealed(BOB))}, {"file": upload(b"hello")}, {"identifier": "1.2.156"}):
        assert (await verdict(**given))["nextStep"] is None
    unsealed = (await api.sealed(BOB)).partition(b"%%EOF")[0] + b"%%EOF\n"  # the page before it was sealed
    assert (await verdict(file=upload(unsealed)))["nextStep"] is None


async def test_a_file_that_is_gone_is_missed_and_nothing_else_is_given(api: Office) -> None:
    case = await report(api, await forged(api))
    (kept,) = [file for file in api.service.settings.evidence.iterdir() if file.name.startswith(key(case))]
    kept.unlink()
    asked = await context(api, OFFICER)
    with pytest.raises(NotFound) as refused:
        await evidence_file(api.service.backend.forgeries, asked.view, asked.actor, key(case))
    assert refused.value.code == "FILE_NOT_FOUND"
