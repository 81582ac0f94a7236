"""Administrators through the schema: named, listed to each other, dismissed."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from builders import office
from builders.office import Office, answered, who

from api.identity.authenticator import Identity
from graph.store.engine import Unit
from graph.subjects.installation import administrators
from graph.words.people import Role, is_sealed

BOSS, DEPUTY = Identity(Role.ADMIN, "boss"), Identity(Role.ADMIN, "deputy")
NAME = """mutation ($input: NameAdministratorInput!) { nameAdministrator(input: $input) {
  administrator { subject registeredAt } errors { code path value } } }"""
DISMISS = """mutation ($input: DismissAdministratorInput!) { dismissAdministrator(input: $input) {
  administration { administrators { subject } } errors { code path } } }"""
LIST = "{ administrators { subject registeredAt } viewer { role } }"


@pytest.fixture
async def bureau(api: Office) -> AsyncIterator[Office]:
    """A bureau's store, in which only who is registered administers; a demonstration again afterwards."""

    async def found(unit: Unit) -> None:
        await unit.run("MATCH (z:Zhengtu {id: 'store'}) SET z.demonstration = false")
        await unit.run("MATCH (a:Administrator) DETACH DELETE a")
        await administrators.register(unit, "boss", office.NOW)

    await api.store.write(found)
    yield api
    await api.store.write(lambda unit: unit.run("MATCH (z:Zhengtu {id: 'store'}) SET z.demonstration = true"))


async def test_somebody_who_is_named_administers_with_his_next_request_and_not_after_his_dismissal(
    bureau: Office,
) -> None:
    before = await bureau.ask(LIST, DEPUTY)
    assert before == {"administrators": None, "viewer": {"role": "PUBLIC"}}
    named = answered(await bureau.ask(NAME, BOSS, input={"subject": "deputy"}))
    assert named == {"subject": "deputy", "registeredAt": "2026-03-02T10:00:00+08:00"}
    seen = await bureau.ask(LIST, DEPUTY)
    assert (seen["viewer"]["role"], [each["subject"] for each in seen["administrators"]]) == (
        "ADMIN",
        ["boss", "deputy"],
    )
    left = answered(await bureau.ask(DISMISS, DEPUTY, input={"subject": "boss"}))
    assert left == {"administrators": [{"subject": "deputy"}]}
    assert (await bureau.ask(LIST, BOSS))["administrators"] is None
    assert answered(await bureau.ask(NAME, BOSS, input={"subject": "friend"}))["code"] == "ROLE_REQUIRED"
    assert answered(await bureau.ask(DISMISS, DEPUTY, input={"subject": "deputy"}))["code"] == "LAST_ADMINISTRATOR"


async def test_somebody_whom_tokens_call_by_his_number_administers_under_a_sealed_name(
    bureau: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bureau.store, "subjects", bureau.service.backend.personal.subjects)
    number = office.citizen(71)
    named = answered(await bureau.ask(NAME, BOSS, input={"subject": number, "idempotencyKey": "n"}))
    assert is_sealed(named["subject"])
    assert answered(await bureau.ask(NAME, BOSS, input={"subject": number, "idempotencyKey": "n"})) == named
    again = answered(await bureau.ask(NAME, BOSS, input={"subject": number}))
    assert (again["code"], again["value"]) == ("ADMINISTRATOR_ALREADY", "***")
    listed = await bureau.ask("{ administrators { subject } viewer { role subject } }", Identity(Role.ADMIN, number))
    assert listed["viewer"] == {"role": "ADMIN", "subject": number}, "his own number nobody keeps from him"
    assert {each["subject"] for each in listed["administrators"]} == {"boss", named["subject"]}
    assert await bureau.store.read("MATCH (n) WHERE any(x IN keys(n) WHERE n[x] = $id) RETURN count(n)", id=number) == 0
    left = answered(await bureau.ask(DISMISS, BOSS, input={"subject": named["subject"]}))
    assert left == {"administrators": [{"subject": "boss"}]}, "dismissed by the name that the list shows"
    gone = answered(await bureau.ask(DISMISS, BOSS, input={"subject": number}))
    assert gone["code"] == "NO_ADMINISTRATOR"


async def test_nobody_else_sees_who_administers(bureau: Office) -> None:
    for identity in (who("issuer"), who("auditor", Role.AUDITOR), Identity(Role.PUBLIC)):
        assert (await bureau.ask(LIST, identity))["administrators"] is None
