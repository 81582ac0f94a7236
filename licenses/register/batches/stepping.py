"""Steps of a batch before it is issued: made by the centre, reviewed, sent back or cancelled by the department (WHL-9).

Each licence takes the step by itself, as one that came alone does; what cannot is left where it stands, with the
reason, and the others go on. Where none of a chunk could for want of the post, or of an officer who is filed, the run
ends: it would be the same with all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from graph.cases.machine import Move
from graph.cases.notices import tell as tell_of
from graph.errors import Conflict, Malformed, Refusal, Text
from graph.law.policies import table_on
from graph.law.workflow import Told, steps_from
from graph.law.workflows import LICENSE_DRAFT, OFFICER_FILED
from graph.office.actor import Actor
from graph.refusal_codes import Code
from graph.store import journal
from graph.store.engine import Unit
from graph.subjects.licensing import batching, draft_rows, drafting, telling
from graph.subjects.licensing.batching import FoundRow
from graph.subjects.licensing.drafting import Beside, DraftMove
from graph.subjects.people.memory import places_over
from graph.words.china_time import china_day
from graph.words.license_batches import BatchRun, LicenseBatch
from graph.words.license_drafts import DraftEvent, DraftState
from graph.words.notices import Notice
from graph.words.organisation import PostKind
from licenses.register import proofs
from licenses.register.batches.drawing import refusals_of
from licenses.register.batches.running import Present, Run, Tell, in_hand_of, known_batch, unheard
from licenses.register.batches.sorting import Left, said_of, sorted_out, write_by_halves
from licenses.register.drafting import (
    Handling,
    judged_likewise,
    notices_of,
    step_of,
    taken,
)
from licenses.register.faults import refuse_long, unsaid
from licenses.register.judging import judged
from licenses.register.making import Proof
from licenses.register.proofs import refuse_replaced, unseen
from licenses.register.workshop import Workshop

CHUNK: Final = 250
"""Licences of one transaction."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A licence that takes the step."""

    row: FoundRow
    move: DraftMove
    unseen: Proof | None = None
    """A page that was not drawn like this before."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is done to all licences of a batch that it can be done to."""

    event: DraftEvent
    reason: str = ""


async def make(workshop: Workshop, present: Present, identity: str, tell: Tell = unheard) -> BatchRun:
    """Make the licences of a batch: the centre's step.

    Args:
        workshop: What issuing works with.
        present: The centre's officer.
        identity: The batch.
        tell: Hears how far it is.

    Raises:
        Forbidden: `ANOTHER_POST`.
        Conflict: `CONDITION_MISSING`, where no e-licence officer is filed; `CASE_MOVED`; `NO_SUCH_MOVE`.
        NotFound: There is no such batch, or none that the actor may see.
    """
    return await _taken(workshop, present, identity, Wanted(DraftEvent.MAKE), tell)


async def handle(
    workshop: Workshop, present: Present, identity: str, wanted: Handling, reason: str = "", tell: Tell = unheard
) -> BatchRun:
    """Review the licences of a batch, send them back, or take them back for good.

    Raises:
        Forbidden: `ANOTHER_POST`.
        Conflict: `CASE_MOVED`; `NO_SUCH_MOVE`.
        NotFound: There is no such batch, or none that the actor may see.
        Malformed: `WORDS_REQUIRED`.
        LimitExceeded: `WORDS_TOO_LONG`.
    """
    if wanted is not Handling.REVIEW and not reason.strip():
        raise unsaid()
    refuse_long(reason, "reason")
    return await _taken(workshop, present, identity, Wanted(DraftEvent[wanted.name], reason), tell)


async def _taken(workshop: Workshop, present: Present, identity: str, wanted: Wanted, tell: Tell) -> BatchRun:
    acting = await present()
    batch = await known_batch(acting.view, identity)
    after = None
    total = waiting(batch, wanted.event)
    async with in_hand_of(workshop.store, batch, wanted.event, acting.actor, total, tell) as run:
        while not run.stopping:
            acting = await present()
            found, rows = await batching.chunk_of(acting.view, batch, states_of(batch, wanted.event), after, CHUNK)
            if not rows:
                break
            ready, left = await sorted_out(rows, partial(_judged, workshop, acting.actor, wanted))
            drawn = await refusals_of(workshop, [each.unseen for each in ready if each.unseen is not None])
            ready, left = _without(ready, left, drawn)
            told = await _told(workshop, acting.actor, ready, found.answering) if not run.said.done else ()
            await _write(workshop, run, acting.actor, ready, left, told)
            after = rows[-1].place
    return run.said


def states_of(batch: LicenseBatch, event: DraftEvent) -> tuple[DraftState, ...]:
    """From which states the batch's licences take a step."""
    table = table_on(batch.policy, LICENSE_DRAFT, china_day(batch.received_at))
    return tuple(state for state in DraftState if any(steps_from(table, state, event)))


def waiting(batch: LicenseBatch, event: DraftEvent) -> int:
    """How many licences wait for a step.

    Raises:
        Conflict: `NO_SUCH_MOVE`; none does.
    """
    states = states_of(batch, event)
    total = sum(many for state, many in (batch.states or {}).items() if state in states)
    if not total:
        stand = "，".join(f"{state.zh}{many}" for state, many in (batch.states or {}).items())
        stand_en = ", ".join(f"{many} {state.name.lower()}" for state, many in (batch.states or {}).items())
        raise Conflict(
            Text(f"该批次没有可“{event.zh}”的证照：{stand}", f"nothing of this batch waits for this step: {stand_en}"),
            code=Code.NO_SUCH_MOVE,
            path=("batch",),
            value=event.name,
        )
    return total


def _judged(workshop: Workshop, actor: Actor, wanted: Wanted, row: FoundRow) -> Ready:
    found = row.found
    facts = {OFFICER_FILED.fact: found.officer_filed} if wanted.event is DraftEvent.MAKE else {}
    decided = step_of(found, actor, wanted.event, facts)
    match wanted.event:
        case DraftEvent.MAKE:
            return _made(workshop, actor, row, decided)
        case DraftEvent.REVIEW:
            judged_likewise(workshop, found, actor)
            return Ready(row, DraftMove(found.draft, decided, taken(actor, decided)))
        case _:
            reason = draft_rows.hidden_reason(found.key(workshop.personal), wanted.reason)
            return Ready(row, DraftMove(found.draft, decided, taken(actor, decided), Beside(reason=reason)))


def _made(workshop: Workshop, actor: Actor, row: FoundRow, decided: Move) -> Ready:
    found = row.found
    try:
        order = found.order(workshop.personal)
        said = judged(workshop, order, found.setting, actor)
        refuse_replaced(said)
        proof, likeness = proofs.page_to_make(workshop, order, said, actor, found.draft.serial)
    except Refusal as refused:
        unseen(refused)
        raise
    move = DraftMove(found.draft, decided, taken(actor, decided), Beside(made_of=likeness))
    return Ready(row, move, proof if likeness != found.draft.made_of else None)


def _without(
    ready: Sequence[Ready], left: Sequence[Left], drawn: Sequence[Malformed | None]
) -> tuple[list[Ready], list[Left]]:
    """Those that take the step and those that do not, once it is known which pages cannot be drawn."""
    refusals = iter(drawn)
    going, staying = list[Ready](), list(left)
    for each in ready:
        refusal = next(refusals) if each.unseen is not None else None
        if refusal is None:
            going.append(each)
        else:
            unseen(refusal)
            staying.append((each.row, refusal))
    return going, staying


async def _write(
    workshop: Workshop,
    run: Run,
    actor: Actor,
    ready: Sequence[Ready],
    left: Sequence[Left],
    told: Sequence[Notice],
) -> None:
    """Write the step of a chunk; whom somebody else has moved meanwhile is left where he has moved him to."""

    async def write(going: Sequence[Ready], staying: Sequence[Left]) -> BatchRun:
        async def work(unit: Unit) -> BatchRun:
            if going:
                await drafting.move_drafts(unit, workshop.personal, [each.move for each in going])
                first = going[0].move.move
                act = f"{first.step.event.name}_LICENSE_BATCH"
                await journal.record(unit, actor.deed(act, run.batch, first.rules, str(len(going))))
            await batching.mark_refused(unit, [said_of(each) for each in staying])
            if told and going and going[0] is ready[0]:  # they are about the first
                await tell_of(unit, told)
            return await run.beat(unit, actor.now, len(going), len(staying))

        return await workshop.store.write(work)

    await write_by_halves(run, ready, left, write)


async def _told(workshop: Workshop, actor: Actor, ready: Sequence[Ready], answering: str | None) -> tuple[Notice, ...]:
    """Who is told that a batch does not go forward: once a run, of the first of its licences."""
    if not ready:
        return ()
    first = ready[0]
    decided, centres = first.move.move, tuple[str, ...]()
    if answering is not None and telling.tells(decided, Told.CARRIER):
        centres = await places_over(workshop.store, answering, PostKind.PLATFORM_OFFICER, actor.today)
    return notices_of(first.row.found, decided, actor, centres)
