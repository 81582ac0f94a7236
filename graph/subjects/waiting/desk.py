"""What waits for somebody, the most urgent first: the first cases of each kind in one order.

1. One statement a kind; a page begins behind the last case that was told, whatever its kind.
2. Whoever sees a case may know that it waits; whose turn it is follows from the tables (`rules`).
3. Equally urgent cases stand by their kind, in the order of `QUEUES`, then by their ids.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, unique
from typing import TypeAlias

from graph.cases.prospects import Known, Prospect, prospects
from graph.cases.waiting import NO_DAY, NextStep, next_steps, rules_of_term, silence, waited_for
from graph.law.access import Principal
from graph.law.terms import Sentence, age
from graph.law.workflow import Articles
from graph.schema.nodes import GRANT
from graph.store.view import View
from graph.subjects.duties.periods import Standing
from graph.subjects.duties.telling import BESIDE_A_CASE, TOLD_ALREADY
from graph.subjects.waiting import ended, memory, reports
from graph.subjects.waiting.found import Found, judged
from graph.subjects.waiting.memory import Meant
from graph.subjects.waiting.queues import QUEUES, REPORTS, Queue
from graph.subjects.waiting.rules import may_take, nobodys, turns
from graph.words.china_time import china_day
from graph.words.closed_list import ClosedList

Place: TypeAlias = tuple[str, str, str]
"""Where a case stands in the list: by what it is sorted, label, id."""
_LAST = "\U0010ffff"
"""Comes behind every id."""
_NEVER = NO_DAY + "}"
"""Comes behind every case that waits."""
_NUMBERS = {label: number for number, label in enumerate(QUEUES)}


@dataclass(frozen=True, slots=True)
class WaitingCase:
    """A case that waits for somebody."""

    kind: str
    """Label."""
    id: str
    name: str | None
    state: ClosedList
    department: str
    """The department that answers."""
    due_on: date | None
    since: datetime
    steps: tuple[NextStep, ...]
    """What can be done next."""
    your_steps: tuple[NextStep, ...]
    """Of these what the asker's posts take, and nothing that he did before keeps him from."""
    own: tuple[ClosedList, ...]
    """Events of its own steps, by whatever case they are taken."""
    yours: bool
    """Whether it waits for a post that the asker holds."""
    age: int
    """Working days since it came into its state."""
    overdue: bool
    due_rules: Articles
    """The articles that set the term; none where there is none."""
    silence: Sentence | None
    """That its text sets no number; None where it does."""
    report: Standing | None
    """The report or plan that is owed, where it is one."""
    place: Place

    @property
    def node(self) -> str | None:
        """Its id; None where nothing is kept of it before it is done."""
        return None if self.report else self.id


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """A page of a work list."""

    cases: tuple[WaitingCase, ...]
    more: bool
    mark: str
    """What tells its cursors from those of another list."""


@dataclass(frozen=True, slots=True)
class WaitingCount:
    """How many cases of a kind wait."""

    kind: str
    waiting: int
    overdue: int


@unique
class Whose(Enum):
    """Whose turn it is."""

    MINE = "本人岗位"
    MY_DEPARTMENT = "本部门"
    EVERYBODY = "全部可见"


@dataclass(frozen=True, slots=True)
class Sought:
    """Which cases are sought."""

    kinds: tuple[str, ...]
    """Labels."""
    own: bool = False
    """Only what the asker's own posts can take on."""
    everybody: bool = False
    """Whosever turn it is: all that the asker sees."""
    overdue: bool = False
    """Only what is overdue."""

    @classmethod
    def of(cls, whose: Whose, kinds: Collection[str] | None, *, overdue: bool) -> Sought:
        """What waits for somebody, of some kinds by their labels; None = of all."""
        labels = tuple(label for label in QUEUES if kinds is None or label in kinds)
        return cls(labels, own=whose is Whose.MINE, everybody=whose is Whose.EVERYBODY, overdue=overdue)


async def waiting(
    view: View, principal: Principal, sought: Sought, first: int, after: Place | None, mark: str
) -> WaitingPage:
    """A page of what waits.

    Args:
        view: What the asker sees.
        principal: Who asks, with his posts.
        sought: Which cases.
        first: How many at most.
        after: Where the last stands that was told before; None = from the most urgent.
        mark: What tells its cursors from those of another list.
    """
    found = list[Found]()
    for label in sought.kinds:
        meant = _meant(view, principal, QUEUES[label], sought)
        if meant is not None:
            low, behind = _start(label, after)
            found += await memory.page(view, label, meant, low=low, behind=behind, limit=first + 1)
    besides = await _besides(view, principal, sought)
    found += [each for each in besides if after is None or _rank(_place(each)) > _rank(after)]
    found.sort(key=lambda each: _rank(_place(each)))
    shown = await judged(view, found[:first])
    return WaitingPage(tuple(case_of(view, principal, each) for each in shown), len(found) > first, mark)


async def waiting_counts(view: View, principal: Principal, sought: Sought) -> list[WaitingCount]:
    """How many of each kind wait, and how many of these are overdue; of kinds of which none does, nothing."""
    counted = dict[str, tuple[int, int]]()
    for label in sought.kinds:
        queue = QUEUES[label]
        meant = _meant(view, principal, queue, sought)
        if meant is not None:
            counted[label] = await memory.counts(view, label, meant, _unhurried(queue))
    for each in await _besides(view, principal, sought):
        waits, late = counted.get(each.kind, (0, 0))
        counted[each.kind] = waits + 1, late + (each.key < view.today.isoformat())
    return [WaitingCount(label, waits, late) for label, (waits, late) in counted.items() if waits]


def _place(found: Found) -> Place:
    return found.key, found.kind, found.id


def _rank(place: Place) -> tuple[str, int, str]:
    key, label, identity = place
    return key, _NUMBERS[label], identity


async def _besides(view: View, principal: Principal, sought: Sought) -> list[Found]:
    """What waits though nothing was written since when: reports that are owed, data of ended grants to be destroyed."""
    found = list[Found]()
    for queue, read in ((REPORTS, reports.owed), (QUEUES[GRANT.label], ended.to_destroy)):
        meant = _meant(view, principal, queue, sought) if queue.label in sought.kinds else None
        if meant is not None:
            found += await read(view, meant)
    return found


def _meant(view: View, principal: Principal, queue: Queue, sought: Sought) -> Meant | None:
    """Which cases of a kind are meant; None where there is nothing to ask."""
    whose = () if sought.everybody else turns(principal, queue, view.today, own=sought.own)
    if view.sees_none(queue.shape) or not (whose or sought.everybody):
        return None
    nobody = nobodys(queue) if sought.everybody else ()
    if not sought.overdue:
        return Meant(whose, _NEVER, sought.everybody, nobody, principal.subject)
    without = (*nobody, *_unhurried(queue))
    return Meant(whose, view.today.isoformat(), sought.everybody, without, principal.subject)


def _unhurried(queue: Queue) -> tuple[str, ...]:
    return tuple(state.name for each in queue.workflows for state in each.unhurried)


def _start(label: str, after: Place | None) -> tuple[str, str]:
    """From which text on a kind is looked through, and behind which id of the cases that have this text."""
    if after is None:
        return "", ""
    key, kind, identity = after
    if label == kind:
        return key, identity
    return key, _LAST if _NUMBERS[label] < _NUMBERS[kind] else ""


def case_of(view: View, principal: Principal, found: Found) -> WaitingCase:
    """A case as it is told to somebody.

    Args:
        view: What he sees.
        principal: Who he is.
        found: As it was read.
    """
    queue, today = found.queue, view.today
    workflow = queue.by_id[found.runs]
    state = workflow.states[found.state]
    table = queue.table(workflow, found.kept, china_day(found.opened))
    awaited = {each.event for each in waited_for(workflow, table, state)}
    known = Known(found.facts, today, found.due_on, found.beside)
    own = [each for each in prospects(workflow, table, state, known) if each.step.event not in TOLD_ALREADY]
    did = (*found.did, *(found.open_case.did(principal.subject) if found.open_case else ()))
    every = _told(found, own, today)
    taken, turn = (
        tuple(each for each in some if may_take(principal, each.step, found.parties, today, did))
        for some in (every, own)
    )
    return WaitingCase(
        kind=found.kind,
        id=found.id,
        name=found.name,
        state=state,
        department=found.answers,
        due_on=found.due_on,
        since=found.since,
        steps=next_steps(every, found.mutations),
        your_steps=next_steps(taken, found.mutations),
        own=tuple(dict.fromkeys(each.step.event for each in own)),
        yours=any(each.step.event in awaited for each in turn),
        age=age(found.since, today, None),
        overdue=workflow.overdue(state, found.due_on, today),
        due_rules=(found.term or rules_of_term(workflow, table, state, found.facts)) if found.due_on else (),
        silence=None if found.due_on else silence(workflow, table, state, china_day(found.since)),
        report=found.report,
        place=_place(found),
    )


def _told(found: Found, own: list[Prospect], today: date) -> list[Prospect]:
    """What can be done: while the case is open by which its own steps are taken, what that can do in their place."""
    if found.open_case:
        return [*found.open_case.prospects, *(each for each in own if each.step.event in BESIDE_A_CASE)]
    return [*own, *_elsewhere(found, today)]


def _elsewhere(found: Found, today: date) -> list[Prospect]:
    """The steps of another kind of case that end this one too, as that would be opened today."""
    other = found.elsewhere
    if other is None:
        return []
    table = next(each for each in QUEUES.values() if other.workflow in each.workflows).table(
        other.workflow, found.kept, today
    )
    every = prospects(other.workflow, table, other.state, Known({}, today))
    return [each for each in every if each.step.event in other.events]
