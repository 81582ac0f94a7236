"""What stands already, read back as model values: a file is compared with it before it is written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import LiteralString

from graph.model.catalogue import InformationSystem, LegalBasis, Library
from graph.model.organisation import Department
from graph.model.terms import AuthorityLevel, BasisKind, DepartmentKind, Funding, LibraryKind
from graph.store.engine import Store

_DEPARTMENTS: LiteralString = (
    "RETURN COLLECT { UNWIND $codes AS k MATCH (d:Department {id: k}) RETURN [k, d.name, d.shortName, d.level, d.kind, "
    "d.divisionId, head(COLLECT { MATCH (d)-[:CHILD_OF]->(a:Department) RETURN a.id }), toString(d.validFrom), "
    "toString(d.validUntil), coalesce(d.synthetic, false), d.phone, "
    "head(COLLECT { MATCH (d)<-[:BINDS]-(y:Policy) RETURN y.id ORDER BY y.id })] }"
)
_SYSTEMS: LiteralString = (
    "RETURN COLLECT { UNWIND $codes AS k MATCH (s:System {id: k}) RETURN [k, s.name, s.operatorId, s.funding, "
    "s.protectionLevel, s.built, s.summary] }"
)


_BASES: LiteralString = (
    "RETURN COLLECT { UNWIND $codes AS k MATCH (b:LegalBasis {id: k}) RETURN [k, b.kind, b.title, b.document, "
    "b.article, toString(b.validFrom), toString(b.validUntil)] }"
)
_LIBRARIES: LiteralString = (
    "RETURN COLLECT { UNWIND $codes AS k MATCH (l:Library {id: k}) RETURN [k, l.policyId, l.kind, l.name, "
    "head(COLLECT { MATCH (l)-[:LED_BY]->(d:Department) RETURN d.id }), l.summary] }"
)


async def departments(store: Store, codes: Collection[str]) -> Mapping[str, Department]:
    """The departments among these codes that are there, each with the policy that is bound to itself."""
    rows = await store.read(_DEPARTMENTS, codes=sorted(set(codes)))
    return {
        code: Department(
            code=code,
            name=name,
            short_name=short_name,
            level=AuthorityLevel[level],
            kind=DepartmentKind[kind],
            division=division,
            parent=parent,
            valid_from=_day(since),
            valid_until=_day(until),
            synthetic=synthetic,
            phone=phone,
            policy=policy,
        )
        for code, name, short_name, level, kind, division, parent, since, until, synthetic, phone, policy in rows
    }


async def systems(store: Store, codes: Collection[str]) -> Mapping[str, InformationSystem]:
    """The information systems among these codes that are there."""
    rows = await store.read(_SYSTEMS, codes=sorted(set(codes)))
    return {
        code: InformationSystem(code, name, operator, Funding[funding], level, built, summary or "")
        for code, name, operator, funding, level, built, summary in rows
    }


async def legal_bases(store: Store, codes: Collection[str]) -> Mapping[str, LegalBasis]:
    """The legal bases among these codes that are there."""
    rows = await store.read(_BASES, codes=sorted(set(codes)))
    return {
        code: LegalBasis(code, BasisKind[kind], title, document or "", article or "", _day(since), _day(until))
        for code, kind, title, document, article, since, until in rows
    }


async def libraries(store: Store, codes: Collection[str]) -> Mapping[str, Library]:
    """The libraries among these codes that are there."""
    rows = await store.read(_LIBRARIES, codes=sorted(set(codes)))
    return {
        code: Library(code, policy, LibraryKind[kind], name, lead, summary or "")
        for code, policy, kind, name, lead, summary in rows
    }


async def anything_bound(store: Store) -> bool:
    """Whether a policy binds any department."""
    return bool(await store.read("RETURN EXISTS { MATCH (:Policy)-[:BINDS]->(:Department) }"))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
