"""Whoever is killed while he issues a batch leaves each licence whole, or none of it, and the next one goes on."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from builders import drafted
from builders.batched import files_of, numbered, present, reviewed, rows, states, waiting, workshop_of
from builders.killed_batching import CHUNK, POINTS
from builders.killed_issuing import KEY
from builders.more import TORTURE, left_out
from builders.office import CIVIL
from builders.stores import NEO4J

from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.words.license_drafts import DraftState
from licenses.register.archive import FolderArchive
from licenses.register.archiving import sweep
from licenses.register.batches import issuing

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="killed as Linux kills")
KILLS = 10 if TORTURE else 1
SAMPLE = tuple(POINTS) if TORTURE else ("archive", "commit")
STEP_MS = 7.0
"""How much longer each lives than the one before; the first is dead at once."""
MANY = 2 * CHUNK + 1
HELD = (
    "RETURN [COLLECT { MATCH (l:License) RETURN [l.id, l.digest, l.state] }, "
    "COLLECT { MATCH (j:Journal {act: 'ISSUE_LICENSE'}) RETURN j.about }, "
    "COLLECT { MATCH (c:LicenseDraft {state: 'ISSUED'}) RETURN c.licenseId }, "
    "COUNT { MATCH (f:FileDigest) WHERE NOT EXISTS { (f)-[:OF]->(:License) } }]"
)


async def killed(store: Store, folder: Path, point: str, wait: float, batch: str) -> None:
    """Issue in another process, which is killed."""
    if store.server is not None:
        store.lend()
    place = NEO4J if store.server is None else str(store.server.folder)
    words = (sys.executable, "-m", "builders.killed_batching", place, str(folder), point, str(wait), batch)
    paths = os.pathsep.join((str(Path(__file__).parents[4]), str(Path(__file__).parents[3])))
    process = await asyncio.create_subprocess_exec(
        *words, env=os.environ | {"PYTHONPATH": paths}, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    said = await process.communicate()
    assert process.returncode == -signal.SIGKILL, said


@left_out
@pytest.mark.slow
@pytest.mark.parametrize("point", SAMPLE)
async def test_each_row_becomes_one_licence_whoever_is_killed(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    monkeypatch.setattr(issuing, "CHUNK", CHUNK)
    workshop = await workshop_of(store, PersonalData(KEY), tmp_path)
    issues = present(workshop, drafted.ISSUES[CIVIL])
    archive = workshop.archive
    assert isinstance(archive, FolderArchive)
    for kill in range(KILLS):
        batch = await reviewed(workshop, MANY, rows(MANY, 1 + kill * MANY), f"{point} {kill}")
        await killed(store, tmp_path, point, kill * STEP_MS, batch)
        await sweep(store, archive)
        licenses, journal, drafts, loose = await store.read(HELD)
        assert {file.stem for file in archive.folder.rglob("*.locked")} == {digest for _, digest, _ in licenses}
        assert sorted(journal) == sorted(drafts) == sorted(identity for identity, _, _ in licenses)
        assert loose == 0

        left = (await states(workshop, batch)).get(DraftState.REVIEWED, 0)
        if left:
            run = await issuing.issue(workshop, issues, batch)
            assert (run.done, run.refused) == (left, 0)
        assert await states(workshop, batch) == {DraftState.ISSUED: MANY}
        issued = [said.metadata.number for said in await files_of(workshop) if said.metadata]
        assert sorted(issued) == [numbered(number) for number in range(1, 1 + (kill + 1) * MANY)]
        assert waiting(workshop) == []


@left_out
@pytest.mark.slow
async def test_what_somebody_killed_has_left_goes_when_the_next_one_issues(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issuing, "CHUNK", CHUNK)
    workshop = await workshop_of(store, PersonalData(KEY), tmp_path)
    first, second = [await reviewed(workshop, 2, rows(2, 1 + 2 * each), str(each)) for each in range(2)]
    await killed(store, tmp_path, "transaction", 0, first)
    orphans = waiting(workshop)
    assert len(orphans) == 2

    issues = present(workshop, drafted.ISSUES[CIVIL])
    await issuing.issue(workshop, issues, first)
    assert waiting(workshop) == orphans, "they were left a moment ago, and their transaction might be under way"
    monkeypatch.setattr(issuing, "STILL_UNDER_WAY", -timedelta(days=36_500))
    await issuing.issue(workshop, issues, second)
    assert waiting(workshop) == []
    assert len(await files_of(workshop)) == 4
