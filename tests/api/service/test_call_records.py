"""Records of calls: sealed for who may see the use, known again by the register, and no licence."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import httpx
import pypdfium2
import pytest
from builders import office
from builders.exchange import PLATFORM, record, used
from builders.office import Office, who

from api.identity.authenticator import Identity
from api.identity.request import Language, RequestFacts
from api.identity.tokens import open_issuer
from api.service.app import build_app
from api.service.opening import Service
from api.service.receipts import keeps_record
from graph.subjects.exchange.facts import use_of
from graph.words.exchange import UseFault
from licenses.paper.attestation import ATTESTATION_NAME

CALL = "/data-uses/{number}/certificate"


@pytest.fixture
async def door(api: Office) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(build_app(api.service.parts()))
    async with httpx.AsyncClient(transport=transport, base_url="http://office") as client:
        yield client


async def certificate(api: Office, door: httpx.AsyncClient, number: str, by: Identity) -> httpx.Response:
    issuer = open_issuer(api.service.settings, demonstration=True)
    token = {"authorization": f"Bearer {issuer.token(by, office.NOW)}"}
    return await door.post(CALL.format(number=number), headers=token)


async def test_a_party_has_the_record_of_a_call_and_the_register_knows_it_again(
    api: Office, door: httpx.AsyncClient
) -> None:
    await record(api, [used("平台/2026-1", person="王某 340200199001010113")])
    made = await certificate(api, door, "平台/2026-1", who("applicant"))
    assert made.status_code == 201, made.text
    with pypdfium2.PdfDocument(made.content) as document:
        page = "".join("".join(each.get_textpage().get_text_range().split()) for each in document)
        attached = json.loads(bytes(document.get_attachment(0).get_data()))
        assert document.get_attachment(0).get_name() == ATTESTATION_NAME
    for words in ("数据资源调用记录凭证", "平台/2026-1", "婚姻登记信息", "民政局", "数据校核", "R-1/G", "BJ-1"):
        assert words in page
    assert "340200199001010113" not in page + json.dumps(attached)
    assert (attached["kind"], attached["about"]) == ("call_record", {"identifier": "平台/2026-1"})
    found = (await door.post("/verify", content=made.content, headers={"content-type": "application/pdf"})).json()
    assert (found["summary"], found["attestation"]["kind"]) == ("undecided", "call_record")
    assert found["attestation"]["number"] == made.headers["x-receipt-number"]
    changed = made.content.replace(b"%%EOF", b"%%EOG", 1)
    other = (await door.post("/verify", content=changed, headers={"content-type": "application/pdf"})).json()
    assert "attestation" not in other


async def test_the_record_of_a_call_says_which_items_were_had_and_that_it_was_outside_of_what_permits_it(
    api: Office, door: httpx.AsyncClient
) -> None:
    outside = {"grant": None, "rule": "WH-8"}
    await record(
        api, [used("O-1", items=["姓名", "登记日期"]), used("O-2", purpose="REFERENCE"), used("O-3", **outside)]
    )
    for number, inside, words in (
        ("O-1", "已记录", ("姓名、登记日期",)),
        ("O-2", "", ("超出授权", UseFault.PURPOSE.zh, "WH-15", "未报送")),
        ("O-3", "", ("超出授权", UseFault.RULE.zh, "WH-13")),
    ):
        made = await certificate(api, door, number, who("applicant"))
        with pypdfium2.PdfDocument(made.content) as document:
            page = "".join("".join(each.get_textpage().get_text_range().split()) for each in document)
            attached = json.loads(bytes(document.get_attachment(0).get_data()))
        assert [each for each in (inside, *words) if each not in page] == []
        assert ("超出授权" in page) is (not inside)
        assert bool(attached["said"]["outside"]["faults"]) is (not inside)
        assert bool(attached["said"]["outside"]["rules"]) is (not inside)
        checked = await door.post("/verify", content=made.content, headers={"content-type": "application/pdf"})
        assert f"结论 {'已记录' if inside else '超出授权'}" in checked.text
        assert "the record of a data call" in checked.text


@pytest.mark.parametrize(("demonstration", "keeper"), [(True, office.CITY), (False, office.UNBOUND)])
async def test_a_demonstration_of_several_cities_has_a_call_attested_in_the_city_of_the_provider(
    api: Office, demonstration: bool, keeper: str
) -> None:
    given = api.service
    elsewhere = replace(given.backend, registrar=office.UNBOUND, demonstration=demonstration)
    context = await Service(given.settings, elsewhere, lambda: office.NOW).context(
        RequestFacts(who("applicant"), office.NOW, "request-1", Language.ZH, timedelta(seconds=10))
    )
    await record(api, [used("K-1")])
    call = await use_of(context.view, given.backend.personal, "K-1")
    assert call is not None
    assert await keeps_record(context, call) == keeper
    here = replace(context, backend=replace(elsewhere, registrar=office.CIVIL))
    assert await keeps_record(here, call) == office.CIVIL, "who runs the register of the same city"


async def test_who_is_no_party_learns_nothing_and_takes_no_number(api: Office, door: httpx.AsyncClient) -> None:
    await record(api, [used("N-1")])
    before = await api.count("Attestation")
    for number, by in (("N-1", who("issuer-unbound")), ("none", PLATFORM)):
        refused = await certificate(api, door, number, by)
        assert refused.status_code == 404
        assert refused.json()["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    assert (await door.post(CALL.format(number="N-1"))).status_code == 404
    assert await api.count("Attestation") == before
