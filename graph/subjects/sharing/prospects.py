"""What a request tells of itself before a step is taken, and what it can do then; as `cases.recorded` has read it."""

from __future__ import annotations

from datetime import date, datetime

from graph.cases.prospects import Beforehand, Known, Prospect, prospects
from graph.cases.waiting import silence
from graph.law.joining import joined
from graph.law.policies import bound_by
from graph.law.terms import Sentence
from graph.law.workflow import Table
from graph.law.workflows import SHARING
from graph.store.edges import Row
from graph.store.reading import day
from graph.subjects.sharing.facts import Record, known_of
from graph.subjects.sharing.overtaken import Asked
from graph.words.china_time import china_day
from graph.words.entries import SharingType
from graph.words.organisation import AuthorityLevel
from graph.words.sharing_cases import SharingState, SharingStep


def told_of(recorded: Row) -> Beforehand:
    """What is known of a request; nothing where what it asks for is gone."""
    _, ours, theirs, history, scope, need, scenario, basis, duty, opened, state, decision, named, entry = recorded
    if entry is None:
        return Beforehand({})
    new_type, level, controlled, conditions, agent, types, cause = entry
    asked = Asked(
        policy=bound_by(theirs, china_day(datetime.fromisoformat(opened))),
        table=_table(theirs, ours, opened),
        state=SharingState[state],
        types={SharingType[each] for each in types or (() if named else (new_type,))},
        sharing=SharingType[new_type],
        controlled=controlled,
        decision=decision,
        cause=cause,
    )
    facts = known_of(
        Record(
            sharing=asked.type,
            new_type=SharingType[new_type],
            level=AuthorityLevel[level] if level else None,
            policies=(ours, theirs),
            controlled=controlled,
            conditions=conditions,
            agent=agent,
            history=tuple(map(SharingStep.parse, history)),
            scope=scope,
            need=need,
            scenario=scenario,
            basis=basis,
            duty=duty,
        )
    )
    return Beforehand(facts, lambda step: (tuple(asked.against(step)), tuple(asked.left(step))))


def next_of(standing: Row | None) -> tuple[Prospect, ...]:
    """The steps that a request can take from where it stands, and what is known to stand against each.

    Args:
        standing: As `cases.standing_of_request` reads it; None where there is none.
    """
    if standing is None:
        return ()
    policy, applicant, opened_at, state, due, today, recorded = standing
    table = _table(policy, applicant, opened_at)
    told = told_of(recorded)
    known = Known(told.facts, date.fromisoformat(today), day(due), told.beside)
    return prospects(SHARING, table, SharingState[state], known)


def silence_of(
    policy: str | None, applicant: str | None, opened_at: str, state: SharingState, entered_at: str
) -> Sentence | None:
    """That the text sets no number for what a request waits for without a due date; None where nobody is waited for.

    Args:
        policy: The provider's row, which it keeps.
        applicant: The applicant's.
        opened_at: When it was handed in.
        state: Where it stands.
        entered_at: When it came there.
    """
    return silence(SHARING, _table(policy, applicant, opened_at), state, china_day(datetime.fromisoformat(entered_at)))


def _table(policy: str | None, applicant: str | None, opened_at: str) -> Table:
    opened = china_day(datetime.fromisoformat(opened_at))
    row = bound_by(policy, opened)
    return joined(bound_by(applicant, opened), row) if row else ()
