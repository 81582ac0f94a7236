"""Our application and the floor, each on a port of its own, in one process over one store.

The application is the one that `zhengtu serve` serves, put together by the same functions; the floor stands behind the
same server with the same settings. Prints both ports and a holder of licences as a line of JSON, and serves until its
standard input ends. Of files that the register knows it remembers nothing itself, where it is to be forgetful; where it
is to read only, each is answered as soon as what is kept of it was read and opened, with the verdict of the first time.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Collection
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import neo4j
import uvicorn

from api.process.clock import now
from api.process.lasting import settle
from api.process.logging import configure
from api.process.settings import Settings, load
from api.service.app import build_app, server
from api.service.opening import Service, open_service
from benchmarks.floor import floor
from benchmarks.holding import holder_of_licenses, token_of_platform
from benchmarks.places import FORGETFUL, READING
from benchmarks.processes import free_ports
from graph.store.arcade import DATABASE
from graph.subjects.installation.memory import installation
from licenses.proof import verification
from licenses.proof.confinement import examiners
from licenses.proof.kept.grounds import believing
from licenses.proof.known_files import Examination, KnownFiles
from licenses.proof.trusted import TrustBundle
from licenses.proof.verdict import Verdict
from licenses.register.answering import GraphRegister
from seed.licenses import load_licenses
from seed.loader import load_catalogue

try:
    from uvloop import new_event_loop
except ImportError:  # no wheel for this system
    new_event_loop = asyncio.new_event_loop  # type: ignore[assignment]

__all__ = ["new_event_loop"]


def settings_for(home: Path, uri: str = "", port: int = 0) -> Settings:
    """The settings of a benchmark: its own HOME and, with an address, a Neo4j without a password."""
    return load(home=home, store_uri=uri, store_user="", port=port, host="127.0.0.1")


async def serve(home: Path, uri: str, licenses: int = 0, how: Collection[str] = ()) -> None:
    """Load the catalogue, and so many licences with their files, unless they are there, and serve."""
    if READING in how:
        verification.verify = _Reading(verification.verify).verify  # type: ignore[assignment]
    if FORGETFUL in how:
        examiners._FILES = _Forgetful()  # noqa: SLF001 - so that every file is one that this process has not met
    app_port, floor_port = free_ports(2)
    settings = settings_for(home, uri, app_port)
    configure(settings.logs, settings.log_level.value, terminal=False)
    async with open_service(settings, now, demonstration=True) as service:
        await load_catalogue(service.store, service.backend.personal, now())
        if licenses:
            day = (await installation(service.store)).day(now())
            await load_licenses(service.backend.workshop, settings.samples, day, _quietly, licenses)
        holder = await holder_of_licenses(service)
        platform = token_of_platform(service)
        driver, database = _driver(service, uri)
        async with driver:
            if service.backend.examiners is not None:
                service.backend.examiners.start()
            ours = server(build_app(service.parts()), settings)
            bare = server(floor(driver, database), settings.model_copy(update={"port": floor_port}))
            settle()
            async with asyncio.TaskGroup() as tasks:
                for each in (ours, bare):
                    tasks.create_task(each.serve())
                told = {"app": app_port, "floor": floor_port, "holder": asdict(holder), "platform": platform}
                tasks.create_task(_until_told(told, ours, bare))


@dataclass
class _Reading:
    """Verifies nothing but for the first time: what a verdict kept in the store would have to wait for at least."""

    judge: Callable[..., Awaitable[Verdict]]
    made: dict[str, Verdict] = field(default_factory=dict)

    async def verify(
        self, data: bytes, trust: TrustBundle, at: datetime, register: GraphRegister, **asked: Any
    ) -> Verdict:
        """Read and open what is kept of a file, and say what was said before."""
        digest = sha256(data).hexdigest()
        if await register.at_once(digest, believing(trust.ders, trust.crls)) is None or digest not in self.made:
            self.made[digest] = await self.judge(data, trust, at, register, **asked)
        return replace(self.made[digest], at=at)


class _Forgetful(KnownFiles):
    """Keeps nothing: every file is met for the first time."""

    def keep(self, found: Examination, anchors: tuple[bytes, ...], lists: tuple[bytes, ...]) -> None:
        """Forget it."""


def _quietly(done: int, total: int, what: str) -> None:
    """Progress that nobody watches."""


def _driver(service: Service, uri: str) -> tuple[neo4j.AsyncDriver, str | None]:
    embedded = service.store.server
    if embedded is None:
        return neo4j.AsyncGraphDatabase.driver(uri, notifications_min_severity="OFF"), service.store.database
    address = f"bolt://127.0.0.1:{embedded.bolt_port}"
    credentials = ("root", embedded.password)
    return neo4j.AsyncGraphDatabase.driver(address, auth=credentials, notifications_min_severity="OFF"), DATABASE


async def _until_told(told: dict[str, Any], *servers: uvicorn.Server) -> None:
    while not all(each.started for each in servers):  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.02)
    print(json.dumps(told), flush=True)
    await asyncio.to_thread(sys.stdin.read)
    for each in servers:
        each.should_exit = True


def main() -> None:
    """`python -m benchmarks.server HOME [URI [LICENCES [forgetful | reading]]]`."""
    home, uri = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else ""
    licenses = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        runner.run(serve(home, uri, licenses, sys.argv[4:]))


if __name__ == "__main__":
    main()
