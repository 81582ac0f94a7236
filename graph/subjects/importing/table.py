"""The kinds of batch, each with how it is read, judged, compared and written; what is not here nobody brings."""

from __future__ import annotations

from collections.abc import Mapping

from graph.errors import Text
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
from graph.words.imports import Kind, RecordKind, TableKind

WORDS: Mapping[Kind, Text] = {
    Kind.DIVISIONS: Text("行政区划", "administrative divisions"),
    Kind.DEPARTMENTS: Text("部门", "departments"),
    Kind.POSTS: Text("岗位", "posts"),
    Kind.SUCCESSIONS: Text("机构承接", "successions of departments"),
    Kind.SYSTEMS: Text("信息系统", "information systems"),
    Kind.BASES: Text("依据", "legal bases"),
    Kind.LIBRARIES: Text("资源库", "libraries"),
    Kind.CONSUMERS: Text("使用方", "consumers"),
    Kind.ELEMENTS: Text("数据元", "data elements"),
    Kind.ENTRIES: Text("目录条目", "catalogue entries"),
    Kind.MEMBERSHIPS: Text("入库关系", "entries in libraries"),
    Kind.LINEAGE: Text("溯源关系", "lineage"),
    Kind.ITEM_LINEAGE: Text("信息项溯源关系", "lineage of items"),
    Kind.REQUESTS: Text("共享申请", "sharing requests"),
    Kind.GRANTS: Text("共享授权", "grants of data"),
    Kind.LICENSE_TYPES: Text("证照类型", "licence types"),
    Kind.ENTITLEMENTS: Text("颁发授权", "rights to issue"),
    Kind.LICENSE_GRANTS: Text("用证授权", "grants of licences"),
}
"""What people call each kind."""

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
}

FORMS: Mapping[Kind, Form] = {kind: each.form for kind, each in KINDS.items()}
"""The columns of each kind of file."""

RECORDS: Mapping[RecordKind, Importable] = {
    RecordKind.DUTIES: of_records.DUTIES,
    RecordKind.OBJECTIONS: of_records.OBJECTIONS,
    RecordKind.ENTRY_CASES: of_records.ENTRY_CASES,
    RecordKind.USES: of_records.USES,
    RecordKind.DELIVERIES: of_records.DELIVERIES,
}
"""What is handed out, and compared when it comes back; nobody brings it."""

TABLES: Mapping[TableKind, Importable] = dict((*KINDS.items(), *RECORDS.items()))
"""Whatever comes as a file."""

_RECORD_WORDS: Mapping[RecordKind, Text] = {
    RecordKind.DUTIES: Text("义务", "duties"),
    RecordKind.OBJECTIONS: Text("数据异议", "objections to data"),
    RecordKind.ENTRY_CASES: Text("目录条目案件", "cases of entries"),
    RecordKind.USES: Text("使用记录", "uses of data"),
    RecordKind.DELIVERIES: Text("归集记录", "deliveries of data"),
}
CALLED: Mapping[TableKind, Text] = dict((*WORDS.items(), *_RECORD_WORDS.items()))
"""What people call each of them."""
