"""How far a step of a batch is, in one line."""

from __future__ import annotations

from datetime import timedelta

import pytest

from api.command.batch_lines import sum_of
from api.process.clock import now
from graph.words.license_batches import BatchRun
from graph.words.license_drafts import DraftEvent
from licenses.register.batches.running import SILENT


@pytest.mark.parametrize(
    ("ago", "going", "stopping", "said"),
    [
        (timedelta(), True, False, "under way"),
        (timedelta(), True, True, "stopping"),
        (2 * SILENT, True, False, "broken off, goes on when it is taken again"),
        (2 * SILENT, True, True, "broken off, goes on when it is taken again"),
        (2 * SILENT, False, True, "stopped"),
        (2 * SILENT, False, False, "ended"),
    ],
)
def test_of_a_step_it_is_said_whether_somebody_takes_it(ago: timedelta, going: bool, stopping: bool, said: str) -> None:
    at = now() - ago
    run = BatchRun(DraftEvent.ISSUE, "S-1", at, at, 10, 4, 1, going=going, stopping=stopping)
    assert sum_of(run).en == f"{said}: 4 done, 1 left behind, of 10"
