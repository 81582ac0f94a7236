"""One use case for whatever moves a case: decide → write → journal → tell, under an idempotency key.

1. The key is asked first: what was done under it is answered again and not decided anew.
2. The subject decides: it reads the case through the asker's scope, and asks the machine.
3. State, journal and notices are written in one transaction, on condition that the state is as it was read.
4. Where rivals are not waited for, a refusal in that transaction may come of reading what a rival did after its own
   first write: it is asked again in a new one, behind him, and that answer counts.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from graph.cases.notices import tell
from graph.errors import Conflict
from graph.office.actor import Actor
from graph.office.idempotency import keyed_request, once, write_under_key
from graph.store import journal
from graph.store.engine import Store, Unit
from graph.store.journal import Deed
from graph.store.personal import PersonalData
from graph.store.together import Together
from graph.store.view import View
from graph.words.notices import Notice


class Acting(Protocol):
    """Where it is done, and by whom."""

    @property
    def store(self) -> Store:
        """The graph."""

    @property
    def personal(self) -> PersonalData:
        """Encrypts what is said."""

    @property
    def actor(self) -> Actor:
        """Who, and when."""


@dataclass(frozen=True, slots=True)
class Office:
    """Where it is done, by whom, and what he sees."""

    store: Store
    personal: PersonalData
    view: View
    actor: Actor
    key: str | None = None
    """Idempotency key."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What is to be written."""

    id: str
    """Of the case."""
    write: Callable[[Unit], Awaitable[None]]
    deeds: Sequence[Deed]
    notices: Sequence[Notice] = ()


async def carry_out(
    store: Store,
    actor: Actor,
    asked: tuple[object, ...],
    decide: Callable[[], Awaitable[Decided]],
    key: str | None,
    together: Together | None = None,
) -> str:
    """Decide and write, once under a key; say the id of the case.

    Args:
        store: The graph.
        actor: Who asks.
        asked: What is asked, its name first: everything that tells it from another request, as JSON knows it.
        decide: Reads, and decides or refuses.
        key: Idempotency key; None = it is done as often as it is asked.
        together: Where it is written with others of its kind that come at the same time.

    Raises:
        Refusal: What `decide` refuses.
        Conflict: `CASE_MOVED` or `IDEMPOTENCY_KEY_REUSED`.
        Malformed: `IDEMPOTENCY_KEY`.
    """
    act, *inputs = asked
    request = keyed_request(actor, key, str(act), *inputs)

    async def attempt() -> str:
        decided = await decide()

        async def work(unit: Unit) -> str:
            await decided.write(unit)
            await journal.record(unit, *decided.deeds)
            if decided.notices:
                await tell(unit, decided.notices)
            return decided.id

        try:
            return await write_under_key(store, request, work, together)
        except Conflict:
            if store.dialect.waits:
                raise
        return await write_under_key(store, request, work)

    return await once(store, request, attempt)
