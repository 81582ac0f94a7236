"""Every moment leaves with the offset of China, whatever a store made of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import httpx
import pytest
from builders import drafted, entry_cases, exchange, grants, requests, sheets, suspects
from builders.office import ALICE, CIVIL, HOLDER_A, MARRIED, NOW, Office, gid, who
from builders.owed import changed, owed
from graphql import GraphQLObjectType, get_named_type
from starlette.datastructures import UploadFile

from api.graphql.lens.scalars import SCALARS, DateTime
from api.graphql.schema import schema
from api.identity.authenticator import Identity
from api.service.app import build_app
from graph.cases.notices import tell
from graph.errors import Malformed
from graph.subjects.duties import memory as duties_memory
from graph.subjects.duties.memory import Done
from graph.subjects.sources import changes as changes_of_bases
from graph.words.duties import DutyEvent
from graph.words.entry_cases import EntryCaseState
from graph.words.notices import Notice, NoticeKind, Recipient, RecipientKind
from graph.words.people import Role
from graph.words.sharing_cases import SharingState

MOMENTS = {
    (kind.name, name)
    for kind in schema._schema.type_map.values()
    if isinstance(kind, GraphQLObjectType)
    for name, field in kind.fields.items()
    if get_named_type(field.type).name == "DateTime"
}
"""Every field of the schema that is a moment, with its type."""

ASKED = """query ($entry: ID!, $objection: ID!, $file: Upload!) {
  entry: node(id: $entry) { __typename ... on Resource { recordedAt versions { __typename recordedAt } } }
  objection: node(id: $objection) { __typename ... on Objection { raisedAt resolvedAt } }
  verifyLicense(input: { file: $file }) { __typename at } }"""
OF_LICENSE = """query ($license: ID!) {
  node(id: $license) { __typename ... on License {
    sealedAt erasedAt history { __typename at }
    holders { __typename erasedAt formerNames { __typename until } } } } }"""
ERASED = "MATCH (l:License {id: $id})-[:HELD_BY]->(h:Holder) SET l.erasedAt = datetime($at), h.erasedAt = datetime($at)"
OF_FORGERY = """query ($case: ID!) {
  node(id: $case) { __typename ... on ForgeryCase { suspectedAt decidedAt reportedAt closedAt history { __typename at }
    sightings { __typename at } verdict { __typename at } } } }"""
OF_DRAFT = """query ($draft: ID!) {
  node(id: $draft) { __typename ... on LicenseDraft { receivedAt enteredAt history { __typename at } } } }"""
OF_ENTRY_CASE = """query ($case: ID!) {
  node(id: $case) { __typename ... on EntryCase { openedAt enteredAt history { __typename at } } } }"""
OF_WAITING = "{ waiting(whose: MY_DEPARTMENT, kinds: [ENTRY_CASE]) { cases { __typename since } } }"
OF_GRANT = """query ($grant: ID!) {
  node(id: $grant) { __typename ... on Grant { history { __typename at } disclosures { __typename at } } } }"""
OF_REQUEST = """query ($request: ID!) {
  node(id: $request) { __typename ... on SharingRequest { openedAt enteredAt history { __typename at } } } }"""
OF_EXCHANGE = """query ($of: String!) { usesOfResource(resource: $of) { edges { node { __typename usedAt } } }
  deliveriesOfResource(resource: $of) { edges { node { __typename deliveredAt } } }
  exchangeFacts(resource: $of) { __typename deliveredAt } }"""
OF_DUTY = """{ duties { edges { node {
  __typename openedAt handedInAt doneAt basis { changes { __typename recordedAt } } } } } }"""
OF_BATCH = """query ($batch: String!) {
  licenseBatch(batch: $batch) { __typename receivedAt run { __typename began heardOf } } }"""
OF_RECEIPT = """query ($file: Upload!) {
  verifyLicense(input: { file: $file }) { attestation { __typename sealedAt } } }"""
NAME = """mutation ($i: NameAdministratorInput!) {
  nameAdministrator(input: $i) { administrator { __typename registeredAt } } }"""
RAISE = "mutation ($i: RaiseObjectionInput!) { raiseObjection(input: $i) { objection { id } } }"
RESOLVE = "mutation ($i: ResolveObjectionInput!) { resolveObjection(input: $i) { __typename } }"


def told(answer: Any) -> Iterator[tuple[tuple[str, str], str]]:
    """The moments in an answer, each with its type and field."""
    if isinstance(answer, list):
        for each in answer:
            yield from told(each)
    if isinstance(answer, dict):
        for name, value in answer.items():
            place = (answer.get("__typename", ""), name)
            yield from [(place, value)] if place in MOMENTS else told(value)


async def test_every_field_that_is_a_moment_has_the_offset_of_china(api: Office) -> None:
    raised = await api.ask(
        RAISE, who("applicant"), i={"on": {"resource": gid("Resource", MARRIED)}, "ground": "ACCURACY", "words": "不对"}
    )
    case = raised["raiseObjection"]["objection"]["id"]
    await api.ask(RESOLVE, who("provider"), i={"objection": case, "outcome": "CORRECTED", "words": "已更正"})
    digest = await api.store.read("MATCH (l:License {id: $id}) RETURN l.digest", id=api.licenses[ALICE])
    file = UploadFile(BytesIO(await api.service.backend.workshop.file(digest)))
    answer = await api.ask(ASKED, who("provider"), entry=gid("Resource", MARRIED), objection=case, file=file)
    to = Recipient(RecipientKind.SUBJECT, "provider")
    notice = Notice(NoticeKind.OBJECTION_SETTLED, "Objection", "O", "CORRECTED", NOW, to)
    await api.store.write(lambda unit: tell(unit, [notice]))
    notices = await api.ask("{ notices { edges { node { __typename at since } } } }", who("provider"))
    forgery = await suspects.report(api, await suspects.forged(api))
    await suspects.decide(api, forgery["id"], "CONFIRMED")
    await suspects.send(api, forgery["id"])
    suspected = await api.ask(OF_FORGERY, suspects.OFFICER, case=forgery["id"])
    draft = (await drafted.received(api, drafted.data("N-moment")))["id"]
    waiting = await api.ask(OF_DRAFT, who("officer"), draft=draft)
    batch = await sheets.received(api, sheets.sheet("N-batch"))
    batched = await api.ask(OF_BATCH, who("officer"), batch=batch)
    case = await entry_cases.entered(api, 71, EntryCaseState.REGISTERED)
    prepared = await api.ask(OF_ENTRY_CASE, who(entry_cases.CATALOGUER), case=case)
    turn = await api.ask(OF_WAITING, who("maker"))
    grant = await grants.gone_its_whole_way(api, "G-moment")
    granted = await api.ask(OF_GRANT, who("provider"), grant=grant)
    request = await requests.entered(api, 72, SharingState.ASKED)
    await exchange.record(api, [exchange.used("S-1")])
    await exchange.record(api, [exchange.delivered("S-1")])
    exchanged = await api.ask(OF_EXCHANGE, who("provider"), of=MARRIED)
    done = Done(NOW, DutyEvent.UPDATE)
    await api.store.write(lambda unit: duties_memory.open_duties(unit, [owed(CIVIL, MARRIED, NOW)], done))
    await api.store.write(lambda unit: unit.run("MATCH (d:OwedDuty) SET d.handedInAt = d.openedAt"))
    await api.store.write(lambda unit: changes_of_bases.write_change(unit, changed("LAW-1", NOW)))
    duties = await api.ask(OF_DUTY, who(entry_cases.CATALOGUER))
    found = [*told(await api.ask(OF_REQUEST, who("provider"), request=request))]
    for each in (turn, duties, exchanged, granted, prepared, answer, notices, suspected, waiting, batched):
        found += told(each)
    transport = httpx.ASGITransport(build_app(api.service.parts()))
    async with httpx.AsyncClient(transport=transport, base_url="http://office") as door:
        made = await door.post("/receipts", data={"purpose": "办事"}, files={"file": await api.sealed()})
    found += told(await api.ask(OF_RECEIPT, file=UploadFile(BytesIO(made.content))))
    await drafted.issued(api, drafted.renamed("N-renamed"))
    await api.store.write(lambda unit: unit.run(ERASED, id=api.licenses[ALICE], at=NOW.isoformat()))
    found += told(await api.ask(OF_LICENSE, HOLDER_A, license=api.license(ALICE)))
    found += told(await api.ask(NAME, Identity(Role.ADMIN, "boss"), i={"subject": "deputy"}))
    assert {place for place, _ in found} == MOMENTS
    assert [(place, text) for place, text in found if not text.endswith("+08:00")] == []


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("2026-03-02T02:00Z", "2026-03-02T10:00:00+08:00"),
        ("2026-03-02T02:00:00+00:00", "2026-03-02T10:00:00+08:00"),
        ("2026-03-01T16:30:00.000250Z", "2026-03-02T00:30:00.000250+08:00"),
        ("2026-03-02T10:00:00+08:00", "2026-03-02T10:00:00+08:00"),
    ],
)
def test_a_moment_is_shown_alike_however_it_is_stored(stored: str, shown: str) -> None:
    assert SCALARS[DateTime].serialize(stored) == shown


@pytest.mark.parametrize("value", ["2026-11-29T10:00:00", "2026-11-29T24:00:00+08:00", "gestern", 7])
def test_a_moment_that_is_none_is_refused_in_both_languages(value: object) -> None:
    with pytest.raises(Malformed) as refused:
        SCALARS[DateTime].parse_value(value)
    assert (refused.value.code, refused.value.value) == ("MALFORMED_DATE", str(value))
    assert not re.search("[A-Za-z]{2}", refused.value.message.zh)
    assert refused.value.message.en.startswith("a moment is written")
