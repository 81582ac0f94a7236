"""Any step of a batch by its name, for whoever opens a door to all of them."""

from __future__ import annotations

from typing import Final

from graph.cases.machine import Move
from graph.law.workflows import OFFICER_FILED
from graph.subjects.licensing import batching
from graph.subjects.licensing.batching import FoundRow
from graph.words.license_batches import BatchRun
from graph.words.license_drafts import DraftEvent
from licenses.register.batches import issuing, stepping
from licenses.register.batches.running import Acting, Present, Tell, known_batch, unheard
from licenses.register.batches.sorting import sorted_out
from licenses.register.batches.stepping import states_of, waiting
from licenses.register.drafting import Handling, step_of
from licenses.register.workshop import Workshop

LOOKED_AT: Final = 100
"""Licences that are looked at before a step is begun."""


async def take(
    workshop: Workshop, present: Present, identity: str, event: DraftEvent, reason: str = "", tell: Tell = unheard
) -> BatchRun:
    """Take a step of all licences of a batch that wait for it.

    Args:
        workshop: What issuing works with.
        present: Whose step it is.
        identity: The batch.
        event: The step; data are received of a sheet (`receiving`), and no batch is needed for that.
        reason: Why, where they do not go on.
        tell: Hears how far it is.

    Raises:
        Refusal: What `stepping.make`, `stepping.handle` and `issuing.issue` refuse.
    """
    if event is DraftEvent.MAKE:
        return await stepping.make(workshop, present, identity, tell)
    if event is DraftEvent.ISSUE:
        return await issuing.issue(workshop, present, identity, tell)
    return await stepping.handle(workshop, present, identity, Handling[event.name], reason, tell)


async def refuse_beforehand(acting: Acting, identity: str, event: DraftEvent) -> None:
    """Refuse a step that none of the licences that wait first would take, before it is begun.

    Args:
        acting: Whose step it would be.
        identity: The batch.
        event: The step.

    Raises:
        NotFound: There is no such batch, or none that the actor may see.
        Conflict: `NO_SUCH_MOVE`, where none waits for the step; `CONDITION_MISSING`.
        Forbidden: `ANOTHER_POST`.
    """
    batch = await known_batch(acting.view, identity)
    waiting(batch, event)
    _, rows = await batching.chunk_of(acting.view, batch, states_of(batch, event), None, LOOKED_AT)

    def judge(row: FoundRow) -> Move:
        return step_of(row.found, acting.actor, event, {OFFICER_FILED.fact: row.found.officer_filed})

    await sorted_out(rows, judge)
