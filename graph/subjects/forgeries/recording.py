"""Suspected forgeries: how they are written."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString

from graph.cases.machine import Move
from graph.cases.memory import Kept, Moved, move_on
from graph.cases.waiting import WRITTEN, waiting_keys
from graph.errors import Conflict, Text
from graph.law.workflow import Span
from graph.refusal_codes import Code
from graph.schema.nodes import FORGERY_CASE
from graph.store.engine import Unit
from graph.store.writing import stored
from graph.words.forgeries import ForgeryCase, ForgeryEvent, ForgeryMove, ForgeryState


@dataclass(frozen=True, slots=True)
class SealedReport:
    """A report to the credit authority, sealed and kept."""

    digest: str
    """SHA-256."""
    size: int


_TAKE: LiteralString = "MERGE (c:ForgeryCase {openKey: $digest}) ON CREATE SET c.id = $id RETURN c.id"
_WRITTEN: tuple[LiteralString, ...] = (
    "digest", "size", "judged", "verdictCipher", "suspectedAt",
    "answersId", "policyId", "state", "dueOn", "provisional",
    "dueRule", "enteredAt", "reporters", "sightings", "history",
)  # fmt: skip
_ENTER: LiteralString = (
    f"UNWIND $rows AS row MATCH (c:ForgeryCase {{id: row.id}}) SET {FORGERY_CASE.assigned('c', 'row', _WRITTEN)}, "
    f"{WRITTEN}"
)
_SIGHT: LiteralString = (
    "MATCH (c:ForgeryCase {id: $case}) "
    "MERGE (s:ForgerySighting {id: $id}) ON CREATE SET s.subject = $subject MERGE (s)-[:SIGHTED]->(c)"
)


async def enter(unit: Unit, new: ForgeryCase, policy: str | None) -> None:
    """Write a new case.

    Args:
        unit: The open transaction.
        new: The case, with the one who met the file.
        policy: Row of the day, which the case keeps.

    Raises:
        Conflict: `CASE_MOVED`; of this file a case was opened meanwhile.
    """
    if await unit.run(_TAKE, id=new.id, digest=new.digest) != new.id:
        raise _beaten("file", new.state)
    row = {
        "id": new.id, "digest": new.digest, "size": new.size, "judged": new.judged.name, "verdictCipher": new.verdict,
        "suspectedAt": stored(new.suspected_at), "answersId": new.imitates, "policyId": policy,
        "state": new.state.name, "dueOn": stored(new.due_on), "provisional": new.provisional, "dueRule": new.due_rule,
        "enteredAt": stored(new.entered_at), "reporters": list(new.reporters), "sightings": list(new.sightings),
        "history": [each.line for each in new.history],
        **waiting_keys(new.due_on, new.entered_at or new.suspected_at, new.imitates, waits=new.state.open),
    }  # fmt: skip
    await unit.run(_ENTER, rows=[row])
    await _sight(unit, new.id, *new.reporters)


async def _sight(unit: Unit, identity: str, *subjects: str) -> None:
    for subject in subjects:
        await unit.run(_SIGHT, case=identity, id=uuid.uuid4().hex, subject=subject)


_JOINED = Kept(
    FORGERY_CASE,
    "c.reporters = c.reporters + row.reporter, c.sightings = c.sightings + row.sighting, "
    "c.history = c.history + row.line",
    waits="false",
)


async def join(unit: Unit, open_case: ForgeryCase, joining: Move, reporter: str, sighting: str, at: datetime) -> None:
    """Write that somebody else has met the file of an open case.

    Raises:
        Conflict: `CASE_MOVED`; it was decided meanwhile.
    """
    beside = {"reporter": reporter, "sighting": sighting, "line": ForgeryMove(at, ForgeryEvent.JOIN, "").line}
    await move_on(
        unit, _JOINED, [Moved(open_case.id, open_case.state, joining, at, open_case.imitates, beside)], path=("file",)
    )
    await _sight(unit, open_case.id, reporter)


_KEPT = Kept(
    FORGERY_CASE,
    "c.openKey = CASE WHEN row.open THEN c.openKey ELSE null END, c.dueOn = date(row.dueOn), "
    "c.provisional = row.provisional, c.dueRule = row.dueRule, c.enteredAt = datetime(row.at), "
    "c.decidedBy = coalesce(row.decidedBy, c.decidedBy), "
    "c.decidedAt = CASE WHEN row.decidedBy IS NULL THEN c.decidedAt ELSE datetime(row.at) END, "
    "c.closedAt = CASE WHEN row.open THEN null ELSE datetime(row.at) END, "
    "c.sightings = CASE WHEN row.keeps THEN c.sightings ELSE [] END, c.history = c.history + row.line, "
    "c.reportDigest = row.reportDigest, c.reportSize = row.reportSize, "
    "c.reportedAt = CASE WHEN row.reportDigest IS NULL THEN null ELSE datetime(row.at) END",
)
_SIGHTINGS: LiteralString = "MATCH (c:ForgeryCase {id: $id}) RETURN size(c.sightings)"


async def settle(
    unit: Unit,
    read: ForgeryCase,
    moved: Move,
    words: str,
    at: datetime,
    *,
    decided_by: str | None = None,
    report: SealedReport | None = None,
) -> None:
    """Move a case on from the state in which it was read.

    Args:
        unit: The open transaction.
        read: The case as it was read.
        moved: The step.
        words: What is said with it, encrypted.
        at: When.
        decided_by: Who confirms or dismisses it; None where it is reported.
        report: What is reported.

    Raises:
        Conflict: `CASE_MOVED`; it was moved on meanwhile, or somebody has joined a case of which the report is made.
    """
    event = moved.step.event
    assert isinstance(event, ForgeryEvent)  # noqa: S101 - the table is held to its workflow's words
    beside: Mapping[str, Any] = {
        "open": moved.due is not Span.AT_REST,
        "keeps": ForgeryState[moved.state.name].keeps_evidence,
        "dueOn": stored(moved.deadline),
        "provisional": moved.provisional,
        "dueRule": moved.rules[0] if moved.deadline else None,
        "decidedBy": decided_by,
        "line": ForgeryMove(at, event, words).line,
        "reportDigest": report.digest if report else None,
        "reportSize": report.size if report else None,
    }
    await move_on(unit, _KEPT, [Moved(read.id, read.state, moved, at, read.imitates, beside)], path=("case",))
    if report is not None and await unit.run(_SIGHTINGS, id=read.id) != len(read.sightings):
        raise _beaten("case", read.state)


def _beaten(field: str, state: ForgeryState) -> Conflict:
    return Conflict(
        Text("已由他人先办理，请重新查看", "somebody else was faster; read it again"),
        code=Code.CASE_MOVED,
        path=(field,),
        value=state.name,
    )
