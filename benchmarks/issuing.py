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
from collections.abc import Awaitable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from api.process.clock import now
from api.process.workers import Workers
from api.service.storage import open_storage
from benchmarks.batches import PUBLIC_URL, order_of, plainly
from benchmarks.budgets import Budget, spent
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
BUDGET = 1000 * PROCESSES / WANTED
"""Milliseconds of processor time that a licence may take for that."""
HOW = (
    f"{COUNT:,} business licences of as many firms, judged, drawn, sealed with P-256 at level LT, timestamped,"
    f" archived and registered on the embedded store; typst and pyHanko in {PROCESSES} processes draw and seal alone"
)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of all of them."""

    rate: float
    """Licences a second."""
    budget: Budget
    """Of one licence."""


@dataclass(frozen=True, slots=True)
class Steps:
    """The four steps of a batch."""

    received: Step
    made: Step
    reviewed: Step
    issued: Step

    @property
    def named(self) -> dict[str, Step]:
        """They, by what was done."""
        return {"received": self.received, "made": self.made, "reviewed": self.reviewed, "issued": self.issued}

    @property
    def rate(self) -> float:
        """Licences a second of the four steps one after another."""
        return 1 / sum(1 / each.rate for each in self.named.values())


def run(work: Work) -> Iterator[Row]:
    """All steps; and drawing and sealing by the peer."""
    home = work.folder / "issuing"
    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        steps = runner.run(_measured(home, COUNT))
    shutil.rmtree(home, ignore_errors=True)
    plain = _plain(work.folder / "authority")
    issued = steps.issued
    for what, rate in (("issued", issued.rate), ("received, made, reviewed and issued", steps.rate)):
        yield Row(f"licences of a batch, {what}", Figure((rate,)), Figure((plain,)), "typst + pyHanko", "licences/s",
                  more_is_better=True, how=HOW)  # fmt: skip
        yield Row(f"licences of a batch, {what}", Figure((rate,)), Figure((WANTED,)), "a million an hour", "licences/s",
                  more_is_better=True, how=HOW, limit=1.0 if what == "issued" else None)  # fmt: skip
    for what, step in steps.named.items():
        if step is not issued:
            yield Row(f"licences of a batch: {what}", Figure((step.rate,)), Figure((issued.rate,)), "issued",
                      "licences/s", more_is_better=True, how=HOW)  # fmt: skip
    for what, step in steps.named.items():
        parts = {"": step.budget.all, ", workers": step.budget.workers, ", store": step.budget.store,
                 ", main process": step.budget.main}  # fmt: skip
        for part, took in parts.items():
            yield Row(f"budget of one, {what}{part}", Figure((took,)), Figure((BUDGET,)), "a million an hour",
                      "CPU ms", how=HOW)  # fmt: skip


async def _measured(home: Path, many: int) -> Steps:
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


async def _steps(workshop: Workshop, many: int) -> Steps:
    def in_post(kind: PostKind) -> Present:
        async def present() -> Acting:
            return Acting(*await acting(workshop.store, kind, now()))

        return present

    rows = [OrderedRow(number + 1, order_of(number, now().date())) for number in range(1, many + 1)]
    brought = Brought(TYPE, ISSUER_CODE, rows, "benchmark")
    batch = ""

    async def receive() -> BatchRun:
        nonlocal batch
        taken = await receiving.receive(workshop, in_post(PostKind.LICENSE_OFFICER), brought)
        batch = taken.batch
        return taken.run

    steps = Steps(
        received=await _seen("received", many, receive()),
        made=await _seen("made", many, stepping.make(workshop, in_post(PostKind.PLATFORM_OFFICER), batch)),
        reviewed=await _seen(
            "reviewed",
            many,
            stepping.handle(workshop, in_post(PostKind.LICENSE_REVIEWER), batch, Handling.REVIEW),
        ),
        issued=await _seen("issued", many, issuing.issue(workshop, in_post(PostKind.ISSUER), batch)),
    )
    view, _ = await acting(workshop.store, PostKind.ISSUER, now())
    found = await memory.batch_of(view, batch)
    if found is None or found.states != {DraftState.ISSUED: many}:
        raise BenchmarkError("not all of the batch was issued")
    return steps


async def _seen(what: str, many: int, step: Awaitable[BatchRun]) -> Step:
    before, began = spent(), time.perf_counter()
    run = await step
    found = Step(many / (time.perf_counter() - began), spent().since(before, many))
    if (run.done, run.refused) != (many, 0):
        raise BenchmarkError(f"{run.done} of {many} were {what}, {run.refused} were not")
    print(f"  {what}: {found.rate:.0f} licences/s; {found.budget.told}", flush=True)
    return found


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
