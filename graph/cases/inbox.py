"""The inbox: the notices that somebody was sent, newest first, and which of them were read.

* A notice to a department is read when one of its people has read it.
* Of a kind that somebody has muted none is listed or counted for him; by its id he finds it as before (`muting`).
* Only who may see a notice can mark it; of several, all are marked or none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import LiteralString

from graph.cases.desk import Decided, carry_out
from graph.cases.muting import without_muted
from graph.errors import LimitExceeded, NotFound, Text
from graph.office.actor import Actor
from graph.refusal_codes import Code
from graph.schema.columns import Type
from graph.schema.nodes import NOTICE
from graph.store.conditions import Condition, Given, conditions_of
from graph.store.edges import Rows, by_id
from graph.store.engine import Store, Unit
from graph.store.listing import Listing
from graph.store.ordering import Order
from graph.store.pages import Asked, Page, Wanted
from graph.store.view import View, parameters

MOST_MARKED = 100
"""Notices that one request may mark."""

_UNREAD = Condition(
    "unread",
    "every",
    "all(x IN f.unread WHERE x = (c.readAt IS NULL))",
    "none(x IN f.not_unread WHERE x = (c.readAt IS NULL))",
    "every",
    field="unread",
    said="Nobody who was told has read it (未读).",
    of=Type.BOOLEAN,
    given=Given.ONE_OF_MANY,
    behind="readAt",
)


class Inbox(Listing):
    """The list of notices without those of kinds that the asker has muted; it counts what it shows."""

    async def page(self, view: View, asked: Asked, wanted: Wanted, row: LiteralString = "") -> Page:
        """Read one page of what is not muted."""
        return await super().page(view, await without_muted(view, asked), wanted, row)

    async def count(self, view: View, asked: Asked) -> int:
        """Count what is not muted."""
        return await super().count(view, await without_muted(view, asked))


NOTICES = Inbox(
    NOTICE,
    conditions=conditions_of(NOTICE, _UNREAD),
    orders={"NEWEST": Order("c.toldKey", descending=True)},
)


@dataclass(frozen=True, slots=True)
class NoticesRead:
    """Notices that are marked as read."""

    notices: Rows
    """Each once, in the order in which they were named; without those that the reader sees no longer."""


_MARK: LiteralString = (
    f"UNWIND $ids AS k MATCH (n:Notice {{id: k}}) WHERE {NOTICE.sees('n')} "
    "SET n.readAt = coalesce(n.readAt, datetime($at)) RETURN collect(n.id)"
)


async def mark_read(
    store: Store, view: View, actor: Actor, notices: Sequence[str], *, key: str | None = None
) -> NoticesRead:
    """Mark notices as read, all of them or none.

    Args:
        store: The graph.
        view: What the reader sees of it.
        actor: The reader.
        notices: Ids; the path of a refusal counts them from 1.
        key: Idempotency key.

    Raises:
        LimitExceeded: `TOO_MANY_NOTICES`.
        NotFound: `NOT_FOUND`; there is no such notice, or none that the reader may see.
        Conflict: `IDEMPOTENCY_KEY_REUSED`.
        Malformed: `IDEMPOTENCY_KEY`.
    """
    if len(notices) > MOST_MARKED:
        raise LimitExceeded(
            Text(f"一次最多标记{MOST_MARKED}条通知", f"at most {MOST_MARKED} notices are marked at a time"),
            code=Code.TOO_MANY_NOTICES,
            path=("notices",),
            value=str(len(notices)),
            limit=f"{MOST_MARKED} notices",
        )
    ids = tuple(dict.fromkeys(notices))

    async def decide() -> Decided:
        return Decided(",".join(ids), write, [actor.deed("READ_NOTICE", each) for each in ids])

    async def write(unit: Unit) -> None:
        given = {"ids": list(ids), "at": actor.now.isoformat(), "scope": parameters(view.scope)}
        marked = frozenset(await unit.run(_MARK, **given) or ())
        for position, identity in enumerate(notices, start=1):
            if identity not in marked:
                raise _not_found(identity, position)

    await carry_out(store, actor, ("MARK_NOTICES_READ", *ids), decide, key)
    rows = await by_id(NOTICE)(view, ids)
    return NoticesRead(Rows(NOTICE, tuple(row for row in rows if row is not None)))


def _not_found(identity: str, position: int) -> NotFound:
    return NotFound(
        Text("没有这条通知，或者无权知悉", "there is no such notice, or none that you may know of"),
        code=Code.NOT_FOUND,
        path=("notices", str(position)),
        value=identity[:64],
    )
