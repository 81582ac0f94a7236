"""Questions about catalogue entries: one, or a list with facets."""

from typing import Annotated

import strawberry

from api.graphql.entries.facets import Facet
from api.graphql.entries.lens import Resource
from api.graphql.entries.listing import ResourceFilter, ResourceOrder
from api.graphql.lens.arguments import After, Before, First, Last, Named, Ordered, Where
from api.graphql.lens.connections import Connection, asked_for, connect
from api.graphql.lens.cursors import Span
from api.graphql.lens.nodes import By, one
from api.graphql.lens.registration import resolved, resolved_as
from graph.store.listing import Asked
from graph.subjects.entries import memory as entries_memory


@strawberry.type(description="A page of entries, with facets of the same search.")
class FacetedResourceConnection(Connection[Resource]):
    """A page of entries."""

    asked: strawberry.Private[Asked]

    @resolved_as(list[Facet])
    async def facets(self, info: strawberry.Info) -> list[entries_memory.Facet]:
        """Counts of what the filter finds, by column; costs a query of its own (分面统计)."""
        return await entries_memory.facets(info.context.view, self.asked)


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
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> FacetedResourceConnection:
        """Entries: filter, full-text search, order, facets (政务信息资源目录)."""
        asked = asked_for(entries_memory.RESOURCES, filter, search)
        order = order_by or (ResourceOrder.RELEVANCE if asked.search else ResourceOrder.CODE)
        span = Span(first, after, last, before)
        page = await connect(info, entries_memory.RESOURCES, asked, order, span)
        return FacetedResourceConnection(edges=page.edges, page_info=page.page_info, counted=page.counted, asked=asked)
