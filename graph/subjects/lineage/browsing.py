"""What is around a node, and the ways between two: bounded looks through what the asker may see.

1. A step is seen when both its ends are, and nothing in it tells what they do not.
2. A path goes breadth first, level by level, so that it is a shortest one; each level reads a bounded number of edges.
3. A list cut short says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import LiteralString

from graph.schema.nodes import ALL, BY_LABEL, HOLDER, LICENSE, holders_seen, named, sees_any
from graph.schema.relations import BROWSED, ISSUABLE_BY, issuable
from graph.schema.shapes import Shape
from graph.store.view import View
from graph.subjects.lineage.memory import Key


@dataclass(frozen=True, slots=True)
class Place:
    """A node as it is come by: at the other end of an edge, or on a path."""

    kind: str
    """Label."""
    id: str
    name: str
    depth: int = 0
    """Steps from the start."""

    @property
    def key(self) -> Key:
        """Label and id."""
        return self.kind, self.id


@dataclass(frozen=True, slots=True)
class Relation:
    """One edge at a node, seen from the node."""

    kind: str
    outgoing: bool
    other: Place
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
        f"(type(e) <> '{relation.name}' OR "
        f"({issuable('e', 'startNode(e)', 'endNode(e)') if relation is ISSUABLE_BY else relation.period.holds('e')}))"
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
    found = [Relation(kind, out, Place(other, its, name, 1), rule) for kind, out, other, its, name, rule in rows]
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

    source: Key
    target: Key
    kind: str
    forward: bool
    """Whether the stored edge points from source to target."""
    rule: str | None


@dataclass(frozen=True, slots=True)
class LineagePath:
    """A shortest way between two nodes."""

    nodes: list[Place]
    steps: list[Step]


async def place(view: View, label: str, identity: str) -> Place | None:
    """The node of a label and id, to begin or end a path with; None when the asker may not see it."""
    if view.sees_none(BY_LABEL[label]):
        return None
    name = await view.read(_NAMES[label], id=identity)
    return None if name is None else Place(label, identity, name)


async def path(
    view: View, start: Place, goal: Place, kinds: Sequence[str], longest: int, budget: int
) -> LineagePath | None:
    """A shortest way through what the asker sees, by breadth first from the start; None when there is none.

    Args:
        view: What the asker sees.
        start: Where it begins; the asker sees it.
        goal: Where it ends.
        kinds: Kinds of edges that may be used.
        longest: Most steps.
        budget: Most edges read at a level.
    """
    names = {start.key: start.name}
    came: dict[Key, Step] = {}
    front = [start.key]
    for _ in range(longest):
        if goal.key in names or not front:
            break
        beyond: list[Key] = []
        for label in {each[0] for each in front}:
            ids = [identity for kind, identity in front if kind == label]
            rows = await view.read(_NEAR[label], ids=ids, kinds=list(kinds), limit=budget)
            for here, there, kind, name, relation, forward, rule in rows:
                if (kind, there) not in names:
                    names[kind, there] = name
                    came[kind, there] = Step((label, here), (kind, there), relation, forward, rule)
                    beyond.append((kind, there))
        front = beyond
    if goal.key not in names:
        return None
    steps, at = list[Step](), goal.key
    while at != start.key:
        steps.append(came[at])
        at = came[at].source
    steps.reverse()
    order = [start.key, *(step.target for step in steps)]
    return LineagePath([Place(*key, names[key], depth) for depth, key in enumerate(order)], steps)
