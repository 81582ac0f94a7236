"""Where the benchmarks work, and the servers that several of them share."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

from benchmarks.client import Client, client
from benchmarks.processes import ROOT, BenchmarkError, conversing, free_ports, python, running

NEO4J_SECONDS = 120
RELEASE = "c23a9024c3192a7569e0fbf9dcf36861f2ee3ff5"
"""The commit of release 0.1.0."""
PEER = {"@neo4j/graphql": "7.6.3", "graphql": "16.15.0", "graphql-yoga": "5.24.1", "neo4j-driver": "6.3.0"}
"""Packages of the peer, pinned."""
FORGETFUL = "forgetful"
"""Serving as a process that has met no file before."""
READING = "reading"
"""Serving so that of a known file only what is kept is read and opened, and nothing is judged."""


class MissingError(Exception):
    """Something that a benchmark needs is not on this machine."""


@dataclass(frozen=True, slots=True)
class Work:
    """The folder of the benchmarks, and how long to measure."""

    folder: Path
    jars: Path
    """Where `make neo4j` keeps the jars of Neo4j."""
    rounds: int
    seconds: float
    """Of one side in one round."""
    licenses: int
    """How many are sealed to measure the load."""


@dataclass(frozen=True, slots=True)
class Server:
    """Somebody who answers: where, and in which process."""

    url: str
    pid: int


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds licences in the store that is measured."""

    code_hash: str
    """By which the store knows him."""
    token: str
    """With which he asks."""


@dataclass(frozen=True, slots=True)
class Serving:
    """Our application, the floor, and a load generator to ask them."""

    app: str
    floor: str
    client: Client
    pid: int
    """Of the process in which both are."""
    holder: Holder
    platform: str
    """The token of the exchange platform's service account."""
    samples: Path
    """Where a file of each type lies, where licences were loaded."""

    def median_ms(self, url: str, body: bytes, seconds: float) -> float:
        """Milliseconds of one request on one connection."""
        return self.client.load(url, body, seconds).median_ms


@contextmanager
def serving(work: Work, uri: str = "", licenses: int = 0, how: str = "") -> Iterator[Serving]:
    """Serve the demonstration's catalogue from the embedded store, or from a Neo4j; with so many licences and files.

    How it is to answer about files: as one that has met none before, or no more than read what is kept (`server`).
    """
    home = work.folder / ("with-licences" if licenses else "on-neo4j" if uri else "embedded")
    asked = python("benchmarks.server", str(home), uri, str(licenses), *([how] if how else []))
    with conversing(asked) as server, client() as generator:
        told = server.hear()
        app, floor = _address(told["app"]) + "/graphql", _address(told["floor"])
        yield Serving(app, floor, generator, server.pid, Holder(**told["holder"]), told["platform"], home / "samples")


@contextmanager
def released(work: Work) -> Iterator[Server]:
    """Serve the same catalogue by release 0.1.0, from an embedded store of its own.

    Raises:
        MissingError: This is no clone, or one without the history.
    """
    folder = work.folder / "release-0.1.0"
    with conversing(python("benchmarks.server", str(folder / "home"), ""), _sources(folder)) as server:
        yield Server(_address(server.hear()["app"]) + "/graphql", server.pid)


@contextmanager
def neo4j(work: Work) -> Iterator[str]:
    """Run a Neo4j of the benchmarks' own and give its address.

    Raises:
        MissingError: No Java, or no Maven to fetch Neo4j with.
    """
    fetched = (work.jars / ".complete").exists()
    for command in ("java",) if fetched else ("java", "mvn"):
        if shutil.which(command) is None:
            raise MissingError(
                f"a Neo4j needs `{command}` (Debian, Ubuntu: apt-get install openjdk-17-jre-headless maven)"
            )
    home = work.folder / "neo4j"
    home.mkdir(parents=True, exist_ok=True)
    bolt, http = free_ports(2)
    variables = {"NEO4J_BOLT_PORT": str(bolt), "NEO4J_HTTP_PORT": str(http), "NEO4J_LIB": str(work.jars)}
    log = home / "logs" / "neo4j.log"
    log.unlink(missing_ok=True)
    with (
        (home / "server.log").open("w") as output,
        running(
            [str(ROOT / "deploy/neo4j/start"), str(home)], ROOT, variables, stdout=output, stderr=subprocess.STDOUT
        ) as server,
    ):
        deadline = time.monotonic() + NEO4J_SECONDS * (1 if fetched else 5)
        while not (log.exists() and "Started." in log.read_text()):
            if server.poll() is not None or time.monotonic() > deadline:
                raise BenchmarkError(f"Neo4j did not start: see {home / 'server.log'}")
            time.sleep(0.2)
        yield f"bolt://127.0.0.1:{bolt}"


@contextmanager
def peer(work: Work, uri: str) -> Iterator[Server]:
    """Run `@neo4j/graphql` on a Neo4j.

    Raises:
        MissingError: No node or npm, or the packages cannot be fetched.
    """
    folder = _installed(work.folder / "peer")
    with conversing(["node", str(folder / "peer.mjs"), uri], folder) as server:
        yield Server(_address(server.hear()["port"]) + "/graphql", server.pid)


def answer(url: str, body: bytes, token: str = "") -> bytes:
    """Ask once."""
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    with urlopen(Request(url, data=body, headers=headers), timeout=60) as response:
        content: bytes = response.read()
    return content


def _installed(folder: Path) -> Path:
    for command in ("node", "npm"):
        if shutil.which(command) is None:
            raise MissingError(f"the peer needs `{command}` (Node.js 20 or later)")
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "benchmarks/peer/peer.mjs", folder)
    packages = [f"{name}@{version}" for name, version in PEER.items()]
    stamp = folder / ".installed"
    if not stamp.exists() or stamp.read_text() != " ".join(packages):
        install = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--save-exact", "--prefix", str(folder)]
        made = subprocess.run([*install, *packages], capture_output=True, text=True, check=False)
        if made.returncode:
            raise MissingError(f"npm could not install the peer: {made.stderr.strip()[-300:]}")
        stamp.write_text(" ".join(packages))
    return folder


def _sources(folder: Path) -> Path:
    sources = folder / "sources"
    if not sources.exists():
        packed = subprocess.run(["git", "archive", RELEASE], cwd=ROOT, capture_output=True, check=False)
        if packed.returncode:
            raise MissingError(f"release 0.1.0 is taken from the history: {packed.stderr.decode().strip()[-300:]}")
        with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
            archive.extractall(folder / "unpacked", filter="data")
        (folder / "unpacked").rename(sources)
    return sources


def _address(port: int) -> str:
    return f"http://127.0.0.1:{port}"
