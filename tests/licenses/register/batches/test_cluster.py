"""A batch that a Dask cluster draws and seals: the same licences, though one of its workers is killed in the middle."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest
from builders import drafted
from builders.batched import files_of, present, reviewed, states, waiting, workshop_of
from builders.more import left_out
from builders.office import CIVIL
from distributed import LocalCluster

from api.process.cluster import cluster, crowd_of
from api.process.settings import SettingRefused
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.words.license_batches import BatchRun
from graph.words.license_drafts import DraftState
from licenses.register.batches import issuing

MANY = 24


@left_out
async def test_a_worker_that_is_killed_leaves_no_gap_and_nothing_twice(
    store: Store, personal: PersonalData, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issuing, "CHUNK", 6)
    monkeypatch.setattr(issuing, "AT_ONCE", 2)
    workshop = await workshop_of(store, personal, tmp_path)
    taken = await reviewed(workshop, MANY)
    killed = list[int]()
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as local,  # type: ignore[no-untyped-call]
        cluster(local.scheduler_address, None) as crowd,
    ):

        def kill_one(run: BatchRun) -> None:
            if run.done and not killed:
                killed.append(next(iter(local.workers.values())).pid)
                os.kill(killed[0], signal.SIGKILL)

        spread = replace(workshop, crowd=crowd)
        run = await issuing.issue(spread, present(spread, drafted.ISSUES[CIVIL]), taken, kill_one)
    assert killed
    assert (run.done, run.refused) == (MANY, 0)
    assert await states(workshop, taken) == {DraftState.ISSUED: MANY}
    assert len({said.metadata.number for said in await files_of(workshop) if said.metadata}) == MANY
    assert waiting(workshop) == []


@pytest.mark.parametrize(
    "address",
    [
        "tcp://scheduler.example:8786",
        "tcp://10.0.0.7:8786",
        "tls://scheduler.example",
        "scheduler:8786",
        "http://127.0.0.1:1",
    ],
)
def test_data_of_licences_do_not_travel_in_the_clear(address: str) -> None:
    with pytest.raises(SettingRefused) as refused, crowd_of(address, None):
        pass
    assert (refused.value.path, refused.value.value) == (("batch_cluster",), address)


def test_where_nobody_answers_it_is_said() -> None:
    with pytest.raises(SettingRefused), crowd_of("tcp://127.0.0.1:9", None):
        pass


def test_without_the_setting_there_is_none() -> None:
    with crowd_of("", None) as crowd:
        assert crowd is None
