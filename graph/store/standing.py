"""Departments and systems as they stand, as model values: what a file is compared with before it is written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import LiteralString

from graph.model.catalogue import InformationSystem
from graph.model.organisation import Department
from graph.model.terms import AuthorityLevel, DepartmentKind, Funding
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


async def anything_bound(store: Store) -> bool:
    """Whether a policy binds any department."""
    return bool(await store.read("RETURN EXISTS { MATCH (:Policy)-[:BINDS]->(:Department) }"))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
