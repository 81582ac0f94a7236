"""Serving: the store is opened, the application built, the demonstration loaded beside it; everything ends together.

1. The store answers before the first line is printed.
2. A demonstration's catalogue is loaded before the door opens, its licences while it is open.
3. SIGINT and SIGTERM end the server, then the load (at the end of its batch), the workers, the store.
"""

import asyncio
import contextlib
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import uvicorn

from api.app import build_app, server
from api.logging import configure, events
from api.rooms import Rooms, open_rooms
from api.settings import Settings, refuse_exposed_demonstration

try:
    from uvloop import new_event_loop
except ImportError:  # no wheel for this system
    new_event_loop = asyncio.new_event_loop  # type: ignore[assignment]

Step = Callable[[Rooms], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What the command brings in when a demonstration is asked for."""

    catalogue: Step
    """Loads the catalogue, unless it is there."""
    announce: Step
    """Says what to try."""
    licenses: Step
    """Seals the licences that are missing."""


def run_server(settings: Settings, demonstration: Demonstration | None) -> None:
    """Serve until told to stop.

    Raises:
        SettingRefused: A demonstration would be served to other machines.
        StoreError: The store cannot be opened.
    """
    configure(settings.logs, settings.log_level.value, terminal=False)
    with asyncio.Runner(loop_factory=new_event_loop) as runner, contextlib.suppress(asyncio.CancelledError):
        runner.run(_serve(settings, demonstration))


async def _serve(settings: Settings, demonstration: Demonstration | None) -> None:
    signals = _Signals()
    if demonstration is not None:
        refuse_exposed_demonstration(settings, demonstration=True)
    async with open_rooms(settings, now, demonstration=demonstration is not None) as rooms:
        refuse_exposed_demonstration(settings, demonstration=rooms.services.demonstration)
        if demonstration is not None:
            await demonstration.catalogue(rooms)
        serving = server(build_app(rooms.parts()), settings)
        async with asyncio.TaskGroup() as tasks:
            loading = tasks.create_task(_beside(rooms, serving, demonstration))
            signals.serving = True
            try:
                await serving.serve()
            finally:
                loading.cancel()


class _Signals:
    """SIGINT and SIGTERM end this task, so that everything open is closed; while it serves, the server has them."""

    def __init__(self) -> None:
        self.serving = False
        self._task = asyncio.current_task()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, self._arrived)

    def _arrived(self) -> None:
        """The server passes its signal on when it has ended: then there is nothing left to cancel."""
        if not self.serving and self._task is not None:
            self._task.cancel()


async def _beside(rooms: Rooms, serving: uvicorn.Server, demonstration: Demonstration | None) -> None:
    """What happens while the door is open; a failure here ends the load, never the service."""
    if demonstration is None:
        return
    while not serving.started:  # noqa: ASYNC110 - the server has no event to wait for
        await asyncio.sleep(0.05)
    try:
        await demonstration.announce(rooms)
        await demonstration.licenses(rooms)
    except Exception:  # noqa: BLE001 - the catalogue is served on; the log has the rest, and so does the terminal
        events().error("the demonstration's licences were not all sealed", exc_info=True)


def now() -> datetime:
    """The present; the one clock of the server."""
    return datetime.now(UTC)  # noqa: TID251 - this is the door


async def with_rooms(settings: Settings, work: Step, *, demonstration: bool = False) -> None:
    """Open the rooms for one piece of work, and close them."""
    async with open_rooms(settings, now, demonstration=demonstration) as rooms:
        await work(rooms)
