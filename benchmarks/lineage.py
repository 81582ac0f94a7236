"""Lineage to depth 8 of the entry that has most behind it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import orjson

from benchmarks.floor import global_id
from benchmarks.measuring import Row, alternating
from benchmarks.places import Work, answer, serving
from benchmarks.processes import BenchmarkError
from graph.subjects.lineage.memory import MAX_DEPTH, MAX_NODES
from seed.sheets import sheet

QUERY = (
    "query($id: ID!, $nodes: Int!) { lineage(of: $id, direction: UPSTREAM, depth: 8, maxNodes: $nodes) "
    "{ nodes { kind code name node { id } } edges { downstream upstream kind rule } } }"
)
LIMIT = 1.3
"""Of the wall of a request by that of the statement alone."""


def run(work: Work) -> Iterator[Row]:
    """Against our own statement by the bare driver, and against the plainest statement that says the same."""
    start = deepest()
    ours = orjson.dumps({"query": QUERY, "variables": {"id": global_id("Resource", start), "nodes": MAX_NODES}})
    raw = orjson.dumps({"variables": {"id": start}})
    with serving(work) as servers:
        ways = ((servers.app, ours), (servers.floor + "/statement", raw), (servers.floor + "/walk", raw))
        answers = [_facts(answer(url, body)) for url, body in ways]
        if not answers[0] == answers[1] == answers[2]:
            raise BenchmarkError(f"the answers differ for {start}: {[tuple(map(len, each)) for each in answers]}")
        measured = partial(servers.median_ms, seconds=work.seconds)
        graphql, statement, walk = alternating(work.rounds, *(partial(measured, url, body) for url, body in ways))
    nodes, edges = answers[0]
    what = f"lineage, depth 8 ({len(nodes)} nodes, {len(edges)} edges)"
    how = "one keep-alive connection, embedded store; both floors are a bare route, the raw driver and orjson"
    yield Row(what, graphql, statement, "its own statement", "wall ms", how=how, limit=LIMIT)
    yield Row(what, graphql, walk, "a plain *0..8 statement", "wall ms", how=how)


def deepest() -> str:
    """The entry from which most is reached upstream, by the tables."""
    above: dict[str, list[str]] = {}
    for row in sheet("lineage"):
        above.setdefault(row["下游"], []).append(row["上游"])

    def behind(start: str) -> int:
        seen, front = {start}, {start}
        for _ in range(MAX_DEPTH):
            front = {there for here in front for there in above.get(here, ())} - seen
            seen |= front
        return len(seen)

    return max(sorted(code for code in above if "/" in code), key=behind)


def _facts(content: bytes) -> tuple[set[Any], set[Any]]:
    found = orjson.loads(content)["data"]["lineage"]
    return (
        {(node["node"]["id"], node["name"]) for node in found["nodes"]},
        {(edge["downstream"], edge["upstream"], edge["kind"]) for edge in found["edges"]},
    )
