"""Catalogue entries with every field of the 编制指南, and the closed lists that those fields choose from."""

from dataclasses import dataclass
from datetime import date
from enum import unique

from graph.words.closed_list import ClosedList


@unique
class SharingType(ClosedList):
    """Sharing type (共享类型): WH-7, CZ-9, JZ-10, JI-18, CS-14."""

    UNCONDITIONAL = "无条件"
    CONDITIONAL = "有条件"
    REFUSED = "不予"


@unique
class OpeningType(ClosedList):
    """Opening to society (开放类型): WH-19; cities without the third answer use two of them."""

    UNCONDITIONAL = "无条件"
    CONDITIONAL = "有条件"
    REFUSED = "不予"


@unique
class OpeningMode(ClosedList):
    """How society gets what is open (开放方式: WH-6); no text has a list: ways of WH-13 that everybody can go."""

    DOWNLOAD = "文件下载"
    QUERY = "联机查询"
    INTERFACE = "接口"


@unique
class UpdateCycle(ClosedList):
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
class FormatCategory(ClosedList):
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
class DataType(ClosedList):
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
class ModeCategory(ClosedList):
    """Way of supplying, category (共享方式分类)."""

    PLATFORM = "共享平台"
    MAIL = "邮件"
    DISK = "拷盘"
    MEDIA = "介质交换"


@unique
class Mode(ClosedList):
    """Way of supplying on the platform (共享方式类型)."""

    DATABASE = "数据库"
    FILE = "文件"
    INTERFACE = "接口"


@unique
class ItemKind(ClosedList):
    """Base item (基础信息项) or business item (业务信息项): CZ-9.1, JI-19.2."""

    BASE = "基础"
    BUSINESS = "业务"


@unique
class EntryState(ClosedList):
    """State of a catalogue entry."""

    DRAFT = "登记"
    PUBLISHED = "发布"
    WITHDRAWN = "撤销"


@unique
class Affair(ClosedList):
    """What a resource is about, where a text shares that among the units concerned (CS-28)."""

    LICENSING = "行政许可"
    PENALTY = "行政处罚"
    JOINT_APPROVAL = "跨单位并联审批"


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
    element: str | None = None
    """Code of the data element that it binds to (数据元)."""


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
    sharing_scope: str = ""
    """With whom it is shared, where that is stated with the entry (共享范围: JI-22)."""
    sharing_use: str = ""
    """For what, where that is (具体用途: JI-22)."""
    mode: Mode | None = None
    opening_condition: str = ""
    opening_mode: OpeningMode | None = None
    format_other: str = ""
    """A format that the guide does not list, in words (其他类型资源格式描述)."""
    interface_specification: str = ""
    """How its interface is called, or where that is written (接口规范说明: JI-20)."""
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
    """Marked as a state secret; such an entry is refused (WH-2; JZ-21)."""
    exclusive: tuple[str, ...] = ()
    """USCCs of the departments that need no application (专用: JZ-15.4)."""
    affair: Affair | None = None
    """What it is about (涉及事项: CS-28); None = none of these."""
    concerned: tuple[str, ...] = ()
    """USCCs of the departments that it concerns (相关单位)."""
    controlled_interface: bool = False
    """Its interface has parameters that are controlled (服务接口需要管控参数: JZP-4.1)."""
    agreement_asked: bool = False
    """Who uses it signs a security agreement first (安全协议: JZ-11)."""
    agent: str | None = None
    """USCC of the department that may answer requests for it in the provider's place (授权代理方: JZ-15.1)."""
