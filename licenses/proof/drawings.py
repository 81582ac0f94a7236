"""Pictures of a file: what its seal covers, drawn from exactly those bytes.

Who looks at a licence should see what was sealed, and no viewer's repair of what somebody has put behind it. So what is
drawn are the bytes up to the end of the sealed revision; of a file without one seal, the file as it stands, and the
drawing says so. `confinement.drawing` draws it, in a process that can be ended, bounded in pages, in dots and in bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto, unique


@unique
class Undrawn(Enum):
    """Why there is no picture of a file."""

    UNREADABLE = auto()
    """It is no PDF, opens with a password only, or cannot be drawn within its limits."""
    BUSY = auto()
    """Too many are being looked at; a moment later it can be drawn."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One page."""

    width: int
    height: int
    content: bytes
    """JPEG."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a file shows."""

    pictures: tuple[Picture, ...] = ()
    """Its first pages; none where it could not be drawn."""
    pages: int = 0
    """How many it has."""
    sealed: int | None = None
    """Bytes from the beginning that the seal covers, and that were drawn; None where there is not one seal, and the
    file was drawn as it stands."""
    undrawn: Undrawn | None = None
