"""The beginning of a bureau's store, and how somebody becomes its administrator."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest
from builders import catalogue as build
from builders.city import NOW, TODAY, City

from graph.errors import Conflict, Forbidden, Malformed, NotFound
from graph.law.access import Principal
from graph.law.scope import scope_of
from graph.office.actor import Actor
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.subjects.installation import administrators
from graph.subjects.installation import desk as installation_desk
from graph.subjects.installation import memory as installation_memory
from graph.subjects.installation.desk import OneTimeCode
from graph.subjects.organisation import memory as organisation_memory
from graph.subjects.people.desk import principal_of
from graph.words.people import Role

OPERATOR = Actor(Principal(Role.ADMIN, "zhengtu-init:root"), NOW)


async def founded(store: Store, personal: PersonalData) -> OneTimeCode:
    return await installation_desk.initialise(store, personal, "WH", OPERATOR)


def somebody(subject: str = "boss", role: Role = Role.ADMIN, days: float = 0) -> Actor:
    """Who asks with a token; what the token says is nobody's right yet."""
    return Actor(Principal(Role.PUBLIC if role is Role.ADMIN else role, subject), NOW + timedelta(days=days))


async def claim(store: Store, personal: PersonalData, code: str, subject: str = "boss", days: float = 0) -> str:
    return await installation_desk.claim(store, personal, code, Role.ADMIN, somebody(subject, days=days))


async def test_a_store_is_initialised_once_and_keeps_no_code(store: Store, personal: PersonalData) -> None:
    code = await founded(store, personal)
    assert code.until == NOW + timedelta(days=7)
    assert await installation_memory.policy_of(store) == "WH"
    kept = await store.read("MATCH (n:Zhengtu) RETURN [x IN keys(n) | toString(n[x])]")
    assert not any(code.text in value or code.text.replace("-", "") in value for value in kept)
    assert await store.read("MATCH (j:Journal {act: 'INITIALISE_STORE'}) RETURN [j.subject, j.detail]") == [
        "zhengtu-init:root",
        "WH",
    ]
    with pytest.raises(Conflict) as refused:
        await installation_desk.initialise(store, personal, "CZ", OPERATOR)
    assert (refused.value.code, refused.value.value) == ("ALREADY_INITIALISED", "WH")
    assert await installation_memory.policy_of(store) == "WH"


async def test_a_demonstration_never_becomes_a_bureaus_store(store: Store, personal: PersonalData) -> None:
    await installation_memory.become_demonstration(store)
    for beginning in (founded(store, personal), installation_memory.refuse_founding(store)):
        with pytest.raises(Conflict) as refused:
            await beginning
        assert refused.value.code == "DEMONSTRATION"
    assert await installation_memory.policy_of(store) is None


async def test_a_bureaus_store_never_becomes_a_demonstration(store: Store, personal: PersonalData) -> None:
    await founded(store, personal)
    for beginning in (
        installation_memory.become_demonstration(store),
        installation_memory.begin_demonstration(store, "digest", date(2026, 3, 2)),
    ):
        with pytest.raises(Conflict) as refused:
            await beginning
        assert refused.value.code == "NOT_A_DEMONSTRATION"
    assert not (await installation_memory.installation(store)).demonstration


async def test_a_store_with_departments_is_not_founded(store: Store, personal: PersonalData) -> None:
    await store.write(
        lambda unit: organisation_memory.write_departments(unit, [build.department(build.CIVIL, "民政局")])
    )
    with pytest.raises(Conflict) as refused:
        await founded(store, personal)
    assert (refused.value.code, refused.value.value) == ("STORE_NOT_EMPTY", "1")


async def test_an_unknown_policy_founds_nothing(store: Store, personal: PersonalData) -> None:
    with pytest.raises(NotFound):
        await installation_desk.initialise(store, personal, "XX", OPERATOR)
    assert await installation_memory.policy_of(store) is None


async def test_of_two_who_initialise_at_once_one_does(store: Store, personal: PersonalData) -> None:
    done = await asyncio.gather(*(founded(store, personal) for _ in range(2)), return_exceptions=True)
    assert sum(isinstance(one, OneTimeCode) for one in done) == 1
    code = next(one for one in done if isinstance(one, OneTimeCode))
    assert await claim(store, personal, code.text) == "boss"


async def test_the_code_registers_its_first_bearer_and_is_used_up(store: Store, personal: PersonalData) -> None:
    code = await founded(store, personal)
    assert await claim(store, personal, f" {code.text.lower().replace('-', ' ')} ") == "boss"
    with pytest.raises(Malformed) as refused:
        await claim(store, personal, code.text, "other")
    assert (refused.value.code, refused.value.value) == ("CODE_REFUSED", None)
    deed = "MATCH (j:Journal {act: 'CLAIM_ADMINISTRATION'}) RETURN collect([j.subject, j.role, j.about])"
    assert await store.read(deed) == [["boss", "ADMIN", "boss"]]


async def test_of_two_who_claim_at_once_one_is_registered(store: Store, personal: PersonalData) -> None:
    code = await founded(store, personal)
    claims = (claim(store, personal, code.text, name) for name in ("one", "two", "three"))
    done = await asyncio.gather(*claims, return_exceptions=True)
    assert sum(isinstance(one, Malformed) for one in done) == 2
    registered = await store.read("MATCH (a:Administrator) RETURN collect(a.id)")
    assert registered == [one for one in done if isinstance(one, str)]


@pytest.mark.parametrize("shown", ["", "00000-00000-00000-00000-00000", "政"])
async def test_another_code_is_refused_and_the_right_one_still_counts(
    store: Store, personal: PersonalData, shown: str
) -> None:
    code = await founded(store, personal)
    with pytest.raises(Malformed):
        await claim(store, personal, shown)
    assert await claim(store, personal, code.text) == "boss"


async def test_without_an_open_code_nothing_is_right(store: Store, personal: PersonalData) -> None:
    for shown in ("", "-" * 64):
        with pytest.raises(Malformed):
            await claim(store, personal, shown)
    assert await store.read("MATCH (a:Administrator) RETURN count(a)") == 0


async def test_the_code_lapses_after_seven_days(store: Store, personal: PersonalData) -> None:
    code = await founded(store, personal)
    with pytest.raises(Malformed):
        await claim(store, personal, code.text, days=7)
    assert await claim(store, personal, code.text, days=6.99) == "boss"


async def test_a_new_code_replaces_the_one_before(store: Store, personal: PersonalData) -> None:
    with pytest.raises(Conflict) as refused:
        await installation_desk.renew_code(store, personal, "WH", OPERATOR)
    assert refused.value.code == "NOT_INITIALISED"
    first = await founded(store, personal)
    with pytest.raises(Conflict):
        await installation_desk.renew_code(store, personal, "CZ", OPERATOR)
    second = await installation_desk.renew_code(store, personal, "WH", replace(OPERATOR, now=NOW + timedelta(days=9)))
    with pytest.raises(Malformed):
        await claim(store, personal, first.text)
    assert await claim(store, personal, second.text, days=9) == "boss"


@pytest.mark.parametrize("role", [Role.PUBLIC, Role.HOLDER, Role.RELYING_PARTY, Role.SERVICE, Role.AUDITOR])
async def test_only_staff_and_administrators_by_token_can_register(
    store: Store, personal: PersonalData, role: Role
) -> None:
    code = await founded(store, personal)
    with pytest.raises(Forbidden):
        await installation_desk.claim(store, personal, code.text, role, somebody("x", role))
    with pytest.raises(Forbidden):
        await installation_desk.claim(store, personal, code.text, Role.STAFF, somebody("", Role.STAFF))
    assert await installation_desk.claim(store, personal, code.text, Role.STAFF, somebody("y", Role.STAFF)) == "y"


async def test_in_a_bureaus_store_a_token_alone_makes_no_administrator(store: Store, personal: PersonalData) -> None:
    code = await founded(store, personal)
    await claim(store, personal, code.text)
    for subject, role in (("boss", Role.ADMIN), ("other", Role.PUBLIC), ("", Role.PUBLIC)):
        assert (await principal_of(store, Role.ADMIN, subject, TODAY)).role is role
    assert (await principal_of(store, Role.STAFF, "boss", TODAY)).role is Role.STAFF
    nobody = await principal_of(store, Role.ADMIN, "other", TODAY)
    assert scope_of(nobody, TODAY) == scope_of(Principal(Role.PUBLIC), TODAY)


async def test_in_an_empty_store_nobody_administers_and_in_a_demonstration_whoever_says_so(city: City) -> None:
    assert (await principal_of(city.store, Role.ADMIN, "admin", TODAY)).role is Role.PUBLIC
    await city.store.write(lambda unit: unit.run("MATCH (z:Zhengtu) SET z.demonstration = true"))
    assert (await principal_of(city.store, Role.ADMIN, "admin", TODAY)).role is Role.ADMIN


async def an_administrator(store: Store, subject: str) -> Actor:
    return Actor(await principal_of(store, Role.ADMIN, subject, TODAY), NOW)


async def test_administrators_name_each_other_and_the_journal_says_who_did(
    store: Store, personal: PersonalData
) -> None:
    await claim(store, personal, (await founded(store, personal)).text)
    boss = await an_administrator(store, "boss")
    assert await installation_desk.appoint(store, "deputy", boss) == "deputy"
    assert (await an_administrator(store, "deputy")).principal.role is Role.ADMIN
    assert [each.subject for each in await administrators.registered(store)] == ["boss", "deputy"]
    with pytest.raises(Conflict) as twice:
        await installation_desk.appoint(store, "deputy", boss)
    assert (twice.value.code, twice.value.path) == ("ADMINISTRATOR_ALREADY", ("subject",))
    await installation_desk.dismiss(store, "boss", await an_administrator(store, "deputy"))
    told = "MATCH (j:Journal) WHERE j.act ENDS WITH $act WITH j ORDER BY j.act RETURN collect([j.subject, j.about])"
    assert await store.read(told, act="_ADMINISTRATOR") == [["boss", "deputy"], ["deputy", "boss"]]


async def test_whoever_is_dismissed_is_the_public_with_his_next_request_and_with_the_one_under_way(
    store: Store, personal: PersonalData
) -> None:
    await claim(store, personal, (await founded(store, personal)).text)
    boss = await an_administrator(store, "boss")
    await installation_desk.appoint(store, "deputy", boss)
    under_way = await an_administrator(store, "deputy")
    await installation_desk.dismiss(store, "deputy", boss)
    assert (await an_administrator(store, "deputy")).principal.role is Role.PUBLIC
    with pytest.raises(Forbidden) as refused:
        await installation_desk.appoint(store, "friend", under_way)
    assert refused.value.code == "ROLE_REQUIRED"
    with pytest.raises(NotFound) as unknown:
        await installation_desk.dismiss(store, "deputy", boss)
    assert unknown.value.code == "NO_ADMINISTRATOR"


async def test_the_last_administrator_is_dismissed_by_nobody_nor_by_himself(
    store: Store, personal: PersonalData
) -> None:
    await claim(store, personal, (await founded(store, personal)).text)
    boss = await an_administrator(store, "boss")
    with pytest.raises(Conflict) as refused:
        await installation_desk.dismiss(store, "boss", boss)
    assert refused.value.code == "LAST_ADMINISTRATOR"
    await installation_desk.appoint(store, "deputy", boss)
    done = await asyncio.gather(
        installation_desk.dismiss(store, "deputy", boss),
        installation_desk.dismiss(store, "boss", await an_administrator(store, "deputy")),
        return_exceptions=True,
    )
    assert [type(each) for each in done if isinstance(each, Exception)] in ([Forbidden], [Conflict])
    assert len(await administrators.registered(store)) == 1


@pytest.mark.parametrize("subject", ["", " ", "boss ", "bo\u0007ss", "x" * 257])
async def test_a_subject_that_no_token_could_have_is_refused(
    store: Store, personal: PersonalData, subject: str
) -> None:
    await claim(store, personal, (await founded(store, personal)).text)
    with pytest.raises(Malformed) as refused:
        await installation_desk.appoint(store, subject, await an_administrator(store, "boss"))
    assert (refused.value.code, refused.value.path) == ("SUBJECT_FORM", ("subject",))


async def test_only_administrators_name_and_dismiss(city: City) -> None:
    for actor in (await city.actor("cataloguer"), somebody("anybody")):
        for asked in (installation_desk.appoint, installation_desk.dismiss):
            with pytest.raises(Forbidden):
                await asked(city.store, "friend", actor)
