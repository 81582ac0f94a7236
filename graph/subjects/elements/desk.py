"""Data elements are registered by administrators, a batch as a whole; what is there already takes the new values.

Items bind to an element by its code: one that changes leaves them as they are. Which published items differ from then
on is told at once, to who changes it and to their departments; and with each entry when it comes next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from graph.cases.notices import tell
from graph.law.access import require
from graph.law.acts import Act
from graph.office.actor import Actor
from graph.office.batch import write_batch
from graph.office.idempotency import Writing
from graph.office.references import twice
from graph.office.review import Review
from graph.store.engine import Store, Unit
from graph.subjects.elements import memory
from graph.subjects.elements.rules import WORDS, begun
from graph.subjects.elements.telling import Differing, notices_of
from graph.words.elements import DataElement


@dataclass(frozen=True, slots=True)
class JudgedElements:
    """A batch and what was found: to make one is to judge it, so that nothing unjudged can be written."""

    values: tuple[DataElement, ...]
    compared: memory.Compared
    differing: tuple[Differing, ...] = field(init=False)
    """Which items differ from then on."""
    review: Review = field(init=False)
    """Everything that is wrong; paths count the elements from 1."""

    def __post_init__(self) -> None:
        """Judge."""
        object.__setattr__(self, "differing", tuple(self._differing()))
        faults = tuple(twice("elements", self.values, lambda one: one.code))
        object.__setattr__(self, "review", Review(faults, tuple(each.hint for each in self.differing)))

    @property
    def there(self) -> Mapping[str, DataElement]:
        """What stands under the codes of the batch."""
        return self.compared.there

    def _differing(self) -> Iterator[Differing]:
        for place, element in enumerate(self.values, start=1):
            if (before := self.there.get(element.code)) is None:
                continue
            bound = [(each, begun(each, before, element)) for each in self.compared.bound[element.code]]
            for code in WORDS:
                if items := tuple(item for item, codes in bound if code in codes):
                    yield Differing(place, element, code, items)


async def judge(store: Store, values: Sequence[DataElement], on: date) -> JudgedElements:
    """Read in one statement what a batch is compared with, say what is wrong with it, and write nothing."""
    return JudgedElements(tuple(values), await memory.compared(store, values, on))


async def add_elements(store: Store, values: Sequence[DataElement], actor: Actor) -> Review:
    """Write a batch as a whole.

    Raises:
        Forbidden: `ROLE_REQUIRED`.
        Refusal: The one thing that is wrong with the batch.
        SeveralReasons: Everything that is.
    """
    return await add_judged(store, await judge(store, values, actor.today), actor)


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
        await tell(unit, notices_of(judgement.differing, actor.now))

    counts = {"elements": len(judgement.values)}
    return await write_batch(store, judgement.review, actor, Act.IMPORT, counts, write)
