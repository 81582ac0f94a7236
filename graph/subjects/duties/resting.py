"""Who is concerned by a legal basis that changes, read in the transaction that writes the change."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import LiteralString

from graph.schema.periods import EXISTENCE
from graph.store.engine import Unit
from graph.subjects.organisation.binding import answering_for, policy_of
from graph.words.china_time import china_day
from graph.words.entries import SharingType
from graph.words.sources import BasisKind


@dataclass(frozen=True, slots=True)
class RestingEntry:
    """An entry that rests on a basis."""

    code: str
    name: str
    sharing: SharingType
    """不予共享 where an information item of it is not shared."""
    others: frozenset[BasisKind]
    """Kinds of the other bases on which it rests that day, of what is not shared."""


@dataclass(frozen=True, slots=True)
class Resting:
    """The published entries of one provider that rest on a basis."""

    provider: str
    answering: str | None
    policy: str | None
    entries: Sequence[RestingEntry]

    def only(self, codes: Collection[str]) -> Resting:
        """Of its entries only some."""
        return replace(self, entries=[each for each in self.entries if each.code in codes])


@dataclass(frozen=True, slots=True)
class Expired:
    """A basis that has ended by its own last day, and the entries that have not followed."""

    basis: str
    """Its code."""
    on: date
    """First day on which it is no longer in force."""
    entries: frozenset[str]
    """Codes of the published entries whose version was written before, and of which nothing was owed for that."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who answers for the department to which a duty is moved."""

    department: str
    """USCC."""
    name: str
    policy: str | None


WITHHELD: LiteralString = (
    "(r.sharing = 'REFUSED' OR EXISTS { MATCH (r)-[:HAS_ITEM]->(i:Item) WHERE i.sharing = 'REFUSED' })"
)
"""Entry `r` is not shared, or an information item of it."""
_OTHERS: LiteralString = (
    f"CASE WHEN {WITHHELD} THEN COLLECT {{ MATCH (r)-[:RESTS_ON]->(o:LegalBasis) WHERE o.id <> $basis "
    f"AND {EXISTENCE.holds('o', '$on')} RETURN o.kind }} ELSE [] END"
)
_SHARED: LiteralString = f"CASE WHEN {WITHHELD} THEN 'REFUSED' ELSE r.sharing END"
_RESTING: LiteralString = (
    "MATCH (:LegalBasis {id: $basis})<-[:RESTS_ON]-(r:Resource {state: 'PUBLISHED'}) "
    "WITH r ORDER BY r.id "
    f"WITH r.providerId AS owner, collect([r.id, r.name, {_SHARED}, {_OTHERS}]) AS entries "
    f"WITH owner, entries, {answering_for('(:Department {id: owner})', '$on')} AS answers "
    f"RETURN collect([owner, answers, {policy_of('(:Department {id: answers})', '$on')}, entries])"
)
_UNANSWERED: LiteralString = (
    "MATCH (e)<-[:RESTS_ON]-(r:Resource {state: 'PUBLISHED'}) WHERE NOT EXISTS { MATCH (o:OwedDuty {code: r.id}) "
    "WHERE o.kind = 'CATALOGUE_UPDATE' AND o.basisId = e.id AND o.eventOn = e.validUntil } "
    "RETURN collect([e.id, toString(e.validUntil), r.id, toString(r.recordedAt)])"
)
_EXPIRED: LiteralString = f"MATCH (e:LegalBasis) WHERE e.validUntil <= date($on) WITH e {_UNANSWERED}"
_EXPIRED_AMONG: LiteralString = (
    f"UNWIND $bases AS k MATCH (e:LegalBasis {{id: k}}) WHERE e.validUntil <= date($on) WITH e {_UNANSWERED}"
)
_RECEIVER: LiteralString = (
    f"MATCH (d:Department {{id: {answering_for('(:Department {id: $department})', '$on')}}}) "
    f"RETURN [d.id, d.name, {policy_of('(d)', '$on')}]"
)


async def resting_on(unit: Unit, basis: str, on: date) -> Sequence[Resting]:
    """The published entries that rest on a basis, by provider, with who answers for him and by which policy."""
    found = await unit.run(_RESTING, basis=basis, on=on.isoformat()) or ()
    return [
        Resting(
            owner,
            answers,
            policy,
            [
                RestingEntry(code, name, SharingType[sharing], frozenset(BasisKind[kind] for kind in others))
                for code, name, sharing, others in entries
            ],
        )
        for owner, answers, policy, entries in found
    ]


async def expired_by(unit: Unit, on: date, bases: Collection[str] | None) -> Sequence[Expired]:
    """The bases that have ended by a day, as far as entries that rest on them have not followed.

    Args:
        unit: The open transaction.
        on: The day.
        bases: Codes of the bases that may have ended; None = all.
    """
    if bases is None:
        rows = await unit.run(_EXPIRED, on=on.isoformat()) or ()
    else:
        rows = await unit.run(_EXPIRED_AMONG, on=on.isoformat(), bases=sorted(bases)) or ()
    found: dict[tuple[str, date], set[str]] = {}
    for basis, until, code, written in rows:
        ended = date.fromisoformat(until)
        if bases is not None or china_day(datetime.fromisoformat(written)) < ended:
            found.setdefault((basis, ended), set()).add(code)
    return [Expired(basis, ended, frozenset(codes)) for (basis, ended), codes in sorted(found.items())]


async def receiver_of(unit: Unit, department: str, on: date) -> Receiver | None:
    """Who answers for the department to which a duty is moved; None where nobody does."""
    found = await unit.run(_RECEIVER, department=department, on=on.isoformat())
    return None if found is None else Receiver(*found)
