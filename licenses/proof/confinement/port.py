"""What who has files examined needs of the processes for that: those of this process, or of another of the service."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from licenses.proof.confinement.shares import Asker


class Examiners(Protocol):
    """Who has work done in processes that can be ended."""

    async def work(self, asker: Asker, seconds: float, data: bytes, *arguments: Any) -> Any:
        """Have one piece of work done, as `Confinement.work` does."""
        ...

    def room(self, asker: Asker, size: int) -> AbstractContextManager[None]:
        """Keep room for a piece of work while its data are loaded and worked on.

        Raises:
            Busy: There is none.
        """
        ...

    def start(self) -> None:
        """Start the processes."""
        ...

    def end(self) -> None:
        """End the processes, whatever they are at."""
        ...


@dataclass(frozen=True, slots=True)
class Share:
    """The processes as one asker may use them."""

    of: Examiners
    asker: Asker

    async def __call__(self, seconds: float, data: bytes, *arguments: Any) -> Any:
        """Have one piece of work done, as `Confinement.work` does."""
        return await self.of.work(self.asker, seconds, data, *arguments)
