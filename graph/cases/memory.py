"""The one compare-and-set: a case is moved on only from the state in which it was read.

* The node is written to before its state is asked: a rival that came first is waited for, not overwritten.
* Several cases of one kind are moved in one statement; whichever is no longer as it was read is named, with the state
  that beat it, and the transaction ends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, LiteralString

from graph.cases.machine import Move
from graph.cases.waiting import waiting_keys
from graph.errors import Conflict, Text
from graph.refusal_codes import Code
from graph.schema.columns import WAITS, WAITS_AT
from graph.schema.shapes import Shape
from graph.store.engine import Unit
from graph.store.writing import stored
from graph.words.closed_list import ClosedList


@dataclass(frozen=True, slots=True)
class Kept:
    """How cases of one kind are kept, and the statements that move them."""

    shape: Shape
    beside: LiteralString
    """Assignments over `c` and `row`: what is written beside the state; `c.state` is still the one before."""
    also: LiteralString = ""
    """A condition over `c` and `row` by which it is as it was read, where its states recur."""
    waits: LiteralString = "true"
    """Over `c`, whether until and since when it waits is written anew, where its kind keeps that (`waiting`)."""
    handed_back: frozenset[ClosedList] = frozenset()
    """States at rest that lie on a desk (`Workflow.handed_back`)."""
    moving: LiteralString = field(init=False)
    standing: LiteralString = field(init=False)

    def __post_init__(self) -> None:
        """Put the statements together once."""
        label = self.shape.label
        also: LiteralString = f" AND {self.also}" if self.also else ""
        kept = [column.name for column in (WAITS, WAITS_AT) if column in self.shape.columns]
        waits: LiteralString = "".join(
            [f", c.{name} = CASE WHEN {self.waits} THEN row.{name} ELSE c.{name} END" for name in kept]
        )
        moving = (
            f"UNWIND $rows AS row MATCH (c:{label} {{id: row.id}}) SET c.moving = true WITH c, row "
            f"WHERE c.state = row.before{also} REMOVE c.moving SET {self.beside}, c.state = row.after{waits} "
            "RETURN collect(c.id)"
        )
        standing = f"UNWIND $rows AS row MATCH (c:{label} {{id: row.id}}) RETURN collect([c.id, c.state])"
        object.__setattr__(self, "moving", moving)
        object.__setattr__(self, "standing", standing)

    def lies(self, move: Move) -> bool:
        """Whether a case stands in somebody's work list after a move."""
        return move.waits or move.state in self.handed_back


@dataclass(frozen=True, slots=True)
class Moved:
    """A case that is moved on."""

    id: str
    before: ClosedList
    """The state in which it was read."""
    move: Move
    at: datetime
    """When."""
    answers: str
    """USCC of the department that answers."""
    beside: Mapping[str, Any]
    """Values of what the workflow writes beside the state, as the store takes them."""


async def move_on(unit: Unit, kept: Kept, cases: Sequence[Moved], *, path: tuple[str, ...]) -> None:
    """Move cases on.

    Args:
        unit: The open transaction.
        kept: How they are kept.
        cases: The cases, each with the state in which it was read.
        path: Where in the input the case stands.

    Raises:
        Conflict: `CASE_MOVED`; one was moved on by somebody else meanwhile, with the state that it has now.
    """
    if not cases:
        return
    rows = [
        {
            **each.beside, "id": each.id, "before": each.before.name, "after": each.move.state.name,
            "at": stored(each.at),
            **waiting_keys(each.move.deadline, each.at, each.answers, waits=kept.lies(each.move)),
        }
        for each in cases
    ]  # fmt: skip
    moved: list[str] = await unit.run(kept.moving, rows=rows) or []
    if len(moved) == len(cases):
        return
    now: Mapping[str, str] = dict(await unit.run(kept.standing, rows=rows) or [])
    lost = next(each for each in cases if each.id not in moved)
    raise _beaten(lost, now.get(lost.id), path)


def _beaten(lost: Moved, now: str | None, path: tuple[str, ...]) -> Conflict:
    state = type(lost.before)[now].zh if now else "不存在"
    return Conflict(
        Text(
            f"已由他人先办理：现为“{state}”，请重新查看",
            f"somebody else was faster: it is {now or 'gone'} now; read it again",
        ),
        code=Code.CASE_MOVED,
        rules=lost.move.rules,
        path=path,
        value=now,
    )
