"""Every moment that an address without GraphQL answers with has the offset of China."""

from __future__ import annotations

import re

import httpx
import pytest
from builders.office import ALICE, Office

from api.service.app import build_app

MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")
GUESS = """query ($known: String!) { verifyLicense(input: { face: { identifier: $known,
  face: [{ key: "KZ_XM", value: "陈二凡" }, { key: "KZ_DJRQ", value: "2026-03-01" }] } }) { faceCheck } }"""


@pytest.fixture
def client(api: Office) -> httpx.AsyncClient:
    """A client of the whole application."""
    transport = httpx.ASGITransport(build_app(api.service.parts()))
    return httpx.AsyncClient(transport=transport, base_url="http://licences.example")


async def license_of(api: Office) -> tuple[str, bytes]:
    """Identifier and sealed file of a licence."""
    identifier, digest = await api.store.read(
        "MATCH (l:License {id: $id}) RETURN [l.identifier, l.digest]", id=api.licenses[ALICE]
    )
    return identifier, await api.service.backend.workshop.file(digest)


async def test_the_verdict_on_a_file_is_dated_in_china(api: Office, client: httpx.AsyncClient) -> None:
    _, file = await license_of(api)
    for content in (file, file[:-1000], b"hello"):
        answer = await client.post("/verify", content=content, headers={"content-type": "application/pdf"})
        assert answer.json()["at"] == "2026-03-02T10:00:00+08:00"
        found = MOMENT.findall(answer.text)
        assert [text for text in found if not text.endswith("+08:00")] == []


async def test_who_guesses_too_often_is_told_when_to_come_back_in_china(api: Office, client: httpx.AsyncClient) -> None:
    known, _ = await license_of(api)
    asked = {"query": GUESS, "variables": {"known": known}}
    answer = await client.post("/graphql", json=asked)
    while "errors" not in answer.json():
        answer = await client.post("/graphql", json=asked)
    assert answer.json()["errors"][0]["extensions"]["code"] == "TOO_MANY_ATTEMPTS"
    found = MOMENT.findall(answer.text)
    assert [text[-6:] for text in found] == ["+08:00"]


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/v/{}", "/v/unknown", "/licenses/{}.pdf", "/nowhere"])
async def test_no_other_address_tells_a_time_of_its_own(api: Office, client: httpx.AsyncClient, path: str) -> None:
    known, _ = await license_of(api)
    answer = await client.get(path.format(known))
    assert answer.content
    assert [text for text in MOMENT.findall(answer.text) if not text.endswith("+08:00")] == []
