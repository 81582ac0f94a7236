"""A service while it serves: what answers its requests, and what goes on beside them; everything ends together.

What answers is a `Front`: this process alone, or several of its own (`siblings`).
"""

import asyncio
import socket
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, Final, Protocol

from api.process.lasting import settle
from api.process.logging import events
from api.process.stopping import Signals
from api.service.app import build_app, server
from api.service.opening import Service
from graph.store.roll_call import call
from graph.subjects.elements import memory as elements_memory
from graph.subjects.entries import memory as entries_memory
from graph.subjects.licensing import memory as licensing_memory
from graph.subjects.organisation import memory as organisation_memory
from graph.subjects.sources import memory as sources_memory

COUNTED: Final = (
    entries_memory.RESOURCES, organisation_memory.DEPARTMENTS, licensing_memory.LICENSE_TYPES, sources_memory.SYSTEMS,
    sources_memory.LIBRARIES, sources_memory.CONSUMERS, sources_memory.LEGAL_BASES,
    elements_memory.ELEMENTS,
)  # fmt: skip
"""The lists that are counted in memory: their rolls are read while a process begins to serve."""
EXAMINERS_GRACE_SECONDS: Final = 1.0
"""How long files may still be examined: what is not done by then is made to last, or can be sent again."""
LOST_GRACE_SECONDS: Final = 2
"""How long open requests may take to end when the store is lost: they can only be refused."""
PATIENCE: Final = 0.05
"""Seconds between two looks at whether the server has started."""


class Front(Protocol):
    """What answers requests."""

    async def run(self) -> None:
        """Answer until this is closed."""
        ...

    async def started(self) -> None:
        """Wait until requests are answered."""
        ...

    def close(self, grace: int | None = None) -> None:
        """Answer what is open, and nothing else; within so many seconds, where they are other than usual."""
        ...


class Alone:
    """This process answers."""

    def __init__(self, service: Service, sockets: list[socket.socket], figures: Path | None = None) -> None:
        """Take what is open and where to listen; `figures` as `Metrics` has them."""
        self._service, self._sockets = service, sockets
        self._server = server(build_app(service.parts(figures)), service.settings)

    async def run(self) -> None:
        """Answer until this is closed.

        Raises:
            OSError: Somebody else has begun to listen since the address was taken.
        """
        rolls = (each.roll for each in COUNTED if each.roll is not None)
        counting = asyncio.create_task(call(self._service.store, rolls))
        try:
            await self._server.serve(self._sockets)
        except SystemExit as error:  # the server's way to say that it could not start; the log has the reason
            raise RuntimeError("the server did not start") from error
        finally:
            await _ended(counting)

    async def started(self) -> None:
        """Wait until requests are answered."""
        while not self._server.started:  # noqa: ASYNC110 - the server tells nobody when it has started
            await asyncio.sleep(PATIENCE)

    def close(self, grace: int | None = None) -> None:
        """Answer what is open, and nothing else."""
        if grace is not None:
            self._server.config.timeout_graceful_shutdown = grace
        self._server.should_exit = True


async def attended(service: Service, front: Front, signals: Signals, *beside: Coroutine[Any, Any, None]) -> None:
    """Serve until told to stop, or until the store is lost.

    Args:
        service: What is open.
        front: What answers.
        signals: What tells it to stop.
        beside: What goes on meanwhile; it is cancelled at the end.

    Raises:
        StoreLost: The store has ended, and cannot be brought back.
    """
    others = [asyncio.create_task(each) for each in beside]
    examiners = service.backend.examiners

    def close() -> None:
        front.close()
        for each in others:
            each.cancel()  # a load ends its batch while open requests do
        if examiners is not None:
            asyncio.get_running_loop().call_later(EXAMINERS_GRACE_SECONDS, examiners.end)

    signals.instead(close)
    watching = asyncio.create_task(_close_when_lost(service, front))
    settle()
    try:
        await front.run()
    finally:
        await _ended(*others, watching)
    if not watching.cancelled():
        watching.result()  # raises what has ended the service


async def _close_when_lost(service: Service, front: Front) -> None:
    """Stop serving when the store cannot be brought back: nobody could be served any more."""
    try:
        await service.store.until_lost()
    except Exception as lost:
        events().error("the store is lost, the service ends", reason=str(lost))
        front.close(LOST_GRACE_SECONDS)
        raise


async def _ended(*tasks: asyncio.Task[None]) -> None:
    for each in tasks:
        each.cancel()
    await asyncio.wait(tasks)
