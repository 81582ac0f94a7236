"""A served store that dies: every address says so, worth another try, until it is back; or the process ends."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from builders.more import TORTURE, left_out, tortured
from builders.processes import COMMAND, ROOT, SMALL, Ended, ask, left_behind, running, token

from api.command.ending import Exit
from graph.words.people import Role

LICENSES = 41
"""One of each type, and one more."""
KEPT = ("departments", "divisions", "posts", "successions", "license_types", "license_fields", "issuers")
QUERY = {"query": "{ departments { totalCount } }"}
LICENCE = "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U"
SEALED = "{ licenses { totalCount } }"
MUTATION = {"query": 'mutation { claimAdministration(input: {code: "0"}) { __typename } }'}
SECONDS = 20.0
MOMENTS = (r"catalogue [1-9]\d*/", rf"licences [1-9]\d*/{LICENSES}")
"""When a load is under way, in this order."""
IMPATIENT = """
from api.command.zhengtu import main
from graph.store import supervision
supervision.RETURN_SECONDS = 4.0
main()
"""
"""The command, giving a store up sooner; the long form waits as long as the real one."""
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="processes are looked for in /proc"),
]


@pytest.fixture
def home(migrated_folder: Path) -> Path:
    """A HOME of its own."""
    return migrated_folder.parent


def routes(url: str, home: Path) -> dict[str, Any]:
    """Everything that needs the store, and how it is asked."""
    bearer = {"authorization": f"Bearer {token(home, Role.AUDITOR, 'a')}"}
    sample = b"%PDF-1.7\n%%EOF\n"
    return {
        "query": lambda: httpx.post(f"{url}/graphql", json=QUERY, timeout=30),
        "query by GET": lambda: httpx.get(f"{url}/graphql", params=QUERY, timeout=30),
        "query of staff": lambda: httpx.post(f"{url}/graphql", json=QUERY, headers=bearer, timeout=30),
        "mutation": lambda: httpx.post(f"{url}/graphql", json=MUTATION, headers=bearer, timeout=30),
        "verify": lambda: httpx.post(
            f"{url}/verify", content=sample, headers=bearer | {"content-type": "application/pdf"}, timeout=30
        ),
        "page": lambda: httpx.get(f"{url}/v/{LICENCE}", timeout=30),
        "download": lambda: httpx.get(f"{url}/licenses/{LICENCE}.pdf", headers=bearer, timeout=30),
        "ready": lambda: httpx.get(f"{url}/readyz", timeout=30),
    }


@left_out
def test_while_the_store_is_away_every_address_says_503_and_then_answers_as_before(
    home: Path, zhengtu: Callable[..., Ended]
) -> None:
    assert zhengtu("en", home, "init", "--policy", "WH").returncode == Exit.DONE
    with running(home, "serve", ZHENGTU_DEVELOPMENT_ISSUER="true") as server:
        url = server.url()
        asked = routes(url, home)
        before = {name: route().status_code for name, route in asked.items()}
        assert {status for status in before.values() if status >= 500} == set()
        kill_store(home)
        died, away, now = time.monotonic(), set[str](), dict[str, int]()
        while now != before:
            assert time.monotonic() - died < SECONDS, now
            assert httpx.get(f"{url}/healthz", timeout=30).status_code == 200
            for name, route in asked.items():
                answer = route()
                now[name] = answer.status_code
                if answer.status_code != before[name]:
                    says_to_try_again(answer)
                    away.add(name)
        assert away, "nobody noticed"
        assert server.ends(signal.SIGTERM) == Exit.DONE
    assert left_behind(home) == []
    assert "Traceback" not in (home / "logs" / "zhengtu.log").read_text("utf-8")


def says_to_try_again(answer: httpx.Response) -> None:
    assert answer.status_code == 503, answer.text
    assert int(answer.headers["retry-after"]) > 0
    if answer.headers["content-type"].startswith("text/html"):
        assert "稍后重试" in answer.text
        assert 'data-retryable="true"' in answer.text
    elif answer.url.path == "/readyz":
        assert answer.json()["retryable"] is True
    else:
        (error,) = answer.json()["errors"]
        assert error["extensions"]["code"] == "STORE_UNAVAILABLE"
        assert error["extensions"]["retryable"] is True
        assert error["extensions"]["requestId"] == answer.headers["x-request-id"]


@left_out
def test_a_server_whose_store_cannot_come_back_ends_with_the_reason(home: Path, zhengtu: Callable[..., Ended]) -> None:
    assert zhengtu("en", home, "init", "--policy", "WH").returncode == Exit.DONE
    program = COMMAND if TORTURE else (sys.executable, "-c", IMPATIENT)
    with running(home, "serve", program=program) as server:
        url = server.url()
        (home / "store").rename(home / "moved away")
        os.kill(int((home / "moved away" / "server.pid").read_text()), signal.SIGKILL)
        died, seen = time.monotonic(), set[int]()
        while server.process.poll() is None and time.monotonic() - died < SECONDS + 5:
            try:
                seen.add(httpx.post(f"{url}/graphql", json=QUERY, timeout=30).status_code)
            except httpx.TransportError:  # it is served no more
                continue
            time.sleep(0.1)
        assert server.ends() == Exit.FAILURE
        assert time.monotonic() - died < SECONDS + 5
        assert seen == {503}
    said = server.said.read_text("utf-8")
    assert "could not be started again" in said.splitlines()[-1]
    assert "Traceback" not in said
    assert left_behind(home) == []


@dataclass(frozen=True)
class Load:
    """A load whose store was killed at several moments, and what came of it."""

    afterwards: dict[str, str]
    """Moment of a kill → what was said later, because the load went on."""
    made: int
    """Licences that were made after the last kill."""
    licenses: dict[str, Any]
    code: int
    left_behind: list[str]
    said: str


@pytest.fixture(scope="module")
def load(tmp_path_factory: pytest.TempPathFactory, prepared: Callable[..., Path]) -> Load:
    """The organisation and the licence types of the demonstration without its catalogue, and a few licences."""
    home, tables = tmp_path_factory.mktemp("load"), tmp_path_factory.mktemp("tables")
    prepared(home / "store", migrated=True)
    for name in KEPT:
        shutil.copy(ROOT / "seed" / "tables" / f"{name}.csv", tables)
    with running(home, str(tables), str(LICENSES), program=SMALL) as server:
        said = []
        for moment in MOMENTS:
            said.append(server.says(moment).group())
            kill_store(home)
        made = server.says(r"made (\d+)")
        afterwards = dict(zip(MOMENTS, [*said[1:], made.group()], strict=True))
        licenses = ask(server.url(), SEALED, token(home, Role.AUDITOR, "a"))
        code = server.ends(signal.SIGTERM)
    return Load(afterwards, int(made.group(1)), licenses, code, left_behind(home), server.said.read_text("utf-8"))


@left_out
@tortured
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_load_goes_on_when_its_store_has_come_back(load: Load, moment: str) -> None:
    assert load.afterwards[moment]
    assert load.made > 0
    assert load.licenses == {"licenses": {"totalCount": LICENSES}}
    assert load.code == Exit.DONE
    assert load.left_behind == []
    assert "Traceback" not in load.said


def kill_store(home: Path) -> None:
    os.kill(int((home / "store" / "server.pid").read_text()), signal.SIGKILL)
