"""Loading the demonstration from the command line: interrupted, killed, taken up again, and whole at the end."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path

import httpx
import pytest
from builders.more import TORTURE
from builders.processes import ask, command, left_behind, running, token

from api.command.ending import Exit
from graph.words.people import Role

SEALED = "{ licenses { totalCount } }"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="processes are looked for in /proc"),
    pytest.mark.skipif(not TORTURE, reason="minutes: the long form runs with ZHENGTU_TEST_TORTURE=1"),
]


@pytest.fixture
def home(migrated_folder: Path) -> Path:
    """A HOME of its own."""
    return migrated_folder.parent


def test_an_interrupted_load_is_taken_up_again_until_it_is_whole(home: Path) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):  # while the catalogue is loaded
        with running(home, "seed") as load:
            load.says(r"\d+/\d+")
            assert load.ends(number) == 128 + number
        assert left_behind(home) == []
        assert "Traceback" not in load.said.read_text("utf-8")
    for _ in range(2):  # while licences are sealed
        with running(home, "seed") as load:
            load.says(r"sealing licences [1-9]\d+/1000")
            time.sleep(1)
            assert load.ends(signal.SIGKILL) == -signal.SIGKILL
        assert left_behind(home) == []
    with running(home, "seed") as load:
        assert load.process.wait(600) == Exit.DONE
        assert "sealing licences 1000/1000" in load.said.read_text("utf-8")

    begun = time.monotonic()
    with running(home, "serve", "--demo") as server:
        url = server.url()
        assert httpx.get(f"{url}/readyz", timeout=60).status_code == 200
        assert time.monotonic() - begun < 30
        assert ask(url, SEALED, token(home, Role.AUDITOR, "a")) == {"licenses": {"totalCount": 1000}}
        assert server.ends(signal.SIGTERM) == Exit.DONE
    assert left_behind(home) == []
    assert len(list((home / "samples").glob("*.pdf"))) == 40
    verified = command(home, "verify", "--json", *map(str, sorted((home / "samples").glob("*.pdf"))[:3]))
    assert verified.returncode == Exit.DONE
    assert "trust/root.pem" in verified.stderr
