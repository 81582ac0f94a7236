"""Columns of legal bases, information systems, libraries and consumers."""

from __future__ import annotations

from graph.schema.columns import TOUCHED, Column, Type, Written, contains, one_of
from graph.words.sources import BasisKind, ConsumerKind, Funding, LibraryKind

LEGAL_BASIS = (
    Column("id", unique=True, written=Written.CODE, value="code"),
    Column("kind", BasisKind, filter=one_of("Kind", "类别"), entered=True),
    Column("title", filter=contains("Title", "标题"), entered=True),
    Column("document", entered=True, absent=""),
    Column("article", entered=True, absent=""),
    Column("validFrom", Type.DATE, entered=True, absent=None),
    Column("validUntil", Type.DATE, entered=True, absent=None),
    TOUCHED,
)
SYSTEM = (
    Column("id", unique=True, written=Written.CODE, value="code"),
    Column("funding", Funding, filter=one_of("Funding", "资金来源"), entered=True),
    Column("operatorId", refers="Department", filter=one_of("USCC of the operator", "运行部门代码"), entered=True),
    Column("name", key="nameKey", indexed=True, filter=contains("Name"), entered=True),
    Column("protectionLevel", Type.INTEGER, bounds=(1, 5), entered=True, absent=None),
    Column("built", Type.INTEGER, bounds=(1980, 2100), entered=True, absent=None),
    Column("summary", entered=True, absent=""),
    Column("nameKey", indexed=True, hidden=True),
    TOUCHED,
)
LIBRARY = (
    Column("id", unique=True, written=Written.CODE, value="code"),
    Column("kind", LibraryKind, filter=one_of("Kind", "类别"), entered=True),
    Column(
        "policyId",
        refers="Policy",
        filter=one_of("Policy", "所依办法", said="Named by one of these policies, `WH` (所依办法)."),
        entered=True,
    ),
    Column("name", key="nameKey", indexed=True, filter=contains("Name"), entered=True),
    Column("summary", entered=True, absent=""),
    Column("nameKey", indexed=True, hidden=True),
    TOUCHED,
)
CONSUMER = (
    Column("id", unique=True, written=Written.CODE, value="code"),
    Column("kind", ConsumerKind, filter=one_of("Kind", "类别"), entered=True),
    Column("name", key="nameKey", indexed=True, filter=contains("Name"), entered=True),
    Column("uscc", written=Written.CAPITALS, entered=True, absent=""),
    Column("synthetic", Type.BOOLEAN, entered=True, absent=False),
    Column("departmentId", refers="Department", entered=True, absent=None),
    Column("systemId", refers="System", entered=True, absent=None),
    Column("validFrom", Type.DATE, entered=True, absent=None),
    Column("validUntil", Type.DATE, entered=True, absent=None),
    # For which departments it stood before: each as the day on which it left it and its USCC, in their order.
    Column("stoodFor", Type.TEXTS, hidden=True),
    Column("nameKey", indexed=True, hidden=True),
    TOUCHED,
)
