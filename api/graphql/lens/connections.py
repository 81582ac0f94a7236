"""Relay connections over keyset pages; counts cost a statement only when they are asked for.

A field that is `listed` names its list; its arguments say which page of it, as a `Question`. Whoever executes asks it.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, Generic, Protocol, Self, TypeVar

import strawberry

from api.graphql.context import Context
from api.graphql.lens import cursors
from api.graphql.lens.arguments import After, Before, First, Last, Ordered, Where
from api.graphql.lens.cursors import Span
from api.graphql.lens.registration import LENSES, arguments_of, dressed, resolved
from graph.errors import LimitExceeded, Malformed, Text
from graph.refusal_codes import Code
from graph.schema.shapes import Shape
from graph.store.edges import Batch
from graph.store.filters import Tree, alternatives
from graph.store.listing import Listing
from graph.store.pages import Asked, Page, Wanted

T = TypeVar("T")
MAX_SEARCH = 200
"""Characters of a search."""
_SPAN = {"first": First, "after": After, "last": Last, "before": Before}
"""Arguments that say which page, in the order of `Span`."""


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    """Where a page stands."""

    has_next_page: bool = strawberry.field(description="Whether more follow.")
    has_previous_page: bool = strawberry.field(description="Whether there are any before.")
    start_cursor: str | None = strawberry.field(description="Cursor of the first edge; pass it as `before`.")
    end_cursor: str | None = strawberry.field(description="Cursor of the last edge; pass it as `after`.")


def place_of(wanted: Wanted, first: str | None, last: str | None, *, more: bool) -> PageInfo:
    """Where a page stands.

    Args:
        wanted: Which page was asked for.
        first: Cursor of its first edge; None where it has none.
        last: Cursor of its last edge.
        more: Whether there are more on the side to which it was read.
    """
    beside = wanted.start is not None  # there is at least the row of the cursor
    return PageInfo(
        has_next_page=beside if wanted.backward else more,
        has_previous_page=more if wanted.backward else beside,
        start_cursor=first,
        end_cursor=last,
    )


@strawberry.type(description="A node in a list, with its cursor.")
class Edge(Generic[T]):
    """A node in a list."""

    cursor: str = strawberry.field(description="Opaque position in this list, order and filter.")
    node: T = strawberry.field(description="The node.")


class Children:
    """A list below many parents: its pages are read at once, in one statement for all of them."""

    def __init__(self, listing: Listing, via: str) -> None:
        """List the children that `listing.parents[via]` finds."""
        self.listing, self.via = listing, via

        async def pages(view: Any, keys: Any, *, asked: Asked, wanted: Wanted) -> list[Any]:
            return await listing.pages(view, via, keys, asked, wanted)

        async def counts(view: Any, keys: Any, *, asked: Asked) -> list[Any]:
            return await listing.counts(view, via, keys, asked)

        self.pages, self.counts = Batch(pages), Batch(counts)


@dataclass(frozen=True, slots=True)
class Question:
    """Which page of which list is meant."""

    listing: Listing
    asked: Asked
    wanted: Wanted
    mark: str
    """What tells its cursors from those of another list, order or filter."""
    below: Children | None = None
    key: str = ""
    """Whose children they are, where the list is one below a node."""

    def hashed(self, context: Context) -> Self:
        """The same, with the keyed hash of each personal value that is asked for, under which it is found."""
        names = self.listing.hashed
        given = self.asked.alternatives
        if not names or given is None:
            return self
        lookup = context.backend.personal.lookup
        found = tuple(
            {name: list(map(lookup, each)) if name in names else each for name, each in one.items()} for one in given
        )
        return replace(self, asked=replace(self.asked, alternatives=found))

    async def page(self, context: Context) -> Page:
        """The page, read together with those of its siblings."""
        if self.below is None:
            return await self.listing.page(context.view, self.asked, self.wanted)
        page: Page = await context.load(self.below.pages, self.key, asked=self.asked, wanted=self.wanted)
        return page

    async def count(self, context: Context) -> int:
        """How many there are on all pages."""
        if self.below is None:
            return await self.listing.count(context.view, self.asked)
        counted: int = await context.load(self.below.counts, self.key, asked=self.asked)
        return counted

    def cursor(self, key: Any, row: list[Any]) -> str:
        """The cursor of a row, which begins with its id."""
        return cursors.written(self.head, key, row[0])

    @property
    def head(self) -> bytes:
        """How all its cursors begin."""
        return cursors.head(self.wanted.order, self.mark)


@strawberry.type(description="A page of a list.")
class Connection(Generic[T]):
    """A page of a list."""

    page: strawberry.Private[Page]
    question: strawberry.Private[Question]

    @resolved
    def edges(self) -> list[Edge[T]]:
        """The nodes of this page."""
        kind: Any = LENSES[self.question.listing.shape.label]
        cursor = self.question.cursor
        return [Edge(cursor=cursor(key, row), node=kind.of(row)) for key, row in self.page.rows]

    @resolved
    def page_info(self) -> PageInfo:
        """Where this page stands."""
        question, rows = self.question, self.page.rows
        first, last = (question.cursor(*rows[at]) if rows else None for at in (0, -1))
        return place_of(question.wanted, first, last, more=self.page.more)

    @resolved
    async def total_count(self, info: strawberry.Info) -> int:
        """How many nodes the filter finds; costs a query of its own."""
        return await self.question.count(info.context)


class FilterInput(Protocol):
    """An input that is a filter."""

    def tree(self) -> Tree:
        """The filter as a tree."""
        ...


def asked_for(listing: Listing, filter: FilterInput | None, search: str | None = None) -> Asked:  # noqa: A002 - Relay's word
    """What a list is asked for.

    Raises:
        LimitExceeded: `SEARCH_TOO_LONG` or `FILTER_TOO_WIDE`.
    """
    found = alternatives(filter.tree(), listing.merges) if filter is not None else None
    return Asked(found, searched_for(search, "search"))


def searched_for(typed: str | None, argument: str) -> str | None:
    """What is searched for; None = nothing.

    Raises:
        LimitExceeded: `SEARCH_TOO_LONG`.
    """
    words = typed.strip() if typed else ""
    if len(words) > MAX_SEARCH:
        raise LimitExceeded(
            Text(f"检索词不超过{MAX_SEARCH}个字符", f"a search has at most {MAX_SEARCH} characters"),
            code=Code.SEARCH_TOO_LONG,
            path=(argument,),
            value=str(len(words)),
            limit=f"{MAX_SEARCH} characters",
        )
    return words or None


@dataclass(frozen=True, slots=True)
class Listed:
    """Which list a field gives pages of."""

    of: Listing | Children
    order: Enum | Callable[[Asked], Enum] | None
    """In which order, where no argument says it."""

    @property
    def listing(self) -> Listing:
        """The list, below a node or not."""
        return self.of.listing if isinstance(self.of, Children) else self.of

    @property
    def shape(self) -> Shape:
        """The kind of its nodes."""
        return self.listing.shape

    def question(self, key: str, given: Mapping[str, Any]) -> Question:
        """Which page the arguments of the field ask for.

        Raises:
            LimitExceeded: `PAGE_SIZE`, `SEARCH_TOO_LONG` or `FILTER_TOO_WIDE`.
            Malformed: `FOREIGN_CURSOR`, `PAGE_DIRECTION` or `ORDER_NEEDS_SEARCH`.
        """
        listing = self.listing
        asked = asked_for(listing, given.get("filter"), given.get("search"))
        order = given.get("order_by") or (self.order(asked) if callable(self.order) else self.order)
        assert isinstance(order, Enum)  # noqa: S101 - a list without an argument for it names one
        _refuse_order(listing, order, asked)
        label, found = listing.shape.label, asked.alternatives
        span = Span(*map(given.get, _SPAN))
        if isinstance(self.of, Children):
            mark = cursors.fingerprint(order.name, label, self.of.via, key, found)
            return Question(listing, asked, span.wanted(order.name, mark), mark, self.of, key)
        mark = cursors.fingerprint(order.name, label, found, asked.search)
        return Question(listing, asked, span.wanted(order.name, mark), mark)


def listed(
    of: Listing | Children,
    filters: type[Any] | None = None,
    orders: type[Enum] | None = None,
    *,
    order: Enum | Callable[[Asked], Enum] | None = None,
    key: str = "key",
) -> Callable[[Callable[..., Any]], Any]:
    """Publish pages of a list, with the arguments that say which: `def departments(self) -> Connection[…]: ...`.

    Args:
        of: The list; of all nodes of a kind, or below a node.
        filters: The input by which it is filtered; None = it is not. Arguments of the function stand behind it.
        orders: The closed list of its orders; None = there is no choice.
        order: The order where no argument says it: the first of `orders`, or what is made of what is asked for.
        key: Column or attribute of the node below which it is.
    """
    where: Any = Where
    ordered: Any = Ordered
    first = next(iter(orders)) if orders is not None else None
    made_of, read = Listed(of, order or first), (key,) if isinstance(of, Children) else ()

    def made(function: Callable[..., Any]) -> Any:
        async def resolve(self: Any, info: strawberry.Info, **given: Any) -> Connection[Any]:
            question = made_of.question(getattr(self, key) if read else "", given).hashed(info.context)
            return Connection(page=await question.page(info.context), question=question)

        arguments = [] if filters is None else [_argument("filter", where[filters], None)]
        arguments += arguments_of(function, 1)
        if orders is not None:
            arguments.append(
                _argument("order_by", ordered[orders | None if order else orders], None if order else first)
            )
        arguments += [_argument(name, note, None) for name, note in _SPAN.items()]
        return dressed(resolve, function, {"listed": made_of, "reads": read}, arguments, with_info=True)

    return made


def _argument(name: str, note: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=note)


def _refuse_order(listing: Listing, order: Enum, asked: Asked) -> None:
    if listing.orders[order.name].searches and asked.search is None:
        raise Malformed(
            Text("按相关度排序须有检索词", f"{order.name} needs a search"),
            code=Code.ORDER_NEEDS_SEARCH,
            path=("orderBy",),
            value=order.name,
        )
