"""Edges as batch functions: many parents in, one value per parent out, one statement per level.

A pattern is a constant with `p` for the parent and `c` for the child. Who can see no child of the kind, or none on that
way, gets none without a statement. The functions made here are what the published fields register.

Two executors read them: the ordinary one all of a child, by the text as it is; the planned one what is asked for of it,
by the same text with another row in its place, or by `nested`, the same way as an expression inside the statement that
reads the parents.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, LiteralString, TypeAlias

from graph.schema.shapes import Shape, asked_of_scope
from graph.store.nesting import opened
from graph.store.view import View

Row: TypeAlias = list[Any]
_MANY: LiteralString = "1000"
MANY_LIMIT = int(_MANY)
"""Largest number of children that an unpaged edge gives for one parent."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one declared kind of node, outside a batch; only what shows that kind reads them."""

    shape: Shape
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """A function over many parents, and what its values are."""

    read: Callable[..., Awaitable[list[Any]]]
    """`read(view, keys, **arguments)`: one value for each key, in the order of the keys; where it has `text`, also with
    `row=`, what is asked of a child."""
    child: Shape | None = None
    """Shape of the rows it gives; None when it gives plain values."""
    many: bool = False
    """Whether a value is a list of rows."""
    text: LiteralString = ""
    """The statement that it asks; empty where `read` is a function with statements of its own."""
    nested: LiteralString = ""
    """The same as an expression over the parent (`nesting`); empty where there is none."""
    longest: LiteralString = ""
    """The statement that tells how long the `$most` longest lists are, whoever asks (`bounds`); empty where it is none
    of the short lists."""

    async def __call__(self, view: View, keys: Sequence[str], **arguments: Any) -> list[Any]:
        """Read one value for each key."""
        return await self.read(view, keys, **arguments)


def to_many(
    parent: LiteralString,
    child: Shape,
    pattern: LiteralString,
    order: LiteralString = "c.id",
    also: LiteralString = "true",
    *,
    guarded: bool = True,
    distinct: bool = False,
    told: LiteralString = "",
) -> Batch:
    """The batch function of a short list: all children of each parent, in order.

    Args:
        parent: Label of the parents.
        child: Shape of the children.
        pattern: `(p)-[:…]->(c:…)`.
        order: Order key over `c`.
        also: What else has to hold of a child or of the way to it; where it names the scope, only that makes it true.
        guarded: Whether the child's own visibility is asked; False where seeing the parent implies it.
        distinct: Whether the pattern can find a child twice.
        told: Expression over `p` that says how many children it has, where a property does.
    """
    once: LiteralString = "WITH DISTINCT c " if distinct else ""
    where: LiteralString = f" WHERE {child.sees('c')} AND {also}" if guarded else f" WHERE {also}"
    text: LiteralString = (
        f"UNWIND $keys AS k MATCH (p:{parent} {{id: k}}) "
        f"RETURN collect([k, COLLECT {{ MATCH {pattern}{where} {once}"
        f"RETURN {child.row('c')} ORDER BY {order} LIMIT $limit }}])"
    )

    lengths: LiteralString = f"MATCH (c:{child.label}) MATCH {pattern} WHERE p:{parent} WITH p.id AS k, count(*) AS n"
    if told:
        lengths = f"MATCH (p:{parent}) WITH {told} AS n"
    ways = asked_of_scope(also)

    async def load(view: View, keys: Sequence[str], row: LiteralString = child.whole) -> list[list[Row]]:
        if guarded and view.sees_none(child, ways):
            return [[] for _ in keys]
        found = dict(await view.read(text.replace(child.whole, row), keys=list(keys), limit=MANY_LIMIT))
        return [found.get(key, []) for key in keys]

    nested = f"COLLECT {{ MATCH {pattern}{where} {once}RETURN <row> ORDER BY {order} LIMIT {_MANY} }}"
    longest: LiteralString = f"{lengths} ORDER BY n DESC LIMIT $most RETURN collect(n)"
    return Batch(load, child, many=True, text=text, nested=opened(nested), longest=longest)


def to_one(
    parent: LiteralString,
    child: Shape,
    pattern: LiteralString,
    order: LiteralString = "c.id",
    also: LiteralString = "true",
) -> Batch:
    """The batch function of at most one child: the first in order for which `also` holds."""
    text: LiteralString = (
        f"UNWIND $keys AS k MATCH (p:{parent} {{id: k}}) "
        f"RETURN collect([k, head(COLLECT {{ MATCH {pattern} WHERE {child.sees('c')} AND {also} "
        f"RETURN {child.row('c')} ORDER BY {order} LIMIT 1 }})])"
    )

    nested = (
        f"head(COLLECT {{ MATCH {pattern} WHERE {child.sees('c')} AND {also} RETURN <row> ORDER BY {order} LIMIT 1 }})"
    )
    return Batch(_one_each(child, text), child, text=text, nested=opened(nested))


def by_id(shape: Shape) -> Batch:
    """The batch function that finds visible nodes by id; one for each kind, so that readers share what is in flight."""
    return by_column(shape, "id")


@cache
def by_column(shape: Shape, column: LiteralString) -> Batch:
    """The batch function that finds visible nodes by a column that no two of them share."""
    text: LiteralString = (
        f"UNWIND $keys AS k MATCH (c:{shape.label} {{{column}: k}}) WHERE {shape.sees('c')} "
        f"RETURN collect([k, {shape.row('c')}])"
    )

    nested = f"head(COLLECT {{ MATCH (c:{shape.label} {{{column}: <key>}}) WHERE {shape.sees('c')} RETURN <row> }})"
    return Batch(_one_each(shape, text), shape, text=text, nested=opened(nested))


def _one_each(shape: Shape, text: LiteralString) -> Callable[..., Awaitable[list[Any]]]:
    """What reads at most one node of a kind for each key."""

    async def load(view: View, keys: Sequence[str], row: LiteralString = shape.whole) -> list[Row | None]:
        if view.sees_none(shape):
            return [None for _ in keys]
        found = dict(await view.read(text.replace(shape.whole, row), keys=list(keys)))
        return [found.get(key) for key in keys]

    return load


def count_of(parent: LiteralString, child: Shape, pattern: LiteralString) -> Batch:
    """The batch function that counts visible children."""
    counted = value_of(parent, f"COUNT {{ MATCH {pattern} WHERE {child.sees('c')} }}", absent=0)

    async def load(view: View, keys: Sequence[str]) -> list[int]:
        return [0 for _ in keys] if view.sees_none(child) else await counted(view, keys)

    return Batch(load, text=counted.text, nested=counted.nested)


def value_of(parent: LiteralString, value: LiteralString, absent: Any = None) -> Batch:
    """The batch function of a plain value.

    Args:
        parent: Label of the parents.
        value: Expression over `p`.
        absent: What a parent has that isn't there.
    """
    text: LiteralString = f"UNWIND $keys AS k MATCH (p:{parent} {{id: k}}) RETURN collect([k, {value}])"

    async def load(view: View, keys: Sequence[str]) -> list[Any]:
        found = dict(await view.read(text, keys=list(keys)))
        return [found.get(key, absent) for key in keys]

    return Batch(load, text=text, nested=opened(value))
