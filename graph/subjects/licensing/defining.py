"""Writing the licence catalogue (证照目录): types with their versions, and who may issue them.

A type has the columns of its newest version that is no draft; every version stands beside it and stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, LiteralString

import orjson

from graph.schema.found_by import STAMP_AT
from graph.schema.nodes import LICENSE_TYPE, LICENSE_TYPE_VERSION
from graph.store.engine import Unit
from graph.store.revisions import stamp
from graph.store.writing import stored
from graph.words.licensing import Entitlement, LicenseType
from graph.words.pinyin import sorted_as

_WRITE_TYPES: LiteralString = (
    f"UNWIND $rows AS row MERGE (t:LicenseType {{id: row.id}}) SET {LICENSE_TYPE.assigned('t', 'row')}, "
    "t.touched = $touched"
)
_WRITE_VERSIONS: LiteralString = (
    "UNWIND $rows AS row MERGE (v:LicenseTypeVersion {id: row.versionId}) "
    f"SET {LICENSE_TYPE_VERSION.assigned('v', 'row')}"
)
_TAKE_TYPES: LiteralString = (
    "UNWIND $codes AS code MERGE (t:LicenseType {id: code}) SET t.touched = $touched "
    "WITH DISTINCT t OPTIONAL MATCH (v:LicenseTypeVersion {typeId: t.id}) WHERE NOT v.draft "
    "RETURN collect(v.id)"
)
_END_TYPES: LiteralString = (
    "UNWIND $rows AS row MATCH (t:LicenseType {id: row[0]}) SET t.until = date(row[1]), t.touched = $touched"
)


async def versions_in_force(unit: Unit, values: Iterable[LicenseType]) -> list[str]:
    """Take types in hand, so that who defines them at the same time waits; ids of their versions that are no drafts."""
    codes = [value.code for value in values]
    if not codes:
        return []
    found: list[str] | None = await unit.run(_TAKE_TYPES, codes=codes, touched=stamp(unit, "LicenseType"))
    return found or []


async def write_types(unit: Unit, values: Iterable[LicenseType]) -> None:
    """Write types as they are from now on, each with the version that it is."""
    rows = [_row(value) for value in values]
    await unit.run(_WRITE_TYPES, rows=rows, touched=stamp(unit, "LicenseType"))
    await unit.run(_WRITE_VERSIONS, rows=rows)
    await unit.run(
        "UNWIND $rows AS row MATCH (t:LicenseType {id: row.id}) MATCH (d:Department {id: row.definerCode}) "
        "MERGE (t)-[:DEFINED_BY]->(d)",
        rows=rows,
    )
    await unit.run(STAMP_AT["LicenseType"], codes=[row["id"] for row in rows], touched=stamp(unit, "Resource"))


async def write_drafts(unit: Unit, values: Iterable[LicenseType]) -> None:
    """Write versions that are drafts of types which are there already; the types stay as they are."""
    await unit.run(_WRITE_VERSIONS, rows=[_row(value) for value in values])


async def end_types(unit: Unit, values: Iterable[LicenseType]) -> None:
    """Abolish types from their day on; what they define stays."""
    rows = [[value.code, stored(value.until)] for value in values]
    await unit.run(_END_TYPES, rows=rows, touched=stamp(unit, "LicenseType"))


async def write_entitlements(unit: Unit, values: Iterable[Entitlement]) -> None:
    """Write which authority may issue which type, and when; a period is known by its first day."""
    await unit.run(
        "UNWIND $rows AS row MATCH (t:LicenseType {id: row[0]}) MATCH (d:Department {id: row[1]}) "
        "MERGE (t)-[e:ISSUABLE_BY {validFrom: date(row[2])}]->(d) SET e.validUntil = date(row[3]), e.basis = row[4]",
        rows=[[v.type_code, v.issuer, stored(v.valid_from), stored(v.valid_until), v.basis] for v in values],
    )


async def correct_entitlements(unit: Unit, values: Iterable[tuple[Entitlement, Entitlement]]) -> None:
    """Give rights another first day: each as it stands, and as it is to be."""
    await unit.run(
        "UNWIND $rows AS row MATCH (t:LicenseType {id: row[0]})-[e:ISSUABLE_BY]->(d:Department {id: row[1]}) "
        "WHERE e.validFrom = date(row[2]) SET e.validFrom = date(row[3])",
        rows=[[v.type_code, v.issuer, stored(b.valid_from), stored(v.valid_from)] for b, v in values],
    )


def version_id(code: str, number: int) -> str:
    """Id of a version of a type."""
    return f"{code}|{number}"


def _row(v: LicenseType) -> dict[str, Any]:
    return {
        "id": v.code, "name": v.name, "nameKey": sorted_as(v.name),
        "definerName": v.definer, "definerCode": v.definer_code,
        "definerLevel": v.definer_level.name, "holderCategory": v.holder_category.name, "validity": v.validity,
        "issuerLevel": v.issuer_level.name, "category": v.category.name, "layout": v.layout, "colour": v.colour,
        "photo": v.photo, "numberFormat": v.number_format, "serviceItem": v.service_item,
        "serviceCode": v.service_code, "synthetic": v.synthetic, "summary": v.summary,
        "fields": orjson.dumps([field.written() for field in v.fields]).decode(), "holderCount": v.holder_count,
        "since": stored(v.since), "until": stored(v.until), "draft": v.draft, "version": v.version,
        "begun": stored(v.begun), "typeId": v.code, "number": v.version, "versionId": version_id(v.code, v.version),
    }  # fmt: skip
