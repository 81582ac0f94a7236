"""What types and rights are judged by: what stands under their codes, and whether what they point to is there.

This is the question of use cases, which decide for everybody; it is not asked through a scope.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, LiteralString, TypeAlias

from graph.office.lives import Life
from graph.schema.nodes import LICENSE_TYPE, LICENSE_TYPE_VERSION
from graph.store.engine import Store, Unit
from graph.store.reading import day
from graph.subjects.licensing.rows import type_of, versions_of
from graph.words.licensing import Entitlement, LicenseType

Falling: TypeAlias = tuple[str, str, date, date]
"""Type, issuer, and the days from the first to the second, which is not counted: those that fall out of a right."""
FallenOut: TypeAlias = tuple[str, date]
"""Identifier of a licence, and its day of issue."""


@dataclass(frozen=True, slots=True)
class CatalogueSetting:
    """Everything that a batch is judged by and compared with, as the graph has it."""

    versions: Mapping[str, tuple[LicenseType, ...]]
    """Of each type that is there, the first one first."""
    rights: Mapping[tuple[str, str, date], Entitlement]
    """By type, issuer and first day, as they were given."""
    lives: Mapping[str, Life]
    """Departments that are there, of those that the batch points to, each with the days between which it exists."""
    definers: Mapping[str, frozenset[str]]
    """What the departments are called that define the types, of those that are departments here."""
    falling_out: Mapping[Falling, FallenOut] = field(default_factory=dict)
    """The first licence of those that would be without a right, where a first day is corrected to a later one."""


_SETTING: LiteralString = (
    "RETURN ["
    "COLLECT { UNWIND $types AS k MATCH (c:LicenseType {id: k}) RETURN [k, " + LICENSE_TYPE.whole + "] }, "
    "COLLECT { UNWIND $types AS k MATCH (c:LicenseTypeVersion {typeId: k}) RETURN [k, "
    + LICENSE_TYPE_VERSION.whole
    + "] }, "
    "COLLECT { UNWIND $types AS k MATCH (:LicenseType {id: k})-[e:ISSUABLE_BY]->(d:Department) "
    "RETURN [k, d.id, toString(e.validFrom), toString(e.validUntil), e.basis] }, "
    "COLLECT { UNWIND $departments AS k MATCH (d:Department {id: k}) "
    "RETURN [k, toString(d.validFrom), toString(d.validUntil)] }, "
    "COLLECT { UNWIND $definers AS k MATCH (d:Department {id: k}) RETURN [k, d.name, d.shortName] }]"
)


_FALLING_OUT: LiteralString = (
    "UNWIND $rows AS row WITH row, head(COLLECT { "
    "MATCH (l:License {typeId: row[0]}) WHERE l.issuerId = row[1] "
    "AND l.issuedOn >= date(row[2]) AND l.issuedOn < date(row[3]) "
    "RETURN [l.identifier, toString(l.issuedOn)] ORDER BY l.issuedOn, l.identifier LIMIT 1 }) AS one "
    "RETURN collect([row[0], row[1], row[2], row[3], one])"
)


async def licenses_falling_out(store: Store | Unit, days: Iterable[Falling]) -> Mapping[Falling, FallenOut]:
    """The first licence that was issued on some days, for each that has one.

    Args:
        store: The graph, or a unit of work on it.
        days: Those that would fall out of a right.
    """
    rows = [[code, issuer, first.isoformat(), until.isoformat()] for code, issuer, first, until in days]
    found: list[list[Any]] = []
    if rows:
        answer = store.read if isinstance(store, Store) else store.run
        found = await answer(_FALLING_OUT, rows=rows) or []
    return {
        (code, issuer, date.fromisoformat(first), date.fromisoformat(until)): (one[0], date.fromisoformat(one[1]))
        for code, issuer, first, until, one in found
        if one
    }


async def catalogue_setting(
    store: Store, types: Iterable[str], departments: Iterable[str], definers: Iterable[str]
) -> CatalogueSetting:
    """Read what a batch is judged by, in one statement.

    Args:
        store: The graph.
        types: Codes of its types, and of those that its rights point to.
        departments: Codes of departments that it points to.
        definers: Codes of the authorities that define its types.
    """
    found: list[list[Any]] = await store.read(
        _SETTING,
        types=sorted(set(types)),
        departments=sorted(set(departments)),
        definers=sorted(set(definers)),
    )
    rows, older, rights, known, called = found
    by_type: dict[str, list[Any]] = {}
    for code, version in older:
        by_type.setdefault(code, []).append(version)
    return CatalogueSetting(
        {code: versions_of(by_type.get(code), type_of(row)) for code, row in rows},
        {
            (code, issuer, date.fromisoformat(since)): Entitlement(
                code, issuer, date.fromisoformat(since), day(until), basis or ""
            )
            for code, issuer, since, until, basis in rights
        },
        {code: Life(day(since), day(until)) for code, since, until in known},
        {code: frozenset(filter(None, names)) for code, *names in called},
    )
