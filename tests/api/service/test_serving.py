"""The whole way through the real server: tokens, GraphQL, uploads, verification, downloads, a licence's page."""

from __future__ import annotations

import asyncio
import io
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
from builders import office
from builders.office import ALICE, HOLDER_A, HOLDER_B, Office, who
from PIL import Image

from api.identity.authenticator import Identity
from api.identity.tokens import open_issuer
from api.process.logging import configure
from api.process.settings import load
from api.service.app import build_app, server
from api.service.opening import Service
from api.service.serving import SHORT_LIVED, short_lived
from api.service.storage import place_of
from graph.store.engine import Claim
from graph.store.files import digest_of
from graph.words.people import Role


@dataclass
class Served:
    """The service behind the real server."""

    office: Office
    service: Service
    client: httpx.AsyncClient

    def bearer(self, identity: Identity) -> dict[str, str]:
        issuer = open_issuer(self.service.settings, demonstration=True)
        return {"authorization": f"Bearer {issuer.token(identity, office.NOW, timedelta(hours=1))}"}

    async def ask(self, query: str, identity: Identity | None = None, **variables: Any) -> Any:
        headers = self.bearer(identity) if identity else {}
        answer = await self.client.post("/graphql", json={"query": query, "variables": variables}, headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def licence(self) -> tuple[str, bytes]:
        """Identifier and file of Alice's licence."""
        found = await self.office.store.read(
            "MATCH (l:License {id: $id}) RETURN [l.identifier, l.digest]", id=self.office.licenses[ALICE]
        )
        return found[0], await self.service.backend.workshop.file(found[1])


@pytest.fixture(scope="module")
async def served(api: Office, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Served]:
    """The service behind the real server, on a free loopback port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home: Path = api.service.settings.home
    settings = load(home=home, port=port, public_url=office.PUBLIC_URL)
    configure(settings.logs, terminal=False)
    service = Service(settings, api.service.backend, lambda: office.NOW)
    running = server(build_app(service.parts()), settings)
    running.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    serving = asyncio.create_task(running.serve())
    while not running.started:
        await asyncio.sleep(0.01)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=20) as client:
        yield Served(api, service, client)
    running.should_exit = True
    await serving


async def test_the_catalogue_is_answered_to_anybody(served: Served) -> None:
    answer = await served.ask("{ resources { totalCount } licenses { totalCount } }")
    assert answer == {"data": {"resources": {"totalCount": 4}, "licenses": {"totalCount": 0}}}


async def test_a_refusal_of_a_query_keeps_its_facts(served: Served) -> None:
    answer = await served.ask("query { resources(first: 1000) { totalCount } }")
    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "PAGE_SIZE"
    assert (error["extensions"]["field"], error["extensions"]["value"], error["extensions"]["limit"]) == (
        ["first"],
        "1000",
        "100",
    )
    assert error["extensions"]["text"]["zh"]


async def test_a_hostile_query_is_refused_before_it_runs(served: Served) -> None:
    query = "{ resources(first: 100) { edges { node { related { related { related { items { name } } } } } } } }"
    answer = await served.client.post("/graphql", json={"query": query})
    (error,) = answer.json()["errors"]
    assert (error["extensions"]["code"], error["extensions"]["field"]) == ("LIMIT_EXCEEDED", ["cost"])


async def test_a_sealed_file_is_verified_by_upload(served: Served) -> None:
    _, content = await served.licence()
    operations = {
        "query": "query ($file: Upload!) { verifyLicense(input: {file: $file}) { summary demonstration } }",
        "variables": {"file": None},
    }
    answer = await served.client.post(
        "/graphql",
        data={"operations": orjson.dumps(operations).decode(), "map": '{"0": ["variables.file"]}'},
        files={"0": ("licence.pdf", content, "application/pdf")},
        headers={"graphql-preflight": "1"},
    )
    assert answer.json() == {"data": {"verifyLicense": {"summary": "GENUINE", "demonstration": True}}}


async def test_one_file_in_two_variables_has_one_verdict(served: Served) -> None:
    _, content = await served.licence()
    operations = {
        "query": """query ($a: Upload!, $b: Upload!) { first: verifyLicense(input: {file: $a}) { ...Shown }
          second: verifyLicense(input: {file: $b}) { ...Shown } third: verifyLicense(input: {file: $a}) { ...Shown } }
          fragment Shown on Verdict { summary digest questions { code answer } }""",
        "variables": {"a": None, "b": None},
    }
    answer = await served.client.post(
        "/graphql",
        data={"operations": orjson.dumps(operations).decode(), "map": '{"0": ["variables.a", "variables.b"]}'},
        files={"0": ("licence.pdf", content, "application/pdf")},
        headers={"graphql-preflight": "1"},
    )
    verdicts = answer.json()["data"]
    assert verdicts["first"]["summary"] == "GENUINE"
    assert verdicts["first"] == verdicts["second"] == verdicts["third"]


async def test_a_sealed_file_is_verified_at_the_endpoint(served: Served) -> None:
    identifier, content = await served.licence()
    answer = await served.client.post("/verify", content=content, headers={"content-type": "application/pdf"})
    verdict = answer.json()
    assert (answer.status_code, verdict["summary"], verdict["identifier"]) == (200, "genuine", identifier)
    assert "陈一凡" not in answer.text
    changed = content.replace(b"%%EOF", b"%%EOG", 1)
    forged = await served.client.post("/verify", content=changed, headers={"content-type": "application/pdf"})
    assert (forged.status_code, forged.json()["summary"]) == (200, "not_genuine")


@pytest.mark.parametrize(
    ("identity", "status"),
    [
        (HOLDER_A, 200),
        (who("issuer"), 200),
        (None, 404),
        (HOLDER_B, 404),
        (who("authority"), 404),
        (who("issuer-health"), 404),
        (who("auditor", Role.AUDITOR), 404),
        (who("unit", Role.RELYING_PARTY), 404),
    ],
)
async def test_a_sealed_file_is_given_to_its_holder_and_its_issuer(
    served: Served, identity: Identity | None, status: int
) -> None:
    identifier, content = await served.licence()
    headers = served.bearer(identity) if identity else {}
    answer = await served.client.get(f"/licenses/{identifier}.pdf", headers=headers)
    assert answer.status_code == status
    assert (answer.content == content) is (status == 200)
    if status == 200:
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.headers["cache-control"] == "no-store"


async def test_a_token_that_proves_nothing_gets_no_file(served: Served) -> None:
    identifier, _ = await served.licence()
    answer = await served.client.get(f"/licenses/{identifier}.pdf", headers={"authorization": "Bearer x.y.z"})
    assert answer.status_code == 401
    assert (await served.client.get("/licenses/1.2.3.pdf", headers=served.bearer(HOLDER_A))).status_code == 404


async def test_a_file_is_found_however_its_identifier_was_typed_or_it_is_to_be_checked(
    served: Served,
) -> None:
    identifier, content = await served.licence()
    bare = identifier.removeprefix("1.2.156.3005.2.")
    for typed in (identifier.lower(), bare, f"%20{bare.replace('.', '%EF%BC%8E')}"):
        answer = await served.client.get(f"/licenses/{typed}.pdf", headers=served.bearer(HOLDER_A))
        assert answer.content == content
    for typed, words in ((identifier[:-2], "请核对输入的标识"), ("J340200-2026-000001", "这是证照编号")):
        answer = await served.client.get(f"/licenses/{typed}.pdf", headers=served.bearer(HOLDER_A))
        assert (answer.status_code, words in answer.text) == (404, True)


async def test_a_file_that_the_archive_has_lost_is_not_there(served: Served) -> None:
    identifier, content = await served.licence()
    (kept,) = served.service.settings.archive.rglob(f"{digest_of(content)}.locked")
    aside = kept.rename(kept.with_suffix(".aside"))
    answer = await served.client.get(f"/licenses/{identifier}.pdf", headers=served.bearer(HOLDER_A))
    aside.rename(kept)
    assert answer.status_code == 404


async def test_the_page_of_a_licence_shows_its_state_and_no_holder(served: Served) -> None:
    identifier, _ = await served.licence()
    answer = await served.client.get(f"/v/{identifier}")
    assert answer.status_code == 200
    for shown in ("结婚登记证明", "民政局", "有效", identifier, "演示"):
        assert shown in answer.text
    assert "陈一凡" not in answer.text
    assert ALICE not in answer.text
    assert (await served.client.get("/v/1.2.3")).status_code == 404


async def test_the_data_of_a_licence_come_with_a_photo_by_upload(served: Served) -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (295, 413), "#c0c0c0").save(drawn, "PNG")
    given = {
        "type": office.DISABILITY,
        "issuer": office.CIVIL,
        "holders": [{"name": "陈一凡", "code": ALICE, "codeType": "111"}],
        "number": "P-1",
        "issuedOn": "2026-03-02",
        "validFrom": "2026-03-02",
        "face": [{"key": "KZ_XM", "value": "陈一凡"}, {"key": "KZ_DJRQ", "value": "2026-03-01"}],
        "photo": None,
    }
    query = """mutation ($input: LicenseDataInput!) { receiveLicenseData(input: $input) {
      licenseDraft { data { number } } errors { __typename code path } } }"""
    operations = {"query": query, "variables": {"input": given}}
    headers = served.bearer(who("officer")) | {"graphql-preflight": "1"}

    async def sent(content: bytes) -> Any:
        answer = await served.client.post(
            "/graphql",
            data={"operations": orjson.dumps(operations).decode(), "map": '{"0": ["variables.input.photo"]}'},
            files={"0": ("photo.png", content, "image/png")},
            headers=headers,
        )
        return answer.json()["data"]["receiveLicenseData"]

    too_large = await sent(b"\x89PNG" + b"0" * 51_200)
    error = {"__typename": "LimitExceeded", "code": "FILE_TOO_LARGE", "path": ["photo"]}
    assert too_large == {"licenseDraft": None, "errors": [error]}
    assert await sent(drawn.getvalue()) == {"licenseDraft": {"data": {"number": "P-1"}}, "errors": []}


async def test_one_photo_serves_for_two_licences(served: Served) -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (295, 413), "#c0c0c0").save(drawn, "PNG")
    query = """mutation ($a: LicenseDataInput!, $b: LicenseDataInput!) {
      a: receiveLicenseData(input: $a) { ...Received } b: receiveLicenseData(input: $b) { ...Received } }
      fragment Received on ReceiveLicenseDataPayload { licenseDraft { data { number } } errors { code path } }"""
    given = {
        "type": office.DISABILITY,
        "issuer": office.CIVIL,
        "holders": [{"name": "陈一凡", "code": ALICE, "codeType": "111"}],
        "issuedOn": "2026-03-02",
        "validFrom": "2026-03-02",
        "face": [{"key": "KZ_XM", "value": "陈一凡"}, {"key": "KZ_DJRQ", "value": "2026-03-01"}],
        "photo": None,
    }
    variables = {"a": given | {"number": "P-2"}, "b": given | {"number": "P-3"}}
    answer = await served.client.post(
        "/graphql",
        data={
            "operations": orjson.dumps({"query": query, "variables": variables}).decode(),
            "map": '{"0": ["variables.a.photo", "variables.b.photo"]}',
        },
        files={"0": ("photo.png", drawn.getvalue(), "image/png")},
        headers=served.bearer(who("officer")) | {"graphql-preflight": "1"},
    )
    assert answer.json() == {
        "data": {
            name: {"licenseDraft": {"data": {"number": number}}, "errors": []}
            for name, number in (("a", "P-2"), ("b", "P-3"))
        }
    }


@pytest.mark.parametrize(("set_by_hand", "asked"), [("", [SHORT_LIVED]), ("-Xmx2g", [SHORT_LIVED, "-Xmx2g"])])
def test_the_store_of_a_demonstration_is_not_compiled_for_long_where_nothing_else_is_set(
    tmp_path: Path, set_by_hand: str, asked: list[str]
) -> None:
    settings = short_lived(load(home=tmp_path, store_java=set_by_hand))
    assert list(place_of(settings, Claim.OWN).java) == asked
