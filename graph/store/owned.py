"""Pages of what is a few's: by one stored key for each of them, `part|key`, which an index gives in the list's order.

A part is what of the asker's scope shows something, a department, a holder; or it is a node below which a list is asked
for. Each is asked for by itself, because the embedded store finds a range by an index only where its bounds are
parameters; who is shown a kind by more than a few parts finds a page another way. Each part gives a page, and the page
that is asked for is their first rows.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any, LiteralString

from graph.store.landmarks import Known, windows
from graph.store.ordering import Order
from graph.store.view import View

FEW = 4
"""Parts of a scope."""
BEHIND_ALL = "}"
"""Behind the sign that stands between a part and a key, and so behind every key of the part."""


@dataclass(frozen=True, slots=True)
class Owned:
    """That what a part of a scope shows has a stored key for one order."""

    column: LiteralString
    """Where `part|key` is kept."""
    by: tuple[str, ...]
    """Names of what of a scope its parts are."""
    beside: str = ""
    """The way to what is a part's and does not say so in the column, which holds one; empty where there is none."""
    below: str = ""
    """The way that finds the same below a node; empty where none does."""
    called: LiteralString = ""
    """The statement that says what parts the nodes `$parents` of that way are, a pair each."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a scope, and the way by which it shows something."""

    way: Owned
    name: str

    def range(self, at: str | None, until: str | None, *, falling: bool) -> tuple[str, str]:
        """The least and the greatest key of a window, from a key of the list on until one of the column."""
        first = f"{self.name}|" if at is None else f"{self.name}|{at}"
        if falling:
            high = f"{self.name}{BEHIND_ALL}" if at is None else first
            return until or f"{self.name}|", high
        return first, until or f"{self.name}{BEHIND_ALL}"


def parts(view: View, ways: Iterable[Owned]) -> list[Part]:
    """The parts of the asker's scope, each once."""
    found: dict[tuple[str, str], Part] = {}
    for way in ways:
        for name in way.by:
            given = getattr(view.scope, name)
            for each in (given,) if isinstance(given, str) else sorted(given):
                if each:
                    found.setdefault((way.column, each), Part(way, each))
    return list(found.values())


async def rows_of(
    part: Part,
    known: Known | None,
    at: str | None,
    enough: int,
    ask: Callable[[str, str], Awaitable[list[Any]]],
    *,
    falling: bool,
) -> list[Any]:
    """The first rows of one part.

    Args:
        part: The part.
        known: Its landmarks, for a server that has to be asked for narrow ranges.
        at: Key of the row behind which the page begins.
        enough: How many rows are wanted.
        ask: Gives the rows between two keys of the column.
        falling: Whether keys become smaller from row to row.
    """
    begin = None if at is None else f"{part.name}|{at}"
    for until in windows(known.marks, begin, falling=falling) if known else (None,):
        rows = await ask(*part.range(at, until, falling=falling))
        if len(rows) >= enough or until is None:
            return rows
    return await ask(*part.range(at, None, falling=falling))


def merged(found: Iterable[list[Any]], order: Order, enough: int, *, backward: bool) -> list[Any]:
    """The first rows of several pages in one order, each once."""
    rows = list({row[0]: (key, row) for page in found for key, row in page}.values())
    rows.sort(key=lambda each: each[1][0], reverse=backward)
    rows.sort(key=lambda each: each[0], reverse=order.falls(backward=backward))
    return [[key, row] for key, row in rows[:enough]]
