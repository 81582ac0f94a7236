"""Columns of legal bases, information systems, libraries and consumers."""

from __future__ import annotations

from graph.schema.columns import Column, Type, contains, one_of
from graph.words.sources import BasisKind, ConsumerKind, Funding, LibraryKind

LEGAL_BASIS = (
    Column("id", unique=True),
    Column("kind", BasisKind),
    Column("title"),
    Column("document"),
    Column("article"),
    Column("validFrom", Type.DATE),
    Column("validUntil", Type.DATE),
)
SYSTEM = (
    Column("id", unique=True),
    Column("funding", Funding, filter=one_of("Funding", "资金来源")),
    Column("operatorId", refers="Department", filter=one_of("USCC of the operator", "运行部门代码")),
    Column("name", filter=contains("Name")),
    Column("protectionLevel", Type.INTEGER),
    Column("built", Type.INTEGER),
    Column("summary"),
)
LIBRARY = (
    Column("id", unique=True),
    Column("kind", LibraryKind, filter=one_of("Kind", "类别")),
    Column(
        "policyId",
        refers="Policy",
        filter=one_of("Policy", "所依办法", said="Named by one of these policies, `WH` (所依办法)."),
    ),
    Column("name", filter=contains("Name")),
    Column("summary"),
)
CONSUMER = (
    Column("id", unique=True),
    Column("kind", ConsumerKind, filter=one_of("Kind", "类别")),
    Column("name", filter=contains("Name")),
    Column("uscc"),
    Column("synthetic", Type.BOOLEAN),
    Column("departmentId", refers="Department"),
    Column("systemId", refers="System"),
)
