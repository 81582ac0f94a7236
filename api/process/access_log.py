"""The access log: a line for each request, written by a thread, so that no request waits for the disk.

1. The event loop queues what is to be said; all else is the thread's: the record, masks, JSON, writing.
2. The thread works once a moment, on all that was queued in it: one that is woken for every request takes turns with
   the event loop inside the next request, which costs that more than the line.
3. The queue is bounded. Where the disk cannot keep up, requests wait for it as they would without a thread: no line is
   dropped.
4. Closing the handler writes what is queued, and every normal end of a process closes it. A process that is killed
   loses what it has queued: what the last moment brought.
"""

import contextlib
import json
import logging
from collections.abc import Callable, Mapping
from logging.handlers import QueueListener
from queue import Empty, Queue
from threading import Event
from typing import Any, Final

from graph.words.china_time import china_time

LOGGER: Final = "zhengtu.access"
QUEUED: Final = 8192
"""Lines that may wait."""
MOMENT: Final = 0.1
"""Seconds between two looks at the queue."""
ENTRY: Final = "entry"
BETWEEN: Final = "\0"
"""Between texts that are masked together; no mask reaches over it, and no text of a request has it."""


def record(entry: Mapping[str, Any]) -> logging.LogRecord:
    """Make the record of one line."""
    return logging.makeLogRecord({"name": LOGGER, "levelno": logging.INFO, "levelname": "INFO", ENTRY: entry})


def say(entry: Mapping[str, Any]) -> None:
    """Queue one line, without what the logging of everything else costs."""
    for handler in logging.getLogger(LOGGER).handlers:
        if isinstance(handler, Queued):
            handler.say(entry)


class Lines(logging.Formatter):
    """Writes an entry as one line of JSON, its texts masked; a handler that measures a line asks for it twice."""

    def __init__(self, masked: Callable[[str], str]) -> None:
        """Take what masks a text."""
        super().__init__()
        self._masked = masked
        self._last: logging.LogRecord | None = None
        self._line = ""

    def format(self, record: logging.LogRecord) -> str:
        """Make the line."""
        if record is not self._last:
            self._line = self._written(getattr(record, ENTRY))
            self._last = record
        return self._line

    def _written(self, entry: Mapping[str, Any]) -> str:
        texts = {name: value for name, value in entry.items() if isinstance(value, str)}
        masked = self._masked(BETWEEN.join(texts.values())).split(BETWEEN)  # at once: most of the work of a line
        return json.dumps({**entry, **dict(zip(texts, masked, strict=True))}, ensure_ascii=False, default=_moment)


def _moment(value: Any) -> str:
    """A moment as everything else that leaves the system says it; a line has nothing else that JSON does not know."""
    return china_time(value).isoformat()


class Queued(logging.Handler):
    """Hands what it is given to a thread, which writes it to a file."""

    def __init__(self, file: logging.Handler, most: int = QUEUED) -> None:
        """Start the thread for a file, which this closes at its end."""
        super().__init__()
        self._queue: Queue[Mapping[str, Any]] = Queue(most)
        self._file = file
        self._writer: _Writer | None = _Writer(self._queue, file)
        self._writer.start()

    def say(self, entry: Mapping[str, Any]) -> None:
        """Queue an entry, behind a full queue when there is a place again."""
        if self._writer is not None and self._queue.full():
            self._writer.hurry()
        self._queue.put(entry)

    def emit(self, record: logging.LogRecord) -> None:
        """Queue the entry of a record."""
        self.say(getattr(record, ENTRY))

    def close(self) -> None:
        """Write what is queued, and close the file."""
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.stop()
            self._file.close()
        super().close()


class _Writer(QueueListener):
    queue: Queue[Any]

    def __init__(self, queue: Queue[Any], file: logging.Handler) -> None:
        super().__init__(queue, file)
        self._hurried = Event()

    def hurry(self) -> None:
        """Do not wait until the moment is over."""
        self._hurried.set()

    def dequeue(self, block: bool) -> Any:
        """Take what is next; where there is nothing, what was written goes to the disk, and more is waited for."""
        with contextlib.suppress(Empty):
            return self.queue.get_nowait()
        for handler in self.handlers:
            with contextlib.suppress(Exception):
                handler.flush()
        self._hurried.wait(MOMENT)
        self._hurried.clear()
        return self.queue.get(block)

    def handle(self, entry: Any) -> None:
        """Write a line; whatever goes wrong, there is a next one: without this thread everybody would wait."""
        with contextlib.suppress(Exception):
            super().handle(record(entry))

    def enqueue_sentinel(self) -> None:
        """Say that nothing follows, behind everything that is queued."""
        self.hurry()  # there may be no place in the queue
        self.queue.put(self._sentinel)  # type: ignore[attr-defined]  # of the standard library's class
        self.hurry()
