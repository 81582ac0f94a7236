"""What work on what anybody may have made may cost: time, memory, and how much of it is taken in at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from licenses.proof.confinement.shares import Places

_MEMORY_PER_BYTE: Final = 2.4
"""Of a file: what parsers make of it, beyond what any file needs."""


@dataclass(frozen=True, slots=True)
class Confines:
    """What the work of one process of ours may cost it."""

    processes: int = 2
    seconds: float = 3.5
    """By the clock, for one piece of work."""
    memory: int = 96 << 20
    """Bytes that a process may take beyond its programs, for the largest piece."""
    memory_least: int | None = None
    """The same for the smallest; None gives every piece the most."""
    memory_together: int | None = None
    """Bytes that all may take; those that leave a process to others leave it the memory for one piece too."""
    waiting: int | None = None
    """How many pieces may wait for a process; None sets no bound."""
    held: int | None = None
    """Bytes of all that wait or are being worked on; None sets no bound."""
    patience: float | None = None
    """Seconds that one may wait, also for a process that takes the place of another; None sets no bound."""

    def memory_for(self, size: int) -> int:
        """Say what a piece of so many bytes may take."""
        if self.memory_least is None:
            return self.memory
        return min(self.memory, self.memory_least + int(_MEMORY_PER_BYTE * size))

    def places(self) -> Places:
        """Places for what is in hand: all that waits and is being worked on."""
        return Places(None if self.waiting is None else self.waiting + self.processes, self.held)


SERVING: Final = Confines(
    processes=4, memory_least=48 << 20, memory_together=252 << 20, waiting=16, held=56 << 20, patience=1.5
)
"""A server's: an answer within six seconds, or a refusal that says when to come back; and with all processes at their
most, less than 300 MB beyond what it has taken when it began. Four processes: `shares` keeps one free a step."""
ALONE: Final = Confines()
"""Those of a program that examines files of its own choice."""
