"""Grants of licences through the schema: listed at both ends, each with its period, for whom they concern."""

from __future__ import annotations

from datetime import date

import pytest
from builders import catalogue as build
from builders import office
from builders.office import CIVIL, HEALTH, HOLDER_A, MARRIAGE, Office, gid, who

from api.identity.authenticator import PUBLIC, Identity
from graph.subjects.granting import memory as granting_memory
from graph.subjects.sources import memory as sources_memory
from graph.words.people import Role
from graph.words.sources import ConsumerKind

SHOWN = """id code place scenario itemName itemCode faceFields dailyQuota validFrom validUntil basis
  consumer { code } licenseType { code }"""
OF_CONSUMER = f"query ($id: ID!) {{ node(id: $id) {{ ... on Consumer {{ licenseGrants {{ {SHOWN} }} }} }} }}"
OTHERS = [PUBLIC, HOLDER_A, who("unit", Role.RELYING_PARTY), who("nobody"), who("platform", Role.SERVICE)]
OF_TYPE = f"query ($by: By!) {{ licenseType(by: $by) {{ licenseGrants {{ {SHOWN} }} }} }}"


@pytest.fixture(scope="module")
async def granted(api: Office) -> Office:
    """USE-1 belongs to 卫生健康委员会; of its second grant's type it could issue once; that grant is over."""
    grants = [
        build.license_grant("G-1", "USE-1", license_type=MARRIAGE),
        build.license_grant("G-2", "USE-1", license_type=office.SHOP, valid_until=date(2026, 2, 1), face_fields=()),
        build.license_grant("G-3", "USE-2", license_type=MARRIAGE),
    ]
    await api.store.write(lambda unit: granting_memory.write_license_grants(unit, grants))
    return api


async def of_consumer(api: Office, by: Identity, consumer: str = "USE-1") -> list[str]:
    found = (await api.ask(OF_CONSUMER, by, id=gid("Consumer", consumer)))["node"]["licenseGrants"]
    return [each["code"] for each in found]


async def of_type(api: Office, by: Identity) -> list[str]:
    found = (await api.ask(OF_TYPE, by, by={"code": MARRIAGE}))["licenseType"]["licenseGrants"]
    return [each["code"] for each in found]


async def test_a_grant_says_who_may_use_what_for_what_and_how_often(granted: Office) -> None:
    (first, second) = (await granted.ask(OF_CONSUMER, who("applicant"), id=gid("Consumer", "USE-1")))["node"][
        "licenseGrants"
    ]
    assert first == {
        "id": gid("LicenseGrant", "G-1"), "code": "G-1", "place": "市民中心", "scenario": "办理提取",
        "itemName": "公积金提取", "itemCode": "GJJ-01", "faceFields": ["KZ_XM"], "dailyQuota": 200,
        "validFrom": "2026-01-01", "validUntil": None, "basis": "授权书第1号", "consumer": {"code": "USE-1"},
        "licenseType": {"code": MARRIAGE},
    }  # fmt: skip
    assert (second["validUntil"], second["faceFields"]) == ("2026-02-01", [])


async def test_a_consumers_department_those_that_issue_the_type_and_who_supervises_see_a_grant(granted: Office) -> None:
    assert await of_consumer(granted, who("applicant")) == ["G-1", "G-2"]
    assert await of_consumer(granted, who("issuer")) == ["G-1"], "民政局 issues the first type"
    for everything in (who("authority"), who("auditor", Role.AUDITOR), who("boss", Role.ADMIN)):
        assert await of_consumer(granted, everything) == ["G-1", "G-2"]
    assert await of_type(granted, who("issuer")) == ["G-1", "G-3"]
    assert await of_type(granted, who("applicant")) == ["G-1"]


@pytest.mark.parametrize("by", OTHERS, ids=lambda by: by.subject)
async def test_nobody_else_learns_of_it_by_any_way(granted: Office, by: Identity) -> None:
    assert await of_consumer(granted, by) == []
    assert await of_type(granted, by) == []
    asked = "query ($id: ID!) { node(id: $id) { id } }"
    assert (await granted.ask(asked, by, id=gid("LicenseGrant", "G-1")))["node"] is None


async def test_a_system_is_seen_by_who_runs_it(granted: Office) -> None:
    consumer = build.consumer("USE-SYS", kind=ConsumerKind.SYSTEM, department=None, system="SYS-1")
    grant = build.license_grant("G-4", "USE-SYS", license_type=office.SHOP)
    await granted.store.write(lambda unit: sources_memory.write_consumers(unit, [consumer]))
    await granted.store.write(lambda unit: granting_memory.write_license_grants(unit, [grant]))
    assert await of_consumer(granted, who("applicant-civil"), "USE-SYS") == ["G-4"], f"{CIVIL} runs SYS-1"
    assert await of_consumer(granted, who("applicant"), "USE-SYS") == [], f"{HEALTH} does not"
