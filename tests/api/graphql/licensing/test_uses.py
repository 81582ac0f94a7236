"""Uses of licences: whose is kept, that it is kept before the verdict, and that it lets object to that licence."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from builders import office
from builders.office import ALICE, BOB, HOLDER_A, HOLDER_B, NOW, Office, answered, gid, who
from starlette.datastructures import UploadFile

from api.graphql.lens.uploads import Part
from api.identity.authenticator import PUBLIC, Identity
from api.identity.request import Language, RequestFacts
from api.service.verifying import ServiceVerifier
from graph.codes.identifier import build_identifier
from graph.store.engine import Store
from graph.store.errors import StoreUnavailable
from graph.words.people import Role

VERIFY = "query ($input: VerifyInput!) { verifyLicense(input: $input) { summary faceCheck } }"
RAISE = """mutation ($input: RaiseObjectionInput!) { raiseObjection(input: $input) {
  objection { __typename id } errors { code path value message { zh en } rules { id } } } }"""
USES = (
    "MATCH (u:LicenseUse) WITH u ORDER BY u.subject, u.at, u.how "
    "RETURN collect([u.licenseId, u.subject, u.how, toString(u.at)])"
)
BANK, SHOP = who("bank", Role.RELYING_PARTY), who("shop", Role.RELYING_PARTY)


@pytest.fixture(autouse=True)
async def unused(api: Office) -> None:
    """No licence has been used before."""
    await api.store.write(lambda unit: unit.run("MATCH (u:LicenseUse) DETACH DELETE u"))
    await api.store.write(lambda unit: unit.run("MATCH (o:Objection) SET o.openKey = null"))


async def uses(api: Office) -> list[list[str]]:
    """Licence, user and manner of every use."""
    found: list[list[str]] = await api.store.read(USES)
    return [use[:3] for use in found]


def upload(content: bytes) -> UploadFile:
    return UploadFile(io.BytesIO(content), filename="licence.pdf")


async def verify(api: Office, identity: Identity, **given: Any) -> Any:
    return (await api.ask(VERIFY, identity, input=given))["verifyLicense"]


async def object_to(api: Office, identity: Identity, holder: str = ALICE, **on: str) -> Any:
    given = {"on": on or {"license": api.license(holder)}, "ground": "ACCURACY", "words": "登记日期与户口簿不符"}
    return answered(await api.ask(RAISE, identity, input=given))


async def posted(api: Office, identity: Identity, content: bytes) -> Mapping[str, Any]:
    """What `POST /verify` answers."""
    facts = RequestFacts(identity, NOW, "request-1", Language.ZH, timedelta(seconds=10))
    return await ServiceVerifier(api.service.context).file(Part(upload(content)), facts)


async def test_a_bank_that_verifies_a_file_may_object_to_that_licence_and_to_no_other(api: Office) -> None:
    assert (await object_to(api, BANK))["code"] == "NOT_FOUND"
    assert (await verify(api, BANK, file=upload(await api.sealed())))["summary"] == "GENUINE"
    assert await uses(api) == [[api.licenses[ALICE], "bank", "FILE"]]
    (use,) = await api.store.read(USES)
    assert use[3].startswith("2026-03-02T02:00"), "the moment of the request"
    assert (await object_to(api, BANK))["__typename"] == "Objection"
    assert (await object_to(api, BANK, BOB))["code"] == "NOT_FOUND"
    assert (await object_to(api, SHOP))["code"] == "NOT_FOUND", "the use of one is nobody else's"


async def test_a_bank_names_the_licence_by_the_identifier_that_it_was_told(api: Office) -> None:
    known = await api.identifier()
    for one in (known, known[:-1] + ("0" if known[-1] != "0" else "1"), "x"):
        assert (await object_to(api, BANK, identifier=one))["path"] in (["on"], ["on", "identifier"])
    await verify(api, BANK, identifier=known)
    raised = await object_to(api, BANK, identifier=known.lower())
    assert raised["__typename"] == "Objection"
    assert (await object_to(api, BANK))["code"] == "OBJECTION_OPEN", "it is the same licence"


@pytest.mark.parametrize("identity", [PUBLIC, BANK, HOLDER_B, who("nobody")])
async def test_who_names_a_licence_by_its_identifier_is_not_told_whether_it_is_there(
    api: Office, identity: Identity
) -> None:
    there = await object_to(api, identity, identifier=await api.identifier())
    nowhere = await object_to(api, identity, identifier=build_identifier(office.MARRIAGE, office.CIVIL, "N-0").text)
    assert there == nowhere
    assert (there["code"], there["value"]) == ("NOT_FOUND", None)


async def test_an_identifier_that_the_register_knows_is_a_use_too(api: Office) -> None:
    known = await api.identifier(BOB)
    await verify(api, BANK, identifier=known.lower())
    await verify(api, SHOP, qr=f"{office.PUBLIC_URL}/v/{known}")
    face = [{"key": "KZ_XM", "value": "陈二凡"}, {"key": "KZ_DJRQ", "value": "2026-03-01"}]
    await verify(api, who("hotel", Role.RELYING_PARTY), face={"identifier": known, "face": face})
    assert await uses(api) == [[api.licenses[BOB], subject, "IDENTIFIER"] for subject in ("bank", "hotel", "shop")]
    assert (await object_to(api, BANK, BOB))["__typename"] == "Objection"
    assert (await object_to(api, BANK, ALICE))["code"] == "NOT_FOUND"


async def test_a_changed_file_is_recognised_by_the_identifier_in_it(api: Office) -> None:
    content = bytearray(await api.sealed())
    content[content.index(b"stream") + 20] ^= 1
    assert (await verify(api, BANK, file=upload(bytes(content))))["summary"] == "NOT_GENUINE"
    assert await uses(api) == [[api.licenses[ALICE], "bank", "IDENTIFIER"]]


async def test_the_endpoint_for_files_keeps_a_use_like_graphql(api: Office) -> None:
    verdict = await posted(api, BANK, await api.sealed())
    assert verdict["summary"] == "genuine"
    assert await uses(api) == [[api.licenses[ALICE], "bank", "FILE"]]


async def test_a_department_is_a_user_through_whoever_holds_a_post_in_it(api: Office) -> None:
    content = await api.sealed()
    refused = await object_to(api, who("applicant"))
    assert refused["code"] == "NOT_FOUND", "it is not shown to other departments"
    await verify(api, who("nobody"), file=upload(content))
    assert await uses(api) == []
    await verify(api, who("applicant"), file=upload(content))
    assert await uses(api) == [[api.licenses[ALICE], "applicant", "FILE"]]
    assert (await object_to(api, who("applicant")))["__typename"] == "Objection"


async def test_who_sees_a_licence_and_has_not_used_it_is_no_user(api: Office) -> None:
    refused = await object_to(api, who("authority"))
    assert (refused["code"], refused["rules"]) == ("CONDITION_MISSING", [{"id": "WHL-19"}])


@pytest.mark.parametrize(
    "identity",
    [
        PUBLIC, HOLDER_A, HOLDER_B, who("platform", Role.SERVICE), who("auditor", Role.AUDITOR),
        who("admin", Role.ADMIN), who("nobody"), Identity(Role.RELYING_PARTY, None, None),
    ],
)  # fmt: skip
async def test_nobody_else_leaves_a_use(api: Office, identity: Identity) -> None:
    await verify(api, identity, identifier=await api.identifier())
    await verify(api, identity, file=upload(await api.sealed()))
    await posted(api, identity, await api.sealed())
    assert await uses(api) == []


async def test_what_the_register_does_not_know_leaves_none(api: Office) -> None:
    kind, issuer = (await api.identifier()).split(".")[5:7]
    unknown = build_identifier(kind, issuer, "NONE").text
    for given in ({"identifier": unknown}, {"identifier": "x"}, {"file": upload(b"hello")}):
        await verify(api, BANK, **given)
    await posted(api, BANK, b"%PDF-1.7 hello")
    assert await uses(api) == []


async def test_verified_again_it_is_used_again(api: Office) -> None:
    content = await api.sealed()
    for _ in range(3):
        await verify(api, BANK, file=upload(content))
    assert await uses(api) == [[api.licenses[ALICE], "bank", "FILE"]] * 3


async def test_without_its_record_there_is_no_verdict(api: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    known, content = await api.identifier(), await api.sealed()

    async def away(*_: Any) -> None:
        raise StoreUnavailable("away")

    monkeypatch.setattr(Store, "write", away)
    for given in ({"identifier": known}, {"file": upload(content)}):
        answer = await api.execute(VERIFY, BANK, input=given)
        assert answer.data is None
        assert answer.errors
        assert isinstance(answer.errors[0].original_error, StoreUnavailable)
    with pytest.raises(StoreUnavailable):
        await posted(api, BANK, content)
    assert (await verify(api, PUBLIC, identifier=known))["summary"] == "GENUINE", "who leaves none is answered"


async def test_a_use_tells_nothing_of_the_holder(api: Office) -> None:
    await verify(api, BANK, file=upload(await api.sealed()))
    keys = await api.store.read("MATCH (u:LicenseUse) RETURN keys(u)")
    assert set(keys) == {"id", "licenseId", "subject", "at", "how", "pair"}
    assert await api.ask(f'{{ node(id: "{gid("LicenseUse", "x")}") {{ id }} }}', BANK) == {"node": None}
