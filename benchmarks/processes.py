"""Processes that a benchmark starts: each on loopback, each ended by its own id, none outliving the benchmark."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

PR_SET_PDEATHSIG = 1
PATIENCE_SECONDS = 20
ROOT = Path(__file__).resolve().parent.parent


class BenchmarkError(Exception):
    """What was to be measured did not answer as it must."""


class Conversation:
    """A child that answers one line of JSON to each line of JSON, and ends when it is told no more."""

    def __init__(self, child: subprocess.Popen[str]) -> None:
        """Take over a started child."""
        self._child = child

    @property
    def pid(self) -> int:
        """The child's process id."""
        return self._child.pid

    def hear(self) -> Any:
        """Wait for the child's next line."""
        line = _pipe(self._child.stdout).readline()
        if not line:
            raise BenchmarkError(f"{self._child.args!r} ended without an answer")
        return json.loads(line)

    def ask(self, question: object) -> Any:
        """Say one thing and wait for the answer."""
        stream = _pipe(self._child.stdin)
        stream.write(json.dumps(question) + "\n")
        stream.flush()
        return self.hear()


@contextmanager
def conversing(command: Sequence[str], folder: Path = ROOT) -> Iterator[Conversation]:
    """Start a child to talk with, and end it."""
    with (
        running(command, folder, {}, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child,
        _pipe(child.stdin),
        _pipe(child.stdout),
    ):
        try:
            yield Conversation(child)
        finally:
            _pipe(child.stdin).close()
            with _patience():
                child.wait(PATIENCE_SECONDS)


@contextmanager
def running(
    command: Sequence[str], folder: Path, more: Mapping[str, str], **streams: int | IO[Any] | None
) -> Iterator[subprocess.Popen[str]]:
    """Start a child with some variables more; at the end tell it to stop, and see that it does."""
    child: subprocess.Popen[str] = subprocess.Popen(
        list(command),
        cwd=folder,
        env={**os.environ, **more},
        text=True,
        preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - no threads before the fork
        start_new_session=True,
        **streams,  # type: ignore[call-overload]  # stdin, stdout, stderr
    )
    try:
        yield child
    finally:
        if child.poll() is None:
            child.terminate()
        with _patience():
            child.wait(PATIENCE_SECONDS)
        if child.poll() is None:
            child.kill()
            child.wait()


def processor_ms_of(command: Sequence[str], folder: Path) -> float:
    """Processor time of one run of a command, start and end included, in milliseconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(list(command), cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def python(module: str, *arguments: str) -> list[str]:
    """The command that runs a module with this interpreter."""
    return [sys.executable, "-m", module, *arguments]


def free_ports(count: int) -> list[int]:
    """Ports of 127.0.0.1 that nobody listens on now."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    try:
        return [int(each.getsockname()[1]) for each in sockets]
    finally:
        for each in sockets:
            each.close()


@contextmanager
def _patience() -> Iterator[None]:
    with suppress(subprocess.TimeoutExpired):
        yield


def _pipe(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
