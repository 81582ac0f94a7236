"""Duties: how they are listed, read and written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, LiteralString

from graph.cases.machine import Move
from graph.cases.memory import Kept, Moved, move_on
from graph.cases.waiting import NO_DAY, waiting_keys
from graph.schema.nodes import OWED_DUTY
from graph.store.conditions import conditions_of
from graph.store.edges import Row
from graph.store.engine import Store, Unit
from graph.store.listing import Listing
from graph.store.ordering import Order
from graph.store.owned import Owned
from graph.store.reading import day
from graph.store.view import View
from graph.store.writing import stored
from graph.subjects.duties.causes import Called, Owed
from graph.subjects.organisation.binding import answering_for
from graph.words.china_time import china_day
from graph.words.duties import Alike, DutyEvent, DutyKind, DutyState, OwedDuty

WORDS = "OwedDuty.words"
"""As what the words are encrypted that are said with it."""
DUTIES = Listing(
    OWED_DUTY,
    conditions=conditions_of(OWED_DUTY),
    orders={"DUE": Order("c.dueKey")},
    owned={"DUE": (Owned("owesKey", ("entries",)),)},
)
_WRITTEN: tuple[LiteralString, ...] = (
    "kind", "state", "departmentId", "code", "basisId", "trigger", "eventOn", "period", "dueOn", "provisional",
    "openedAt", "doneAt", "doneWith", "version", "wordsCipher", "rules", "policyId",
)  # fmt: skip
_OPEN: LiteralString = (
    "UNWIND $rows AS row MERGE (d:OwedDuty {id: row.id}) ON CREATE SET "
    f"{OWED_DUTY.assigned('d', 'row', _WRITTEN)}, d.dueKey = row.dueKey, d.owesKey = row.owesKey, "
    "d.openKey = row.openKey, "
    "d.waitKey = row.waitKey, d.waitsAtKey = row.waitsAtKey "
    "RETURN sum(CASE WHEN d.openedAt = datetime(row.openedAt) THEN 1 ELSE 0 END)"
)


@dataclass(frozen=True, slots=True)
class Done:
    """How a duty was met that is written as it is met."""

    at: datetime
    event: DutyEvent
    words: str | None = None
    """What was said with it, encrypted."""
    version: int | None = None


async def open_duties(unit: Unit, duties: Iterable[OwedDuty], done: Done | None = None) -> int:
    """Write what is owed, and say how much of it was not yet; what was opened by the same event stays as it is.

    Args:
        unit: The open transaction.
        duties: The duties.
        done: How they were met, where that is known as they are written.
    """
    rows = [_row(duty, done) for duty in duties]
    return int(await unit.run(_OPEN, rows=rows)) if rows else 0


def _row(duty: OwedDuty, done: Done | None) -> dict[str, Any]:
    return {
        "id": duty.id,
        "kind": duty.kind.name,
        "state": duty.state.name,
        "departmentId": duty.department,
        "code": duty.code,
        "basisId": duty.basis,
        "trigger": duty.trigger.name,
        "eventOn": stored(duty.event_on),
        "period": stored(duty.period),
        "dueOn": stored(duty.due_on),
        "provisional": duty.provisional,
        "openedAt": stored(duty.opened_at),
        "rules": list(duty.rules),
        "policyId": duty.policy,
        **_due_keys(duty, duty.due_on),
        "openKey": (duty.code or duty.department) if duty.state.open else None,
        "doneAt": stored(done.at) if done else None,
        "doneWith": done.event.name if done else None,
        "version": done.version if done else None,
        "wordsCipher": done.words if done else None,
        **waiting_keys(duty.due_on, duty.opened_at, duty.department, waits=duty.state.open),
    }


def _due_keys(duty: OwedDuty, due_on: date | None) -> dict[str, str]:
    """By what a duty is sorted: its last day and what it is, and the same behind the department."""
    key = f"{due_on.isoformat() if due_on else NO_DAY}|{duty.id}"
    return {"dueKey": key, "owesKey": f"{duty.department}|{key}"}


_READ: LiteralString = (
    "[c.id, c.kind, c.state, c.departmentId, c.policyId, c.trigger, toString(c.eventOn), toString(c.openedAt), c.code, "
    "c.basisId, toString(c.period), toString(c.dueOn), c.provisional, c.rules, toString(c.handedInAt)]"
)
_BASES: LiteralString = (
    "COLLECT { MATCH (b:LegalBasis {id: c.basisId}) RETURN [b.id, b.title] } + "
    "COLLECT { MATCH (x:BasisChange {basisId: c.basisId}) MATCH (b:LegalBasis {id: x.successorId}) "
    "RETURN [b.id, b.title] }"
)
_OF_ENTRIES: LiteralString = (
    f"UNWIND $codes AS k MATCH (c:OwedDuty {{openKey: k}}) WITH c, {_BASES} AS bases RETURN collect([{_READ}, bases])"
)
_RECEIVED: LiteralString = (
    "MATCH (was:Department)-[:SUCCEEDED_BY*0..4]->(:Department {id: provider}) MATCH (c:OwedDuty {openKey: was.id})"
)
_OF_RECEIVERS: LiteralString = (
    "RETURN COLLECT { UNWIND $codes AS k MATCH (e:EntryCase {openKey: k}) WITH k, e, e.providerId AS provider "
    f"{_RECEIVED} WHERE e.content CONTAINS '\"' + c.basisId + '\"' WITH k, c, {_BASES} AS bases "
    f"RETURN [k, {_READ}, bases] }} + "
    "COLLECT { UNWIND $codes AS k MATCH (r:Resource {id: k}) "
    "WHERE NOT EXISTS { MATCH (:EntryCase {openKey: k}) } WITH k, r, r.providerId AS provider "
    f"{_RECEIVED} WHERE EXISTS {{ MATCH (r)-[:RESTS_ON]->(b:LegalBasis) WHERE b.id = c.basisId }} "
    f"WITH k, c, {_BASES} AS bases RETURN [k, {_READ}, bases] }}"
)
"""What the providers of some entries owe of a duty that was moved to them, where an entry rests on it."""
_OF_ID: LiteralString = (
    f"MATCH (c:OwedDuty {{id: $id}}) WHERE {OWED_DUTY.sees('c')} RETURN [{_READ}, "
    f"{answering_for('(:Department {id: c.departmentId})', '$on')}]"
)


async def owed_of_entries(unit: Unit, codes: Iterable[str]) -> Sequence[Owed]:
    """What is owed of some entries, and of which bases, read in the transaction that meets it.

    What a department owes of a duty that was moved to it is owed of the first of its entries that rest on that.
    """
    asked = sorted(codes)
    if not asked:
        return ()
    own = await unit.run(_OF_ENTRIES, codes=asked) or ()
    first: dict[str, Owed] = {}
    for code, row, bases in await unit.run(_OF_RECEIVERS, codes=asked) or ():
        first.setdefault(row[0], Owed(replace(_duty(row), code=code), _called(bases), received=True))
    return [*(Owed(_duty(row), _called(bases)) for row, bases in own), *first.values()]


def _called(bases: Iterable[Row]) -> tuple[Called, ...]:
    return tuple(Called(code, title) for code, title in bases)


@dataclass(frozen=True, slots=True)
class Found:
    """A duty, and who answers for its department today."""

    duty: OwedDuty
    answering: str | None


async def duty_of(view: View, identity: str, on: date) -> Found | None:
    """Read a duty that the asker may see, and who answers for its department on a day."""
    if view.sees_none(OWED_DUTY):
        return None
    found = await view.read(_OF_ID, id=identity, on=on.isoformat())
    return None if found is None else Found(_duty(found[0]), found[1])


def _duty(row: Row) -> OwedDuty:
    (
        key, kind, state, department, policy, trigger, event, opened, code, basis, period, due, provisional, rules,
        handed,
    ) = row  # fmt: skip
    return OwedDuty(
        id=key, kind=DutyKind[kind], state=DutyState[state], department=department, policy=policy,
        trigger=DutyEvent[trigger], event_on=date.fromisoformat(event), opened_at=datetime.fromisoformat(opened),
        code=code, basis=basis, period=day(period), due_on=day(due), provisional=provisional,
        rules=tuple(rules or ()), handed_in_at=datetime.fromisoformat(handed) if handed else None,
    )  # fmt: skip


_MOVED = Kept(
    OWED_DUTY,
    "c.dueOn = date(row.dueOn), c.provisional = row.provisional, c.dueKey = row.dueKey, c.owesKey = row.owesKey, "
    "c.rules = row.rules, c.doneAt = datetime(row.doneAt), c.doneWith = row.doneWith, c.version = row.version, "
    "c.wordsCipher = row.words, c.openKey = CASE WHEN row.doneAt IS NULL THEN c.openKey END, "
    "c.code = CASE WHEN row.doneAt IS NULL THEN c.code ELSE row.code END",
)


async def settle(
    unit: Unit,
    moved: Sequence[tuple[OwedDuty, Move]],
    at: datetime,
    *,
    versions: Mapping[str, int] | None = None,
    words: str | None = None,
    times: Mapping[str, datetime] | None = None,
) -> None:
    """Move duties on; one that is done keeps its due date.

    Args:
        unit: The open transaction.
        moved: Each as it was read, and what becomes of it.
        at: When.
        versions: Numbers of the entries' versions by which they are met, by code.
        words: What is said with it, encrypted.
        times: When each was, by its id, where that was not now.

    Raises:
        Conflict: `CASE_MOVED`.
    """
    rows = []
    for duty, step in moved:
        rests, when = not DutyState[step.state.name].open, (times or {}).get(duty.id, at)
        due_on, provisional = (duty.due_on, duty.provisional) if rests else (step.deadline, step.provisional)
        row = {
            "code": duty.code,
            "dueOn": stored(due_on),
            "provisional": provisional,
            **_due_keys(duty, due_on),
            "rules": list(dict.fromkeys((*duty.rules, *step.rules))),
            "doneAt": stored(when) if rests else None,
            "doneWith": step.step.event.name if rests else None,
            "version": (versions or {}).get(duty.code or ""),
            "words": words,
        }
        rows.append(Moved(duty.id, duty.state, step, when, duty.department, row))
    await move_on(unit, _MOVED, rows, path=("duty",))


_KEPT: LiteralString = "RETURN EXISTS { MATCH (:OwedDuty {id: $id}) }"
_STATES: LiteralString = "UNWIND $ids AS k MATCH (d:OwedDuty {id: k}) RETURN collect([d.id, d.state])"


async def is_kept(store: Store, identity: str) -> bool:
    """Whether a duty is kept; what comes back is, when it is done."""
    return bool(await store.read(_KEPT, id=identity))


async def states_of(view: View, identities: Sequence[str]) -> Mapping[str, str]:
    """Where those stand of some duties that are kept."""
    return dict(await view.read(_STATES, ids=list(identities)) or ()) if identities else {}


_COUNTED: LiteralString = (
    f"UNWIND $departments AS k MATCH (d:OwedDuty {{departmentId: k}}) WHERE {OWED_DUTY.sees('d')} "
    "WITH d.departmentId AS department, d.kind AS kind, d.state AS state, d.policyId AS policy, "
    "toString(d.dueOn) AS due, toString(d.eventOn) AS event, d.doneWith AS done, "
    "CASE WHEN d.openKey IS NULL THEN null ELSE toString(d.handedInAt) END AS handed, count(*) AS many "
    "RETURN collect([department, kind, state, policy, due, event, many, done, handed])"
)


async def counted(view: View, departments: Iterable[str]) -> list[Alike]:
    """How many duties of some departments stand alike, as far as the asker may see them."""
    if view.sees_none(OWED_DUTY):
        return []
    found = await view.read(_COUNTED, departments=sorted(set(departments))) or ()
    return [
        Alike(department, DutyKind[kind], DutyState[state], policy or "", day(due), date.fromisoformat(event), many,
              DutyEvent[done] if done else None, china_day(datetime.fromisoformat(handed)) if handed else None)
        for department, kind, state, policy, due, event, many, done, handed in found
    ]  # fmt: skip
