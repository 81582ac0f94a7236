"""Lineage: bounded walks to what a node is made from and to what is made from it, through what the asker may see.

1. A walk goes level by level inside one statement. A level expands only the nodes that are new, so that the number of
   paths never matters; its edges and its new nodes are cut at the budget.
2. A node that the asker may not see is not expanded: what lies behind it is not reached through it.
3. Both sides are two walks put together, never one that turns round: what is made from the same source is no lineage.
4. The depth of a node is that of a shortest way on its side.
5. An answer cut short says so, and why.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Collection, Container, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from itertools import chain, count
from operator import itemgetter
from typing import Any, LiteralString, NamedTuple, TypeAlias

from graph.errors import Malformed, Text
from graph.refusal_codes import Code
from graph.schema.nodes import BY_LABEL, ITEM, RESOURCE
from graph.schema.relations import ENTRY_LINEAGE, ITEM_LINEAGE, joined, types
from graph.schema.relations import Relation as DeclaredRelation
from graph.schema.shapes import Shape
from graph.store.view import View

MAX_DEPTH = 8
MAX_NODES = 2_000
EDGES_PER_NODE = 10
"""Edges that one level may read for each node of the budget."""

Key: TypeAlias = tuple[str, str]
"""Label and id of a node; an id alone is that of several kinds."""


class Direction(Enum):
    """Which way lineage is followed."""

    UPSTREAM = "来源"
    DOWNSTREAM = "去向"
    BOTH = "双向"


class Side(Enum):
    """On which side of the start a node of a walk stands."""

    START = "起点"
    UPSTREAM = "来源一侧"
    DOWNSTREAM = "去向一侧"
    BOTH = "两侧（成环）"


class Node(NamedTuple):
    """A node of a walk."""

    kind: str
    """Label: Resource, Item, System, Library or LicenseType."""
    id: str
    name: str
    depth: int
    """Steps from the start, by a shortest way on its side; of two sides the shorter."""
    side: Side

    @property
    def key(self) -> Key:
        """Label and id."""
        return self.kind, self.id


class Edge(NamedTuple):
    """One node is made from another; just as the statement gives it, for a walk has many."""

    low: str
    """Label of what is made."""
    downstream: str
    """Its id."""
    high: str
    """Label of what it is made from."""
    upstream: str
    """Its id."""
    kind: str
    rule: str | None


@dataclass(frozen=True, slots=True)
class Walk:
    """A flat piece of the graph."""

    nodes: list[Node]
    edges: list[Edge]
    truncated: str | None
    """Why it was cut short (`NODE_BUDGET`, `EDGE_BUDGET`); None when it is whole to the depth asked."""


@dataclass(frozen=True, slots=True)
class _Level:
    """What is walked together, along which relations."""

    relations: tuple[DeclaredRelation, ...]
    guard: LiteralString
    """Whether the asker may see `b`."""


@dataclass(frozen=True, slots=True)
class _Half:
    """What was found on one side of the start."""

    side: Side
    names: Mapping[Key, str]
    depths: dict[Key, int]
    edges: Collection[Edge]
    cut: bool
    """Whether a level had more edges than it may read."""


_LEVELS = (
    _Level(ENTRY_LINEAGE, "(NOT b:Resource OR " + RESOURCE.sees("b") + ")"),
    _Level(ITEM_LINEAGE, ITEM.sees("b")),
)
_SIDES: Mapping[Direction, tuple[Side, ...]] = {
    Direction.UPSTREAM: (Side.UPSTREAM,),
    Direction.DOWNSTREAM: (Side.DOWNSTREAM,),
    Direction.BOTH: (Side.UPSTREAM, Side.DOWNSTREAM),
}


_EDGE: Callable[[Sequence[Any]], Edge] = partial(tuple.__new__, Edge)
_NODE: Callable[[Sequence[Any]], Node] = partial(tuple.__new__, Node)
"""Values of their rows; `_make` says the same by calls that cost more than all else that is done with a walk."""
_LOW: Callable[[Sequence[Any]], Key] = itemgetter(0, 1)
_HIGH: Callable[[Sequence[Any]], Key] = itemgetter(2, 3)
_ALONG: Mapping[Side, tuple[Callable[[Sequence[Any]], Key], Callable[[Sequence[Any]], Key]]] = {
    Side.UPSTREAM: (_LOW, _HIGH),
    Side.DOWNSTREAM: (_HIGH, _LOW),
}
"""Both ends of a step, in the direction of a walk."""
_ORDER: Callable[[Edge], Any] = itemgetter(1, 3, 4, 0, 2)
"""In which order edges are given: by the ids of their ends, then by kind."""


async def walk(view: View, start: str, label: str, direction: Direction, depth: int, budget: int) -> Walk | None:
    """Follow lineage from one node; None when the asker may not see the start.

    Args:
        view: What the asker sees.
        start: Id of the node.
        label: Its kind; an Item is followed from item to item, every other kind from entry to entry.
        direction: Which way.
        depth: Steps, 1 to 8.
        budget: Most nodes to give, 1 to 2,000.
    """
    sides = _SIDES[direction]
    if (label, sides[0], depth) not in _WALKS:
        raise Malformed(
            Text(f"{label} 没有血缘关系", f"{label} has no lineage"), code=Code.NO_LINEAGE, path=("of",), value=label
        )
    given = {"id": start, "budget": budget, "edgeBudget": budget * EDGES_PER_NODE + 1}
    found = await asyncio.gather(*(view.read(_WALKS[label, side, depth], **given) for side in sides))
    if None in found:
        return None
    halves = [_half(each, (label, start), side, budget) for side, each in zip(sides, found, strict=True)]
    return _together(halves, (label, start), budget)


def _walk_text(level: _Level, shape: Shape, side: Side, depth: int) -> LiteralString:
    relation: LiteralString = f"[e:{types(level.relations)}]"
    ends: tuple[LiteralString, LiteralString] = ("labels(a)[0], a.id", "labels(b)[0], b.id")
    arrow: LiteralString = f"-{relation}->"
    if side is Side.DOWNSTREAM:
        arrow, ends = f"<-{relation}-", (ends[1], ends[0])
    parts: list[LiteralString] = [
        f"MATCH (s:{shape.label} {{id: $id}}) WHERE {shape.sees('s')} WITH [s] AS f0, [s] AS seen0"
    ]
    numbers: tuple[LiteralString, ...] = ("0", "1", "2", "3", "4", "5", "6", "7", "8")
    for i in range(depth):
        now, after = numbers[i], numbers[i + 1]
        parts.append(
            f"CALL (f{now}, seen{now}) {{ UNWIND f{now} AS a MATCH (a){arrow}(b) WHERE {level.guard} "
            "WITH a, e, b, seen" + now + " AS seen LIMIT $edgeBudget "
            f"WITH collect(DISTINCT b) AS reached, collect([{ends[0]}, {ends[1]}, type(e), e.rule]) AS pairs "
            f"RETURN reached, pairs AS e{after} }} "
            f"WITH *, [x IN reached WHERE NOT x IN seen{now}][0..$budget] AS f{after} "
            f"WITH * , seen{now} + f{after} AS seen{after} "
            f"WITH {_carried(numbers[1 : i + 2])}, f{after}, seen{after}"
        )
    last = numbers[depth]
    parts.append(f"RETURN [[x IN seen{last} | [labels(x)[0], x.id, x.name]], [{_carried(numbers[1 : depth + 1])}]]")
    return " ".join(parts)


def _carried(numbers: Sequence[LiteralString]) -> LiteralString:
    return ", ".join([f"e{number}" for number in numbers])


_WALKS: Mapping[tuple[str, Side, int], LiteralString] = {
    (label, side, depth): _walk_text(level, BY_LABEL[label], side, depth)
    for level in _LEVELS
    for label in joined(level.relations)
    for side in (Side.UPSTREAM, Side.DOWNSTREAM)
    for depth in range(1, MAX_DEPTH + 1)
}


def _half(found: list[Any], start: Key, side: Side, budget: int) -> _Half:
    seen, levels = found
    names = {(kind, identity): name for kind, identity, name in seen}
    edges: Collection[Edge] = set(map(_EDGE, chain.from_iterable(levels)))
    if len(names) <= budget:  # no node was left out, so that every end of an edge has its place
        depths = _depths_by_level(start, levels, side)
    else:
        edges = _between(edges, names)
        depths = _depths(start, edges, side)
    cut = any(len(steps) > budget * EDGES_PER_NODE for steps in levels)
    return _Half(side, names, depths, edges, cut)


def _between(edges: Collection[Edge], nodes: Container[Key]) -> list[Edge]:
    return [edge for edge in edges if _LOW(edge) in nodes and _HIGH(edge) in nodes]


def _depths_by_level(start: Key, levels: Sequence[Sequence[Any]], side: Side) -> dict[Key, int]:
    """Steps from the start: the first level that reaches a node."""
    _, beyond = _ALONG[side]
    depths = {start: 0}
    for depth, steps in enumerate(levels, 1):
        depths = dict.fromkeys(map(beyond, steps), depth) | depths
    return depths


def _depths(start: Key, edges: Collection[Edge], side: Side) -> dict[Key, int]:
    """Steps from the start over what is left of the levels, in the direction of the walk."""
    here, beyond = _ALONG[side]
    reached: defaultdict[Key, list[Key]] = defaultdict(list)
    for edge in edges:
        reached[here(edge)].append(beyond(edge))
    depths, front = {start: 0}, {start}
    for depth in count(1):
        front = {there for each in front for there in reached[each]} - depths.keys()
        if not front:
            break
        depths |= dict.fromkeys(front, depth)
    return depths


def _together(halves: Sequence[_Half], start: Key, budget: int) -> Walk:
    """The sides of a walk as one, the nearest nodes of both first."""
    names: dict[Key, str] = {}
    depths: dict[Key, int] = {}
    sides: dict[Key, Side] = {}
    for half in halves:
        twice = depths.keys() & half.depths.keys()
        sides |= dict.fromkeys(half.depths, half.side) | dict.fromkeys(twice, Side.BOTH)
        depths |= half.depths | {key: min(depths[key], half.depths[key]) for key in twice}
        names |= half.names
    sides[start] = Side.START
    nearest = sorted([(depth, identity, kind) for (kind, identity), depth in depths.items()])[:budget]
    nodes = [_NODE((kind, it, names[kind, it], depth, sides[kind, it])) for depth, it, kind in nearest]
    edges: Collection[Edge] = halves[0].edges if len(halves) == 1 else {edge for half in halves for edge in half.edges}
    if len(nodes) < len(depths) or any(len(half.depths) < len(half.names) for half in halves):
        edges = _between(edges, {node.key for node in nodes})
    return Walk(
        nodes=nodes,
        edges=sorted(edges, key=_ORDER),
        truncated="NODE_BUDGET" if len(depths) > budget else "EDGE_BUDGET" if any(h.cut for h in halves) else None,
    )
