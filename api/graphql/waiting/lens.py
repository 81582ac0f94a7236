"""What waits for somebody."""

import enum
from datetime import date, datetime

from api.graphql.duties.lens import PeriodicDuty
from api.graphql.lens import cursors
from api.graphql.lens.citations import Rule, cited
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
from graph.subjects.waiting import supervised as waiting_supervised
from graph.subjects.waiting.desk import WaitingCase as Case
from graph.subjects.waiting.queues import QUEUES
from graph.words.duties import DutyKind, Reporter

ORDER, BY_DEPARTMENT = "URGENCY", "DEPARTMENT"


class WaitingKind(enum.Enum):
    """Kinds of cases that wait."""

    _ignore_ = "label"
    for label in QUEUES:
        vars()[QUEUES[label].name] = QUEUES[label].shape.words.zh


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
    name: str | None = attribute("What it is called, or what it is about; null where that has no name (名称).")
    state: str = attribute("Name of its state, `REGISTERED` (状态).", through=lambda state: state.name)
    state_words: str = attribute("The state in words (状态名称).", "state", through=lambda state: state.zh)
    since: DateTime = attribute("When it came into its state (进入当前状态时间).", through=datetime.isoformat)
    age: int = attribute("Working days since then (已用工作日).")
    due_on: Date | None = attribute(
        "The last day of its term; null where the text has no number, see `noDueDate` (期限).",
        through=lambda due: due and due.isoformat(),
    )
    overdue: bool = attribute("Whether that day is over (逾期).")
    due_rules: list[Rule] = attribute(
        "Articles that set the term; none where the text has no number (期限依据).", through=cited
    )
    no_due_date: Remark | None = attribute(
        "That the text sets no number, in words and with its rules; null where it sets one (未规定期限).", "silence"
    )
    yours: bool = attribute(
        "Whether it waits for a post that you hold, and not only for one of your department; not where a rule wants "
        "another person than who did an earlier step, and that was you (本人)."
    )
    next_steps: list[NextStep] = attribute("What can be done next, by whom (可办事项).", "steps")
    your_steps: list[NextStep] = attribute(
        "Of these what a post of yours takes, without what a rule gives to another person than who did an earlier step "
        "(本人可办事项)."
    )

    report: PeriodicDuty | None = attribute(
        "The report or plan that is owed, with what `reportPeriod` asks for; nothing is kept of it before it is done, "
        "and `case` is null. Null where it is another case (应报送事项)."
    )

    case: Node | None = itself("kind", "node")

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


@shows(waiting_supervised.OverdueCount, "How many cases of a kind are overdue (逾期数).")
class OverdueCount:
    """How many cases of a kind are overdue."""

    kind: WaitingKind = attribute("What kind of case (类别).", through=KINDS.__getitem__)
    overdue: int = attribute("How many are overdue (逾期数).")


@shows(waiting_supervised.MissingReport, "A report that was due and is not there, a zero report too (未报送).")
class MissingReport:
    """A report that was due and is not there."""

    kind: DutyKind = attribute("What was to be reported (类别).")
    reporter: Reporter = attribute("As what the department was to report (报送单位).")
    period: Date = attribute("First day of the period (所属期间).", through=date.isoformat)
    due_on: Date = attribute("The last day, which is over (期限).", through=date.isoformat)
    rules: list[Rule] = attribute("Where it is written (依据条文).", through=cited)


@shows(waiting_supervised.SupervisedDepartment, "What is late in a department (部门逾期情况).")
class SupervisedDepartment:
    """What is late in a department."""

    code: str = attribute("USCC of the department (部门代码).", "department")
    overdue: list[OverdueCount] = attribute(
        "Of kinds of which any are, how many overdue cases wait for the department to go on (逾期事项)."
    )
    missing: list[MissingReport] = attribute(
        "Reports due in the last year that are not there, the oldest first (未报送)."
    )

    @edge(by_id(DEPARTMENT), key="department")
    def department(self) -> Department | None:
        """The department (部门)."""


def _last(departments: tuple[waiting_supervised.SupervisedDepartment, ...], mark: str) -> str | None:
    """The cursor behind the departments that were told; null where none was."""
    if not departments:
        return None
    last = departments[-1].department
    return cursors.written(cursors.head(BY_DEPARTMENT, mark), last, last)


@shows(waiting_supervised.SupervisedPage, "A page of departments, by their USCC (部门逾期情况).")
class SupervisedPage:
    """A page of departments."""

    departments: list[SupervisedDepartment] = attribute("The departments, those without anything late too (部门).")
    has_next_page: bool = attribute("Whether more follow.", "more")
    end_cursor: str | None = attribute("What to pass as `after`.", "departments", "mark", through=_last)
