"""Notices (通知): told in the transaction of the deed, each once; the inbox, and what was read of it.

* Its id follows from kind, case, state, the moment of entering it and recipient: told twice, it is one notice.
* A notice to a department is read when one of its people has read it.
* Only who may see a notice can mark it; of several, all are marked or none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import LiteralString

import orjson

from graph.errors import LimitExceeded, NotFound, Text
from graph.office.actor import Actor
from graph.refusal_codes import Code
from graph.schema.columns import Type
from graph.schema.nodes import NOTICE
from graph.store.conditions import conditions_of
from graph.store.edges import Rows
from graph.store.engine import Store, Unit
from graph.store.listing import Condition, Given, Listing, Order
from graph.store.view import View, parameters
from graph.store.writing import stored
from graph.words.notices import Notice, RecipientKind

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
NOTICES = Listing(
    NOTICE,
    conditions=conditions_of(NOTICE, _UNREAD),
    orders={"NEWEST": Order("toString(c.at)", descending=True)},
)

_TOLD: tuple[LiteralString, ...] = (
    "kind", "about", "aboutId", "state", "at", "recipient", "departmentId", "holderHash", "rules", "acts",
)  # fmt: skip
_TELL: LiteralString = f"UNWIND $rows AS row MERGE (n:Notice {{id: row.id}}) SET {NOTICE.assigned('n', 'row', _TOLD)}"


async def tell(unit: Unit, notices: Sequence[Notice]) -> None:
    """Write notices in the transaction of what they tell of; one that was told before stays as read as it is."""
    await unit.run(_TELL, rows=[_row(notice) for notice in notices])


@dataclass(frozen=True, slots=True)
class NoticesRead:
    """Notices that are marked as read."""

    notices: Rows
    """Each once, in the order in which they were named."""


_MARK: LiteralString = (
    f"UNWIND $ids AS k MATCH (n:Notice {{id: k}}) WHERE {NOTICE.sees('n')} "
    "SET n.readAt = coalesce(n.readAt, datetime($at)) "
    f"RETURN collect([n.id, {NOTICE.row('n')}])"
)


async def mark_read(store: Store, view: View, actor: Actor, notices: Sequence[str]) -> NoticesRead:
    """Mark notices as read, all of them or none.

    Args:
        store: The graph.
        view: What the reader sees of it.
        actor: The reader.
        notices: Ids; the path of a refusal counts them from 1.

    Raises:
        LimitExceeded: `TOO_MANY_NOTICES`.
        NotFound: `NOT_FOUND`; there is no such notice, or none that the reader may see.
    """
    if len(notices) > MOST_MARKED:
        raise LimitExceeded(
            Text(f"一次最多标记{MOST_MARKED}条通知", f"at most {MOST_MARKED} notices are marked at a time"),
            code=Code.TOO_MANY_NOTICES,
            path=("notices",),
            value=str(len(notices)),
            limit=f"{MOST_MARKED} notices",
        )

    async def work(unit: Unit) -> NoticesRead:
        ids, at = list(dict.fromkeys(notices)), actor.now.isoformat()
        marked = dict(await unit.run(_MARK, ids=ids, at=at, scope=parameters(view.scope)) or ())
        for position, identity in enumerate(notices, start=1):
            if identity not in marked:
                raise _not_found(identity, position)
        return NoticesRead(Rows(NOTICE, tuple(marked[identity] for identity in ids)))

    return await store.write(work)


def _row(notice: Notice) -> dict[str, object]:
    recipient, at = notice.recipient, notice.at.astimezone(UTC).isoformat()
    parts = (notice.kind.name, notice.about, notice.about_id, notice.state, at, recipient.kind.name, recipient.id)
    to = {kind: recipient.id if kind is recipient.kind else None for kind in RecipientKind}
    return {
        "id": hashlib.sha256(orjson.dumps(parts)).hexdigest()[:32],
        "kind": stored(notice.kind),
        "about": notice.about,
        "aboutId": notice.about_id,
        "state": notice.state,
        "at": at,
        "recipient": to[RecipientKind.SUBJECT],
        "departmentId": to[RecipientKind.DEPARTMENT],
        "holderHash": to[RecipientKind.HOLDER],
        "rules": list(notice.rules),
        "acts": list(notice.acts),
    }


def _not_found(identity: str, position: int) -> NotFound:
    return NotFound(
        Text("没有这条通知，或者无权知悉", "there is no such notice, or none that you may know of"),
        code=Code.NOT_FOUND,
        path=("notices", str(position)),
        value=identity[:64],
    )
