"""What entries come out of, rest on, lie in and go to: systems, legal bases, libraries, consumers."""

from dataclasses import dataclass
from datetime import date
from enum import unique
from typing import Final

from graph.words.closed_list import ClosedList


@unique
class LibraryKind(ClosedList):
    """Base, thematic or department library (基础、主题、部门信息资源库): WH-8, CZ-9."""

    BASE = "基础"
    THEMATIC = "主题"
    DEPARTMENT = "部门"


@unique
class Funding(ClosedList):
    """Who paid for an information system, or how it is paid for (资金来源): WH-5.1, JZP-3.1."""

    CITY = "市级财政"
    COUNTY = "县区财政"
    PROVINCE = "省级财政"
    STATE = "中央财政"
    JOINT = "与社会企业联合建设"
    SERVICE = "向社会购买服务"
    OPERATED = "财政资金运行维护"
    """Built otherwise, and kept running by the public purse."""
    OTHER = "其他"


@unique
class BasisKind(ClosedList):
    """Kind of a legal basis (依据); which kinds carry 不予共享 is the policy's row."""

    LAW = "法律"
    ADMINISTRATIVE_REGULATION = "行政法规"
    LOCAL_REGULATION = "地方性法规"
    MINISTRY_RULE = "部门规章"
    CENTRAL_POLICY = "党中央国务院政策"
    PROVINCIAL_POLICY = "省委省政府政策"
    DUTY = "职责规定"
    INTERNAL_RULE = "部门内部管理办法"


@unique
class ConsumerKind(ClosedList):
    """Who uses resources or licences; a 用证单位 is a consumer with licence grants (WHL-3, WHL-18)."""

    DEPARTMENT = "部门"
    UTILITY = "公用事业"
    ENTERPRISE = "企业"
    ORGANISATION = "其他组织"
    SYSTEM = "系统"


USING_DEPARTMENTS: Final = frozenset({ConsumerKind.DEPARTMENT, ConsumerKind.SYSTEM})
"""Kinds of a using department (使用部门): departments, and the systems that they run. An organisation on which a law
confers powers is a department (WH-2, CZ-2, JZ-3, JI-2); the others use what is open to society, and licences."""


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
    valid_from: date | None = None
    """First day on which it uses anything; None where it always did."""
    valid_until: date | None = None
    """First day on which it no longer does."""
