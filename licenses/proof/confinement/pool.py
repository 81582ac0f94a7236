"""Work on what anybody may have made, done in processes that can be ended.

Nothing inside a process can stop a parser that never comes back, or give back the memory that it has taken. So the
work is done elsewhere:

1. A few processes, started when there is work and kept for the next piece of it, each doing one at a time.
2. Each piece has its processor time (the kernel ends the process when it is spent), its time by the clock (counted
   here) and its memory. What was not finished is an answer: `Stopped`, with the reason.
3. Who no longer waits takes his work with him: a process that is at it is ended, what waits leaves the queue.
4. The queue is short, and nobody waits in it so long that his answer would come too late: he is refused at once.
5. A process that has ended disturbs no other; another one takes its place.

The processes are started by name and not forked, nor do they import the program that needs them: a script without
`if __name__ == "__main__"` goes the same way as a server. `confined_process` is one of them seen from here,
`confined` what runs in it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Condition, Thread
from typing import Any, Final

from graph.errors import Busy, Text
from graph.refusal_codes import Code
from licenses.proof.confinement.process import ConfinedProcess, Stopped

_LOOK_AGAIN: Final = 0.2
"""Seconds between two looks at whether the first process has begun."""


@dataclass(frozen=True, slots=True)
class Confines:
    """What the work of one process of ours may cost it."""

    processes: int = 2
    seconds: float = 3.5
    """By the clock, for one piece of work."""
    memory: int = 96 << 20
    """Bytes that a process may take beyond its programs."""
    waiting: int | None = None
    """How many pieces may wait for a process; None sets no bound."""
    held: int | None = None
    """Bytes of all that wait or are being worked on; None sets no bound."""
    patience: float | None = None
    """Seconds that one may wait; None sets no bound."""


SERVING: Final = Confines(waiting=16, held=64 << 20, patience=1.0)
"""A server's: an answer within six seconds, or a refusal that says when to come back; and with both processes at their
most, less than 300 MB beyond what it has taken when it began."""


@dataclass(eq=False, slots=True)
class _Task:
    seconds: float
    data: bytes
    arguments: tuple[Any, ...]
    answer: Future[Any] = field(default_factory=Future)
    process: ConfinedProcess | None = None
    """That is at it; None before and afterwards."""


class Confinement:
    """Processes for one kind of work."""

    def __init__(self, work: str, confines: Confines = Confines()) -> None:
        """Prepare, but don't start, the processes.

        Args:
            work: `module:function`; it takes bytes and what can be pickled, returns the like, and raises nothing.
            confines: What it may cost.
        """
        self._work = work
        self._confines = confines
        self._changed = Condition()
        self._waiting: deque[_Task] = deque()
        self._places: list[Thread] = []
        self._processes: set[ConfinedProcess] = set()
        self._idle = 0
        self._kept = 0
        self._held = 0
        self._begun = False
        self._closed = False

    async def __call__(self, seconds: float, data: bytes, *arguments: Any) -> Any:
        """Have one piece of work done; cancelling this ends it.

        Args:
            seconds: Processor time that it may take.
            data: What anybody may have made.
            arguments: What else the function is called with.

        Returns:
            What the function has returned, or why it has not: `Stopped`.

        Raises:
            Busy: So many wait already, or one had to wait too long, or all this is being ended.
        """
        task = _Task(seconds, data, arguments)
        self._enter(task)
        answer = asyncio.wrap_future(task.answer)
        patience = self._confines.patience
        try:
            while not (await asyncio.wait({answer}, timeout=patience))[0]:
                if self._withdrawn(task):
                    raise _busy()
                patience = _LOOK_AGAIN if task.process is None else None
            return await answer
        finally:
            self._drop(task)
            answer.cancel()

    @contextmanager
    def room(self, size: int) -> Iterator[None]:
        """Keep room for a piece of work while its data are loaded and worked on.

        Raises:
            Busy: There is none: so many are under way already, or so much.
        """
        pieces = self._confines.waiting
        with self._changed:
            full = pieces is not None and self._kept >= pieces + self._confines.processes
            heavy = self._confines.held is not None and self._kept > 0 and self._held + size > self._confines.held
            if full or heavy:
                raise _busy()
            self._kept, self._held = self._kept + 1, self._held + size
        try:
            yield
        finally:
            with self._changed:
                self._kept, self._held = self._kept - 1, self._held - size

    def start(self) -> None:
        """Start every process now, without waiting for one to be ready."""
        with self._changed:
            while len(self._places) < self._confines.processes:
                self._open_place()

    def end(self) -> None:
        """End the processes, whatever they are at; who waits for one is told to come back."""
        with self._changed:
            self._closed = True
            for process in self._processes:
                process.kill()
            for task in self._waiting:
                task.answer.set_exception(_busy())
            self._waiting.clear()
            self._changed.notify_all()

    def close(self) -> None:
        """End the processes, and wait for their end."""
        self.end()
        for place in self._places:
            place.join()

    def processes(self, *, at_work: bool = False) -> frozenset[int]:
        """Return the ids of the processes that there are now, or of those among them that are at work."""
        with self._changed:
            return frozenset(one.id for one in self._processes if one.at_work or not at_work)

    def _enter(self, task: _Task) -> None:
        with self._changed:
            if self._closed:
                raise _busy()
            most = self._confines.waiting
            if most is not None and len(self._waiting) - self._idle >= most:
                raise _busy()
            self._waiting.append(task)
            if len(self._waiting) > self._idle and len(self._places) < self._confines.processes:
                self._open_place()
            self._changed.notify()

    def _withdrawn(self, task: _Task) -> bool:
        """Take a task out that has waited long enough; who comes before the first process has begun waits for that."""
        with self._changed:
            if task not in self._waiting or not self._begun:
                return False
            self._waiting.remove(task)
            return True

    def _drop(self, task: _Task) -> None:
        """Nobody waits for it any more; does nothing where it is done."""
        with self._changed:
            if task in self._waiting:
                self._waiting.remove(task)
            if task.process is not None:
                task.process.kill()

    def _open_place(self) -> None:
        place = Thread(target=self._keep, name="confinement", daemon=True)
        self._places.append(place)
        place.start()

    def _keep(self) -> None:
        """Keep one process at work, and put another in its place when it has ended."""
        while not self._closed:
            with ConfinedProcess(self._work, self._confines.memory) as process:
                self._enlist(process)
                if process.wait_until_ready():
                    self._begun = True
                    self._work_with(process)
                elif (task := self._next()) is not None:
                    task.answer.set_exception(RuntimeError(f"the process for {self._work} could not be started"))
                with self._changed:
                    self._processes.discard(process)

    def _enlist(self, process: ConfinedProcess) -> None:
        with self._changed:
            self._processes.add(process)
            if self._closed:  # while it was being started
                process.kill()

    def _work_with(self, process: ConfinedProcess) -> None:
        while process.usable and (task := self._next(process)) is not None:
            answer = process.does(task.seconds, task.data, task.arguments, self._confines.seconds)
            with self._changed:
                task.process, process.at_work = None, False
            if self._closed and isinstance(answer, Stopped):  # it was not the file's fault
                task.answer.set_exception(_busy())
            else:
                task.answer.set_result(answer)

    def _next(self, process: ConfinedProcess | None = None) -> _Task | None:
        """Wait for a piece of work; None where there will be none, or the process has gone meanwhile."""
        with self._changed:
            self._idle += 1
            self._changed.wait_for(lambda: self._waiting or self._closed)
            self._idle -= 1
            if self._closed:
                return None
            if process is not None and not process.usable:
                self._changed.notify()  # for whoever else is idle
                return None
            task = self._waiting.popleft()
            task.answer.set_running_or_notify_cancel()
            if process is not None:
                task.process, process.at_work = process, True
            return task


def _busy() -> Busy:
    return Busy(
        Text("正在核验的文件较多，请稍后重试", "too many files are being examined; try again in a moment"),
        code=Code.VERIFICATION_BUSY,
    )
