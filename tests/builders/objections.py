"""Objections as they stand in a store, without anybody raising or answering them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph.store.engine import Unit
from graph.store.writing import stored
from graph.subjects.objections import memory
from graph.words.objections import Objection


async def enter(unit: Unit, objection: Objection, parties: Sequence[str], policy: str | None) -> None:
    """Enter an objection in the state that it has, closed ones too."""
    alone = objection if objection.state.open else replace(objection, raised_by=objection.id)
    raised_for = set(parties) - {objection.answers}
    assert await memory.enter(unit, alone, raised_for, policy) == objection.id, "another one is open"
    if not objection.state.open:
        await unit.run(
            "MATCH (o:Objection {id: $id}) SET o.open = false, o.openKey = null, o.raisedBy = $by, "
            "o.waitKey = null, o.waitsAtKey = null, o.resolvedAt = datetime($at)",
            id=objection.id,
            by=objection.raised_by,
            at=stored(objection.resolved_at),
        )
