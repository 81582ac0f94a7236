"""Cases of entries: how they are written, begun together, moved on, and kept with the version that comes of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString

from graph.cases.machine import Move
from graph.cases.memory import Kept, Moved, move_on
from graph.cases.waiting import WRITTEN, waiting_keys
from graph.law.workflows import ENTRY
from graph.schema.nodes import ENTRY_CASE
from graph.store.engine import Unit
from graph.store.writing import stored
from graph.subjects.duties.handing import Term
from graph.words.entry_cases import EntryCase, EntryCaseState, EntryStep, Ground


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
    "c.causeBasisId = row.causeBasisId, c.releaseReview = row.releaseReview, c.termRules = null, "
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


_UNTIL: LiteralString = (
    "UNWIND $rows AS row MATCH (c:EntryCase {openKey: row.code}) WHERE c.dueOn IS NULL "
    "SET c.dueOn = date(row.dueOn), c.provisional = row.provisional, c.termRules = row.rules, "
    "c.waitKey = row.waitKey, c.waitsAtKey = row.waitsAtKey"
)


async def wait_until(unit: Unit, waiting: Iterable[tuple[EntryCase, Term | None]], at: datetime) -> None:
    """Write until when cases are waited for by what is owed of their entries, where no step of theirs sets a term.

    Args:
        unit: The open transaction.
        waiting: The cases; None of which nothing is owed.
        at: Since when they stand where they do.
    """
    rows = [
        {
            "code": case.code, "dueOn": stored(term.due_on), "provisional": term.provisional, "rules": list(term.rules),
            **waiting_keys(term.due_on, at, case.provider, waits=True),
        }
        for case, term in waiting
        if term is not None
    ]  # fmt: skip
    if rows:
        await unit.run(_UNTIL, rows=rows)


_RELEASED: LiteralString = (
    "UNWIND $rows AS row MATCH (v:EntryVersion {id: row.id}) SET v.causeKind = row.kind, "
    "v.causeBasisId = row.basis, v.releaseReview = row.lines"
)


async def release(unit: Unit, code: str, number: int, ground: Ground) -> None:
    """Keep with a version that is published what it was made for, and what its department has reviewed."""
    lines = [each.line for each in ground.reviewed]
    row = {"id": f"{code}@{number}", "kind": ground.kind.name, "basis": ground.basis, "lines": lines}
    await unit.run(_RELEASED, rows=[row])
