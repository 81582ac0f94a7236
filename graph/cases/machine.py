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

from graph.errors import Conflict, Forbidden, Refusal, Text
from graph.law.access import Principal
from graph.law.posts import held_on
from graph.law.terms import (
    NO_NUMBER,
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
    Articles,
    CalendarDays,
    Facts,
    Side,
    Span,
    Step,
    Table,
    reached,
    steps_from,
)
from graph.refusal_codes import Code
from graph.words.china_time import china_day
from graph.words.closed_list import ClosedList
from graph.words.people import Role, spoken

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
    if rows and not any(all(condition.holds(facts) for condition in row.when) for row in rows):
        refusal = _condition_missing(rows, facts)
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
        raise _no_such_move(table, case.state, event)
    come = {reached(name): value <= on for name, value in facts.items() if isinstance(value, date)}
    known = MappingProxyType({IN_TIME: not _ended(case.due, on), **come, **facts})
    step = next((row for row in rows if all(condition.holds(known) for condition in row.when)), None)
    if step is None:
        raise _condition_missing(rows, known)
    if not _may(principal, step, case, on):
        raise _another_post(step, case)
    if any(case.done.get(other) == principal.subject for other in step.apart):
        raise _another_person(step, principal)
    return Move(step, _lasting(step, case.due, known, on, calendar))


def _ended(due: Lasting, on: date) -> bool:
    return due is not Span.AT_REST and overdue(due, on, None)


def _may(principal: Principal, step: Step, case: Case, on: date) -> bool:
    if principal.role in step.actors:
        return case.persons.get(step.side, principal.subject) == principal.subject != ""
    if principal.role is not Role.STAFF:
        return False
    departments = case.departments.get(step.side, ())
    held = (post for post in held_on(principal.posts, on) if post.kind in step.actors)
    return any(post.reaches(department) for post in held for department in departments)


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
        case within:
            counted = due_after_handing_in if within.handed_in else due_after_event
            return counted(on, within.days, calendar)


def _no_such_move(table: Table, state: ClosedList | None, event: ClosedList) -> Refusal:
    there = tuple(row for row in steps_from(table, state) if row.actors != _OPERATOR)
    moves = "；".join(f"{row.event.zh}（{_actors(row).zh}）" for row in there) or "无"
    moves_en = "; ".join(f"{row.event.name.lower()} ({_actors(row).en})" for row in there) or "none"
    now = Text(state.zh, state.name) if state else Text("尚无案件", "no case")
    return Conflict(
        Text(
            f"现为“{now.zh}”，不能{event.zh}；可办理：{moves}",
            f"{now.en}: there is no {event.name.lower()} from here; there is {moves_en}",
        ),
        code=Code.NO_SUCH_MOVE,
        rules=_articles(there) or _articles([row for row in table if row.event is event]) or _articles(table),
        value=state.name if state else None,
        limit=", ".join(dict.fromkeys(row.event.name for row in there)) or None,
    )


def _condition_missing(rows: Collection[Step], facts: Facts) -> Refusal:
    """Of the rows the one that is nearest: that holds furthest, and of which least is missing."""
    lacking = [(row, [each for each in row.when if not each.holds(facts)]) for row in rows]
    row, missing = min(lacking, key=lambda pair: (-pair[0].when.index(pair[1][0]), len(pair[1])))
    return Conflict(
        Text(
            f"不能{row.event.zh}：{'；'.join(each.words.zh for each in missing)}",
            f"{row.event.name.lower()}: {'; '.join(each.words.en for each in missing)}",
        ),
        code=Code.CONDITION_MISSING,
        rules=tuple(dict.fromkeys(article for each in missing for article in each.rules or row.rules)),
        value=", ".join(each.fact for each in missing),
    )


def _another_post(step: Step, case: Case) -> Refusal:
    departments = sorted(case.departments.get(step.side, ()))
    return Forbidden(
        Text(
            f"“{step.event.zh}”由{step.side.value}的以下岗位办理：{_actors(step).zh}",
            f"{step.event.name.lower()} is done by the {step.side.name.lower()}: {_actors(step).en}",
        ),
        code=Code.ANOTHER_POST,
        rules=step.rules,
        value=", ".join(sorted(actor.name for actor in step.actors)),
        limit=", ".join(departments[:_NAMED]) or None,
    )


def _another_person(step: Step, principal: Principal) -> Refusal:
    acts = sorted(step.apart, key=lambda event: event.name)
    return Forbidden(
        Text(
            f"办理过“{'、'.join(event.zh for event in acts)}”的人不得“{step.event.zh}”",
            f"{step.event.name.lower()} is for another person than {', '.join(event.name.lower() for event in acts)}",
        ),
        code=Code.ANOTHER_POST,
        rules=step.rules,
        value=spoken(principal.subject),
    )


def _actors(step: Step) -> Text:
    names = sorted(step.actors, key=lambda actor: actor.name)
    return Text("、".join(each.zh for each in names), ", ".join(each.name for each in names))


def _articles(steps: Collection[Step]) -> Articles:
    return tuple(dict.fromkeys(article for step in steps for article in step.rules))


_OPERATOR = frozenset({Role.ADMIN})
"""Who runs the system: what is done by him alone is a move for nobody who is told of moves."""
_NAMED = 10
"""Departments that a refusal names."""
