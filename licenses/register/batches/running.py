"""A step of a whole batch, as it is being taken: who has the batch in hand, how far he is, whether he is to stop.

1. One process has a batch in hand at a time. It says so in the graph with each transaction that it writes, and whoever
   takes over from one that is gone makes it write no more.
2. Gone is whoever was on this machine and whose process has ended, or who was not heard of for `SILENT`.
3. It stops behind what it has in hand; taken up again, by whomever, it goes on with what is left.
"""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from graph.errors import Conflict, NotFound, Text
from graph.law.scope import EVERYTHING
from graph.office.actor import Actor
from graph.refusal_codes import Code
from graph.store.engine import Store, Unit
from graph.store.view import View
from graph.subjects.licensing import batching
from graph.words.license_batches import BatchRun, LicenseBatch, RowRefusal
from graph.words.license_drafts import DraftEvent
from licenses.register.owners import has_ended, own_mark

SILENT: Final = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Acting:
    """Who takes a step, and what he sees: asked anew for every chunk, so that a post that is lost ends it."""

    view: View
    actor: Actor


Present = Callable[[], Awaitable[Acting]]
"""Who acts now."""
Tell = Callable[[BatchRun], bool | None]
"""Hears that a run is begun, and how far it is; False has it stop."""


def unheard(run: BatchRun) -> None:
    """For whom nobody listens."""


@dataclass(slots=True)
class Run:
    """A run that this process has in hand."""

    store: Store
    batch: str
    token: str
    said: BatchRun
    tell: Tell = unheard

    @property
    def stopping(self) -> bool:
        """Whether somebody has asked it to stop."""
        return self.said.stopping

    async def beat(
        self, unit: Unit, at: datetime, done: int, refused: int, untaken: Sequence[RowRefusal] = ()
    ) -> BatchRun:
        """Say in a transaction that writes something of the run how far it is then.

        Args:
            unit: The open transaction.
            at: When.
            done: How many it writes.
            refused: How many it leaves behind.
            untaken: Rows among them that never became licences of the batch, and were not said before.

        Raises:
            Conflict: `CASE_MOVED`; somebody else has the batch in hand.
        """
        stop = await batching.beat(unit, self.batch, self.token, at, done, refused, untaken)
        if stop is None:
            raise in_hand(self.said)
        said = self.said
        return replace(
            said, beat=at, done=said.done + done, refused=said.refused + refused, stopping=said.stopping or stop
        )

    def went_on(self, said: BatchRun) -> None:
        """Take over what was written."""
        self.said = said
        self.told()

    def told(self) -> None:
        """Tell how far it is; it stops behind what it has in hand, where whoever listens says so."""
        if self.tell(self.said) is False:
            self.said = replace(self.said, stopping=True)


async def known_batch(view: View, identity: str) -> LicenseBatch:
    """A batch that somebody deals with.

    Raises:
        NotFound: There is none, or none that he may see.
    """
    found = await batching.batch_of(view, identity)
    if found is None:
        raise NotFound(
            Text("没有这个制证批次", "there is no such batch of licences"),
            code=Code.NOT_FOUND,
            path=("batch",),
            value=identity,
        )
    return found


@asynccontextmanager
async def in_hand_of(
    store: Store, batch: LicenseBatch, event: DraftEvent, actor: Actor, total: int, tell: Tell
) -> AsyncIterator[Run]:
    """Have a batch in hand.

    Args:
        store: The graph.
        batch: As it was read.
        event: The step that is taken.
        actor: By whom, and when.
        total: Of how many licences, or rows.
        tell: Hears how far it is.

    Raises:
        Conflict: `CASE_MOVED`; somebody else has it in hand.
    """
    held = await batching.token_of(View(store, EVERYTHING, actor.today), batch.id)
    silent = batch.run is None or actor.now - batch.run.beat > SILENT
    said = BatchRun(event, actor.principal.subject, actor.now, actor.now, total, 0, 0, going=True, stopping=False)
    if held and not silent and not has_ended(held.partition(" ")[0]):
        raise in_hand(batch.run or said)
    token = f"{own_mark()} {uuid.uuid4().hex}"
    if not await store.write(lambda unit: batching.begin_run(unit, batch.id, held, said, token)):
        raise in_hand(said)
    run = Run(store, batch.id, token, said, tell)
    try:
        run.told()
        yield run
    finally:
        await store.write(lambda unit: batching.end_run(unit, batch.id, token, run.said.beat))
        run.said = replace(run.said, going=False)


def in_hand(said: BatchRun) -> Conflict:
    """The refusal of a batch of which a step is being taken."""
    return Conflict(
        Text(
            f"该批次正在办理“{said.event.zh}”，请等它结束，或者先让它停下",
            f"a step of this batch is being taken ({said.event.name.lower()}): wait for its end, or stop it first",
        ),
        code=Code.CASE_MOVED,
        path=("batch",),
        value=said.event.name,
    )
