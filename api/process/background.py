"""Work that goes on after a request for it was answered: each a task of the process that was asked.

How far it is stands in the store, so that any process tells of it. When the process is told to end, each stops behind
what it has in hand; one that dies is logged, and can be taken up again.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from api.process.logging import events
from graph.errors import Refusal

Tell = Callable[[object], bool]
"""Is called when work is begun, and whenever some of it is done; says whether it is to go on."""


@dataclass(slots=True)
class Background:
    """What goes on in this process."""

    _going: set[asyncio.Task[None]] = field(default_factory=set)
    _locks: dict[str, tuple[asyncio.Lock, int]] = field(default_factory=dict)
    """Under each key, with how many are there or wait."""
    _closing: bool = False

    @asynccontextmanager
    async def alone(self, key: str | None) -> AsyncIterator[None]:
        """Have whoever comes here under the same key meanwhile wait; without a key nobody waits."""
        if key is None:
            yield
            return
        lock, waiting = self._locks.get(key, (asyncio.Lock(), 0))
        self._locks[key] = (lock, waiting + 1)
        try:
            async with lock:
                yield
        finally:
            _, waiting = self._locks.pop(key)
            if waiting > 1:
                self._locks[key] = (lock, waiting - 1)

    async def begun(self, what: str, work: Callable[[Tell], Awaitable[object]]) -> None:
        """Begin a piece of work, and wait until it says that it is begun; whoever asked may be gone by then.

        Args:
            what: Of which it is told in the log.
            work: Does it.

        Raises:
            Refusal: What it refused before it was begun.
        """
        in_hand: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def tell(_: object) -> bool:
            if not in_hand.done():
                in_hand.set_result(None)
            return not self._closing

        async def attended() -> None:
            try:
                await work(tell)
            except Exception as failure:
                if not in_hand.done():  # it is told to whoever asked
                    raise
                trace = None if isinstance(failure, Refusal) else failure
                events().error("what went on behind an answer has died", what=what, reason=str(failure), exc_info=trace)

        task = asyncio.create_task(attended())
        self._going.add(task)
        task.add_done_callback(self._going.discard)
        await asyncio.wait({task, in_hand}, return_when=asyncio.FIRST_COMPLETED)
        if not in_hand.done():
            await task
            raise RuntimeError("it has ended without having begun")

    async def ended(self) -> None:
        """Wait until all have ended."""
        while self._going:
            await asyncio.wait(self._going)

    async def close(self) -> None:
        """Have all stop behind what they have in hand, and wait for that."""
        self._closing = True
        await self.ended()
