"""Several who act at once, and what becomes of each: one wins, whoever else acted is refused and told why.

Anything but a refusal, above all an error of the store, ends the race. Some start a little later than the others, so
that a rival is met before the decision, between decision and writing, and in the middle of the writing.
"""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from random import Random
from time import perf_counter
from typing import ParamSpec, TypeVar, cast

from builders.more import TORTURE

from graph.errors import Conflict
from graph.refusal_codes import Code
from licenses.register.making import Job

ROUNDS = 1_000 if TORTURE else 20
LATER = 0.06
"""Seconds by which somebody starts later at most: about what a whole act takes."""

Act = Callable[[], Awaitable[str]]
P = ParamSpec("P")
T = TypeVar("T")


class Ready(Executor):
    """A worker who neither draws nor seals: what he hands back names the licence, as if the seal ended there."""

    def submit(self, _: Callable[P, T], /, *args: P.args, **_named: P.kwargs) -> Future[T]:
        """Be done at once."""
        job = cast("Job", args[0])
        name = f"{job.metadata.identifier} of {job.order.holders[0].name}"
        done: Future[T] = Future()
        done.set_result(cast("T", f"{name} /ByteRange [0 0 0 {len(name.encode())}]".encode()))
        return done


@dataclass(frozen=True, slots=True)
class Finish:
    """How a round ended."""

    winner: int
    """Which of them, from 0."""
    result: str
    """What he was answered."""
    beaten: tuple[Conflict, ...]
    """What the others were told."""

    def told(self) -> set[tuple[str, str | None]]:
        """Code and value of every refusal."""
        return {(each.code, each.value) for each in self.beaten}


@dataclass(slots=True)
class Races:
    """Rounds of one race, counted."""

    name: str
    dice: Random = field(default_factory=lambda: Random(20260302))
    """Who starts how much later: the same in every run."""
    winners: Counter[int] = field(default_factory=Counter)
    refusals: Counter[Code] = field(default_factory=Counter)
    begun: float = field(default_factory=perf_counter)

    async def run(self, acts: Sequence[Act]) -> Finish:
        """Let them act at once; exactly one wins, and every other is refused by a conflict."""
        delays = [self.dice.choice((0.0, self.dice.uniform(0, LATER))) for _ in acts]

        async def started(act: Act, delay: float) -> str:
            await asyncio.sleep(delay)
            return await act()

        outcomes = await asyncio.gather(*map(started, acts, delays), return_exceptions=True)
        for each in outcomes:
            if isinstance(each, BaseException) and not isinstance(each, Conflict):
                raise each
        ((winner, result),) = ((n, each) for n, each in enumerate(outcomes) if isinstance(each, str))
        beaten = tuple(each for each in outcomes if isinstance(each, Conflict))
        self.winners[winner] += 1
        self.refusals.update(each.code for each in beaten)
        return Finish(winner, result, beaten)

    def report(self) -> None:
        """Write the figures, which `-rP` shows: rounds, seconds, how often each won, refusals by code."""
        codes = ", ".join(f"{code} {n}" for code, n in sorted(self.refusals.items()))
        won = ", ".join(f"{n + 1}.: {self.winners[n]}" for n in sorted(self.winners))
        seconds = perf_counter() - self.begun
        rounds = f"{self.winners.total()} rounds in {seconds:.1f} s"
        sys.stdout.write(f"{self.name}: {rounds}; won by {won}; refused by {codes}\n")
