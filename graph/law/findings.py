"""Breaches and the item of each city's article that they break (违规情形); the ladders stand in the policy rows.

What records can show the system finds by itself, the rest an inspector enters with evidence.
"""

from collections.abc import Mapping
from enum import Enum, unique
from types import MappingProxyType


@unique
class FindingKind(Enum):
    """What was broken."""

    CATALOGUE = "目录未编制、未更新或不实"
    NOT_SUPPLIED = "未提供、拖延或擅自减少数据"
    NOT_ANSWERED = "不受理、不答复、不复核申请"
    NOT_CORRECTED = "数据不一致、无法使用或未及时校正"
    MISUSED = "超出职责使用、转给第三方或经营"
    NOT_PROTECTED = "防护失职、泄露或事件不报告"
    COLLECTED_TWICE = "随意采集或重复采集"
    ASKED_AGAIN = "要求提供平台可获取的材料"
    TAMPERED = "违规更改、删除、复制、存储"
    MALWARE = "上传携带恶意程序的资源"
    EFFECT_DENIED = "拒绝承认电子证照效力"
    ABUSE = "滥用职权、玩忽职守、徇私舞弊"
    ORDER_NOT_OBEYED = "责令整改拒不整改"
    OTHER = "其他违反规定的行为"


FINDINGS: Mapping[FindingKind, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        FindingKind.CATALOGUE: {
            "CZ": ("CZ-23.1",),
            "JZ": ("JZ-28.1", "JZ-28.4", "JZ-28.5"),
            "JI": ("JI-35.1",),
            "WH": ("WH-28.1",),
            "WHL": ("WHL-23.1",),
        },
        FindingKind.NOT_SUPPLIED: {
            "CZ": ("CZ-23.2",),
            "JZ": ("JZ-28.2", "JZ-28.5"),
            "JI": ("JI-35.2",),
            "WH": ("WH-28.2",),
            "WHL": ("WHL-23.2",),
        },
        FindingKind.NOT_ANSWERED: {"CZ": ("CZ-23.3",), "JI": ("JI-35.4",), "WH": ("WH-28.2",)},
        FindingKind.NOT_CORRECTED: {
            "CZ": ("CZ-23.4",),
            "JZ": ("JZ-28.4",),
            "JI": ("JI-35.2",),
            "WH": ("WH-28.5",),
            "WHL": ("WHL-23.5",),
        },
        FindingKind.MISUSED: {
            "CZ": ("CZ-23.5",),
            "JZ": ("JZ-28.7",),
            "JI": ("JI-35.6",),
            "WH": ("WH-28.3",),
            "WHL": ("WHL-23.3",),
        },
        FindingKind.NOT_PROTECTED: {
            "CZ": ("CZ-23.6", "CZ-23.7"),
            "JZ": ("JZ-28.6",),
            "JI": ("JI-35.6",),
            "WH": ("WH-28.3",),
            "WHL": ("WHL-23.3",),
        },
        FindingKind.COLLECTED_TWICE: {"JZ": ("JZ-28.3",)},
        FindingKind.ASKED_AGAIN: {"JI": ("JI-35.3",)},
        FindingKind.TAMPERED: {"JI": ("JI-35.5",)},
        FindingKind.MALWARE: {"WH": ("WH-28.4",)},
        FindingKind.EFFECT_DENIED: {"WHL": ("WHL-23.4",)},
        FindingKind.ABUSE: {"WHL": ("WHL-23.6",)},
        FindingKind.ORDER_NOT_OBEYED: {
            "CZ": ("CZ-23",),
            "JZ": ("JZ-28.8",),
            "JI": ("JI-36",),
            "WH": ("WH-28.6",),
            "WHL": ("WHL-23.7",),
        },
        FindingKind.OTHER: {
            "CZ": ("CZ-23.8",),
            "JZ": ("JZ-28.9",),
            "JI": ("JI-35.7",),
            "WH": ("WH-28.7",),
            "WHL": ("WHL-23.8",),
        },
    }
)
"""By document prefix; a missing prefix means that its text does not name this breach (CS ends before)."""


def rules_broken(kind: FindingKind, prefix: str) -> tuple[str, ...]:
    """The items of one document that a breach breaks; empty where the text does not name it."""
    return FINDINGS[kind].get(prefix, ())
