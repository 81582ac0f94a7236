"""What issuing works with: store, key, archive, seals, and the processes that draw and seal."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeVar

from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.store.together import Together
from licenses.register.archive import Archive
from licenses.register.archiving import sealed_file
from licenses.seal.sealer import Sealer
from licenses.seal.timestamping import Timestamper

T = TypeVar("T")
R = TypeVar("R")


class Seals(Protocol):
    """Who seals for a department and who tells the time."""

    def sealer(self, department: str, code: str, at: datetime) -> Sealer:
        """The sealer of a department."""
        ...

    def attester(self, department: str, code: str, at: datetime) -> Sealer:
        """The sealer of what a department attests as the one that runs the register."""
        ...

    def timestamper(self, at: datetime) -> Timestamper:
        """The source of trusted time."""
        ...


@dataclass(frozen=True, slots=True)
class Workshop:
    """Everything that issuing works with."""

    store: Store
    personal: PersonalData
    archive: Archive
    seals: Seals
    workers: Executor
    public_url: str
    demonstration: bool
    crowd: Executor | None = None
    """Who draws and seals batches: a cluster; None where that is the workers' too."""
    numbering: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while a number is taken: who asks in this process waits, and does not run a race that most would lose."""
    together: Together = field(default_factory=Together)
    """Where licences that are issued one by one meet, and are written together."""

    @property
    def batch_workers(self) -> Executor:
        """Who draws and seals batches."""
        return self.crowd or self.workers

    async def file(self, digest: str) -> bytes:
        """The sealed file of a licence; see `archiving.sealed_file` for refusals."""
        return await sealed_file(self.archive, self.store, self.personal, digest)


async def made_by(workers: Executor, work: Callable[[T], R], job: T) -> R:
    """Have something made by worker processes; once more, where one was killed with it in its hands."""
    loop = asyncio.get_running_loop()
    try:
        return await loop.run_in_executor(workers, work, job)
    except BrokenExecutor:
        return await loop.run_in_executor(workers, work, job)
