"""What is made to be dear is refused with the limit, or costs a bounded number of statements and bytes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace

import httpx
import orjson
import pytest
from builders.hostile import ANSWERED, BUREAU, DOCUMENTS, Hostile
from builders.office import Office

from api.graphql.guard.limits import NAMES
from api.graphql.guard.prices import LENGTHS, WORK
from api.graphql.schema import schema
from api.service.app import build_app
from graph.refusal_codes import Code

STATEMENTS = 70
"""That one of them may ask, besides those that say who asks."""
BYTES = 3_000_000
CORE = schema._schema


@pytest.fixture
def client(api: Office) -> Iterator[httpx.AsyncClient]:
    """A client of the whole application, in a bureau that is measured; whatever else the machine does, in time."""
    before, api.service.bounds.lengths = api.service.bounds.lengths, BUREAU
    parts = api.service.parts()
    patient = parts.settings.model_copy(update={"operation_seconds": 300})
    transport = httpx.ASGITransport(build_app(replace(parts, settings=patient)))
    yield httpx.AsyncClient(transport=transport, base_url="http://catalogue.example")
    api.service.bounds.lengths = before


def told(answer: httpx.Response) -> set[str]:
    """The codes of an answer, and the limits that they name."""
    facts = [error["extensions"] for error in answer.json().get("errors", ())]
    return {fact["code"] for fact in facts} | {".".join(fact.get("field") or ()) for fact in facts}


def test_there_are_enough_of_them_and_of_every_limit() -> None:
    assert len(DOCUMENTS) >= 50
    outcomes = {hostile.outcome for hostile in DOCUMENTS.values()}
    assert outcomes >= NAMES.keys()
    assert all(outcome in {*NAMES, ANSWERED} or outcome in Code.__members__ for outcome in outcomes)


@pytest.mark.parametrize("hostile", DOCUMENTS.values(), ids=DOCUMENTS)
async def test_a_hostile_document_is_refused_or_bounded(
    client: httpx.AsyncClient, counted: list[str], hostile: Hostile
) -> None:
    body = orjson.dumps({"query": hostile.query, "variables": hostile.variables})
    answer = await client.post("/graphql", content=body, headers={"content-type": "application/json"})
    codes = told(answer)
    assert "INTERNAL_ERROR" not in codes
    if hostile.outcome == ANSWERED:
        assert "data" in answer.json(), codes
        assert len(counted) <= STATEMENTS
        assert len(answer.content) <= BYTES
    else:
        assert hostile.outcome in codes
        assert len(answer.content) <= 10_000
        assert counted == []


async def test_others_are_answered_meanwhile(client: httpx.AsyncClient) -> None:
    bodies = [
        {"query": each.query, "variables": each.variables} for each in DOCUMENTS.values() if each.outcome == ANSWERED
    ]
    hostile = asyncio.gather(*(client.post("/graphql", json=body) for body in bodies))
    healthy = 0
    while not hostile.done():
        (await client.get("/healthz")).raise_for_status()
        healthy += 1
        await asyncio.sleep(0)
    assert all("data" in answer.json() for answer in await hostile)
    assert healthy > len(bodies)


def test_what_has_a_price_is_published() -> None:
    for name in (*WORK, *LENGTHS):
        kind, _, field = name.partition(".")
        assert field in CORE.type_map[kind].fields, name  # type: ignore[attr-defined]
