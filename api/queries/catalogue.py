"""Questions about the catalogue: single things, lists with facets, lineage."""

from typing import Annotated

import strawberry

from api.cursors import DEFAULT_FIRST
from api.fields import Node, resolved
from api.identity import parsed
from api.objects.arguments import After, First, Id, Named, Ordered, Where
from api.objects.connections import Connection, asked_for, connect
from api.objects.facets import Facet, facets_of
from api.objects.filters import ConsumerFilter, DepartmentFilter, LibraryFilter, ResourceFilter, SystemFilter
from api.objects.library import Consumer, Library, System
from api.objects.nodes import By, loaded, one
from api.objects.orders import NameOrder, ResourceOrder
from api.objects.organisation import Department
from api.objects.resource import Resource
from graph.store import catalogue
from graph.store.listing import Asked


@strawberry.type(description="A page of entries, with facets of the same search.")
class FacetedResourceConnection(Connection[Resource]):
    """A page of entries."""

    asked: strawberry.Private[Asked]

    @resolved
    async def facets(self, info: strawberry.Info) -> list[Facet]:
        """Counts of what the filter finds, by column; costs a query of its own (分面统计)."""
        return facets_of(await catalogue.RESOURCES.facet_counts(info.context.view, self.asked))


@strawberry.type
class NodeQuery:
    """Anything, by its identity."""

    @resolved
    async def node(self, info: strawberry.Info, id: Id) -> Node | None:  # noqa: A002 - the word of the API
        """Anything by its global id; null when there is none that you may see."""
        label, identity = parsed(id, "id")
        return await loaded(info, label, identity)


@strawberry.type
class OrganisationQuery:
    """Questions about departments."""

    @resolved
    async def department(self, info: strawberry.Info, by: Named[By]) -> Department | None:
        """A department by id or USCC (部门)."""
        found: Department | None = await one(info, by, "Department")
        return found

    @resolved
    async def departments(
        self,
        info: strawberry.Info,
        filter: Where[DepartmentFilter] = None,  # noqa: A002
        order_by: Ordered[NameOrder] = NameOrder.CODE,
        first: First = DEFAULT_FIRST,
        after: After = None,
    ) -> Connection[Department]:
        """Departments (部门)."""
        asked = asked_for(catalogue.DEPARTMENTS, filter)
        return await connect(info, catalogue.DEPARTMENTS, asked, order_by, first, after)


@strawberry.type
class EntryQuery:
    """Questions about catalogue entries."""

    @resolved
    async def resource(self, info: strawberry.Info, by: Named[By]) -> Resource | None:
        """An entry by id or code (政务信息资源)."""
        found: Resource | None = await one(info, by, "Resource")
        return found

    @resolved
    async def resources(
        self,
        info: strawberry.Info,
        filter: Where[ResourceFilter] = None,  # noqa: A002
        search: Annotated[
            str | None, strawberry.argument(description="Words that name, summary or items contain (全文检索).")
        ] = None,
        order_by: Ordered[ResourceOrder | None] = None,
        first: First = DEFAULT_FIRST,
        after: After = None,
    ) -> FacetedResourceConnection:
        """Entries: filter, full-text search, order, facets (政务信息资源目录)."""
        asked = asked_for(catalogue.RESOURCES, filter, search)
        order = order_by or (ResourceOrder.RELEVANCE if asked.search else ResourceOrder.CODE)
        page = await connect(info, catalogue.RESOURCES, asked, order, first, after)
        return FacetedResourceConnection(edges=page.edges, page_info=page.page_info, counted=page.counted, asked=asked)


@strawberry.type
class SourceQuery:
    """Questions about libraries, systems and consumers."""

    @resolved
    async def library(self, info: strawberry.Info, by: Named[By]) -> Library | None:
        """A library by id or code (信息资源库)."""
        found: Library | None = await one(info, by, "Library")
        return found

    @resolved
    async def libraries(
        self,
        info: strawberry.Info,
        filter: Where[LibraryFilter] = None,  # noqa: A002
        order_by: Ordered[NameOrder] = NameOrder.CODE,
        first: First = DEFAULT_FIRST,
        after: After = None,
    ) -> Connection[Library]:
        """Libraries (信息资源库)."""
        asked = asked_for(catalogue.LIBRARIES, filter)
        return await connect(info, catalogue.LIBRARIES, asked, order_by, first, after)

    @resolved
    async def systems(
        self,
        info: strawberry.Info,
        filter: Where[SystemFilter] = None,  # noqa: A002
        order_by: Ordered[NameOrder] = NameOrder.CODE,
        first: First = DEFAULT_FIRST,
        after: After = None,
    ) -> Connection[System]:
        """Information systems (信息系统)."""
        asked = asked_for(catalogue.SYSTEMS, filter)
        return await connect(info, catalogue.SYSTEMS, asked, order_by, first, after)

    @resolved
    async def consumers(
        self,
        info: strawberry.Info,
        filter: Where[ConsumerFilter] = None,  # noqa: A002
        order_by: Ordered[NameOrder] = NameOrder.CODE,
        first: First = DEFAULT_FIRST,
        after: After = None,
    ) -> Connection[Consumer]:
        """Consumers (使用方)."""
        asked = asked_for(catalogue.CONSUMERS, filter)
        return await connect(info, catalogue.CONSUMERS, asked, order_by, first, after)
