"""Reading a whole graph, page by page: first the rows of a kind, then those of the relations that begin at them.

What is read belongs together only where nobody writes meanwhile: an embedded store is read from a snapshot of its own
(`snapshots`), a server is asked before and behind whether anything was written (`standing`).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Any, LiteralString

import orjson

from graph.store.engine import Store
from graph.store.whole.parts import BY_NAME, EDGES, KINDS, NODES, Kind, Part

PAGE = 500
"""Nodes that are read at a time."""
BEHIND_ALL = "\uffff"
"""Behind every id: codes and identifiers begin with what is printed."""
_MARKS: Mapping[str, LiteralString] = {kind.nodes.name: kind.marks for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of one part, in order."""

    part: Part
    rows: tuple[list[Any], ...]


async def pages(store: Store) -> AsyncIterator[Page]:
    """All rows of all parts; those of one part come after each other only with those of its kind between them."""
    for kind in KINDS:
        async for page in _pages_of(store, kind):
            yield page


async def pages_of(store: Store, parts: Collection[str]) -> AsyncIterator[Page]:
    """All rows of some parts, in the order of the ids of what they are or begin at.

    Args:
        store: The graph.
        parts: Names of kinds of node and of relations.
    """
    for kind in KINDS:
        wanted = tuple(each for each in kind.relations if each.name in parts)
        if wanted or kind.nodes.name in parts:
            async for page in _pages_of(store, replace(kind, relations=wanted)):
                if page.part.name in parts:
                    yield page


async def windows_of(store: Store, label: str) -> Sequence[tuple[str, str]]:
    """Windows of ids, from the first until the second, each of `PAGE` nodes; together they hold all of a kind."""
    marks = [each for each in await store.read(_MARKS[label], step=PAGE) if each is not None]
    return list(pairwise([*marks, BEHIND_ALL])) if marks else []


async def _pages_of(store: Store, kind: Kind) -> AsyncIterator[Page]:
    marks = [each for each in await store.read(kind.marks, step=PAGE) if each is not None]
    own = kind.nodes.columns.index("id")
    for begin, end in pairwise([*marks, None]):
        if end is None:
            rows = await store.read(kind.nodes.read_last, **{"from": begin})
        else:
            rows = await store.read(kind.nodes.read, **{"from": begin, "until": end})
        if not rows:
            continue
        yield _page(kind.nodes, rows)
        ids = sorted(row[own] for row in rows)
        for relation in kind.relations:
            if found := await store.read(relation.read, ids=ids):
                yield _page(relation, found)


def _page(part: Part, rows: list[list[Any]]) -> Page:
    for row in rows:
        for place in part.moments:  # each server writes them in a form of its own
            if row[place] is not None:
                row[place] = datetime.fromisoformat(row[place]).isoformat()
    if part.read_last:
        own = part.columns.index("id")
        return Page(part, tuple(sorted(rows, key=lambda row: row[own])))
    return Page(part, tuple(sorted(rows, key=orjson.dumps)))


async def rows_in(store: Store, parts: Iterable[str]) -> int:
    """How many rows some parts have together."""
    return sum([int(await store.read(BY_NAME[name].count)) for name in parts])


@dataclass(frozen=True, slots=True)
class Held:
    """How much a graph holds, and what of it nobody has declared."""

    nodes: int
    edges: int
    strange: tuple[str, ...]
    """Kinds, relations and properties (`License.colour`) that are not declared: what another program has put there."""


async def held(store: Store) -> Held:
    """Count everything that there is."""
    nodes, edges = dict(await store.read(NODES)), dict(await store.read(EDGES))
    labels = {kind.nodes.name for kind in KINDS}
    relations = {part.name.partition(".")[0] for kind in KINDS for part in kind.relations}
    strange = [name for name in nodes if name not in labels] + [name for name in edges if name not in relations]
    for kind in KINDS:
        if nodes.get(kind.nodes.name):
            strange += [f"{kind.nodes.name}.{name}" for name in await store.read(kind.undeclared)]
    return Held(_sum(nodes, labels), _sum(edges, relations), tuple(sorted(strange)))


def _sum(found: Mapping[str, int], names: set[str]) -> int:
    return sum(many for name, many in found.items() if name in names)
