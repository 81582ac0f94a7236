"""Worker processes for drawing and sealing; started when first needed, gone with the process that started them.

This module imports no room: every worker imports it before it can say that it is there.
"""

import multiprocessing
import os
import signal
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from threading import Thread
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

SEALERS = 2
"""Worker processes that draw and seal."""


class Workers(ProcessPoolExecutor):
    """Processes that Ctrl-C does not reach: the main process tells them when to end."""

    def __init__(self, count: int = SEALERS) -> None:
        """Prepare, but don't start, so many processes."""
        super().__init__(count, mp_context=multiprocessing.get_context("spawn"), initializer=_watch_parent)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Submit a call; processes that this starts inherit the blocked signal."""
        known = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return super().submit(fn, *args, **kwargs)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, known)


def _watch_parent() -> None:
    """End with the main process, even if it is killed: nobody would be there to take the work."""
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent(leave: Callable[[int], Any] = os._exit) -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    leave(1)
