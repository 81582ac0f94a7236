"""A licence is found by what a person typed, or not, and for the same reason at every door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import httpx
import pytest
from builders import drafted, office
from builders.office import HOLDER_A, Office
from starlette.applications import Starlette
from starlette.routing import Route

from api.http.downloads import Downloads
from api.http.license_page import LicensePages
from api.identity.authenticator import Authenticator
from api.identity.request import RequestReader
from api.service.files import Files
from graph.codes.identifier import OLD_ROOT, ROOT, build_identifier, check_identifier, identifier_check_character

VERIFY = """query ($input: VerifyInput!) { verifyLicense(input: $input) { summary reason { zh en } faceCheck } }"""
LOOK_UP = "query ($i: String!) { license(identifier: $i) { identifier } }"
ASK = "请核对输入的标识："


async def page(api: Office, path: str) -> httpx.Response:
    """What the addresses for people and programs answer to anybody."""
    requests = RequestReader(Authenticator([]), lambda: office.NOW, timedelta(seconds=10))
    service = api.service
    pages = LicensePages(service.license_page, requests, demonstration=True)
    routes = [
        Route("/v/{identifier}", pages.show),
        Route("/licenses/{identifier}.pdf", Downloads(Files(service.backend, service.context).license, requests).get),
    ]
    transport = httpx.ASGITransport(Starlette(routes=routes))
    async with httpx.AsyncClient(transport=transport, base_url="http://licences.example") as client:
        return await client.get(path)


def last(known: str) -> str:
    """With a check character that is wrong."""
    return known[:-1] + next(letter for letter in "01" if letter != known[-1])


def shifted(known: str) -> str:
    """With the check character that software computes which values A as 11."""
    for letter in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        (*_, finding) = check_identifier(known[:-1] + letter).findings or (None,)
        if finding is not None and finding.code == "IDENTIFIER_LETTERS_SHIFTED":
            return known[:-1] + letter
    raise AssertionError(known)


def division(known: str) -> str:
    """With a division code for the issuer, and the check character that is right for it."""
    kind, _, serial, version, _ = known.removeprefix(f"{ROOT}.").split(".")
    return f"{ROOT}.{kind}.340200.{serial}.{version}.{identifier_check_character(kind, '340200', serial, version)}"


def old_root(known: str) -> str:
    return known.replace(ROOT, OLD_ROOT)


def too_long(known: str) -> str:
    return known + " " * 500


def long_behind_blanks(known: str) -> str:
    return known + " " * 60 + "X" * 500


@pytest.mark.parametrize("wrong", [last, shifted, division, old_root, too_long, long_behind_blanks])
async def test_what_was_mistyped_is_asked_to_be_checked_at_every_door(
    api: Office, counted: list[str], wrong: Callable[[str], str]
) -> None:
    typed = wrong(await api.identifier())
    alone = (await api.ask(VERIFY, input={"identifier": typed}))["verifyLicense"]
    assert alone["summary"] == "UNDECIDED"
    face = [{"key": "姓名", "value": "陈一凡"}, {"key": "登记日期", "value": "2026年03月01日"}]
    beside = (await api.ask(VERIFY, input={"face": {"identifier": typed, "face": face}}))["verifyLicense"]
    assert (beside["summary"], beside["faceCheck"]) == ("UNDECIDED", "PARAMETER_MISSING")
    counted.clear()
    looked_up = await api.refused(LOOK_UP, HOLDER_A, i=typed)
    assert not counted, "nothing is asked about it"
    shown, file = await page(api, f"/v/{quote(typed)}"), await page(api, f"/licenses/{quote(typed)}.pdf")
    assert (shown.status_code, file.status_code) == (404, 404)
    said = looked_up.message.zh
    assert said.startswith(ASK)
    assert alone["reason"]["zh"] == beside["reason"]["zh"] == f"【演示】{said}。"
    assert said in shown.text
    assert said in file.text
    for sentence in (alone["reason"]["en"], beside["reason"]["en"], looked_up.message.en):
        assert ".." not in sentence
    assert (await api.refused(VERIFY, input={"qr": f"http://licences.example/v/{typed}"})).code == "FOREIGN_QR"
    with_photo = {"type": office.MARRIAGE, "issuer": office.CIVIL, "number": "1", "replaces": typed, "face": []}
    dates = {"issuedOn": "2026-03-02", "validFrom": "2026-03-02"}
    refused = await drafted.received(api, with_photo | dates | {"holders": []})
    assert refused["path"] == ["replaces"]
    assert refused["message"]["zh"] == said


@pytest.mark.parametrize(
    "copied", ["{}", "电子证照标识：{}", "“{}”", "{}。", "{}.", "https://licences.example/v/{}", "「{}」。"]
)
async def test_what_was_copied_is_read_at_every_door(api: Office, copied: str) -> None:
    known = await api.identifier()
    typed = copied.format(known)
    assert (await api.ask(VERIFY, input={"identifier": typed}))["verifyLicense"]["summary"] == "GENUINE"
    assert (await api.ask(LOOK_UP, HOLDER_A, i=typed))["license"] == {"identifier": known}
    face = [{"key": "姓名", "value": "陈一凡"}, {"key": "登记日期", "value": "2026年03月01日"}]
    beside = (await api.ask(VERIFY, input={"face": {"identifier": typed, "face": face}}))["verifyLicense"]
    assert beside["faceCheck"] == "VALID"
    if "/" not in copied:
        assert (await page(api, f"/v/{quote(typed)}")).status_code == 200


async def test_of_an_authority_that_is_not_kept_here_nothing_is_decided_by_identifier_or_face(api: Office) -> None:
    kind = (await api.identifier()).split(".")[5]
    elsewhere = build_identifier(kind, "11430000006122244L", "1").text
    face = [{"key": "姓名", "value": "陈一凡"}, {"key": "登记日期", "value": "2026年03月01日"}]
    alone = (await api.ask(VERIFY, input={"identifier": elsewhere}))["verifyLicense"]
    beside = (await api.ask(VERIFY, input={"face": {"identifier": elsewhere, "face": face}}))["verifyLicense"]
    assert (alone["summary"], beside["summary"], beside["faceCheck"]) == ("UNDECIDED", "UNDECIDED", "TOO_LITTLE")
    assert alone["reason"] == beside["reason"]
    assert "不在本登记簿保存" in beside["reason"]["zh"]
    assert "not kept" in beside["reason"]["en"]


@pytest.mark.parametrize(("count", "says"), [(0, None), (2, "有 2 件未办结的异议")])
async def test_the_page_of_a_licence_tells_open_objections(api: Office, count: int, says: str | None) -> None:
    it = await api.identifier()
    made = (
        "MATCH (c:License {identifier: $it}) UNWIND range(1, $count) AS n "
        "CREATE (:Objection {id: 'open-' + toString(n), open: true})-[:ON]->(c)"
    )
    await api.store.write(lambda unit: unit.run(made, it=it, count=count))
    shown = (await page(api, f"/v/{it}")).text
    await api.store.write(lambda unit: unit.run("MATCH (o:Objection) WHERE o.id STARTS WITH 'open-' DETACH DELETE o"))
    assert ("异议" in shown) is (says is not None)
    assert says is None or says in shown
