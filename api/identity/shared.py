"""The same bounds where several processes serve: counted in the store, so that who is refused by one is by all.

* Askers and things are hashed under the key of the personal data: the store tells nobody who has tried what.
* What one process knows is decided there; those who try the same take turns in it, and meet the others in the store.
* Where the store does not answer, nothing may be tried.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from weakref import WeakValueDictionary

from api.identity.quota import Quota
from api.identity.throttle import Attempt, Guesses, Reached, Throttle
from api.process.logging import events
from graph.store import attempts
from graph.store.attempts import Bound, Taken
from graph.store.engine import Store
from graph.store.errors import StoreError
from licenses.proof.confinement.shares import Asker

SWEEP_SECONDS: Final = 600
WAIT_SECONDS: Final = 0.05
"""Between two looks whether something has ended that was under way elsewhere."""


async def keep_swept(store: Store, clock: Callable[[], datetime]) -> None:
    """Take out what counts no more, again and again, until this is cancelled."""
    while True:
        try:
            await attempts.sweep(store, clock())
        except StoreError as away:
            events().warning("counts of attempts were not swept", reason=str(away))
        await asyncio.sleep(SWEEP_SECONDS)


@dataclass(eq=False, slots=True)
class Counts:
    """The counts of one store."""

    store: Store
    keyed: Callable[[str], str]
    """The hash of a name under a key."""
    _turns: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    def name(self, *parts: Hashable) -> str:
        """The name of a count."""
        return self.keyed(hashlib.sha256(repr(parts).encode()).hexdigest())

    async def take(self, bounds: tuple[Bound, ...], now: datetime) -> Taken | attempts.Reached:
        """Count one more, as `attempts.take` does; in turn with those of this process that would meet it there."""
        async with self._turn(bounds):
            return await attempts.take(self.store, bounds, now)

    async def end(self, taken: Taken, now: datetime, *, counts: bool) -> None:
        """Say whether it counts, whoever has left meanwhile."""
        await asyncio.shield(self._ended(taken, now, counts))

    async def _ended(self, taken: Taken, now: datetime, counts: bool) -> None:
        async with self._turn(taken.bounds):
            await attempts.end(self.store, taken, now, counts=counts)

    def _turn(self, bounds: tuple[Bound, ...]) -> asyncio.Lock:
        """The turn of the widest of some counts, which is the last."""
        name = bounds[-1].name
        lock = self._turns.get(name)
        if lock is None:
            lock = self._turns[name] = asyncio.Lock()
        return lock


@dataclass(slots=True)
class SharedThrottle(Throttle):
    """Counts attempts of all processes."""

    counts: Counts = field(kw_only=True)

    async def take(self, now: datetime) -> None:
        """Count one more."""
        counts = self.counts
        found = await counts.take((Bound(counts.name("throttle"), self.most, self.window),), now)
        if isinstance(found, attempts.Reached):
            raise self.refusal()
        await counts.end(found, now, counts=True)


@dataclass(slots=True)
class SharedGuesses(Guesses):
    """Bounds the failures of each asker at all processes."""

    counts: Counts = field(kw_only=True)

    @asynccontextmanager
    async def attempt(self, asker: Hashable | None, thing: str, now: datetime) -> AsyncIterator[Attempt]:
        """Let somebody try something; who need not be asked of the store, for what this process knows, is not."""
        counts = self.counts
        bounds = (
            Bound(counts.name("guess", asker, thing), self.most, self.window),
            Bound(counts.name("guesses", asker), self.most_together, self.window),
        )
        async with Guesses.attempt(self, asker, thing, now) as tried:
            while isinstance(found := await counts.take(bounds, now), attempts.Reached):
                if not found.may_change:
                    raise self.refusal(Reached(found.until, found.bound.most, together=found.bound is bounds[1]))
                await asyncio.sleep(WAIT_SECONDS)
            try:
                yield tried
            finally:
                await counts.end(found, now, counts=tried.failed)


@dataclass(slots=True)
class SharedQuota(Quota):
    """Bounds what each asker has of all processes."""

    counts: Counts = field(kw_only=True)

    @asynccontextmanager
    async def taken(self, asker: Asker, now: datetime) -> AsyncIterator[None]:
        """Have one; it is given back where what stands inside comes to nothing."""
        counts = self.counts
        bounds: tuple[Bound, ...] = (Bound(counts.name("quota", asker.known, asker.name), self.most, self.window),)
        if not asker.known:
            bounds = (
                Bound(bounds[0].name, self.most_unknown, self.window),
                Bound(counts.name("quota together"), self.most_unknown_together, self.window),
            )
        found = await counts.take(bounds, now)
        if isinstance(found, attempts.Reached):
            raise self.refusal(found.until, found.bound.most)
        had = False
        try:
            yield
            had = True
        finally:
            await counts.end(found, now, counts=had)
