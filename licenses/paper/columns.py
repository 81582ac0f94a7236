"""The columns of the licence metadata standard (GB/T 36903): code, meaning, kind.

Column codes are those in common use; BBH, SZQH, GLZZBS, BG…, JZ… and ZT_… are this system's own. Face fields (KZ_…)
differ from type to type and are not listed here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from graph.codes.report import normalise

LONG_TERM = "长期"
DEMONSTRATION_TEXT = "演示"
DEMONSTRATION_KEY = "ZT_YSBZ"
VALID_UNTIL = "ZZYXQJZRQ"
SEALED_AT = "ZZQZSJ"
CHANGED_AT = "BGSJ"
HOLDER_NAMES, HOLDER_CODES, HOLDER_TYPES = "CZZT", "CZZTDM", "CZZTDMLXDM"


class Kind(Enum):
    """How a column's text is read."""

    TEXT = "text"
    DATE = "date"
    LAST_DAY = "last day"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its code, the attribute that holds it here, its Chinese label."""

    key: str
    attribute: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = True


COLUMNS = (
    Column("ZZMC", "name", "证照名称"),
    Column("ZZLXMC", "type_name", "证照类型名称"),
    Column("ZZLXDM", "type_code", "证照类型代码"),
    Column("ZZBH", "number", "证照编号"),
    Column("ZZBS", "identifier", "证照标识"),
    Column("BBH", "version", "版本号"),
    Column("ZZBFJG", "issuer_name", "证照颁发机构"),
    Column("ZZBFJGDM", "issuer_code", "证照颁发机构代码"),
    Column("SZQH", "division", "所属区划"),
    Column("ZZBFRQ", "issued_on", "证照颁发日期", Kind.DATE),
    Column("ZZYXQQSRQ", "valid_from", "证照有效期起始日期", Kind.DATE),
    Column(VALID_UNTIL, "valid_until", "证照有效期截止日期", Kind.LAST_DAY),
    Column("ZZQZMC", "seal_name", "签章名称"),
    Column(SEALED_AT, "sealed_at", "签章时间", Kind.TIME),
    Column("ZZQZR", "sealed_by", "签章人"),
    Column("GLZZBS", "predecessor", "关联证照标识", required=False),
    Column("BGYY", "change_reason", "变更原因", required=False),
    Column(CHANGED_AT, "changed_at", "变更时间", Kind.TIME, required=False),
)
HOLDER_COLUMNS = (
    Column(HOLDER_NAMES, "name", "持证主体"),
    Column(HOLDER_CODES, "code", "持证主体代码"),
    Column("CZZTDMLX", "code_type_name", "持证主体代码类型"),
    Column(HOLDER_TYPES, "code_type", "持证主体代码类型代码"),
)
ANNOTATION_COLUMNS = (
    Column("JZZZSJ", "made_at", "加注件制作时间", Kind.TIME),
    Column("JZZZZ", "made_by", "加注件制作者"),
    Column("JZZZSY", "purpose", "加注件制作事由"),
    Column("JZYXQJZ", "valid_until", "加注件有效期截止", Kind.DATE),
)
LABELS: dict[str, str] = {column.key: column.label for column in COLUMNS + HOLDER_COLUMNS + ANNOTATION_COLUMNS} | {
    DEMONSTRATION_KEY: "演示标志"
}
"""Chinese label of every fixed column; face columns take theirs from the licence type."""


def says_same(key: str, one: str | list[str] | None, other: str | list[str] | None) -> bool:
    """Whether two texts of a column say the same: a holder's code is one however it is written, as to the register."""
    if key == HOLDER_CODES and isinstance(one, list) and isinstance(other, list):
        return [_code(each) for each in one] == [_code(each) for each in other]
    return one == other


def _code(text: str) -> str:
    return "".join(normalise(text).split())
