"""Where lines of a log go: a file, or the process that has the file.

1. A log has one writer, the process that was started first: it alone turns over a file that is full.
2. A process beside it writes its lines, finished and masked, into a pipe; a thread of the writer takes them from there.
   A process that is killed loses what it had queued, and no line of another.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from logging.handlers import RotatingFileHandler
from pathlib import Path
from threading import Lock, Thread
from typing import Final

_AT_ONCE: Final = 64 * 1024
"""Bytes that are taken from a pipe at once: as many as it holds."""
_ALONE: Final = Lock()
"""Held while whole lines are written to the pipe of this process."""


class File(RotatingFileHandler):
    """A file whose lines go to the disk when it is told to (`flush`), and whose size is counted and not asked for."""

    def __init__(self, path: Path, most: int, kept: int) -> None:
        """Go on with a file.

        Args:
            path: The file.
            most: Bytes of it, after which the next is begun.
            kept: Full files that are kept beside it.
        """
        super().__init__(path, maxBytes=most, backupCount=kept, encoding="utf-8")
        self._size = path.stat().st_size

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line."""
        try:
            self._write(self.format(record) + self.terminator)
        except Exception:  # noqa: BLE001 - as every handler does
            self.handleError(record)

    def take(self, line: str) -> None:
        """Write a line that another process has finished."""
        with self.lock:  # type: ignore[union-attr]  # it has one from the beginning
            self._write(line + self.terminator)

    def _write(self, line: str) -> None:
        length = len(line.encode())
        if self._size + length > self.maxBytes:
            self.doRollover()
            self._size = 0
        self._size += length
        if self.stream is not None:  # else it is closed
            self.stream.write(line)


class PromptFile(File):
    """A file whose lines go to the disk at once."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line."""
        super().emit(record)
        self.flush()


class Piped(logging.Handler):
    """Hands finished lines on to the process that has the files."""

    def __init__(self, pipe: int, log: bytes) -> None:
        """Take the pipe, and which of the logs this is: one byte."""
        super().__init__()
        self._pipe = pipe
        self._log = log
        self._lines: list[bytes] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line until this is told to hand on (`flush`)."""
        try:
            self._lines.append(self._log + self.format(record).encode() + b"\n")
        except Exception:  # noqa: BLE001 - as every handler does
            self.handleError(record)

    def flush(self) -> None:
        """Hand on what was kept."""
        with _ALONE:
            lines, self._lines = b"".join(self._lines), []
            while lines:
                lines = lines[os.write(self._pipe, lines) :]

    def close(self) -> None:
        """Hand on the rest."""
        self.flush()
        super().close()


class PromptPiped(Piped):
    """Hands lines on at once."""

    def emit(self, record: logging.LogRecord) -> None:
        """Hand a line on."""
        super().emit(record)
        self.flush()


def taking(pipe: int, files: Mapping[bytes, File]) -> Thread:
    """Begin to write what comes through a pipe, until all who could write to it have gone; the thread that does it."""
    thread = Thread(target=_take, args=(pipe, files), name="log lines", daemon=True)
    thread.start()
    return thread


def _take(pipe: int, files: Mapping[bytes, File]) -> None:
    rest = b""
    try:
        while taken := os.read(pipe, _AT_ONCE):
            *lines, rest = (rest + taken).split(b"\n")
            for line in lines:
                file = files.get(line[:1])
                if file is not None:
                    file.take(line[1:].decode(errors="replace"))
            for file in files.values():
                file.flush()
    finally:
        os.close(pipe)
