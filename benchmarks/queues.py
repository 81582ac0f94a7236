"""Work lists: a page of what waits among 100,000 cases of entries, against the same page among 1,000.

1. Both are embedded stores, with the cases in `DEPARTMENTS` departments; nine in ten of them are at rest in one, and
   wait in the other.
2. A cataloguer's page is that of one department, an officer's that of all; each is the first of twenty.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, LiteralString

from benchmarks.growing_city import BATCH, CODES, NOW, TODAY
from benchmarks.measuring import Figure, Outcome, Row
from benchmarks.places import Work
from benchmarks.processes import BenchmarkError
from benchmarks.server import new_event_loop
from benchmarks.two_sizes import Page, by_turns, fresh
from graph.cases.waiting import WRITTEN, waiting_keys
from graph.law.access import Principal
from graph.law.posts import HeldPost
from graph.law.scope import Scope
from graph.schema.nodes import ENTRY_CASE
from graph.store.engine import Store
from graph.store.view import View
from graph.subjects.entries.recording import content
from graph.subjects.waiting.desk import Sought, waiting
from graph.words.entries import (
    DataType,
    EntryDraft,
    EntryState,
    FormatCategory,
    Item,
    ItemKind,
    ModeCategory,
    OpeningType,
    SharingType,
    UpdateCycle,
)
from graph.words.entry_cases import EntryCaseState
from graph.words.organisation import PostKind
from graph.words.people import Role

FEW, MANY = 2_000, 100_000
PAGE = 20
LIMIT = 5.0
"""Of a page among the many by the same among the few."""
_WRITTEN: tuple[LiteralString, ...] = (
    "state",
    "code",
    "name",
    "providerId",
    "openedAt",
    "enteredAt",
    "dueOn",
    "policyId",
    "content",
    "base",
    "history",
)
_FILL: LiteralString = (
    f"UNWIND $rows AS row CREATE (c:EntryCase {{id: row.id}}) SET {ENTRY_CASE.assigned('c', 'row', _WRITTEN)}, "
    f"{WRITTEN}"
)
_CONTENT = content(
    EntryDraft(
        code="307001340200/000001",
        name="婚姻登记信息",
        provider=CODES[0],
        summary="市、县两级婚姻登记机关办理的登记",
        format_category=FormatCategory.DATABASE,
        format_type="mysql",
        sharing=SharingType.CONDITIONAL,
        mode_category=ModeCategory.PLATFORM,
        opening=OpeningType.REFUSED,
        cycle=UpdateCycle.DAILY,
        items=(Item(1, "姓名", DataType.CHARACTER, 50, ItemKind.BASE),),
    ),
    EntryState.DRAFT,
)
"""What each case keeps of its entry: which moves it allows is told from this."""
SOUGHT = Sought((ENTRY_CASE.label,))


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks for his work list."""

    called: str
    kind: PostKind
    reached: frozenset[str]

    @property
    def principal(self) -> Principal:
        """With his post."""
        over = self.reached if len(self.reached) > 1 else frozenset[str]()
        return Principal(Role.STAFF, self.called, posts=(HeldPost(self.kind, CODES[0], date(2020, 1, 1), None, over),))

    def view(self, store: Store) -> View:
        """What he sees."""
        return View(store, Scope(subject=self.called, entries=self.reached), TODAY)


ASKERS = (
    Asker("a cataloguer's", PostKind.CATALOGUER, frozenset(CODES[:1])),
    Asker("a platform officer's", PostKind.PLATFORM_OFFICER, frozenset(CODES)),
)


def run(work: Work) -> Iterator[Outcome]:
    """Few and many by turns, those of one who waits at rest first."""
    home = work.folder / "queues"
    try:
        for what, resting in (("nine in ten at rest", 9), ("all waiting", 0)):
            with asyncio.Runner(loop_factory=new_event_loop) as runner:
                measured = runner.run(_measured(home, resting, work.rounds))
            for asker, (few, many) in zip(ASKERS, measured, strict=True):
                yield Row(
                    f"{asker.called} work list among {MANY:,} cases, {what}", many, few, f"among {FEW:,}", "ms",
                    how="the first page, through the use case; embedded store", limit=LIMIT,
                )  # fmt: skip
    finally:
        shutil.rmtree(home, ignore_errors=True)


async def _measured(home: Path, resting: int, rounds: int) -> list[tuple[Figure, Figure]]:
    async with filled(home / "few", FEW, resting) as few, filled(home / "many", MANY, resting) as many:
        return [await by_turns(page_of(asker), few, many, rounds) for asker in ASKERS]


def page_of(asker: Asker) -> Page:
    """The first page of what waits for somebody; `BenchmarkError` where there is none."""

    async def page(store: Store) -> None:
        found = await waiting(asker.view(store), asker.principal, SOUGHT, PAGE, None, "")
        if not found.cases:
            raise BenchmarkError("nothing waits")

    return page


@asynccontextmanager
async def filled(folder: Path, count: int, resting: int) -> AsyncIterator[Store]:
    """A store of its own with so many cases, of which so many in ten are at rest."""
    async with fresh(folder) as store:
        cases = _cases(count, resting)
        while rows := list(islice(cases, BATCH)):
            await store.write(lambda unit, rows=rows: unit.run(_FILL, rows=rows))  # type: ignore[misc]
        yield store


def _cases(count: int, resting: int) -> Iterator[Mapping[str, Any]]:
    for number in range(count):
        waits = number % 10 >= resting
        since, due = _times(number)
        department = CODES[number // 10 % len(CODES)]
        state = EntryCaseState.PUBLISHED
        if waits:
            state = EntryCaseState.REGISTERED if number // 1000 % 2 else EntryCaseState.CHANGING
        yield {
            "id": f"C-{number:06d}",
            "state": state.name,
            "code": f"3{number:012d}/000001",
            "name": f"第{number}类登记",
            "providerId": department,
            "openedAt": since.isoformat(),
            "enteredAt": since.isoformat(),
            "dueOn": due.isoformat() if due and waits else None,
            "policyId": "WH",
            "content": _CONTENT,
            "base": 0,
            "history": [],
            **waiting_keys(due, since, department, waits=waits),
        }


def _times(number: int) -> tuple[datetime, date | None]:
    since = NOW - timedelta(minutes=number % 40_000)
    return since, TODAY + timedelta(days=number % 60 - 20) if number % 3 else None
