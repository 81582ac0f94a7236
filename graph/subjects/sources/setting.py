"""What legal bases, systems, libraries and consumers are judged by: what stands under their codes, what they point to.

This is the question of use cases, which decide for everybody; it is not asked through a scope.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, LiteralString

from graph.office.lives import Life
from graph.store.edges import Row
from graph.store.engine import Store
from graph.store.reading import day
from graph.words.sources import (
    BasisKind,
    Consumer,
    ConsumerKind,
    Funding,
    InformationSystem,
    LegalBasis,
    Library,
    LibraryKind,
)


@dataclass(frozen=True, slots=True)
class SourcesSetting:
    """Everything that a batch is judged by and compared with, as the graph has it."""

    legal_bases: Mapping[str, LegalBasis]
    systems: Mapping[str, InformationSystem]
    libraries: Mapping[str, Library]
    consumers: Mapping[str, Consumer]
    departments: Mapping[str, Life]
    """Days of the departments that are there, of those that the batch points to, and of those that run its systems."""
    granted: Mapping[str, tuple[GrantedUse, ...]]
    """What licences each consumer of the batch that is there may use."""
    granted_to_system: Mapping[str, tuple[GrantedUse, ...]]
    """The same of the consumers that each system is, of those that the batch has or points to."""


@dataclass(frozen=True, slots=True)
class GrantedUse:
    """A grant of licences to a consumer."""

    id: str
    since: date
    after: date | None
    """First day on which it no longer holds; None where that was left open."""


_DAYS: LiteralString = "RETURN [d.id, toString(d.validFrom), toString(d.validUntil)]"
_GRANTED: LiteralString = (
    "<-[:GRANTS_USE_TO]-(g:LicenseGrant) "
    "RETURN [k, g.id, toString(g.validFrom), toString(g.validUntil)] ORDER BY g.id }"
)
_SETTING: LiteralString = (
    "RETURN ["
    "COLLECT { UNWIND $bases AS k MATCH (b:LegalBasis {id: k}) RETURN [k, b.kind, b.title, b.document, b.article, "
    "toString(b.validFrom), toString(b.validUntil)] }, "
    "COLLECT { UNWIND $systems AS k MATCH (s:System {id: k}) RETURN [k, s.name, s.operatorId, s.funding, "
    "s.protectionLevel, s.built, s.summary] }, "
    "COLLECT { UNWIND $libraries AS k MATCH (l:Library {id: k}) RETURN [k, l.policyId, l.kind, l.name, "
    "head(COLLECT { MATCH (l)-[:LED_BY]->(d:Department) RETURN d.id }), l.summary] }, "
    "COLLECT { UNWIND $consumers AS k MATCH (c:Consumer {id: k}) RETURN [k, c.kind, c.name, c.uscc, c.departmentId, "
    "c.systemId, coalesce(c.synthetic, false), toString(c.validFrom), toString(c.validUntil)] }, "
    f"COLLECT {{ UNWIND $departments AS k MATCH (d:Department {{id: k}}) {_DAYS} }}, "
    f"COLLECT {{ UNWIND $systems AS k MATCH (:System {{id: k}})-[:RUN_BY]->(d:Department) {_DAYS} }}, "
    f"COLLECT {{ UNWIND $consumers AS k MATCH (:Consumer {{id: k}}){_GRANTED}, "
    f"COLLECT {{ UNWIND $systems AS k MATCH (:System {{id: k}})<-[:IS]-(:Consumer){_GRANTED}]"
)


async def sources_setting(
    store: Store,
    *,
    bases: Iterable[str],
    systems: Iterable[str],
    libraries: Iterable[str],
    consumers: Iterable[str],
    departments: Iterable[str],
) -> SourcesSetting:
    """Read what a batch is judged by, in one statement.

    Args:
        store: The graph.
        bases: Codes of its legal bases.
        systems: Codes of its systems, and of those that it points to.
        libraries: Codes of its libraries.
        consumers: Codes of its consumers.
        departments: Codes of departments that it points to.
    """
    found: list[list[Any]] = await store.read(
        _SETTING,
        bases=sorted(set(bases)),
        systems=sorted(set(systems)),
        libraries=sorted(set(libraries)),
        consumers=sorted(set(consumers)),
        departments=sorted(set(departments)),
    )
    cited, run, shelves, users, known, running, granted, to_systems = found
    return SourcesSetting(
        {
            code: LegalBasis(code, BasisKind[kind], title, document or "", article or "", day(since), day(until))
            for code, kind, title, document, article, since, until in cited
        },
        {
            code: InformationSystem(code, name, operator, Funding[funding], level, built, summary or "")
            for code, name, operator, funding, level, built, summary in run
        },
        {
            code: Library(code, policy, LibraryKind[kind], name, lead, summary or "")
            for code, policy, kind, name, lead, summary in shelves
        },
        {
            code: Consumer(
                code, ConsumerKind[kind], name, uscc or "", department, system, synthetic, day(since), day(until)
            )
            for code, kind, name, uscc, department, system, synthetic, since, until in users
        },
        {code: Life(day(since), day(until)) for code, since, until in (*known, *running)},
        _granted(granted),
        _granted(to_systems),
    )


def _granted(rows: Iterable[Row]) -> Mapping[str, tuple[GrantedUse, ...]]:
    """What may be used by each; of a grant the last day still counts."""
    found: dict[str, list[GrantedUse]] = {}
    for whose, identity, since, until in rows:
        last = day(until)
        after = None if last is None else last + timedelta(days=1)
        found.setdefault(whose, []).append(GrantedUse(identity, date.fromisoformat(since), after))
    return {whose: tuple(each) for whose, each in found.items()}
