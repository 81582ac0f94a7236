"""What grants of licences are judged by: what stands under their numbers, whom and what they name.

This is the question of use cases, which decide for everybody; it is not asked through a scope.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import LiteralString

from graph.office.lives import Life
from graph.store.edges import Row
from graph.store.engine import Store
from graph.store.reading import day
from graph.subjects.licensing.rows import fields_of
from graph.words.license_grants import LicenseGrant


@dataclass(frozen=True, slots=True)
class User:
    """A consumer to whom something is granted."""

    life: Life
    department: tuple[str, Life] | None
    """Code and days of the department that it belongs to, or that runs it where it is a system; None without one."""


@dataclass(frozen=True, slots=True)
class GrantSetting:
    """Everything that a batch is judged by and compared with, as the graph has it."""

    registered: Mapping[str, LicenseGrant]
    consumers: Mapping[str, User]
    """The consumers that are there, of those that the batch names."""
    fields: Mapping[str, Mapping[str, str]]
    """Labels of the face fields of each type that is there, of those that the batch names, by their keys."""


_DAYS: LiteralString = "[d.id, toString(d.validFrom), toString(d.validUntil)]"
_SETTING: LiteralString = (
    "RETURN ["
    "COLLECT { UNWIND $grants AS k MATCH (g:LicenseGrant {id: k}) RETURN [k, g.consumerId, g.licenseTypeId, g.place, "
    "g.scenario, g.itemName, g.itemCode, g.dailyQuota, toString(g.validFrom), toString(g.validUntil), g.faceFields, "
    "g.basis] }, "
    "COLLECT { UNWIND $consumers AS k MATCH (c:Consumer {id: k}) RETURN [k, "
    f"head(COLLECT {{ MATCH (c)-[:PART_OF]->(d:Department) RETURN {_DAYS} }}), "
    f"head(COLLECT {{ MATCH (c)-[:IS]->(:System)-[:RUN_BY]->(d:Department) RETURN {_DAYS} }}), "
    "toString(c.validFrom), toString(c.validUntil)] }, "
    "COLLECT { UNWIND $types AS k MATCH (t:LicenseType {id: k}) RETURN [k, t.fields] }]"
)


async def grant_setting(
    store: Store, *, grants: Iterable[str], consumers: Iterable[str], types: Iterable[str]
) -> GrantSetting:
    """Read what a batch is judged by, in one statement.

    Args:
        store: The graph.
        grants: Numbers of its grants.
        consumers: Codes of the consumers that it names.
        types: Codes of the licence types that it names.
    """
    registered, users, fields = await store.read(
        _SETTING, grants=sorted(set(grants)), consumers=sorted(set(consumers)), types=sorted(set(types))
    )
    return GrantSetting(
        {each[0]: _grant(each) for each in registered},
        {code: User(Life(day(since), day(until)), _department(own or runs)) for code, own, runs, since, until in users},
        {code: {field.key: field.label for field in fields_of(face)} for code, face in fields},
    )


def _department(row: Row | None) -> tuple[str, Life] | None:
    return None if row is None else (row[0], Life(day(row[1]), day(row[2])))


def _grant(row: Row) -> LicenseGrant:
    identity, consumer, kind, place, scenario, item, code, quota, since, until, fields, basis = row
    return LicenseGrant(
        id=identity,
        consumer=consumer,
        license_type=kind,
        place=place,
        scenario=scenario,
        item_name=item,
        item_code=code,
        daily_quota=quota,
        valid_from=date.fromisoformat(since),
        valid_until=day(until),
        face_fields=tuple(fields or ()),
        basis=basis or "",
    )
