"""Notices (通知): told in the transaction of the deed, each once.

Its id follows from kind, case, state, the moment of entering it and recipient: told twice, it is one notice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC
from typing import LiteralString

import orjson

from graph.schema.nodes import NOTICE
from graph.store.engine import Unit
from graph.store.writing import stored
from graph.words.notices import Notice, RecipientKind

_TOLD: tuple[LiteralString, ...] = (
    "kind", "about", "aboutId", "state", "at", "recipient", "departmentId", "holderHash", "rules", "acts",
)  # fmt: skip
_TELL: LiteralString = f"UNWIND $rows AS row MERGE (n:Notice {{id: row.id}}) SET {NOTICE.assigned('n', 'row', _TOLD)}"


async def tell(unit: Unit, notices: Sequence[Notice]) -> None:
    """Write notices in the transaction of what they tell of; one that was told before stays as read as it is."""
    await unit.run(_TELL, rows=[_row(notice) for notice in notices])


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
