"""Columns of territories, departments, posts and policies."""

from __future__ import annotations

from graph.schema.columns import TOUCHED, Column, Type, Written, contains, one_of
from graph.words.organisation import AuthorityLevel, DepartmentKind, PostKind

DIVISION = (
    Column("id", unique=True, written=Written.CODE, value="code"),
    Column("name", entered=True),
    Column("level", AuthorityLevel, entered=True),
)
DEPARTMENT = (
    Column("id", unique=True, written=Written.CAPITALS, value="code"),
    Column(
        "name",
        key="nameKey",
        indexed=True,
        filter=contains("Name or short name", also=("shortName",)),
        entered=True,
    ),
    Column("shortName", entered=True, blank=True),
    Column("level", AuthorityLevel, filter=one_of("Level", "级别"), entered=True),
    Column("kind", DepartmentKind, filter=one_of("Kind", "类别"), entered=True),
    Column("divisionId", refers="Division", filter=one_of("Division code", "行政区划代码"), entered=True),
    Column("phone", written=Written.FIGURES, entered=True, absent=None),
    Column("synthetic", Type.BOOLEAN, entered=True, absent=False),
    Column("validFrom", Type.DATE, entered=True, absent=None),
    Column("validUntil", Type.DATE, entered=True, absent=None),
    Column("nameKey", indexed=True, hidden=True),
    TOUCHED,
)
POST = (
    Column("id", unique=True, written=Written.CODE),
    Column("kind", PostKind, indexed=True, entered=True),
    Column("subject", indexed=True, personal=True, written=Written.CODE, entered=True, blank=True),
    Column("nameCipher", Type.CIPHER, entered=True, value="name"),
    Column("departmentId", refers="Department", entered=True),
    Column("validFrom", Type.DATE, entered=True),
    Column("validUntil", Type.DATE, entered=True, absent=None),
    Column("filedOn", Type.DATE, entered=True, absent=None),
)
POLICY = (Column("id", unique=True, written=Written.CAPITALS),)
