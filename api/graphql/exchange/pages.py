"""Pages of the platform's records as connections, the newest first: what it tells goes on, and no page shifts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from api.graphql.lens import cursors
from api.graphql.lens.connections import PageInfo
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
    size: int
    behind: str | None
    """Place behind which it begins; None = at the beginning."""

    def shown(self, page: Page[T]) -> Connected[T]:
        """The page as a connection."""
        head = cursors.head(_ORDER, self.mark)
        edges = tuple(Edged(cursors.written(head, place, record.number), record) for place, record in page.records)
        info = PageInfo(
            has_next_page=page.more,
            has_previous_page=self.behind is not None,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        )
        return Connected(edges, info)


def asked(first: int | None, after: str | None, *of: str) -> Asked:
    """Which page is asked for.

    Args:
        first: How many at most.
        after: Cursor behind which it begins.
        of: What makes the list what it is.

    Raises:
        LimitExceeded: `PAGE_SIZE`.
        Malformed: `FOREIGN_CURSOR`.
    """
    mark = cursors.fingerprint(_ORDER, *of)
    start = cursors.read(after, _ORDER, mark)
    if start is None:
        return Asked(mark, cursors.page_size(first), None)
    if not isinstance(start[0], str):
        raise cursors.foreign(after or "")
    return Asked(mark, cursors.page_size(first), start[0])
