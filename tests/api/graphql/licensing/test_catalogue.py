"""The licence catalogue through the schema: versions with a life, rights with periods, and what is issued by them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from builders import drafted
from builders.brought import BROUGHT, document
from builders.office import ALICE, CIVIL, HEALTH, MARRIAGE, MINISTRY, NAMES, TODAY, Office, who

from api.identity.authenticator import Identity
from graph.words.people import Role

BOSS = Identity(Role.ADMIN, "boss")
KIND = {**BROUGHT["defineLicenseTypes"][1], "name": "收养证"}
LIFE, WRONG, RIGHTS, NONE, NEXT, DRAFTED = (
    f"{MINISTRY}{number}" for number in ("092", "093", "094", "095", "096", "097")
)
"""A type for each test."""
SEEN = """query ($code: String!) { licenseType(by: {code: $code}) { version since until draft validity
  inForce { number validity } coming { number since }
  versions { number draft since validity fields { key role holder } } rights { issuer validFrom validUntil } } }"""
VERIFY = """query ($input: VerifyInput!) { verifyLicense(input: $input) { summary faceCheck
  questions { code answer } } }"""


async def define(api: Office, code: str, **changes: Any) -> Any:
    given = {"licenseTypes": [{**KIND, "code": code, **changes}]}
    return (await api.ask(document("defineLicenseTypes"), BOSS, input=given))["defineLicenseTypes"]


async def entitle(api: Office, code: str, *rights: Mapping[str, Any]) -> Any:
    given = {"entitlements": [{"typeCode": code, "issuer": CIVIL, **right} for right in rights]}
    return (await api.ask(document("entitleIssuers"), BOSS, input=given))["entitleIssuers"]


async def seen(api: Office, code: str) -> Any:
    return (await api.ask(SEEN, code=code))["licenseType"]


async def issue(api: Office, number: str, **changes: Any) -> Any:
    given = {
        "type": LIFE, "issuer": CIVIL, "holders": [{"name": NAMES[ALICE], "code": ALICE, "codeType": "111"}],
        "number": number, "issuedOn": TODAY.isoformat(), "validFrom": TODAY.isoformat(),
        "face": [{"key": "KZ_RQ", "value": "2026-03-01"}],
    }  # fmt: skip
    return await drafted.issued(api, given | changes)


async def test_a_type_lives_from_its_draft_to_its_end_and_its_licences_verify_after_it(api: Office) -> None:
    drafted = await define(api, LIFE, draft=True, since=None)
    assert (drafted["errors"], drafted["intake"]["new"]) == ([], 1)
    assert (await entitle(api, LIFE, {"validFrom": "2019-01-01"}))["errors"] == []
    assert (await seen(api, LIFE))["rights"] == [], "of a draft nobody has a right"
    assert (await issue(api, "S20260001"))["code"] == "TYPE_NOT_IN_FORCE"

    assert (await define(api, LIFE, since=None))["intake"]["unchanged"] == 1, "nothing is said of it"
    assert (await define(api, LIFE, draft=False))["intake"]["changed"] == 1
    assert (await seen(api, LIFE))["rights"] == [{"issuer": CIVIL, "validFrom": "2020-01-01", "validUntil": None}]
    first = await issue(api, "S20260001")
    assert first["face"][0] == {"key": "KZ_XM", "value": NAMES[ALICE]}, "filled in"

    fields = [*KIND["fields"], {"key": "KZ_DZ", "label": "住址", "kind": "TEXT", "required": True, "role": "FREE"}]
    assert (await define(api, LIFE, since="2026-03-01", fields=fields))["intake"]["changed"] == 1
    assert (await issue(api, "S20260002"))["code"] == "FIELD_MISSING"
    shown = await seen(api, LIFE)
    assert [(each["number"], each["since"], len(each["fields"])) for each in shown["versions"]] == [
        (2, "2026-03-01", 3),
        (1, "2020-01-01", 2),
    ]
    face = [{"key": "姓名", "value": NAMES[ALICE]}, {"key": "登记日期", "value": "2026-03-01"}]
    asked = {"face": {"identifier": first["identifier"], "face": [*face, {"key": "编号", "value": "S20260001"}]}}
    verdict = (await api.ask(VERIFY, input=asked))["verifyLicense"]
    assert verdict["faceCheck"] == "VALID", "what is printed is what its version had"

    assert (await define(api, LIFE, since=None, fields=fields, until=TODAY.isoformat()))["intake"]["changed"] == 1
    refused = await issue(api, "S20260003", face=[])
    assert (refused["code"], refused["path"], refused["limit"]) == ("TYPE_ABOLISHED", ["type"], "2026-03-02")
    assert [rule["id"] for rule in refused["rules"]] == ["WHL-8"]
    assert (await define(api, LIFE, validity="3年", since=None))["errors"][0]["code"] == "TYPE_LIFE"


async def test_a_contradiction_is_told_with_the_place_of_the_field_in_the_input(api: Office) -> None:
    fields = [*KIND["fields"], {"key": "kz", "label": "住址", "kind": "TEXT", "role": "FREE"}]
    refused = await define(api, WRONG, fields=fields, layout="横版")
    told = {(".".join(error["path"]), error["code"]) for error in refused["errors"]}
    assert told == {
        ("licenseTypes.0.layout", "LICENSE_TYPE_FORM"),
        ("licenseTypes.0.fields.2.key", "LICENSE_TYPE_FORM"),
    }
    assert all(error["rules"] == [{"id": "GB-36902"}] for error in refused["errors"])
    assert await seen(api, WRONG) is None


async def test_no_field_is_free_by_omission_nor_against_its_label(api: Office) -> None:
    field = {"key": "KZ_BH", "label": "证书编号", "kind": "TEXT"}
    for role, code in ((None, "CELL_EMPTY"), ("FREE", "LICENSE_TYPE_FORM"), ("OTHER_NUMBER", "LICENSE_TYPE_FORM")):
        (refused,) = (await define(api, WRONG, fields=[*KIND["fields"], {**field, "role": role}]))["errors"]
        assert (refused["code"], refused["path"]) == (code, ["licenseTypes", "0", "fields", "2", "role"])
        assert refused["value"] == ("证书编号" if role else "")
    assert await seen(api, WRONG) is None


async def test_rights_of_one_authority_that_overlap_are_refused_with_what_is_there_too(api: Office) -> None:
    await define(api, RIGHTS)
    first, second = {"validFrom": "2020-01-01", "validUntil": "2022-01-01"}, {"validFrom": "2024-01-01"}
    assert (await entitle(api, RIGHTS, first, second))["errors"] == []
    (error,) = (await entitle(api, RIGHTS, {"validFrom": "2021-06-01"}))["errors"]
    assert (error["code"], error["path"]) == ("ENTITLEMENT_OVERLAPS", ["entitlements", "0", "validFrom"])
    assert (await entitle(api, RIGHTS, {"validFrom": "2021-06-01", "issuer": HEALTH}))["errors"] == []
    rights = (await seen(api, RIGHTS))["rights"]
    assert [(each["issuer"], each["validFrom"]) for each in rights if each["issuer"] == CIVIL] == [
        (CIVIL, "2020-01-01"),
        (CIVIL, "2024-01-01"),
    ]


async def test_a_first_day_is_not_corrected_to_one_after_which_a_licence_would_be_without_a_right(api: Office) -> None:
    (error,) = (await entitle(api, MARRIAGE, {"validFrom": "2026-03-03"}))["errors"]
    assert (error["code"], error["path"]) == ("OUTSIDE_LIFE", ["entitlements", "0", "validFrom"])
    assert (error["value"], error["limit"]) == ("2026-03-03", TODAY.isoformat())
    assert f"1.2.156.3005.2.{MARRIAGE}.{CIVIL}." in error["message"]["zh"]
    before = [each["validFrom"] for each in (await seen(api, MARRIAGE))["rights"] if each["issuer"] == CIVIL]
    assert (await entitle(api, MARRIAGE, {"validFrom": TODAY.isoformat()}))["errors"] == []
    (after,) = (each for each in (await seen(api, MARRIAGE))["rights"] if each["issuer"] == CIVIL)
    assert before != [after["validFrom"]] == [TODAY.isoformat()], "the day of the first licence may stay the first"


async def test_a_version_whose_day_is_yet_to_come_is_not_the_one_in_force(api: Office) -> None:
    await define(api, NEXT)
    assert (await define(api, NEXT, validity="3年", since="2027-01-01"))["errors"] == []
    told = await seen(api, NEXT)
    assert (told["version"], told["since"], told["inForce"]["number"]) == (2, "2027-01-01", 1)
    assert told["inForce"]["validity"] == KIND["validity"]
    assert (told["coming"]["number"], told["coming"]["since"]) == (2, "2027-01-01")
    assert (await define(api, NEXT, validity="3年", since=TODAY.isoformat()))["intake"]["changed"] == 1
    told = await seen(api, NEXT)
    assert (told["version"], told["inForce"]["number"], told["coming"]) == (2, 2, None), "the day was corrected"
    assert (await define(api, NEXT, validity="5年", since="2027-01-01"))["errors"] == []
    assert (await define(api, NEXT, validity="5年", since=None, draft=True))["errors"] == []
    told = await seen(api, NEXT)
    assert (told["version"], told["validity"], told["coming"]) == (2, "3年", None), (
        "taken back, it shows what is in force"
    )
    assert [(each["number"], each["draft"]) for each in told["versions"]] == [(3, True), (2, False), (1, False)]
    await define(api, DRAFTED, draft=True, since=None)
    assert (await seen(api, DRAFTED))["inForce"] is None


async def test_an_e_licence_officer_keeps_the_types_of_his_own_department(api: Office) -> None:
    own = {**KIND, "code": f"{CIVIL}001", "definerCode": CIVIL, "definer": "民政局", "definerLevel": "CITY"}
    data = await api.ask(document("defineLicenseTypes"), who("officer"), input={"licenseTypes": [own]})
    assert (data["defineLicenseTypes"]["errors"], data["defineLicenseTypes"]["intake"]["new"]) == ([], 1)
    done = "MATCH (j:Journal {about: 'license_types', subject: 'officer'}) RETURN collect(j.act)"
    assert await api.store.read(done) == ["DEFINE_LICENSE_TYPES"], "it is his own act, and no import"
    both = {"licenseTypes": [own, {**KIND, "code": NONE}]}
    data = await api.ask(document("defineLicenseTypes"), who("officer"), input=both)
    assert [error["code"] for error in data["defineLicenseTypes"]["errors"]] == ["ROLE_REQUIRED"]
    data = await api.ask(document("defineLicenseTypes"), who("issuer"), input={"licenseTypes": [own]})
    assert [error["code"] for error in data["defineLicenseTypes"]["errors"]] == ["ROLE_REQUIRED"]


async def test_nobody_but_an_administrator_defines_types_of_others_and_entitles(api: Office) -> None:
    given = {"licenseTypes": [{**KIND, "code": NONE}]}
    data = await api.ask(document("defineLicenseTypes"), who("officer"), input=given)
    assert [error["code"] for error in data["defineLicenseTypes"]["errors"]] == ["ROLE_REQUIRED"]
