"""Questions about the catalogue: single things, lists with facets, lineage."""

from typing import Annotated, Any

import strawberry

from api.fields import LENSES, Node, resolved
from api.identity import parsed
from api.objects.connections import Connection, asked_for, connect
from api.objects.facets import Facet, facets_of
from api.objects.filters import ConsumerFilter, DepartmentFilter, LibraryFilter, ResourceFilter, SystemFilter
from api.objects.library import Consumer, Library, System
from api.objects.lineage import Impact, Lineage, Path, Relation, Relations, loaded
from api.objects.orders import NameOrder, ResourceOrder
from api.objects.organisation import Department
from api.objects.resource import Resource
from graph.errors import LimitExceeded, Malformed, NotFound, Text
from graph.store import catalogue
from graph.store import lineage as walks
from graph.store.lineage import Direction
from graph.store.listing import Asked


@strawberry.type(description="A page of entries, with facets of the same search.")
class FacetedResourceConnection(Connection[Resource]):
    """A page of entries."""

    asked: strawberry.Private[Asked]

    @resolved
    async def facets(self, info: strawberry.Info) -> list[Facet]:
        """Counts of what the filter finds, by column; costs a query of its own (分面统计)."""
        return facets_of(await catalogue.RESOURCES.facet_counts(info.context.view, self.asked))


@strawberry.input(one_of=True, description="How a thing is named: exactly one.")
class By:
    """How a thing is named."""

    id: strawberry.Maybe[strawberry.ID] = strawberry.field(description="Global id.")
    code: strawberry.Maybe[str] = strawberry.field(description="Code: USCC, entry code, library code …")


@strawberry.type
class CatalogueQuery:
    """Questions about the catalogue."""

    @resolved
    async def node(self, info: strawberry.Info, id: strawberry.ID) -> Node | None:  # noqa: A002 - Relay's word
        """Anything by its global id; null when there is none that you may see."""
        label, identity = parsed(id, "id")
        return await loaded(info, label, identity)

    @resolved
    async def department(self, info: strawberry.Info, by: By) -> Department | None:
        """A department by id or USCC (部门)."""
        found: Department | None = await _one(info, by, "Department")
        return found

    @resolved
    async def departments(
        self,
        info: strawberry.Info,
        filter: DepartmentFilter | None = None,  # noqa: A002
        order_by: NameOrder = NameOrder.CODE,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[Department]:
        """Departments (部门)."""
        asked = asked_for(catalogue.DEPARTMENTS, filter)
        return await connect(info, catalogue.DEPARTMENTS, asked, order_by, first, after)

    @resolved
    async def resource(self, info: strawberry.Info, by: By) -> Resource | None:
        """An entry by id or code (政务信息资源)."""
        found: Resource | None = await _one(info, by, "Resource")
        return found

    @resolved
    async def resources(
        self,
        info: strawberry.Info,
        filter: ResourceFilter | None = None,  # noqa: A002
        search: Annotated[
            str | None, strawberry.argument(description="Words that name, summary or items contain (全文检索).")
        ] = None,
        order_by: ResourceOrder | None = None,
        first: int | None = None,
        after: str | None = None,
    ) -> FacetedResourceConnection:
        """Entries: filter, full-text search, order, facets (政务信息资源目录)."""
        asked = asked_for(catalogue.RESOURCES, filter, search)
        order = order_by or (ResourceOrder.RELEVANCE if asked.search else ResourceOrder.CODE)
        if order is ResourceOrder.RELEVANCE and not asked.search:
            raise Malformed(
                Text("按相关度排序须有检索词", "RELEVANCE needs a search"), code="ORDER_NEEDS_SEARCH", path=("orderBy",)
            )
        page = await connect(info, catalogue.RESOURCES, asked, order, first, after)
        return FacetedResourceConnection(edges=page.edges, page_info=page.page_info, counted=page.counted, asked=asked)

    @resolved
    async def library(self, info: strawberry.Info, by: By) -> Library | None:
        """A library by id or code (信息资源库)."""
        found: Library | None = await _one(info, by, "Library")
        return found

    @resolved
    async def libraries(
        self,
        info: strawberry.Info,
        filter: LibraryFilter | None = None,  # noqa: A002
        order_by: NameOrder = NameOrder.CODE,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[Library]:
        """Libraries (信息资源库)."""
        asked = asked_for(catalogue.LIBRARIES, filter)
        return await connect(info, catalogue.LIBRARIES, asked, order_by, first, after)

    @resolved
    async def systems(
        self,
        info: strawberry.Info,
        filter: SystemFilter | None = None,  # noqa: A002
        order_by: NameOrder = NameOrder.CODE,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[System]:
        """Information systems (信息系统)."""
        asked = asked_for(catalogue.SYSTEMS, filter)
        return await connect(info, catalogue.SYSTEMS, asked, order_by, first, after)

    @resolved
    async def consumers(
        self,
        info: strawberry.Info,
        filter: ConsumerFilter | None = None,  # noqa: A002
        order_by: NameOrder = NameOrder.CODE,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[Consumer]:
        """Consumers (使用方)."""
        asked = asked_for(catalogue.CONSUMERS, filter)
        return await connect(info, catalogue.CONSUMERS, asked, order_by, first, after)

    @resolved
    async def lineage(
        self,
        info: strawberry.Info,
        of: strawberry.ID,
        direction: Direction = Direction.UPSTREAM,
        depth: int = 1,
        max_nodes: int = 200,
    ) -> Lineage:
        """Lineage of an entry, item, system, library or licence type (数据血缘), depth 1 to 8."""
        return Lineage.of(await _walk(info, of, direction, depth, max_nodes))

    @resolved
    async def impact(
        self,
        info: strawberry.Info,
        of: strawberry.ID,
        depth: int = walks.MAX_DEPTH,
        max_nodes: int = 200,
        first: int = 50,
    ) -> Impact:
        """What a change or withdrawal would touch (影响分析), downstream, depth 1 to 8."""
        _bounded("first", first, 200)
        return await Impact.of(info, await _walk(info, of, Direction.DOWNSTREAM, depth, max_nodes), first)

    @resolved
    async def relations(
        self, info: strawberry.Info, of: strawberry.ID, kinds: list[str] | None = None, first: int = 50
    ) -> Relations:
        """Edges at a node, by kind (关系浏览)."""
        label, identity = _known(of)
        _bounded("first", first, 200)
        found = await walks.relations(info.context.view, label, identity, _kinds(kinds), first)
        if found is None:
            raise _nothing("of", of)
        return Relations(relations=[Relation.of(each) for each in found[:first]], is_partial=len(found) > first)

    @resolved
    async def path(
        self,
        info: strawberry.Info,
        from_: Annotated[strawberry.ID, strawberry.argument(name="from", description="Global id of one end.")],
        to: Annotated[strawberry.ID, strawberry.argument(description="Global id of the other end.")],
        kinds: list[str] | None = None,
        longest: int = 6,
    ) -> Path | None:
        """A shortest way between two nodes (路径), at most 8 steps; null when there is none."""
        _bounded("longest", longest, walks.MAX_DEPTH)
        start, goal = _known(from_, "from"), _known(to, "to")
        found = await walks.path(info.context.view, start, goal, _kinds(kinds), longest, 5_000)
        return None if found is None else Path.of(found)


async def _one(info: strawberry.Info, by: By, label: str) -> Any:
    if by.code is not None:
        return await loaded(info, label, by.code.value or "")
    named, identity = parsed(by.id.value or "" if by.id is not None else "", "by", "id")
    return await loaded(info, label, identity) if named == label else None


async def _walk(info: strawberry.Info, of: str, direction: Direction, depth: int, max_nodes: int) -> walks.Walk:
    label, identity = _known(of)
    _bounded("depth", depth, walks.MAX_DEPTH)
    _bounded("maxNodes", max_nodes, walks.MAX_NODES)
    found = await walks.walk(info.context.view, identity, label, direction, depth, max_nodes)
    if found is None:
        raise _nothing("of", of)
    return found


def _known(of: str, *path: str) -> tuple[str, str]:
    label, identity = parsed(of, *(path or ("of",)))
    if label not in LENSES:
        raise _nothing(*(path or ("of",)), of)
    return label, identity


def _kinds(asked: list[str] | None) -> list[str]:
    if asked is None:
        return list(walks.RELATION_KINDS)
    for kind in asked:
        if kind not in walks.RELATION_KINDS:
            raise Malformed(
                Text(f"没有这种关系：{kind[:60]}", f"no such kind of edge: {kind[:60]}"),
                code="UNKNOWN_RELATION",
                path=("kinds",),
                value=kind[:60],
                limit=", ".join(walks.RELATION_KINDS),
            )
    return asked


def _bounded(name: str, value: int, most: int) -> None:
    if not 1 <= value <= most:
        raise LimitExceeded(
            Text(f"{name} 应在 1 至 {most} 之间", f"{name} is from 1 to {most}"),
            code="OUT_OF_BOUNDS",
            path=(name,),
            value=str(value),
            limit=str(most),
        )


def _nothing(name: str, value: str) -> NotFound:
    return NotFound(
        Text("没有这个对象，或者无权查看", "no such node, or none that you may see"),
        code="NODE_NOT_FOUND",
        path=(name,),
        value=value[:200],
    )
