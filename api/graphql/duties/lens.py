"""Duties (义务): what a department owes, since when, until when, by which article, and what became of it."""

from datetime import date, datetime
from typing import Any, Final

import strawberry

from api.graphql.entries.cases import steps_of_open_case, steps_out
from api.graphql.entries.lens import Resource
from api.graphql.lens.citations import Rule, cited
from api.graphql.lens.mentions import MASKED_CODES, words_column
from api.graphql.lens.registration import Lens, Node, column, computed, edge, lens, told
from api.graphql.lens.scalars import Date, DateTime
from api.graphql.lens.values import attribute, shows
from api.graphql.objections.remark import Remark
from api.graphql.organisation.lens import Department
from api.graphql.sources.lens import LegalBasis
from api.graphql.waiting.steps import NextStep, steps_of
from graph.cases import waiting
from graph.cases.prospects import Beforehand, Known
from graph.law import terms
from graph.law.policies import bound_by
from graph.law.terms import Sentence
from graph.schema.nodes import DEPARTMENT, LEGAL_BASIS, OWED_DUTY, RESOURCE
from graph.store.edges import Batch, by_id
from graph.store.reading import day
from graph.subjects.duties import lapsing, memory, periods
from graph.subjects.duties.handing import OF_ENTRIES
from graph.subjects.duties.owing import ChangedData, told_of_record
from graph.subjects.duties.rules import Tally, found_broken, judged_on, own, workflow_of
from graph.subjects.duties.telling import BESIDE_A_CASE, TOLD_ALREADY, mutations_of
from graph.words.duties import DutyEvent, DutyKind, DutyState, Reporter

Stored = DutyState | str
"""A state as a lens has it, or as it is stored."""


@lens(
    OWED_DUTY,
    "A duty that a department has without being asked: to follow an amended law, to deliver changed data, to report "
    "(义务). Seen by the department and by those who supervise it. Of what comes back with the calendar only what is "
    "done is kept, see `recurringDutiesOf`.",
)
class OwedDuty(Lens, Node):
    """A duty of a department."""

    kind: DutyKind = column("What is owed (类别).")
    state: DutyState = column("Where it stands (状态).")
    code: str | None = column("Code of the entry that it is about (资源代码).")
    trigger: DutyEvent = column("What made that it is owed (事由).")
    event_on: Date = column("The day of that; the law of this day decides (事由发生日).")
    period: Date | None = column("First day of the period that is reported (所属期间).")
    due_on: Date | None = column("Last day; null where the text has no number (期限).")
    provisional: bool | None = column("Counted through a year whose rest days are not published (暂定).")
    opened_at: DateTime = column("When it was recorded (记录时间).")
    done_at: DateTime | None = column("When it was done or excused (履行时间).")
    done_with: DutyEvent | None = column("By what (履行方式).")
    handed_in_at: DateTime | None = column(
        "When the department handed in what is to meet it, or has met it; by the day of that it is judged. Null where "
        "that is still with the department (提交时间)."
    )
    version: int | None = column("Number of the entry's version by which it was met (条目版本号).")
    words: str | None = words_column(
        "words_cipher",
        f"What was said with it: the good reason, where the report is (说明); {MASKED_CODES}.",
        memory.WORDS,
    )

    @edge(by_id(DEPARTMENT), key="department_id")
    def department(self) -> Department | None:
        """The department that owes it (责任部门)."""

    @edge(by_id(RESOURCE), key="code")
    def entry(self) -> Resource | None:
        """The entry that it is about (目录条目)."""

    @edge(by_id(LEGAL_BASIS), key="basis_id")
    def basis(self) -> LegalBasis | None:
        """The legal basis that changed (依据)."""

    @computed("rules", published=list[Rule])
    def rules(rules: list[str] | None) -> list[object]:  # noqa: N805 - a pure function
        """The articles (依据条文)."""
        return list(cited(tuple(rules or ())))

    @told("due_on", "state", "handed_in_at")
    def overdue(info: strawberry.Info, due_on: str | None, state: Stored, handed_in_at: str | None) -> bool:  # noqa: N805
        """Whether it is owed after its last day; not where it was handed in until then, or the text has no number."""
        return _overdue(due_on, state, handed_in_at, info.context.view.today)

    @told("due_on", "state", "kind", "policy_id", "event_on", "done_with", "handed_in_at", published=list[Rule])
    def broken_rules(
        info: strawberry.Info,  # noqa: N805
        due_on: str | None,
        state: Stored,
        kind: DutyKind | str,
        policy_id: str | None,
        event_on: str,
        done_with: DutyEvent | str | None,
        handed_in_at: str | None,
    ) -> list[object]:
        """The items of its text that its department breaks by being overdue, or has broken by being late (违规条款)."""
        late = _state(state) is DutyState.LATE or _overdue(due_on, state, handed_in_at, info.context.view.today)
        done = DutyEvent[done_with] if isinstance(done_with, str) else done_with
        whose = (policy_id or "", _kind(kind), date.fromisoformat(event_on))
        return list(cited(found_broken(*whose))) if late and own(*whose, _state(state), done) else []

    @computed("due_on", "state", "rules", "event_on", published=Remark | None)
    def no_due_date(
        due_on: str | None,  # noqa: N805
        state: Stored,
        rules: list[str] | None,
        event_on: str,
    ) -> Sentence | None:
        """That the text sets no number, in words and with its rules; null where it sets one (未规定期限)."""
        if due_on is not None or not _state(state).open:
            return None
        return terms.no_number(tuple(rules or ()), date.fromisoformat(event_on))

    @told("event_on", "done_at")
    def age(info: strawberry.Info, event_on: str, done_at: str | None) -> int:  # noqa: N805
        """Working days since it is owed, until it was done (已用工作日)."""
        begun = datetime.fromisoformat(f"{event_on}T00:00:00+08:00")
        done = datetime.fromisoformat(done_at) if done_at else None
        return terms.age(begun, info.context.view.today, done)

    @told("kind", "state", "policy_id", "event_on", "due_on", "code", "opened_at", published=list[NextStep])
    async def next_steps(info: strawberry.Info, *kept: Any) -> list[waiting.NextStep]:  # noqa: N805
        """What can be done of it next, and by whom; while the entry has a case, what that can do next (可办事项)."""
        return await _steps(info, *kept)


async def _steps(
    info: strawberry.Info,
    kind: DutyKind | str,
    state: Stored,
    policy_id: str | None,
    event_on: str,
    due_on: str | None,
    code: str | None,
    opened_at: str,
) -> list[waiting.NextStep]:
    what, stands, today = _kind(kind), _state(state), info.context.view.today
    row, told = bound_by(policy_id, date.fromisoformat(event_on)), Beforehand({})
    if what is DutyKind.DATA_UPDATE and stands.open:
        changed = ChangedData(code or "", date.fromisoformat(event_on), datetime.fromisoformat(opened_at))
        told = await info.context.load(_RECORD, changed.key)
    known = Known({}, today, day(due_on), told.beside)
    every = steps_of(row, workflow_of(what), stands, known, mutations_of(code))
    steps = [each for each in every if each.event not in TOLD_ALREADY]
    if code is None or not stands.open or what not in OF_ENTRIES:
        return steps
    of_case = await steps_of_open_case(info, code)
    if of_case is None:
        return [*steps, *steps_out(bound_by(policy_id, today), today)]
    return [*of_case, *(each for each in steps if each.event in BESIDE_A_CASE)]


_RECORD: Final = Batch(told_of_record)


def _overdue(due_on: str | None, state: Stored, handed_in_at: str | None, today: date) -> bool:
    handed_in = datetime.fromisoformat(handed_in_at) if handed_in_at else None
    return _state(state).open and terms.passed(day(due_on), judged_on(handed_in, today))


def _state(state: Stored) -> DutyState:
    return DutyState[state] if isinstance(state, str) else state


def _kind(kind: DutyKind | str) -> DutyKind:
    return DutyKind[kind] if isinstance(kind, str) else kind


@shows(periods.Standing, "What a department owes for a period, done or not (定期义务).")
class PeriodicDuty:
    """What a department owes for a period."""

    kind: DutyKind = attribute("What is owed (类别).")
    what: str = attribute("What has to be done, in words (事项).")
    to: str | None = attribute("To whom (报送对象).", through=lambda to: to or None)
    reporter: Reporter = attribute("As what the department reports (报送单位).")
    period: Date = attribute("First day of the period (所属期间).", through=date.isoformat)
    due_on: Date = attribute("Last day; rest days do not move it (期限).", through=date.isoformat)
    state: DutyState = attribute("Owed, met or late; that it is overdue says `overdue` (状态).")
    overdue: bool = attribute("Owed after its last day (逾期).")
    rules: list[Rule] = attribute("Where it is written (依据条文).", through=cited)


@shows(Tally, "How many duties of a department stand where on a day (义务统计).")
class DutyTally:
    """How many duties of a department stand where."""

    department: str = attribute("USCC of the department (责任部门代码).")
    owed: int = attribute("Owed, and not overdue: in time, without a number, or with the authority (待履行).")
    overdue: int = attribute("Owed after their last day (逾期未履行).")
    met: int = attribute("Done in time, without a number, or late by the authority alone (已履行).")
    late: int = attribute("Done after their last day (逾期履行).")
    excused: int = attribute("Late with a good reason that was accepted (准予免责).")
    broken: list[Rule] = attribute("Items of its text broken by what is overdue or was late (违规条款).", through=cited)


@shows(
    lapsing.LapsedGround,
    "An entry that is not shared and whose basis has reached its last day (依据已到期的不予共享条目).",
)
class LapsedGround:
    """An entry that is not shared and whose basis has reached its last day."""

    code: str = attribute("Code of the entry (资源代码).")
    name: str = attribute("Its name (资源名称).")
    lapsed_on: Date = attribute("First day on which nothing carries that it is not shared.", through=date.isoformat)
    state: DutyState = attribute("What is owed (状态).")
    rules: list[Rule] = attribute("Where it is written (依据条文).", through=cited)
