"""Where to cut a list into windows, for a server that sorts all that a range matches before it cuts (`Dialect`).

Every hundredth key of a list is remembered. A page is looked for between two of them, in a range that holds somewhat
more rows than it needs; then in a wider one; where that has too few as well, what is asked for is rare, and the kind is
gone through. Landmarks only say how wide a window is: which rows are in it the store says, so that old ones are never
wrong.
"""

from __future__ import annotations

import time
from bisect import bisect_left, bisect_right
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field

from graph.store.ordering import STEP

WIDTHS = (2, 16)
"""Landmarks that are passed by the first window and by the second."""
FRESH_SECONDS = 10.0
"""How long the size of a list is taken as known."""
KEPT_SECONDS = 600.0
"""How long the landmarks of a list are taken whose size is not looked at."""
KEPT = 10_000
"""Lists whose landmarks are remembered; those that were measured first are forgotten first."""
GROWTH = 1.25
"""By how much a list may grow or shrink before it is measured again."""


def windows(marks: Sequence[str], at: str | None, *, falling: bool) -> Iterator[str | None]:
    """Where each window ends: a key that is no longer in it; None = with the list.

    Args:
        marks: Landmarks, smallest first.
        at: Key of the row behind which the page begins; None = at an end of the list.
        falling: Whether keys become smaller from row to row.
    """
    if falling:
        passed = len(marks) - (bisect_left(marks, at) if at is not None else len(marks))
        ahead = marks[::-1][passed:]
    else:
        ahead = marks[bisect_right(marks, at) if at is not None else 0 :]
    for width in WIDTHS:
        if width > len(ahead):
            yield None
            return
        yield ahead[width - 1]


@dataclass(slots=True)
class Known:
    """The landmarks of one list."""

    size: int = 0
    marks: Sequence[str] = ()
    _looked: float = field(default=float("-inf"), repr=False)

    @property
    def stale(self) -> bool:
        """Whether it is to be measured, where nobody knows the size of the list."""
        return time.monotonic() >= self._looked + KEPT_SECONDS

    def keep(self, marks: Sequence[str]) -> None:
        """Take what was measured."""
        self._looked, self.marks = time.monotonic(), tuple(dict.fromkeys(marks))

    async def renew(self, count: Callable[[], Awaitable[int]], measure: Callable[[], Awaitable[Sequence[str]]]) -> None:
        """Measure the list again where it has another size by now."""
        if time.monotonic() < self._looked + FRESH_SECONDS:
            return
        self._looked, size = time.monotonic(), await count()
        if max(size, self.size) > GROWTH * min(size, self.size) + STEP:
            self.marks, self.size = tuple(dict.fromkeys(await measure())), size


@dataclass(slots=True)
class Landmarks:
    """The landmarks of every list of a store, by kind and key."""

    _known: dict[tuple[str, str], Known] = field(default_factory=dict)

    def of(self, place: tuple[str, str]) -> Known:
        """Those of one list."""
        if len(self._known) >= KEPT and place not in self._known:
            del self._known[next(iter(self._known))]
        return self._known.setdefault(place, Known())
