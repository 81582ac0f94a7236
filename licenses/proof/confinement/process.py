"""A process that can be ended, seen from the one that has started it: its start, one piece of work, its end."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from dataclasses import dataclass, replace
from enum import Enum, auto
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic
from typing import Any, Final

from licenses.proof.confinement.program import MEMORY_EXHAUSTED

_PROGRAM: Final = (
    "import sys; sys.path[:] = sys.argv[4:]; from licenses.proof.confinement.program import main; "
    "main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))"
)
_START_SECONDS: Final = 60.0
"""A process that is not ready by then will never be."""
_END_SECONDS: Final = 1.0
"""Within which a process is gone whose connection has broken."""


class Why(Enum):
    """Why a piece of work was not finished."""

    TIME = auto()
    MEMORY = auto()
    DEATH = auto()
    """The process has ended in another way: the parser broke it, or somebody else did."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """A piece of work was not finished."""

    why: Why
    detail: str = ""
    """How its process has ended."""
    by_limit: bool = True
    """Whether it has passed a limit of ours; else its process may have ended for another reason than this work."""
    begun: bool = True
    """Whether its process had begun it; else it had ended before."""


class NotStarted(Exception):  # noqa: N818 - it says what there is not
    """A process has ended before it was ready."""

    def __init__(self, code: int | None) -> None:
        super().__init__("not ready in time" if code is None else f"exit {code}")
        self.ours = code is not None and code >= 0
        """Whether it has ended by itself: its program is wrong. A signal comes from elsewhere."""


class ConfinedProcess:
    """One process, and the connection to it; used by one thread, except for `kill`."""

    def __init__(self, work: str, memory: int) -> None:
        """Start it.

        Raises:
            OSError: The system gives no process, no memory or no open file for it.
        """
        paths = [str(Path(path).resolve()) for path in sys.path]
        ours, theirs = socket.socketpair()
        with theirs, ours:
            self._process = subprocess.Popen(  # noqa: S603 - this interpreter, and nothing that anybody sent
                [sys.executable, "-P", "-c", _PROGRAM, str(theirs.fileno()), work, str(memory), *paths],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # a Ctrl-C in the terminal is for the parent, which ends this one
            )
            self._connection = Connection(ours.detach())
        self._over = False
        self.id = self._process.pid
        self.ready = False
        self.at_work = False

    def __enter__(self) -> ConfinedProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        with self._process, self._connection:  # closes the pipes and waits for its end
            pass

    @property
    def usable(self) -> bool:
        """Whether it can be given work."""
        return not self._over and self._process.poll() is None

    def kill(self) -> None:
        """End it at once."""
        self._over = True
        self._process.kill()

    def wait_until_ready(self) -> None:
        """Wait until its programs are there.

        Raises:
            NotStarted: It has ended before, or takes too long.
        """
        try:
            self.ready = self._connection.poll(_START_SECONDS) and bool(self._connection.recv())
        except (EOFError, OSError) as error:
            raise NotStarted(self._ended()) from error
        if not self.ready:
            raise NotStarted(None)

    def does(
        self, processor_seconds: float, memory: int, data: bytes, arguments: tuple[Any, ...], seconds: float
    ) -> Any:
        """Have it do a piece of work within so much memory, and wait so long for the answer."""
        begun, until = False, monotonic() + seconds
        try:
            self._connection.send((processor_seconds, memory, arguments))
            self._connection.send_bytes(data)
            if self._connection.poll(seconds):
                begun = bool(self._connection.recv())
            if begun and self._connection.poll(max(0.0, until - monotonic())):
                answer, stays = self._connection.recv()
                self._over = self._over or not stays
                return answer
        except (EOFError, OSError):
            return replace(_ending(self._ended()), begun=begun)
        self.kill()
        return Stopped(Why.TIME)

    def _ended(self) -> int:
        """Give the code with which it has ended; it is made to where only the connection has broken."""
        self._over = True
        try:
            return self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()


def _ending(code: int) -> Stopped:
    if code == -signal.SIGPROF:
        return Stopped(Why.TIME)
    if code == MEMORY_EXHAUSTED:
        return Stopped(Why.MEMORY)
    if code == -signal.SIGKILL:  # the kernel kills who asks for more than the machine has, but not only the kernel
        return Stopped(Why.MEMORY, by_limit=False)
    return Stopped(Why.DEATH, f"exit {code}", by_limit=False)
