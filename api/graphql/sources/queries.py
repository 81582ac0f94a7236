"""Questions about libraries, systems and consumers."""

import strawberry

from api.graphql.lens.arguments import After, Before, First, Last, Named, Ordered, Where
from api.graphql.lens.connections import Connection, asked_for, connect
from api.graphql.lens.cursors import Span
from api.graphql.lens.nodes import By, one
from api.graphql.lens.orders import NameOrder
from api.graphql.lens.registration import resolved
from api.graphql.sources.lens import Consumer, Library, System
from api.graphql.sources.listing import ConsumerFilter, LibraryFilter, SystemFilter
from graph.subjects.sources import memory as sources_memory


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
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Library]:
        """Libraries (信息资源库)."""
        asked = asked_for(sources_memory.LIBRARIES, filter)
        span = Span(first, after, last, before)
        return await connect(info, sources_memory.LIBRARIES, asked, order_by, span)

    @resolved
    async def systems(
        self,
        info: strawberry.Info,
        filter: Where[SystemFilter] = None,  # noqa: A002
        order_by: Ordered[NameOrder] = NameOrder.CODE,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[System]:
        """Information systems (信息系统)."""
        asked = asked_for(sources_memory.SYSTEMS, filter)
        span = Span(first, after, last, before)
        return await connect(info, sources_memory.SYSTEMS, asked, order_by, span)

    @resolved
    async def consumers(
        self,
        info: strawberry.Info,
        filter: Where[ConsumerFilter] = None,  # noqa: A002
        order_by: Ordered[NameOrder] = NameOrder.CODE,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Consumer]:
        """Consumers (使用方)."""
        asked = asked_for(sources_memory.CONSUMERS, filter)
        span = Span(first, after, last, before)
        return await connect(info, sources_memory.CONSUMERS, asked, order_by, span)
