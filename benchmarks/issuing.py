"""A batch of licences from its rows to the register, on the embedded store: every step by the person whose it is.

1. The catalogue of the demonstration, an authority of its own, P-256 keys, level LT, a timestamp for each licence; two
   worker processes, as a service has.
2. The peer draws with typst and seals with pyHanko as documented, in two processes as well: nothing is judged,
   archived or registered there.
"""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from api.process.clock import now
from api.process.workers import Workers
from api.service.storage import open_storage
from benchmarks.batches import PUBLIC_URL, order_of, plainly
from benchmarks.measuring import Figure, Row
from benchmarks.places import Work
from benchmarks.processes import BenchmarkError
from benchmarks.server import new_event_loop, settings_for
from benchmarks.specimen import ISSUER_CODE, TYPE
from graph.subjects.licensing import batching as memory
from graph.words.license_batches import BatchRun
from graph.words.license_drafts import DraftState
from graph.words.organisation import PostKind
from licenses.register.archive import FolderArchive
from licenses.register.batches import issuing, receiving, stepping
from licenses.register.batches.receiving import Brought
from licenses.register.batches.running import Acting, Present
from licenses.register.batches.sheet import OrderedRow
from licenses.register.drafting import Handling
from licenses.register.workshop import Workshop
from licenses.seal.authority import DemonstrationAuthority
from seed.cast import acting
from seed.loader import load_catalogue

COUNT, PLAIN = 10_000, 200
PROCESSES = 2
WANTED = 278.0
"""Licences a second: a million an hour."""
HOW = (
    f"{COUNT:,} business licences of as many firms, judged, drawn, sealed with P-256 at level LT, timestamped,"
    f" archived and registered on the embedded store; typst and pyHanko in {PROCESSES} processes draw and seal alone"
)


@dataclass(frozen=True, slots=True)
class Rates:
    """Licences a second of each step."""

    received: float
    made: float
    reviewed: float
    issued: float

    @property
    def all(self) -> float:
        """Of the four steps one after another."""
        return 1 / sum(1 / each for each in (self.received, self.made, self.reviewed, self.issued))


def run(work: Work) -> Iterator[Row]:
    """All steps; and drawing and sealing by the peer."""
    home = work.folder / "issuing"
    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        rates = runner.run(_measured(home, COUNT))
    shutil.rmtree(home, ignore_errors=True)
    plain = _plain(work.folder / "authority")
    for what, rate in (("issued", rates.issued), ("received, made, reviewed and issued", rates.all)):
        yield Row(f"licences of a batch, {what}", Figure((rate,)), Figure((plain,)), "typst + pyHanko", "licences/s",
                  more_is_better=True, how=HOW)  # fmt: skip
        yield Row(f"licences of a batch, {what}", Figure((rate,)), Figure((WANTED,)), "a million an hour", "licences/s",
                  more_is_better=True, how=HOW, limit=1.0 if what == "issued" else None)  # fmt: skip
    for what, rate in (("received", rates.received), ("made", rates.made), ("reviewed", rates.reviewed)):
        yield Row(f"licences of a batch: {what}", Figure((rate,)), Figure((rates.issued,)), "issued", "licences/s",
                  more_is_better=True, how=HOW)  # fmt: skip


async def _measured(home: Path, many: int) -> Rates:
    shutil.rmtree(home, ignore_errors=True)
    async with open_storage(settings_for(home, "")) as storage:
        await load_catalogue(storage.store, storage.personal, now())
        authority = DemonstrationAuthority.open(home / "authority", now())
        with Workers(PROCESSES) as workers:
            archive = FolderArchive(home / "archive")
            workshop = Workshop(
                storage.store, storage.personal, archive, authority, workers, PUBLIC_URL, demonstration=True
            )
            return await _steps(workshop, many)


async def _steps(workshop: Workshop, many: int) -> Rates:
    def in_post(kind: PostKind) -> Present:
        async def present() -> Acting:
            return Acting(*await acting(workshop.store, kind, now()))

        return present

    rows = [OrderedRow(number + 1, order_of(number, now().date())) for number in range(1, many + 1)]
    began = time.perf_counter()
    taken = await receiving.receive(
        workshop, in_post(PostKind.LICENSE_OFFICER), Brought(TYPE, ISSUER_CODE, rows, "benchmark")
    )
    _see(taken.run, many, began, "received")
    received, began = time.perf_counter() - began, time.perf_counter()
    _see(await stepping.make(workshop, in_post(PostKind.PLATFORM_OFFICER), taken.batch), many, began, "made")
    made, began = time.perf_counter() - began, time.perf_counter()
    reviewer = in_post(PostKind.LICENSE_REVIEWER)
    _see(await stepping.handle(workshop, reviewer, taken.batch, Handling.REVIEW), many, began, "reviewed")
    reviewed, began = time.perf_counter() - began, time.perf_counter()
    _see(await issuing.issue(workshop, in_post(PostKind.ISSUER), taken.batch), many, began, "issued")
    issued = time.perf_counter() - began
    view, _ = await acting(workshop.store, PostKind.ISSUER, now())
    batch = await memory.batch_of(view, taken.batch)
    if batch is None or batch.states != {DraftState.ISSUED: many}:
        raise BenchmarkError("not all of the batch was issued")
    return Rates(*(many / seconds for seconds in (received, made, reviewed, issued)))


def _see(run: BatchRun, many: int, began: float, what: str) -> None:
    if (run.done, run.refused) != (many, 0):
        raise BenchmarkError(f"{run.done} of {many} were {what}, {run.refused} were not")
    print(f"  {what}: {many / (time.perf_counter() - began):.0f} licences/s", flush=True)


def _plain(folder: Path) -> float:
    """Licences a second that typst and pyHanko draw and seal."""
    with ProcessPoolExecutor(PROCESSES) as pool:
        at = datetime.now(UTC)
        list(pool.map(plainly, [folder] * PROCESSES, [at] * PROCESSES, range(PROCESSES), [2] * PROCESSES))
        began = time.perf_counter()
        share = PLAIN // PROCESSES
        numbers = count(PROCESSES)
        list(pool.map(plainly, [folder] * PROCESSES, [at] * PROCESSES, numbers, [share] * PROCESSES))
        return PLAIN / (time.perf_counter() - began)
