"""After a reorganisation: the successor keeps the licences of an issuer that is gone, and answers what was objected."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from builders.office import ALICE, CIVIL, HEALTH, HOLDER_A, MARRIAGE, TODAY, Office, answered, who

from api.identity.authenticator import Identity
from graph.law.scope import EVERYTHING
from graph.store.engine import Unit
from graph.store.view import View
from graph.subjects.licensing import facts as licensing_facts
from graph.subjects.organisation import memory as organisation_memory
from graph.words.organisation import Post, PostKind, Succession, SuccessionKind

HEIR, FORMER = who("issuer-health"), who("issuer")
CHANGE = """mutation ($input: ChangeLicenseInput!) { changeLicense(input: $input) {
  license { __typename state holders { code } } errors { __typename code } } }"""
RAISE = """mutation ($input: RaiseObjectionInput!) { raiseObjection(input: $input) {
  objection { __typename id } errors { __typename code } } }"""
RESOLVE = """mutation ($input: ResolveObjectionInput!) { resolveObjection(input: $input) {
  objection { __typename state } errors { __typename code } } }"""


@pytest.fixture(scope="module")
async def case(api: Office) -> str:
    """An objection of the holder to the licence of CIVIL, which HEALTH follows the day after."""
    given = {"on": {"license": api.license(ALICE)}, "ground": "ACCURACY", "words": "姓名有误"}
    raised = answered(await api.ask(RAISE, HOLDER_A, input=given))
    assert await suspended(api, HEIR) == {"__typename": "NotFound", "code": "LICENSE_NOT_FOUND"}

    async def work(unit: Unit) -> None:
        post = Post("officer-health-1", PostKind.LICENSE_OFFICER, "officer-health", "员某", HEALTH, date(2020, 1, 1))
        await unit.run("MATCH (d:Department {id: $id}) SET d.validUntil = date($day)", id=CIVIL, day=TODAY.isoformat())
        await organisation_memory.write_successions(unit, [Succession(CIVIL, HEALTH, TODAY, SuccessionKind.MERGED)])
        await organisation_memory.write_posts(unit, [post], api.service.backend.personal)

    await api.store.write(work)
    identity: str = raised["id"]
    return identity


async def suspended(api: Office, identity: Identity, wanted: str = "SUSPEND") -> Any:
    given = {"license": api.license(ALICE), "change": wanted, "reason": "经核查"}
    return answered(await api.ask(CHANGE, identity, input=given))


async def resolved(api: Office, identity: Identity, case: str) -> Any:
    given = {"objection": case, "outcome": "CORRECTED", "words": "已更正"}
    return answered(await api.ask(RESOLVE, identity, input=given))


async def test_the_successors_officers_change_the_licence_and_the_former_ones_do_not(api: Office, case: str) -> None:
    gone = {"__typename": "NotFound", "code": "LICENSE_NOT_FOUND"}
    assert await suspended(api, FORMER) == gone, "a post ends with its department"
    changed = await suspended(api, HEIR)
    assert changed == {"__typename": "License", "state": "SUSPENDED", "holders": [{"code": ALICE}]}
    assert (await suspended(api, HEIR, "RESUME"))["state"] == "IN_FORCE"


async def test_the_successors_officers_resolve_the_open_objection_and_the_former_ones_do_not(
    api: Office, case: str
) -> None:
    assert await resolved(api, who("officer"), case) == {"__typename": "NotFound", "code": "NOT_FOUND"}
    assert await resolved(api, who("officer-health"), case) == {"__typename": "Objection", "state": "CORRECTED"}


async def test_the_register_names_the_successor_of_an_issuer_that_is_gone(api: Office, case: str) -> None:
    named = licensing_facts.Named("", [], MARRIAGE, CIVIL)
    facts = await licensing_facts.changing_facts(View(api.store, EVERYTHING, TODAY), named)
    assert facts.answered_by == "卫生健康委员会"
