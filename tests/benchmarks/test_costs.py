import os
import time
from pathlib import Path

import pytest

from benchmarks.costs import processor_seconds, processor_ticks

NEEDS_PROC = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="this system has no /proc")


def test_processor_time_is_found_behind_a_name_with_blanks_and_parentheses() -> None:
    assert processor_ticks("7 (a) b (c)) S 1 7 7 0 -1 4194560 9 0 0 0 30 12 5 5 20 0 9 0 12") == 42


@NEEDS_PROC
def test_work_of_a_process_is_counted_and_waiting_is_not() -> None:
    before = processor_seconds(os.getpid())
    time.sleep(0.05)
    waited = processor_seconds(os.getpid()) - before
    until = time.process_time() + 0.1
    while time.process_time() < until:
        pass
    worked = processor_seconds(os.getpid()) - before - waited
    assert waited < 0.05 < worked
