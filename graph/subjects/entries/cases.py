"""Cases of entries: how they are listed, read and written."""

from __future__ import annotations

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
    "[c.id, c.code, c.name, c.providerId, c.state, c.causeKind, c.cause, coalesce(c.releaseReview, []), c.content, "
    "c.follows, c.base, toString(c.openedAt), c.history, toString(c.dueOn), c.provisional, "
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
_UNDER_CODE: LiteralString = (
    "RETURN [head(COLLECT { MATCH (c:EntryCase {openKey: $code}) "
    f"RETURN [{_KEPT_OF}, c.policyId, {_answers('c.providerId')}] }}), "
    "head(COLLECT { MATCH (r:Resource {id: $code}) "
    f"RETURN [{_ENTRY_OF}, {policy_of('(:Department {id: r.providerId})', '$on')}, {_answers('r.providerId')}] }})]"
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


async def under_code(store: Store, code: str, on: date) -> Standing:
    """Read what there is under a code; use cases decide for everybody, so it is not asked through a scope."""
    case, entry = await store.read(_UNDER_CODE, code=code, on=on.isoformat())
    standing, policy, answering = entry or (None, None, None)
    if case is not None:
        kept, policy, answering = case
        return Standing(_case(kept), policy, answering, _entry(standing))
    return Standing(None, policy, answering, _entry(standing))


def _entry(row: Row | None) -> StandingEntry | None:
    if row is None:
        return None
    provider, name, state, version, content = row
    return StandingEntry(provider, name, EntryState[state], version or 0, content or "")


def _case(row: Row) -> EntryCase:
    (
        key, code, name, provider, state, kind, cause, reviewed, content, before, base, opened, history, due,
        provisional, usable,
    ) = row  # fmt: skip
    return EntryCase(
        id=key,
        code=code,
        name=name,
        provider=provider,
        state=EntryCaseState[state],
        ground=Ground(CauseKind[kind], cause, tuple(map(Reviewed.parse, reviewed))),
        content=content,
        before=before or "",
        base=base or 0,
        opened_at=datetime.fromisoformat(opened),
        history=tuple(map(EntryStep.parse, history)),
        due_on=day(due),
        provisional=provisional,
        successor_usable_on=day(usable),
    )


_TAKE: LiteralString = "MERGE (c:EntryCase {openKey: $code}) ON CREATE SET c.id = $id RETURN c.id"
_ENTER: LiteralString = (
    f"UNWIND $rows AS row MATCH (c:EntryCase {{id: row.id}}) SET {ENTRY_CASE.assigned('c', 'row.plain')}, {WRITTEN}"
)


async def enter(unit: Unit, case: EntryCase, policy: str, words: str | None) -> bool:
    """Write a new case; say whether the entry had none, or somebody else has opened one meanwhile.

    Args:
        unit: The open transaction.
        case: The case.
        policy: Row of the day, which it keeps.
        words: What is said with its first step, encrypted.
    """
    standing: str = await unit.run(_TAKE, code=case.code, id=case.id)
    if standing != case.id:
        return False
    plain = _proposed(case) | {
        "state": case.state.name,
        "code": case.code,
        "providerId": case.provider,
        "openedAt": stored(case.opened_at),
        "enteredAt": stored(case.opened_at),
        "dueOn": stored(case.due_on),
        "provisional": case.provisional,
        "successorUsableOn": stored(case.successor_usable_on),
        "wordsCipher": words,
        "history": [each.line for each in case.history],
        "policyId": policy,
    }
    waits = waiting_keys(case.due_on, case.opened_at, case.provider, waits=case.state in ENTRY.on_a_desk)
    await unit.run(_ENTER, rows=[{"id": case.id, "plain": plain, **waits}])
    return True


def _proposed(case: EntryCase) -> dict[str, Any]:
    return {
        "name": case.name,
        "content": case.content,
        "follows": case.before or None,
        "base": case.base,
        "causeKind": case.ground.kind.name,
        "cause": case.ground.cause,
        "releaseReview": [each.line for each in case.ground.reviewed],
    }


_MOVED = Kept(
    ENTRY_CASE,
    "c.enteredAt = datetime(row.at), c.history = c.history + row.line, c.dueOn = date(row.dueOn), "
    "c.provisional = row.provisional, c.wordsCipher = row.words, c.name = row.name, c.content = row.content, "
    "c.follows = row.follows, c.base = row.base, c.causeKind = row.causeKind, c.cause = row.cause, "
    "c.releaseReview = row.releaseReview, c.openKey = CASE WHEN row.ended THEN null ELSE c.openKey END",
    # It comes back into a state in which it was, with another content.
    also="size(c.history) = row.seen",
    handed_back=ENTRY.handed_back,
)


async def settle(unit: Unit, read: EntryCase, now: EntryCase, move: Move, step: EntryStep, words: str | None) -> None:
    """Move a case on from where it was read.

    Args:
        unit: The open transaction.
        read: As it was read.
        now: The same with what is proposed now.
        move: What is done.
        step: By whom, and when.
        words: What is said with it, encrypted.

    Raises:
        Conflict: `CASE_MOVED`.
    """
    row = _proposed(now) | {
        "seen": len(read.history),
        "line": step.line,
        "dueOn": stored(move.deadline),
        "provisional": move.provisional,
        "words": words,
        "ended": EntryCaseState[move.state.name].ended,
    }
    await move_on(unit, _MOVED, [Moved(read.id, read.state, move, step.at, read.provider, row)], path=("case",))


_RELEASED: LiteralString = (
    "UNWIND $rows AS row MATCH (v:EntryVersion {id: row.id}) SET v.causeKind = row.kind, v.releaseReview = row.lines"
)


async def release(unit: Unit, code: str, number: int, ground: Ground) -> None:
    """Keep with a version that is published what it was made for, and what its department has reviewed."""
    lines = [each.line for each in ground.reviewed]
    await unit.run(_RELEASED, rows=[{"id": f"{code}@{number}", "kind": ground.kind.name, "lines": lines}])
