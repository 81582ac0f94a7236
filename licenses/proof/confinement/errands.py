"""What the processes can be asked for: the work of `doing`, by name."""

from __future__ import annotations

from enum import Enum, auto, unique


@unique
class Errand(Enum):
    """A kind of work on a file."""

    EXAMINE = auto()
    """What it says, and whom its seal leads to (`examining`)."""
    DRAW = auto()
    """What it shows (`drawing`)."""
