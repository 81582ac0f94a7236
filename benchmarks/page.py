"""A page of 100 entries with provider and items: the question that front-end teams ask most."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import orjson

from benchmarks.measuring import Outcome, Row, Skipped, alternating
from benchmarks.places import MissingError, Serving, Work, answer, neo4j, peer, serving
from benchmarks.processes import BenchmarkError

CONNECTIONS = 8
NODE = "id name sharing state provider { id name }"
ITEM = "id name dataType seq"
PAGE_INFO = "pageInfo { hasNextPage endCursor }"
OURS = f"{{ resources(first: 100) {{ edges {{ cursor node {{ {NODE} items {{ {ITEM} }} }} }} {PAGE_INFO} }} }}"
THEIRS = (
    '{ resourcesConnection(first: 100, where: { state: { eq: "PUBLISHED" } }, sort: [{ id: ASC }]) '
    f"{{ edges {{ cursor node {{ {NODE} items(sort: [{{ seq: ASC }}]) {{ {ITEM} }} }} }} {PAGE_INFO} }} }}"
)


def run(work: Work) -> Iterator[Outcome]:
    """On the embedded store against the floor; on Neo4j against the floor and the peer."""
    with serving(work) as servers:
        yield _against_floor(work, servers, "embedded store")
    try:
        with neo4j(work) as uri, serving(work, uri) as servers:
            yield _against_floor(work, servers, "Neo4j")
            with peer(work, uri) as theirs:
                yield from _against_peer(work, servers, theirs)
    except MissingError as missing:
        yield Skipped("page on Neo4j, against @neo4j/graphql", str(missing))


def _against_floor(work: Work, servers: Serving, store: str) -> Row:
    body, floor = _asked(OURS), servers.floor + "/page"
    _refuse_difference(answer(servers.app, body), answer(floor, body))
    measured = partial(servers.median_ms, seconds=work.seconds)
    ours, theirs = alternating(work.rounds, partial(measured, servers.app, body), partial(measured, floor, body))
    return Row(
        f"page of 100 + provider + items, {store}",
        ours,
        theirs,
        "raw driver + orjson",
        "ms a request",
        how="one keep-alive connection; the floor is one hand-written statement behind a bare Starlette route",
    )


def _against_peer(work: Work, servers: Serving, theirs: str) -> Iterator[Row]:
    asked, asked_of_peer = _asked(OURS), _asked(THEIRS)
    _refuse_difference(answer(servers.app, asked), answer(theirs, asked_of_peer))
    for connections in (1, CONNECTIONS):
        rate = _rate(servers, work.seconds, connections)
        ours, other = alternating(work.rounds, lambda: rate(servers.app, asked), lambda: rate(theirs, asked_of_peer))  # noqa: B023
        yield Row(
            f"the same page, Neo4j, {connections} connection{'s' if connections > 1 else ''}",
            ours,
            other,
            "@neo4j/graphql",
            "requests/s",
            more_is_better=True,
            how="one process each on the same Neo4j, same columns, filter and orders; load from another process",
        )


def _rate(servers: Serving, seconds: float, connections: int) -> Callable[[str, bytes], float]:
    return lambda url, body: servers.client.load(url, body, seconds, connections).per_second


def _asked(query: str) -> bytes:
    return orjson.dumps({"query": query, "variables": {}})


def _refuse_difference(ours: bytes, theirs: bytes) -> None:
    """Only the same answer may be compared."""
    if _facts(ours) != _facts(theirs):
        raise BenchmarkError(f"the answers differ: {ours[:600]!r} against {theirs[:600]!r}")


def _facts(content: bytes) -> list[Any]:
    ((_, found),) = orjson.loads(content)["data"].items()
    facts = []
    for each in found["edges"]:
        node, provider = each["node"], each["node"]["provider"]
        named = provider[0] if isinstance(provider, list) else provider
        items = [(item["name"], item["dataType"], item["seq"]) for item in node["items"]]
        facts.append((node["name"], node["sharing"], node["state"], named["name"], items))
    return facts
