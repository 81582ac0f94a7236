"""When something is due under a policy: terms that begin with an event, and duties that come back with the calendar.

* A term in working days begins on the day after the event; what is handed in on a rest day counts from the next
  working day. Calendar days and fixed dates are not moved by rest days: the texts are silent, this is our reading.
* "X日前" and "X月底前": the named day still counts (our reading, the lenient one).
* A duty that the text does not know is None; one that it asks for without a number is `NO_NUMBER`.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, unique

from graph.law.duty_workflows import CATALOGUE_UPDATE, COMING_BACK, DATA_UPDATE
from graph.law.policy import Policy
from graph.law.provisions import PeriodicDuty
from graph.law.terms import (
    NO_NUMBER,
    Due,
    Sentence,
    due_after_calendar_days,
    due_after_event,
    due_after_handing_in,
    no_number,
)
from graph.law.workflow import DAYS, CalendarDays, Step, Told, Within, Workflow, steps_from
from graph.law.workflows import ENTRY, OBJECTION, SHARING
from graph.words.duties import DutyEvent
from graph.words.entries import SharingType
from graph.words.entry_cases import EntryEvent
from graph.words.objections import ObjectionEvent
from graph.words.organisation import PostKind
from graph.words.sharing_cases import SharingState


@unique
class Duty(Enum):
    """What has to be done after an event (有期限的义务)."""

    CHECK_REQUEST = "符合性审查"
    ANSWER_REQUEST = "答复有条件共享的申请"
    CORRECT = "校核异议"
    UPDATE_CATALOGUE = "法律法规或职能变化后更新目录"
    REVIEW_UPDATE = "审核目录更新申请"
    UPDATE_DATA = "更新数据"
    KEEP_REPLACED = "停用前新旧资源并行"


_STATES = {
    Duty.CHECK_REQUEST: frozenset({SharingState.FILED}),
    Duty.ANSWER_REQUEST: frozenset({SharingState.ASKED, SharingState.DECIDING, SharingState.COMMITTEE}),
}
"""States of a request in which a duty is owed; who decides differs by city."""


@dataclass(frozen=True, slots=True)
class Owed:
    """Until when a duty has to be done, and what goes with it."""

    due: Due
    rules: tuple[str, ...]
    since: date
    """The day of the event."""
    extension: int | None = None
    """Working days by which the term may be extended, once, before it ends; None = it may not."""
    extension_by: PostKind | None = None
    """The post whose consent that needs."""
    excuse: str = ""
    """Words of the text under which being late is excused."""
    told: tuple[Told, ...] = ()

    @property
    def silence(self) -> Sentence | None:
        """What is said where the text sets no number; None where it sets one."""
        return no_number(self.rules, self.since) if self.due is NO_NUMBER else None


def owed(row: Policy, duty: Duty, event: date) -> Owed | None:
    """Say until when a duty has to be done under a policy; None where its text knows no such duty.

    Args:
        row: The policy of the case, as it was worded on the day on which that was opened.
        duty: What has to be done.
        event: The day on which it was asked for, handed in, transferred, or on which the law changed.
    """
    match duty:
        case Duty.CHECK_REQUEST | Duty.ANSWER_REQUEST:
            return _of_requests(row, duty, event)
        case Duty.CORRECT:
            return _correction(row, event)
        case Duty.UPDATE_CATALOGUE:
            return _begun_by(row, CATALOGUE_UPDATE, DutyEvent.LAW_AMENDED, event)
        case Duty.REVIEW_UPDATE:
            return _begun_by(row, CATALOGUE_UPDATE, DutyEvent.APPLY_FOR_UPDATE, event)
        case Duty.UPDATE_DATA:
            return _begun_by(row, DATA_UPDATE, DutyEvent.DATA_CHANGED, event)
        case Duty.KEEP_REPLACED:
            return _side_by_side(row, event)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A duty that comes back, in one month or year."""

    duty: PeriodicDuty
    due_on: date

    @property
    def period(self) -> date:
        """The first day of the period that it is about."""
        return self.duty.period_of(self.due_on)


def recurrences(row: Policy, since: date, until: date) -> Iterator[Recurrence]:
    """The duties of a policy that come back with the calendar and are due in a period, in order.

    Args:
        row: The policy, with all its wordings.
        since: The first day.
        until: The last day.
    """
    for year in range(max(since.year, row.valid_from.year), until.year + 1):
        for month in range(1, 13):
            found = (each for each in _coming_back(row, year, month) if since <= each.due_on <= until)
            yield from sorted(found, key=lambda each: each.due_on)


def _coming_back(row: Policy, year: int, month: int) -> Iterator[Recurrence]:
    """The duties of a month, each by the wording of the day on which it is due."""
    last = monthrange(year, month)[1]
    for cell in (cell for each in COMING_BACK if (cell := row.table(each)) is not None):
        for wording in cell.wordings():
            for duty in (step.lasts for step in wording.value if isinstance(step.lasts, PeriodicDuty)):
                due = date(year, month, min(duty.day, last))
                if duty.month in (None, month) and row.in_force(due) and cell.on(due) is wording:
                    yield Recurrence(duty, due)


def _of_requests(row: Policy, duty: Duty, event: date) -> Owed | None:
    """What the table of requests says of data that are shared on conditions."""
    cell, states = row.table(SHARING), _STATES[duty]
    typed = {"type": SharingType.CONDITIONAL}
    for step in cell.value if cell else ():
        if step.then in states and all(each.holds(typed) for each in step.when if each.fact == "type"):
            counted = _handed_in if isinstance(step.lasts, Within) and step.lasts.handed_in else _after
            return counted(step.days, step.rules, event)
    return None


def _correction(row: Policy, event: date) -> Owed | None:
    """What the table of objections to data says of the check."""
    cell = row.table(OBJECTION)
    if cell is None:
        return None
    (raised,) = steps_from(cell.value, None, ObjectionEvent.RAISE)
    longer = next((step for step in cell.value if step.event is ObjectionEvent.EXTEND), None)
    closed = next(step for step in cell.value if step.event is ObjectionEvent.CORRECT)
    found = _handed_in(raised.days, cell.rules, event)
    return replace(
        found,
        extension=_longest(longer) if longer else None,
        extension_by=next((post for post in longer.actors if isinstance(post, PostKind)), None) if longer else None,
        told=tuple(each.who for each in closed.tells if each.rules),
    )


def _side_by_side(row: Policy, event: date) -> Owed | None:
    """What the table of entries says of the old one and the new one, side by side."""
    cell = row.table(ENTRY)
    announced = (step for step in cell.value if step.event is EntryEvent.WITHDRAW) if cell else ()
    found = next(((step.lasts, step.rules) for step in announced if isinstance(step.lasts, CalendarDays)), None)
    return Owed(due_after_calendar_days(event, found[0].days), found[1], event) if found else None


def _longest(step: Step) -> int:
    """By how many working days a step prolongs at most."""
    values = (value for each in step.when if each.fact == DAYS for value in each.values)
    return max(value for value in values if isinstance(value, int))


def _begun_by(row: Policy, workflow: Workflow, event: DutyEvent, on: date) -> Owed | None:
    """What the table of a duty says of the step that begins it, or the part of it that another then owes."""
    cell = row.table(workflow)
    step = next((step for step in cell.value if step.event is event), None) if cell else None
    if cell is None or step is None:
        return None
    counted = _handed_in if isinstance(step.lasts, Within) and step.lasts.handed_in else _after
    accepted = (each for each in cell.value if each.event is DutyEvent.EXCUSE)
    return replace(
        counted(step.days, step.rules, on),
        excuse="；".join(condition.words.zh for each in accepted for condition in each.when),
        told=tuple(each.who for each in step.tells if each.rules),
    )


def _handed_in(days: int | None, rules: tuple[str, ...], event: date) -> Owed:
    return Owed(NO_NUMBER if days is None else due_after_handing_in(event, days), rules, event)


def _after(days: int | None, rules: tuple[str, ...], event: date) -> Owed:
    return Owed(NO_NUMBER if days is None else due_after_event(event, days), rules, event)
