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
from licenses.register.archive import Archive
from licenses.register.archiving import sealed_file
from licenses.seal.sealer import Sealer
from licenses.seal.timestamping import Timestamper

T = TypeVar("T")


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
    numbering: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while a number is taken: who asks in this process waits, and does not run a race that most would lose."""

    async def file(self, digest: str) -> bytes:
        """The sealed file of a licence; see `archiving.sealed_file` for refusals."""
        return await sealed_file(self.archive, self.store, self.personal, digest)


async def made_by(workers: Executor, work: Callable[[T], bytes], job: T) -> bytes:
    """Have something made by worker processes; once more, where one was killed with it in its hands."""
    loop = asyncio.get_running_loop()
    try:
        return await loop.run_in_executor(workers, work, job)
    except BrokenExecutor:
        return await loop.run_in_executor(workers, work, job)
