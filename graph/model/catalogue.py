"""Catalogue entries with every field of the 编制指南, and what they hang on."""

from dataclasses import dataclass
from datetime import date

from graph.model.terms import (
    BasisKind,
    ConsumerKind,
    DataType,
    FormatCategory,
    Funding,
    ItemKind,
    LibraryKind,
    Mode,
    ModeCategory,
    OpeningType,
    SharingType,
    UpdateCycle,
)


@dataclass(frozen=True, slots=True)
class Item:
    """An information item (信息项) of a resource."""

    seq: int
    """Position in the entry, from 1."""
    name: str
    data_type: DataType
    length: int | None
    """Characters or digits; None where the type has its own."""
    kind: ItemKind
    identifier: bool = False
    """It identifies the person, organisation or thing (标识码: WH-11, JI-12, CS-21)."""
    sharing: SharingType | None = None
    """Its own sharing type; None = that of its entry."""
    opening: OpeningType | None = None
    note: str = ""
    """Unit, code list or remark."""


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """A catalogue entry (政务信息资源目录条目) as a department hands it in: WH-6, CZ-8."""

    code: str
    name: str
    provider: str
    """USCC of the providing department (提供方代码)."""
    summary: str
    format_category: FormatCategory
    format_type: str
    sharing: SharingType
    mode_category: ModeCategory
    opening: OpeningType
    cycle: UpdateCycle
    items: tuple[Item, ...]
    inner_department: str = ""
    """Division of the provider that keeps the data (内部部门)."""
    sharing_condition: str = ""
    mode: Mode | None = None
    opening_condition: str = ""
    usage: str = ""
    """Usage requirements (使用要求: WH-6)."""
    published_on: date | None = None
    related: tuple[str, ...] = ()
    """Codes of related resources (关联资源代码)."""
    bases: tuple[str, ...] = ()
    """Codes of the legal bases it rests on."""
    systems: tuple[str, ...] = ()
    """Codes of the systems it comes out of."""
    libraries: tuple[str, ...] = ()
    secret: bool = False
    """Marked as a state secret; such an entry is refused (WH-2, WH-24)."""


@dataclass(frozen=True, slots=True)
class Library:
    """A base, thematic or department library of one city."""

    code: str
    policy: str
    kind: LibraryKind
    name: str
    lead: str | None = None
    """USCC of the lead department."""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class InformationSystem:
    """A government information system (政务信息系统)."""

    code: str
    name: str
    operator: str
    funding: Funding
    protection_level: int | None = None
    """Level of classified protection (等级保护), 1 to 5."""
    built: int | None = None
    """Year in which it went into operation."""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A law, regulation, policy or duty that entries and requests rest on."""

    code: str
    kind: BasisKind
    title: str
    document: str = ""
    """Document number (文号)."""
    article: str = ""
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Consumer:
    """A unit or one of its systems that uses resources or licences."""

    code: str
    kind: ConsumerKind
    name: str
    uscc: str = ""
    department: str | None = None
    system: str | None = None
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class LineageEdge:
    """That `downstream` is made from `upstream`: JI-13, WH-8, WHL-9."""

    downstream: str
    upstream: str
    rule: str
    """How, in words (归集规则)."""


@dataclass(frozen=True, slots=True)
class ItemLineageEdge:
    """That one information item is filled from another; ends are `entry code#item name`."""

    downstream: str
    downstream_item: str
    upstream: str
    upstream_item: str
    rule: str
