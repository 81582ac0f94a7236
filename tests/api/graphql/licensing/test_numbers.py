"""A certificate number that holds a holder's code is for those who see the holders, wherever a number is shown."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from builders import office
from builders.office import ALICE, HOLDER_A, Office, gid, who

from api.identity.authenticator import Identity
from graph.words.people import Role
from licenses.register.numbers import judge_numbers
from licenses.register.records import number_tells

PERSONAL = f"{ALICE}43"
SEES = {"holder": HOLDER_A, "issuer": who("issuer")}
SUPERVISES = {
    "authority": who("authority"),
    "auditor": who("auditor", Role.AUDITOR),
    "admin": who("admin", Role.ADMIN),
}
LISTED = """query ($type: By!, $after: String) {
  licenses(orderBy: NUMBER, first: 1, after: $after) {
    totalCount pageInfo { endCursor hasNextPage } edges { cursor node { id number holders { code } } } }
  licenseType(by: $type) { licenses(orderBy: NUMBER) { edges { cursor node { number } } } } }"""


@pytest.fixture(scope="module")
async def personal(api: Office) -> str:
    """A licence whose number begins with its holder's citizen identity number."""
    placed = office.order(ALICE, PERSONAL)
    return await office.issue_sealed(api.service.backend.workshop, placed, "P0001", str(api.service.settings.home))


async def everything(api: Office, identity: Identity, licence: str) -> str:
    """All that somebody is told of licences, with what his cursors hold."""
    told: list[Any] = []
    after = None
    while True:
        data = await api.ask(LISTED, identity, type={"code": office.MARRIAGE}, after=after)
        told.append(data)
        if not data["licenses"]["pageInfo"]["hasNextPage"]:
            break
        after = data["licenses"]["pageInfo"]["endCursor"]
    known = await api.store.read("MATCH (l:License {id: $id}) RETURN l.identifier", id=licence)
    told.append(
        await api.ask(
            """query ($id: ID!, $type: ID!, $i: String!) {
              license(identifier: $i) { number holders { code } } node(id: $id) { ... on License { number } }
              relations(of: $type) { relations { other { name } } }
              of: relations(of: $id) { relations { other { name } } }
              way: path(from: $id, to: $type) { nodes { name } } }""",
            identity,
            id=gid("License", licence),
            type=gid("LicenseType", office.MARRIAGE),
            i=known,
        )
    )
    cursors = [base64.urlsafe_b64decode(each + "==") for each in _cursors(told)]
    return orjson.dumps(told).decode() + b" ".join(cursors).decode()


def _cursors(value: Any) -> Iterator[str]:
    match value:
        case dict():
            for key, inside in value.items():
                if key in {"cursor", "endCursor"} and inside:
                    yield inside
                yield from _cursors(inside)
        case list():
            for inside in value:
                yield from _cursors(inside)
        case _:
            return


@pytest.mark.parametrize("role", SUPERVISES)
async def test_who_supervises_sees_no_number_that_tells_the_holder(api: Office, personal: str, role: str) -> None:
    told = await everything(api, SUPERVISES[role], personal)
    assert ALICE[:-1] not in told
    assert '"number":"***"' in told
    assert "J340200-2026-000001" in told, "numbers that tell nothing are shown"
    assert '"holders":[]' in told


@pytest.mark.parametrize("role", SEES)
async def test_who_sees_the_holder_sees_the_number(api: Office, personal: str, role: str) -> None:
    assert PERSONAL in await everything(api, SEES[role], personal)


async def test_a_list_by_number_is_whole_for_who_may_not_see_all_of_them(api: Office, personal: str) -> None:
    seen, after, page = [], None, {}
    for _ in range(3):
        page = await api.ask(LISTED, SUPERVISES["auditor"], type={"code": office.MARRIAGE}, after=after)
        (edge,) = page["licenses"]["edges"]
        seen.append(edge["node"]["id"])
        after = page["licenses"]["pageInfo"]["endCursor"]
    assert page["licenses"]["pageInfo"]["hasNextPage"] is False
    assert len(set(seen)) == page["licenses"]["totalCount"] == 3
    assert seen[0] == gid("License", personal)


async def test_a_cursor_of_ones_own_making_finds_no_number_out(api: Office, personal: str) -> None:
    """Where the order were the number's, a cursor between two numbers would tell which is the greater."""
    first = await api.ask(LISTED, SUPERVISES["auditor"], type={"code": office.MARRIAGE})
    order, mark, _, identity = orjson.loads(
        base64.urlsafe_b64decode(first["licenses"]["edges"][0]["cursor"] + "==").decode()
    )
    seen = set()
    for guess in ("1", ALICE, "9"):
        cursor = base64.urlsafe_b64encode(orjson.dumps([order, mark, guess, identity])).decode().rstrip("=")
        data = await api.ask(LISTED, SUPERVISES["auditor"], type={"code": office.MARRIAGE}, after=cursor)
        seen.add(any(edge["node"]["id"] == gid("License", personal) for edge in data["licenses"]["edges"]))
    assert seen == {False}


async def test_numbers_of_licences_from_before_this_was_recorded_are_personal(api: Office, personal: str) -> None:
    async def forgotten(unit: Any) -> None:
        await unit.run("MATCH (l:License) REMOVE l.numberPersonal")

    await api.store.write(forgotten)
    assert "J340200" not in await everything(api, SUPERVISES["auditor"], personal)
    assert "J340200-2026-000001" in await everything(api, SEES["issuer"], personal)


async def test_such_a_number_is_judged_once_by_the_key_of_the_personal_data(api: Office, personal: str) -> None:
    async def forgotten(unit: Any) -> None:
        await unit.run("MATCH (z:Zhengtu) MATCH (l:License) SET z.numbersJudged = null, l.numberPersonal = null")

    async def otherwise(unit: Any) -> None:
        await unit.run("MATCH (l:License {id: $id}) SET l.numberPersonal = false", id=personal)

    async def recorded() -> dict[str, bool]:
        return dict(await api.store.read("MATCH (l:License) RETURN collect([l.id, l.numberPersonal])"))

    await api.store.write(forgotten)
    await judge_numbers(api.store, api.service.backend.personal)
    assert await recorded() == {personal: True, **dict.fromkeys(api.licenses.values(), False)}
    await api.store.write(otherwise)
    await judge_numbers(api.store, api.service.backend.personal)
    assert (await recorded())[personal] is False, "what is recorded is not judged again"


@pytest.mark.parametrize(
    ("number", "tells"),
    [
        (ALICE, True),
        (PERSONAL, True),
        (f"从{ALICE.lower()}号", True),
        (f"{ALICE[:6]} {ALICE[6:14]}-{ALICE[14:]}", True),
        (ALICE[:-1], True),
        ("".join(chr(ord(digit) + 0xFEE0) for digit in ALICE), True),
        ("E12345678", True),
        ("J340200-2026-000001", False),
        (ALICE[:10], False),
        ("", False),
    ],
)
def test_a_number_tells_the_holder_where_his_code_stands_in_it_however_it_is_written(number: str, tells: bool) -> None:
    assert number_tells(number, (ALICE, "e12345678", "")) is tells
