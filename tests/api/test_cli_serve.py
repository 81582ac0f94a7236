"""Serving as a process: what it is refused, how it stops, what a kill leaves, and that a load is taken up again."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path

import httpx
import pytest
from builders.processes import ROOT, SMALL, ask, command, left_behind, running

from api.ending import Exit

TORTURE = bool(os.environ.get("ZHENGTU_TEST_TORTURE"))
LICENSES = 41
"""One of each type, and one more."""
COUNT = "{ licenses { totalCount } }"
KEPT = ("departments", "divisions", "posts", "successions", "license_types", "license_fields", "issuers")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked for in /proc")
long = pytest.mark.skipif(not TORTURE, reason="the long form runs with ZHENGTU_TEST_TORTURE=1")


@pytest.fixture
def home(store_folder: Path) -> Path:
    """A HOME of its own."""
    return store_folder.parent


@pytest.fixture
def tables(tmp_path: Path) -> str:
    """The organisation and the licence types of the demonstration, without its catalogue."""
    folder = tmp_path / "tables"
    folder.mkdir()
    for name in KEPT:
        shutil.copy(ROOT / "seed" / "tables" / f"{name}.csv", folder)
    return str(folder)


def token(home: Path, role: str) -> str:
    return command(home, "token", "--role", role).stdout.strip()


@pytest.mark.slow
def test_a_killed_load_goes_on_where_it_was_and_nothing_is_left_behind(home: Path, tables: str) -> None:
    with running(home, tables, str(LICENSES), program=SMALL) as first:
        first.says(rf"licences [1-9]\d*/{LICENSES}")
        assert left_behind(home, 0), "a store and two workers"
        assert first.ends(signal.SIGKILL) == -signal.SIGKILL
    assert left_behind(home) == []

    with running(home, tables, str(LICENSES), program=SMALL) as second:
        url = second.url()
        assert httpx.get(f"{url}/readyz", timeout=60).status_code == 200  # while licences are still being sealed
        made = int(second.says(r"made (\d+)").group(1))
        assert 0 < made < LICENSES
        assert ask(url, COUNT, token(home, "auditor")) == {"licenses": {"totalCount": LICENSES}}
        assert "another process" in command(home, "init", "--policy", "WH").line
        assert second.ends(signal.SIGINT) == Exit.DONE
    assert left_behind(home) == []
    assert "Traceback" not in second.said.read_text()
