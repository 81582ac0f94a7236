"""What lists cost as the graph grows: the same pages in a store of demonstration size and in one of a city's size.

`python -m benchmarks.growing [--entries N] [--licenses N] [--uri URI]` fills an empty store – an embedded one of its
own, or the one at URI – with 1,000 entries and 1,000 licences, measures, lets it grow to N, and measures again. Each
line is a page as GraphQL answers it, its median time before and after, and the ratio.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, LiteralString, cast

from api.graphql.context import Context
from api.graphql.lens import cursors
from api.graphql.schema import schema
from api.identity.authenticator import PUBLIC as NOBODY
from api.identity.request import Language, RequestFacts
from graph.law.access import PUBLIC
from graph.law.scope import NOTHING, Scope
from graph.schema.nodes import LICENSE, RESOURCE
from graph.store.engine import Place, Store, open_store
from graph.store.migrating import migrate
from graph.store.view import View

SMALL, BATCH, REPEATS, DEPARTMENTS = 1_000, 1_000, 9, 100
NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
TODAY = date(2026, 3, 2)
CODES = [f"113402{number:012d}" for number in range(DEPARTMENTS)]
_ENTRY_COLUMNS = ("name", "state", "providerId", "sharing", "opening", "publishedOn", "recordedAt", "searchText")
_ENTRIES: LiteralString = (
    "UNWIND $rows AS row MATCH (d:Department {id: row.providerId}) CREATE (r:Resource {id: row.id}) "
    f"SET r.version = 1, {RESOURCE.assigned('r', 'row', _ENTRY_COLUMNS)} CREATE (r)-[:PROVIDED_BY]->(d)"
)
_LICENSES: LiteralString = (
    "UNWIND $rows AS row MATCH (t:LicenseType {id: 'T'}) MERGE (h:Holder {codeHash: row.holder}) SET h.id = row.holder "
    "CREATE (l:License {id: row.id}) "
    f"SET {LICENSE.assigned('l', 'row')} CREATE (l)-[:HELD_BY {{seq: 1}}]->(h) CREATE (l)-[:OF_TYPE]->(t)"
)
HOLDER = Scope(holder="holder-1")
ISSUER = Scope(licenses=frozenset(CODES[:1]), issuers=frozenset(CODES[:1]))
INSPECTOR = Scope(licenses=frozenset(CODES), entries=frozenset(CODES))


@dataclass(frozen=True, slots=True)
class Question:
    """A page that somebody asks for."""

    about: str
    scope: Scope
    query: str
    middle: tuple[str, str, LiteralString] | None = None
    """Order, label and expression of the key, where it is asked for behind the row in the middle of the list."""


def _questions() -> Iterator[Question]:
    page = "{ pageInfo { hasNextPage } edges { node { id } } }"
    orders: tuple[tuple[str, LiteralString], ...] = (
        ("CODE", "c.id"),
        ("NAME", "c.name"),
        ("PUBLISHED", "toString(c.publishedOn)"),
        ("RECORDED", "toString(c.recordedAt)"),
    )
    for order, key in orders:
        yield Question(f"entries, {order}, first page", NOTHING, f"{{ resources(orderBy: {order}) {page} }}")
        behind = f"query ($after: String) {{ resources(orderBy: {order}, after: $after) {page} }}"
        yield Question(f"entries, {order}, in the middle", NOTHING, behind, (order, "Resource", key))
    for who, scope in (("public", NOTHING), ("holder", HOLDER), ("issuer", ISSUER), ("inspector", INSPECTOR)):
        yield Question(f"licences, {who}", scope, f"{{ licenses {page} }}")
        yield Question(f"licences counted, {who}", scope, "{ licenses(first: 1) { totalCount } }")


async def _grow(store: Store, label: str, text: LiteralString, rows: list[dict[str, Any]]) -> None:
    for begin in range(0, len(rows), BATCH):
        part = rows[begin : begin + BATCH]
        await store.write(lambda unit, part=part: unit.run(text, rows=part))  # type: ignore[misc]
    print(f"  {len(rows):,} of {label} written", flush=True)


def _entry(number: int) -> dict[str, Any]:
    shuffled = number * 7919 % 1_000_003
    at = NOW - timedelta(minutes=number)
    return {
        "id": f"3{shuffled:07d}/{number:06d}", "name": f"信息资源{shuffled:07d}", "state": "PUBLISHED",
        "providerId": CODES[number % DEPARTMENTS], "sharing": "UNCONDITIONAL", "opening": "REFUSED",
        "publishedOn": at.date().isoformat(), "recordedAt": at.isoformat(), "searchText": f"信息资源{number}",
    }  # fmt: skip


def _license(number: int) -> dict[str, Any]:
    day = (TODAY - timedelta(days=number % 2_000)).isoformat()
    holder = f"holder-{number // 5}"
    return {
        "id": f"L{number:07d}", "identifier": f"I{number:07d}", "number": f"N{number:07d}", "version": 1,
        "state": "IN_FORCE", "issuedOn": day, "validFrom": day, "sealedAt": f"{day}T00:00:00+00:00", "digest": "0" * 64,
        "size": 1, "typeId": "T", "typeName": "证", "issuerId": CODES[number % DEPARTMENTS], "holderHashes": [holder],
        "numberPersonal": False, "stateHistory": [f"{day}|IN_FORCE|"], "holder": holder,
    }  # fmt: skip


async def _asked(store: Store, question: Question) -> float:
    """The median milliseconds of a question."""
    variables = await _variables(store, question)
    seen = []
    for _ in range(REPEATS):
        facts = RequestFacts(NOBODY, NOW, "benchmark", Language.ZH, timedelta(seconds=60))
        context = Context(facts, PUBLIC, View(store, question.scope, TODAY), cast("Any", None))
        began = time.perf_counter()
        answer = await schema.execute(question.query, variable_values=variables, context_value=context)
        seen.append((time.perf_counter() - began) * 1000)
        if answer.errors:
            raise SystemExit(f"{question.about}: {answer.errors}")
    return statistics.median(seen)


async def _variables(store: Store, question: Question) -> dict[str, Any]:
    if question.middle is None:
        return {}
    order, label, key = question.middle
    sorted_keys: LiteralString = (
        f"MATCH (c:Resource) WITH {key} AS key, c.id AS id ORDER BY key, id WITH collect([key, id]) AS found "
        "RETURN found[size(found) / 2]"
    )
    at, identity = await store.read(sorted_keys)
    return {"after": cursors.written(at, identity, order, cursors.fingerprint(order, label, None, None))}


async def _measured(store: Store) -> Mapping[str, float]:
    return {question.about: await _asked(store, question) for question in _questions()}


async def _run(place: Place, entries: int, licenses: int) -> None:
    async with open_store(place) as store:
        if await store.read("MATCH (n) RETURN count(n)"):
            raise SystemExit("this store is not empty")
        await migrate(store)
        await store.write(
            lambda unit: unit.run(
                "CREATE (:LicenseType {id: 'T', name: '证'}) WITH 1 AS one UNWIND $codes AS k "
                "CREATE (:Department {id: k, name: k})",
                codes=CODES,
            )
        )
        measured: list[Mapping[str, float]] = []
        sizes = ((0, 0), (SMALL, SMALL), (entries, licenses))
        for before, after in pairwise(sizes):
            await _grow(store, "entries", _ENTRIES, [_entry(number) for number in range(before[0], after[0])])
            await _grow(store, "licences", _LICENSES, [_license(number) for number in range(before[1], after[1])])
            await _measured(store)  # once to warm up
            measured.append(await _measured(store))
    print(f"{'':32}{SMALL:>10,} {entries:>10,} entries  ratio")
    print(f"{'':32}{SMALL:>10,} {licenses:>10,} licences")
    for about, few in measured[0].items():
        many = measured[1][about]
        print(f"{about:32}{few:8.1f}ms {many:8.1f}ms {many / few:10.1f}")


def main() -> None:
    """Fill a store, let it grow, print what pages cost before and after."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growing", description="What lists cost as they grow.")
    parser.add_argument("--entries", type=int, default=20_000)
    parser.add_argument("--licenses", type=int, default=50_000)
    parser.add_argument("--uri", default="", help="an empty store to use instead of an embedded one")
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        home = Path(folder) / "store"
        home.mkdir(mode=0o700)
        asyncio.run(_run(Place(home, asked.uri, statement_seconds=120.0), asked.entries, asked.licenses))


if __name__ == "__main__":
    main()
