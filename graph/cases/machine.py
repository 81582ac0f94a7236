"""The whole engine: one move of a case by the table that it keeps; values in, value out.

1. Rows of this state and event: none, `NO_SUCH_MOVE`, with the moves that there are, and for whom; where there is none
   at all, it cites those of the event from other states, else those of the table.
2. Of these the first whose conditions hold: none, `CONDITION_MISSING`, with what is missing.
3. The actor holds the row's post, in the row's department, on that day; else `ANOTHER_POST`.
4. Two acts that the row keeps apart are two persons'; else `ANOTHER_POST`.
5. The next state lasts as the row says, from the day after it was entered. `NO_NUMBER` is no number of days, not 0.
6. What is said of it cites the row's articles.

That a term has ended is no event: whether a case is overdue is computed from its due date and the day.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal, TypeAlias

from graph.cases.refusing import another_person, another_post, condition_missing, no_such_move
from graph.errors import Refusal
from graph.law.access import Principal
from graph.law.posts import held_on
from graph.law.provisions import PeriodicDuty
from graph.law.terms import (
    NO_NUMBER,
    Deadline,
    Due,
    NoNumber,
    due_after_calendar_days,
    due_after_event,
    due_after_handing_in,
    overdue,
    prolonged,
)
from graph.law.workdays import NATIONAL, Calendar
from graph.law.workflow import (
    DAYS,
    IN_TIME,
    PERIOD,
    Actor,
    Articles,
    CalendarDays,
    Condition,
    Facts,
    Side,
    Span,
    Step,
    Table,
    reached,
    steps_from,
)
from graph.words.china_time import china_day
from graph.words.closed_list import ClosedList
from graph.words.people import Role

Lasting: TypeAlias = Due | Literal[Span.AT_REST]
"""Until when somebody is waited for; no number; or nobody is."""


@dataclass(frozen=True, slots=True)
class Case:
    """What the machine knows of a case."""

    state: ClosedList | None = None
    """Where it stands; None = there is none yet."""
    due: Lasting = Span.AT_REST
    """Until when whoever is waited for has to act."""
    departments: Mapping[Side, Collection[str]] = field(default_factory=dict)
    """USCCs of the departments on each side."""
    persons: Mapping[Side, str] = field(default_factory=dict)
    """Who acts on a side for himself, and nobody in his place: the subject of a holder, of a 用证单位."""
    done: Mapping[ClosedList, str] = field(default_factory=dict)
    """Who did which act of the case last."""


NO_CASE = Case()
"""Before there is one."""


@dataclass(frozen=True, slots=True)
class Move:
    """What a step makes of a case."""

    step: Step
    due: Lasting

    @property
    def state(self) -> ClosedList:
        """The state that the case enters."""
        return self.step.then

    @property
    def rules(self) -> Articles:
        """The articles of the step, and of what it asks for."""
        return self.step.cited

    @property
    def deadline(self) -> date | None:
        """The last day of the term; None where there is no number, or nobody is waited for."""
        return None if self.due is NO_NUMBER or self.due is Span.AT_REST else self.due.last_day

    @property
    def waits(self) -> bool:
        """Whether somebody is waited for then."""
        return self.due is not Span.AT_REST

    @property
    def provisional(self) -> bool | None:
        """Whether the last day was counted through a year without notice; None where there is none."""
        return None if self.due is NO_NUMBER or self.due is Span.AT_REST else self.due.provisional


def move(
    table: Table,
    case: Case,
    event: ClosedList,
    principal: Principal,
    facts: Facts,
    at: datetime,
    calendar: Calendar = NATIONAL,
    *,
    path: tuple[str, ...] = (),
) -> Move:
    """Decide a move.

    Args:
        table: The rows that the case keeps: of the policy, as worded on the day on which it was opened.
        case: As it stands.
        event: What is to be done.
        principal: Who does it.
        facts: What the case knows of itself, and what is stated now; what is not there is no, 0 or absent.
        at: When.
        calendar: The notices of the years.
        path: Where in the input the case, or what it would be about, stands.

    Raises:
        Conflict: `NO_SUCH_MOVE` or `CONDITION_MISSING`.
        Forbidden: `ANOTHER_POST`.
    """
    try:
        return _move(table, case, event, principal, facts, china_day(at), calendar)
    except Refusal as refusal:
        refusal.path = path
        raise


def conditions_met(
    table: Table, state: ClosedList, event: ClosedList, facts: Facts, *, path: tuple[str, ...] = ()
) -> None:
    """Refuse what could not go on from a state by an event, whoever took it: what is missing is said beforehand.

    Raises:
        Conflict: `CONDITION_MISSING`.
    """
    rows = tuple(steps_from(table, state, event))
    lacking = [lacking_of(row, facts, frozenset()) for row in rows]
    if rows and all(lacking):
        refusal = condition_missing(rows, lacking, facts)
        refusal.path = path
        raise refusal


def _move(
    table: Table,
    case: Case,
    event: ClosedList,
    principal: Principal,
    facts: Facts,
    on: date,
    calendar: Calendar,
) -> Move:
    rows = tuple(steps_from(table, case.state, event))
    if not rows:
        raise no_such_move(table, case.state, event, facts)
    known = known_on(on, facts, ended=_ended(case.due, on))
    acting = [_acting(principal, row, case, on) for row in rows]
    lacking = [lacking_of(row, known, by) for row, by in zip(rows, acting, strict=True)]
    if all(lacking):
        raise condition_missing(rows, lacking, known)
    step, by = next((row, by) for row, by, missing in zip(rows, acting, lacking, strict=True) if not missing)
    if not by:
        raise another_post(step.known(known), case.departments)
    if any(case.done.get(other) == principal.subject for other in step.apart):
        raise another_person(step, principal)
    return Move(step, _lasting(step, case.due, known, on, calendar))


def moved_elsewhere(step: Step, on: date, calendar: Calendar = NATIONAL) -> Move:
    """What a step has made of a case that took it elsewhere, on a day.

    A term that runs on, or is longer than another, is not known of it.
    """
    return Move(step, _lasting(step, NO_NUMBER, {}, on, calendar))


def known_on(on: date, facts: Facts, *, ended: bool) -> Facts:
    """The facts of a case with what the machine knows of every one: its running term, and days that have come.

    Args:
        on: The day.
        facts: What the case knows of itself.
        ended: Whether its term is over.
    """
    come = {reached(name): value <= on for name, value in facts.items() if isinstance(value, date)}
    return MappingProxyType({IN_TIME: not ended, **come, **facts})


def lacking_of(row: Step, facts: Facts, acting: frozenset[Actor]) -> list[Condition]:
    """The conditions of a row that do not hold; what is asked of one post only, where somebody acts by that alone.

    Args:
        row: The row.
        facts: What is known.
        acting: By which of its posts he acts.
    """
    return [each for each in row.when if (each.of is None or acting == {each.of}) and not each.holds(facts)]


def _ended(due: Lasting, on: date) -> bool:
    return due is not Span.AT_REST and overdue(due, on, None)


def _acting(principal: Principal, step: Step, case: Case, on: date) -> frozenset[Actor]:
    """Which of the actors of a row he is, on its side of the case."""
    if principal.role in step.actors:
        mine = case.persons.get(step.side_of(principal.role), principal.subject) == principal.subject != ""
        return frozenset({principal.role} if mine else ())
    if principal.role is not Role.STAFF:
        return frozenset()
    held = (post for post in held_on(principal.posts, on) if post.kind in step.actors)
    return frozenset(
        post.kind for post in held if any(map(post.reaches, case.departments.get(step.side_of(post.kind), ())))
    )


def _lasting(step: Step, running: Lasting, facts: Facts, on: date, calendar: Calendar) -> Lasting:
    match step.lasts:
        case NoNumber.NO_NUMBER:
            return NO_NUMBER
        case Span.AT_REST:
            return Span.AT_REST
        case Span.RUNS_ON:
            return running
        case Span.LONGER:
            days = facts[DAYS]
            if not isinstance(days, int) or running is NO_NUMBER or running is Span.AT_REST:
                return running
            return prolonged(running, days, calendar)
        case CalendarDays(days, since):
            begun = facts.get(since)
            return due_after_calendar_days(begun, days) if isinstance(begun, date) else NO_NUMBER
        case PeriodicDuty() as duty:
            period = facts.get(PERIOD)
            return Deadline(duty.due_on(period)) if isinstance(period, date) else NO_NUMBER
        case within:
            counted = due_after_handing_in if within.handed_in else due_after_event
            return counted(on, within.days, calendar)
