"""Breaches (违规情形); which item of its text a breach breaks stands in each policy's row, the ladder too.

What records can show the system finds by itself, the rest an inspector enters with evidence. Some items name a breach
only under a circumstance: JZ-28.4 asks for intent, WH-28.4 for serious consequences.
"""

from dataclasses import dataclass
from enum import Enum, unique

Articles = tuple[str, ...]


@unique
class FindingKind(Enum):
    """What was broken (违规情形)."""

    CATALOGUE = "目录未编制、未更新或不实"
    NOT_SUPPLIED = "未提供、拖延或擅自减少数据"
    NOT_ANSWERED = "不受理、不答复、不复核申请"
    NOT_CORRECTED = "数据不一致、无法使用或未及时校正"
    MISUSED = "超出职责使用、转给第三方或经营"
    NOT_PROTECTED = "防护失职、泄露或事件不报告"
    COLLECTED_TWICE = "随意采集或重复采集"
    ASKED_AGAIN = "要求提供平台可获取的材料"
    OUTSIDE_CHANNEL = "在共享平台之外新建交换通道"
    TAMPERED = "违规更改、删除、复制、存储"
    MALWARE = "上传携带恶意程序的资源"
    EFFECT_DENIED = "拒绝承认电子证照效力"
    ABUSE = "滥用职权、玩忽职守、徇私舞弊"
    ORDER_NOT_OBEYED = "责令整改拒不整改"
    OTHER = "其他违反规定的行为"


@unique
class Circumstance(Enum):
    """What some items ask for beside the breach itself."""

    LATE = "逾期"
    INTENT = "故意"
    CONSEQUENCES = "造成不良或者严重后果"


@dataclass(frozen=True, slots=True)
class Breach:
    """The items that one document has for a breach."""

    rules: Articles = ()
    """In any case; empty = only under a circumstance."""
    unless_late: Articles = ()
    """Unless the thing was only late."""
    late: Articles = ()
    intent: Articles = ()
    consequences: Articles = ()

    def items(self, circumstances: frozenset[Circumstance]) -> Articles:
        """The items that are broken under these circumstances."""
        under = (
            (Circumstance.LATE, self.late),
            (Circumstance.INTENT, self.intent),
            (Circumstance.CONSEQUENCES, self.consequences),
        )
        added = [rule for circumstance, rules in under if circumstance in circumstances for rule in rules]
        plain = (*self.rules, *(() if Circumstance.LATE in circumstances else self.unless_late))
        return (*plain, *(rule for rule in dict.fromkeys(added) if rule not in plain))
