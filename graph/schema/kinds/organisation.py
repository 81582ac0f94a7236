"""Columns of territories, departments, posts and policies."""

from __future__ import annotations

from graph.schema.columns import Column, Type, contains, one_of
from graph.words.organisation import AuthorityLevel, DepartmentKind, PostKind

DIVISION = (Column("id", unique=True), Column("name"), Column("level", AuthorityLevel))
DEPARTMENT = (
    Column("id", unique=True),
    Column("name", indexed=True, filter=contains("Name or short name", also=("shortName",))),
    Column("shortName"),
    Column("level", AuthorityLevel, filter=one_of("Level", "级别")),
    Column("kind", DepartmentKind, filter=one_of("Kind", "类别")),
    Column("divisionId", refers="Division", filter=one_of("Division code", "行政区划代码")),
    Column("phone"),
    Column("synthetic", Type.BOOLEAN),
    Column("validFrom", Type.DATE),
    Column("validUntil", Type.DATE),
)
POST = (
    Column("id", unique=True),
    Column("kind", PostKind),
    Column("subject", indexed=True, personal=True),
    Column("nameCipher", Type.CIPHER),
    Column("departmentId", refers="Department"),
    Column("validFrom", Type.DATE),
    Column("validUntil", Type.DATE),
)
POLICY = (Column("id", unique=True),)
