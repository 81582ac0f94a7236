"""A process that can be ended, seen from the one that has started it: its start, one piece of work, its end."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from enum import Enum, auto
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from licenses.proof.confinement.program import MEMORY_EXHAUSTED

_PROGRAM: Final = (
    "import sys; sys.path[:] = sys.argv[4:]; from licenses.proof.confinement.program import main; "
    "main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))"
)
_START_SECONDS: Final = 60.0
"""A process that is not ready by then will never be."""


class Why(Enum):
    """Why a piece of work was not finished."""

    TIME = auto()
    MEMORY = auto()
    DEATH = auto()
    """The process has ended in another way: the parser broke it."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """A piece of work was not finished."""

    why: Why
    detail: str = ""
    """How its process has ended."""


class ConfinedProcess:
    """One process, and the connection to it; used by one thread, except for `kill`."""

    def __init__(self, work: str, memory: int) -> None:
        ours, theirs = socket.socketpair()
        paths = [str(Path(path).resolve()) for path in sys.path]
        with theirs:
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

    def wait_until_ready(self) -> bool:
        """Wait until its programs are there; False where it has ended before."""
        try:
            self.ready = self._connection.poll(_START_SECONDS) and bool(self._connection.recv())
        except (EOFError, OSError):
            self._over = True
        return self.ready

    def does(self, processor_seconds: float, data: bytes, arguments: tuple[Any, ...], seconds: float) -> Any:
        """Have it do a piece of work, and wait so long for the answer."""
        try:
            self._connection.send_bytes(data)
            self._connection.send((processor_seconds, arguments))
            if self._connection.poll(seconds):
                answer, stays = self._connection.recv()
                self._over = self._over or not stays
                return answer
        except (EOFError, OSError):
            self._over = True
            return _ending(self._process.wait())
        self.kill()
        return Stopped(Why.TIME)


def _ending(code: int) -> Stopped:
    if code == -signal.SIGPROF:
        return Stopped(Why.TIME)
    if code in {MEMORY_EXHAUSTED, -signal.SIGKILL}:  # the kernel kills who asks for more than the machine has
        return Stopped(Why.MEMORY)
    return Stopped(Why.DEATH, f"exit {code}")
