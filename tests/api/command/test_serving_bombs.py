"""A served installation under files that are made to stop it: every door, other people meanwhile, and its end."""

from __future__ import annotations

import json
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from builders.bombs import BOMBS
from builders.licenses import Authority
from builders.more import left_out
from builders.processes import Running, grown, left_behind, patiently, posted, process_tree, running
from cryptography.hazmat.primitives import serialization

from api.command.ending import Exit
from licenses.proof.confinement.confines import SERVING

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked for in /proc")
WIDTHS = "cross-references of no width, 10¹² of them"
SLOWEST = "300,000 revisions"
MOST_GROWTH = 300 << 20
VERIFY = """query ($file: Upload!) { verifyLicense(input: {file: $file}) { summary
  questions { code answer evidence { name value } } } }"""


@pytest.fixture(scope="module")
def authority() -> Authority:
    """The authority that is trusted."""
    return Authority()


@pytest.fixture(scope="module")
def server(
    tmp_path_factory: pytest.TempPathFactory, prepared: Callable[..., Path], authority: Authority
) -> Iterator[Running]:
    """An empty installation, served."""
    home = tmp_path_factory.mktemp("home")
    prepared(home / "store", migrated=True)
    (home / "trust").mkdir()
    (home / "trust" / "root.pem").write_bytes(authority.root.certificate.public_bytes(serialization.Encoding.PEM))
    with running(home, "serve") as served:
        url = served.url()
        while len(examiners(served)) < SERVING.processes:  # they start beside the first requests
            time.sleep(0.02)
        assert posted(url, b"%PDF-").json()["summary"] == "undecided"
        yield served


def examiners(served: Running) -> set[int]:
    """The processes in which files are examined."""
    return {process for process in process_tree(served.process.pid) if b"confinement.doing" in _command(process)}


def spent(process: int) -> int:
    """Processor time of a process, in ticks; of one that has ended none."""
    try:
        told = Path(f"/proc/{process}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
    except OSError:
        return 0
    return int(told[11]) + int(told[12])


def at_work(before: Mapping[int, int]) -> int:
    """How many examiners have worked for a tenth of a second since."""
    return sum(spent(process) >= ticks + 10 for process, ticks in before.items())


def until(true: Callable[[], bool]) -> None:
    """Wait for something that comes as soon as the machine has time for it."""
    last = time.monotonic() + 120
    while not true():
        assert time.monotonic() < last
        time.sleep(0.02)


def _command(process: int) -> bytes:
    """Its command line; none where it has ended since it was listed."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def uploaded(url: str, data: bytes) -> httpx.Response:
    operations = json.dumps({"query": VERIFY, "variables": {"file": None}})
    form = {"operations": operations, "map": '{"0": ["variables.file"]}'}
    headers = {"graphql-preflight": "1"}
    return patiently(lambda: httpx.post(f"{url}/graphql", data=form, files={"0": data}, headers=headers, timeout=60))


@contextmanager
def half_posted(url: str, data: bytes) -> Iterator[socket.socket]:
    """A connection on which a file was posted, and nothing is read."""
    host, port = url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as connection:
        head = "POST /verify HTTP/1.1\r\nhost: x\r\ncontent-type: application/pdf\r\ncontent-length: %d\r\n\r\n"
        connection.sendall((head % len(data)).encode() + data)
        yield connection


def readable(questions: Any) -> str:
    return str(questions[0]["answer"]).lower()


@left_out
def test_every_door_answers_every_bomb_while_others_are_served_and_memory_has_a_bound(
    server: Running, authority: Authority
) -> None:
    url, stopped = server.url(), threading.Event()
    bombs = [make(authority) for make in BOMBS.values()]

    def alive() -> int:
        asked = 0
        while not stopped.is_set():
            assert httpx.get(f"{url}/healthz", timeout=60).status_code == httpx.codes.OK
            asked += 1
        return asked

    with grown(server.process.pid) as growth, ThreadPoolExecutor(5) as people:
        health = people.submit(alive)
        by_post = [people.submit(posted, url, bomb) for bomb in bombs]
        by_graphql = [people.submit(uploaded, url, bomb) for bomb in bombs]
        for answer in (each.result() for each in by_post):
            assert (answer.status_code, readable(answer.json()["questions"])) == (httpx.codes.OK, "no")
        for answer in (each.result() for each in by_graphql):
            assert readable(answer.json()["data"]["verifyLicense"]["questions"]) == "no", answer.text
        stopped.set()
        assert health.result() > len(bombs)
    assert growth() < MOST_GROWTH
    assert len(examiners(server)) <= SERVING.processes


@left_out
def test_an_identifier_of_900_kb_is_refused_or_wrong_in_every_field(server: Running) -> None:
    for field in ("identifier", "qr"):
        query = f"query ($text: String!) {{ verifyLicense(input: {{{field}: $text}}) {{ summary }} }}"
        variables = {"text": f"{server.url()}/v/1.2.156.3005.2." + "9" * 900_000}
        answer = httpx.post(f"{server.url()}/graphql", json={"query": query, "variables": variables}, timeout=60)
        assert answer.status_code == httpx.codes.OK
        assert "GENUINE" not in answer.text.replace("NOT_GENUINE", "")
        assert len(answer.content) < 10_000


@left_out
def test_who_leaves_ends_the_examination_of_his_file(server: Running, authority: Authority) -> None:
    url, bomb = server.url(), BOMBS[SLOWEST](authority)
    before = {process: spent(process) for process in examiners(server)}
    with half_posted(url, bomb):
        until(lambda: at_work(before) > 0)
    until(lambda: not before.keys() <= examiners(server))
    assert posted(url, b"%PDF-").status_code == httpx.codes.OK


@left_out
def test_a_server_that_is_told_to_stop_leaves_no_examiner(server: Running, authority: Authority) -> None:
    url, bomb = server.url(), BOMBS[SLOWEST](authority)
    before = {process: spent(process) for process in examiners(server)}
    with half_posted(url, bomb), half_posted(url, bomb), half_posted(url, bomb):
        until(lambda: at_work(before) > 0)
        assert server.ends(signal.SIGTERM) == Exit.DONE
    assert left_behind(server.home) == []
