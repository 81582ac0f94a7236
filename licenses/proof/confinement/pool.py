"""Work on what anybody may have made, done in processes that can be ended.

Nothing inside a process can stop a parser that never comes back, or give back the memory that it has taken. So the
work is done elsewhere:

1. A few processes, started when there is work and kept for the next piece of it, each doing one at a time.
2. Each piece has its processor time (the kernel ends the process when it is spent), its time by the clock (counted
   here) and its memory. What was not finished is an answer: `Stopped`, with the reason.
3. A process may end for reasons that are no file's: it is killed, or dies while it is idle. What it was at is begun
   once more in another one; a second end is the file's doing.
4. Who no longer waits takes his work with him: a process that is at it is ended, what waits leaves the queue.
5. Nobody waits so long that his answer would come too late: he is refused. `shares` says who comes first. Only while
   the first process is being started one waits for it: nobody is before him.
6. A process that has ended disturbs no other; another one takes its place. Where none can be started, for want of
   memory or of open files, it is tried again and again, and who waits meanwhile is refused.

The processes are started by name and not forked, nor do they import the program that needs them: a script without
`if __name__ == "__main__"` goes the same way as a server. `process` is one of them seen from here, `program` what runs
in it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from threading import Condition, Thread
from time import monotonic
from typing import Any, Final

from graph.errors import Busy, Text
from graph.refusal_codes import Code
from licenses.proof.confinement.confines import ALONE, Confines
from licenses.proof.confinement.process import ConfinedProcess, NotStarted, Stopped, Why
from licenses.proof.confinement.queue import OURSELVES, Queue, Task
from licenses.proof.confinement.shares import Asker

_LOOK_AGAIN: Final = 0.2
"""Seconds between two looks at whether a piece of work that was given back has been taken up again."""
_WORTH_WAITING: Final = 1.0
"""Seconds that must be left for work that is begun once more."""
_IDLE: Final = 1.0
"""Seconds after which a process that waits for work is looked at: it may have been ended."""
_PAUSES: Final = (0.1, 0.2, 0.4, 0.8, 1.6, 3.0)
"""Seconds before a start that has failed is tried again, for the first time, the second, …"""
_IN_VAIN: Final = 3
"""Starts that have failed one after the other, after which nobody is kept waiting for the next."""


class Confinement:
    """Processes for one kind of work."""

    def __init__(self, work: str, confines: Confines = ALONE) -> None:
        """Prepare, but don't start, the processes.

        Args:
            work: `module:function`; it takes bytes and what can be pickled, returns the like, and raises nothing.
            confines: What it may cost.
        """
        self._work = work
        self._confines = confines
        self._changed = Condition()
        self._queue = Queue(confines)
        self._places: list[Thread] = []
        self._processes: set[ConfinedProcess] = set()
        self._idle = 0
        self._started = False
        """Whether a process has ever been ready."""
        self._in_hand = confines.places()
        self._closed = False

    async def __call__(self, seconds: float, data: bytes, *arguments: Any) -> Any:
        """Have one piece of our own work done, as `Share` does for somebody."""
        return await self.work(OURSELVES, seconds, data, *arguments)

    async def work(self, asker: Asker, seconds: float, data: bytes, *arguments: Any) -> Any:
        """Have one piece of work done; cancelling this ends it.

        Args:
            asker: For whom.
            seconds: Processor time that it may take.
            data: What anybody may have made.
            arguments: What else the function is called with.

        Returns:
            What the function has returned, or why it has not: `Stopped`.

        Raises:
            Busy: One had to wait too long, the file was stopped of late and others like it wait,
                no process can be started, or all this is being ended.
        """
        patience, memory = self._confines.patience, self._confines.memory_for(len(data))
        until = None if patience is None else monotonic() + patience + self._confines.seconds
        task = Task(seconds, data, arguments, asker, memory, until, sha256(data).digest())
        self._enter(task)
        answer = asyncio.wrap_future(task.answer)
        try:
            while not (await asyncio.wait({answer}, timeout=patience))[0]:
                if self._starting(task):
                    continue
                if self._withdrawn(task):
                    raise busy()
                patience = _LOOK_AGAIN
            return await answer
        finally:
            self._drop(task)
            answer.cancel()

    @contextmanager
    def room(self, asker: Asker, size: int) -> Iterator[None]:
        """Keep room for a piece of work while its data are loaded and worked on.

        Raises:
            Busy: There is none: so many are under way already, or so much.
        """
        with self._in_hand.taken(asker, size) as fits:
            if not fits:
                raise busy()
            yield

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
            self._queue.refuse(busy())
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

    def _enter(self, task: Task) -> None:
        with self._changed:
            if self._closed:
                raise busy()
            if len(self._queue.waiting) >= self._idle and len(self._places) < self._confines.processes:
                self._open_place()
            if not self._queue.add(task):
                raise busy()
            self._changed.notify_all()

    def _starting(self, task: Task) -> bool:
        """Whether there has been no process yet: nobody is before this task, and its time has not begun."""
        with self._changed:
            if self._started or self._confines.patience is None:
                return False
            task.until = monotonic() + self._confines.patience + self._confines.seconds
            return True

    def _withdrawn(self, task: Task) -> bool:
        """Take a task out that has waited long enough; one that was given back waits while it makes sense."""
        with self._changed:
            if task.answer.running() and task.until is not None and monotonic() < task.until - _WORTH_WAITING:
                return False
            return self._queue.withdrawn(task)

    def _drop(self, task: Task) -> None:
        """Nobody waits for it any more; does nothing where it is done."""
        with self._changed:
            task.left = True
            self._queue.withdrawn(task)
            if task.process is not None:
                task.process.kill()

    def _open_place(self) -> None:
        place = Thread(target=self._keep, name="confinement", daemon=True)
        try:
            place.start()
        except RuntimeError as error:  # the system gives no thread
            if not self._places:
                raise busy() from error
            return
        self._places.append(place)

    def _keep(self) -> None:
        """Keep one process at work, and put another in its place when it has ended."""
        failed = 0
        while not self._closed:
            try:
                with ConfinedProcess(self._work, self._confines.memory) as process:
                    try:
                        self._enlist(process)
                        process.wait_until_ready()
                        self._started = True
                        failed = 0
                        self._work_with(process)
                    finally:
                        self._discard(process)
            except (OSError, NotStarted) as error:
                failed += 1
                self._not_started(error, failed)

    def _enlist(self, process: ConfinedProcess) -> None:
        with self._changed:
            self._processes.add(process)
            if self._closed:  # while it was being started
                process.kill()

    def _discard(self, process: ConfinedProcess) -> None:
        with self._changed:
            self._processes.discard(process)

    def _not_started(self, error: OSError | NotStarted, failed: int) -> None:
        """Wait a little; nobody is kept waiting for a process where there is none."""
        with self._changed:
            if not self._processes:
                if isinstance(error, NotStarted) and error.ours:
                    self._queue.refuse(RuntimeError(f"the process for {self._work} could not be started: {error}"))
                elif failed >= _IN_VAIN:
                    self._queue.refuse(busy())
            self._changed.wait_for(lambda: self._closed, timeout=_PAUSES[min(failed, len(_PAUSES)) - 1])

    def _work_with(self, process: ConfinedProcess) -> None:
        while process.usable and (task := self._next(process)) is not None:
            seconds = self._seconds_for(task)
            answer = process.does(task.seconds, task.memory, task.data, task.arguments, seconds)
            in_full = not task.again or seconds == self._confines.seconds
            with self._changed:
                task.process, process.at_work = None, False
                self._conclude(task, answer, in_full)
                self._changed.notify_all()  # what had to leave this process to others may be begun now

    def _seconds_for(self, task: Task) -> float:
        seconds = self._confines.seconds
        return seconds if task.until is None else max(0.0, min(seconds, task.until - monotonic()))

    def _conclude(self, task: Task, answer: Any, in_full: bool) -> None:
        """Give the answer, or the task back to the queue where it was not the file that has ended the process."""
        stopped = isinstance(answer, Stopped) and not task.left and not self._closed
        if stopped and not answer.by_limit and not (answer.begun and task.again):
            self._queue.give_back(task, begun=answer.begun)
            return
        cut_short = stopped and answer.why is Why.TIME and not in_full  # the first process had taken of its time
        self._queue.end(task, stopped=stopped and not cut_short)
        if cut_short or (self._closed and isinstance(answer, Stopped)):
            task.answer.set_exception(busy())
        else:
            task.answer.set_result(answer)

    def _next(self, process: ConfinedProcess) -> Task | None:
        """Wait for a piece of work; None where there will be none, or the process has gone meanwhile."""
        with self._changed:
            self._idle += 1
            try:
                while not self._closed and process.usable:
                    task = self._queue.begin()
                    if task is not None:
                        task.process, process.at_work = process, True
                        return task
                    self._changed.wait(_IDLE)
                self._changed.notify_all()  # for whoever else is idle
                return None
            finally:
                self._idle -= 1


def busy() -> Busy:
    """The refusal of who finds no place."""
    return Busy(
        Text("正在核验的文件较多，请稍后重试", "too many files are being examined; try again in a moment"),
        code=Code.VERIFICATION_BUSY,
    )
