"""Somebody who issues a batch and is killed on the way.

python -m builders.killed_batching PLACE FOLDER POINT WAIT BATCH

PLACE is the folder of an embedded store that is lent, or the address of a Neo4j. FOLDER holds authority and archive.
At POINT the process is given WAIT milliseconds to live.
"""

from __future__ import annotations

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from builders import drafted, office
from builders.batched import present
from builders.killed_issuing import KEY, mortal, place_of
from builders.office import CIVIL

from graph.store.engine import open_store
from graph.store.personal import PersonalData
from graph.subjects.licensing import recording
from licenses.register import series
from licenses.register.archive import FolderArchive
from licenses.register.batches import issuing
from licenses.register.workshop import Workshop
from licenses.seal.authority import DemonstrationAuthority

CHUNK = 3
POINTS: dict[str, tuple[Any, str]] = {
    "make": (series, "made"),
    "archive": (FolderArchive, "put_all"),
    "transaction": (recording, "write_licenses"),
    "commit": (FolderArchive, "settle"),
}
"""What is begun when the time runs: nothing is replaced by it, it only starts the clock."""


async def issue(named: str, folder: Path, batch: str) -> None:
    """Issue a batch."""
    async with open_store(place_of(named)) as store:
        authority = DemonstrationAuthority.open(folder / "authority", office.FOUNDED)
        archive, personal = FolderArchive(folder / "archive"), PersonalData(KEY)
        store.digests = personal.digests
        with ThreadPoolExecutor(1) as workers:
            workshop = Workshop(store, personal, archive, authority, workers, office.PUBLIC_URL, demonstration=True)
            await issuing.issue(workshop, present(workshop, drafted.ISSUES[CIVIL]), batch)


if __name__ == "__main__":
    at, where, point, wait, which = sys.argv[1:]
    issuing.CHUNK = CHUNK  # type: ignore[misc]
    mortal(*POINTS[point], float(wait))
    asyncio.run(issue(at, Path(where), which))
