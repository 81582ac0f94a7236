"""Work on the embedded server that ends with whoever waits for it.

A client that closes its Bolt connection does not end what it asked: the server goes on and finds out when it has the
answer. So it is told, on its other port, to end what came from the port of that connection. (Neo4j ends a statement
whose connection is closed by itself.)
"""

from __future__ import annotations

import asyncio
import contextlib
import types
from collections.abc import Callable, Coroutine, Generator
from typing import Any, TypeVar, cast

from graph.store.arcade_http import ArcadeHttp
from graph.store.errors import StoreError

T = TypeVar("T")


class Endings:
    """What was told to end and is not known to have ended."""

    def __init__(self, http: Callable[[], ArcadeHttp]) -> None:
        """Tell it to the server that runs: one that was started again has another port."""
        self._http = http
        self._under_way: set[asyncio.Task[None]] = set()

    async def attended(self, work: Coroutine[Any, Any, T], port: Callable[[], int | None]) -> T:
        """Do work over a connection; when whoever waits for it is cancelled, the server ends it too.

        Args:
            work: What runs statements over one connection.
            port: The local port of that connection; asked while it is open, None where there is none yet.
        """
        return await _heard(work, lambda: self._end(port()))

    def _end(self, port: int | None) -> None:
        if port is None:
            return
        ending = asyncio.create_task(self._ended(port))
        self._under_way.add(ending)
        ending.add_done_callback(self._under_way.discard)

    async def _ended(self, port: int) -> None:
        with contextlib.suppress(StoreError):  # one that is away runs nothing; else its own clock ends the statement
            await self._http().end_statement_of(port)

    async def close(self) -> None:
        """Wait for what is being ended."""
        if self._under_way:
            await asyncio.wait(self._under_way)


@types.coroutine
def _heard(work: Coroutine[Any, Any, T], cancelled: Callable[[], None]) -> Generator[Any, Any, T]:
    """Do work, and hear of its being cancelled before it does itself: its connection is still open then.

    It says of each step what `await` says; a task of its own, shielded, costs as much as a small statement.
    """
    step: Callable[[Any], Any] = work.send
    given: Any = None
    while True:
        try:
            waited = step(given)
        except StopIteration as done:
            return cast("T", done.value)
        try:
            step, given = work.send, (yield waited)
        except GeneratorExit:
            work.close()
            raise
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is meant for the work
            if isinstance(error, asyncio.CancelledError):
                cancelled()
            step, given = work.throw, error


def chain_of(error: BaseException) -> list[BaseException]:
    """An error and what it came from: the driver reports a lost connection also as a transaction that has failed."""
    found: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in found:
        found.append(cause)
        cause = cause.__cause__ or cause.__context__
    return found
