"""Changes of legal bases: what they are judged by, how they are written, and how they are read with the basis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import LiteralString

import orjson

from graph.schema.nodes import BASIS_CHANGE
from graph.store.edges import value_of
from graph.store.engine import Store, Unit
from graph.store.reading import day
from graph.store.revisions import stamp
from graph.store.writing import stored
from graph.subjects.organisation.binding import answering_for, policy_of
from graph.words.duties import BasisChange, BasisEvent
from graph.words.sources import BasisKind


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a change is judged by."""

    kind: BasisKind | None
    """Of the basis; None where there is none."""
    valid_from: date | None
    valid_until: date | None
    successor: bool
    """Whether there is what is to take its place."""
    department: bool
    """Whether there is the department to which a duty is moved."""
    marked: tuple[str, str | None, str | None] | None
    """Of the same change on the same day, where it is marked already: document, what takes its place, to whom moved."""
    policy: str | None = None
    """By which the department is bound in whose post it is marked."""
    resting: Sequence[tuple[str, str]] = ()
    """USCCs and names of the departments that answer for entries that rest on it, published or on their way there."""


_SURROUNDINGS: LiteralString = (
    "RETURN [head(COLLECT { MATCH (b:LegalBasis {id: $code}) "
    "RETURN [b.kind, toString(b.validFrom), toString(b.validUntil)] }), "
    "EXISTS { MATCH (:LegalBasis {id: $successor}) }, EXISTS { MATCH (:Department {id: $department}) }, "
    "head(COLLECT { MATCH (c:BasisChange {id: $change}) RETURN [c.document, c.successorId, c.movedToId] }), "
    f"{policy_of('(:Department {id: $place})', '$on')}, "
    "COLLECT { CALL { MATCH (:LegalBasis {id: $code})<-[:RESTS_ON]-(r:Resource {state: 'PUBLISHED'}) "
    "RETURN r.providerId AS owner UNION MATCH (c:EntryCase) WHERE c.openKey >= '' AND c.state <> 'DRAFT' "
    "AND c.content CONTAINS $named RETURN c.providerId AS owner } "
    f"WITH DISTINCT owner WITH {answering_for('(:Department {id: owner})', '$on')} AS answers "
    "MATCH (d:Department {id: answers}) RETURN DISTINCT [d.id, d.name] }]"
)
_WRITTEN: tuple[LiteralString, ...] = (
    "basisId", "event", "on", "document", "successorId", "movedToId", "recordedAt",
)  # fmt: skip
_CHANGE: LiteralString = (
    f"UNWIND $rows AS row MERGE (c:BasisChange {{id: row.id}}) SET {BASIS_CHANGE.assigned('c', 'row', _WRITTEN)}"
)
_END: LiteralString = "MATCH (b:LegalBasis {id: $id}) SET b.validUntil = date($on), b.touched = $touched"


async def surroundings(
    store: Store, code: str, said: tuple[str | None, str | None], change: str, place: str | None, on: date
) -> Surroundings:
    """Read what a change is judged by on a day.

    Args:
        store: The graph.
        code: Code of the basis.
        said: What takes its place, and to which department a duty is moved.
        change: Id of the change.
        place: USCC of the department in whose post it is marked.
        on: The day.
    """
    given = {"code": code, "successor": said[0], "department": said[1], "change": change, "place": place}
    named = orjson.dumps(code).decode()
    found = await store.read(_SURROUNDINGS, **given, named=named, on=on.isoformat())
    basis, other, moved, marked, policy, resting = found
    kind, since, until = basis or (None, None, None)
    return Surroundings(
        BasisKind[kind] if kind else None, day(since), day(until), other, moved, tuple(marked) if marked else None,
        policy, sorted((code, name) for code, name in resting),
    )  # fmt: skip


async def write_change(unit: Unit, change: BasisChange) -> None:
    """Write what became of a basis; one that is repealed ends on that day."""
    row = {
        "id": change.id, "basisId": change.basis, "event": change.event.name, "on": stored(change.on),
        "document": change.document, "successorId": change.successor, "movedToId": change.department,
        "recordedAt": stored(change.recorded_at),
    }  # fmt: skip
    await unit.run(_CHANGE, rows=[row])
    if change.event is BasisEvent.REPEALED:
        await unit.run(_END, id=change.basis, on=change.on.isoformat(), touched=stamp(unit, "LegalBasis"))


changes_of_basis = value_of(
    "LegalBasis",
    "COLLECT { MATCH (c:BasisChange {basisId: p.id}) RETURN [c.id, c.basisId, c.event, toString(c.on), c.document, "
    "c.successorId, c.movedToId, toString(c.recordedAt)] ORDER BY c.onKey, c.id }",
)
"""Rows of what became of a basis (`changing.changes_told`)."""
