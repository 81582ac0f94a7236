"""Worker processes for drawing and sealing; started when first needed, gone with the process that started them.

This module imports no room: every worker imports it before it can say that it is there.
"""

import multiprocessing
import os
import signal
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from threading import Thread
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

SEALERS = 2
"""Worker processes that draw and seal."""


class Workers(Executor):
    """Processes that Ctrl-C does not reach: the main process tells them when to end.

    A process that is killed (out of memory, say) fails the calls in its hands; the next call gets new processes.
    """

    def __init__(self, count: int = SEALERS, prepare: Callable[[], None] | None = None) -> None:
        """Prepare, but don't start, so many processes; each of them begins with `prepare`."""
        self._count, self._prepare = count, prepare
        self._pool = self._made()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Submit a call; processes that this starts inherit the blocked signal."""
        known = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return self._pool.submit(fn, *args, **kwargs)
        except BrokenExecutor:
            self._pool.shutdown(wait=False)
            self._pool = self._made()
            return self._pool.submit(fn, *args, **kwargs)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, known)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes, after the calls in their hands."""
        self._pool.shutdown(wait, cancel_futures=cancel_futures)

    def _made(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._count, mp_context=multiprocessing.get_context("spawn"), initializer=_begin, initargs=(self._prepare,)
        )


def _begin(prepare: Callable[[], None] | None) -> None:
    """End with the main process, even if it is killed: nobody would be there to take the work."""
    Thread(target=_end_with_parent, daemon=True).start()
    if prepare is not None:
        prepare()


def _end_with_parent(leave: Callable[[int], Any] = os._exit) -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    leave(1)
