"""Columns of catalogue entries, their information items and their versions."""

from __future__ import annotations

from graph.schema.columns import TOUCHED, Column, Type, Written, any_of, between, contains, one_of
from graph.words.entries import (
    DataType,
    EntryState,
    FormatCategory,
    ItemKind,
    Mode,
    ModeCategory,
    OpeningType,
    SharingType,
    UpdateCycle,
)
from graph.words.entry_cases import CauseKind

RESOURCE = (
    Column("id", unique=True, written=Written.CODE, value="code"),
    Column("sharing", SharingType, filter=one_of("Sharing type", "共享类型"), facet="共享类型", entered=True),
    Column("opening", OpeningType, filter=one_of("Opening type", "开放类型"), facet="开放类型", entered=True),
    Column("cycle", UpdateCycle, filter=one_of("Update cycle", "更新周期"), facet="更新周期", entered=True),
    Column(
        "formatCategory",
        FormatCategory,
        filter=one_of("Format category", "格式分类"),
        facet="格式分类",
        entered=True,
    ),
    Column(
        "mode",
        Mode,
        filter=one_of("Way of supplying", "共享方式类型"),
        facet="共享方式类型",
        entered=True,
        absent=None,
    ),
    Column("state", EntryState, indexed=True, filter=one_of("State", "条目状态"), facet="条目状态"),
    Column(
        "providerId",
        indexed=True,
        refers="Department",
        filter=one_of("USCC of the provider", "提供方代码"),
        facet="提供方",
        entered=True,
    ),
    Column(
        "policyId",
        refers="Policy",
        filter=one_of("Policy", "适用办法", said="Bound by one of these policies, `WH` (适用办法)."),
    ),
    Column(
        "libraryIds",
        Type.TEXTS,
        hidden=True,
        refers="Library",
        filter=any_of("Library", "资源库代码", said="In one of these libraries, by code (资源库代码)."),
        facet="资源库",
        entered=True,
        value="libraries",
        absent=(),
    ),
    Column("name", key="nameKey", indexed=True, filter=contains("The name"), entered=True),
    Column(
        "publishedOn",
        Type.DATE,
        key="publishedKey",
        filter=between("Published", "发布日期"),
        entered=True,
        absent=None,
    ),
    Column("summary", entered=True, blank=True),
    Column("innerDepartment", entered=True, absent=""),
    Column("formatType", entered=True, blank=True),
    Column("sharingCondition", entered=True, absent=""),
    Column("modeCategory", ModeCategory, entered=True),
    Column("openingCondition", entered=True, absent=""),
    Column("usage", entered=True, absent=""),
    Column("relatedIds", Type.TEXTS, refers="Resource", entered=True, absent=()),
    Column("version", Type.INTEGER),
    Column("recordedAt", Type.MOMENT, key="recordedKey"),
    Column("nameKey", indexed=True, hidden=True),
    Column("publishedKey", indexed=True, hidden=True),
    Column("recordedKey", indexed=True, hidden=True),
    TOUCHED,
)
ITEM = (
    Column("id", unique=True),
    Column("seq", Type.INTEGER, entered=True),
    Column("name", entered=True),
    Column("dataType", DataType, entered=True),
    Column("length", Type.INTEGER, entered=True, blank=True),
    Column("kind", ItemKind, entered=True),
    Column("identifier", Type.BOOLEAN, entered=True, absent=False),
    Column("sharing", SharingType, entered=True, absent=None),
    Column("opening", OpeningType, entered=True, absent=None),
    Column("note", entered=True, absent=""),
    Column("elementId", indexed=True, refers="DataElement", entered=True, absent=None),
    Column("resourceId", indexed=True, refers="Resource"),
)
ENTRY_VERSION = (
    Column("id", unique=True),
    Column("number", Type.INTEGER),
    Column("state", EntryState),
    Column("recordedAt", Type.MOMENT),
    Column("cause"),
    # Of one that was published by a case: why, and what its department reviewed before.
    Column("causeKind", CauseKind),
    Column("releaseReview", Type.TEXTS),
    Column("content"),
    Column("resourceId", refers="Resource"),
)
