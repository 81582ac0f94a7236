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
    "kind", "about", "aboutId", "state", "at", "since", "recipient", "departmentId", "holderHash", "rules", "acts",
    "name", "dueOn", "reportKind", "reportPeriod", "reportDepartmentId", "reporter",
    "changedOn", "document", "concerned", "concernedNames", "movedTo", "eventKey",
)  # fmt: skip
_TELL: LiteralString = (
    f"UNWIND $rows AS row MERGE (n:Notice {{id: row.id}}) ON CREATE SET {NOTICE.assigned('n', 'row', _TOLD)}"
)


async def tell(unit: Unit, notices: Sequence[Notice]) -> None:
    """Write notices in the transaction of what they tell of; one that was told before stays as it is, read or not."""
    await unit.run(_TELL, rows=[_row(notice) for notice in notices])


def _row(notice: Notice) -> dict[str, object]:
    recipient, since = notice.recipient, (notice.since or notice.at).astimezone(UTC).isoformat()
    parts = (notice.kind.name, notice.about, notice.about_id, notice.state, since, recipient.kind.name, recipient.id)
    to = {kind: recipient.id if kind is recipient.kind else None for kind in RecipientKind}
    report, basis = notice.report, notice.basis
    return {
        "id": hashlib.sha256(orjson.dumps(parts)).hexdigest()[:32],
        "kind": stored(notice.kind),
        "about": notice.about,
        "aboutId": notice.about_id,
        "state": notice.state,
        "at": notice.at.astimezone(UTC).isoformat(),
        "since": since,
        "recipient": to[RecipientKind.SUBJECT],
        "departmentId": to[RecipientKind.DEPARTMENT],
        "holderHash": to[RecipientKind.HOLDER],
        "rules": list(notice.rules),
        "acts": list(notice.acts),
        "name": notice.name,
        "dueOn": notice.due_on and notice.due_on.isoformat(),
        "reportKind": report and report.kind.name,
        "reportPeriod": report and report.period.isoformat(),
        "reportDepartmentId": report and report.department,
        "reporter": report and report.reporter.name,
        "changedOn": basis and basis.on.isoformat(),
        "document": basis and basis.document,
        "concerned": basis and basis.entries,
        "concernedNames": list(basis.names) if basis else None,
        "movedTo": basis and basis.receiver,
        "eventKey": f"{notice.about}|{notice.about_id}|{notice.state}|{since}",
    }
