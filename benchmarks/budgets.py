"""Where the processor time of some work goes: to this process, to the store's and to the worker processes, by /proc."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.costs import processor_seconds


@dataclass(frozen=True, slots=True)
class Budget:
    """Processor time in milliseconds, of one licence, or of many."""

    workers: float
    store: float
    main: float

    @property
    def all(self) -> float:
        """All of it."""
        return self.workers + self.store + self.main

    @property
    def told(self) -> str:
        """In words."""
        return f"{self.all:.2f} CPU ms: workers {self.workers:.2f}, store {self.store:.2f}, main {self.main:.2f}"

    def since(self, before: Budget, licenses: int) -> Budget:
        """What was spent since then on each of so many licences."""
        parts = (self.workers - before.workers, self.store - before.store, self.main - before.main)
        return Budget(*(each / licenses for each in parts))


def spent() -> Budget:
    """What this process and its children have had until now; a child that has ended is no longer counted."""
    own = os.getpid()
    children = [each for each in _processes() if _parent(each) == own]
    store = [each for each in children if _called(each) == "java"]
    parts = ([each for each in children if each not in store], store, [own])
    return Budget(*(1000 * sum(map(processor_seconds, each)) for each in parts))


def _processes() -> Iterator[int]:
    return (int(each.name) for each in Path("/proc").iterdir() if each.name.isdecimal())


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0


def _called(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().partition("(")[2].rpartition(")")[0]
