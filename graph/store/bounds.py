"""How long short lists are: of each kind the longest; measured, so that what a question costs is known before.

1. A list that was not measured yet counts as `CAUTIOUS`; none as less than `LEAST`, for the next write may add to it,
   and none as more than it gives.
2. They are measured beside a service that begins to serve, and again when something was written; others may write to
   a Neo4j, so also after an hour. Measuring takes at most a hundredth of the time.
3. Where several processes serve, one measures, and the others are told.
4. What cannot be measured keeps what was known of it: the store may be away, or too large for one statement.
"""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from graph.store.edges import MANY_LIMIT, Batch
from graph.store.engine import Store
from graph.store.errors import StoreError

CAUTIOUS = 50
LEAST = 10
LONGEST = 100
"""How many of the longest lists are known of each kind: as many as a page may have parents."""
FRESH_SECONDS = 30.0
"""How long what was measured is taken as known, whatever is written."""
STALE_SECONDS = 3_600.0
"""After how long it is measured again, though nothing is known to have been written."""
SHARE = 100
"""By how much longer than the measuring the pause behind it is."""
_LOG = logging.getLogger("zhengtu.store")


@dataclass(frozen=True, slots=True, eq=False)
class Lengths:
    """What is known at one time."""

    known: Mapping[Batch, Sequence[int]] = field(default_factory=dict)
    """The longest lists of each kind, longest first."""

    def of(self, batch: Batch, parents: int = 1) -> int:
        """As how long each list counts below some different parents."""
        longest = self.known.get(batch)
        if longest is None:
            return CAUTIOUS
        some = longest[: max(1, parents)]
        return min(MANY_LIMIT, max(LEAST, math.ceil(sum(some) / max(1, min(parents, LONGEST)))))


@dataclass(slots=True)
class Bounds:
    """The lengths of the short lists of one store."""

    batches: Collection[Batch]
    """Those that are asked about; each says how it is measured."""
    lengths: Lengths = field(default_factory=Lengths)
    _measured: float = -math.inf
    _writes: int = 0
    _took: float = 0.0

    async def measure(self, store: Store) -> None:
        """Measure every list, one after the other."""
        clock = asyncio.get_running_loop().time
        begun, self._writes, found = clock(), store.writes, dict(self.lengths.known)
        for batch in self.batches:
            try:
                found[batch] = tuple(await store.read(batch.longest, most=LONGEST))
            except StoreError as error:
                _LOG.warning("a list was not measured: %s", error)
        self.lengths, self._measured = Lengths(found), clock()
        self._took = self._measured - begun

    def told(self) -> dict[str, Sequence[int]]:
        """What is known, for another process of the same service."""
        return {batch.longest: found for batch, found in self.lengths.known.items()}

    def take(self, told: Mapping[str, Sequence[int]]) -> None:
        """Know what another process has measured."""
        self.lengths = Lengths({batch: told[batch.longest] for batch in self.batches if batch.longest in told})

    async def keep(self, store: Store) -> None:
        """Measure, and again, for ever, when something was written or much time has passed."""
        while True:
            late = asyncio.get_running_loop().time() > self._measured + STALE_SECONDS
            if late or store.writes != self._writes:
                await self.measure(store)
            await asyncio.sleep(max(FRESH_SECONDS, SHARE * self._took))
