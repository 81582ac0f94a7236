"""A graph that stands still while it is read, whoever writes to the store meanwhile.

1. An embedded store that is this process's and lent to nobody stands still by itself.
2. One that is another process's gives a snapshot, as of one moment; a server of our own reads that, beside the one that
   goes on. Nobody waits for it.
3. A Neo4j is read as it is. What it has committed last is asked before and behind: a reading that somebody has written
   into is none, and is done again.
"""

from __future__ import annotations

import asyncio
import shutil
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from graph.store.arcade import DATABASE
from graph.store.engine import Place, Store, open_store

READING_SECONDS = 600.0
"""How long one statement over a whole graph may take."""
READING_HEAP = "1g"


@asynccontextmanager
async def standing_still(store: Store, aside: Path) -> AsyncIterator[Store]:
    """A store with the content of this one as of one moment.

    Args:
        store: The store, which may be written to.
        aside: A folder for a snapshot, which is made and goes again.

    Raises:
        StoreError: It cannot be made or read.
    """
    if store.embedded is None or store.server is not None:
        yield store
        return
    try:
        await _unpack(store, _begun(aside))
        async with open_store(Place(aside, heap=READING_HEAP, statement_seconds=READING_SECONDS)) as snapshot:
            yield snapshot
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _begun(aside: Path) -> Path:
    """An empty folder for a database, its owner's alone."""
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True, mode=0o700)
    place = aside / "databases" / DATABASE
    place.mkdir(parents=True, mode=0o700)
    return place


async def _unpack(store: Store, place: Path) -> None:
    """Have a snapshot made, and put its files in a place; what an earlier one has left goes as well."""
    assert store.embedded is not None  # noqa: S101 - only such a store gives one
    kept = store.embedded.folder / "backups" / DATABASE
    for left in kept.glob("*.zip"):
        left.unlink(missing_ok=True)
    file = kept / await asyncio.to_thread(store.embedded.http.back_up, DATABASE)
    try:
        await asyncio.to_thread(_extract, file, place)
    finally:
        file.unlink(missing_ok=True)


def _extract(file: Path, place: Path) -> None:
    with zipfile.ZipFile(file) as packed:
        packed.extractall(place)
