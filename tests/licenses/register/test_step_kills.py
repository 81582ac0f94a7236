"""Whoever is killed while he takes a step before the issue has taken it whole or not at all; it is taken up again."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest
from builders import office
from builders.killed_issuing import KEY, place_of
from builders.killed_stepping import POINTS, STEPS, step
from builders.more import TORTURE, left_out
from builders.stores import NEO4J

from graph.store.engine import Store
from graph.store.personal import PersonalData
from licenses.seal.authority import DemonstrationAuthority

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="killed as Linux kills")
KILLS = 10 if TORTURE else 1
"""At each point."""
STEP_MS = 3.0
KEPT = (
    "RETURN COLLECT { MATCH (c:LicenseDraft) RETURN [c.id, c.state, [x IN c.history | split(x, '|')[1]], c.moving, "
    "c.orderCipher IS NOT NULL AND c.keyCipher IS NOT NULL, COUNT { (c)-[:MADE_FOR]->(:Holder) }, "
    "c.serial IS NOT NULL AND c.madeOf IS NOT NULL, COUNT { MATCH (j:Journal {about: c.id}) RETURN j }] }"
)
STRANGERS = "MATCH (h:Holder) WHERE NOT EXISTS { (h)<-[:MADE_FOR]-(:LicenseDraft) } RETURN count(h)"
STATES = {1: "RECEIVED", 2: "MADE", 3: "REVIEWED"}


def place(store: Store) -> str:
    """Where another process finds the store."""
    if store.server is None:
        return NEO4J
    store.lend()
    return str(store.server.folder)


async def killed(store: Store, folder: Path, *words: str) -> None:
    """Take steps in another process, which is killed."""
    command = (sys.executable, "-m", "builders.killed_stepping", place(store), str(folder), *words)
    paths = os.pathsep.join((str(Path(__file__).parents[3]), str(Path(__file__).parents[2])))
    process = await asyncio.create_subprocess_exec(
        *command, env=os.environ | {"PYTHONPATH": paths}, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    said = await process.communicate()
    assert process.returncode == -signal.SIGKILL or not process.returncode, said


def whole(kept: list[object]) -> bool:
    """Whether all that belongs to the steps that were taken is there, and nothing of one that was not."""
    _, state, history, moving, opens, holders, made, entries = kept
    assert isinstance(history, list)
    return (
        history == list(STEPS[: len(history)])
        and state == STATES[len(history)]
        and (moving, opens, holders, entries) == (None, True, 1, len(history))
        and made is (len(history) > 1)
    )


@left_out
@pytest.mark.slow
@pytest.mark.parametrize(("asked", "point"), POINTS, ids="-".join)
async def test_a_step_is_taken_whole_or_not_at_all(store: Store, tmp_path: Path, asked: str, point: str) -> None:
    await office.furnish(store, PersonalData(KEY))
    await store.write(lambda unit: unit.run("MATCH (h:Holder) DETACH DELETE h"))
    DemonstrationAuthority.open(tmp_path / "authority", office.FOUNDED)
    for kill in range(KILLS):
        number = f"T-{asked}-{point}-{kill}"
        await killed(store, tmp_path, asked, point, str(kill * STEP_MS), number)
        found = await store.read(KEPT)
        assert all(map(whole, found)), found
        assert await store.read(STRANGERS) == 0
        draft = await step(place_of(place(store)), tmp_path, number)
        found = await store.read(KEPT)
        assert all(map(whole, found)), found
        assert len(found) == kill + 1, "taken up again under the same key it is the same one"
        assert {each[1] for each in found} == {"REVIEWED"}
        assert draft in {each[0] for each in found}
