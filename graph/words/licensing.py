"""Licence types, licences and holders: GB/T 36902, GB/T 36903, WHL-3."""

from dataclasses import dataclass
from datetime import date
from enum import unique

from graph.words.closed_list import ClosedList
from graph.words.organisation import AuthorityLevel


@unique
class LicenseState(ClosedList):
    """Stored state of a licence; 过期 is computed from dates and never stored."""

    IN_FORCE = "有效"
    SUSPENDED = "停用"
    CANCELLED = "注销"
    REPLACED = "变更"


@unique
class LicenseCategory(ClosedList):
    """Category of a licence type (证照类别): WHL-3."""

    CERTIFICATE = "证件"
    PROOF = "证明"
    APPROVAL = "批文"
    EXPERT_REPORT = "鉴定报告"
    OUTCOME = "办事结果"
    OTHER = "其他"


@unique
class HolderCategory(ClosedList):
    """Who may hold a type (持证主体类别) of GB/T 36902."""

    PERSON = "自然人"
    ORGANISATION = "法人和其他组织"
    MIXED = "混合"


@dataclass(frozen=True, slots=True)
class FaceField:
    """A type-specific field of the face (照面信息)."""

    key: str
    """`KZ_…`, unique in its type."""
    label: str
    """As printed."""
    kind: str
    """文本, 多行, 日期, 数值 or 照片."""
    required: bool = True
    personal: bool = False
    """Masked for everybody but the holder and the issuer."""


@dataclass(frozen=True, slots=True)
class LicenseType:
    """An entry of the licence catalogue (证照目录): WHL-3, WHL-8."""

    code: str
    """USCC of the defining authority + 3 digits."""
    name: str
    """Official text to the character."""
    definer: str
    definer_code: str
    definer_level: AuthorityLevel
    holder_category: HolderCategory
    validity: str
    """`长期`, `5年`, `180天`, `6月`."""
    issuer_level: AuthorityLevel
    category: LicenseCategory
    layout: str
    """Which page layout draws it (版式)."""
    colour: str
    """Main colour of the layout, `#rrggbb`."""
    photo: bool
    number_format: str
    fields: tuple[FaceField, ...]
    service_item: str = ""
    service_code: str = ""
    synthetic: bool = False
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Entitlement:
    """That an authority may issue a type in a period."""

    type_code: str
    issuer: str
    valid_from: date
    valid_until: date | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Holder:
    """A natural person, legal person or other organisation (持证主体); name and code are encrypted at rest."""

    name: str
    code: str
    code_type: str
    """GB/T 36903 annex A: 001 USCC, 111 citizen ID number, …"""
    person: bool


@dataclass(frozen=True, slots=True)
class IssueOrder:
    """What the issuing department hands in to have a licence made (WHL-9)."""

    type_code: str
    issuer: str
    holders: tuple[Holder, ...]
    number: str
    """Certificate number (证照编号)."""
    issued_on: date
    valid_from: date
    valid_until: date | None
    face: dict[str, str]
    photo: bytes | None = None
    replaces: str | None = None
    """Identifier of the licence that this one re-issues."""
    change_reason: str = ""
