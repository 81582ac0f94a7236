"""Cases of entries: how they are listed, read and written."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, LiteralString

from graph.cases.machine import Move
from graph.cases.memory import Kept, Moved, move_on
from graph.cases.waiting import WRITTEN, waiting_keys
from graph.law.workflows import ENTRY
from graph.schema.nodes import ENTRY_CASE, RESOURCE
from graph.store.conditions import conditions_of
from graph.store.edges import Row, value_of
from graph.store.engine import Store, Unit
from graph.store.listing import Listing
from graph.store.ordering import Order
from graph.store.reading import day
from graph.store.view import View
from graph.store.writing import stored
from graph.subjects.entries.rows import ITEM_EDGE
from graph.subjects.organisation.binding import answering_for, policy_of
from graph.words.entries import EntryState
from graph.words.entry_cases import CauseKind, EntryCase, EntryCaseState, EntryStep, Ground, Reviewed

WORDS = "EntryCase.words"
"""As what the words that were said with a step are encrypted."""
ENTRY_CASES = Listing(
    ENTRY_CASE,
    conditions=conditions_of(ENTRY_CASE),
    orders={"OPENED": Order("c.openedKey", descending=True)},
)
_OWN: LiteralString = "MATCH (:Resource {id: p.code})-[:HAS_ITEM]->"
lineage_of_case = value_of(
    "EntryCase",
    "[CASE WHEN p.openKey IS NULL THEN '' ELSE p.content END, "
    f"COLLECT {{ {_OWN}(a:Item)-[e:ITEM_FROM]->(b:Item)<-[:HAS_ITEM]-(o:Resource) "
    f"WHERE {RESOURCE.sees('o')} RETURN {ITEM_EDGE} }} + "
    f"COLLECT {{ {_OWN}(b:Item)<-[e:ITEM_FROM]-(a:Item)<-[:HAS_ITEM]-(o:Resource) "
    f"WHERE o.id <> p.code AND {RESOURCE.sees('o')} RETURN {ITEM_EDGE} }}]",
)
"""What an open case proposes, and what stands of the lineage of its items, as far as the asker sees the other ends."""


@dataclass(frozen=True, slots=True)
class StandingEntry:
    """An entry that is in the graph."""

    provider: str
    name: str
    state: EntryState
    version: int
    content: str
    """Its newest version."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What there is under the code of an entry."""

    case: EntryCase | None
    """The case that is not over; None where there is none."""
    policy: str | None
    """Row that the case keeps; of an entry without one, the row that binds its provider today."""
    answering: str | None
    """Department that answers for the provider today."""
    entry: StandingEntry | None


_KEPT_OF: LiteralString = (
    "[c.id, c.code, c.name, c.providerId, c.state, c.causeKind, c.cause, coalesce(c.releaseReview, []), "
    "c.causeBasisId, c.content, c.follows, c.base, toString(c.openedAt), c.history, toString(c.dueOn), c.provisional, "
    "toString(c.successorUsableOn)]"
)
_ENTRY_OF: LiteralString = (
    "[r.providerId, r.name, r.state, r.version, "
    "head(COLLECT { MATCH (v:EntryVersion {id: r.id + '@' + toString(r.version)}) RETURN v.content })]"
)


def _answers(provider: LiteralString) -> LiteralString:
    return answering_for(f"(:Department {{id: {provider}}})", "$on")


_CASE: LiteralString = (
    f"MATCH (c:EntryCase {{id: $id}}) WHERE {ENTRY_CASE.sees('c')} RETURN [{_KEPT_OF}, c.policyId, "
    f"{_answers('c.providerId')}, head(COLLECT {{ MATCH (r:Resource {{id: c.code}}) RETURN {_ENTRY_OF} }})]"
)
_UNDER_CODES: LiteralString = (
    "RETURN [COLLECT { UNWIND $codes AS k MATCH (c:EntryCase {openKey: k}) "
    f"RETURN [k, {_KEPT_OF}, c.policyId, {_answers('c.providerId')}] }}, "
    "COLLECT { UNWIND $codes AS k MATCH (r:Resource {id: k}) "
    f"RETURN [k, {_ENTRY_OF}, {policy_of('(:Department {id: r.providerId})', '$on')}, {_answers('r.providerId')}] }}]"
)


async def case_of(view: View, identity: str, on: date) -> Standing | None:
    """Read a case that the asker may see, with what is in the graph of its entry."""
    if view.sees_none(ENTRY_CASE):
        return None
    found = await view.read(_CASE, id=identity, on=on.isoformat())
    if found is None:
        return None
    kept, policy, answering, entry = found
    return Standing(_case(kept), policy, answering, _entry(entry))


async def under_codes(store: Store, codes: Collection[str], on: date) -> Mapping[str, Standing]:
    """Read what there is under some codes; use cases decide for everybody, so it is not asked through a scope."""
    open_cases, entries = await store.read(_UNDER_CODES, codes=sorted(set(codes)), on=on.isoformat())
    cases = {code: rest for code, *rest in open_cases}
    there = {code: rest for code, *rest in entries}
    return {code: _standing(cases.get(code), there.get(code)) for code in codes}


async def under_code(store: Store, code: str, on: date) -> Standing:
    """Read what there is under one code."""
    return (await under_codes(store, (code,), on))[code]


def _standing(case: Row | None, entry: Row | None) -> Standing:
    standing, policy, answering = entry or (None, None, None)
    if case is None:
        return Standing(None, policy, answering, _entry(standing))
    kept, policy, answering = case
    return Standing(_case(kept), policy, answering, _entry(standing))


def _entry(row: Row | None) -> StandingEntry | None:
    if row is None:
        return None
    provider, name, state, version, content = row
    return StandingEntry(provider, name, EntryState[state], version or 0, content or "")


def _case(row: Row) -> EntryCase:
    (
        key, code, name, provider, state, kind, cause, reviewed, basis, content, before, base, opened, history, due,
        provisional, usable,
    ) = row  # fmt: skip
    return EntryCase(
        id=key,
        code=code,
        name=name,
        provider=provider,
        state=EntryCaseState[state],
        ground=Ground(CauseKind[kind], cause, tuple(map(Reviewed.parse, reviewed)), basis),
        content=content,
        before=before or "",
        base=base or 0,
        opened_at=datetime.fromisoformat(opened),
        history=tuple(map(EntryStep.parse, history)),
        due_on=day(due),
        provisional=provisional,
        successor_usable_on=day(usable),
    )


@dataclass(frozen=True, slots=True)
class Begun:
    """A case that begins."""

    case: EntryCase
    policy: str
    """Row of the day, which it keeps."""
    words: str | None = None
    """What is said with its first step, encrypted."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A step of a case that was there before."""

    read: EntryCase
    """As it was read."""
    now: EntryCase
    """The same with what is proposed now."""
    move: Move
    step: EntryStep
    """By whom, and when."""
    words: str | None = None
    """What is said with it, encrypted."""


_TAKE: LiteralString = (
    "UNWIND $rows AS row MERGE (c:EntryCase {openKey: row.code}) ON CREATE SET c.id = row.id "
    "RETURN collect([row.code, c.id])"
)
_ENTER: LiteralString = (
    f"UNWIND $rows AS row MATCH (c:EntryCase {{id: row.id}}) SET {ENTRY_CASE.assigned('c', 'row.plain')}, {WRITTEN}"
)


async def enter(unit: Unit, begun: Sequence[Begun]) -> Collection[str]:
    """Write new cases; say the codes of entries for which somebody else has opened one meanwhile."""
    rows = [_entered(each) for each in begun]
    if not rows:
        return ()
    standing: Mapping[str, str] = dict(await unit.run(_TAKE, rows=rows))
    lost = [each.case.code for each in begun if standing[each.case.code] != each.case.id]
    if not lost:
        await unit.run(_ENTER, rows=rows)
    return lost


_REFRESH: LiteralString = (
    "UNWIND $rows AS row MATCH (c:EntryCase {openKey: row.code}) WHERE c.state = 'DRAFT' "
    "SET c.name = row.plain.name, c.content = row.plain.content, c.base = row.plain.base, "
    "c.causeKind = row.plain.causeKind, c.cause = row.plain.cause, c.causeBasisId = row.plain.causeBasisId"
)


async def lay_before(unit: Unit, drafts: Sequence[Begun]) -> Collection[str]:
    """Lay drafts on the desks of their departments; say the ids of the cases that begin by it.

    Where one lies there already, it says by now what is laid there; what is on its way is left alone.
    """
    rows = [_entered(each) for each in drafts]
    standing: Mapping[str, str] = dict(await unit.run(_TAKE, rows=rows)) if rows else {}
    new = [row for row in rows if standing[row["code"]] == row["id"]]
    if new:
        await unit.run(_ENTER, rows=new)
    if len(new) < len(rows):
        await unit.run(_REFRESH, rows=[row for row in rows if row not in new])
    return [row["id"] for row in new]


def _entered(begun: Begun) -> dict[str, Any]:
    case = begun.case
    plain = _proposed(case) | {
        "state": case.state.name,
        "code": case.code,
        "providerId": case.provider,
        "openedAt": stored(case.opened_at),
        "enteredAt": stored(case.opened_at),
        "dueOn": stored(case.due_on),
        "provisional": case.provisional,
        "successorUsableOn": stored(case.successor_usable_on),
        "wordsCipher": begun.words,
        "history": [each.line for each in case.history],
        "policyId": begun.policy,
    }
    waits = waiting_keys(case.due_on, case.opened_at, case.provider, waits=case.state in ENTRY.on_a_desk)
    return {"id": case.id, "code": case.code, "plain": plain, **waits}


def _proposed(case: EntryCase) -> dict[str, Any]:
    return {
        "name": case.name,
        "content": case.content,
        "follows": case.before or None,
        "base": case.base,
        "causeKind": case.ground.kind.name,
        "cause": case.ground.cause,
        "causeBasisId": case.ground.basis,
        "releaseReview": [each.line for each in case.ground.reviewed],
    }


_MOVED = Kept(
    ENTRY_CASE,
    "c.enteredAt = datetime(row.at), c.history = c.history + row.line, c.dueOn = date(row.dueOn), "
    "c.provisional = row.provisional, c.wordsCipher = row.words, c.name = row.name, c.content = row.content, "
    "c.follows = row.follows, c.base = row.base, c.causeKind = row.causeKind, c.cause = row.cause, "
    "c.causeBasisId = row.causeBasisId, c.releaseReview = row.releaseReview, "
    "c.openKey = CASE WHEN row.ended THEN null ELSE c.openKey END",
    # It comes back into a state in which it was, with another content.
    also="size(c.history) = row.seen",
    handed_back=ENTRY.handed_back,
)


async def settle(unit: Unit, taken: Sequence[Taken]) -> None:
    """Move cases on from where they were read.

    Raises:
        Conflict: `CASE_MOVED`.
    """
    await move_on(unit, _MOVED, list(map(_moved, taken)), path=("case",))


def _moved(taken: Taken) -> Moved:
    read, move = taken.read, taken.move
    row = _proposed(taken.now) | {
        "seen": len(read.history),
        "line": taken.step.line,
        "dueOn": stored(move.deadline),
        "provisional": move.provisional,
        "words": taken.words,
        "ended": EntryCaseState[move.state.name].ended,
    }
    return Moved(read.id, read.state, move, taken.step.at, read.provider, row)


_RELEASED: LiteralString = (
    "UNWIND $rows AS row MATCH (v:EntryVersion {id: row.id}) SET v.causeKind = row.kind, "
    "v.causeBasisId = row.basis, v.releaseReview = row.lines"
)


async def release(unit: Unit, code: str, number: int, ground: Ground) -> None:
    """Keep with a version that is published what it was made for, and what its department has reviewed."""
    lines = [each.line for each in ground.reviewed]
    row = {"id": f"{code}@{number}", "kind": ground.kind.name, "basis": ground.basis, "lines": lines}
    await unit.run(_RELEASED, rows=[row])
