"""What departments owe: 100,000 duties evaluated, opened by one law, and listed, each beside a floor in the same run.

1. Evaluating says of 100 departments with 1,000 duties each what is owed, overdue, met and late, and what is broken;
   the floor is going through the same values and comparing each due date with the day.
2. One law on which 10,000 entries rest is amended in an embedded store; the floor is writing as many nodes that say no
   more than their id.
3. A page of the most urgent among 100,000 in that store, of one department and of all, by the same among 1,000.
"""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from benchmarks.growing_city import BATCH, CODES, NOW, TODAY
from benchmarks.measuring import Figure, Outcome, Row
from benchmarks.places import Work
from benchmarks.processes import BenchmarkError
from benchmarks.server import new_event_loop
from benchmarks.two_sizes import Page, by_turns, fresh
from graph.law.scope import Scope
from graph.store.engine import Store, Unit
from graph.store.pages import Asked, Wanted
from graph.store.view import View
from graph.subjects.duties.memory import DUTIES, open_duties
from graph.subjects.duties.opening import Changed, open_for_basis
from graph.subjects.duties.rules import tally
from graph.words.duties import Alike, BasisEvent, DutyEvent, DutyKind, DutyState, OwedDuty

EACH = 1_000
FEW, MANY = 1_000, 100_000
RESTING = 10_000
SECOND = 1_000.0
"""Milliseconds that the evaluation may take."""
LIMIT = 5.0
"""Of a page among the many by the same among the few."""


def run(work: Work) -> Iterator[Outcome]:
    """Evaluate in memory, then open and list in a store."""
    ours, floor = zip(*(_evaluated() for _ in range(work.rounds + 1)), strict=True)
    took = Figure(ours[1:])
    yield Row(
        f"{MANY:,} duties of {len(CODES)} departments evaluated", took, Figure(floor[1:]), "comparing the due dates",
        "ms", how="states, items that are broken, counts by department; values in, values out",
    )  # fmt: skip
    yield Row(
        f"{MANY:,} duties of {len(CODES)} departments evaluated, by a second", took,
        Figure((SECOND,) * work.rounds), "a second", "ms", how="the same", limit=1.0,
    )  # fmt: skip
    home = work.folder / "duties"
    try:
        with asyncio.Runner(loop_factory=new_event_loop) as runner:
            yield from runner.run(_kept(home, work.rounds))
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _duties() -> list[Alike]:
    states = (DutyState.UPDATE_OWED, DutyState.MET, DutyState.LATE, DutyState.REVIEW_OWED, DutyState.EXCUSED)
    policies = ("WH", "CZ", "JZ", "JI", "CS")
    return [
        Alike(
            code, DutyKind.CATALOGUE_UPDATE, states[number % 5], policies[at % 5],
            TODAY + timedelta(days=number % 40 - 20), TODAY - timedelta(days=30 + number % 50),
        )
        for at, code in enumerate(CODES)
        for number in range(EACH)
    ]  # fmt: skip


def _evaluated() -> tuple[float, float]:
    duties = _duties()
    began = time.perf_counter()
    found = list(tally(duties, TODAY))
    ours = time.perf_counter() - began
    began = time.perf_counter()
    late = sum(each.due_on is not None and each.due_on < TODAY for each in duties)
    floor = time.perf_counter() - began
    if len(found) != len(CODES) or not late:
        raise BenchmarkError("nothing is owed")
    return ours * 1000, floor * 1000


async def _kept(home: Path, rounds: int) -> list[Row]:
    async with fresh(home / "few") as few, fresh(home / "many") as many:
        amended, floor = await _amended(many, rounds)
        for store, count in ((few, FEW), (many, MANY - RESTING)):
            await _fill(store, count)
        rows = [
            Row(
                f"{RESTING:,} entries owe by one law that is amended", amended, floor, "as many bare nodes", "ms",
                how="read, decided, written and told in one transaction; embedded store",
            )
        ]  # fmt: skip
        for called, reached in (("a department's", CODES[:1]), ("everybody's", CODES)):
            short, long = await by_turns(_page(frozenset(reached)), few, many, rounds)
            rows.append(
                Row(
                    f"{called} page of the most urgent of {MANY:,} duties", long, short, f"of {FEW:,}", "ms",
                    how="the first twenty; embedded store", limit=LIMIT,
                )
            )  # fmt: skip
    return rows


async def _amended(store: Store, rounds: int) -> tuple[Figure, Figure]:
    """Amend a law on which entries of all departments rest, each time on another day."""
    rows = [{"id": f"R-{number:06d}", "provider": CODES[number % len(CODES)]} for number in range(RESTING)]
    await store.write(
        lambda unit: unit.run(
            "MERGE (b:LegalBasis {id: 'LAW'}) MERGE (p:Policy {id: 'WH'}) WITH b, p UNWIND $codes AS k "
            "MERGE (d:Department {id: k}) MERGE (p)-[e:BINDS]->(d) SET e.validFrom = date('2020-01-01')",
            codes=list(CODES),
        )
    )
    await store.write(
        lambda unit: unit.run(
            "MATCH (b:LegalBasis {id: 'LAW'}) UNWIND $rows AS row CREATE (r:Resource {id: row.id, state: 'PUBLISHED', "
            "sharing: 'CONDITIONAL', providerId: row.provider}) CREATE (r)-[:RESTS_ON]->(b)",
            rows=rows,
        )
    )
    ours, floor = list[float](), list[float]()
    for round_ in range(rounds):
        changed = Changed("LAW", BasisEvent.AMENDED, TODAY - timedelta(days=round_), NOW)
        began = time.perf_counter()
        if await store.write(lambda unit, changed=changed: open_for_basis(unit, changed)) != RESTING:  # type: ignore[misc]
            raise BenchmarkError("not everybody owes")
        ours.append((time.perf_counter() - began) * 1000)
        bare = [f"N-{round_}-{number}" for number in range(RESTING)]
        began = time.perf_counter()
        await store.write(
            lambda unit, bare=bare: unit.run(  # type: ignore[misc]
                "UNWIND $rows AS k MERGE (n:BasisChange {id: k}) RETURN count(n)", rows=bare
            )
        )
        floor.append((time.perf_counter() - began) * 1000)
    return Figure(tuple(ours)), Figure(tuple(floor))


async def _fill(store: Store, count: int) -> None:
    duties = (
        OwedDuty(
            id=f"D-{number:06d}", kind=DutyKind.CATALOGUE_UPDATE,
            state=DutyState.UPDATE_OWED if number % 3 else DutyState.MET, department=CODES[number % len(CODES)],
            policy="WH", trigger=DutyEvent.LAW_AMENDED, event_on=TODAY, opened_at=NOW, code=f"R-{number:06d}",
            due_on=date(2026, 1, 1) + timedelta(days=number % 400), provisional=False, rules=("WH-6",),
        )
        for number in range(count)
    )  # fmt: skip
    while part := list(islice(duties, BATCH)):

        async def write(unit: Unit, part: list[OwedDuty] = part) -> None:
            await open_duties(unit, part)

        await store.write(write)


def _page(reached: frozenset[str]) -> Page:
    async def page(store: Store) -> None:
        found = await DUTIES.page(
            View(store, Scope(subject="clerk", entries=reached), TODAY), Asked(), Wanted("DUE", 20)
        )
        if not found.rows:
            raise BenchmarkError("nothing is owed")

    return page
