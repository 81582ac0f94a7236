"""Measure how documents that ask for more than they look are answered by a running server, and what others notice.

`PYTHONPATH=.:tests python -m benchmarks.hostile URL` asks a demonstration every document of `tests/builders/hostile.py`
and the dearest ones that are let through, and prints for each the time to the answer, its size, the code or limit that
refused it, and the slowest answer of `/healthz` meanwhile.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Mapping
from typing import Any

import httpx
from builders.hostile import DOCUMENTS, times

PATIENCE = 60.0
ENDS = """{ resources(first: 20) { edges { node { id } } } departments(first: 20) { edges { node { id } } }
  consumers(first: 20) { edges { node { id } } } }"""
Asked = tuple[str, Mapping[str, Any]]


async def main(url: str) -> None:
    """Print a line for each document."""
    async with httpx.AsyncClient(base_url=url, timeout=PATIENCE) as client:
        asked: dict[str, Asked] = {name: (each.query, each.variables) for name, each in DOCUMENTS.items()}
        for name, (query, variables) in (asked | await let_through(client)).items():
            healthy = asyncio.create_task(slowest(url))
            began = time.perf_counter()
            answer = await client.post("/graphql", json={"query": query, "variables": variables})
            took = time.perf_counter() - began
            healthy.cancel()
            (health,) = await asyncio.gather(healthy)
            print(
                f"{took * 1000:7.0f} ms {len(answer.content):9,} bytes, /healthz {health * 1000:4.0f} ms  "
                f"{name}: {outcome(answer)}",
                flush=True,
            )


async def let_through(client: httpx.AsyncClient) -> dict[str, Asked]:
    """The dearest documents that are answered, about things that are there."""
    found = (await client.post("/graphql", json={"query": ENDS})).json()["data"]
    entries, departments, consumers = ([edge["node"]["id"] for edge in each["edges"]] for each in found.values())
    filtered = "{ " + times(15, 'a#: resources(filter: {nameContains: "#"}) { totalCount }') + " }"
    paths = [
        f'a{n}: path(from: "{entries[n]}", to: "{consumers[n]}", longest: 8) {{ nodes {{ name }} }}' for n in range(2)
    ]
    again = [f'a{n}: path(from: "{entries[0]}", to: "{consumers[0]}") {{ nodes {{ name }} }}' for n in range(10)]
    beside = [f'a{n}: relations(of: "{departments[n]}", first: 200) {{ isPartial }}' for n in range(20)]
    nested = "{ resources(first: 100) { edges { node { items { name resource { items { name } } } } } } }"
    return {
        "fifteen counts of filtered lists": (filtered, {}),
        "two paths between strangers": ("{ " + " ".join(paths) + " }", {}),
        "ten paths between the same strangers": ("{ " + " ".join(again) + " }", {}),
        "relations of twenty": ("{ " + " ".join(beside) + " }", {}),
        "items of the entries of items": (nested, {}),
    }


async def slowest(url: str) -> float:
    """The slowest answer of `/healthz` until nobody asks any more, in seconds."""
    worst = 0.0
    async with httpx.AsyncClient(base_url=url, timeout=PATIENCE) as client:
        try:
            while True:
                began = time.perf_counter()
                (await client.get("/healthz")).raise_for_status()
                worst = max(worst, time.perf_counter() - began)
                await asyncio.sleep(0.005)
        except asyncio.CancelledError:
            return worst


def outcome(answer: httpx.Response) -> str:
    """What refused a document, or that nothing did."""
    facts = [error["extensions"] for error in answer.json().get("errors", ())]
    told = {f"{fact['code']} {'.'.join(fact.get('field') or ())}".strip() for fact in facts}
    return ", ".join(sorted(told)) or "answered"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m benchmarks.hostile URL")
    asyncio.run(main(sys.argv[1]))
