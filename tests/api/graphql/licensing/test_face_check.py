"""Face checks through the schema: one code and nothing else, as printed, and few guesses."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders.office import BOB, CIVIL, Office, who

from api.identity.throttle import Guesses
from api.process.logging import configure
from graph.codes.identifier import build_identifier
from graph.errors import LimitExceeded
from graph.words.people import Role

ASKED = """summary reason { zh en } identifier demonstration restsOn faceCheck
  questions { code answer reason { zh en } evidence { name value } }"""
VERIFY = "query ($input: VerifyInput!, $at: Date) { verifyLicense(input: $input, at: $at) { " + ASKED + " } }"
RIGHT = {"KZ_XM": "陈一凡", "KZ_DJRQ": "2026-03-01"}
WRONG = RIGHT | {"KZ_XM": "陈二凡"}


@pytest.fixture
def api(api: Office) -> Office:
    """The office of the module, with counts of this test's own."""
    backend = replace(api.service.backend, face_checks=Guesses(most_together=12))
    return replace(api, service=replace(api.service, backend=backend))


def given(known: str, face: dict[str, str]) -> dict[str, Any]:
    return {"face": {"identifier": known, "face": [{"key": key, "value": value} for key, value in face.items()]}}


async def check(api: Office, known: str, face: dict[str, str], **asked: Any) -> Any:
    return (await api.ask(VERIFY, **asked, input=given(known, face)))["verifyLicense"]


async def test_a_face_is_right_as_it_is_printed(api: Office) -> None:
    known = await api.identifier()
    printed = {
        "姓 名：": "陈 一凡",
        "登记日期": "2026年03月01日",
        "编号：": "Ｊ340200-2026-000001",
        "证照名称": "结婚登记证明",
        "颁发机构": "民政局",
        "颁发日期": "2026年03月02日",
        "有效期": "2026年03月02日 至 长期",
        "持证主体": "陈一凡",
        "电子证照标识": known.lower(),
    }
    for typed in (known, known.lower(), known.removeprefix("1.2.156.3005.2."), f" {known.replace('.', '．')} "):
        verdict = await check(api, typed, printed)
        assert (verdict["faceCheck"], verdict["summary"], verdict["identifier"]) == ("VALID", "GENUINE", known)
    for key, value in printed.items():
        verdict = await check(api, known, printed | {key: value[:-1]}, identity=who(f"u{key}", Role.RELYING_PARTY))
        assert (verdict["faceCheck"], verdict["summary"]) == ("PARTLY_WRONG", "NOT_GENUINE"), key


async def test_nothing_beside_the_code_tells_anything(api: Office) -> None:
    known = await api.identifier()
    below = {json.dumps(await check(api, known, {"KZ_XM": name})) for name in ("陈一凡", "陈二凡", "x")}
    wrong = [WRONG, {"KZ_XM": "x", "KZ_DJRQ": "y"}, RIGHT | {"没有这一项": "1"}]
    above = {json.dumps(await check(api, known, face)) for face in wrong}
    assert (len(below), len(above)) == (1, 1)
    assert "TOO_LITTLE" in next(iter(below))
    assert "GENUINE" not in next(iter(above)).replace("NOT_GENUINE", "")
    for answer in below | above:
        assert {reply["answer"] for reply in json.loads(answer)["questions"]} == {"NOT_ASKED"}


@pytest.mark.parametrize("face", [RIGHT, WRONG, {"KZ_XM": "陈一凡"}, {"KZ_XM": "x"}])
async def test_whatever_is_typed_the_same_is_read(api: Office, counted: list[str], face: dict[str, str]) -> None:
    known = await api.identifier()
    await check(api, known, face)
    assert len(counted) == 1


async def test_the_same_field_by_code_and_by_label_has_to_be_right_both_times(api: Office) -> None:
    known = await api.identifier()
    assert (await check(api, known, RIGHT | {"姓名": "陈一凡"}))["faceCheck"] == "VALID"
    assert (await check(api, known, RIGHT | {"姓名": "陈二凡"}))["faceCheck"] == "PARTLY_WRONG"
    twice = given(known, RIGHT)
    twice["face"]["face"].append({"key": "KZ_XM", "value": "陈二凡"})
    assert (await api.ask(VERIFY, input=twice))["verifyLicense"]["faceCheck"] == "PARTLY_WRONG"


async def test_five_wrong_guesses_at_a_licence_are_enough_and_then_a_right_one_is_refused_unread(
    api: Office, counted: list[str], tmp_path: Path
) -> None:
    known = await api.identifier()
    for _ in range(5):
        assert (await check(api, known, WRONG))["faceCheck"] == "PARTLY_WRONG"
    log = configure(tmp_path, terminal=False)
    refusal = await api.refused(VERIFY, input=given(f" {known.lower()}", RIGHT))
    assert isinstance(refusal, LimitExceeded)
    assert (refusal.code, refusal.extra) == ("TOO_MANY_ATTEMPTS", {"retryAfter": "2026-03-02T11:00:00+08:00"})
    assert counted == [], "refused before anything is read"
    (line,) = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert (line["event"], line["identifier"], line["asker"]) == ("face_check_refused", known, "public")
    assert "陈" not in str(line)
    assert (await check(api, await api.identifier(BOB), RIGHT))["faceCheck"] == "PARTLY_WRONG"


async def test_aliases_of_one_request_count_each(api: Office) -> None:
    known = await api.identifier()
    names = [f"a{number}" for number in range(9)]
    asked = " ".join(f"{name}: verifyLicense(input: $input) {{ faceCheck }}" for name in names)
    answer = await api.execute(f"query ($input: VerifyInput!) {{ {asked} }}", input=given(known, WRONG))
    assert answer.errors
    assert {getattr(error.original_error, "code", None) for error in answer.errors} == {"TOO_MANY_ATTEMPTS"}
    assert await _bounded(api, known)


async def _bounded(api: Office, known: str, **asked: Any) -> bool:
    answer = await api.execute(VERIFY, **asked, input=given(known, RIGHT))
    return bool(answer.errors)


async def test_a_relying_party_is_never_locked_out_by_others(api: Office) -> None:
    known = await api.identifier()
    mine, other = who("party-1", Role.RELYING_PARTY, CIVIL), who("party-2", Role.RELYING_PARTY, CIVIL)
    for _ in range(5):
        await check(api, known, WRONG)
        await check(api, known, WRONG, identity=other)
    assert await _bounded(api, known)
    assert await _bounded(api, known, identity=other)
    assert not await _bounded(api, known, identity=mine)


async def test_guesses_at_licences_that_do_not_exist_use_up_what_unknown_askers_have_together(api: Office) -> None:
    known = await api.identifier()
    kind, issuer = known.split(".")[5:7]
    for number in range(12):
        other = build_identifier(kind, issuer, f"N{number}").text
        assert (await check(api, other, RIGHT))["faceCheck"] == "NO_SUCH_LICENSE"
    assert await _bounded(api, known)
    assert not await _bounded(api, known, identity=who("party-1", Role.RELYING_PARTY))


async def test_too_little_and_a_mistyped_identifier_are_no_guesses(api: Office) -> None:
    known = await api.identifier()
    for _ in range(20):
        assert (await check(api, known, {"KZ_XM": "x"}))["faceCheck"] == "TOO_LITTLE"
        assert (await check(api, known[:-1], RIGHT))["faceCheck"] == "PARAMETER_MISSING"
    assert not await _bounded(api, known)
