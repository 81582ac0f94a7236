"""Loading the demonstration into an empty store: the catalogue, then sealed licences."""

from __future__ import annotations

import asyncio
import multiprocessing
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime

from api.process.clock import now
from api.process.workers import SEALERS
from api.service.opening import open_service
from benchmarks.measuring import Figure, Row
from benchmarks.places import Work
from benchmarks.server import new_event_loop, settings_for
from benchmarks.specimen import Specimen, specimen
from graph.words.china_time import china_day
from seed.catalogue import read_catalogue
from seed.licenses import load_licenses
from seed.loader import load_catalogue

WARM = 16
"""Licences drawn before the floor is measured."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """How long it took, in seconds."""

    reading: float
    catalogue: float
    licenses: float
    count: int


def run(work: Work) -> Iterator[Row]:
    """One load; the floors are what no load can do without."""
    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        took = runner.run(_load(work))
    floor = _floor(specimen(work.folder / "authority", datetime.now(UTC)), took.count)
    yield Row(
        "loading the catalogue",
        _once(took.catalogue),
        _once(took.reading),
        "reading the tables",
        "s",
        how="into an empty embedded store, through the use cases; the floor reads and checks the tables only",
    )
    how = (
        f"{took.count} licences by {SEALERS} processes, with their start, seals, portraits, archive and register; "
        "the floor draws and seals one licence as often, by as many processes that are warm"
    )
    yield Row("loading licences", _once(took.licenses), _once(floor), "draw and seal alone", "s", how=how)
    each, least = took.licenses * 1000 / took.count, floor * 1000 / took.count
    yield Row("loading licences, each", _once(each), _once(least), "draw and seal alone", "ms", how=how)


def _floor(one: Specimen, count: int) -> float:
    """Seconds in which warm processes draw and seal so many."""
    with ProcessPoolExecutor(SEALERS, mp_context=multiprocessing.get_context("spawn")) as workers:
        list(workers.map(_make, [one] * WARM))
        began = time.perf_counter()
        list(workers.map(_make, [one] * count))
        return time.perf_counter() - began


def _make(one: Specimen) -> int:
    return len(one.seal(one.draw()))


async def _load(work: Work) -> Loaded:
    home = work.folder / "load"
    shutil.rmtree(home, ignore_errors=True)
    try:
        async with open_service(settings_for(home), now, demonstration=True) as service:
            began = time.perf_counter()
            read_catalogue()
            read = time.perf_counter()
            await load_catalogue(service.store, service.backend.personal, now())
            loaded = time.perf_counter()
            workshop, today = service.backend.workshop, china_day(now())
            count = await load_licenses(workshop, service.settings.samples, today, _quietly, work.licenses)
            return Loaded(read - began, loaded - read, time.perf_counter() - loaded, count)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _quietly(done: int, total: int, what: str) -> None:
    """Progress that nobody watches."""


def _once(value: float) -> Figure:
    return Figure((value,))
