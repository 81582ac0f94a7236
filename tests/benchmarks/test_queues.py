"""What the benchmark of work lists measures is a list that the use case can read."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders.more import left_out

from benchmarks.queues import ASKERS, Asker, filled, page_of


@left_out
@pytest.mark.parametrize("asker", ASKERS, ids=lambda asker: asker.kind.name)
async def test_a_page_of_what_the_benchmark_writes_is_read(tmp_path: Path, asker: Asker) -> None:
    async with filled(tmp_path, 2_000, 5) as store:
        await page_of(asker)(store)
