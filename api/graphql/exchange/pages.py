"""Pages of the platform's records as connections, the newest first: what it tells goes on, and no page shifts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from api.graphql.lens import cursors
from api.graphql.lens.connections import PageInfo, place_of
from api.graphql.lens.cursors import Span
from graph.store.pages import Wanted
from graph.words.exchange import Delivery, JudgedUse, Page

T = TypeVar("T", Delivery, JudgedUse)
_ORDER = "NEWEST"


@dataclass(frozen=True, slots=True)
class Edged(Generic[T]):
    """A record with its cursor."""

    cursor: str
    node: T


@dataclass(frozen=True, slots=True)
class Connected(Generic[T]):
    """A page of records."""

    edges: Sequence[Edged[T]]
    page_info: PageInfo


@dataclass(frozen=True, slots=True)
class Asked:
    """Which page of which list is asked for."""

    mark: str
    """What tells its cursors from those of another list."""
    wanted: Wanted

    def shown(self, page: Page[T]) -> Connected[T]:
        """The page as a connection."""
        head = cursors.head(_ORDER, self.mark)
        edges = tuple(Edged(cursors.written(head, place, record.number), record) for place, record in page.records)
        first, last = (edges[at].cursor if edges else None for at in (0, -1))
        return Connected(edges, place_of(self.wanted, first, last, more=page.more))


def asked(span: Span, *of: str) -> Asked:
    """Which page is asked for.

    Args:
        span: The arguments that say it.
        of: What makes the list what it is.

    Raises:
        LimitExceeded: `PAGE_SIZE`.
        Malformed: `FOREIGN_CURSOR` or `PAGE_DIRECTION`.
    """
    mark = cursors.fingerprint(_ORDER, *of)
    wanted = span.wanted(_ORDER, mark)
    if wanted.start is not None and not isinstance(wanted.start[0], str):
        argument = "before" if wanted.backward else "after"
        raise cursors.foreign(getattr(span, argument) or "", argument)
    return Asked(mark, wanted)
