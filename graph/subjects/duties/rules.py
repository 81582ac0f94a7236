"""What is owed, decided: what a table says of something that happens, what meets a duty, where one stands on a day.

* A duty arises by the row that binds its department on the day of the event, and keeps it.
* That a last day has passed changes nothing that is kept: owed, met, late and excused follow from state, due date and
  day. Where the text has no number, nothing is ever late.
* What a department has handed in, and somebody else is to publish, is judged by the day on which it was handed in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Final

from graph.cases.machine import NO_CASE, Move, move
from graph.errors import Conflict, NoPolicy
from graph.law.access import Principal
from graph.law.citations import rules_broken
from graph.law.findings import Circumstance
from graph.law.policies import bound_by, table_on
from graph.law.terms import NO_NUMBER, Deadline, Due, due_after_event, overdue, passed
from graph.law.workflow import IN_TIME, Facts, Side, Span, Step, Workflow, steps_from
from graph.law.workflows import WORKFLOWS
from graph.words.china_time import CHINA, china_day
from graph.words.duties import Alike, DutyEvent, DutyKind, DutyState, OwedDuty, Reporter
from graph.words.people import Role
from graph.words.sources import BasisKind

REGISTER: Final = Principal(Role.SERVICE, "zhengtu")
"""Who does what happens: the register knows it by itself."""
REPORTER: Final = "reporter"
"""The fact as what somebody reports."""


def concerns(step: Step, reporter: Reporter) -> bool:
    """Whether who reports as something can take a step."""
    return all(each.fact != REPORTER or reporter in each.values for each in step.when)


def carries(policy: str | None, kind: BasisKind, on: date) -> bool:
    """Whether a basis of a kind carries, by the text of the policy, that something is not shared."""
    row = bound_by(policy, on)
    ground = row.refusal_ground if row else None
    return ground is None or ground.value.carried_by(kind)


def workflow_of(kind: DutyKind) -> Workflow:
    """The words of a kind of duty."""
    return WORKFLOWS[kind.name.lower()]


def arises(policy: str | None, kind: DutyKind, trigger: DutyEvent, on: date, facts: Facts) -> Move | None:
    """What is owed of something that happens on a day; None where the text that binds knows no such duty.

    Args:
        policy: The policy that binds the department on that day, as the graph says.
        kind: The duty.
        trigger: What happens.
        on: When.
        facts: What the duty knows of itself.
    """
    try:
        table = table_on(policy, workflow_of(kind), on)
        return move(table, NO_CASE, trigger, REGISTER, facts, datetime.combine(on, time(), CHINA))
    except (NoPolicy, Conflict):
        return None


def met_by(duty: OwedDuty, event: DutyEvent, on: date, facts: Facts) -> Move | None:
    """What becomes of a duty by something that was done, whoever did it; None where that does not meet it."""
    try:
        table = table_on(duty.policy, workflow_of(duty.kind), duty.event_on)
    except NoPolicy:
        return None
    known = {IN_TIME: not overdue(due_of(duty), on, None), **facts}
    found = steps_from(table, duty.state, event)
    step = next((each for each in found if all(one.holds(known) for one in each.when)), None)
    return Move(step, Span.AT_REST) if step and step.lasts is Span.AT_REST else None


def over(duty: OwedDuty, on: date) -> Move:
    """What becomes of a duty whose entry is out of the catalogue where no row says so: nothing is left to follow."""
    then = DutyState.LATE if overdue(due_of(duty), on, None) else DutyState.MET
    step = Step(
        duty.state, DutyEvent.UPDATE, frozenset({Role.SERVICE}), Side.PROVIDER, (), Span.AT_REST, then, (), product=True
    )
    return Move(step, Span.AT_REST)


def due_of(duty: OwedDuty) -> Due:
    """Until when a duty is owed, or that no text says."""
    return NO_NUMBER if duty.due_on is None else Deadline(duty.due_on, bool(duty.provisional))


def judged_on(handed_in_at: datetime | None, today: date) -> date:
    """The day by which it is judged whether something is in time."""
    return today if handed_in_at is None else china_day(handed_in_at)


def term_of(step: Step, event: date) -> Due:
    """Until when something is owed that a step begins, counted from the day of the event, whenever that is said."""
    return NO_NUMBER if step.days is None else due_after_event(event, step.days)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many duties of a department stand where, on a day."""

    department: str
    owed: int
    overdue: int
    met: int
    late: int
    excused: int
    broken: tuple[str, ...]
    """Items of its policy that what is overdue breaks, or was done late."""


_DONE: Final = frozenset(state for state in DutyState if not state.open)


def tally(duties: Iterable[Alike], today: date) -> Iterator[Tally]:
    """Count the duties of each department, with what is broken by those that are overdue or were late.

    What waits for the authority alone is owed and not overdue, and what the authority alone was late with is met.
    """
    counted: dict[str, Counter[DutyState | None]] = {}
    broken: dict[str, dict[tuple[str, DutyKind, date], None]] = {}
    for each in duties:
        found = counted.setdefault(each.department, Counter())
        open_ = each.state not in _DONE
        late = passed(each.due_on, each.handed_in or today) if open_ else each.state is DutyState.LATE
        if late and own(each.policy, each.kind, each.event_on, each.state, each.done_with):
            found[None if open_ else DutyState.LATE] += each.many
            broken.setdefault(each.department, {})[each.policy, each.kind, each.event_on] = None
        elif late:
            found[DutyState.UPDATE_OWED if open_ else DutyState.MET] += each.many
        else:
            found[DutyState.UPDATE_OWED if open_ else each.state] += each.many
    items = {one: found_broken(*one) for one in {one for ones in broken.values() for one in ones}}
    for department, found in counted.items():
        rules = {rule for one in broken.get(department, ()) for rule in items[one]}
        yield Tally(
            department, found[DutyState.UPDATE_OWED], found[None], found[DutyState.MET], found[DutyState.LATE],
            found[DutyState.EXCUSED], tuple(sorted(rules)),
        )  # fmt: skip


@cache
def own(policy: str, kind: DutyKind, event_on: date, state: DutyState, done_with: DutyEvent | None) -> bool:
    """Whether it is for the department itself to do what is owed, or was, and not for the authority over it.

    Args:
        policy: Whose row the duty keeps.
        kind: The duty.
        event_on: The day on which it arose.
        state: Where it stands.
        done_with: What was done, where it is.
    """
    row, workflow = bound_by(policy, event_on), workflow_of(kind)
    cell = row.table(workflow) if row else None
    to_do = (step for step in cell.value if step.state is state) if cell and done_with is None else ()
    done = (step for step in cell.value if step.event is done_with) if cell and done_with is not None else ()
    sides = {step.side for step in (*to_do, *done) if step.event not in workflow.own_will}
    return sides != {Side.LEAD}


def found_broken(policy: str, kind: DutyKind, event_on: date) -> tuple[str, ...]:
    """The items of its text that a duty breaks which is not done in time, or was not."""
    row, workflow = bound_by(policy, event_on), workflow_of(kind)
    cell = row.table(workflow) if row else None
    if row is None or cell is None or workflow.finding is None:
        return ()
    items = rules_broken(row, workflow.finding, frozenset({Circumstance.LATE}))
    documents = {article.rpartition("-")[0] for article in cell.rules}
    # The measure that asks for it, where it has an item of its own: what is said of licences is not broken by entries.
    return tuple(each for each in items if each.rpartition("-")[0] in documents) or items
