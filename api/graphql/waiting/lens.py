"""What waits for somebody."""

import enum
from datetime import datetime

from api.graphql.lens import cursors
from api.graphql.lens.naming import snake
from api.graphql.lens.nodes import itself
from api.graphql.lens.registration import Node, edge
from api.graphql.lens.scalars import Date, DateTime
from api.graphql.lens.terms import publish
from api.graphql.lens.values import attribute, shows
from api.graphql.objections.remark import Remark
from api.graphql.organisation.lens import Department
from api.graphql.waiting.steps import NextStep
from graph.schema.nodes import DEPARTMENT
from graph.store.edges import by_id
from graph.subjects.waiting import desk as waiting_desk
from graph.subjects.waiting.desk import WaitingCase as Case
from graph.subjects.waiting.queues import QUEUES

ORDER = "URGENCY"


class WaitingKind(enum.Enum):
    """Kinds of cases that wait."""

    _ignore_ = "label"
    for label in QUEUES:
        vars()[snake(label).lstrip("_").upper()] = QUEUES[label].shape.words.zh


KINDS: dict[str, WaitingKind] = dict(zip(QUEUES, WaitingKind, strict=True))
"""The kind of every label that waits."""
publish(WaitingKind, "Kinds of cases that wait for somebody (待办类别).")


def _cursor(cases: tuple[Case, ...], mark: str) -> str | None:
    """The cursor behind what was told; null where nothing was."""
    if not cases:
        return None
    key, label, identity = cases[-1].place
    return cursors.written(cursors.head(ORDER, mark), key, f"{label}:{identity}")


@shows(Case, "A case that waits for somebody (待办事项).")
class WaitingCase:
    """A case that waits for somebody."""

    kind: WaitingKind = attribute("What kind of case (类别).", through=KINDS.__getitem__)
    name: str | None = attribute("What it is called; null where it has no name of its own (名称).")
    state: str = attribute("Name of its state, `REGISTERED` (状态).", through=lambda state: state.name)
    state_words: str = attribute("The state in words (状态名称).", "state", through=lambda state: state.zh)
    since: DateTime = attribute("When it came into its state (进入当前状态时间).", through=datetime.isoformat)
    age: int = attribute("Working days since then (已用工作日).")
    due_on: Date | None = attribute(
        "The last day of its term; null where the text has no number, see `noDueDate` (期限).",
        through=lambda due: due and due.isoformat(),
    )
    overdue: bool = attribute("Whether that day is over (逾期).")
    no_due_date: Remark | None = attribute(
        "That the text sets no number, in words and with its rules; null where it sets one (未规定期限).", "silence"
    )
    yours: bool = attribute(
        "Whether it waits for a post that you hold, and not only for one of your department (本人)."
    )
    next_steps: list[NextStep] = attribute("What can be done next, by whom (可办事项).", "steps")

    case: Node | None = itself("kind", "id")

    @edge(by_id(DEPARTMENT), key="department")
    def department(self) -> Department | None:
        """The department that answers, or whose entry it is (办理部门)."""


@shows(waiting_desk.WaitingPage, "A page of a work list, the most urgent first (待办).")
class WaitingPage:
    """A page of a work list."""

    cases: list[WaitingCase] = attribute(
        "The cases; those without a due date stand behind the others, the oldest first (待办事项)."
    )
    has_next_page: bool = attribute("Whether more follow.", "more")
    end_cursor: str | None = attribute("What to pass as `after`.", "cases", "mark", through=_cursor)


@shows(waiting_desk.WaitingCount, "How many cases of a kind wait (待办数).")
class WaitingCount:
    """How many cases of a kind wait."""

    kind: WaitingKind = attribute("What kind of case (类别).", through=KINDS.__getitem__)
    waiting: int = attribute("How many wait (待办数).")
    overdue: int = attribute("How many of these are overdue (逾期数).")
