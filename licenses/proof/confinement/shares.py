"""Who gets how much where many ask at once: places, and the processes behind them.

* Somebody with a name is one asker; of whom nothing is known, everybody at one address is.
* **Places** (of uploads, of files in hand) are bounded in number and in bytes. Those of whom nothing is known have five
  eighths of them together, and one asker has half: what the others do never takes the last one.
* **Processes** are kept free in steps (`Standing`): each step down, one process less. What the anonymous send never
  occupies the process that is kept for those with a name; what an address sends whose file was stopped for its time or
  memory within the last minute leaves one more to the other addresses; and a file that was stopped itself, whoever
  sends it again, leaves one more to all other files.
* That a file was stopped decides when it is examined the next time, and never what is answered.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

_UNKNOWN_SHARE: Final = 5 / 8
_ASKER_SHARE: Final = 1 / 2
_REMEMBERED_SECONDS: Final = 60.0
_MOST_REMEMBERED: Final = 10_000


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks."""

    name: Hashable
    known: bool
    """Whether he has shown who he is; else the name is only where he asks from."""


Standing = int
"""How many processes are left to others: one for each of not being known, an asker's stopped file, a stopped file."""


@dataclass(slots=True)
class Places:
    """So many things at once, and so many bytes of them; used by one thread."""

    pieces: int | None = None
    size: int | None = None
    """None sets no bound."""
    _taken: list[tuple[Asker, int]] = field(default_factory=list)

    @contextmanager
    def taken(self, asker: Asker, size: int) -> Iterator[bool]:
        """Take a place for a while, where there is one; else give False.

        Whoever has none at all gets one whatever its size, as long as it fits together with the others'.
        """
        place = (asker, size)
        if not self._fits(asker, size):
            yield False
            return
        self._taken.append(place)
        try:
            yield True
        finally:
            self._taken.remove(place)

    def _fits(self, asker: Asker, size: int) -> bool:
        groups = [
            ([each for _, each in self._taken], 1.0),
            ([each for who, each in self._taken if who == asker], _ASKER_SHARE),
        ]
        if not asker.known:
            groups.append(([each for who, each in self._taken if not who.known], _UNKNOWN_SHARE))
        return all(
            not sizes
            or (
                (self.pieces is None or len(sizes) < self.pieces * share)
                and (self.size is None or sum(sizes) + size <= self.size * share)
            )
            for sizes, share in groups
        )


class Stops:
    """Whose work was stopped of late, and which."""

    def __init__(self) -> None:
        """Begin without any."""
        self._until: OrderedDict[Hashable, float] = OrderedDict()

    def note(self, asker: Asker, digest: bytes, now: float) -> None:
        """Remember that work was stopped."""
        for name in (asker, digest):
            self._until.pop(name, None)
            self._until[name] = now + _REMEMBERED_SECONDS
        while len(self._until) > _MOST_REMEMBERED:
            self._until.popitem(last=False)

    def standing(self, asker: Asker, digest: bytes, now: float) -> Standing:
        """Say how many processes this work leaves to others."""
        return int(not asker.known) + self.stopped(asker, now) + self.stopped(digest, now)

    def stopped(self, name: Hashable, now: float) -> bool:
        """Whether work of an asker, or a file of this digest, was stopped of late."""
        return self._until.get(name, now) > now
