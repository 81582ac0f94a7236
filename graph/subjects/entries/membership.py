"""Putting entries into libraries (资源库): all of a batch, or nothing of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.law.access import require
from graph.law.acts import Act
from graph.office.actor import Actor
from graph.office.references import Reference, dangling, known
from graph.office.review import Review
from graph.store import journal
from graph.store.engine import Store, Unit
from graph.subjects.entries import recording


async def add_memberships(store: Store, pairs: Sequence[tuple[str, str]], actor: Actor) -> Review:
    """Put entries into libraries: (entry code, library code).

    Raises:
        Forbidden: `ROLE_REQUIRED`.
        Malformed: `UNKNOWN_CODE`.
        SeveralReasons: More than one of them.
    """
    require(actor.principal, Act.IMPORT, None, actor.today)
    review = await review_memberships(store, pairs)
    review.refuse()

    async def work(unit: Unit) -> None:
        await recording.write_memberships(unit, pairs)
        await journal.record(unit, actor.deed(Act.IMPORT, "memberships", (), str(len(pairs))))

    await store.write(work)
    return review


async def review_memberships(store: Store, pairs: Sequence[tuple[str, str]]) -> Review:
    """Say what is wrong with a batch of memberships, and write nothing."""
    references = list(_memberships(pairs))
    return dangling(references, await known(store, references))


def _memberships(pairs: Sequence[tuple[str, str]]) -> Iterator[Reference]:
    for position, (entry, library) in enumerate(pairs, start=1):
        yield Reference("Resource", entry, ("memberships", str(position), "entry"))
        yield Reference("Library", library, ("memberships", str(position), "library"))
