"""The kinds of table, each with how it is read, judged, compared and written; what is not here is no table."""

from __future__ import annotations

from collections.abc import Mapping

from graph.office.sheets.forms import Form
from graph.subjects.importing import (
    of_elements,
    of_entries,
    of_license_grants,
    of_licensing,
    of_lineage,
    of_organisation,
    of_records,
    of_sharing,
    of_sources,
)
from graph.subjects.importing.batches import Importable
from graph.words.imports import BROUGHT, Kind

KINDS: Mapping[Kind, Importable] = {
    Kind.DIVISIONS: of_organisation.DIVISIONS,
    Kind.DEPARTMENTS: of_organisation.DEPARTMENTS,
    Kind.POSTS: of_organisation.POSTS,
    Kind.SUCCESSIONS: of_organisation.SUCCESSIONS,
    Kind.SYSTEMS: of_sources.SYSTEMS,
    Kind.BASES: of_sources.BASES,
    Kind.LIBRARIES: of_sources.LIBRARIES,
    Kind.CONSUMERS: of_sources.CONSUMERS,
    Kind.ELEMENTS: of_elements.ELEMENTS,
    Kind.ENTRIES: of_entries.ENTRIES,
    Kind.MEMBERSHIPS: of_entries.MEMBERSHIPS,
    Kind.LINEAGE: of_lineage.LINEAGE,
    Kind.ITEM_LINEAGE: of_lineage.ITEM_LINEAGE,
    Kind.REQUESTS: of_sharing.REQUESTS,
    Kind.GRANTS: of_sharing.GRANTS,
    Kind.LICENSE_TYPES: of_licensing.LICENSE_TYPES,
    Kind.ENTITLEMENTS: of_licensing.ENTITLEMENTS,
    Kind.LICENSE_GRANTS: of_license_grants.LICENSE_GRANTS,
    Kind.DUTIES: of_records.DUTIES,
    Kind.OBJECTIONS: of_records.OBJECTIONS,
    Kind.LICENSE_OBJECTIONS: of_records.LICENSE_OBJECTIONS,
    Kind.ENTRY_CASES: of_records.ENTRY_CASES,
    Kind.USES: of_records.USES,
    Kind.DELIVERIES: of_records.DELIVERIES,
    Kind.LICENSES: of_records.LICENSES,
    Kind.LICENSE_DRAFTS: of_records.LICENSE_DRAFTS,
    Kind.LICENSE_BATCHES: of_records.LICENSE_BATCHES,
    Kind.FORGERIES: of_records.FORGERIES,
}

FORMS: Mapping[Kind, Form] = {kind: KINDS[kind].form for kind in BROUGHT}
"""The columns of each kind of file that is filled in."""
