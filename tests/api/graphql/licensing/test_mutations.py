"""Licences through the schema: issued, changed, replaced, and every order that is refused without a trace."""

from __future__ import annotations

import base64
import io
import pickle
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, LiteralString

import pypdfium2
import pytest
from builders import drafted, office
from builders.city import uscc
from builders.office import (
    ALICE,
    BOB,
    CIVIL,
    DISABILITY,
    HEALTH,
    HOLDER_A,
    MARRIAGE,
    SHOP,
    UNBOUND,
    Office,
    answered,
    citizen,
    who,
)
from builders.rare_letters import drawing_with
from PIL import Image

from api.identity.authenticator import PUBLIC, Identity
from graph.codes.identifier import build_identifier
from graph.errors import Malformed, Text
from graph.refusal_codes import Code
from graph.words.people import Role

ISSUER = who("issuer")

CHANGE = """mutation ($input: ChangeLicenseInput!) { changeLicense(input: $input) {
  license { __typename id state status changeReason } errors { __typename code path value rules { id } } } }"""


order = drafted.data


def photo(size: tuple[int, int] = (295, 413), kind: str = "JPEG") -> str:
    drawn = io.BytesIO()
    Image.new("RGB", size, "#c0c0c0").save(drawn, kind)
    return base64.b64encode(drawn.getvalue()).decode()


async def issue(api: Office, given: dict[str, Any], identity: Identity | None = None) -> Any:
    return await drafted.issued(api, given, identity)


async def change(api: Office, licence: str, wanted: str, reason: str = "经核查", identity: Identity = ISSUER) -> Any:
    given = {"license": licence, "change": wanted, "reason": reason}
    return answered(await api.ask(CHANGE, identity, input=given))


def archived(api: Office) -> set[Path]:
    return set(api.service.settings.archive.rglob("*.pdf"))


async def test_an_issued_licence_is_shown_through_the_lens_of_licences(api: Office) -> None:
    shown = await issue(api, order("N-1"))
    assert shown["__typename"] == "License", shown
    assert (shown["number"], shown["version"], shown["state"], shown["status"]) == ("N-1", 1, "IN_FORCE", "IN_FORCE")
    assert (shown["type"], shown["issuer"], shown["validUntil"]) == ({"code": MARRIAGE}, {"code": CIVIL}, None)
    assert shown["holders"] == [{"name": office.NAMES[ALICE], "code": ALICE}]
    assert shown["face"] == [{"key": "KZ_XM", "value": "陈一凡"}, {"key": "KZ_DJRQ", "value": "2026-03-01"}]
    content = await api.service.backend.workshop.file(shown["digest"])
    assert (len(content), content[:5]) == (shown["size"], b"%PDF-")
    assert shown["fileUrl"] == f"{office.PUBLIC_URL}/licenses/{shown['identifier']}.pdf"
    journal = await api.store.read(
        "MATCH (j:Journal {act: 'ISSUE_LICENSE', about: $id}) RETURN [j.subject, j.role, j.rules]",
        id=(await api.store.read("MATCH (l:License {identifier: $it}) RETURN l.id", it=shown["identifier"])),
    )
    assert journal == ["issuer", "STAFF", ["WHL-9"]]


async def test_names_and_codes_are_stored_encrypted(api: Office) -> None:
    await issue(api, order("N-2"))
    stored = await api.store.read("MATCH (h:Holder) RETURN collect([h.nameCipher, h.codeCipher, h.codeHash])")
    faces = await api.store.read("MATCH (l:License) RETURN collect([l.faceCipher, l.holderHashes])")
    assert "陈一凡" not in repr(stored + faces)
    assert ALICE not in repr(stored + faces)


async def test_a_photo_comes_as_base64_text_or_as_a_file(api: Office) -> None:
    shown = await issue(api, order("N-3", type=DISABILITY, photoBase64=photo()))
    assert shown["__typename"] == "License", shown


async def test_a_name_that_no_font_has_is_issued_as_soon_as_its_picture_is_registered(
    api: Office, tmp_path: Path
) -> None:
    given = order(
        "N-30",
        holders=[{"name": "陈𰻞", "code": citizen(55), "codeType": "111"}],
        face=[{"key": "KZ_XM", "value": "陈𰻞"}, {"key": "KZ_DJRQ", "value": "2026-03-01"}],
    )
    refused = await issue(api, given)
    assert (refused["code"], refused["path"], refused["value"]) == ("MISSING_GLYPH", ["face", "KZ_XM"], "𰻞")
    (tmp_path / "U+30EDE.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><path d="M10 10H90V90H10Z"/></svg>'
    )
    with drawing_with(registered=tmp_path):
        shown = await issue(api, given)
    assert shown["__typename"] == "License", shown
    content = await api.service.backend.workshop.file(shown["digest"])
    assert "陈𰻞" in pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range()


async def test_the_same_key_gives_the_same_licence_and_another_order_under_it_is_refused(api: Office) -> None:
    first = await issue(api, order("N-4", idempotencyKey="key-4"))
    files, counted = archived(api), await api.count("License", "Journal", "FileDigest")
    assert await issue(api, order("N-4", idempotencyKey="key-4")) == first
    assert (archived(api), await api.count("License", "Journal", "FileDigest")) == (files, counted)
    refused = await issue(api, order("N-5", idempotencyKey="key-4"))
    assert (refused["__typename"], refused["code"], refused["path"]) == (
        "Conflict",
        "IDEMPOTENCY_KEY_REUSED",
        ["idempotencyKey"],
    )
    other = await issue(api, order("N-6", idempotencyKey="key-4", issuer=HEALTH, type=SHOP), who("issuer-health"))
    assert other["code"] == "NOT_ENTITLED", "keys of different people never meet"


ENDED: Mapping[str, LiteralString] = {
    "Post": "MATCH (x:Post {id: $id}) SET x.validUntil = CASE WHEN $day IS NULL THEN null ELSE date($day) END",
    "Department": "MATCH (x:Department {id: $id}) "
    "SET x.validUntil = CASE WHEN $day IS NULL THEN null ELSE date($day) END",
}


@asynccontextmanager
async def ended(api: Office, label: str, identity: str) -> AsyncIterator[None]:
    """As if a post or a department had ended on the day of the request."""

    async def until(day: str | None) -> None:
        await api.store.write(lambda unit: unit.run(ENDED[label], id=identity, day=day))

    await until(office.TODAY.isoformat())
    yield
    await until(None)


async def test_whose_post_has_ended_is_told_that_there_is_no_such_licence_when_he_asks_again(api: Office) -> None:
    given = order("N-71", idempotencyKey="key-7")
    first = await issue(api, given)
    async with ended(api, "Post", "issuer-1"):
        again = await issue(api, given)
    assert (again["__typename"], again["code"]) == ("NotFound", "LICENSE_NOT_FOUND")
    assert await issue(api, given) == first


async def test_nobody_issues_in_the_name_of_a_department_that_no_longer_exists(api: Office) -> None:
    async with ended(api, "Department", CIVIL):
        refused = await issue(api, order("N-81"))
    assert (refused["__typename"], refused["code"]) == ("Conflict", "DEPARTMENT_ENDED")
    assert (refused["path"], refused["value"]) == (["issuer"], CIVIL)
    assert [each["id"] for each in refused["rules"]] == ["WHL-8"]
    assert (await issue(api, order("N-81")))["__typename"] == "License"


async def test_a_number_that_is_in_force_is_not_issued_twice(api: Office) -> None:
    first = await issue(api, order("N-7"))
    before = await api.count("License", "Holder", "FileDigest", "Journal")
    again = await issue(api, order("N-7", BOB))
    assert (again["__typename"], again["code"], again["path"], again["value"]) == (
        "Conflict",
        "LICENSE_EXISTS",
        ["number"],
        "N-7",
    )
    assert await api.count("License", "Holder", "FileDigest", "Journal") == before
    assert (await change(api, first["id"], "CANCEL"))["state"] == "CANCELLED"
    assert (await issue(api, order("N-7", BOB)))["__typename"] == "License"


async def test_a_licence_lives_through_suspension_resumption_and_cancellation(api: Office) -> None:
    licence = (await issue(api, order("N-8")))["id"]
    assert (await change(api, licence, "RESUME"))["code"] == "NO_SUCH_MOVE"
    suspended = await change(api, licence, "SUSPEND", "信息待核")
    assert (suspended["state"], suspended["status"], suspended["changeReason"]) == (
        "SUSPENDED",
        "SUSPENDED",
        "信息待核",
    )
    assert (await change(api, licence, "SUSPEND"))["value"] == "SUSPENDED"
    assert (await change(api, licence, "RESUME"))["state"] == "IN_FORCE"
    assert (await change(api, licence, "CANCEL"))["state"] == "CANCELLED"
    refused = await change(api, licence, "RESUME")
    assert (refused["__typename"], refused["code"], refused["path"], refused["value"], refused["rules"]) == (
        "Conflict",
        "NO_SUCH_MOVE",
        ["license"],
        "CANCELLED",
        [{"id": "WHL-9"}],
    )


@pytest.mark.parametrize(
    ("identity", "reason", "kind", "code"),
    [
        (who("issuer"), "  ", "MalformedInput", "WORDS_REQUIRED"),
        (who("issuer"), "长" * 2001, "LimitExceeded", "WORDS_TOO_LONG"),
        (who("officer"), "原因", "Forbidden", "ANOTHER_POST"),
        (who("authority"), "原因", "Forbidden", "ANOTHER_POST"),
        (HOLDER_A, "原因", "Forbidden", "ANOTHER_POST"),
        (who("issuer-health"), "原因", "NotFound", "LICENSE_NOT_FOUND"),
        (PUBLIC, "原因", "NotFound", "LICENSE_NOT_FOUND"),
        (who("admin", Role.ADMIN), "原因", "Forbidden", "ANOTHER_POST"),
    ],
)
async def test_only_the_issuer_with_a_reason_changes_a_licence(
    api: Office, identity: Identity, reason: str, kind: str, code: str
) -> None:
    refused = await change(api, api.license(ALICE), "SUSPEND", reason, identity)
    assert (refused["__typename"], refused["code"]) == (kind, code)


@pytest.mark.parametrize(
    ("licence", "code"), [("nonsense", "MALFORMED_ID"), (office.gid("Resource", "1"), "WRONG_KIND")]
)
async def test_a_change_needs_the_id_of_a_licence(api: Office, licence: str, code: str) -> None:
    refused = await change(api, licence, "SUSPEND")
    assert (refused["__typename"], refused["code"], refused["path"]) == ("MalformedInput", code, ["license"])


async def test_a_replaced_licence_is_never_in_force_again(api: Office) -> None:
    first = await issue(api, order("N-9"))
    second = await issue(api, order("N-9", replaces=first["identifier"], changeReason="姓名更正"))
    assert (second["version"], second["state"], second["replaces"]["identifier"]) == (
        2,
        "IN_FORCE",
        first["identifier"],
    )
    data = await api.ask(
        "query ($i: String!) { license(identifier: $i) { state status replacedBy { identifier } } }",
        who("issuer"),
        i=first["identifier"],
    )
    assert data["license"] == {
        "state": "REPLACED",
        "status": "REPLACED",
        "replacedBy": {"identifier": second["identifier"]},
    }
    assert (await change(api, first["id"], "RESUME"))["code"] == "NO_SUCH_MOVE"
    again = await issue(api, order("N-9", replaces=first["identifier"]))
    assert (again["code"], again["path"], again["value"]) == ("NOT_REPLACEABLE", ["replaces"], "REPLACED")


WRONG_CHECK = ALICE[:-1] + ("0" if ALICE[-1] != "0" else "1")
LARGE = base64.b64encode(b"\xff\xd8" + b"0" * 60_000).decode()
REFUSED: list[tuple[str, dict[str, Any], str, tuple[str, str, list[str] | None, str | None, str | None]]] = [
    ("unknown type", {"type": f"{office.MINISTRY}999"}, "officer",
        ("MalformedInput", "UNKNOWN_TYPE", ["type"], f"{office.MINISTRY}999", "WHL-8")),
    ("unknown issuer", {"issuer": uscc(88)}, "officer",
        ("MalformedInput", "UNKNOWN_DEPARTMENT", ["issuer"], uscc(88), None)),
    ("wrong check character", {"holders": [{"name": "陈一凡", "code": WRONG_CHECK, "codeType": "111"}]}, "officer",
        ("MalformedInput", "CITIZEN_ID_CHECK_DIGIT", ["holders", "0", "code"], None, "GB-11643")),
    ("unknown kind of code", {"holders": [{"name": "陈一凡", "code": "1", "codeType": "777"}]}, "officer",
        ("MalformedInput", "UNKNOWN_CODE_TYPE", ["holders", "0", "codeType"], "777", "GB-36903")),
    ("no holder", {"holders": []}, "officer",
        ("MalformedInput", "HOLDER_MISSING", ["holders"], None, "WHL-3")),
    ("nameless holder", {"holders": [{"name": " ", "code": ALICE, "codeType": "111"}]}, "officer",
        ("MalformedInput", "HOLDER_MISSING", ["holders", "0", "name"], None, "WHL-3")),
    ("another name for a known code", {
        "holders": [{"name": "李二宁", "code": ALICE, "codeType": "111"}],
        "face": [{"key": "KZ_XM", "value": "李二宁"}, {"key": "KZ_DJRQ", "value": "2026-03-01"}]}, "officer",
        ("Conflict", "HOLDER_NAMED_OTHERWISE", ["holders", "0", "name"], "李二宁", "WHL-10")),
    ("a former name of nobody", {
        "holders": [{"name": "陈一帆", "code": citizen(56), "codeType": "111", "formerName": "陈二凡"}],
        "face": [{"key": "KZ_XM", "value": "陈一帆"}, {"key": "KZ_DJRQ", "value": "2026-03-01"}]}, "officer",
        ("Conflict", "HOLDER_NAMED_OTHERWISE", ["holders", "0", "formerName"], "陈二凡", "WHL-10")),
    ("a former kind of nobody", {"holders": [
        {"name": "陈一凡", "code": "E12345678", "codeType": "414", "formerCodeType": "999"}]},
        "officer", ("Conflict", "HOLDER_NAMED_OTHERWISE", ["holders", "0", "formerCodeType"], "999", "WHL-10")),
    ("a hyphen in a passport's number", {"holders": [{"name": "陈一凡", "code": "E-1234", "codeType": "414"}]},
        "officer", ("MalformedInput", "CODE_CHARACTERS", ["holders", "0", "code"], "E*****", "GB-36903")),
    ("organisation for a person's type", {
        "holders": [{"name": "某公司", "code": uscc(9), "codeType": "001"}],
        "face": [{"key": "KZ_XM", "value": "某公司"}, {"key": "KZ_DJRQ", "value": "2026-03-01"}]}, "officer",
        ("MalformedInput", "WRONG_HOLDER_KIND", ["holders", "0"], None, "WHL-3")),
    ("missing number", {"number": " "}, "officer", ("MalformedInput", "NUMBER_REQUIRED", ["number"], "", "GB-36903")),
    ("issued tomorrow", {"issuedOn": "2026-03-03"}, "officer",
        ("MalformedInput", "ISSUED_IN_FUTURE", ["issuedOn"], "2026-03-03", "GB-36903")),
    ("ends before it begins", {"validUntil": "2026-03-01"}, "officer",
        ("MalformedInput", "PERIOD_BACKWARDS", ["validUntil"], "2026-03-01", "GB-36903")),
    ("over before it is issued", {"validFrom": "2020-03-02", "validUntil": "2020-04-01"}, "officer",
        ("MalformedInput", "PERIOD_BACKWARDS", ["validUntil"], "2020-04-01", "GB-36903")),
    ("missing face field", {"face": [{"key": "KZ_XM", "value": "陈一凡"}]}, "officer",
        ("MalformedInput", "FIELD_MISSING", ["face", "KZ_DJRQ"], None, "GB-36903")),
    ("unknown face field", {"face": [
        {"key": "KZ_XM", "value": "陈一凡"}, {"key": "KZ_DJRQ", "value": "2026-03-01"},
        {"key": "KZ_ZZ", "value": "1"}]}, "officer",
        ("MalformedInput", "UNKNOWN_FIELD", ["face", "KZ_ZZ"], "KZ_ZZ", "GB-36903")),
    ("missing glyph in a name", {
        "holders": [{"name": "陈𰻞", "code": citizen(55), "codeType": "111"}],
        "face": [{"key": "KZ_XM", "value": "陈𰻞"}, {"key": "KZ_DJRQ", "value": "2026-03-01"}]}, "officer",
        ("MalformedInput", "MISSING_GLYPH", ["face", "KZ_XM"], "𰻞", "GB-36903")),
    ("too much text", {"face": [{"key": "KZ_XM", "value": "长" * 20_000}, {"key": "KZ_DJRQ", "value": "2026-03-01"}]},
        "officer", ("LimitExceeded", "WORDS_TOO_LONG", ["face", "KZ_XM"], "20000 characters", "GB-36903")),
    ("missing photo", {"type": DISABILITY}, "officer",
        ("MalformedInput", "PHOTO_REQUIRED", ["photo"], None, "GB-36903")),
    ("oversize photo", {"type": DISABILITY, "photoBase64": LARGE}, "officer",
        ("MalformedInput", "PHOTO_TOO_LARGE", ["photo"], "60002", "GB-36903")),
    ("photo that is none", {"type": DISABILITY, "photoBase64": base64.b64encode(b"GIF89a").decode()}, "officer",
        ("MalformedInput", "PHOTO_UNREADABLE", ["photo"], "6 bytes", "GB-36903")),
    ("photo of another shape", {"type": DISABILITY, "photoBase64": photo((413, 413))}, "officer",
        ("MalformedInput", "PHOTO_SHAPE", ["photo"], "413 × 413", "GB-36903")),
    ("photo without need", {"photoBase64": photo()}, "officer",
        ("MalformedInput", "PHOTO_UNWANTED", ["photo"], f"{len(base64.b64decode(photo()))} bytes", "GB-36903")),
    ("a field given twice", {"face": [
        {"key": "KZ_XM", "value": "陈一凡"}, {"key": "KZ_DJRQ", "value": "2026-03-01"},
        {"key": "KZ_XM", "value": "陈一凡"}]}, "officer",
        ("MalformedInput", "FIELD_TWICE", ["face", "KZ_XM"], "KZ_XM", "GB-36903")),
    ("a day that is none", {"face": [
        {"key": "KZ_XM", "value": "陈一凡"}, {"key": "KZ_DJRQ", "value": "昨天"}]}, "officer",
        ("MalformedInput", "NOT_A_DATE", ["face", "KZ_DJRQ"], "昨天", "GB-36903")),
    ("another name for the type", {"typeName": "结婚登记证眀"}, "officer",
        ("MalformedInput", "TYPE_NAME_DIFFERS", ["typeName"], "结婚登记证眀", "GB-36903")),
    ("photo that is no base64", {"type": DISABILITY, "photoBase64": "***"}, "officer",
        ("MalformedInput", "PHOTO_UNREADABLE", ["photoBase64"], None, None)),
    ("photo as text", {"type": DISABILITY, "photo": "text"}, "officer",
        ("MalformedInput", "FILE_MISSING", ["photo"], None, None)),
    ("mistyped predecessor", {"replaces": "1.2.3"}, "officer",
        ("MalformedInput", "IDENTIFIER_ROOT", ["replaces"], "1.2.3", "GB-36904")),
    ("unknown predecessor", {"replaces": build_identifier(MARRIAGE, CIVIL, "NONE").text}, "officer",
        ("NotFound", "LICENSE_NOT_FOUND", ["replaces"], None, None)),
    ("not entitled", {"issuer": HEALTH}, "officer-health",
        ("Forbidden", "NOT_ENTITLED", ["type"], MARRIAGE, "WHL-8")),
    ("not entitled on the day that is printed", {"issuedOn": "2019-12-31", "validFrom": "2020-01-01", "face": [
        {"key": "KZ_XM", "value": "陈一凡"}, {"key": "KZ_DJRQ", "value": "2019-12-31"}]}, "officer",
        ("Forbidden", "NOT_ENTITLED", ["issuedOn"], "2019-12-31", "WHL-8")),
    ("entitled until last year", {"issuer": HEALTH, "type": SHOP}, "officer-health",
        ("Forbidden", "NOT_ENTITLED", ["type"], SHOP, "WHL-8")),
    ("no policy", {"issuer": UNBOUND}, "officer-unbound", ("NoPolicy", "NO_POLICY", ["issuer"], UNBOUND, None)),
    ("wrong post", {}, "issuer", ("Forbidden", "ANOTHER_POST", ["issuer"], None, "WHL-6")),
    ("post of another department", {}, "officer-health", ("Forbidden", "ANOTHER_POST", ["issuer"], None, "WHL-6")),
    ("no post", {}, "nobody", ("Forbidden", "ANOTHER_POST", ["issuer"], None, "WHL-6")),
    ("no usable key", {"idempotencyKey": ""}, "officer",
        ("MalformedInput", "IDEMPOTENCY_KEY", ["idempotencyKey"], None, None)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "subject", "expected"), [case[1:] for case in REFUSED], ids=[c[0] for c in REFUSED]
)
async def test_a_bad_order_is_refused_with_field_value_and_rule_and_leaves_nothing(
    api: Office,
    changes: dict[str, Any],
    subject: str,
    expected: tuple[str, str, list[str] | None, str | None, str | None],
) -> None:
    files, before = archived(api), await api.count("License", "Holder", "FileDigest", "Journal", "Once")
    refused = await drafted.received(api, order(**{"number": "N-99"} | changes), who(subject))
    kind, code, path, value, rule = expected
    assert (refused["__typename"], refused["code"], refused["path"]) == (kind, code, path)
    if value is not None:
        assert refused["value"] == value
    assert rule is None or rule in {each["id"] for each in refused["rules"]}
    assert all(each["words"] for each in refused["rules"])
    assert refused["message"]["zh"]
    assert refused["message"]["en"]
    assert (archived(api), await api.count("License", "Holder", "FileDigest", "Journal", "Once")) == (files, before)


@pytest.mark.parametrize("identity", [PUBLIC, HOLDER_A, who("p", Role.RELYING_PARTY), who("a", Role.ADMIN)])
async def test_nobody_issues_without_a_post(api: Office, identity: Identity) -> None:
    refused = await issue(api, order("N-98"), identity)
    assert (refused["__typename"], refused["code"], refused["path"]) in (
        ("Forbidden", "ANOTHER_POST", ["draft"]),
        ("NotFound", "NOT_FOUND", ["draft"]),
    )


def test_a_refusal_comes_back_whole_from_a_worker_process() -> None:
    raised = Malformed(
        Text("错", "wrong"), code=Code.MISSING_GLYPH, rules=("WHL-9",), path=("face", "KZ_XM"), value="𰻞", limit="1"
    )
    back = pickle.loads(pickle.dumps(raised))
    assert (type(back), back.__dict__) == (type(raised), raised.__dict__)


async def test_a_licence_lives_by_the_policy_under_which_it_was_issued(api: Office) -> None:
    """It is cancelled after that has ended; a new one is issued under none."""
    licence = (await issue(api, order("N-ended")))["id"]
    await api.store.write(
        lambda unit: unit.run(
            "MATCH (l:License {numberHash: $number}) SET l.sealedAt = datetime('2026-01-05T10:00:00+08:00') "
            "WITH l MATCH (:Policy)-[b:BINDS]->(:Department) SET b.validUntil = date('2026-02-01')",
            number=api.service.backend.personal.lookup("N-ended"),
        )
    )
    try:
        refused = await issue(api, order("N-new"))
        assert (refused["code"], [each["id"] for each in refused["rules"]]) == (
            "NO_POLICY",
            ["WH-2", "WHL-2", "WHL-24"],
        )
        assert (await change(api, licence, "CANCEL"))["state"] == "CANCELLED"
    finally:
        await api.store.write(lambda unit: unit.run("MATCH (:Policy)-[b:BINDS]->(:Department) SET b.validUntil = null"))
