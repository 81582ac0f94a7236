"""Grants of licences: how they are listed and written."""

from __future__ import annotations

from collections.abc import Iterable

from graph.schema.nodes import LICENSE_GRANT
from graph.store.edges import to_many
from graph.store.engine import Unit
from graph.store.writing import point, row_of
from graph.words.license_grants import LicenseGrant

grants_of_consumer = to_many(
    "Consumer", LICENSE_GRANT, "(p)<-[:GRANTS_USE_TO]-(c:LicenseGrant)", "c.licenseTypeId, c.id"
)
grants_of_type = to_many("LicenseType", LICENSE_GRANT, "(p)<-[:GRANTS_USE_OF]-(c:LicenseGrant)", "c.consumerId, c.id")


async def write_license_grants(unit: Unit, values: Iterable[LicenseGrant]) -> None:
    """Write grants, each to its consumer and for its type."""
    rows = [row_of(LICENSE_GRANT, value) | {"id": value.id} for value in values]
    await unit.run(
        f"UNWIND $rows AS row MERGE (g:LicenseGrant {{id: row.id}}) SET {LICENSE_GRANT.assigned('g', 'row')}", rows=rows
    )
    to = [(row["id"], row["consumerId"]) for row in rows]
    await point(unit, "LicenseGrant", "GRANTS_USE_TO", "Consumer", to)
    of = [(row["id"], row["licenseTypeId"]) for row in rows]
    await point(unit, "LicenseGrant", "GRANTS_USE_OF", "LicenseType", of)
