"""Who holds a licence is told by no way round: not by two posts of one person that each see a half of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from builders import drafted
from builders.office import ALICE, CITY, CIVIL, HEALTH, MARRIAGE, SHOP, Office, gid, order, who

from api.identity.authenticator import Identity
from graph.store.engine import Unit
from graph.subjects.licensing import defining as licensing_defining
from graph.subjects.organisation import memory as organisation_memory
from graph.words.licensing import Entitlement
from graph.words.organisation import Post, PostKind
from graph.words.people import Role

BOTH, INSPECTOR = who("both"), who("inspector")
BEGAN = date(2020, 1, 1)
ASKED = """query ($license: ID!, $other: ID!, $holder: ID!) {
  license: node(id: $license) { ... on License { number holders { code } } }
  other: node(id: $other) { ... on License { holders { code } } }
  holder: node(id: $holder) { ... on Holder { code licenses { totalCount edges { node { id } } } } }
  ofLicense: relations(of: $license) { relations { kind } }
  ofHolder: relations(of: $holder) { relations { kind other { node { id } } } }
  way: path(from: $license, to: $holder) { steps { kind } }
  straight: path(from: $license, to: $holder, kinds: [HELD_BY]) { steps { kind } }
  back: path(from: $holder, to: $license, kinds: [HELD_BY]) { steps { kind } } }"""


@pytest.fixture(scope="module")
async def other(api: Office) -> str:
    """A licence that HEALTH issued to the holder of one of CIVIL's; `both` inspects the city and issues for HEALTH."""

    async def work(unit: Unit) -> None:
        posts = [
            Post("both-1", PostKind.INSPECTOR, "both", "双某", CITY, BEGAN),
            Post("both-2", PostKind.ISSUER, "both", "双某", HEALTH, BEGAN),
            Post("inspector-1", PostKind.INSPECTOR, "inspector", "巡某", CITY, BEGAN),
        ]
        await organisation_memory.write_posts(unit, posts, api.service.backend.personal)
        await licensing_defining.write_entitlements(unit, [Entitlement(MARRIAGE, HEALTH, BEGAN)])

    await api.store.write(work)
    placed = order(ALICE, "H-1", issuer=HEALTH)
    return gid("License", await drafted.issue(api.service.backend.workshop, placed))


async def holder_of(api: Office) -> str:
    (known,) = await api.store.read(
        "MATCH (l:License {id: $id})-[:HELD_BY]->(h:Holder) RETURN collect(h.id)", id=api.licenses[ALICE]
    )
    return gid("Holder", known)


async def asked(api: Office, identity: Identity, other: str) -> Any:
    return await api.ask(ASKED, identity, license=api.license(ALICE), other=other, holder=await holder_of(api))


async def test_two_posts_together_do_not_show_who_holds_anothers_licence(api: Office, other: str) -> None:
    shown = await asked(api, BOTH, other)
    assert shown["license"] == {"number": "J340200-2026-000001", "holders": []}, "the inspector's post shows it"
    assert shown["other"] == {"holders": [{"code": ALICE}]}, "the issuer's post shows its holder"
    assert shown["holder"]["code"] == ALICE
    assert [edge["node"]["id"] for edge in shown["holder"]["licenses"]["edges"]] == [other]
    assert shown["holder"]["licenses"]["totalCount"] == 1
    assert "HELD_BY" not in {each["kind"] for each in shown["ofLicense"]["relations"]}
    held = [each["other"]["node"]["id"] for each in shown["ofHolder"]["relations"] if each["kind"] == "HELD_BY"]
    assert held == [other]
    assert (shown["straight"], shown["back"]) == (None, None)
    assert [step["kind"] for step in shown["way"]["steps"]][:1] != ["HELD_BY"]


async def test_who_may_see_the_holders_sees_every_step_to_them(api: Office, other: str) -> None:
    shown = await asked(api, who(ALICE, Role.HOLDER), other)
    assert shown["license"]["holders"] == shown["other"]["holders"] == [{"code": ALICE}]
    assert shown["holder"]["licenses"]["totalCount"] == 2
    assert [step["kind"] for step in shown["straight"]["steps"]] == ["HELD_BY"]
    assert "HELD_BY" in {each["kind"] for each in shown["ofLicense"]["relations"]}


async def test_an_inspector_alone_sees_licences_without_holders(api: Office, other: str) -> None:
    query = "query ($id: ID!) { node(id: $id) { ... on License { number holders { code } } } }"
    for licence, number in ((api.license(ALICE), "J340200-2026-000001"), (other, "H-1")):
        assert await api.ask(query, INSPECTOR, id=licence) == {"node": {"number": number, "holders": []}}


async def test_a_right_to_issue_that_has_ended_is_no_relation_and_no_way(api: Office) -> None:
    query = """query ($of: ID!, $to: ID!) {
      relations(of: $of, kinds: [ISSUABLE_BY]) { relations { other { code } } }
      path(from: $of, to: $to, kinds: [ISSUABLE_BY]) { steps { kind } } }"""
    ended = await api.ask(query, of=gid("LicenseType", SHOP), to=gid("Department", HEALTH))
    assert ended == {"relations": {"relations": []}, "path": None}
    living = await api.ask(query, of=gid("LicenseType", MARRIAGE), to=gid("Department", CIVIL))
    assert CIVIL in {each["other"]["code"] for each in living["relations"]["relations"]}
    assert [step["kind"] for step in living["path"]["steps"]] == ["ISSUABLE_BY"]
