"""Work for somebody who may leave before it is done: then it is stopped, for nobody would read the answer.

The body of the request has been read by then, so the next thing that the server has to say of it is that the client
is gone. What is done within a moment is not worth attending to: nobody looks out for the client before.
"""

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Final, Self

from starlette.requests import ClientDisconnect
from starlette.types import Receive

DISCONNECTED: Final = "http.disconnect"
MOMENT: Final = 0.01
"""Seconds after which the client is attended to."""


class Attending:
    """What stands inside is cancelled when the client leaves, where it may be; then it raises `ClientDisconnect`."""

    def __init__(self, receive: Receive, may_be_stopped: Callable[[], bool] = lambda: True) -> None:
        """Attend to the client of one request.

        Args:
            receive: Of the request, whose body has been read.
            may_be_stopped: Asked when the client has left: what changes something is done to its end.
        """
        self._receive = receive
        self._may_be_stopped = may_be_stopped
        self._left = False

    def __enter__(self) -> Self:
        working = asyncio.current_task()
        assert working is not None  # noqa: S101 - a request is always answered by a task
        self._working = working
        self._watching: asyncio.Task[None] | None = None
        self._waiting = asyncio.get_running_loop().call_later(MOMENT, self._begin)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._waiting.cancel()
        if self._watching is not None:
            self._watching.cancel()
        if self._left and self._working.uncancel() == 0 and kind is asyncio.CancelledError:
            raise ClientDisconnect

    def _begin(self) -> None:
        self._watching = asyncio.create_task(self._watch())

    async def _watch(self) -> None:
        while (await self._receive())["type"] != DISCONNECTED:
            pass
        if self._may_be_stopped():
            self._left = True
            self._working.cancel()
