"""Relay connections over keyset pages; counts cost a statement only when they are asked for."""

from collections.abc import Awaitable, Callable
from enum import Enum
from typing import Any, Generic, Protocol, TypeVar

import strawberry

from api.graphql.lens import cursors
from api.graphql.lens.cursors import Span
from api.graphql.lens.registration import LENSES, Lens, resolved
from graph.errors import LimitExceeded, Malformed, Text
from graph.refusal_codes import Code
from graph.store.edges import Batch
from graph.store.filters import Tree, alternatives
from graph.store.listing import Asked, Listing, Page, Wanted

T = TypeVar("T")


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    """Where a page stands."""

    has_next_page: bool = strawberry.field(description="Whether more follow.")
    has_previous_page: bool = strawberry.field(description="Whether there are any before.")
    start_cursor: str | None = strawberry.field(description="Cursor of the first edge; pass it as `before`.")
    end_cursor: str | None = strawberry.field(description="Cursor of the last edge; pass it as `after`.")


@strawberry.type(description="A node in a list, with its cursor.")
class Edge(Generic[T]):
    """A node in a list."""

    cursor: str = strawberry.field(description="Opaque position in this list, order and filter.")
    node: T = strawberry.field(description="The node.")


@strawberry.type(description="A page of a list.")
class Connection(Generic[T]):
    """A page of a list."""

    edges: list[Edge[T]] = strawberry.field(description="The nodes of this page.")
    page_info: PageInfo = strawberry.field(description="Where this page stands.")
    counted: strawberry.Private[Callable[[], Awaitable[int]]]

    @resolved
    async def total_count(self) -> int:
        """How many nodes the filter finds; costs a query of its own."""
        return await self.counted()


class FilterInput(Protocol):
    """An input that is a filter."""

    def tree(self) -> Tree:
        """The filter as a tree."""
        ...


MAX_SEARCH = 200
"""Characters of a search."""


def asked_for(listing: Listing, filter: FilterInput | None, search: str | None = None) -> Asked:  # noqa: A002 - Relay's word
    """What a list is asked for.

    Raises:
        LimitExceeded: `SEARCH_TOO_LONG` or `FILTER_TOO_WIDE`.
    """
    found = alternatives(filter.tree(), listing.merges) if filter is not None else None
    words = search.strip() if search else ""
    if len(words) > MAX_SEARCH:
        raise LimitExceeded(
            Text(f"检索词不超过{MAX_SEARCH}个字符", f"a search has at most {MAX_SEARCH} characters"),
            code=Code.SEARCH_TOO_LONG,
            path=("search",),
            value=str(len(words)),
            limit=f"{MAX_SEARCH} characters",
        )
    return Asked(found, words or None)


async def connect(info: strawberry.Info, listing: Listing, asked: Asked, order: Enum, span: Span) -> Connection[Any]:
    """One page of all nodes of a kind.

    Raises:
        LimitExceeded: `PAGE_SIZE`.
        Malformed: `FOREIGN_CURSOR`, `PAGE_DIRECTION` or `ORDER_NEEDS_SEARCH`.
    """
    _refuse_order(listing, order, asked)
    view = info.context.view
    mark = cursors.fingerprint(order.name, listing.shape.label, asked.alternatives, asked.search)
    wanted = span.wanted(order.name, mark)
    page = await listing.page(view, asked, wanted)
    return built(listing, page, wanted, mark, lambda: listing.count(view, asked))


def built(
    listing: Listing, page: Page, wanted: Wanted, mark: str, counted: Callable[[], Awaitable[int]]
) -> Connection[Any]:
    """The connection that shows a page; on the side of its cursor there is at least the row of the cursor."""
    lens: type[Lens] = LENSES[listing.shape.label]
    edges = [Edge(cursor=cursors.written(key, row[0], wanted.order, mark), node=lens.of(row)) for key, row in page.rows]
    beside = wanted.start is not None
    return Connection(
        edges=edges,
        page_info=PageInfo(
            has_next_page=beside if wanted.backward else page.more,
            has_previous_page=page.more if wanted.backward else beside,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        ),
        counted=counted,
    )


def _refuse_order(listing: Listing, order: Enum, asked: Asked) -> None:
    if listing.orders[order.name].searches and asked.search is None:
        raise Malformed(
            Text("按相关度排序须有检索词", f"{order.name} needs a search"),
            code=Code.ORDER_NEEDS_SEARCH,
            path=("orderBy",),
            value=order.name,
        )


class Children:
    """Pages of children below many parents at once: one statement for all of them."""

    def __init__(self, listing: Listing, via: str) -> None:
        """List the children that `listing.parents[via]` finds."""
        self._listing = listing
        self._via = via

        async def pages(view: Any, keys: Any, *, asked: Asked, wanted: Wanted) -> list[Any]:
            return await listing.pages(view, via, keys, asked, wanted)

        async def counts(view: Any, keys: Any, *, asked: Asked) -> list[Any]:
            return await listing.counts(view, via, keys, asked)

        self._pages, self._counts = Batch(pages), Batch(counts)

    async def connect(
        self,
        info: strawberry.Info,
        key: str,
        filter: FilterInput | None,  # noqa: A002 - Relay's word
        order: Enum,
        span: Span,
    ) -> Connection[Any]:
        """One page of one parent's children, read together with those of its siblings; refuses what `connect` does."""
        asked = asked_for(self._listing, filter)
        _refuse_order(self._listing, order, asked)
        mark = cursors.fingerprint(order.name, self._listing.shape.label, self._via, key, asked.alternatives)
        wanted = span.wanted(order.name, mark)
        page = await info.context.load(self._pages, key, asked=asked, wanted=wanted)
        return built(
            self._listing,
            page,
            wanted,
            mark,
            lambda: info.context.load(self._counts, key, asked=asked),
        )
