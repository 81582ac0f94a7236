"""Objections (异议核查): who doubts what, and what came of it."""

from dataclasses import dataclass
from datetime import date, datetime

from graph.model.terms import ObjectionGround, ObjectionState


@dataclass(frozen=True, slots=True)
class Objection:
    """A doubt about shared data or a licence, raised by somebody who uses or holds it."""

    id: str
    on_kind: str
    """`Resource`, `Item` or `License`."""
    on_id: str
    ground: ObjectionGround
    words: str
    raised_at: datetime
    raised_by: str
    """Subject of the objector."""
    answers: str
    """USCC of the department that has to answer."""
    state: ObjectionState = ObjectionState.RAISED
    due_on: date | None = None
    """Statutory due date; None where the city's text has no number."""
    due_rule: str | None = None
    resolved_at: datetime | None = None
    result: str = ""
