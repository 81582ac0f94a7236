"""Data elements are registered by administrators, a batch as a whole; what is there already takes the new values.

Items bind to an element by its code, and are judged with their entries: an element that changes leaves them as they
are, and what of them differs from it is told when their entry comes next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graph.law.access import require
from graph.law.acts import Act
from graph.office.actor import Actor
from graph.office.batch import write_batch
from graph.office.idempotency import Writing
from graph.office.references import twice
from graph.office.review import Review
from graph.store.engine import Store, Unit
from graph.subjects.elements import memory
from graph.words.elements import DataElement


@dataclass(frozen=True, slots=True)
class JudgedElements:
    """A batch and what was found: to make one is to judge it, so that nothing unjudged can be written."""

    values: tuple[DataElement, ...]
    there: Mapping[str, DataElement]
    """What stands under the codes of the batch."""
    review: Review = field(init=False)
    """Everything that is wrong; paths count the elements from 1."""

    def __post_init__(self) -> None:
        """Judge."""
        object.__setattr__(self, "review", Review(tuple(twice("elements", self.values, lambda one: one.code))))


async def judge(store: Store, values: Sequence[DataElement]) -> JudgedElements:
    """Read in one statement what a batch is compared with, say what is wrong with it, and write nothing."""
    return JudgedElements(tuple(values), await memory.elements_there(store, (each.code for each in values)))


async def add_elements(store: Store, values: Sequence[DataElement], actor: Actor) -> Review:
    """Write a batch as a whole.

    Raises:
        Forbidden: `ROLE_REQUIRED`.
        Refusal: The one thing that is wrong with the batch.
        SeveralReasons: Everything that is.
    """
    return await add_judged(store, await judge(store, values), actor)


async def add_judged(store: Writing, judgement: JudgedElements, actor: Actor) -> Review:
    """Write a batch by the judgement that it was given; nothing is read or judged again.

    Raises:
        Forbidden: `ROLE_REQUIRED`.
        Refusal: The one thing that is wrong with the batch.
        SeveralReasons: Everything that is.
    """
    require(actor.principal, Act.IMPORT, None, actor.today)

    async def write(unit: Unit) -> None:
        await memory.write_elements(unit, judgement.values)

    counts = {"elements": len(judgement.values)}
    return await write_batch(store, judgement.review, actor, Act.IMPORT, counts, write)
