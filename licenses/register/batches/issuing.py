"""Issuing a batch (签发: WHL-9): judged, drawn and sealed by the hundred, archived and registered together.

1. A chunk is read and judged while the one before it is drawn and sealed, and that while the one before is written.
2. What its licences have in common is made once (`series`), and anew where type, seal, revocation lists or the source
   of time are others than they were.
3. All files of a chunk are durable before one transaction writes all their records, steps and lines of the journal.
   Where one of them cannot be written, the chunk is written by halves, until it is that one alone, which is left.
4. What processes that have ended have left in the archive goes before a run begins.
5. Where no trusted time can be had, or no seal, the run ends; what was written is written, and it is taken up again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from graph.errors import Malformed, Refusal
from graph.law.scope import EVERYTHING
from graph.office.actor import Actor
from graph.store import journal
from graph.store.engine import Unit
from graph.store.view import View
from graph.subjects.licensing import batching, drafting
from graph.subjects.licensing.batching import FoundRow
from graph.subjects.licensing.drafting import Beside, DraftMove
from graph.subjects.organisation import memory as organisation_memory
from graph.words.china_time import china_day
from graph.words.license_batches import BatchRun, LicenseBatch
from graph.words.license_drafts import DraftEvent
from licenses.register import issuing, series
from licenses.register.archiving import STILL_UNDER_WAY, archived_together, sweep
from licenses.register.batches.drawing import parts_of
from licenses.register.batches.running import Present, Run, Tell, in_hand_of, known_batch, unheard
from licenses.register.batches.sorting import Left, said_of, sorted_out, write_by_halves
from licenses.register.batches.stepping import states_of, waiting
from licenses.register.drafting import judged_likewise, step_of, taken
from licenses.register.making import Job, make
from licenses.register.orders import Judged
from licenses.register.records import Entries, together
from licenses.register.sealed import Sealed
from licenses.register.series import Piece, Series
from licenses.register.workshop import Workshop, made_by

CHUNK: Final = 200
"""Licences of one transaction."""
AT_ONCE: Final = 100
"""Licences that a worker process takes in hand: a font is read once for them; four times as many are on their way."""


@dataclass(frozen=True, slots=True)
class Lot:
    """Licences that one worker process makes together."""

    series: Series
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Ready:
    """A licence that may be issued."""

    row: FoundRow
    job: Job
    move: DraftMove


@dataclass(frozen=True, slots=True)
class _Sealed:
    """One whose file is archived."""

    ready: _Ready
    entries: Entries

    @property
    def row(self) -> FoundRow:
        """The licence."""
        return self.ready.row


@dataclass(slots=True)
class _Issuing:
    """A run that issues."""

    workshop: Workshop
    batch: LicenseBatch
    run: Run
    series: Series | None = None
    policies: dict[date, str | None] = field(default_factory=dict)
    """By which the issuer was bound on days on which licences were sealed that are replaced."""


async def issue(workshop: Workshop, present: Present, identity: str, tell: Tell = unheard) -> BatchRun:
    """Issue the licences of a batch that were reviewed.

    Args:
        workshop: What issuing works with.
        present: The department's issuer.
        identity: The batch.
        tell: Hears how far it is.

    Raises:
        Forbidden: `ANOTHER_POST`.
        Conflict: `CASE_MOVED`; `NO_SUCH_MOVE`; there is no seal.
        NotFound: There is no such batch, or none that the actor may see.
        TimestampUnavailable: No trusted time can be had.
    """
    acting = await present()
    batch = await known_batch(acting.view, identity)
    await sweep(workshop.store, workshop.archive, acting.actor.now - STILL_UNDER_WAY)
    event, after = DraftEvent.ISSUE, None
    total = waiting(batch, event)
    async with in_hand_of(workshop.store, batch, event, acting.actor, total, tell) as run:
        one, writing = _Issuing(workshop, batch, run), None
        try:
            while not run.stopping:
                acting = await present()
                _, rows = await batching.chunk_of(acting.view, batch, states_of(batch, event), after, CHUNK)
                if not rows:
                    break
                after = rows[-1].place
                ready, left = await _decided(one, acting.actor, rows)
                made = await _begun(one, ready)
                if writing is not None:
                    await writing
                writing = asyncio.ensure_future(_finished(one, acting.actor, ready, left, made))
        finally:
            if writing is not None:
                await writing
    return run.said


async def _decided(one: _Issuing, actor: Actor, rows: Sequence[FoundRow]) -> tuple[list[_Ready], list[Left]]:
    def judge(row: FoundRow) -> tuple[FoundRow, Judged, DraftMove]:
        decided = step_of(row.found, actor, DraftEvent.ISSUE)
        said = judged_likewise(one.workshop, row.found, actor)
        return row, said, DraftMove(row.found.draft, decided, taken(actor, decided))

    judged, left = await sorted_out(rows, judge)
    ready, sealing = list[_Ready](), None
    await _know_policies(one, actor, [said for _, said, _ in judged])
    for row, said, move in judged:
        sealing = sealing or issuing.sealing_of(one.workshop, said.issuer, said.order.issuer, actor)
        before = said.predecessor
        policy = one.policies[china_day(before.sealed_at)] if before is not None else None
        try:
            job = issuing.put_together(one.workshop, said, actor, sealing, policy, row.found.draft.serial)
        except Refusal as refusal:
            left.append((row, refusal))
        else:
            ready.append(_Ready(row, job, move))
    return ready, left


async def _know_policies(one: _Issuing, actor: Actor, judged: Sequence[Judged]) -> None:
    """Read, once for each day, by which policy the issuer was bound when licences were sealed that are replaced."""
    days = {china_day(each.predecessor.sealed_at) for each in judged if each.predecessor is not None}
    unknown = sorted(days - one.policies.keys())
    if unknown:
        view = View(one.workshop.store, EVERYTHING, actor.today)
        found = await organisation_memory.policies_over_time(view, one.batch.issuer, unknown)
        one.policies |= dict(zip(unknown, found, strict=True))


async def _begun(one: _Issuing, ready: Sequence[_Ready]) -> list[Awaitable[list[Sealed | Malformed]]]:
    """Have a chunk drawn and sealed; what it has in common is made where it is another than it was."""
    if not ready:
        return []
    workers, first = one.workshop.batch_workers, ready[0].job
    if not _like(one.series, first):
        one.series = await made_by(workers, _prepared, tuple(each.job for each in ready))
    pieces = [Piece(each.job.metadata, each.job.order.photo) for each in ready]
    if one.series is None:
        return [made_by(workers, _singly, each.job) for each in ready]
    lots = [Lot(one.series, tuple(part)) for part in parts_of(pieces, AT_ONCE)]
    return [asyncio.ensure_future(made_by(workers, _sealed, lot)) for lot in lots]


def _like(before: Series | None, job: Job) -> bool:
    """Whether what licences had in common they have still: type, seal, revocation lists, source of time, address."""
    return before is not None and (before.kind, before.sealer, before.timestamper, before.public_url) == (
        job.kind, job.sealer, job.timestamper, job.public_url,
    )  # fmt: skip


def _prepared(jobs: Sequence[Job]) -> Series | None:
    """What they have in common, by the first of them that can be made."""
    for job in jobs:
        try:
            return series.prepared(job)
        except Malformed:
            continue
    return None


def _sealed(lot: Lot) -> list[Sealed | Malformed]:
    return series.made(lot.series, lot.pieces)


def _singly(job: Job) -> list[Sealed | Malformed]:
    try:
        return [Sealed.of(make(job))]
    except Malformed as refusal:
        return [refusal]


async def _finished(
    one: _Issuing, actor: Actor, ready: Sequence[_Ready], left: list[Left],
    made: Sequence[Awaitable[list[Sealed | Malformed]]],
) -> None:  # fmt: skip
    """Archive and register a chunk."""
    workshop = one.workshop
    files = [each for part in await asyncio.gather(*made) for each in part]
    good = list[tuple[_Ready, Sealed]]()
    for each, file in zip(ready, files, strict=True):
        if isinstance(file, Malformed):
            left.append((each.row, file))
        else:
            good.append((each, file))
    entries = await archived_together(workshop.archive, workshop.personal, [(each.job, file) for each, file in good])
    waiting_files = [_Sealed(each, entered) for (each, _), entered in zip(good, entries, strict=True)]
    written = list[str]()
    try:
        await _write(one, actor, waiting_files, left, written)
    except Refusal:
        await _dropped(workshop, waiting_files, written)
        raise
    await _dropped(workshop, waiting_files, written)


async def _dropped(workshop: Workshop, files: Sequence[_Sealed], written: Sequence[str]) -> None:
    """Settle the files whose records are written, and drop the others."""
    digests = {each.entries.records[0].id: each.entries.records[0].digest for each in files}
    there = [digests[identity] for identity in written]
    await asyncio.to_thread(workshop.archive.settle, there)
    await asyncio.to_thread(workshop.archive.drop, [each for each in digests.values() if each not in there])


async def _write(
    one: _Issuing, actor: Actor, files: Sequence[_Sealed], left: Sequence[Left], written: list[str]
) -> None:
    """Write a chunk; `written` tells the records of what was written."""
    workshop, run = one.workshop, one.run

    async def write(going: Sequence[_Sealed], staying: Sequence[Left]) -> BatchRun:
        entries, actors = together(each.entries for each in going), [actor] * len(going)
        moves = [replace(each.ready.move, beside=Beside(license_id=each.entries.records[0].id)) for each in going]

        async def work(unit: Unit) -> BatchRun:
            if going:
                await drafting.move_drafts(unit, workshop.personal, moves)
                await issuing.write_entries(unit, workshop.personal, entries, actors)
                await journal.record(unit, *issuing.deeds_of(entries, actors))
            await batching.mark_refused(unit, [said_of(each) for each in staying])
            return await run.beat(unit, actor.now, len(going), len(staying))

        said = await workshop.store.write(work)
        written.extend(record.id for record in entries.records)
        return said

    await write_by_halves(run, files, left, write)
