"""One of several processes that serve: it answers requests, and asks its owner for everything that there is once.

It ends when its owner tells it to, and when its owner has gone.
"""

import asyncio
import signal
import socket
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Final

from api.process.channel import Asking, Gone, opened
from api.process.clock import now
from api.process.logging import events, hand_on
from api.process.settings import Settings
from api.process.stopping import Signals
from api.process.stopping import run as run_until_told
from api.service.attending import Alone, attended
from api.service.opening import Service, open_beside
from api.service.owner import SERVING_NOW, WELCOME, OwnersExaminers, OwnersWorkers, keep_told
from graph.store.errors import StoreLost

FAILED: Final = 70


def main(channel: int, log: int, listening: str) -> None:
    """Serve until told to stop.

    Args:
        channel: Where the owner is asked.
        log: Where lines of the logs go.
        listening: The sockets on which requests come.
    """
    try:
        run_until_told(lambda signals: _serve(signals, channel, log, listening))
    except Exception as error:  # noqa: BLE001 - whatever it is, the log has it, and the owner starts another
        known = isinstance(error, StoreLost | Gone)
        events().error("a serving process has failed", exc_info=None if known else error, reason=str(error))
        raise SystemExit(FAILED) from None


async def _serve(signals: Signals, channel: int, log: int, listening: str) -> None:
    owner = Asking(*await opened(socket.socket(fileno=channel)))
    attending = asyncio.create_task(owner.attend())
    attending.add_done_callback(_stop_unless_cancelled)
    values, given, figures = await owner.ask(WELCOME)
    settings = Settings.model_construct(given, **values)
    hand_on(log, settings.log_level.value)
    with ExitStack() as closed:
        sockets = [closed.enter_context(closing(socket.socket(fileno=int(each)))) for each in listening.split(",")]
        async with open_beside(settings, now, OwnersWorkers(owner), OwnersExaminers(owner)) as service:
            await _answer(service, owner, sockets, figures, signals)
    attending.cancel()


def _stop_unless_cancelled(attending: asyncio.Task[None]) -> None:
    """Stop as if told to: the owner has gone."""
    if not attending.cancelled():
        signal.raise_signal(signal.SIGTERM)


async def _answer(
    service: Service, owner: Asking, sockets: list[socket.socket], figures: Path, signals: Signals
) -> None:
    front = Alone(service, sockets, figures)

    async def say_when_started() -> None:
        await front.started()
        await owner.ask(SERVING_NOW)

    await attended(service, front, signals, say_when_started(), keep_told(owner, service.store, service.bounds))
