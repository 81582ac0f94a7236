"""Opening a HOME that an earlier release left: how long the first opening takes, in which it is brought up to date.

`python -m benchmarks.migrating [HOME]` works on a copy; without a HOME, on the demonstration of each release that
`tests/releases` keeps.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import tarfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from api.process.settings import load
from api.service.storage import personal_data
from graph.store.engine import Place, Store, open_store
from graph.store.migrating import migrate, version
from licenses.register.archive import FolderArchive
from licenses.register.hiding import hide
from licenses.register.rekeying import bring_under_keys

KEPT = Path(__file__).parents[1] / "tests" / "releases"
SIZES = "MATCH (n) RETURN [count(n), COUNT { MATCH ()-[]->() }, COUNT { MATCH (:License) }]"


@dataclass(frozen=True, slots=True)
class Opening:
    """What one opening of a store took, without the start of its server."""

    schema: int
    """Number of the schema before."""
    seconds: float
    sizes: tuple[int, int, int]
    """Nodes, relations, licences."""


def main() -> None:
    """Open copies twice, and print both times."""
    homes = [Path(name) for name in sys.argv[1:]] or sorted(KEPT.glob("*/home"))
    for home in homes:
        with _copy(home) as copy:
            first, second = asyncio.run(_open(copy)), asyncio.run(_open(copy))
        nodes, relations, licences = first.sizes
        print(
            f"{home}: schema {first.schema} → {second.schema}, {nodes:,} nodes, {relations:,} relations, "
            f"{licences:,} licences: {first.seconds:.2f} s; the second time {second.seconds:.2f} s"
        )


async def _open(home: Path) -> Opening:
    """Bring the store of a HOME up to date, as a service does that opens it."""
    settings = load(home=home)
    async with open_store(Place(settings.store_folder)) as store:
        before = await version(store)
        began = time.monotonic()
        await migrate(store)
        personal = await personal_data(settings, store)
        await bring_under_keys(store, personal, FolderArchive(settings.archive))
        await hide(store, personal)
        return Opening(before, time.monotonic() - began, await _sizes(store))


async def _sizes(store: Store) -> tuple[int, int, int]:
    nodes, relations, licences = await store.read(SIZES)
    return nodes, relations, licences


@contextmanager
def _copy(home: Path) -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "home"
        shutil.copytree(home, copy, ignore=shutil.ignore_patterns("archive", "samples", "logs", "jvm.aot"))
        if (copy / "store.tar.xz").exists():
            with tarfile.open(copy / "store.tar.xz") as packed:
                packed.extractall(copy, filter="data")
        yield copy


if __name__ == "__main__":
    main()
