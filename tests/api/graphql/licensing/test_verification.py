"""Verification through the schema: what the register knows, files, QR codes, face data; a forgery is an answer."""

from __future__ import annotations

import io
from typing import Any, LiteralString

import pytest
from builders import office
from builders.office import ALICE, BOB, HOLDER_A, Office, answered, who
from starlette.datastructures import UploadFile

from graph.codes.identifier import build_identifier
from graph.errors import LimitExceeded, Malformed
from graph.store.sealed_keys import Key
from licenses.proof.confinement import examiners
from licenses.proof.known_files import KnownFiles

VERIFY = """query ($input: VerifyInput!, $at: Date) { verifyLicense(input: $input, at: $at) {
  summary reason { zh en } identifier digest demonstration restsOn faceCheck at
  questions { code answer reason { zh en } evidence { name value } } } }"""
LOOK_UP = "query ($i: String!) { license(identifier: $i) { id } }"
CHANGE = """mutation ($input: ChangeLicenseInput!) { changeLicense(input: $input) {
  license { state } errors { code } } }"""


async def verify(api: Office, at: str | None = None, **given: Any) -> Any:
    return (await api.ask(VERIFY, input=given, at=at))["verifyLicense"]


def upload(content: bytes) -> UploadFile:
    return UploadFile(io.BytesIO(content), filename="licence.pdf")


def answers(verdict: Any) -> dict[str, str]:
    return {question["code"]: question["answer"] for question in verdict["questions"]}


async def test_a_file_as_issued_is_genuine_in_every_question(api: Office) -> None:
    verdict = await verify(api, file=upload(await api.sealed()))
    assert verdict["summary"] == "GENUINE", verdict
    assert set(answers(verdict).values()) == {"YES"}
    assert len(verdict["questions"]) == 13
    assert verdict["restsOn"] == ["FILE", "TRUST_BUNDLE", "REGISTER"]
    assert (verdict["identifier"], verdict["demonstration"]) == (await api.identifier(), True)
    assert verdict["at"].startswith("2026-03-02T")


async def test_a_changed_file_is_a_forgery_and_no_error(api: Office) -> None:
    content = bytearray(await api.sealed())
    content[content.index(b"stream") + 20] ^= 1
    verdict = await verify(api, file=upload(bytes(content)))
    assert verdict["summary"] == "NOT_GENUINE"
    assert answers(verdict)["INTACT"] == "NO"


async def test_what_is_no_licence_is_answered(api: Office) -> None:
    verdict = await verify(api, file=upload(b"hello"))
    assert verdict["summary"] == "UNDECIDED"
    assert answers(verdict)["READABLE"] == "NO"


async def test_an_identifier_is_answered_from_the_register(api: Office) -> None:
    verdict = await verify(api, identifier=await api.identifier())
    found = answers(verdict)
    assert (found["REGISTERED"], found["IN_FORCE"], found["INTACT"]) == ("YES", "YES", "NOT_ASKED")
    assert "陈一凡" not in str(verdict), "a verdict never names the holder"


@pytest.mark.parametrize("text", ["", "1.2.3", "x" * 300, "💥"])
async def test_what_is_no_identifier_is_answered_as_such(api: Office, text: str) -> None:
    verdict = await verify(api, identifier=text)
    found = answers(verdict)
    assert found["IDENTIFIER_WELLFORMED"] == "NO"
    assert found["REGISTERED"] != "YES"


async def test_a_wrong_check_character_is_named_in_the_answer_and_by_the_look_up(api: Office) -> None:
    right = await api.identifier()
    wrong = right[:-1] + ("0" if right[-1] != "0" else "1")
    verdict = await verify(api, identifier=wrong)
    assert (verdict["summary"], answers(verdict)["IDENTIFIER_WELLFORMED"]) == ("UNDECIDED", "NO")
    assert "请核对输入的标识" in verdict["reason"]["zh"]
    assert right[-1] in verdict["reason"]["zh"]
    refusal = await api.refused(LOOK_UP, i=wrong)
    assert isinstance(refusal, Malformed)
    assert (refusal.code, refusal.path) == ("IDENTIFIER_CHECK_DIGIT", ("identifier",))
    assert "请核对输入的标识" in refusal.message.zh
    assert refusal.value is not None
    assert wrong.startswith(refusal.value.rstrip("…"))
    assert refusal.rules == ("GB-36904",)


async def test_a_certificate_number_is_told_from_an_identifier_whether_it_exists_or_not(api: Office) -> None:
    said = []
    for number in ("J340200-2026-000001", "J340200-2026-999999"):
        verdict = await verify(api, identifier=number)
        assert verdict["summary"] == "UNDECIDED"
        said.append(str(verdict).replace(number, "…"))
        refusal = await api.refused(LOOK_UP, i=number)
        assert refusal.code == "IDENTIFIER_IS_NUMBER"
    assert said[0] == said[1]
    assert "这是证照编号，不是电子证照标识" in said[0]


async def test_a_right_identifier_that_nobody_has_is_no_licence(api: Office) -> None:
    known = await api.identifier()
    kind, issuer = known.split(".")[5:7]
    other = build_identifier(kind, issuer, "NONE").text
    verdict = await verify(api, identifier=other)
    assert (verdict["summary"], verdict["reason"]["zh"][:10]) == ("NOT_GENUINE", "【演示】没有该证照：")
    assert (await api.ask(LOOK_UP, i=other))["license"] is None


async def test_an_identifier_of_900_000_letters_is_not_said_again(api: Office) -> None:
    verdict = await verify(api, identifier="9" * 900_000)
    assert verdict["summary"] == "UNDECIDED"
    assert len(str(verdict)) < 10_000
    assert len(str(await api.refused(LOOK_UP, i="9" * 900_000))) < 1_000


@pytest.mark.parametrize("known_by", [str.lower, lambda text: text.removeprefix("1.2.156.3005.2."), " {}　".format])
async def test_every_door_reads_an_identifier_as_it_was_typed(api: Office, known_by: Any) -> None:
    known = await api.identifier()
    typed = known_by(known)
    assert (await verify(api, identifier=typed))["identifier"] == known
    assert (await api.ask(LOOK_UP, HOLDER_A, i=typed))["license"] is not None


@pytest.mark.parametrize(
    "address",
    [
        f"{office.PUBLIC_URL}/v/{{}}",
        "http://127.0.0.1:8000/v/{}",
        "https://a.city.ten.years.ago.example/licences/v/{}/?from=wechat#top",
        "HTTPS://licenses.example/v/{}?utm=1 ",
        "ｈｔｔｐｓ：／／licenses.example／v／{}",
    ],
)
async def test_a_qr_code_is_ours_by_its_path_and_identifier_whatever_host_it_names(api: Office, address: str) -> None:
    known = await api.identifier()
    bare = known.removeprefix("1.2.156.3005.2.")
    for written in (known, known.lower(), known.replace(".", "%2E"), bare):
        verdict = await verify(api, qr=address.format(written))
        assert (verdict["identifier"], answers(verdict)["REGISTERED"]) == (known, "YES")
        assert "example" not in str(verdict)


async def test_any_other_qr_code_is_foreign(api: Office) -> None:
    known = await api.identifier()
    wrong = known[:-1] + ("0" if known[-1] != "0" else "1")
    for foreign in (
        "https://evil.example/v/1",
        f"{office.PUBLIC_URL}/v/",
        f"{office.PUBLIC_URL}/v/{wrong}",
        f"{office.PUBLIC_URL}/w/{known}",
        f"{office.PUBLIC_URL}/v/{known}/more",
        f"{office.PUBLIC_URL}/?to=/v/{known}",
        f"https://[{office.PUBLIC_URL}/v/{known}",
        f"https://licenses.example/{'a/' * 2_000}v/{known}",
        known,
        "",
    ):
        refusal = await api.refused(VERIFY, input={"qr": foreign})
        assert isinstance(refusal, Malformed)
        assert (refusal.code, refusal.path, refusal.value) == ("FOREIGN_QR", ("input", "qr"), foreign[:200])


@pytest.mark.parametrize(
    ("face", "answer"),
    [
        ({"KZ_XM": "陈一凡", "KZ_DJRQ": "2026-03-01"}, "VALID"),
        ({"KZ_XM": "陈一凡"}, "TOO_LITTLE"),
        ({"KZ_XM": "陈二凡", "KZ_DJRQ": "2026-03-01"}, "PARTLY_WRONG"),
        ({}, "PARAMETER_MISSING"),
    ],
)
async def test_face_data_are_answered_with_one_of_eight_words(api: Office, face: dict[str, str], answer: str) -> None:
    given = {
        "identifier": await api.identifier(),
        "face": [{"key": key, "value": value} for key, value in face.items()],
    }
    assert (await verify(api, face=given))["faceCheck"] == answer


@pytest.mark.parametrize("asked", ["face", "identifier", "file"])
async def test_whatever_is_verified_the_register_is_read_once(api: Office, counted: list[str], asked: str) -> None:
    known = await api.identifier()
    face = [{"key": "KZ_XM", "value": "陈一凡"}, {"key": "KZ_DJRQ", "value": "2026-03-01"}]
    given: dict[str, Any] = {
        "face": {"identifier": known, "face": face},
        "identifier": known,
        "file": upload(await api.sealed()),
    }
    assert (await verify(api, **{asked: given[asked]}))["summary"] == "GENUINE"
    assert len(counted) == 1


async def test_an_empty_file_is_none(api: Office) -> None:
    assert (await api.refused(VERIFY, input={"file": upload(b"")})).code == "FILE_MISSING"


async def test_a_file_written_into_a_variable_is_refused_with_a_hint(api: Office) -> None:
    refusal = await api.refused(VERIFY, input={"file": "text"})
    assert isinstance(refusal, Malformed)
    assert (refusal.code, refusal.path) == ("FILE_MISSING", ("input", "file"))


async def test_an_oversize_file_is_refused(api: Office) -> None:
    most = api.service.backend.max_upload_bytes
    refusal = await api.refused(VERIFY, input={"file": upload(b"0" * (most + 1))})
    assert isinstance(refusal, LimitExceeded)
    assert (refusal.code, refusal.path, refusal.limit) == ("FILE_TOO_LARGE", ("input", "file"), f"{most} bytes")


async def test_the_state_of_a_licence_is_in_the_verdict_through_its_life(api: Office) -> None:
    licence, file = api.license(BOB), await api.sealed(BOB)

    async def changed(wanted: str) -> None:
        given = {"license": licence, "change": wanted, "reason": "核查"}
        assert "state" in answered(await api.ask(CHANGE, who("issuer"), input=given))

    assert (await verify(api, file=upload(file)))["summary"] == "GENUINE"
    await changed("SUSPEND")
    suspended = await verify(api, file=upload(file))
    assert (suspended["summary"], answers(suspended)["IN_FORCE"]) == ("NOT_IN_FORCE", "NO")
    assert suspended["reason"]["zh"]
    assert suspended["reason"]["en"]
    await changed("RESUME")
    assert (await verify(api, file=upload(file)))["summary"] == "GENUINE"

    placed = office.order(
        BOB, "J340200-2026-000002", replaces=await api.identifier(BOB), change_reason="姓名更正", valid_until=None
    )
    renewed = await office.issue_sealed(api.service.backend.workshop, placed, "B0002", str(api.service.settings.home))
    row = await api.store.read("MATCH (l:License {id: $id}) RETURN [l.identifier, l.digest, l.version]", id=renewed)
    assert row[2] == 2
    old = await verify(api, file=upload(file))
    assert (old["summary"], answers(old)["IN_FORCE"], answers(old)["AS_ISSUED"]) == ("NOT_IN_FORCE", "NO", "YES")
    new = await verify(api, file=upload(await api.service.backend.workshop.file(row[1])))
    assert (new["summary"], new["identifier"]) == ("GENUINE", row[0])


async def test_an_open_objection_is_a_notice_beside_the_verdict(api: Office) -> None:
    given = {"on": {"license": api.license(ALICE)}, "ground": "ACCURACY", "words": "姓名有误"}
    mutation = """mutation ($input: RaiseObjectionInput!) { raiseObjection(input: $input) {
      objection { id } errors { code } } }"""
    raised = answered(await api.ask(mutation, HOLDER_A, input=given))
    verdict = await verify(api, file=upload(await api.sealed()))
    assert (verdict["summary"], answers(verdict)["UNCONTESTED"]) == ("GENUINE", "NO")
    await api.ask(
        "mutation ($input: ResolveObjectionInput!) { resolveObjection(input: $input) { objection { id } } }",
        who("officer"),
        input={"objection": raised["id"], "outcome": "EXPLAINED", "words": "无误"},
    )
    assert answers(await verify(api, file=upload(await api.sealed())))["UNCONTESTED"] == "YES"


CHANGES: tuple[LiteralString, ...] = (
    "MATCH (l:License {identifier: $it}) SET l.state = 'SUSPENDED'",
    "MATCH (:LicenseType)-[e:ISSUABLE_BY]->(:Department) SET e.validFrom = date('2026-03-02')",
    "MATCH (f:FileDigest)-[:OF]->(l:License {identifier: $it}) SET f.kind = 'EARLIER_VERSION', f.version = '001'",
    "MATCH (l:License {identifier: $it}) CREATE (:Objection {id: 'doubt', open: true})-[:ON]->(l)",
)
"""What the register may come to say otherwise of a licence."""


async def test_a_known_file_is_judged_again_whenever_the_register_says_anything_else(
    api: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, it = await api.sealed(), await api.identifier()
    decrypt, decrypted = Key.decrypt, list[str]()

    def noted(self: Key, ciphertext: str, column: str) -> str:
        decrypted.append(column)
        return decrypt(self, ciphertext, column)

    monkeypatch.setattr(Key, "decrypt", noted)
    monkeypatch.setattr(examiners, "_FILES", KnownFiles())

    async def told(at: str | None = None, *, anew: bool) -> Any:
        decrypted.clear()
        verdict = await verify(api, at, file=upload(file))
        assert bool(decrypted) is anew
        return verdict

    before = await told(anew=True)
    for change in CHANGES:
        assert await told(anew=False) == before
        await api.store.write(lambda unit, text=change: unit.run(text, it=it))  # type: ignore[misc]
        after = await told(anew=True)
        monkeypatch.setattr(examiners, "_FILES", KnownFiles())
        assert await told(anew=True) == after
        assert after["questions"] != before["questions"], change
        before = after
    assert (await told("2026-02-01", anew=True))["questions"] != before["questions"]
    assert await told(anew=True) == before
