"""A certificate number that holds a holder's code is for those who see the holders, wherever a number is shown."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import orjson
import pytest
from builders import office
from builders.office import ALICE, HOLDER_A, Office, gid, who

from api.identity.authenticator import Identity
from graph.codes.identifier import parse_identifier
from graph.codes.quoted import citizen_ids
from graph.office.actor import Actor
from graph.subjects.licensing import hiding as stored
from graph.subjects.people.desk import principal_of
from graph.words.licensing import CHANGE_REASON, NUMBER, LicenseEvent
from graph.words.people import Role
from licenses.register import hiding
from licenses.register.hiding import hide
from licenses.register.issuing import prepare
from licenses.register.records import number_tells

PERSONAL = f"{ALICE}43"
SEES = {"holder": HOLDER_A, "issuer": who("issuer")}
SUPERVISES = {
    "authority": who("authority"),
    "auditor": who("auditor", Role.AUDITOR),
    "admin": who("admin", Role.ADMIN),
}
LISTED = """query ($type: By!, $after: String) {
  licenses(first: 1, after: $after) {
    totalCount pageInfo { endCursor hasNextPage } edges { cursor node { id number holders { code } } } }
  licenseType(by: $type) { licenses { edges { cursor node { number } } } } }"""


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


FOUND = "query ($filter: LicenseFilter) { licenses(filter: $filter) { totalCount edges { node { id } } } }"


@pytest.mark.parametrize("role", SEES)
@pytest.mark.parametrize("written", [PERSONAL, f" {PERSONAL.lower()} "])
async def test_who_sees_a_number_finds_its_licence_by_it(api: Office, personal: str, role: str, written: str) -> None:
    found = await api.ask(FOUND, SEES[role], filter={"number": [written]})
    assert [edge["node"]["id"] for edge in found["licenses"]["edges"]] == [gid("License", personal)]


@pytest.mark.parametrize("role", SUPERVISES)
async def test_who_may_not_see_a_number_does_not_learn_by_a_filter_that_it_is_there(
    api: Office, personal: str, role: str
) -> None:
    found = await api.ask(FOUND, SUPERVISES[role], filter={"number": [PERSONAL]})
    assert found["licenses"]["totalCount"] == 0
    others = await api.ask(FOUND, SUPERVISES[role], filter={"not": {"number": [PERSONAL]}})
    every = await api.ask(FOUND, SUPERVISES[role], filter=None)
    assert others == every, "what is left out tells as much as what is found"
    plain = await api.ask(FOUND, SUPERVISES[role], filter={"number": ["J340200-2026-000001"]})
    assert plain["licenses"]["totalCount"] == 1
    assert gid("License", personal) in str(every)


async def test_the_serial_of_an_identifier_is_random_where_the_number_is_an_id(api: Office) -> None:
    workshop = api.service.backend.workshop
    actor = Actor(await principal_of(api.store, Role.STAFF, "issuer", office.TODAY), office.NOW)
    made = [(await prepare(workshop, office.order(ALICE, f"{ALICE}{n}"), actor)).metadata.identifier for n in range(2)]
    serials = {parse_identifier(each).serial for each in made}
    assert len(serials) == 2
    assert all(re.fullmatch(r"[0-9A-F]{32}", each) and not citizen_ids(each) for each in serials)


async def test_a_part_of_a_number_finds_nothing(api: Office, personal: str) -> None:
    found = await api.ask(FOUND, SEES["issuer"], filter={"number": [ALICE, PERSONAL[:-1]]})
    assert found["licenses"]["totalCount"] == 0, personal


async def in_the_clear(api: Office, personal: str) -> None:
    """Let the store keep numbers and reasons as earlier releases did."""
    key = api.service.backend.personal
    rows = await api.store.read(
        "MATCH (l:License) WHERE l.numberCipher IS NOT NULL "
        "RETURN collect([l.id, l.numberCipher, l.typeId, l.issuerId, l.stateHistory])"
    )

    def line(kept: str) -> str:
        event = LicenseEvent.parse(kept)
        return replace(event, reason=key.shown(event.reason, CHANGE_REASON)).line

    plain = [
        [
            identity,
            PERSONAL if identity == personal else key.decrypt(number, NUMBER),
            type_code,
            issuer,
            list(map(line, history)),
        ]
        for identity, number, type_code, issuer, history in rows
    ]

    async def work(unit: Any) -> None:
        await unit.run(
            "UNWIND $rows AS row MATCH (l:License {id: row[0]}) SET l.number = row[1], l.stateHistory = row[4], "
            "l.numberKey = CASE WHEN l.numberKey IS NULL THEN null ELSE row[2] + '|' + row[3] + '|' + row[1] END "
            "REMOVE l.numberCipher, l.numberHash, l.numberPersonal, l.changeReasonCipher",
            rows=plain,
        )
        await unit.run("MATCH (z:Zhengtu {id: 'store'}) REMOVE z.wordsHidden")

    await api.store.write(work)


async def kept(api: Office) -> dict[str, list[Any]]:
    """What the store keeps of the numbers."""
    return {
        row[0]: row[1:]
        for row in await api.store.read(
            "MATCH (l:License) RETURN collect([l.id, l.number, l.numberHash, l.numberKey, l.numberPersonal])"
        )
    }


async def test_numbers_in_the_clear_are_encrypted_once_by_the_key_of_the_personal_data(
    api: Office, personal: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = await kept(api)
    await in_the_clear(api, personal)
    assert (await kept(api))[personal][0] == PERSONAL
    monkeypatch.setattr(hiding, "BATCH", 2)
    await hide(api.store, api.service.backend.personal)
    assert await kept(api) == before
    assert before[personal][0] is None
    assert before[personal][3] is True
    assert PERSONAL in await everything(api, SEES["issuer"], personal)


async def test_what_was_begun_is_taken_up_where_it_ended(api: Office, personal: str) -> None:
    before = await kept(api)
    await in_the_clear(api, personal)
    key = api.service.backend.personal
    left = await stored.left(api.store)
    one = [hiding.hidden(key, each) for each in await stored.read(api.store, left[:1])]
    await api.store.write(lambda unit: stored.write(unit, one))
    assert await stored.left(api.store) == left[1:]
    await hide(api.store, key)
    assert await kept(api) == before


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
        ("342501198001011239", True),
        ("籍 342501 19800101 1239 第2号", True),
        ("342501198001011238", False),
        ("J340200-2026-000001", False),
        (ALICE[:10], False),
        ("", False),
    ],
)
def test_a_number_tells_the_holder_where_his_code_stands_in_it_however_it_is_written(number: str, tells: bool) -> None:
    assert number_tells(number, (ALICE, "e12345678", "")) is tells
