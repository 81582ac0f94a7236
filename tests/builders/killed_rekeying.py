"""Somebody who brings a store of 0.1.0 under keys and is killed on the way.

python -m builders.killed_rekeying PLACE HOME POINT WAIT

PLACE is the folder of an embedded store that is lent, or the address of a Neo4j. After WAIT calls of POINT the process
is dead.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from builders.killed_issuing import place_of

from graph.store.engine import Store, Unit, open_store
from graph.store.personal import PersonalData
from licenses.register import rekeying
from licenses.register.archive import FolderArchive

POINTS: dict[str, tuple[Any, str]] = {
    "statement": (Unit, "run"),
    "transaction": (Store, "write"),
    "synced": (os, "fsync"),
    "renamed": (Path, "rename"),
    "removed": (Path, "unlink"),
}
"""What is begun when it ends."""


def mortal(owner: Any, name: str, calls: int) -> None:
    """Of so many calls of something the last is not begun."""
    begun: Callable[..., Any] = getattr(owner, name)
    left = [calls]

    @wraps(begun)
    def dying(*given: Any, **named: Any) -> Any:
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return begun(*given, **named)

    setattr(owner, name, dying)


async def bring(place: str, home: Path) -> None:
    """Bring it under keys, one holder, licence and file at a time."""
    rekeying.BATCH = 1
    async with open_store(place_of(place)) as store:
        personal = PersonalData.from_file(home / "keys" / "personal.key")
        await rekeying.bring_under_keys(store, personal, FolderArchive(home / "archive"))


if __name__ == "__main__":
    at, where, point, wait = sys.argv[1:]
    mortal(*POINTS[point], int(wait))
    asyncio.run(bring(at, Path(where)))
