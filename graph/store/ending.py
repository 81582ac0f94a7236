"""Work on the embedded server that ends with whoever waits for it.

A client that closes its Bolt connection does not end what it asked: the server goes on and finds out when it has the
answer. So it is told, on its other port, to end what came from the port of that connection. (Neo4j ends a statement
whose connection is closed by itself.)
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

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
        working = asyncio.ensure_future(work)
        try:
            return await asyncio.shield(working)
        except asyncio.CancelledError:
            if not working.done():
                self._end(port())
                working.cancel()
                await asyncio.wait((working,))
            raise

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
