"""Many who ask at once: requests a second and the slowest hundredth at 1, 16, 64 connections; and one beside others.

On the embedded store, or on the Neo4j of `ZHENGTU_STORE_URI`, whose demonstration must be loaded or its store empty.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial

import orjson

from api.process.settings import load
from benchmarks.client import Load, client
from benchmarks.measuring import Figure, Outcome, Row, Skipped
from benchmarks.places import Serving, Work, answer, serving
from benchmarks.processes import BenchmarkError
from benchmarks.questions import CODE, PAGE
from benchmarks.specimen import specimen

CONNECTIONS = (1, 16, 64)
ROUNDS, SECONDS = 2, 1.5
OTHERS = 2
LEAD_SECONDS = 0.3
"""How long the others have been at it when one begins to ask."""
POINT = "query($code: String!) { resource(by: {code: $code}) { id code name sharing state provider { name } } }"
HOW = "two rounds of 1.5 s; the other is one hand-written statement behind a bare Starlette route in the same process"


def run(work: Work) -> Iterator[Outcome]:
    """Against the floor, and against asking alone."""
    uri = load().store_uri
    store = "Neo4j" if uri else "embedded store"
    with serving(work, uri) as servers:
        point = orjson.dumps({"query": POINT, "variables": {"code": CODE}})
        page = orjson.dumps({"query": PAGE, "variables": {}})
        if orjson.loads(answer(servers.app, point)) != orjson.loads(answer(servers.floor + "/point", point)):
            raise BenchmarkError("the answers to the point differ")
        yield from _crowds(servers, f"point, {store}", point, "/point")
        yield from _crowds(servers, f"page of 100, {store}", page, "/page")
        yield from _beside(work, servers, f"point, {store}", point, page)


def _crowds(servers: Serving, what: str, body: bytes, floor: str) -> Iterator[Outcome]:
    """How many are answered, and how long the slowest wait; where some are refused, that."""
    for connections in CONNECTIONS:
        named = f"{what}, {connections} connection{'s' if connections > 1 else ''}"
        loads: tuple[list[Load], list[Load]] = ([], [])
        try:
            for _ in range(ROUNDS):
                for url, found in zip((servers.app, servers.floor + floor), loads, strict=True):
                    found.append(servers.client.load(url, body, SECONDS, connections))
        except BenchmarkError as refused:  # too many for this machine: some have come to their deadline
            yield Skipped(named, str(refused)[:200])
            continue
        ours, other = (_figure(found, lambda each: each.per_second) for found in loads)
        yield Row(named, ours, other, "raw driver + orjson", "requests/s", more_is_better=True, how=HOW)
        ours, other = (_figure(found, lambda each: each.p99_ms) for found in loads)
        yield Row(named, ours, other, "raw driver + orjson", "ms, p99", how=HOW)


def _beside(work: Work, servers: Serving, what: str, point: bytes, page: bytes) -> Iterator[Row]:
    """How long one waits while others ask for much."""
    one = specimen(work.folder / "authority", datetime.now(UTC))
    file, verify = one.seal(one.draw()), servers.app.removesuffix("graphql") + "verify"
    how = "two rounds of 1.5 s; one connection asks for one entry, two others ask without a pause; against it alone"
    asked = partial(servers.client.load, servers.app, point, SECONDS)
    with client() as others:
        for who, url, body, media in (
            ("two page readers", servers.app, page, "application/json"),
            ("two verifiers", verify, file, "application/pdf"),
        ):
            asking = partial(others.load, url, body, SECONDS + 2 * LEAD_SECONDS, OTHERS, media)
            loads = [(_meanwhile(asking, asked), asked()) for _ in range(ROUNDS)]
            ours, other = (_figure(found, lambda each: each.median_ms) for found in zip(*loads, strict=True))
            yield Row(f"{what}, beside {who}", ours, other, "alone", "ms, p50", how=how)


def _meanwhile(asking: Callable[[], Load], measured: Callable[[], Load]) -> Load:
    """Measure while others ask."""
    with ThreadPoolExecutor(1) as beside:
        others = beside.submit(asking)
        time.sleep(LEAD_SECONDS)
        found = measured()
        others.result()
    return found


def _figure(loads: Iterable[Load], of: Callable[[Load], float]) -> Figure:
    return Figure(tuple(of(each) for each in loads))
