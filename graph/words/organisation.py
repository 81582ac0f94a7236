"""Departments, their people and the periods in which they are what they are (rules: CZ-7, JZ-8, JI-10, WH-6)."""

from dataclasses import dataclass
from datetime import date
from enum import unique

from graph.words.closed_list import ClosedList


@unique
class DepartmentKind(ClosedList):
    """Kind of organisation in the catalogue."""

    GOVERNMENT = "政府"
    DEPARTMENT = "部门"
    UNIT = "直属单位"
    UTILITY = "公用事业"


@unique
class AuthorityLevel(ClosedList):
    """Level of an authority (GB/T 36902: 1 国家 2 省部 3 地市 4 区县 5 其他)."""

    NATIONAL = "国家"
    PROVINCIAL = "省部"
    CITY = "地市"
    COUNTY = "区县"
    OTHER = "其他"


@unique
class SuccessionKind(ClosedList):
    """How a department was followed by another (行政管理职能发生变化: CZ-7, JZ-8, JI-10, WH-6)."""

    MERGED = "合并"
    SPLIT = "拆分"
    RENAMED = "更名"
    ABOLISHED = "撤销"


@unique
class PostKind(ClosedList):
    """What a person may do in a department; staff rights follow from posts in the graph, never from a token."""

    HEAD = "主要负责人"
    CONTACT = "联系人"
    DEPUTY_IN_CHARGE = "分管领导"
    APPLICANT = "申请人"
    CATALOGUER = "登记员"
    REVIEWER = "审核员"
    PROVIDER_OFFICER = "提供方经办人"
    AGENT = "授权代理方"
    PLATFORM_OFFICER = "平台经办人"
    AUTHORITY_OFFICER = "主管部门经办人"
    COMMITTEE_SECRETARY = "委员会秘书"
    COUNTY_AUTHORITY_OFFICER = "县区主管部门经办人"
    LICENSE_OFFICER = "电子证照专员"
    ISSUER = "签发人"
    LICENSE_REVIEWER = "证照审核人"
    INSPECTOR = "监督检查员"


@dataclass(frozen=True, slots=True)
class Department:
    """A department, government, unit or utility (政务部门) for the period in which it exists."""

    code: str
    """Unified social credit code (USCC); also its identity."""
    name: str
    short_name: str
    level: AuthorityLevel
    kind: DepartmentKind
    division: str
    """GB/T 2260 code of its territory."""
    parent: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    """First day on which it no longer exists."""
    synthetic: bool = False
    """Its USCC is made up because the real one is not published."""
    phone: str | None = None
    policy: str | None = None
    """Id of the policy that binds it and the subtree below it."""
    exempt_from: str | None = None
    """Id of a policy that binds a department above it, and leaves it and the subtree below it out."""


@dataclass(frozen=True, slots=True)
class Division:
    """An administrative division (行政区划) of GB/T 2260."""

    code: str
    name: str
    level: AuthorityLevel
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """That a person holds a post in a department for a period."""

    id: str
    kind: PostKind
    subject: str
    """Identifier of the person in tokens; not an identity number."""
    name: str
    """The person's name; encrypted at rest."""
    department: str
    valid_from: date
    valid_until: date | None = None
    filed_on: date | None = None
    """When an e-licence officer was filed with the centre (报备日期: WHL-21); None = not yet."""


@dataclass(frozen=True, slots=True)
class Succession:
    """That a department's duties passed to another."""

    predecessor: str
    successor: str
    on: date
    kind: SuccessionKind
