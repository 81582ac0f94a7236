"""How often something may be tried: guesses at a secret are few, whoever makes them.

Here it is counted in the memory of the one process that serves; where several do, in the store (`shared`).

* `Throttle` counts every attempt at one thing.
* `Guesses` counts failures, of many askers at many things. Each asker has a count of his own, all that nobody knows
  share one, and no asker's failures ever count for another. An asker may fail a few times at one thing, and some times
  more at all things together; then he is refused before anything is compared, also what would have been right.
* What is being tried counts as failed until it has ended otherwise; who would only be refused for that, waits.
* The memory is bounded: an asker's failures by his bound, the askers by a number; who came longest ago is forgotten.
"""

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from graph.errors import LimitExceeded, Text
from graph.refusal_codes import Code
from graph.words.china_time import china_time

MOST_ASKERS = 10_000
"""Askers with a name whose failures are remembered."""


@dataclass(slots=True)
class Throttle:
    """Counts attempts over a sliding window."""

    most: int = 5
    window: timedelta = timedelta(minutes=1)
    _made: deque[datetime] = field(default_factory=deque)

    async def take(self, now: datetime) -> None:
        """Count one more.

        Raises:
            LimitExceeded: `TOO_MANY_ATTEMPTS`; this one was one too many, and does not count.
        """
        while self._made and now - self._made[0] >= self.window:
            self._made.popleft()
        if len(self._made) >= self.most:
            raise self.refusal()
        self._made.append(now)

    def refusal(self) -> LimitExceeded:
        """What is said to who comes too often."""
        seconds = round(self.window.total_seconds())
        return LimitExceeded(
            Text(
                f"尝试过于频繁：{seconds}秒内最多{self.most}次",
                f"too many attempts: {self.most} in {seconds} seconds",
            ),
            code=Code.TOO_MANY_ATTEMPTS,
            limit=f"{self.most} in {seconds} seconds",
        )


@dataclass(frozen=True, slots=True)
class Failure:
    """A failed attempt."""

    at: datetime
    thing: str


@dataclass(frozen=True, slots=True)
class Reached:
    """A bound that somebody has reached."""

    until: datetime
    """When he may come back."""
    most: int
    together: bool
    """It bounds his failures at all things."""


@dataclass(slots=True)
class Ledger:
    """What one asker has failed at, and what he is trying."""

    failed: deque[Failure] = field(default_factory=deque)
    trying: list[str] = field(default_factory=list)
    turn: asyncio.Condition = field(default_factory=asyncio.Condition)


@dataclass(slots=True)
class Attempt:
    """An attempt that goes on."""

    failed: bool = False
    """Set by who has looked; an attempt that ended without an answer told nothing, and has not failed."""


@dataclass(slots=True)
class Guesses:
    """Bounds the failures of each asker."""

    most: int = 5
    """Of one asker at one thing."""
    most_together: int = 200
    """Of one asker at all things."""
    window: timedelta = timedelta(hours=1)
    most_askers: int = MOST_ASKERS
    _unknown: Ledger = field(default_factory=Ledger)
    _known: OrderedDict[Hashable, Ledger] = field(default_factory=OrderedDict)

    @asynccontextmanager
    async def attempt(self, asker: Hashable | None, thing: str, now: datetime) -> AsyncIterator[Attempt]:
        """Let somebody try something.

        Args:
            asker: Who tries; None is everybody of whom nothing is known, together.
            thing: What is tried; only its name is kept.
            now: When.

        Raises:
            LimitExceeded: `TOO_MANY_ATTEMPTS`, with when to come back; nothing was tried, and it does not count.
        """
        ledger = self._unknown if asker is None else self._ledger(asker, now)
        async with ledger.turn:
            await ledger.turn.wait_for(lambda: self._full(ledger, thing, now) or self._room(ledger, thing))
            reached = self._full(ledger, thing, now)
            if reached is not None:
                raise self.refusal(reached)
            ledger.trying.append(thing)
        attempt = Attempt()
        try:
            yield attempt
        finally:
            ledger.trying.remove(thing)
            if attempt.failed:
                ledger.failed.append(Failure(now, thing))
            async with ledger.turn:
                ledger.turn.notify_all()

    def _ledger(self, asker: Hashable, now: datetime) -> Ledger:
        ledger = self._known.pop(asker, None) or Ledger()
        if len(self._known) >= self.most_askers:
            self._forget(now)
        self._known[asker] = ledger
        return ledger

    def _forget(self, now: datetime) -> None:
        """Forget who has nothing on his account; where everybody has, who came longest ago and tries nothing now."""
        for asker, ledger in list(self._known.items()):
            self._lapse(ledger, now)
            if not ledger.failed and not ledger.trying:
                del self._known[asker]
        idle = (asker for asker, ledger in self._known.items() if not ledger.trying)
        for asker in list(idle)[: max(0, len(self._known) - self.most_askers + 1)]:
            del self._known[asker]

    def _lapse(self, ledger: Ledger, now: datetime) -> None:
        while ledger.failed and now - ledger.failed[0].at >= self.window:
            ledger.failed.popleft()

    def _full(self, ledger: Ledger, thing: str, now: datetime) -> Reached | None:
        """The bound that keeps him longest; None where he need not go."""
        self._lapse(ledger, now)
        here = [failure.at for failure in ledger.failed if failure.thing == thing]
        together = [failure.at for failure in ledger.failed]
        bounds = ((here, self.most, False), (together, self.most_together, True))
        reached = (Reached(made[-most] + self.window, most, all_) for made, most, all_ in bounds if len(made) >= most)
        return max(reached, key=lambda bound: bound.until, default=None)

    def _room(self, ledger: Ledger, thing: str) -> bool:
        """Whether he would stay within his bounds even if all failed that he is trying."""
        here = sum(failure.thing == thing for failure in ledger.failed) + ledger.trying.count(thing)
        return here < self.most and len(ledger.failed) + len(ledger.trying) < self.most_together

    def refusal(self, reached: Reached) -> LimitExceeded:
        """What is said to who has failed too often."""
        minutes = round(self.window.total_seconds() / 60)
        back = china_time(reached.until)
        at = Text("合计", "at all things together") if reached.together else Text("同一对象", "at one thing")
        return LimitExceeded(
            Text(
                f"核验失败次数过多：{minutes}分钟内{at.zh}最多{reached.most}次；请于{back:%H:%M:%S}后再试",
                f"too many failures: {reached.most} {at.en} in {minutes} minutes; come back after {back:%H:%M:%S}"
                " (China time)",
            ),
            code=Code.TOO_MANY_ATTEMPTS,
            limit=f"{reached.most} failures in {minutes} minutes {at.en}",
            extra={"retryAfter": back.isoformat(timespec="seconds")},
        )
