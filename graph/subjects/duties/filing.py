"""Files that the platform has recorded are the report of their month, whatever was written before it told of them.

Nobody's word is held against the record: who was in time by it is in time, and a zero report that it denies is none.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import LiteralString

from graph.store.edges import Row
from graph.store.engine import Store, Unit
from graph.store.writing import stored
from graph.subjects.duties.owing import FILES_OF, first_filed
from graph.subjects.duties.rules import met_by
from graph.words.china_time import china_day
from graph.words.duties import DutyEvent, DutyKind, DutyState, OwedDuty
from graph.words.exchange import Delivery

_OF_DEPARTMENT: LiteralString = (
    "WITH d, collect([c.id, c.policyId, toString(c.eventOn), toString(c.period), toString(c.dueOn), c.state, "
    f"c.doneWith, toString(c.doneAt)]) AS reports RETURN [d.id, {FILES_OF}, reports] }}"
)
_REPORTED: LiteralString = (
    "RETURN COLLECT { UNWIND $codes AS k MATCH (r:Resource {id: k}) WITH DISTINCT r.providerId AS provider "
    "MATCH (d:Department {id: provider}) MATCH (c:OwedDuty {departmentId: d.id}) WHERE c.kind = 'ZERO_REPORT' "
    f"{_OF_DEPARTMENT}"
)
_EVERY: LiteralString = (
    "RETURN COLLECT { MATCH (c:OwedDuty {kind: 'ZERO_REPORT'}) MATCH (d:Department {id: c.departmentId}) "
    f"{_OF_DEPARTMENT}"
)
_BY_RECORD: LiteralString = (
    "UNWIND $rows AS row MATCH (c:OwedDuty {id: row.id}) "
    "SET c.state = row.state, c.doneAt = datetime(row.at), c.doneWith = row.event"
)


async def filed(unit: Unit, deliveries: Iterable[Delivery]) -> None:
    """The platform has told of deliveries: what was reported of their months is what the record says of these.

    Args:
        unit: The open transaction, in which they are written.
        deliveries: What it has told.
    """
    codes = sorted({each.resource for each in deliveries if each.rows > 0})
    rows = _denied(await unit.run(_REPORTED, codes=codes) or ()) if codes else []
    if rows:
        await unit.run(_BY_RECORD, rows=rows)


async def follow_record(store: Store) -> int:
    """Reports that were written by a release which took a word for a file are what the record says; how many were not.

    There is nothing to be written a second time.
    """
    rows = _denied(await store.read(_EVERY) or ())
    if rows:
        await store.write(lambda unit: unit.run(_BY_RECORD, rows=rows))
    return len(rows)


def _denied(found: Iterable[Row]) -> list[dict[str, object]]:
    """What is to be written of reports that say otherwise than the record."""
    rows = list[dict[str, object]]()
    for department, files, reports in found:
        for key, policy, event_on, period, due_on, state, with_, done_at in reports:
            month, due = date.fromisoformat(period), date.fromisoformat(due_on)
            first = first_filed(files, month, due)
            if first is None:
                continue
            duty = OwedDuty(
                id=key, kind=DutyKind.ZERO_REPORT, state=DutyState.REPORT_OWED, department=department, policy=policy,
                trigger=DutyEvent.PERIOD_OVER, event_on=date.fromisoformat(event_on), opened_at=first, period=month,
                due_on=due,
            )  # fmt: skip
            met = met_by(duty, DutyEvent.REPORT, china_day(first), {})
            kept = (state, with_, done_at and datetime.fromisoformat(done_at))
            if met and kept != (met.state.name, DutyEvent.REPORT.name, first):
                rows.append({"id": key, "state": met.state.name, "at": stored(first), "event": DutyEvent.REPORT.name})
    return rows
