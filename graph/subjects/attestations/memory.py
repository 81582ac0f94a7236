"""Attestations in the graph: who attests, numbers without gaps, each taken once, and what was made under it.

A number is taken before anything is sealed under it, for it stands on the page. Where nothing comes of that (no trusted
time, a killed process) it stays taken and empty: no attestation has it, and whoever counts finds why one is missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import LiteralString

from graph.store.engine import Store, Unit
from graph.store.reading import day
from graph.words.attestations import AttestationKind, AttestationName, AttestationRecord, numbered
from graph.words.china_time import china_day
from graph.words.lost import lost_in


@dataclass(frozen=True, slots=True)
class Registrar:
    """The department that runs the register, and attests what it has answered."""

    name: str
    division: str
    valid_until: date | None
    """First day on which it no longer exists."""


async def registrar_of(store: Store, code: str) -> Registrar | None:
    """The department of a USCC, as it attests; None where there is none."""
    found = await store.read(
        "OPTIONAL MATCH (d:Department {id: $id}) "
        "RETURN CASE WHEN d IS NULL THEN null ELSE [d.name, d.divisionId, toString(d.validUntil)] END",
        id=code,
    )
    return None if found is None else Registrar(found[0], found[1], day(found[2]))


# The writing comes first: of two who ask at once, the second waits, or is run again, and reads what the first has left.
_HOLD_SERIES: LiteralString = "MERGE (s:Series {id: $series}) SET s.takenAt = datetime($at)"
_NEXT: LiteralString = (
    "MERGE (s:Series {id: $series}) WITH s, head(COLLECT { MATCH (z:Zhengtu {id: 'store'}) "
    "WHERE z.numbersYear = $year RETURN z.numbersBehind }) AS behind "
    "SET s.last = coalesce(s.last, behind, 0) + 1 RETURN s.last"
)
"""A first number of a year in which the store came back from a backup stands behind those that may have been given."""
_TAKE: LiteralString = (
    "CREATE (a:Attestation {id: $id, kind: $kind, issuerId: $issuer, number: $number, takenAt: datetime($at)})"
)


async def take_number(store: Store, kind: AttestationKind, issuer: str, at: datetime) -> AttestationName:
    """Take the next number of a kind in the year of a moment, for good.

    Raises:
        StoreError: It could not be written, or nobody knows whether it was.
    """
    year, moment = china_day(at).year, at.isoformat()
    series = AttestationName(kind, issuer, str(year)).identity

    async def work(unit: Unit) -> AttestationName:
        await unit.run(_HOLD_SERIES, series=series, at=moment)
        name = AttestationName(kind, issuer, numbered(year, await unit.run(_NEXT, series=series, year=str(year))))
        await unit.run(_TAKE, id=name.identity, kind=kind.name, issuer=issuer, number=name.number, at=moment)
        return name

    return await store.write(work)


async def enter(unit: Unit, record: AttestationRecord) -> None:
    """Enter what was made under a number that is taken."""
    await unit.run(
        "MATCH (a:Attestation {id: $id}) SET a.madeAt = datetime($madeAt), a.digest = $digest, a.about = $about, "
        "a.outcome = $outcome, a.asker = $asker",
        id=record.name.identity,
        madeAt=record.made_at.isoformat(),
        digest=record.digest,
        about=record.about,
        outcome=record.outcome,
        asker=record.asker,
    )


@dataclass(frozen=True, slots=True)
class AttestationFacts:
    """What the register has of a name."""

    kept: bool
    """Whether a department of this USCC has attested here at all in that year."""
    record: AttestationRecord | None
    """What was made under the number; None where nothing was."""
    may_be_lost: bool = False
    """The store came back from a backup in that year: what was made before that is not all known."""


_FACTS: LiteralString = (
    "RETURN [EXISTS { MATCH (:Series {id: $series}) }, head(COLLECT { MATCH (a:Attestation {id: $id}) "
    "WHERE a.digest IS NOT NULL RETURN [toString(a.madeAt), a.digest, a.about, a.outcome, a.asker] }), "
    "head(COLLECT { MATCH (z:Zhengtu {id: 'store'}) RETURN coalesce(z.lost, []) })]"
)


async def attestation_facts(store: Store, name: AttestationName) -> AttestationFacts:
    """Look a name up."""
    year, _, _ = name.number.partition("-")
    series = AttestationName(name.kind, name.issuer, year).identity
    kept, found, lost = await store.read(_FACTS, series=series, id=name.identity)
    if found is None:
        return AttestationFacts(kept, None, lost_in(lost or (), int(year)))
    made_at, digest, about, outcome, asker = found
    return AttestationFacts(
        kept, AttestationRecord(name, datetime.fromisoformat(made_at), digest, about, outcome, asker)
    )
