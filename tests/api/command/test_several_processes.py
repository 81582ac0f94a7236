"""Several processes serve as one: what there is once is once, and where one of them ends, the service goes on."""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from builders.city import uscc
from builders.more import left_out, tortured
from builders.processes import SMALL, Running, ask, command, left_behind, posted, process_tree, running, token
from builders.small_demonstration import tables
from builders.stores import NEO4J

from api.command.ending import Exit
from graph.codes.identifier import build_identifier, parse_identifier
from graph.store.engine import Store
from graph.words.people import Role

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked for in /proc")
LICENSES, REQUESTS = 41, 40
SEALED = "{ licenses { totalCount } }"
GUESS = """query ($identifier: String!) { verifyLicense(input: {face: {identifier: $identifier, face: [
    {key: "证照名称", value: "营业执照"}, {key: "持证主体", value: "某某"}]}}) { faceCheck } }"""
GUESSES, MOST = 6, 5


@pytest.fixture
def home(migrated_folder: Path) -> Path:
    """A HOME of its own."""
    return migrated_folder.parent


def words_of(process: int) -> bytes:
    """The command line of a process; empty of one that has ended."""
    try:
        return (Path("/proc") / str(process) / "cmdline").read_bytes()
    except FileNotFoundError:
        return b""


def siblings(server: Running) -> list[int]:
    """The processes that serve."""
    return [one for one in process_tree(server.process.pid) if b"api.service.sibling" in words_of(one)]


@contextmanager
def alone(server: Running, chosen: int) -> Iterator[None]:
    """Let one of them answer everything, while the others sleep."""
    others = [one for one in siblings(server) if one != chosen]
    for one in others:
        os.kill(one, signal.SIGSTOP)
    try:
        yield
    finally:
        for one in others:
            os.kill(one, signal.SIGCONT)


def counted(url: str, route: str) -> int:
    """How often a route was answered, as the figures of all processes say."""
    figures = httpx.get(f"{url}/metrics", timeout=60).text
    pattern = rf'^zhengtu_http_requests_total{{method="GET",route="{route}",status="200"}} ([\d.]+)'
    return int(float(re.search(pattern, figures, re.MULTILINE)[1]))  # type: ignore[index]


def guessed(url: str, identifier: str) -> str:
    """What is said to who guesses what stands on a licence."""
    asked = {"query": GUESS, "variables": {"identifier": identifier}}
    answer = httpx.post(f"{url}/graphql", json=asked, timeout=60).json()
    refusals = [each["extensions"]["code"] for each in answer.get("errors", ())]
    return str(refusals[0] if refusals else answer["data"]["verifyLicense"]["faceCheck"])


def serve_as_one(home: Path, server: Running) -> None:
    """Ask two processes in turn, kill one, and see that what there is once is once."""
    url = server.url()
    server.says(r"made \d+")
    first, second = siblings(server)
    sample = next((home / "samples").glob("*.pdf")).read_bytes()
    changed = sample.replace(b"%%EOF", b"%%EOG", 1)
    auditor = token(home, Role.AUDITOR, "a")
    for one in (first, second):
        with alone(server, one):
            assert {httpx.get(f"{url}/healthz", timeout=60).status_code for _ in range(REQUESTS)} == {200}
            assert httpx.get(f"{url}/readyz", timeout=60).status_code == httpx.codes.OK
            assert ask(url, SEALED, auditor) == {"licenses": {"totalCount": LICENSES}}
            assert posted(url, sample).json()["summary"] == "genuine"
            assert posted(url, changed).json()["summary"] == "not_genuine"
            asked = {"files": {"file": ("a.pdf", sample, "application/pdf")}, "data": {"purpose": "入学"}}
            receipt = httpx.post(f"{url}/receipts", **asked, timeout=60)  # type: ignore[arg-type]
            assert (receipt.status_code, receipt.content[:5]) == (httpx.codes.CREATED, b"%PDF-")
    assert counted(url, "/healthz") == 2 * REQUESTS
    known = parse_identifier(posted(url, sample).json()["identifier"])
    unknown, said = build_identifier(known.type_code, known.issuer, "X000000000001").text, []
    for number in range(GUESSES):
        with alone(server, (first, second)[number % 2]):
            said.append(guessed(url, unknown))
    assert said == ["NO_SUCH_LICENSE"] * MOST + ["TOO_MANY_ATTEMPTS"] * (GUESSES - MOST)

    os.kill(first, signal.SIGKILL)
    until = time.monotonic() + 60
    while len(siblings(server)) < 2 or first in siblings(server):
        assert time.monotonic() < until
        assert httpx.get(f"{url}/readyz", timeout=60).status_code == httpx.codes.OK, "the other one serves on"
        time.sleep(0.2)
    assert counted(url, "/healthz") == 2 * REQUESTS, "what it has answered still counts"


@left_out
@pytest.mark.slow
def test_two_processes_serve_as_one(home: Path, tmp_path: Path) -> None:
    with running(home, tables(tmp_path / "tables"), str(LICENSES), program=SMALL, ZHENGTU_WORKERS="2") as server:
        url = server.url()
        serve_as_one(home, server)
        (store,) = [one for one in process_tree(server.process.pid) if b"ArcadeDBServer" in words_of(one)]
        os.kill(store, signal.SIGKILL)
        for one in siblings(server):
            with alone(server, one):
                until = time.monotonic() + 60
                while httpx.get(f"{url}/readyz", timeout=60).status_code != httpx.codes.OK:
                    assert time.monotonic() < until
                    time.sleep(0.2)

        beside = command(home, "trust", "export", "--as", "11340200MB1912909J", LC_ALL="C.UTF-8")
        assert beside.returncode == Exit.DONE, beside.stderr
        assert server.ends(signal.SIGTERM) == Exit.DONE
    assert left_behind(home) == []
    lines = [json.loads(line) for line in (home / "logs" / "access.log").read_text("utf-8").splitlines()]
    assert sum(line["route"] == "/healthz" for line in lines) == 2 * REQUESTS
    happened = [json.loads(line) for line in (home / "logs" / "zhengtu.log").read_text("utf-8").splitlines()]
    assert sum(line["event"] == "a serving process has ended and is replaced" for line in happened) == 1
    assert sum(line["event"] == "trust package published" for line in happened) <= 1
    assert "Traceback" not in server.said.read_text("utf-8")


@pytest.mark.slow
@pytest.mark.skipif(not NEO4J, reason="needs a Neo4j: `make test-neo4j` lends one (Java 17, Maven)")
@pytest.mark.parametrize("store", [pytest.param("neo4j", id="neo4j", marks=pytest.mark.neo4j)], indirect=True)
def test_two_processes_serve_as_one_on_neo4j(store: Store, tmp_path: Path) -> None:
    assert store.server is None, "it belongs to nobody here"
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    given = {"ZHENGTU_WORKERS": "2", "ZHENGTU_STORE_URI": NEO4J}
    with running(home, tables(tmp_path / "tables"), str(LICENSES), program=SMALL, **given) as server:
        serve_as_one(home, server)
        beside = command(
            home, "trust", "export", "--as", "11340200MB1912909J", LC_ALL="C.UTF-8", ZHENGTU_STORE_URI=NEO4J
        )
        assert beside.returncode == Exit.DONE, beside.stderr
        assert server.ends(signal.SIGTERM) == Exit.DONE
    assert left_behind(home) == []
    lines = [json.loads(line) for line in (home / "logs" / "access.log").read_text("utf-8").splitlines()]
    assert sum(line["route"] == "/healthz" for line in lines) == 2 * REQUESTS
    assert "Traceback" not in server.said.read_text("utf-8")


@contextmanager
def unexamined(server: Running) -> Iterator[None]:
    """Let whoever examines files sleep: what is examined comes to nothing."""
    asleep = [one for one in process_tree(server.process.pid) if b"confinement" in words_of(one)]
    assert asleep
    for one in asleep:
        os.kill(one, signal.SIGSTOP)
    try:
        yield
    finally:
        for one in asleep:
            with suppress(ProcessLookupError):  # whose time was over while it slept
                os.kill(one, signal.SIGCONT)


def nothing_is_examined(home: Path, server: Running) -> None:
    """Verify every sample by each process, while nobody can examine anything."""
    url, samples = server.url(), [each.read_bytes() for each in sorted((home / "samples").glob("*.pdf"))]
    assert len(samples) > 1
    posted(url, samples[0] + b"\n")  # so that those who examine are there
    with unexamined(server):
        for one in siblings(server):
            with alone(server, one):
                assert {posted(url, each).json()["summary"] for each in samples} == {"genuine"}
        assert posted(url, samples[0] + b"\n").json()["summary"] == "undecided", "that one would be examined"


@left_out
@tortured
def test_a_file_that_was_issued_here_is_examined_by_no_process_neither_at_first_nor_after_a_restart(
    home: Path, tmp_path: Path
) -> None:
    with running(home, tables(tmp_path / "tables"), str(LICENSES), program=SMALL, ZHENGTU_WORKERS="2") as server:
        server.says(r"made \d+")
        nothing_is_examined(home, server)
        assert server.ends(signal.SIGTERM) == Exit.DONE
    with running(home, "serve", ZHENGTU_WORKERS="2") as server:
        nothing_is_examined(home, server)
        assert server.ends(signal.SIGTERM) == Exit.DONE
    assert left_behind(home) == []


@left_out
@tortured
def test_serving_processes_end_with_their_owner_and_nothing_is_left(home: Path) -> None:
    with running(home, "serve", ZHENGTU_WORKERS="2") as server:
        assert httpx.get(f"{server.url()}/healthz", timeout=60).status_code == httpx.codes.OK
        assert len(siblings(server)) == 2
        assert server.ends(signal.SIGKILL) == -signal.SIGKILL
    assert left_behind(home) == []


@left_out
@tortured
def test_a_serving_process_that_ends_again_and_again_ends_the_service(home: Path) -> None:
    with running(home, "serve", ZHENGTU_WORKERS="2") as server:
        server.url()
        until = time.monotonic() + 100
        while server.process.poll() is None:
            assert time.monotonic() < until
            for one in siblings(server)[:1]:
                os.kill(one, signal.SIGKILL)
            time.sleep(0.3)
        assert server.process.returncode == Exit.FAILURE
    assert left_behind(home) == []


GOVERNMENT = uscc(1)
CLAIM = "mutation ($i: ClaimAdministrationInput!) { claimAdministration(input: $i) { administrator { subject } } }"
NAME = "mutation ($i: NameAdministratorInput!) { nameAdministrator(input: $i) { errors { code } } }"
DISMISS = "mutation ($i: DismissAdministratorInput!) { dismissAdministrator(input: $i) { errors { code } } }"
REGISTER = "mutation ($i: RegisterDepartmentsInput!) { registerDepartments(input: $i) { intake { written } } }"
APPOINT = "mutation ($i: AppointPostsInput!) { appointPosts(input: $i) { intake { written } } }"
WHO = "{ viewer { role posts { kind } } departments { totalCount } administrators { subject } }"


@left_out
@pytest.mark.slow
def test_what_an_administrator_decides_at_one_process_counts_at_the_other_with_the_next_request(home: Path) -> None:
    founded = command(home, "init", "--policy", "WH", "--json", ZHENGTU_DEVELOPMENT_ISSUER="true")
    code = json.loads(founded.stdout)["code"]
    boss, deputy, wang = (token(home, role, name) for role, name in (
        (Role.ADMIN, "boss"), (Role.ADMIN, "deputy"), (Role.STAFF, "wang"),
    ))  # fmt: skip
    department = {
        "code": GOVERNMENT, "name": "芜湖市人民政府", "level": "CITY", "kind": "GOVERNMENT", "division": "340200",
        "policy": "WH",
    }  # fmt: skip
    post = {
        "id": "P-1", "kind": "INSPECTOR", "subject": "wang", "name": "王某", "department": GOVERNMENT,
        "validFrom": "2020-01-01",
    }  # fmt: skip
    with running(home, "serve", ZHENGTU_WORKERS="2", ZHENGTU_DEVELOPMENT_ISSUER="true") as server:
        url = server.url()
        first, second = siblings(server)

        def there(query: str, asker: str) -> Any:
            with alone(server, second):
                return ask(url, query, asker)

        assert there(WHO, deputy)["viewer"]["role"] == "PUBLIC"
        assert there(WHO, wang)["departments"]["totalCount"] == 0
        with alone(server, first):
            ask(url, CLAIM, boss, i={"code": code})
            ask(url, NAME, boss, i={"subject": "deputy"})
            assert ask(url, REGISTER, boss, i={"departments": [department]})["registerDepartments"]["intake"]["written"]
            ask(url, APPOINT, boss, i={"posts": [post]})
        assert [each["subject"] for each in there(WHO, deputy)["administrators"]] == ["boss", "deputy"]
        seen = there(WHO, wang)
        assert (seen["viewer"]["posts"], seen["departments"]["totalCount"]) == ([{"kind": "INSPECTOR"}], 1)
        with alone(server, first):
            ask(url, DISMISS, boss, i={"subject": "deputy"})
            ask(url, APPOINT, boss, i={"posts": [post | {"validUntil": "2021-01-01"}]})
        assert there(WHO, deputy)["viewer"]["role"] == "PUBLIC"
        assert there(WHO, wang)["viewer"]["posts"] == []
