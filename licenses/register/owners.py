"""Which process has something in hand: a mark of it, by which others see that it is gone.

A mark says the machine, the process, and when that was begun: a number that is given again is not taken for it.
"""

from __future__ import annotations

import hashlib
import os
import re
import socket
from pathlib import Path
from typing import Final

MARK: Final = r"[0-9a-f]{8}-\d{1,10}-[\d?]{1,20}"
_MARK: Final = re.compile(MARK)


def own_mark() -> str:
    """The mark of this process."""
    return f"{_machine()}-{os.getpid()}-{_begun(os.getpid())}"


def is_of_here(mark: str) -> bool:
    """Whether it is the mark of a process of this machine."""
    return mark.startswith(f"{_machine()}-")


def has_ended(mark: str) -> bool:
    """Whether it is the mark of a process of this machine that is there no more."""
    if not _MARK.fullmatch(mark) or not is_of_here(mark):
        return False
    _, process, begun = mark.split("-")
    return _begun(int(process)) != begun


def _machine() -> str:
    return hashlib.sha256(socket.gethostname().encode()).hexdigest()[:8]


def _begun(process: int) -> str:
    """When a process was begun, in ticks since the machine was; nothing where there is none, `?` where nobody can tell.

    One that has ended and that nobody has asked about yet (Z) is there no more.
    """
    try:
        told = Path(f"/proc/{process}/stat").read_text("ascii", "replace")
    except OSError:
        return "?" if _there(process) else ""
    fields = told.rpartition(")")[2].split()
    return "" if fields[0] in {"Z", "X"} else fields[19]


def _there(process: int) -> bool:
    """Whether there is such a process, on a machine that does not tell more."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
