"""The same page in two stores, one of few things and one of many, by turns."""

from __future__ import annotations

import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeAlias

from benchmarks.measuring import Figure
from graph.store.engine import Place, Store, open_store
from graph.store.migrating import migrate

Page: TypeAlias = Callable[[Store], Awaitable[None]]
"""Reads a page and raises `BenchmarkError` where it is empty."""
TIMES = 30


@asynccontextmanager
async def fresh(folder: Path) -> AsyncIterator[Store]:
    """An embedded store with nothing in it."""
    shutil.rmtree(folder, ignore_errors=True)
    async with open_store(Place(folder, heap="1g", statement_seconds=300.0)) as store:
        await migrate(store)
        yield store


async def by_turns(page: Page, few: Store, many: Store, rounds: int) -> tuple[Figure, Figure]:
    """Milliseconds of a page among few, and among many; a round before the first does not count."""
    figures: tuple[list[float], list[float]] = ([], [])
    for round_ in range(rounds + 1):
        for store, took in zip((few, many), figures, strict=True):
            milliseconds = await _middle(page, store)
            if round_:
                took.append(milliseconds)
    return Figure(tuple(figures[0])), Figure(tuple(figures[1]))


async def _middle(page: Page, store: Store) -> float:
    took = list[float]()
    for _ in range(TIMES):
        began = time.perf_counter()
        await page(store)
        took.append((time.perf_counter() - began) * 1000)
    return sorted(took)[TIMES // 2]
