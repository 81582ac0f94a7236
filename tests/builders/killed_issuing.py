"""Somebody who issues a licence and is killed on the way.

python -m builders.killed_issuing PLACE FOLDER POINT WAIT NUMBER

PLACE is the folder of an embedded store that is lent, or the address of a Neo4j. FOLDER holds authority and archive.
At POINT the process is given WAIT milliseconds to live.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial, wraps
from pathlib import Path
from typing import Any

from builders import drafted, office
from builders.office import ALICE, NOW, TODAY

from graph.office.actor import Actor
from graph.store.engine import Claim, Place, open_store
from graph.store.personal import PersonalData
from graph.subjects.licensing import recording
from graph.subjects.people.desk import principal_of
from graph.words.people import Role
from licenses.paper import face
from licenses.register import drafting
from licenses.register.archive import FolderArchive
from licenses.register.workshop import Workshop
from licenses.seal import sealing
from licenses.seal.authority import DemonstrationAuthority

POINTS: dict[str, tuple[Any, str]] = {
    "draw": (face, "draw"),
    "seal": (sealing, "seal"),
    "archive": (os, "fsync"),
    "transaction": (recording, "write_licenses"),
    "commit": (FolderArchive, "settle"),
}
"""What is begun when the time runs: nothing is replaced by it, it only starts the clock."""
KEY = b"\x17" * 32


def mortal(owner: Any, name: str, wait: float) -> None:
    """From the first call of something on, there is so much time to live; without any, none."""
    begun: Callable[..., Any] = getattr(owner, name)

    @wraps(begun)
    def dying(*given: Any, **named: Any) -> Any:
        if not wait:
            os.kill(os.getpid(), signal.SIGKILL)
        threading.Timer(wait / 1000, os.kill, (os.getpid(), signal.SIGKILL)).start()
        return begun(*given, **named)

    setattr(owner, name, dying)


async def issue(place: Place, folder: Path, number: str, then: Callable[[], None] = lambda: None) -> str:
    """Issue a licence under its number as the key, once it is reviewed and something is done."""
    async with open_store(place) as store:
        authority = DemonstrationAuthority.open(folder / "authority", office.FOUNDED)
        archive, personal = FolderArchive(folder / "archive"), PersonalData(KEY)
        store.digests = personal.digests  # as whoever opens it with its key: a request is known in every process
        with ThreadPoolExecutor(1) as workers:
            workshop = Workshop(store, personal, archive, authority, workers, office.PUBLIC_URL, demonstration=True)
            actor = Actor(await principal_of(store, Role.STAFF, "issuer", TODAY), NOW)
            draft = await drafted.reviewed(workshop, office.order(ALICE, number), key=number)
            then()
            return await drafting.issue(workshop, drafted.seen(workshop), actor, draft, key=number)


def place_of(named: str) -> Place:
    """The store that is lent, or served elsewhere."""
    if named.startswith("bolt:"):
        return Place(Path("unused"), uri=named)
    return Place(Path(named), claim=Claim.BORROWED)


if __name__ == "__main__":
    at, where, point, wait, number = sys.argv[1:]
    begins = partial(mortal, *POINTS[point], float(wait))
    print(asyncio.run(issue(place_of(at), Path(where), number, begins)))  # noqa: T201 - what it came to, where it lived
