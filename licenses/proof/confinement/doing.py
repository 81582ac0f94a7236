"""What runs in the processes: one file, and what it is wanted for."""

from __future__ import annotations

from typing import Any

from licenses.proof.confinement.drawing import draw
from licenses.proof.confinement.errands import Errand
from licenses.proof.confinement.examining import examine


def do(data: bytes, errand: Errand, *arguments: Any) -> Any:
    """Do one piece of work.

    Args:
        data: The file; anybody may have made it.
        errand: What it is wanted for.
        arguments: What that takes beside the file.
    """
    match errand:
        case Errand.EXAMINE:
            return examine(data, *arguments)
        case Errand.DRAW:
            return draw(data, *arguments)
