"""What is not shared although its basis has reached its last day (CS-30): computed for any day, without a job.

A basis that is marked repealed opens a duty that is kept (`opening`); one that simply ends opens none. Whoever asks is
told of the entry all the same, from the first day on which nothing carries any longer that it is not shared, until its
next version is shared or rests on something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import LiteralString

from graph.law.policies import bound_by
from graph.law.workflow import Facts
from graph.schema.nodes import OWED_DUTY
from graph.store.reading import day
from graph.store.view import View
from graph.subjects.duties.rules import arises
from graph.subjects.organisation.binding import policy_of
from graph.words.duties import DutyEvent, DutyKind, DutyState
from graph.words.entries import SharingType
from graph.words.sources import BasisKind


@dataclass(frozen=True, slots=True)
class LapsedGround:
    """An entry that is not shared and whose ground has lapsed."""

    code: str
    name: str
    lapsed_on: date
    """First day on which nothing carries it."""
    state: DutyState
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Basis:
    kind: BasisKind
    until: date | None
    """First day on which it is no longer in force."""


_REFUSED: LiteralString = (
    "MATCH (d:Department {id: $id}) WHERE $scope.system OR d.id IN $scope.entries "
    f"RETURN [{policy_of('(d)')}, COLLECT {{ MATCH (r:Resource {{providerId: d.id}}) "
    "WHERE r.state = 'PUBLISHED' AND r.sharing = 'REFUSED' "
    "AND EXISTS { MATCH (r)-[:RESTS_ON]->(e:LegalBasis) WHERE e.validUntil <= date($today) } "
    "AND NOT EXISTS { MATCH (o:OwedDuty {openKey: r.id}) WHERE o.kind = 'LAPSED_GROUND' } "
    "RETURN [r.id, r.name, COLLECT { MATCH (r)-[:RESTS_ON]->(b:LegalBasis) "
    "RETURN [b.kind, toString(b.validUntil)] }] ORDER BY r.id LIMIT 1000 }]"
)


async def lapsed_grounds(view: View, department: str) -> list[LapsedGround] | None:
    """The entries of a department that are not shared and have no basis any longer, by its text; at most 1,000.

    Returns:
        None where the asker may not see what the department owes.
    """
    found = None if view.sees_none(OWED_DUTY) else await view.read(_REFUSED, id=department)
    if found is None:
        return None
    policy, entries = found
    return [
        lapsed
        for code, name, bases in entries
        for lapsed in _lapsed(
            policy, code, name, [_Basis(BasisKind[kind], day(until)) for kind, until in bases], view.today
        )
    ]


def _lapsed(policy: str | None, code: str, name: str, bases: Sequence[_Basis], today: date) -> Iterator[LapsedGround]:
    row = bound_by(policy, today)
    ground = row.refusal_ground if row else None
    carrying = [each for each in bases if ground is None or ground.value.carried_by(each.kind)]
    ended = [each.until for each in carrying if each.until is not None and each.until <= today]
    if not ended or len(ended) < len(carrying):
        return
    facts: Facts = {"type": SharingType.REFUSED, "other_bases": 0}
    lapse = arises(policy, DutyKind.LAPSED_GROUND, DutyEvent.BASIS_LAPSES, max(ended), facts)
    if lapse is not None:
        yield LapsedGround(code, name, max(ended), DutyState[lapse.state.name], lapse.rules)
