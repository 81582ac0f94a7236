"""Stopping a step of a batch: whoever could take it may have it stop behind the licences that it has in hand."""

from __future__ import annotations

from graph.cases.machine import Case, move
from graph.errors import Conflict, Text
from graph.law.policies import table_on
from graph.law.workflow import Side
from graph.law.workflows import LICENSE_DRAFT, OFFICER_FILED
from graph.refusal_codes import Code
from graph.store import journal
from graph.store.engine import Unit
from graph.store.view import View
from graph.subjects.licensing import batching
from graph.words.china_time import china_day
from graph.words.license_batches import BatchRun
from graph.words.license_drafts import DraftEvent, DraftState
from licenses.register.batches.running import Acting, known_batch
from licenses.register.batches.stepping import states_of
from licenses.register.workshop import Workshop


async def stop(workshop: Workshop, acting: Acting, identity: str) -> BatchRun:
    """Ask whoever takes a step of a batch to stop.

    Args:
        workshop: What issuing works with.
        acting: Who asks.
        identity: The batch.

    Raises:
        NotFound: There is no such batch, or none that the actor may see.
        Conflict: `NO_SUCH_MOVE`; nobody takes a step of it.
        Forbidden: `ANOTHER_POST`; he could not take the step himself.
    """
    batch = await known_batch(acting.view, identity)
    if batch.run is None or not batch.run.going:
        raise _nothing_going()
    actor = acting.actor
    common, _, _ = await batching.known_rows(
        View(workshop.store, acting.view.scope, actor.today), batch.type_code, batch.issuer, ()
    )
    departments = {batch.issuer} | ({common.answering} if common.answering else set[str]())
    table = table_on(batch.policy, LICENSE_DRAFT, china_day(batch.received_at))
    event = batch.run.event
    state = DraftState.RECEIVED if event is DraftEvent.RECEIVE else states_of(batch, event)[0]
    case = Case(None if event is DraftEvent.RECEIVE else state, departments=dict.fromkeys(Side, departments))
    decided = move(table, case, event, actor.principal, {OFFICER_FILED.fact: True}, actor.now, path=("batch",))

    async def write(unit: Unit) -> bool:
        asked = await batching.ask_to_stop(unit, identity)
        if asked:
            await journal.record(unit, actor.deed("STOP_LICENSE_BATCH", identity, decided.rules))
        return asked

    if not await workshop.store.write(write):
        raise _nothing_going()
    return batch.run


def _nothing_going() -> Conflict:
    return Conflict(
        Text("该批次没有正在进行的办理", "no step of this batch is being taken"),
        code=Code.NO_SUCH_MOVE,
        path=("batch",),
    )
