"""Batches of licences, and the licences of one in the order of its sheet: read some hundred at a time.

A batch has no state of its own: how far it is, the states of its licences say. Beside them stands which step is being
taken, by which process (`runToken`): nobody else takes one meanwhile, and whoever was taken for gone writes no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, LiteralString

from graph.schema.nodes import LICENSE_BATCH, LICENSE_DRAFT
from graph.store.edges import Row
from graph.store.engine import Unit
from graph.store.view import View
from graph.store.writing import stored
from graph.subjects.licensing.batch_rows import batch_told
from graph.subjects.licensing.draft_rows import FoundDraft, draft_beside
from graph.subjects.licensing.drafts import kept, officer_filed
from graph.subjects.licensing.ordering import asked, before, named_by, named_of, taken
from graph.subjects.licensing.rows import IssueSetting, named_told, record_of, setting_told
from graph.subjects.organisation.binding import answering_for
from graph.words.license_batches import BatchRun, LicenseBatch, RowRefusal, lines_of
from graph.words.license_drafts import BatchPlace, DraftState

BEHIND: Final = "}"
"""Behind the sign that stands between a batch and a row."""
_COMMON: LiteralString = (
    f"{answering_for('(:Department {id: $issuer})')}, {officer_filed('$issuer')}, "
    f"{asked('$type', '$issuer', '$none', '$none', '[]')}"
)
_BATCH: LiteralString = (
    f"MATCH (b:LicenseBatch {{id: $id}}) WHERE {LICENSE_BATCH.sees('b')} "
    "WITH b, COLLECT { MATCH (w:LicenseDraft) WHERE w.batchKey >= $from AND w.batchKey < $until "
    "WITH w.state AS state, count(*) AS many RETURN [state, many] } AS counted "
    f"RETURN [{LICENSE_BATCH.row('b')}, counted]"
)
_CHUNK: LiteralString = (
    f"RETURN [{_COMMON}, COLLECT {{ MATCH (w:LicenseDraft) WHERE w.batchKey > $after AND w.batchKey < $until "
    f"AND w.state IN $states AND {LICENSE_DRAFT.sees('w')} RETURN [w.batchKey, [{kept('w')}], "
    f"{LICENSE_DRAFT.column('w', 'orderCipher')} IS NOT NULL, {before('w.replacesIdentifier')}, "
    f"{taken('w.typeId', 'w.issuerId', 'w.numberKey')}, {named_of('w')}] ORDER BY w.batchKey LIMIT $most }}]"
)
_ROWS: LiteralString = (
    f"RETURN [{_COMMON}, COLLECT {{ UNWIND $rows AS k RETURN [{before('k[0]')}, {taken('$type', '$issuer', 'k[1]')}, "
    "EXISTS { MATCH (w:LicenseDraft {numberKey: k[1]}) WHERE w.typeId = $type AND w.issuerId = $issuer }, "
    f"{named_by('k[2]')}] }}, "
    "COLLECT { MATCH (w:LicenseDraft) WHERE w.batchKey >= $from AND w.batchKey <= $until RETURN w.batchKey }]"
)
_REFUSED: LiteralString = (
    "RETURN COLLECT { MATCH (w:LicenseDraft) WHERE w.batchKey > $after AND w.batchKey < $until "
    f"AND w.refusal IS NOT NULL AND {LICENSE_DRAFT.sees('w')} RETURN w.refusal ORDER BY w.batchKey LIMIT $most }}"
)


@dataclass(frozen=True, slots=True)
class Common:
    """What all licences of a batch are judged by on a day."""

    answering: str | None
    """The department that answers for the issuer today."""
    officer_filed: bool
    setting: IssueSetting


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A licence of a batch that is dealt with."""

    place: BatchPlace
    found: FoundDraft


@dataclass(frozen=True, slots=True)
class KnownRow:
    """What is known of a row that comes."""

    setting: IssueSetting
    drafted: bool
    """A licence of its number is being made already."""


async def batch_of(view: View, identity: str) -> LicenseBatch | None:
    """A batch with how many of its licences stand where; None where there is none that the asker may see."""
    told = await view.read(_BATCH, id=identity, **_range(identity))
    if told is None:
        return None
    row, counted = told
    found = dict(counted)
    return replace(batch_told(row), states={each: found[each.name] for each in DraftState if each.name in found})


async def chunk_of(
    view: View, batch: LicenseBatch, states: Sequence[DraftState], after: BatchPlace | None, most: int
) -> tuple[Common, list[FoundRow]]:
    """The next licences of a batch that stand in some states, in the order of its sheet.

    The embedded store sorts all that a range holds before it cuts: so of as many rows as are wanted those are taken
    that stand there, if they are half of them, and only else is all that is left of the batch asked.

    Args:
        view: What whoever deals with them sees, and the day.
        batch: The batch.
        states: Where they stand.
        after: Behind which row.
        most: How many at most.
    """

    async def behind(until: str) -> Row:
        read: Row = await view.read(
            _CHUNK, type=batch.type_code, issuer=batch.issuer, none="", after=begin.key, until=until,
            states=[each.name for each in states], most=most,
        )  # fmt: skip
        return read

    begin = after or BatchPlace(batch.id, 0)
    *told, rows = await behind(BatchPlace(batch.id, begin.row + most + 1).key)
    if 2 * len(rows) < most:
        *told, rows = await behind(batch.id + BEHIND)
    common = _common(told)
    return common, [_row(common, row) for row in rows]


async def known_rows(
    view: View, type_code: str, issuer: str, rows: Sequence[tuple[BatchPlace, str | None, str, Sequence[str]]]
) -> tuple[Common, list[KnownRow], frozenset[BatchPlace]]:
    """What some rows that come are judged by, and which of them have come before.

    Args:
        view: What the system sees, and the day.
        type_code: Their type.
        issuer: USCC of their issuer.
        rows: In the order of the sheet: where each stands, the licence that it replaces, the hash of its number, and
            those of its holders' codes.
    """
    *told, found, there = await view.read(
        _ROWS, type=type_code, issuer=issuer, none="",
        rows=[[replaces or "", number, list(holders)] for _, replaces, number, holders in rows],
        **{"from": rows[0][0].key if rows else "", "until": rows[-1][0].key if rows else ""},
    )  # fmt: skip
    common = _common(told)
    known = [
        KnownRow(_beside(common.setting, predecessor, number_taken, holders), drafted)
        for predecessor, number_taken, drafted, holders in found
    ]
    return common, known, frozenset(map(BatchPlace.parse, there))


async def refused_rows(view: View, batch: str, after: int, most: int) -> list[RowRefusal]:
    """Why licences of a batch were left behind by its last step, in the order of its sheet, behind a row."""
    rows = await view.read(_REFUSED, after=BatchPlace(batch, after).key, until=batch + BEHIND, most=most)
    return [RowRefusal.parse(line) for (line,) in rows]


_ENTER: LiteralString = (
    f"MERGE (b:LicenseBatch {{id: $row.id}}) ON CREATE SET {LICENSE_BATCH.assigned('b', '$row')} RETURN count(b)"
)
_MARK: LiteralString = "UNWIND $rows AS row MATCH (w:LicenseDraft {id: row[0]}) SET w.refusal = [row[1]]"
_BEGIN: LiteralString = (
    "MATCH (b:LicenseBatch {id: $id}) SET b.moving = true WITH b WHERE coalesce(b.runToken, '') = $before "
    "REMOVE b.moving SET b.runToken = $token, b.runEvent = $event, b.runBy = $by, b.runBegan = datetime($at), "
    "b.runBeat = datetime($at), b.runTotal = $total, b.runDone = 0, b.runRefused = 0, b.runStop = false "
    "RETURN count(b)"
)
_BEAT: LiteralString = (
    "MATCH (b:LicenseBatch {id: $id}) SET b.moving = true WITH b WHERE b.runToken = $token REMOVE b.moving "
    "SET b.runBeat = datetime($at), b.runDone = b.runDone + $done, b.runRefused = b.runRefused + $refused, "
    "b.refused = coalesce(b.refused, []) + $lines RETURN coalesce(b.runStop, false)"
)
_END: LiteralString = (
    "MATCH (b:LicenseBatch {id: $id}) WHERE b.runToken = $token SET b.runToken = null, b.runBeat = datetime($at) "
    "RETURN count(b)"
)
_STOP: LiteralString = (
    "MATCH (b:LicenseBatch {id: $id}) WHERE b.runToken IS NOT NULL SET b.runStop = true RETURN count(b)"
)


async def enter_batch(unit: Unit, batch: LicenseBatch) -> None:
    """Write a batch that is new; one that is there stays as it is."""
    row = {
        "id": batch.id, "typeId": batch.type_code, "issuerId": batch.issuer, "policyId": batch.policy,
        "entryId": batch.entry, "rows": batch.rows, "receivedAt": stored(batch.received_at),
        "receivedBy": batch.received_by, "refused": [], "runEvent": None, "runToken": None, "runBy": None,
        "runBegan": None, "runBeat": None, "runTotal": None, "runDone": None, "runRefused": None, "runStop": None,
    }  # fmt: skip
    await unit.run(_ENTER, row=row)


async def begin_run(unit: Unit, identity: str, held: str, run: BatchRun, token: str) -> bool:
    """Take a batch in hand; say whether nobody else has meanwhile.

    Args:
        unit: The open transaction.
        identity: The batch.
        held: The token of who had it, and is gone; empty where nobody has.
        run: What is begun.
        token: Of who takes it.
    """
    began = await unit.run(
        _BEGIN, id=identity, before=held, token=token, event=run.event.name, by=run.subject, at=stored(run.began),
        total=run.total,
    )  # fmt: skip
    return bool(began)


async def beat(
    unit: Unit, identity: str, token: str, at: datetime, done: int, refused: int, untaken: Sequence[RowRefusal] = ()
) -> bool | None:
    """Say in a transaction of a run how far it is; whether it is to stop, or None where another has the batch."""
    told: bool | None = await unit.run(
        _BEAT, id=identity, token=token, at=stored(at), done=done, refused=refused, lines=lines_of(untaken)
    )
    return told


async def end_run(unit: Unit, identity: str, token: str, at: datetime) -> None:
    """Let go of a batch."""
    await unit.run(_END, id=identity, token=token, at=stored(at))


async def ask_to_stop(unit: Unit, identity: str) -> bool:
    """Have a run stop behind the licences that it has in hand; say whether there is one."""
    return bool(await unit.run(_STOP, id=identity))


async def mark_refused(unit: Unit, refusals: Sequence[tuple[str, RowRefusal]]) -> None:
    """Write on licences why they were left behind."""
    if refusals:
        await unit.run(_MARK, rows=[[identity, each.line] for identity, each in refusals])


async def token_of(view: View, identity: str) -> str:
    """The token of who has a batch in hand; empty where nobody has."""
    found: str | None = await view.read("MATCH (b:LicenseBatch {id: $id}) RETURN coalesce(b.runToken, '')", id=identity)
    return found or ""


def _range(identity: str) -> dict[str, Any]:
    return {"from": f"{identity}|", "until": identity + BEHIND}


def _common(told: Row) -> Common:
    answering, filed, setting = told
    return Common(answering, filed, setting_told(setting))


def _beside(setting: IssueSetting, predecessor: Row | None, number_taken: bool, holders: Sequence[Row]) -> IssueSetting:
    before = record_of(predecessor) if predecessor else None
    return replace(setting, predecessor=before, number_taken=number_taken, holders=named_told(holders))


def _row(common: Common, row: Row) -> FoundRow:
    key, told, shown, predecessor, number_taken, holders = row
    place = BatchPlace.parse(key)
    setting = _beside(common.setting, predecessor, number_taken, holders)
    return FoundRow(
        place, draft_beside(told, common.answering, setting, shown=shown, officer_filed=common.officer_filed)
    )
