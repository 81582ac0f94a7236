"""Whoever is killed while he issues leaves a licence that is whole, or none: in register, archive and journal alike."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest
from builders import office
from builders.killed_issuing import KEY, POINTS, issue, place_of
from builders.more import TORTURE, left_out
from builders.stores import NEO4J

from graph.errors import NotFound
from graph.store.engine import Place, Store
from graph.store.files import digest_of
from graph.store.personal import PersonalData
from licenses.register.archive import FolderArchive
from licenses.register.archiving import sealed_file, sweep
from licenses.seal.authority import DemonstrationAuthority

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="killed as Linux kills")
KILLS = 10 if TORTURE else 2
"""At each point."""
STEP_MS = 3.0
"""How much longer each lives than the one before; the first is dead at once."""
HELD = (
    "RETURN [COLLECT { MATCH (l:License) RETURN [l.id, l.numberHash, l.digest] }, "
    "COLLECT { MATCH (j:Journal {act: 'ISSUE_LICENSE'}) RETURN j.about }, "
    "COUNT { MATCH (f:FileDigest) WHERE NOT EXISTS { (f)-[:OF]->(:License) } }, "
    "COUNT { MATCH (h:Holder) WHERE h.codeType IS NOT NULL AND NOT EXISTS { (h)<-[:HELD_BY]-(:License) } }]"
)


def place(store: Store) -> str:
    """Where another process finds the store."""
    if store.server is None:
        return NEO4J
    store.lend()
    return str(store.server.folder)


async def killed(store: Store, folder: Path, point: str, wait: float, number: str) -> None:
    """Issue in another process, which is killed."""
    words = (sys.executable, "-m", "builders.killed_issuing", place(store), str(folder), point, str(wait), number)
    paths = os.pathsep.join((str(Path(__file__).parents[3]), str(Path(__file__).parents[2])))
    process = await asyncio.create_subprocess_exec(
        *words, env=os.environ | {"PYTHONPATH": paths}, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    said = await process.communicate()
    assert process.returncode == -signal.SIGKILL, said


async def archived(store: Store, archive: FolderArchive) -> set[str]:
    """Digests of all files in the archive: those that open with the key of their licence, and what any other is."""
    digests = set[str]()
    for file in archive.folder.rglob("*"):
        if file.is_file():
            digest = file.stem
            try:
                digests.add(digest_of(await sealed_file(archive, store, PersonalData(KEY), digest)))
            except NotFound:
                digests.add(str(file))
    return digests


@left_out
@pytest.mark.slow
@pytest.mark.parametrize("point", POINTS)
async def test_register_archive_and_journal_all_have_it_or_none(store: Store, tmp_path: Path, point: str) -> None:
    await office.furnish(store, PersonalData(KEY))
    DemonstrationAuthority.open(tmp_path / "authority", office.FOUNDED)
    archive = FolderArchive(tmp_path / "archive")
    for kill in range(KILLS):
        number = f"K-{point}-{kill}"
        await killed(store, tmp_path, point, kill * STEP_MS, number)
        await sweep(store, archive)
        licenses, journal, loose, strangers = await store.read(HELD)
        assert await archived(store, archive) == {digest for _, _, digest in licenses}
        assert sorted(journal) == sorted(identity for identity, _, _ in licenses)
        assert (loose, strangers) == (0, 0)
        assert len({number for _, number, _ in licenses}) == len(licenses)

        known = {identity for identity, _, _ in licenses}
        issued = await issue(_same(store), tmp_path, number)
        again, *_ = await store.read(HELD)
        assert {identity for identity, _, _ in again} == known | {issued}
        assert await archived(store, archive) == {digest for _, _, digest in again}
        assert archive.waiting() == []
        assert len(again) == kill + 1


def _same(store: Store) -> Place:
    return place_of(place(store))
