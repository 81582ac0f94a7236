"""What is not shared although nothing carries that any longer (CS-30): computed for any day.

An entry is among them from the first day on which its last ground was over, whether that was repealed or has ended by
itself, until its next version is shared or rests on something else. What is owed of it is opened once (`opening`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import LiteralString

from graph.law.workflow import Facts
from graph.schema.nodes import OWED_DUTY
from graph.store.edges import Row
from graph.store.engine import Unit
from graph.store.reading import day
from graph.store.view import View
from graph.subjects.duties.resting import WITHHELD
from graph.subjects.duties.rules import arises, carries
from graph.subjects.organisation.binding import answering_for, policy_of
from graph.words.duties import DutyEvent, DutyKind, DutyState
from graph.words.entries import SharingType
from graph.words.sources import BasisKind


@dataclass(frozen=True, slots=True)
class LapsedGround:
    """An entry that is not shared and whose ground has lapsed."""

    code: str
    name: str
    basis: str
    """Code of the basis that was the last to end."""
    lapsed_on: date
    """First day on which nothing carries it."""
    state: DutyState
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Basis:
    code: str
    kind: BasisKind
    until: date | None
    """First day on which it is no longer in force."""


_REFUSED: LiteralString = (
    "RETURN COLLECT { UNWIND $departments AS k "
    "MATCH (d:Department {id: k}) WHERE $scope.system OR d.id IN $scope.entries "
    f"RETURN [d.id, {policy_of('(d)')}, COLLECT {{ MATCH (r:Resource {{providerId: d.id}}) "
    f"WHERE r.state = 'PUBLISHED' AND {WITHHELD} "
    "AND EXISTS { MATCH (r)-[:RESTS_ON]->(e:LegalBasis) WHERE e.validUntil <= date($today) } "
    "RETURN [r.id, r.name, COLLECT { MATCH (r)-[:RESTS_ON]->(b:LegalBasis) "
    "RETURN [b.id, b.kind, toString(b.validUntil)] }] ORDER BY r.id LIMIT 1000 }] }"
)
_LAPSED: LiteralString = (
    f"MATCH (e)<-[:RESTS_ON]-(r:Resource {{state: 'PUBLISHED'}}) WHERE {WITHHELD} WITH e, r "
    "WHERE NOT EXISTS { MATCH (o:OwedDuty {openKey: r.id}) WHERE o.kind = 'LAPSED_GROUND' } "
    f"WITH DISTINCT r WITH r, {answering_for('(:Department {id: r.providerId})', '$on')} AS answers "
    f"RETURN collect([r.id, r.name, answers, {policy_of('(:Department {id: answers})', '$on')}, "
    "COLLECT { MATCH (r)-[:RESTS_ON]->(b:LegalBasis) RETURN [b.id, b.kind, toString(b.validUntil)] }])"
)
_BY_NOW: LiteralString = f"MATCH (e:LegalBasis) WHERE e.validUntil <= date($on) WITH e {_LAPSED}"
_AMONG: LiteralString = (
    f"UNWIND $bases AS k MATCH (e:LegalBasis {{id: k}}) WHERE e.validUntil <= date($on) WITH e {_LAPSED}"
)


_RESTING: LiteralString = (
    "RETURN COLLECT { UNWIND $codes AS k MATCH (r:Resource {id: k}) "
    f"RETURN [k, {policy_of('(:Department {id: r.providerId})', '$on')}, "
    "COLLECT { MATCH (r)-[:RESTS_ON]->(b:LegalBasis) RETURN [b.id, b.kind, toString(b.validUntil)] }] }"
)


async def carried(unit: Unit, codes: Collection[str], on: date) -> Mapping[str, int]:
    """By how many bases in force each of some entries is carried that is not shared, as it stands in the transaction.

    Args:
        unit: The open transaction.
        codes: Of the entries.
        on: The day.
    """
    found = await unit.run(_RESTING, codes=sorted(codes), on=on.isoformat()) or () if codes else ()
    return {
        code: sum(each.until is None or each.until > on for each in _carrying(policy, _bases(named), on))
        for code, policy, named in found
    }


async def lapsed_grounds(view: View, department: str) -> list[LapsedGround] | None:
    """The entries of a department that are not shared and have no basis any longer, by its text; at most 1,000.

    Returns:
        None where the asker may not see what the department owes.
    """
    return (await lapsed_among(view, [department])).get(department)


async def lapsed_among(view: View, departments: Sequence[str]) -> Mapping[str, list[LapsedGround]]:
    """The same of each of some departments of which the asker may see what they owe."""
    found = () if view.sees_none(OWED_DUTY) else await view.read(_REFUSED, departments=list(departments)) or ()
    return {
        department: [
            lapsed for code, name, bases in entries for lapsed in _lapsed(policy, code, name, _bases(bases), view.today)
        ]
        for department, policy, entries in found
    }


@dataclass(frozen=True, slots=True)
class Lapsed:
    """What has lapsed, of whom, and by which text."""

    ground: LapsedGround
    department: str
    policy: str


async def lapsed_by(unit: Unit, on: date, bases: Collection[str] | None) -> list[Lapsed]:
    """Whatever has lapsed by a day and nothing is open of; in the transaction that opens it.

    Args:
        unit: The open transaction.
        on: The day.
        bases: Codes of the bases that may have ended; None = all.
    """
    if bases is None:
        found = await unit.run(_BY_NOW, on=on.isoformat()) or ()
    else:
        found = await unit.run(_AMONG, on=on.isoformat(), bases=sorted(bases)) or ()
    return [
        Lapsed(ground, answers, policy)
        for code, name, answers, policy, named in found
        if answers and policy
        for ground in _lapsed(policy, code, name, _bases(named), on)
    ]


def _bases(rows: Iterable[Row]) -> list[_Basis]:
    return [_Basis(code, BasisKind[kind], day(until)) for code, kind, until in rows]


def _carrying(policy: str | None, bases: Iterable[_Basis], on: date) -> list[_Basis]:
    """The bases of a kind that carries that something is not shared, in force or not."""
    return [each for each in bases if carries(policy, each.kind, on)]


def _lapsed(policy: str | None, code: str, name: str, bases: Sequence[_Basis], today: date) -> Iterator[LapsedGround]:
    carrying = _carrying(policy, bases, today)
    ended = [(each.until, each.code) for each in carrying if each.until is not None and each.until <= today]
    if not ended or len(ended) < len(carrying):
        return
    lapsed_on, last = max(ended)
    facts: Facts = {"type": SharingType.REFUSED, "other_bases": 0}
    lapse = arises(policy, DutyKind.LAPSED_GROUND, DutyEvent.BASIS_LAPSES, lapsed_on, facts)
    if lapse is not None:
        yield LapsedGround(code, name, last, lapsed_on, DutyState[lapse.state.name], lapse.rules)
