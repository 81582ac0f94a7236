"""What a batch of the organisation is judged by: what stands under its codes, what it points to, and the way upwards.

This is the question of use cases, which decide for everybody; it is not asked through a scope.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, LiteralString

from graph.store.engine import Store
from graph.store.reading import day
from graph.words.organisation import AuthorityLevel, Department, DepartmentKind


@dataclass(frozen=True, slots=True)
class OrganisationSetting:
    """Everything that a batch is judged by and compared with, as the graph has it."""

    registered: Mapping[str, Department]
    """Departments of the batch that are there, each with the policy that is bound to itself or leaves it out."""
    departments: frozenset[str]
    """Codes of departments that are there, of those that the batch points to."""
    divisions: frozenset[str]
    posts: frozenset[str]
    steps: tuple[tuple[str, str], ...]
    """Every step upwards from the parents that the batch names, as (department, parent)."""
    bound: bool
    """Whether a policy binds any department."""


_SETTING: LiteralString = (
    "RETURN ["
    "COLLECT { UNWIND $codes AS k MATCH (d:Department {id: k}) RETURN [k, d.name, d.shortName, d.level, d.kind, "
    "d.divisionId, head(COLLECT { MATCH (d)-[:CHILD_OF]->(a:Department) RETURN a.id }), toString(d.validFrom), "
    "toString(d.validUntil), coalesce(d.synthetic, false), d.phone, "
    "head(COLLECT { MATCH (d)<-[:BINDS]-(y:Policy) RETURN y.id ORDER BY y.id }), "
    "head(COLLECT { MATCH (d)<-[:EXEMPTS]-(y:Policy) RETURN y.id ORDER BY y.id })] }, "
    "COLLECT { UNWIND $departments AS k MATCH (d:Department {id: k}) RETURN k }, "
    "COLLECT { UNWIND $divisions AS k MATCH (d:Division {id: k}) RETURN k }, "
    "COLLECT { UNWIND $posts AS k MATCH (p:Post {id: k}) RETURN k }, "
    "COLLECT { UNWIND $parents AS k MATCH (:Department {id: k})-[:CHILD_OF*0..8]->(a:Department)"
    "-[:CHILD_OF]->(b:Department) RETURN DISTINCT [a.id, b.id] }, "
    "EXISTS { MATCH (:Policy)-[:BINDS]->(:Department) }]"
)


async def organisation_setting(
    store: Store,
    *,
    codes: Iterable[str],
    departments: Iterable[str],
    divisions: Iterable[str],
    posts: Iterable[str],
    parents: Iterable[str],
) -> OrganisationSetting:
    """Read what a batch is judged by, in one statement.

    Args:
        store: The graph.
        codes: Codes of its departments.
        departments: Codes of departments that it points to.
        divisions: Codes of divisions that it names.
        posts: Ids of its posts.
        parents: Codes of departments above those of the batch, where the way upwards leaves it.
    """
    found: list[Any] = await store.read(
        _SETTING,
        codes=sorted(set(codes)),
        departments=sorted(set(departments)),
        divisions=sorted(set(divisions)),
        posts=sorted(set(posts)),
        parents=sorted(set(parents)),
    )
    rows, pointed_to, territories, held, steps, bound = found
    registered = {
        code: Department(
            code=code,
            name=name,
            short_name=short_name,
            level=AuthorityLevel[level],
            kind=DepartmentKind[kind],
            division=division,
            parent=parent,
            valid_from=day(since),
            valid_until=day(until),
            synthetic=synthetic,
            phone=phone,
            policy=policy,
            exempt_from=left,
        )
        for code, name, short_name, level, kind, division, parent, since, until, synthetic, phone, policy, left in rows
    }
    upwards = tuple((low, high) for low, high in steps)
    return OrganisationSetting(
        registered, frozenset(pointed_to), frozenset(territories), frozenset(held), upwards, bound
    )
