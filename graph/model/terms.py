"""Closed lists of the field, each member with its Chinese term of art.

The terms are those of the 政务信息资源目录编制指南（试行）(发改高技〔2017〕1272号), of GB/T 36902/36903 and of the five
policies. A member's value is the Chinese term, so that tables and official forms are read without a mapping; its name
is what the graph stores and GraphQL publishes.
"""

from enum import Enum, unique
from typing import Self


class Term(Enum):
    """A closed list whose members are stored by name and written by their Chinese term."""

    @property
    def zh(self) -> str:
        """The Chinese term of art."""
        return str(self.value)

    @classmethod
    def from_zh(cls, term: str) -> Self | None:
        """The member written as `term`, or None."""
        return next((member for member in cls if member.value == term), None)


@unique
class SharingType(Term):
    """Sharing type (共享类型): WH-7, CZ-9, JZ-10, JI-18, CS-14."""

    UNCONDITIONAL = "无条件"
    CONDITIONAL = "有条件"
    REFUSED = "不予"


@unique
class OpeningType(Term):
    """Opening to society (开放类型): WH-19; cities without the third answer use two of them."""

    UNCONDITIONAL = "无条件"
    CONDITIONAL = "有条件"
    REFUSED = "不予"


@unique
class UpdateCycle(Term):
    """Update cycle (更新周期) of the guide."""

    REAL_TIME = "实时"
    DAILY = "每日"
    WEEKLY = "每周"
    MONTHLY = "每月"
    QUARTERLY = "每季度"
    HALF_YEARLY = "每半年"
    YEARLY = "每年"
    IRREGULAR = "不定期"


@unique
class FormatCategory(Term):
    """Format category (信息资源格式分类) of the guide."""

    DOCUMENT = "电子文件"
    SPREADSHEET = "电子表格"
    DATABASE = "数据库"
    IMAGE = "图形图像"
    STREAM = "流媒体"
    SELF_DESCRIBING = "自描述格式"


FORMAT_TYPES: dict[FormatCategory, tuple[str, ...]] = {
    FormatCategory.DOCUMENT: ("OFD", "wps", "xml", "txt", "doc", "docx", "html", "pdf", "ppt"),
    FormatCategory.SPREADSHEET: ("et", "xls", "xlsx"),
    FormatCategory.DATABASE: (
        "Dm", "KingbaseES", "access", "dbf", "dbase", "sysbase", "oracle", "sqlserver", "db2", "mysql", "postgresql",
    ),
    FormatCategory.IMAGE: ("jpg", "gif", "bmp"),
    FormatCategory.STREAM: ("swf", "rm", "mpg"),
    FormatCategory.SELF_DESCRIBING: (),
}  # fmt: skip
"""Which types the guide lists under a category; self-describing formats are free text."""


@unique
class DataType(Term):
    """Data type of an information item (数据类型); the guide writes name and letter."""

    CHARACTER = "C"
    NUMERIC = "N"
    CURRENCY = "Y"
    DATE = "D"
    DATETIME = "T"
    LOGICAL = "L"
    MEMO = "M"
    GENERAL = "G"
    DOUBLE = "B"
    INTEGER = "I"
    FLOAT = "F"


@unique
class ModeCategory(Term):
    """Way of supplying, category (共享方式分类)."""

    PLATFORM = "共享平台"
    MAIL = "邮件"
    DISK = "拷盘"
    MEDIA = "介质交换"


@unique
class Mode(Term):
    """Way of supplying on the platform (共享方式类型)."""

    DATABASE = "数据库"
    FILE = "文件"
    INTERFACE = "接口"


@unique
class ItemKind(Term):
    """Base item (基础信息项) or business item (业务信息项): CZ-9.1, JI-19.2."""

    BASE = "基础"
    BUSINESS = "业务"


@unique
class LibraryKind(Term):
    """Base, thematic or department library (基础、主题、部门信息资源库): WH-8, CZ-9."""

    BASE = "基础"
    THEMATIC = "主题"
    DEPARTMENT = "部门"


@unique
class EntryState(Term):
    """State of a catalogue entry."""

    DRAFT = "登记"
    PUBLISHED = "发布"
    WITHDRAWN = "撤销"


@unique
class DepartmentKind(Term):
    """Kind of organisation in the catalogue."""

    GOVERNMENT = "政府"
    DEPARTMENT = "部门"
    UNIT = "直属单位"
    UTILITY = "公用事业"


@unique
class AuthorityLevel(Term):
    """Level of an authority (GB/T 36902: 1 国家 2 省部 3 地市 4 区县 5 其他)."""

    NATIONAL = "国家"
    PROVINCIAL = "省部"
    CITY = "地市"
    COUNTY = "区县"
    OTHER = "其他"


@unique
class SuccessionKind(Term):
    """How a department was followed by another (行政管理职能发生变化: CZ-7, JZ-8, JI-10, WH-6)."""

    MERGED = "合并"
    SPLIT = "拆分"
    RENAMED = "更名"
    ABOLISHED = "撤销"


@unique
class PostKind(Term):
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


@unique
class Funding(Term):
    """Who paid for an information system (资金来源): WH-5.1, JZP-3.1."""

    CITY = "市级财政"
    COUNTY = "县区财政"
    PROVINCE = "省级财政"
    STATE = "中央财政"
    OTHER = "其他"


@unique
class BasisKind(Term):
    """Kind of a legal basis (依据); WH-7 takes the first two and central policy as ground for 不予共享."""

    LAW = "法律"
    ADMINISTRATIVE_REGULATION = "行政法规"
    LOCAL_REGULATION = "地方性法规"
    MINISTRY_RULE = "部门规章"
    CENTRAL_POLICY = "党中央国务院政策"
    DUTY = "职责规定"


@unique
class ConsumerKind(Term):
    """Who uses resources or licences; a 用证单位 is a consumer with licence grants (WHL-3, WHL-18)."""

    DEPARTMENT = "部门"
    UTILITY = "公用事业"
    ENTERPRISE = "企业"
    ORGANISATION = "其他组织"
    SYSTEM = "系统"


@unique
class Purpose(Term):
    """What shared data are used for (用途): CZ-11."""

    ADMINISTRATIVE_BASIS = "行政依据"
    REFERENCE = "工作参考"
    DATA_CHECK = "数据校核"
    COLLABORATION = "业务协同"


@unique
class RequestState(Term):
    """State of a sharing request."""

    WAITING = "待答复"
    GRANTED = "已授权"
    REFUSED = "已拒绝"


@unique
class LicenseState(Term):
    """Stored state of a licence; 过期 is computed from dates and never stored."""

    IN_FORCE = "有效"
    SUSPENDED = "停用"
    CANCELLED = "注销"
    REPLACED = "变更"


@unique
class LicenseCategory(Term):
    """Category of a licence type (证照类别): WHL-3."""

    CERTIFICATE = "证件"
    PROOF = "证明"
    APPROVAL = "批文"
    EXPERT_REPORT = "鉴定报告"
    OUTCOME = "办事结果"
    OTHER = "其他"


@unique
class HolderCategory(Term):
    """Who may hold a type (持证主体类别) of GB/T 36902."""

    PERSON = "自然人"
    ORGANISATION = "法人和其他组织"
    MIXED = "混合"


@unique
class ObjectionState(Term):
    """State of an objection (异议核查): WHL-19, WH-16, CZ-14."""

    RAISED = "已提出"
    IN_CHECK = "校核中"
    CORRECTED = "已更正"
    EXPLAINED = "已说明"

    @property
    def open(self) -> bool:
        """Whether the case still waits for an answer."""
        return self in (ObjectionState.RAISED, ObjectionState.IN_CHECK)


@unique
class ObjectionGround(Term):
    """What is doubted: accuracy, completeness or timeliness (WHL-19)."""

    ACCURACY = "准确性"
    COMPLETENESS = "完整性"
    TIMELINESS = "时效性"


@unique
class Role(Term):
    """Role in a token; what staff may do follows from posts."""

    PUBLIC = "公众"
    HOLDER = "持证主体"
    RELYING_PARTY = "用证单位"
    STAFF = "工作人员"
    SERVICE = "平台服务"
    AUDITOR = "审计"
    ADMIN = "管理员"
