"""Serving as a process: what it is refused, how it stops, what a kill leaves, and that a load is taken up again."""

from __future__ import annotations

import re
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from builders.more import TORTURE, left_out
from builders.processes import SMALL, Ended, ask, command, left_behind, running, token
from builders.small_demonstration import tables

from api.command.ending import Exit
from graph.words.people import Role

REQUESTS = 300
LICENSES = 41
"""One of each type, and one more."""
SEALED = "{ licenses { totalCount } }"
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked for in /proc")
long = pytest.mark.skipif(not TORTURE, reason="the long form runs with ZHENGTU_TEST_TORTURE=1")


@pytest.fixture
def home(migrated_folder: Path) -> Path:
    """A HOME of its own."""
    return migrated_folder.parent


@pytest.fixture
def small(tmp_path: Path) -> tuple[str, str]:
    """The organisation and the licence types of the demonstration without its catalogue, and a few licences."""
    return tables(tmp_path / "tables"), str(LICENSES)


@left_out
@pytest.mark.slow
def test_a_killed_load_goes_on_where_it_was_and_nothing_is_left_behind(home: Path, small: tuple[str, str]) -> None:
    with running(home, *small, program=SMALL) as first:
        first.says(rf"licences [1-9]\d*/{LICENSES}")
        assert left_behind(home, 0), "a store and two workers"
        assert first.ends(signal.SIGKILL) == -signal.SIGKILL
    assert left_behind(home) == []

    with running(home, *small, program=SMALL) as second:
        url = second.url()
        assert httpx.get(f"{url}/readyz", timeout=60).status_code == 200  # while licences are still being sealed
        assert 0 < int(second.says(r"made (\d+)").group(1)) < LICENSES
        assert ask(url, SEALED, token(home, Role.AUDITOR, "a")) == {"licenses": {"totalCount": LICENSES}}
        with httpx.Client(base_url=url) as client:
            assert {client.get("/healthz").status_code for _ in range(REQUESTS)} == {200}
        assert second.ends(signal.SIGINT) == Exit.DONE
    assert left_behind(home) == []
    assert (home / "logs" / "access.log").read_text("utf-8").count('"/healthz"') == REQUESTS
    assert "Traceback" not in second.said.read_text("utf-8")
    assert not re.search(r"catalogue \d+/", second.said.read_text("utf-8"))


@long
@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_is_told_to_stop_while_it_loads_has_done_what_it_was_asked(
    home: Path, number: signal.Signals
) -> None:
    with running(home, "serve", "--demo") as server:
        server.says(r"\d/\d")
        assert server.ends(number) == Exit.DONE
    assert left_behind(home) == []
    assert "Traceback" not in server.said.read_text("utf-8")


@long
@pytest.mark.slow
def test_a_whole_demonstration_is_loaded_once_and_stays_one(home: Path, small: tuple[str, str]) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):  # the first while it seals, the second in peace
        with running(home, *small, program=SMALL) as server:
            server.says(rf"licences [1-9]\d*/{LICENSES}" if number is signal.SIGTERM else r"made \d")
            assert server.ends(number) == Exit.DONE
        assert left_behind(home) == []
    begun = time.monotonic()
    with running(home, *small, program=SMALL) as server:
        assert httpx.get(f"{server.url()}/readyz", timeout=60).status_code == 200
        assert time.monotonic() - begun < 30
        server.says("made 0")
        assert server.ends(signal.SIGTERM) == Exit.DONE

    founded = command(home, "init", "--policy", "WH", LANG="zh_CN.UTF-8")
    assert (founded.returncode, founded.stdout) == (Exit.NO, "")
    assert "演示库" in founded.line
    exposed = command(home, "serve", ZHENGTU_HOST="0.0.0.0")
    assert exposed.returncode == Exit.USAGE
    assert "ZHENGTU_HOST" in exposed.line
    assert left_behind(home) == []


def test_a_demonstration_is_not_shown_to_other_machines(tmp_path: Path, zhengtu: Callable[..., Ended]) -> None:
    exposed = zhengtu("zh", tmp_path, "serve", "--demo", ZHENGTU_HOST="0.0.0.0")
    assert exposed.returncode == Exit.USAGE
    assert "ZHENGTU_HOST" in exposed.line
    assert "回环" in exposed.line
    assert not (tmp_path / "store").exists()


def test_an_address_that_is_taken_is_named_before_a_store_is_opened(
    tmp_path: Path, zhengtu: Callable[..., Ended]
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        taken = zhengtu("en", tmp_path, "serve", ZHENGTU_PORT=port)
    assert taken.returncode == Exit.USAGE
    assert "ZHENGTU_PORT" in taken.line
    assert port in taken.line
    assert not (tmp_path / "store").exists()
