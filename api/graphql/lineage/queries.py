"""Questions about how things hang together: lineage, impact, relations, paths.

Each is null, with the reason among the errors, where its id is stale or wrong: what else the page asks is answered.
"""

from typing import Annotated

import strawberry

from api.graphql.lens.arguments import Bounded, Depth, MaxNodes, Of
from api.graphql.lens.ids import parsed
from api.graphql.lens.registration import LENSES, resolved_as
from api.graphql.lineage.lens import Impact, Lineage, Path, Relations
from api.graphql.lineage.terms import RelationKind
from graph.errors import LimitExceeded, NotFound, Text
from graph.refusal_codes import Code
from graph.subjects.lineage import browsing, impact
from graph.subjects.lineage import memory as lineage_memory
from graph.subjects.lineage.memory import Direction

MAX_BOUNDED = 200
MAX_READ = 5_000
"""Edges that one step of a path may read."""

Kinds = Annotated[
    list[RelationKind] | None, strawberry.argument(description="Kinds of edges; null is all of them (关系类型).")
]


@strawberry.type
class LineageQuery:
    """Questions about how things hang together."""

    @resolved_as(Lineage | None)
    async def lineage(
        self,
        info: strawberry.Info,
        of: Of,
        direction: Annotated[
            Direction, strawberry.argument(description="Towards the sources, the uses, or both (方向).")
        ] = Direction.UPSTREAM,
        depth: Depth = 1,
        max_nodes: MaxNodes = 200,
    ) -> lineage_memory.Walk:
        """Lineage of an entry, item, system, library or licence type (数据血缘), depth 1 to 8."""
        return await _walk(info, of, direction, depth, max_nodes)

    @resolved_as(Impact | None)
    async def impact(
        self,
        info: strawberry.Info,
        of: Of,
        depth: Depth = lineage_memory.MAX_DEPTH,
        max_nodes: MaxNodes = 200,
        first: Bounded = 50,
    ) -> impact.Impact:
        """What a change or withdrawal would touch (影响分析), downstream, depth 1 to 8."""
        _bounded("first", first, MAX_BOUNDED)
        walk = await _walk(info, of, Direction.DOWNSTREAM, depth, max_nodes)
        return await impact.impact(info.context.view, walk, first)

    @resolved_as(Relations | None)
    async def relations(
        self, info: strawberry.Info, of: Of, kinds: Kinds = None, first: Bounded = 50
    ) -> browsing.Relations:
        """Edges at a node, by kind (关系浏览)."""
        label, identity = _known(of)
        _bounded("first", first, MAX_BOUNDED)
        found = await browsing.relations(info.context.view, label, identity, _kinds(kinds), first)
        if found is None:
            raise _nothing("of", of)
        return found

    @resolved_as(Path | None)
    async def path(
        self,
        info: strawberry.Info,
        from_: Annotated[strawberry.ID, strawberry.argument(name="from", description="Global id of one end.")],
        to: Annotated[strawberry.ID, strawberry.argument(description="Global id of the other end.")],
        kinds: Kinds = None,
        longest: Annotated[int, strawberry.argument(description="Most steps, 1 to 8 (最大步数).")] = 6,
    ) -> browsing.LineagePath | None:
        """A shortest way between two nodes (路径), at most 8 steps; null when there is none."""
        _bounded("longest", longest, lineage_memory.MAX_DEPTH)
        start, goal = await _place(info, from_, "from"), await _place(info, to, "to")
        return await browsing.path(info.context.view, start, goal, _kinds(kinds), longest, MAX_READ)


async def _walk(
    info: strawberry.Info, of: str, direction: Direction, depth: int, max_nodes: int
) -> lineage_memory.Walk:
    label, identity = _known(of)
    _bounded("depth", depth, lineage_memory.MAX_DEPTH)
    _bounded("maxNodes", max_nodes, lineage_memory.MAX_NODES)
    found = await lineage_memory.walk(info.context.view, identity, label, direction, depth, max_nodes)
    if found is None:
        raise _nothing("of", of)
    return found


async def _place(info: strawberry.Info, of: str, name: str) -> browsing.Place:
    found = await browsing.place(info.context.view, *_known(of, name))
    if found is None:
        raise _nothing(name, of)
    return found


def _known(of: str, name: str = "of") -> tuple[str, str]:
    label, identity = parsed(of, name)
    if label not in LENSES:
        raise _nothing(name, of)
    return label, identity


def _kinds(asked: list[RelationKind] | None) -> list[str]:
    return [kind.name for kind in (RelationKind if asked is None else asked)]


def _bounded(name: str, value: int, most: int) -> None:
    if not 1 <= value <= most:
        raise LimitExceeded(
            Text(f"{name} 应在 1 至 {most} 之间", f"{name} is from 1 to {most}"),
            code=Code.OUT_OF_BOUNDS,
            path=(name,),
            value=str(value),
            limit=str(most),
        )


def _nothing(name: str, value: str) -> NotFound:
    return NotFound(
        Text("没有这个对象，或者无权查看", "no such node, or none that you may see"),
        code=Code.NODE_NOT_FOUND,
        path=(name,),
        value=value[:200],
    )
