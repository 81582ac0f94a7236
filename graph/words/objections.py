"""Objections (异议核查): who doubts what, and what came of it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import unique

from graph.words.closed_list import ClosedList


@unique
class ObjectionState(ClosedList):
    """State of an objection (异议核查): WHL-19, WH-16, CZ-14."""

    RAISED = "已提出"
    IN_CHECK = "校核中"
    EXTENDED = "已延期"
    CORRECTED = "已更正"
    EXPLAINED = "已说明"
    WITHDRAWN = "已撤回"

    @property
    def open(self) -> bool:
        """Whether the case still waits for an answer."""
        return self in (ObjectionState.RAISED, ObjectionState.IN_CHECK, ObjectionState.EXTENDED)


@unique
class ObjectionEvent(ClosedList):
    """What happens to an objection."""

    RAISE = "提出"
    TAKE_UP = "受理"
    EXTEND = "延期"
    CORRECT = "更正"
    EXPLAIN = "说明"
    WITHDRAW = "撤回"


@unique
class ObjectionGround(ClosedList):
    """What is doubted: accuracy, completeness or timeliness (WHL-19)."""

    ACCURACY = "准确性"
    COMPLETENESS = "完整性"
    TIMELINESS = "时效性"


@unique
class Tie(ClosedList):
    """What ties an objector to the data or the licence that he doubts (使用关系): WHL-19, WH-16."""

    GRANT = "已获授权"
    """His department has a grant for the data."""
    HOLDS = "持证"
    """He holds it (持证主体)."""
    RECORDED = "有用证记录"
    """He has verified it, see `graph.words.license_uses`."""
    SHOWN = "曾获出示"
    """A file of it was made for him to be shown."""


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
    provisional: bool | None = None
    """The due date was counted through a year whose notice was not out; None without one, and in older records."""
    due_rule: str | None = None
    resolved_at: datetime | None = None
    result: str = ""
