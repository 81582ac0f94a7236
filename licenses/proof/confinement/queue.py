"""What waits for a process and what is at work, and which piece comes next; `shares` says why.

Used under the lock of the pool.
"""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Final

from licenses.proof.confinement.confines import Confines
from licenses.proof.confinement.process import ConfinedProcess
from licenses.proof.confinement.shares import Asker, Standing, Stops

_STOPPED_WAITING: Final = 2
"""Files that were stopped of late which may wait for a process."""
OURSELVES: Final = Asker("ourselves", known=True)
"""For whom work of our own is done: it all stands equal."""


@dataclass(eq=False, slots=True)
class Task:
    """One piece of work."""

    seconds: float
    data: bytes
    arguments: tuple[Any, ...]
    asker: Asker
    memory: int
    until: float | None
    """When the answer must be there."""
    digest: bytes
    """Of the data: the same file is known again."""
    answer: Future[Any] = field(default_factory=Future)
    process: ConfinedProcess | None = None
    """That is at it; None before and afterwards."""
    standing: Standing = 0
    """When it was begun."""
    again: bool = False
    """Whether a process has ended at it already."""
    left: bool = False
    """Whether nobody waits for it any more."""


class Queue:
    """The pieces of one pool."""

    def __init__(self, confines: Confines) -> None:
        """Begin with none."""
        self.waiting: list[Task] = []
        self._running: list[Task] = []
        self._stops = Stops()
        self._confines = confines

    def add(self, task: Task) -> bool:
        """Let a piece wait; False for a stopped file where some wait already: others need the room."""
        stopped = [each for each in self.waiting if self._stops.stopped(each.digest, monotonic())]
        if len(stopped) >= _STOPPED_WAITING and self._stops.stopped(task.digest, monotonic()):
            return False
        self.waiting.append(task)
        return True

    def refuse(self, why: Exception) -> None:
        """Tell everybody who waits that he waits in vain."""
        for task in self.waiting:
            task.answer.set_exception(why)
        self.waiting.clear()

    def withdrawn(self, task: Task) -> bool:
        """Take a piece out; False where it does not wait."""
        if task not in self.waiting:
            return False
        self.waiting.remove(task)
        return True

    def begin(self) -> Task | None:
        """Begin the next piece: of those that leave the least to others, the first; None where none may."""
        now = monotonic()
        for each in self.waiting:
            ours = each.asker == OURSELVES
            each.standing = 0 if ours else self._stops.standing(each.asker, each.digest, now)
        ordered = sorted(self.waiting, key=lambda each: each.standing)
        task = next(filter(self._may, ordered), None)
        if task is not None:
            self.waiting.remove(task)
            self._running.append(task)
            if not task.answer.running():
                task.answer.set_running_or_notify_cancel()
        return task

    def end(self, task: Task, *, stopped: bool) -> None:
        """End a piece; that it was stopped is remembered."""
        self._running.remove(task)
        if stopped:
            self._stops.note(task.asker, task.digest, monotonic())

    def give_back(self, task: Task, *, begun: bool) -> None:
        """Put a piece whose process has ended in front of all others of its standing."""
        self._running.remove(task)
        task.again = task.again or begun
        self.waiting.insert(0, task)

    def _may(self, task: Task) -> bool:
        beside = sum(each.standing >= task.standing for each in self._running)
        if beside >= max(1, self._confines.processes - task.standing):
            return False
        most = self._confines.memory_together
        if most is None or not self._running:
            return True
        taken = sum(each.memory for each in self._running)
        leaving = sum(each.memory for each in self._running if each.standing)
        return taken + task.memory <= most and (
            not task.standing or leaving + task.memory <= most - self._confines.memory
        )
