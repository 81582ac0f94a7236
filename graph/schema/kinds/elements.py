"""Columns of data elements."""

from __future__ import annotations

from graph.schema.columns import TOUCHED, Column, Type, Written, contains, one_of
from graph.words.entries import DataType

DATA_ELEMENT = (
    Column("id", unique=True, written=Written.CODE, value="code"),
    Column("dataType", DataType, filter=one_of("Data type", "数据类型"), entered=True),
    Column("name", key="nameKey", indexed=True, filter=contains("Name"), entered=True),
    Column("length", Type.INTEGER, entered=True, absent=None),
    Column("standard", entered=True, absent=""),
    Column("valueDomain", entered=True, absent=""),
    Column("summary", entered=True, absent=""),
    Column("nameKey", indexed=True, hidden=True),
    TOUCHED,
)
