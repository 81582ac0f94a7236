"""The embedded server is started again when it ends by itself; when it cannot come back, that is said once, for good.

1. Its end is noticed at once: the process is waited for. From then on every statement is refused as unavailable,
   without a try, until the server answers again. One that hangs, and gives no answer at all `UNANSWERED` times in a
   row, is ended: who waits for it would wait for ever.
2. It is started again on the same folder, under the same lock, on new ports: the old ones may be anybody's by now.
3. A start that fails is tried again, after ever longer pauses, until `RETURN_SECONDS` have passed since the end.
4. A server that comes back and ends again is brought back `RETURNS` times in `STORM_SECONDS`, and no more.
5. What cannot be brought back is lost: whoever waits for that is told the reason, and has to end the process.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Protocol

from graph.store.errors import StoreError, StoreLost, StoreUnavailable

RETURN_SECONDS = 17.0
"""How long the server may take to answer again, counted from its end."""
RETURNS = 5
STORM_SECONDS = 300.0
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 2.0
"""Seconds between a start that failed and the next."""
PROBE_PAUSE, PROBE_SECONDS, UNANSWERED = 1.0, 3.0, 2
"""Seconds between two questions whether it is alive, and how long it may take to answer one; together less than an
operation of a request may take, so that whoever waits is told in time to try again."""
LATE_SECONDS = 1.0
"""A question whose time ended later than that says nothing: it was this process that did not run."""
_LOG = logging.getLogger("zhengtu.store")


class Supervised(Protocol):
    """A server process that can be started more than once."""

    async def ended(self) -> int:
        """Wait for the end of the running process; return its exit code."""
        ...

    async def answers(self) -> None:
        """Return when it answers, however long that takes."""
        ...

    async def restart(self) -> None:
        """Start a process on the same folder, after the one before has ended."""
        ...

    async def kill(self) -> None:
        """End the process, if there is one, without asking it."""
        ...


class Supervisor:
    """Watches one server for as long as its store is open."""

    def __init__(self, server: Supervised, connect: Callable[[], Awaitable[None]]) -> None:
        """Begin to watch a server that answers.

        Args:
            server: The server.
            connect: Connects to a server that was started again; returns when it answers, raises StoreError or OSError
                when that one has ended.
        """
        self._server = server
        self._connect = connect
        self._here = asyncio.Event()
        self._here.set()
        self._why = ""
        self._watch = asyncio.create_task(self._run())

    def refuse_while_away(self) -> None:
        """Let pass what can be asked now.

        Raises:
            StoreUnavailable: The server has ended and does not answer again yet, or never will.
        """
        if not self._here.is_set():
            raise StoreUnavailable(self._why)

    async def back(self) -> None:
        """Wait until the server is there.

        Raises:
            StoreLost: It cannot be brought back.
        """
        waiting = asyncio.create_task(self._here.wait())
        try:
            await asyncio.wait((waiting, self._watch), return_when=asyncio.FIRST_COMPLETED)
        finally:
            waiting.cancel()
        if self._watch.done():
            self._watch.result()

    async def until_lost(self) -> None:
        """Wait for the day on which the server cannot be brought back.

        Raises:
            StoreLost: That day has come.
        """
        await asyncio.shield(self._watch)

    async def close(self) -> None:
        """Watch no longer: what ends from now on is meant to."""
        self._watch.cancel()
        await asyncio.gather(self._watch, return_exceptions=True)

    async def _run(self) -> None:
        clock, ends = asyncio.get_running_loop().time, list[float]()
        while True:
            code = await self._end()
            self._why = f"the embedded store ended with {code} and is being started again"
            self._here.clear()
            now = clock()
            ends = [*(end for end in ends if now - end < STORM_SECONDS), now]
            _LOG.warning("the embedded store ended with %d, for the %d. time", code, len(ends))
            if len(ends) > RETURNS:
                raise self._lost(
                    f"the embedded store ended {len(ends)} times within {now - ends[0]:.0f} s, with {code}"
                )
            await self._bring_back(code, now + RETURN_SECONDS)
            _LOG.warning("the embedded store answers again after %.1f s", clock() - now)
            self._here.set()

    async def _end(self) -> int:
        """Wait for the end of the server, and bring it about where it hangs."""
        ended = asyncio.create_task(self._server.ended())
        try:
            unanswered = 0
            while not ended.done():
                await asyncio.wait((ended,), timeout=PROBE_PAUSE)
                unanswered = 0 if await self._answers(ended) else unanswered + 1
                if unanswered == UNANSWERED:
                    _LOG.warning("the embedded store does not answer and is ended")
                    await self._server.kill()
            return ended.result()
        finally:
            ended.cancel()

    async def _answers(self, ended: asyncio.Task[int]) -> bool:
        clock = asyncio.get_running_loop().time
        asked, begun = asyncio.create_task(self._server.answers()), clock()
        try:
            done, _ = await asyncio.wait((asked, ended), timeout=PROBE_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        finally:
            asked.cancel()
        return bool(done) or clock() - begun > PROBE_SECONDS + LATE_SECONDS

    async def _bring_back(self, code: int, until: float) -> None:
        clock, pause, failure = asyncio.get_running_loop().time, FIRST_PAUSE, "it does not answer"
        while clock() < until:
            try:
                async with asyncio.timeout_at(until):
                    await self._server.restart()
                    await self._connect()
            except TimeoutError:
                _LOG.warning("the embedded store was started again and does not answer")
            except (StoreError, OSError) as error:
                failure = " ".join(str(error).split())
                _LOG.warning("the embedded store did not start again: %s", failure)
            else:
                return
            await self._server.kill()
            await asyncio.sleep(min(pause, max(until - clock(), 0)))
            pause = min(pause * 2, LONGEST_PAUSE)
        raise self._lost(
            f"the embedded store ended with {code} and could not be started again in {RETURN_SECONDS:.0f} s: {failure}"
        )

    def _lost(self, why: str) -> StoreLost:
        self._why = why
        return StoreLost(why)
