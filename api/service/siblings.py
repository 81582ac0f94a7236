"""Several processes that serve, and the one that owns what they share: it serves nobody itself.

1. All accept on the same sockets, which they inherit: whichever is free takes the next connection.
2. The owner has the embedded store and lends it, the processes that seal and those that examine, and the files of the
   logs. It loads, renews and measures: what has to happen once happens there.
3. A process that ends is replaced; what it was at is lost to who has asked, as with any server. One that ends again and
   again ends the service.
4. Told to stop, it stops the others first, then as a service of one process does. They end with it, whatever ends it.

Addresses, keys and passwords are on no command line: settings are told over the sockets that only the two have, and
what is secret is read from HOME by each.
"""

import asyncio
import os
import socket
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, Final

from api.process.channel import Answers, answer, opened
from api.process.log_files import taking
from api.process.logging import events, files
from api.process.metrics import FOLDER, begin_together, count_no_longer
from api.process.settings import Settings
from api.service.app import GRACE_SECONDS
from api.service.opening import Service
from api.service.owner import SERVING_NOW, WELCOME, answers
from licenses.proof.confinement.pool import Confinement

FIGURES: Final = "figures"
"""In HOME: what all processes have counted since the service began."""
BACKLOG: Final = 2048
"""Connections that may wait for a process."""
RETURNS: Final = 5
STORM_SECONDS: Final = 300.0
"""A process is replaced so often in so many seconds, and no more."""
PAUSE_SECONDS: Final = 0.5
"""Between the end of a process and the start of the next."""
KILL_SECONDS: Final = GRACE_SECONDS + 2.0
"""After which a process is ended that was told to stop."""
_PROGRAM: Final = (
    f"import os, sys; sys.path[:] = sys.argv[5:]; os.environ[{FOLDER!r}] = sys.argv[4]; "
    "from api.service.sibling import main; main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])"
)


class ServingLost(Exception):  # noqa: N818 - it says what has happened
    """A serving process ends again and again."""


class Siblings:
    """The processes that answer."""

    def __init__(self, service: Service, sockets: Sequence[socket.socket], count: int) -> None:
        """Take what is open, where to listen, and how many they are."""
        self._service, self._sockets, self._count = service, sockets, count
        self._figures = service.settings.home.resolve() / FIGURES
        self._paths = [str(Path(path).resolve()) for path in sys.path]
        self._running: set[asyncio.subprocess.Process] = set()
        self._serving: set[int] = set()
        self._all_serve = asyncio.Event()
        self._closed = asyncio.Event()

    async def run(self) -> None:
        """Have them answer until this is closed.

        Raises:
            OSError: Somebody else has begun to listen since the address was taken.
            ServingLost: One of them ends again and again.
        """
        for each in self._sockets:
            each.listen(BACKLOG)
        begin_together(self._figures)
        kept = [asyncio.create_task(self._keep_one()) for _ in range(self._count)]
        try:
            await asyncio.wait(kept, return_when=asyncio.FIRST_EXCEPTION)
        finally:
            self.close()
            await asyncio.wait(kept)
        for keeping in kept:
            keeping.result()

    async def started(self) -> None:
        """Wait until all of them answer."""
        await self._all_serve.wait()

    def close(self, grace: int | None = None) -> None:
        """Tell them to stop."""
        if self._closed.is_set():
            return
        self._closed.set()
        for each in self._sockets:
            each.close()
        for process in self._running:
            with suppress(ProcessLookupError):
                process.terminate()
        asyncio.get_running_loop().call_later(KILL_SECONDS if grace is None else grace, self._kill)

    def _kill(self) -> None:
        for process in self._running:
            with suppress(ProcessLookupError):
                process.kill()

    async def _keep_one(self) -> None:
        """Keep one serving, and put another in its place when it has ended."""
        clock, ends = asyncio.get_running_loop().time, list[float]()
        while not self._closed.is_set():
            code = await self._run_one()
            if self._closed.is_set():
                return
            now = clock()
            ends = [*(end for end in ends if now - end < STORM_SECONDS), now]
            events().warning("a serving process has ended and is replaced", code=code, times=len(ends))
            if len(ends) > RETURNS:
                raise ServingLost(
                    f"a serving process ended {len(ends)} times within {now - ends[0]:.0f} s, with {code}"
                )
            with suppress(TimeoutError):
                await asyncio.wait_for(self._closed.wait(), PAUSE_SECONDS)

    async def _run_one(self) -> int:
        """Start one, answer what it asks, write what it logs; return the code with which it has ended."""
        ours, theirs = socket.socketpair()
        lines, log = os.pipe()
        with ExitStack() as inherited:
            inherited.callback(theirs.close)
            inherited.callback(os.close, log)
            process = await self._begun(theirs.fileno(), log)
        writing = taking(lines, files())
        talking = asyncio.create_task(answer(*await opened(ours), self._answers(process.pid)))
        self._running.add(process)
        if self._closed.is_set():
            process.terminate()
        try:
            return await process.wait()
        finally:
            self._running.discard(process)
            self._serving.discard(process.pid)
            talking.cancel()
            await asyncio.wait({talking})
            await asyncio.to_thread(writing.join)
            count_no_longer(process.pid, self._figures)

    async def _begun(self, channel: int, log: int) -> asyncio.subprocess.Process:
        listening = [each.fileno() for each in self._sockets]
        words = [str(channel), str(log), ",".join(map(str, listening)), str(self._figures), *self._paths]
        return await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-c", _PROGRAM, *words,
            stdin=asyncio.subprocess.DEVNULL,
            pass_fds=[channel, log, *listening],
            start_new_session=True,  # a Ctrl-C in the terminal is for the owner, which ends this one
        )  # fmt: skip

    def _answers(self, process: int) -> Answers:
        settings, backend = self._service.settings, self._service.backend
        assert isinstance(backend.examiners, Confinement)  # noqa: S101 - the owner's own

        async def welcome() -> tuple[dict[str, Any], set[str], Path]:
            values = {name: getattr(settings, name) for name in Settings.model_fields}
            return values, settings.model_fields_set, self._figures

        async def serving_now() -> None:
            self._serving.add(process)
            if len(self._serving) == self._count:
                self._all_serve.set()

        return answers(
            backend.workshop.workers, backend.examiners, self._measured, {WELCOME: welcome, SERVING_NOW: serving_now}
        )

    def _measured(self, written: int) -> Mapping[str, Sequence[int]]:
        self._service.store.writes += written
        return self._service.bounds.told()
