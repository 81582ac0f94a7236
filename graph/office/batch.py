"""A batch that was judged (批量写入): written as a whole with its lines in the journal, or not at all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from graph.law.acts import Act
from graph.office.actor import Actor
from graph.office.idempotency import Writing
from graph.office.review import Review
from graph.store import journal
from graph.store.engine import Unit


async def write_batch(
    store: Writing,
    review: Review,
    actor: Actor,
    act: Act,
    counts: Mapping[str, int],
    write: Callable[[Unit], Awaitable[None]],
) -> Review:
    """Write a batch by the review that it was given; return that.

    Args:
        store: Where it is written.
        review: What was found.
        actor: Who brings it, and may.
        act: What he does.
        counts: How much there is of each kind; the journal has a line of each of which there is any.
        write: Writes all of it.

    Raises:
        Refusal: The one thing that is wrong with the batch.
        SeveralReasons: Everything that is.
    """
    review.refuse()
    deeds = [actor.deed(act, about, (), str(count)) for about, count in counts.items() if count]

    async def work(unit: Unit) -> None:
        await write(unit)
        await journal.record(unit, *deeds)

    await store.write(work)
    return review
