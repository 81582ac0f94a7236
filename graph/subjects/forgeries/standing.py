"""A case that stands: its table, where it is, and what is written when it is moved on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from graph.cases.desk import Decided
from graph.cases.machine import Case, Move
from graph.law.policies import table_on
from graph.law.terms import kept_due
from graph.law.workflow import Side, Table
from graph.law.workflows import FORGERY
from graph.office.actor import Actor
from graph.store.engine import Unit
from graph.subjects.forgeries.memory import FoundCase
from graph.subjects.forgeries.telling import notices_of
from graph.words.china_time import china_day
from graph.words.closed_list import ClosedList
from graph.words.forgeries import ForgeryEvent


def table_of(found: FoundCase) -> Table:
    """The rows that a case keeps."""
    return table_on(found.policy, FORGERY, china_day(found.case.suspected_at))


def standing(found: FoundCase, actor: Actor) -> Case:
    """The case as the machine knows it, with what the actor himself has done in it."""
    case, subject = found.case, actor.principal.subject
    done: dict[ClosedList, str] = {}
    if subject in case.reporters:
        done[ForgeryEvent.SUSPECT if subject == case.reporters[0] else ForgeryEvent.JOIN] = subject
    if case.decided_by is not None:
        done[ForgeryEvent.CONFIRM] = case.decided_by
    return Case(
        state=case.state,
        due=kept_due(case.due_on, provisional=case.provisional, handed_in=case.entered_at or case.suspected_at),
        departments={Side.PROVIDER: frozenset({found.answering} if found.answering else ())},
        done=done,
    )


def moved(
    found: FoundCase, actor: Actor, decided: Move, write: Callable[[Unit], Awaitable[None]], detail: str
) -> Decided:
    """What is written of a step, who is told of it, and what the journal says.

    Args:
        found: The case as it was read.
        actor: Who moves it on.
        decided: The step.
        write: Writes the case.
        detail: What the journal says besides.
    """
    case = found.case
    deed = actor.deed(f"{decided.step.event.name}_FORGERY", case.id, decided.rules, detail)
    told = notices_of(case, decided, table_of(found), actor.now, answering=found.answering)
    return Decided(case.id, write, [deed], told)
