"""One process and two, as `zhengtu serve` starts them: what a request costs, and who asks for little beside a reader.

What being two costs is told from what it costs that both processors are busy by a second floor: two services of one
process each, asked at the same time by half as many connections each.

On the embedded store, or on the Neo4j of `ZHENGTU_STORE_URI`, whose demonstration must be loaded or its store empty.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import orjson

from api.process.settings import load
from benchmarks.client import Client, Load, client
from benchmarks.costs import processor_seconds
from benchmarks.measuring import Figure, Outcome, Row, in_turn
from benchmarks.places import Work, answer, serving
from benchmarks.processes import ROOT, BenchmarkError, free_ports, python, running
from benchmarks.questions import CODE, PAGE, POINT

COST_LIMIT, BESIDE_LIMIT = 1.15, 1.5
PROCESSES = {"one": 1, "other": 1, "two": 2}
"""The services, and of how many processes each is."""
CONNECTIONS = 16
"""So many that no process waits for the next request: waking up costs more than being two."""
WARM_SECONDS = 10.0
"""Of each request before anything is measured: a process that begins reads what it counts by, and learns; a store's
machine translates what it does often, beside what it answers: for the first 10,000 points it takes more processor time
than whoever asks it."""
LEAD_SECONDS = 0.3
"""How long the reader has been at it when the other begins to ask."""
TRIES = 10
"""How often two who ask are let in anew until different processes have them."""
LEAST_SHARE = 0.1
"""Of the processor time of both: a process that has less has answered nobody."""
START_SECONDS = 120
HOW = f"{CONNECTIONS} connections; processor time of all processes of the service but the store's, by /proc"


@dataclass(frozen=True, slots=True)
class Service:
    """A service that runs."""

    url: str
    pid: int
    client: Client
    reader: Client

    def beside(self, point: bytes, page: bytes, seconds: float, processes: int) -> float:
        """Milliseconds of the small request while somebody reads pages, in different processes where there are two."""
        for _ in range(TRIES):
            before = {one: processor_seconds(one) for one in self.serving()}
            with ThreadPoolExecutor(1) as beside:
                reading = beside.submit(self.reader.load, self.url, page, seconds + 2 * LEAD_SECONDS)
                time.sleep(LEAD_SECONDS)
                found = self.client.load(self.url, point, seconds)
                reading.result()
            taken = [processor_seconds(one) - then for one, then in before.items()]
            if processes == 1 or min(taken) >= LEAST_SHARE * sum(taken):
                return found.median_ms
        raise BenchmarkError("one process has answered everybody")

    def serving(self) -> list[int]:
        """The processes that answer: those that were started for it, or else the one."""
        return [one for one in _tree(self.pid) if "api.service.sibling" in _words(one)] or [self.pid]

    def processor_seconds(self) -> float:
        """What all its processes but the store have taken."""
        return sum(processor_seconds(one) for one in _tree(self.pid) if "arcadedb" not in _words(one))


def run(work: Work) -> Iterator[Outcome]:
    """Two against one, each on a store of its own with the same catalogue."""
    uri = load().store_uri
    store = "Neo4j" if uri else "embedded store"
    with serving(work, uri):
        pass  # its catalogue is loaded
    point = orjson.dumps({"query": POINT, "variables": {"code": CODE}})
    page = orjson.dumps({"query": PAGE, "variables": {}})
    loaded = work.folder / ("on-neo4j" if uri else "embedded")
    with ExitStack() as served:
        one, other, two = (served.enter_context(_served(loaded, uri, name)) for name in PROCESSES)
        if answer(one.url, point) != answer(two.url, point):
            raise BenchmarkError("the answers differ")
        for service in (one, other, two):
            for body in (point, page):
                service.client.load(service.url, body, WARM_SECONDS, CONNECTIONS)
        for what, body in ((f"point, {store}", point), (f"page of 100, {store}", page)):
            sides = ((one,), (one, other), (two,))
            alone, apart, together = in_turn(work.rounds, *(partial(_cost, each, body, work.seconds) for each in sides))
            for floor, named in ((alone, "one process"), (apart, "two services of one")):
                yield Row(
                    f"{what}, two processes", _figure(together), _figure(floor), named, "CPU ms", how=HOW,
                    limit=COST_LIMIT,
                )  # fmt: skip
        for service, count, named, limit in ((two, 2, "two processes", BESIDE_LIMIT), (one, 1, "one process", None)):
            ways: tuple[Callable[[], float], ...] = (
                partial(service.beside, point, page, work.seconds, count),
                lambda service=service: service.client.load(service.url, point, work.seconds).median_ms,  # type: ignore[misc]
            )
            beside, undisturbed = in_turn(work.rounds, *ways)
            yield Row(
                f"point beside a page reader, {named}, {store}", _figure(beside), _figure(undisturbed), "alone",
                "ms, p50", how="one connection each; with two processes, in different ones", limit=limit,
            )  # fmt: skip


def _cost(services: Sequence[Service], body: bytes, seconds: float) -> float:
    """Milliseconds of processor time for one request, of services that are asked at the same time."""
    before = sum(each.processor_seconds() for each in services)
    share = CONNECTIONS // len(services)
    with ThreadPoolExecutor(len(services)) as asking:
        loads: list[Load] = list(asking.map(lambda each: each.client.load(each.url, body, seconds, share), services))
    taken = sum(each.processor_seconds() for each in services) - before
    return taken * 1000 / sum(each.answered for each in loads)


@contextmanager
def _served(loaded: Path, uri: str, name: str) -> Iterator[Service]:
    """Serve a copy of a HOME by as many processes as its name says."""
    home, count = loaded.with_name(f"{loaded.name}-{name}"), PROCESSES[name]
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(loaded, home)
    (port,) = free_ports(1)
    given = {"HOME": str(home), "PORT": str(port), "WORKERS": str(count), "STORE_URI": uri, "STORE_USER": ""}
    variables = {f"ZHENGTU_{name}": value for name, value in given.items()}
    with (
        (home / "said").open("w") as said,
        running(python("api.command.zhengtu", "serve"), ROOT, variables, stdout=said, stderr=said) as process,
        client() as asking,
        client() as reading,
    ):
        address, deadline = f"http://127.0.0.1:{port}", time.monotonic() + START_SECONDS
        while "serving on" not in (home / "said").read_text() and "已启动" not in (home / "said").read_text():
            if process.poll() is not None or time.monotonic() > deadline:
                raise BenchmarkError(f"it was not served: see {home / 'said'}")
            time.sleep(0.1)
        try:
            urlopen(f"{address}/readyz", timeout=60).close()
        except URLError as error:
            raise BenchmarkError(f"{address}: {error}") from error
        yield Service(f"{address}/graphql", process.pid, asking, reading)


def _figure(seen: list[float]) -> Figure:
    return Figure(tuple(seen))


def _tree(pid: int) -> list[int]:
    """A process and all that it has started."""
    above = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            above[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found = [pid]
    for one in found:
        found += [child for child, parent in above.items() if parent == one]
    return found


def _words(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""
