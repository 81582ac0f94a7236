"""What a request tells of itself before a step is taken, and what it can do then; as `cases.recorded` has read it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from graph.cases.prospects import Known, Prospect, prospects
from graph.cases.waiting import silence
from graph.law.joining import joined
from graph.law.policies import bound_by
from graph.law.terms import Sentence
from graph.law.workflow import FactValue, Table
from graph.law.workflows import SHARING
from graph.store.edges import Row
from graph.store.reading import day
from graph.subjects.sharing.facts import Record, known_of
from graph.words.china_time import china_day
from graph.words.entries import SharingType
from graph.words.organisation import AuthorityLevel
from graph.words.sharing_cases import SharingState, SharingStep


def told_of(recorded: Row) -> Mapping[str, FactValue]:
    """What is known of a request; nothing where what it asks for is gone."""
    sharing, ours, theirs, history, scope, need, scenario, basis, duty, entry = recorded
    if entry is None:
        return {}
    new_type, level, controlled, conditions, agent = entry
    return known_of(
        Record(
            sharing=SharingType[sharing or new_type],
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


def next_of(standing: Row | None) -> tuple[Prospect, ...]:
    """The steps that a request can take from where it stands, and what is known to stand against each.

    Args:
        standing: As `cases.standing_of_request` reads it; None where there is none.
    """
    if standing is None:
        return ()
    policy, applicant, opened_at, state, due, today, recorded = standing
    table = _table(policy, applicant, opened_at)
    known = Known(told_of(recorded), date.fromisoformat(today), day(due))
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
