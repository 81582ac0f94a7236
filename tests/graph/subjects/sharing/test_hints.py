"""What is told of a request and stops nothing: that nobody has said its scope, that the same is asked for already."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from builders.moved_cities import INSIDE, NOW, SCOPE, WANTED, Cities, E, P, code

from graph.subjects.sharing.asking import move_request
from graph.subjects.sharing.cases import SCOPE as SCOPE_OF
from graph.subjects.sharing.hints import NotedRequest, noted_of_request
from graph.subjects.sharing.settling import Said
from graph.words.entries import SharingType
from graph.words.sharing import Purpose

WITHIN = Said(confirmed=frozenset({"within_conditions"}))
STATES = "MATCH (r:Resource {id: $id}) SET r.sharingScope = $scope, r.sharingUse = $use"


async def hints(cities: Cities, city: str, request: str) -> list[tuple[str, str, tuple[str, ...]]]:
    view = (await cities.office(city, P.APPLICANT)).view
    (noted,) = await noted_of_request(view, [request])
    return [(each.code.value, each.value, each.rules) for each in NotedRequest.hints_of(noted)]


async def says(cities: Cities, city: str, scope: str, use: str, sharing: SharingType = SharingType.CONDITIONAL) -> None:
    stated: dict[str, Any] = {"id": code(city, sharing), "scope": scope, "use": use}
    await cities.store.write(lambda unit: unit.run(STATES, **stated))


async def scopes(cities: Cities, request: str) -> tuple[str, str]:
    """That of the request, and that of its grant."""
    found = await cities.store.read(
        "MATCH (g:Grant)-[:SETTLES]->(q:SharingRequest {id: $id}) RETURN [q.scopeCipher, g.scopeCipher]", id=request
    )
    return cities.personal.shown(found[0], SCOPE_OF), cities.personal.shown(found[1], "Grant.scope")


async def test_in_jiaozuo_what_is_approved_within_the_conditions_has_the_scope_that_its_entry_states(
    cities: Cities,
) -> None:
    await says(cities, "JI", "本市政务部门", "行政依据：核验公共服务资格")
    authority = await cities.office("JI", P.AUTHORITY_OFFICER)
    request = await cities.ask("JI")
    assert await hints(cities, "JI", request) == []
    await move_request(authority, request, E.APPROVE, WITHIN)
    stated = "共享范围：本市政务部门；具体用途：行政依据：核验公共服务资格"
    assert await scopes(cities, request) == (stated, stated)
    own = await cities.ask("JI", stated=replace(WANTED, purpose=Purpose.REFERENCE))
    await move_request(authority, own, E.APPROVE, replace(WITHIN, scope="限低保审核"))
    assert await scopes(cities, own) == ("限低保审核", "限低保审核")
    refused = await cities.ask("JI", sharing=SharingType.REFUSED)
    await says(cities, "JI", "本市政务部门", "", SharingType.REFUSED)
    await move_request(authority, refused, E.APPROVE, Said())
    assert await scopes(cities, refused) == ("", ""), "what is stated is of what is shared on conditions"


async def test_in_jiaozuo_a_scope_that_nobody_states_is_told_and_is_what_the_entry_asks_for(cities: Cities) -> None:
    request = await cities.ask("JI")
    assert await hints(cities, "JI", request) == [("SCOPE_UNSTATED", "", ("JI-22",))]
    asks = await cities.store.read("MATCH (r:Resource {id: $id}) RETURN r.sharingCondition", id=code("JI"))
    await move_request(await cities.office("JI", P.AUTHORITY_OFFICER), request, E.APPROVE, WITHIN)
    assert (await cities.request(request))[0] == "GRANTED"
    assert await scopes(cities, request) == (asks, asks)
    assert await hints(cities, "JI", request) == []
    assert await hints(cities, "JI", await cities.ask("JI", sharing=SharingType.REFUSED)) == []
    for city in ("CZ", "WH", "CS"):
        assert await hints(cities, city, await cities.ask(city)) == [], "there the provider states it with its consent"


async def test_in_jinzhong_a_consent_within_what_is_published_has_its_scope(cities: Cities) -> None:
    await says(cities, "JZ", "本局各科室", "")
    request = await cities.ask("JZ", E.ASK_INSIDE)
    await cities.walk(
        "JZ", request, (*INSIDE, (E.PASS_CHECK, P.PLATFORM_OFFICER, Said()), (E.CONSENT, P.AGENT, Said()))
    )
    assert (await scopes(cities, request))[1] == "共享范围：本局各科室"


async def test_who_asks_for_the_same_again_is_told_of_what_is_open_and_of_what_is_granted(cities: Cities) -> None:
    first = await cities.ask("WH")
    assert await hints(cities, "WH", first) == []
    again = await cities.ask("WH")
    assert await hints(cities, "WH", again) == [("ASKED_ALREADY", first, ())]
    assert await hints(cities, "WH", first) == [("ASKED_ALREADY", again, ())]
    await move_request(await cities.office("WH", P.APPLICANT), again, E.WITHDRAW, Said())
    assert await hints(cities, "WH", first) == await hints(cities, "WH", again) == []
    await cities.walk("WH", first, ((E.CONSENT, P.PROVIDER_OFFICER, SCOPE),))
    assert await hints(cities, "WH", first) == [], "its own grant is what it asked for"
    grant = await cities.store.read("MATCH (g:Grant)-[:SETTLES]->(:SharingRequest {id: $id}) RETURN g.id", id=first)
    third = await cities.ask("WH")
    assert await hints(cities, "WH", third) == [("ASKED_ALREADY", grant, ())]
    cut = "MATCH (g:Grant {id: $id}) SET g.state = 'ENDED', g.endedOn = date('2026-03-01')"
    await cities.store.write(lambda unit: unit.run(cut, id=grant))
    assert await hints(cities, "WH", third) == []


@pytest.mark.parametrize(
    ("other", "told"),
    [({"items": ()}, False), ({"items": ("住址",)}, False), ({"purpose": Purpose.REFERENCE}, False), ({}, True)],
)
async def test_another_purpose_or_more_items_are_not_the_same(
    cities: Cities, other: dict[str, Any], told: bool
) -> None:
    await cities.ask("CZ")
    request = await cities.ask("CZ", stated=replace(WANTED, **other), at=NOW + timedelta(minutes=1))
    assert bool(await hints(cities, "CZ", request)) is told


async def test_all_that_the_entry_has_is_the_same_named_or_not(cities: Cities) -> None:
    every, named = replace(WANTED, items=()), replace(WANTED, items=("住址", "姓名"))
    first = await cities.ask("WH", stated=every)
    again = await cities.ask("WH", stated=named, at=NOW + timedelta(minutes=1))
    assert await hints(cities, "WH", again) == [("ASKED_ALREADY", first, ())]
    assert await hints(cities, "WH", first) == [("ASKED_ALREADY", again, ())]
    await move_request(await cities.office("WH", P.APPLICANT), again, E.WITHDRAW, Said())
    await cities.walk("WH", first, ((E.CONSENT, P.PROVIDER_OFFICER, SCOPE),))
    grant = await cities.store.read("MATCH (g:Grant)-[:SETTLES]->(:SharingRequest {id: $id}) RETURN g.id", id=first)
    third = await cities.ask("WH", stated=every, at=NOW + timedelta(minutes=2))
    assert await hints(cities, "WH", third) == [("ASKED_ALREADY", grant, ())]
    less = "MATCH (g:Grant {id: $id}) SET g.itemIds = [head(g.itemIds)]"
    await cities.store.write(lambda unit: unit.run(less, id=grant))
    assert await hints(cities, "WH", third) == [], "of a part of it everything is not granted"
