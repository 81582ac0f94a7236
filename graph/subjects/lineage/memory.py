"""Lineage, impact, relations and paths: bounded walks through what the asker may see.

1. A walk goes level by level inside one statement. A level expands only the nodes that are new, so that the number of
   paths never matters; its edges and its new nodes are cut at the budget.
2. A node that the asker may not see is not expanded: what lies behind it is not reached through it.
3. An answer cut short says so, and why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, LiteralString

from graph.errors import Malformed, Text
from graph.refusal_codes import Code
from graph.schema.nodes import ALL, BY_LABEL, HOLDER, ITEM, LICENSE, RESOURCE, Shape, holders_seen, named, sees_any
from graph.schema.relations import BROWSED, ENTRY_LINEAGE, ITEM_LINEAGE, joined, types
from graph.schema.relations import Relation as DeclaredRelation
from graph.store.view import View

MAX_DEPTH = 8
MAX_NODES = 2_000
EDGES_PER_NODE = 10
"""Edges that one level may read for each node of the budget."""


class Direction(Enum):
    """Which way lineage is followed."""

    UPSTREAM = "来源"
    DOWNSTREAM = "去向"
    BOTH = "双向"


@dataclass(frozen=True, slots=True)
class Node:
    """A node of a walk."""

    kind: str
    """Label: Resource, Item, System, Library or LicenseType."""
    id: str
    name: str
    depth: int
    """Steps from the start."""


@dataclass(frozen=True, slots=True)
class Edge:
    """`downstream` is made from `upstream`."""

    downstream: str
    upstream: str
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


_LEVELS = (
    _Level(ENTRY_LINEAGE, "(NOT b:Resource OR " + RESOURCE.sees("b") + ")"),
    _Level(ITEM_LINEAGE, ITEM.sees("b")),
)


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
    if (label, direction, depth) not in _WALKS:
        raise Malformed(
            Text(f"{label} 没有血缘关系", f"{label} has no lineage"), code=Code.NO_LINEAGE, path=("of",), value=label
        )
    text = _WALKS[label, direction, depth]
    found = await view.read(text, id=start, budget=budget, edgeBudget=budget * EDGES_PER_NODE + 1)
    if found is None:
        return None
    return _assembled(found, start, budget)


def _walk_text(level: _Level, shape: Shape, direction: Direction, depth: int) -> LiteralString:
    relation: LiteralString = f"[e:{types(level.relations)}]"
    arrow: LiteralString
    match direction:
        case Direction.UPSTREAM:
            arrow = f"-{relation}->"
        case Direction.DOWNSTREAM:
            arrow = f"<-{relation}-"
        case Direction.BOTH:
            arrow = f"-{relation}-"
    parts: list[LiteralString] = [
        f"MATCH (s:{shape.label} {{id: $id}}) WHERE {shape.sees('s')} WITH [s] AS f0, [s] AS seen0"
    ]
    numbers: tuple[LiteralString, ...] = ("0", "1", "2", "3", "4", "5", "6", "7", "8")
    for i in range(depth):
        now, after = numbers[i], numbers[i + 1]
        parts.append(
            f"CALL (f{now}, seen{now}) {{ UNWIND f{now} AS a MATCH (a){arrow}(b) WHERE {level.guard} "
            "WITH a, e, b, seen" + now + " AS seen LIMIT $edgeBudget "
            "WITH collect(DISTINCT b) AS reached, collect([startNode(e).id, endNode(e).id, type(e), e.rule]) AS pairs "
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


_WALKS: Mapping[tuple[str, Direction, int], LiteralString] = {
    (label, direction, depth): _walk_text(level, BY_LABEL[label], direction, depth)
    for level in _LEVELS
    for label in joined(level.relations)
    for direction in Direction
    for depth in range(1, MAX_DEPTH + 1)
}


def _assembled(found: list[Any], start: str, budget: int) -> Walk:
    seen, levels = found
    kinds = {identity: (kind, name) for kind, identity, name in seen}
    steps = {tuple(pair) for pairs in levels for pair in pairs if pair[0] in kinds and pair[1] in kinds}
    depth = _depths(start, steps)
    ordered = sorted((identity for identity in kinds if identity in depth), key=lambda i: (depth[i], i))
    kept = ordered[:budget]
    cut = any(len(pairs) > budget * EDGES_PER_NODE for pairs in levels)
    truncated = "NODE_BUDGET" if len(kinds) > budget else "EDGE_BUDGET" if cut else None
    inside = set(kept)
    return Walk(
        nodes=[Node(kinds[i][0], i, kinds[i][1], depth[i]) for i in kept],
        edges=sorted(
            (Edge(*step) for step in steps if step[0] in inside and step[1] in inside),
            key=lambda edge: (edge.downstream, edge.upstream),
        ),
        truncated=truncated,
    )


def _depths(start: str, steps: set[tuple[Any, ...]]) -> dict[str, int]:
    """Steps from the start over edges in either direction; within a walk all edges lie on walked ways."""
    near: dict[str, list[str]] = {}
    for low, high, *_ in steps:
        near.setdefault(low, []).append(high)
        near.setdefault(high, []).append(low)
    depth, front = {start: 0}, [start]
    while front:
        beyond = []
        for here in front:
            for there in near.get(here, ()):
                if there not in depth:
                    depth[there] = depth[here] + 1
                    beyond.append(there)
        front = beyond
    return depth


@dataclass(frozen=True, slots=True)
class Relation:
    """One edge at a node, seen from the node."""

    kind: str
    outgoing: bool
    other: Node
    rule: str | None


@dataclass(frozen=True, slots=True)
class Relations:
    """The edges at a node, as many as were asked for."""

    relations: list[Relation]
    partial: bool
    """Whether there are more."""


def _step_seen(shape: Shape, v: LiteralString) -> LiteralString:
    """The predicate over a step `e` from `v`, of this kind, to `b` that is true when the asker may know of the step.

    Seeing both its ends is not enough where it tells who holds a licence, or permits and no longer does.
    """
    tests: list[LiteralString] = [sees_any("b")]
    tests.extend(
        f"(type(e) <> '{relation.name}' OR ({relation.period.holds('e')}))"
        for relation in BROWSED
        if relation.permits and relation.period
    )
    if shape in (LICENSE, HOLDER):
        tests.append(f"(type(e) <> 'HELD_BY' OR {holders_seen(v if shape is LICENSE else 'b')})")
    return " AND ".join(tests)


_RELATIONS: Mapping[str, LiteralString] = {
    shape.label: (
        f"MATCH (s:{shape.label} {{id: $id}}) WHERE {shape.sees('s')} "
        "RETURN COLLECT { MATCH (s)-[e]-(b) WHERE type(e) IN $kinds AND " + _step_seen(shape, "s") + " "
        "WITH type(e) AS kind, startNode(e) = s AS outgoing, labels(b)[0] AS other, b, e.rule AS rule "
        "WHERE $after IS NULL OR kind > $after[0] OR (kind = $after[0] AND b.id > $after[1]) "
        f"RETURN [kind, outgoing, other, b.id, {named('b')}, rule] "
        "ORDER BY kind, b.id LIMIT $limit }"
    )
    for shape in ALL
}


async def relations(
    view: View, label: str, identity: str, kinds: Sequence[str], first: int, after: tuple[str, str] | None = None
) -> Relations | None:
    """The edges at a node, at most `first`, after a kind and id; None when the asker may not see the node."""
    if view.sees_none(BY_LABEL[label]):
        return None
    rows = await view.read(
        _RELATIONS[label], id=identity, kinds=list(kinds), limit=first + 1, after=list(after) if after else None
    )
    if rows is None:
        return None
    found = [Relation(kind, out, Node(other, its, name, 1), rule) for kind, out, other, its, name, rule in rows]
    return Relations(found[:first], partial=len(found) > first)


_NEAR: Mapping[str, LiteralString] = {
    shape.label: (
        f"UNWIND $ids AS id MATCH (a:{shape.label} {{id: id}})-[e]-(b) WHERE type(e) IN $kinds AND "
        + _step_seen(shape, "a")
        + " WITH a, e, b LIMIT $limit "
        f"RETURN collect([a.id, b.id, labels(b)[0], {named('b')}, type(e), "
        "startNode(e) = a, e.rule])"
    )
    for shape in ALL
}
_NAMES: Mapping[str, LiteralString] = {
    shape.label: f"MATCH (s:{shape.label} {{id: $id}}) WHERE {shape.sees('s')} RETURN {shape.called('s')}"
    for shape in ALL
}


@dataclass(frozen=True, slots=True)
class Step:
    """One edge of a path."""

    source: str
    target: str
    kind: str
    forward: bool
    """Whether the stored edge points from source to target."""
    rule: str | None


@dataclass(frozen=True, slots=True)
class LineagePath:
    """A shortest way between two nodes."""

    nodes: list[Node]
    steps: list[Step]


async def path(
    view: View, start: tuple[str, str], goal: tuple[str, str], kinds: Sequence[str], longest: int, budget: int
) -> LineagePath | None:
    """A shortest way through what the asker sees, by breadth first from the start; None when there is none.

    Args:
        view: What the asker sees.
        start: (label, id).
        goal: (label, id).
        kinds: Kinds of edges that may be used.
        longest: Most steps.
        budget: Most edges read at a level.
    """
    if any(view.sees_none(BY_LABEL[label]) for label, _ in (start, goal)):
        return None
    known = await view.read(_NAMES[start[0]], id=start[1])
    if known is None or await view.read(_NAMES[goal[0]], id=goal[1]) is None:
        return None
    names = {start: known}
    came: dict[tuple[str, str], tuple[tuple[str, str], Step]] = {}
    front = [start]
    for _ in range(longest):
        if goal in names or not front:
            break
        beyond: list[tuple[str, str]] = []
        for label in {each[0] for each in front}:
            ids = [identity for kind, identity in front if kind == label]
            rows = await view.read(_NEAR[label], ids=ids, kinds=list(kinds), limit=budget)
            for here, there, kind, name, relation, forward, rule in rows:
                if (kind, there) not in names:
                    names[kind, there] = name
                    came[kind, there] = ((label, here), Step(here, there, relation, forward, rule))
                    beyond.append((kind, there))
        front = beyond
    if goal not in names:
        return None
    way, at = [], goal
    while at != start:
        at, step = came[at]
        way.append(step)
    way.reverse()
    order = [start, *(_target(came, step) for step in way)]
    return LineagePath(
        [Node(kind, identity, names[kind, identity], i) for i, (kind, identity) in enumerate(order)], way
    )


def _target(came: dict[tuple[str, str], tuple[tuple[str, str], Step]], step: Step) -> tuple[str, str]:
    return next(node for node, (_, taken) in came.items() if taken is step)
