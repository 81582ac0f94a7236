"""Receipts from the request to the file and back: what one says, who seals it, that nothing else passes for one."""

from __future__ import annotations

import asyncio
import io
import json
import random
from collections.abc import AsyncIterator, Iterator
from typing import Any, cast

import httpx
import pypdfium2
import pytest
from builders import office
from builders.more import TORTURE, left_out
from builders.mutants import mutants
from builders.office import ALICE, HOLDER_A, Office, who
from starlette.datastructures import UploadFile

from api.identity.authenticator import Identity
from api.service.app import build_app
from graph.errors import Text
from graph.refusal_codes import Code
from graph.store.errors import StoreUnavailable
from graph.subjects.attestations import memory
from licenses.paper.attestation import ATTESTATION_NAME
from licenses.seal.authority import DemonstrationAuthority
from licenses.seal.timestamping import Timestamper, TimestampUnavailable

PURPOSE = "办理住房公积金提取"
STAFF = who("issuer")
ATTESTED = """query ($file: Upload!) { verifyLicense(input: {file: $file}) { summary
  attestation { kind number issuer issuerCode sealedAt about { name value } outcome } } }"""


class Counter:
    """The addresses from which the anonymous ask, another for each test: each has few receipts an hour."""

    number = 0


@pytest.fixture
async def door(api: Office) -> AsyncIterator[httpx.AsyncClient]:
    """The whole application, asked from an address of one's own."""
    Counter.number += 1
    transport = httpx.ASGITransport(build_app(api.service.parts()), client=(f"10.0.0.{Counter.number}", 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://office") as client:
        yield client


async def receipt(door: httpx.AsyncClient, file: bytes | None = None, /, **data: Any) -> httpx.Response:
    files: Any = {"file": ("mine.pdf", file)} if file is not None else {"none": ("", b"")}
    answer = await door.post("/receipts", data={"purpose": PURPOSE, **data}, files=files)
    assert answer.status_code == 201, answer.text
    return answer


async def verdict(door: httpx.AsyncClient, file: bytes) -> Any:
    answer = await door.post("/verify", content=file, headers={"content-type": "application/pdf"})
    return answer.json()


def said(file: bytes) -> Any:
    """The document that is attached to a receipt."""
    with pypdfium2.PdfDocument(file) as document:
        (attached,) = (document.get_attachment(number) for number in range(document.count_attachments()))
        assert attached.get_name() == ATTESTATION_NAME
        return json.loads(bytes(attached.get_data()))


def printed(file: bytes) -> str:
    """Everything that stands on its pages, without blanks and line breaks."""
    with pypdfium2.PdfDocument(file) as document:
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)


async def test_a_receipt_says_what_was_answered_about_which_file_to_whom_and_for_what(
    api: Office, door: httpx.AsyncClient
) -> None:
    licence = await api.sealed()
    answer = await receipt(door, licence)
    answered, document = await verdict(door, licence), said(answer.content)
    assert document["number"] == answer.headers["x-receipt-number"]
    assert document["about"] == {"digest": answered["digest"], "bytes": str(len(licence))}
    assert (document["outcome"], answer.headers["x-verdict-summary"]) == ("genuine", "genuine")
    assert document["said"]["purpose"] == PURPOSE
    assert document["said"]["asker"] == {"role": "public", "words": "未登录（匿名）"}
    assert document["said"]["verdict"] == answered
    page = printed(answer.content)
    for words in ("属实且有效", PURPOSE, document["number"], answered["digest"], "2026-03-0210:00:00"):
        assert words in page
    assert all("".join(each["reason"]["zh"].split()) in page for each in answered["questions"])


async def test_it_verifies_itself_and_is_no_licence(api: Office, door: httpx.AsyncClient) -> None:
    licence = await api.sealed()
    made = await receipt(door, licence)
    found = await verdict(door, made.content)
    assert found["summary"] == "undecided"
    assert (found["identifier"], found["demonstration"]) == (None, True)
    assert found["attestation"] == {
        "kind": "receipt",
        "number": made.headers["x-receipt-number"],
        "issuer": "民政局",
        "issuer_code": office.CIVIL,
        "sealed_at": "2026-03-02T10:00:00+08:00",
        "about": said(made.content)["about"],
        "outcome": "genuine",
    }
    told = [each["answer"] for each in found["questions"]]
    assert told == [*["yes"] * 6, "undecided", "not_asked", "yes", "yes", *["not_asked"] * 3]
    assert "这不是电子证照" in found["reason"]["zh"]
    assert made.headers["x-receipt-number"] in found["reason"]["zh"]
    shown = await api.ask(ATTESTED, file=UploadFile(io.BytesIO(made.content), filename="r.pdf"))
    assert shown["verifyLicense"]["attestation"]["number"] == made.headers["x-receipt-number"]
    assert shown["verifyLicense"]["attestation"]["kind"] == "RECEIPT"
    assert "attestation" not in await verdict(door, licence)


@pytest.fixture(scope="module")
def dice() -> random.Random:
    return random.Random(11)


def flipped(dice: random.Random, file: bytes) -> bytes:
    changed = bytearray(file)
    changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


async def never_a_receipt(door: httpx.AsyncClient, files: Iterator[bytes]) -> None:
    for file in files:
        found = await verdict(door, file)
        assert "attestation" not in found
        assert found["summary"] in {"not_genuine", "undecided"}


async def test_a_changed_one_is_none(api: Office, door: httpx.AsyncClient, dice: random.Random) -> None:
    made = (await receipt(door, await api.sealed())).content
    await never_a_receipt(door, (flipped(dice, made) for _ in range(24)))
    await never_a_receipt(door, iter((made + b"\n", made[:-1], b"\n" + made, made + made, made[: len(made) // 2])))


@left_out
async def test_a_changed_one_is_none_whichever_bit_of_it(
    api: Office, door: httpx.AsyncClient, dice: random.Random
) -> None:
    made = (await receipt(door, await api.sealed())).content
    await never_a_receipt(door, (flipped(dice, made) for _ in range(600 if TORTURE else 200)))
    await never_a_receipt(door, (each.data for each in mutants({"receipt": made}, range(300 if TORTURE else 100))))


async def test_of_a_changed_file_the_receipt_says_so(api: Office, door: httpx.AsyncClient) -> None:
    licence = bytearray(await api.sealed())
    licence[licence.index(b"stream") + 20] ^= 1
    made = await receipt(door, bytes(licence))
    assert made.headers["x-verdict-summary"] == "not_genuine"
    assert "不属实" in printed(made.content)
    assert (await verdict(door, made.content))["attestation"]["outcome"] == "not_genuine"


async def test_of_an_identifier_it_says_that_no_file_was_looked_at(api: Office, door: httpx.AsyncClient) -> None:
    identifier = await api.identifier()
    made = await receipt(door, identifier=identifier)
    assert said(made.content)["about"] == {"identifier": identifier}
    assert "未查看文件" in printed(made.content)


async def test_a_face_stands_on_it_masked_and_nowhere_in_clear(api: Office, door: httpx.AsyncClient) -> None:
    name = office.NAMES[ALICE]
    face = [f"姓名={name}", "证照编号=J340200-2026-000001", f"持证主体代码={ALICE}", "登记日期=2026-03-01"]
    made = [await receipt(door, identifier=await api.identifier(), face=face) for _ in range(2)]
    document = said(made[0].content)
    assert document["about"].keys() == {"identifier", "face"}
    assert document["about"] == said(made[1].content)["about"]
    page, written = printed(made[0].content), json.dumps(document, ensure_ascii=False)
    assert f"姓名：{name[0]}**" in page
    for secret in (name, ALICE, "J340200-2026-000001"):
        assert secret not in page
        assert secret not in written
    assert (await verdict(door, made[0].content))["attestation"]["about"] == document["about"]


async def test_a_holder_is_named_by_a_masked_code(api: Office, door: httpx.AsyncClient) -> None:
    for identity, words in ((HOLDER_A, f"持证主体 {ALICE[:3]}********{ALICE[-2:]}"), (STAFF, "工作人员 issuer")):
        token = {"authorization": f"Bearer {_token(api, identity)}"}
        files: Any = {"file": ("mine.pdf", await api.sealed())}
        answer = await door.post("/receipts", data={"purpose": PURPOSE}, files=files, headers=token)
        assert said(answer.content)["said"]["asker"]["words"] == words
        assert ALICE not in printed(answer.content)


def _token(api: Office, identity: Identity) -> str:
    issuer = api.service.parts().development_issuer
    assert issuer is not None
    return issuer.token(identity, office.NOW)


async def test_the_register_keeps_what_it_needs_to_know_it_again_and_nothing_else(
    api: Office, door: httpx.AsyncClient
) -> None:
    archived = sorted(api.service.settings.archive.rglob("*"))
    before = await api.count("Attestation", "Journal")
    made = await receipt(door, await api.sealed())
    assert await api.count("Attestation", "Journal") == tuple(number + 1 for number in before)
    assert sorted(api.service.settings.archive.rglob("*")) == archived
    kept = await api.store.read(
        "MATCH (a:Attestation {number: $number}) RETURN [a.digest, a.about, a.outcome, a.asker]",
        number=made.headers["x-receipt-number"],
    )
    document = said(made.content)
    assert kept[1:] == [f"SHA-256 {document['about']['digest']}", "genuine", ""]
    acts = await api.store.read(
        "MATCH (j:Journal {about: $about}) RETURN collect([j.act, j.detail])",
        about=f"RECEIPT-{office.CIVIL}-{document['number']}",
    )
    assert acts == [["ISSUE_RECEIPT", kept[0]]]


async def test_those_who_ask_at_once_get_numbers_that_follow_each_other(api: Office, door: httpx.AsyncClient) -> None:
    identifier = await api.identifier()
    made = await asyncio.gather(*(receipt(door, identifier=identifier) for _ in range(8)))
    numbers = sorted(int(each.headers["x-receipt-number"].rpartition("-")[2]) for each in made)
    assert numbers == list(range(numbers[0], numbers[0] + 8))


class Away:
    """A timestamp service that cannot be reached."""

    chain: tuple[bytes, ...] = ()
    revocation: tuple[bytes, ...] = ()

    def ask(self, *_: object) -> bytes:
        raise TimestampUnavailable(Text("时间戳服务不可用", "no clock"), code=Code.TIMESTAMP_UNAVAILABLE)


async def test_where_nothing_can_be_sealed_the_number_stays_empty_and_the_next_has_the_next(
    api: Office, door: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = int((await receipt(door, identifier=await api.identifier())).headers["x-receipt-number"][5:])
    with monkeypatch.context() as away:
        away.setattr(DemonstrationAuthority, "timestamper", lambda *_: cast("Timestamper", Away()))
        answer = await door.post(
            "/receipts", data={"purpose": PURPOSE, "identifier": await api.identifier()}, files={"none": ("", b"")}
        )
        assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (400, "TIMESTAMP_UNAVAILABLE")
    assert int((await receipt(door, identifier=await api.identifier())).headers["x-receipt-number"][5:]) == first + 2
    kept = await api.store.read(
        "MATCH (a:Attestation {number: $number}) RETURN a.digest", number=f"2026-{first + 1:06}"
    )
    assert kept is None


async def test_one_that_could_not_be_entered_is_not_handed_out(
    api: Office, door: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> None:
        raise StoreUnavailable("away")

    data = {"purpose": PURPOSE, "identifier": await api.identifier()}
    with monkeypatch.context() as broken:
        broken.setattr(memory, "enter", away)
        answer = await door.post("/receipts", data=data, files={"none": ("", b"")})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert not answer.content.startswith(b"%PDF-")
    assert await api.store.read("MATCH (a:Attestation) WHERE a.digest IS NULL RETURN count(a)") > 0


async def test_the_anonymous_at_one_address_have_so_many_an_hour(api: Office, door: httpx.AsyncClient) -> None:
    data = {"purpose": PURPOSE, "identifier": await api.identifier()}
    api.service.backend.receipts.most_unknown, before = 2, api.service.backend.receipts.most_unknown
    try:
        answers = [await door.post("/receipts", data=data, files={"none": ("", b"")}) for _ in range(3)]
    finally:
        api.service.backend.receipts.most_unknown = before
    assert [each.status_code for each in answers] == [201, 201, 400]
    (error,) = answers[2].json()["errors"]
    assert (error["extensions"]["code"], error["extensions"]["limit"]) == ("TOO_MANY_ATTEMPTS", "2 in 60 minutes")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"purpose": ""}, "PURPOSE_REQUIRED"),
        ({"purpose": "字" * 201}, "PURPOSE_TOO_LONG"),
        ({"purpose": "a\tb"}, "PURPOSE_CONTROL_CHARACTER"),
        ({"purpose": "\U00030ede"}, "MISSING_GLYPH"),
    ],
)
async def test_a_purpose_that_cannot_be_printed_takes_no_number(
    api: Office, door: httpx.AsyncClient, data: dict[str, str], code: str
) -> None:
    before = await api.count("Attestation")
    answer = await door.post("/receipts", data={"identifier": "1.2.156.3005.2.x", **data}, files={"none": ("", b"")})
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["extensions"]["code"], error["extensions"]["field"]) == (400, code, ["purpose"])
    assert await api.count("Attestation") == before


async def test_where_nobody_runs_the_register_nothing_is_attested(api: Office, door: httpx.AsyncClient) -> None:
    backend = api.service.backend
    before = await api.count("Attestation")
    object.__setattr__(backend, "registrar", "11340200MB0000000X")
    try:
        answer = await door.post(
            "/receipts", data={"purpose": PURPOSE, "identifier": "1.2.156.3005.2.x"}, files={"n": ("", b"")}
        )
    finally:
        object.__setattr__(backend, "registrar", office.CIVIL)
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["extensions"]["code"]) == (409, "NO_REGISTRAR")
    assert await api.count("Attestation") == before


@pytest.mark.parametrize("typed", [ALICE, "陈一凡", "J340200-2026-000001"])
async def test_what_could_be_a_persons_number_or_name_is_not_kept_as_an_identifier(
    api: Office, door: httpx.AsyncClient, typed: str
) -> None:
    before = await api.count("Attestation")
    answer = await door.post("/receipts", data={"purpose": PURPOSE, "identifier": typed}, files={"none": ("", b"")})
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["extensions"]["field"]) == (400, ["identifier"])
    assert error["extensions"]["code"].startswith("IDENTIFIER_")
    assert await api.count("Attestation") == before


async def test_a_browser_is_shown_that_a_receipt_is_no_licence(door: httpx.AsyncClient, api: Office) -> None:
    made = await receipt(door, await api.sealed())
    shown = await door.post("/verify", files={"file": ("receipt.pdf", made.content)}, headers={"accept": "text/html"})
    assert shown.status_code == 200
    assert "真实的核验回执，不是证照" in shown.text
    changed = made.content[:-200] + b"%" + made.content[-200:]
    shown = await door.post("/verify", files={"file": ("receipt.pdf", changed)}, headers={"accept": "text/html"})
    assert "真实的核验回执，不是证照" not in shown.text
