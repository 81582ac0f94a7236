"""Files that the platform has recorded are the report of their month, whatever was written before it told of them.

Nobody's word is held against the record: who was in time by it is in time, and a zero report that it denies is none.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import LiteralString

from graph.store.engine import Unit
from graph.store.writing import stored
from graph.subjects.duties.owing import FILES_OF, first_filed
from graph.subjects.duties.rules import met_by
from graph.words.china_time import china_day
from graph.words.duties import DutyEvent, DutyKind, DutyState, OwedDuty
from graph.words.exchange import Delivery

_REPORTED: LiteralString = (
    "RETURN COLLECT { UNWIND $codes AS k MATCH (r:Resource {id: k}) WITH DISTINCT r.providerId AS provider "
    "MATCH (d:Department {id: provider}) MATCH (c:OwedDuty {departmentId: d.id}) WHERE c.kind = 'ZERO_REPORT' "
    "WITH d, collect([c.id, c.policyId, toString(c.eventOn), toString(c.period), toString(c.dueOn)]) AS reports "
    f"RETURN [d.id, {FILES_OF}, reports] }}"
)
_BY_RECORD: LiteralString = (
    "UNWIND $rows AS row MATCH (c:OwedDuty {id: row.id}) "
    "SET c.state = row.state, c.doneAt = datetime(row.at), c.doneWith = row.event"
)


async def filed(unit: Unit, deliveries: Iterable[Delivery], at: datetime) -> None:
    """The platform has told of deliveries: what was reported of their months is what the record says of these.

    Args:
        unit: The open transaction, in which they are written.
        deliveries: What it has told.
        at: When.
    """
    codes = sorted({each.resource for each in deliveries if each.rows > 0})
    rows = list[dict[str, object]]()
    for department, files, reports in await unit.run(_REPORTED, codes=codes) or () if codes else ():
        for key, policy, event_on, period, due_on in reports:
            month, due = date.fromisoformat(period), date.fromisoformat(due_on)
            first = first_filed(files, month, due)
            duty = OwedDuty(
                id=key, kind=DutyKind.ZERO_REPORT, state=DutyState.REPORT_OWED, department=department, policy=policy,
                trigger=DutyEvent.PERIOD_OVER, event_on=date.fromisoformat(event_on), opened_at=at, period=month,
                due_on=due,
            )  # fmt: skip
            met = met_by(duty, DutyEvent.REPORT, china_day(first), {}) if first else None
            if met:
                rows.append({"id": key, "state": met.state.name, "at": stored(first), "event": DutyEvent.REPORT.name})
    if rows:
        await unit.run(_BY_RECORD, rows=rows)
