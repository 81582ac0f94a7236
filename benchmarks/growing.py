"""What reads cost as the graph grows: the same ones in a city of the demonstration's size and in one twenty times it.

`make bench-growth` fills two stores, embedded ones in HOME/bench-growth; with `ZHENGTU_STORE_URI` the large one is the
Neo4j there, which must be empty, and the small one a Neo4j of the benchmark's own. Both stay for the next run, which
fills nothing. Small and large take turns, question by question. Exit code 1: something grew beyond its bound.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, LiteralString, cast

from api.graphql.context import Context
from api.graphql.lens import cursors
from api.graphql.schema import schema
from api.identity.authenticator import PUBLIC as NOBODY
from api.identity.request import Language, RequestFacts
from api.process.settings import load
from benchmarks.growing_city import CODES, NOW, TODAY, City, fill
from benchmarks.growing_reads import Read, reads
from benchmarks.places import Work, neo4j
from benchmarks.processes import BenchmarkError
from graph.law.access import PUBLIC
from graph.law.scope import EVERYTHING
from graph.store.engine import Place, Store, open_store
from graph.store.view import View
from graph.subjects.entries.memory import RESOURCES
from graph.subjects.licensing.facts import Named, register_facts

SMALL = City(entries=1_000, licenses=1_000, held=40)
LARGE = City(entries=20_000, licenses=1_000_000, held=8_000)
"""A city's size: 200,000 items, a holder of 8,000 licences, a department of 2,000 entries and 100,000 licences."""
FLOOR = 1.0
"""Milliseconds below which nothing is told from noise: what takes less in the large city has not grown."""


@dataclass(frozen=True, slots=True)
class Watching(View):
    """A view that counts its statements."""

    asked: list[str] = field(default_factory=list)

    async def read(self, text: LiteralString, /, **parameters: Any) -> Any:
        """Answer one statement."""
        self.asked.append(text)
        return await super(Watching, self).read(text, **parameters)


@dataclass(frozen=True, slots=True)
class Grown:
    """What a read took in both cities at best, in milliseconds, and how many statements in the large one."""

    read: Read
    small: float
    large: float
    statements: int

    @property
    def ratio(self) -> float:
        """By how much it has grown."""
        return max(self.large, FLOOR) / max(self.small, FLOOR)

    @property
    def verdict(self) -> str:
        """Whether it is within its bound; empty = it has none."""
        if self.read.silent:
            return "not ok" if self.statements else "ok, no statement"
        if self.read.bound is None:
            return ""
        return f"{'ok' if self.ratio <= self.read.bound else 'not ok'}, ≤ {self.read.bound:g}"


async def _grown(stores: Sequence[Store], repeats: int, only: str) -> AsyncIterator[Grown]:
    """Each read, small and large by turns, after one that warms up."""
    for read in (each for each in reads() if only in each.about):
        took: tuple[list[float], list[float]] = ([], [])
        statements = 0
        given = [dict(await _variables(store, city, read)) for store, city in zip(stores, (SMALL, LARGE), strict=True)]
        for round_ in range(repeats + 1):
            for store, variables, figures in zip(stores, given, took, strict=True):
                milliseconds, statements = await _asked(store, read, variables)
                if round_:
                    figures.append(milliseconds)
        yield Grown(read, min(took[0]), min(took[1]), statements)


async def _asked(store: Store, read: Read, variables: dict[str, Any]) -> tuple[float, int]:
    """The milliseconds of one read, and how many statements it asked."""
    view = Watching(store, read.scope if read.query else EVERYTHING, TODAY)
    facts = RequestFacts(NOBODY, NOW, "benchmark", Language.ZH, timedelta(seconds=120))
    began = time.perf_counter()
    if read.query:
        context = Context(facts, PUBLIC, view, cast("Any", None), cast("Any", None))
        answer = await schema.execute(read.query, variable_values=variables, context_value=context)
        if answer.errors:
            raise BenchmarkError(f"{read.about}: {answer.errors}")
    else:
        await register_facts(view, Named(variables["identifier"], ["0" * 64], "TYPE0", CODES[0]))
    return (time.perf_counter() - began) * 1000, len(view.asked)


async def _variables(store: Store, city: City, read: Read) -> dict[str, Any]:
    if not read.order:
        return dict(read.given(city))
    key = RESOURCES.orders[read.order].key
    sorted_keys: LiteralString = (
        f"MATCH (c:Resource) WITH {key} AS key, c.id AS id ORDER BY key, id WITH collect([key, id]) AS found "
        "RETURN found[size(found) / 2]"
    )
    at, identity = await store.read(sorted_keys)
    mark = cursors.fingerprint(read.order, "Resource", None, None)
    return {"after": cursors.written(cursors.head(read.order, mark), at, identity)}


@asynccontextmanager
async def _opened(place: Place, city: City) -> AsyncIterator[Store]:
    """A store with a city; an embedded one that holds another is filled anew."""
    if not place.uri and not (place.folder / city.stamp).exists():
        shutil.rmtree(place.folder, ignore_errors=True)
    async with open_store(place) as store:
        began = time.monotonic()
        await fill(store, city, lambda said: print(f"  {time.monotonic() - began:5.0f} s  {said}", file=sys.stderr))
        if not place.uri:
            (place.folder / city.stamp).touch()
        yield store


async def _run(places: Sequence[Place], repeats: int, only: str) -> bool:
    async with _opened(places[0], SMALL) as small, _opened(places[1], LARGE) as large:
        print(f"{'milliseconds':48}{SMALL.entries:>10,}{LARGE.entries:>10,} entries")
        print(f"{'':48}{SMALL.licenses:>10,}{LARGE.licenses:>10,} licences")
        passed = True
        async for grown in _grown((small, large), repeats, only):
            print(
                f"{grown.read.about:48}{grown.small:10.1f}{grown.large:10.1f}{grown.ratio:8.1f}  {grown.verdict}",
                flush=True,
            )
            passed &= not grown.verdict.startswith("not")
        return passed


def main() -> None:
    """Fill what is not there, measure, and say what grows."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growing", description="What reads cost as they grow.")
    parser.add_argument("--repeats", type=int, default=9, help="how often each read is asked of each city (9)")
    parser.add_argument("--only", default="", metavar="WORDS", help="reads with these words in what they are called")
    asked = parser.parse_args()
    settings = load()
    folder = settings.home.resolve() / "bench-growth"
    with ExitStack() as servers:
        uris = "", settings.store_uri
        if settings.store_uri:
            work = Work(folder, settings.home.resolve() / "neo4j" / "lib", 1, 1, 0)
            uris = servers.enter_context(neo4j(work)), settings.store_uri
        places = [
            Place(folder / name, uri, heap=heap, statement_seconds=300.0)
            for name, uri, heap in zip(("small", "large"), uris, ("512m", "2g"), strict=True)
        ]
        passed = asyncio.run(_run(places, asked.repeats, asked.only))
    sys.exit(not passed)


if __name__ == "__main__":
    main()
