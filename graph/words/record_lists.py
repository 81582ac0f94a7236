"""The lists of what departments have asked for, were granted, owe, doubt, prepare, use, deliver, issue and suspect."""

from __future__ import annotations

from enum import Enum, unique


@unique
class RecordList(Enum):
    """Which records; the value is the word of addresses."""

    REQUESTS = "requests"
    GRANTS = "grants"
    DUTIES = "duties"
    OBJECTIONS = "objections"
    """To data."""
    LICENSE_OBJECTIONS = "license-objections"
    """To licences, without their words: what is said of these is for who sees their holders."""
    ENTRY_CASES = "entry-cases"
    USES = "uses"
    """Of a resource, by a consumer, or of a department on either side, in some days."""
    USES_OUTSIDE = "uses-outside"
    """Outside of what permits them, in some days."""
    DELIVERIES = "deliveries"
    """Of a resource, or of what a department provides, in some days."""
    LICENSES = "licenses"
    """Without their holders; so the two below."""
    LICENSE_DRAFTS = "license-drafts"
    LICENSE_BATCHES = "license-batches"
    """Of a department."""
    FORGERIES = "forgeries"

    @property
    def zh(self) -> str:
        """What people call it."""
        return _ZH[self]

    @property
    def narrowed(self) -> tuple[str, ...]:
        """By what it is narrowed: words of its address."""
        return _NARROWED[self]


_ZH = {
    RecordList.REQUESTS: "共享申请清单",
    RecordList.GRANTS: "共享授权清单",
    RecordList.DUTIES: "义务清单",
    RecordList.OBJECTIONS: "数据异议清单",
    RecordList.LICENSE_OBJECTIONS: "证照异议清单",
    RecordList.ENTRY_CASES: "目录条目案件清单",
    RecordList.USES: "使用记录清单",
    RecordList.USES_OUTSIDE: "超出授权使用清单",
    RecordList.DELIVERIES: "归集记录清单",
    RecordList.LICENSES: "电子证照清单",
    RecordList.LICENSE_DRAFTS: "待签发证照清单",
    RecordList.LICENSE_BATCHES: "制证批次清单",
    RecordList.FORGERIES: "疑似伪造证照清单",
}
_NARROWED = {
    RecordList.REQUESTS: ("of",),
    RecordList.GRANTS: ("of",),
    RecordList.DUTIES: ("of",),
    RecordList.OBJECTIONS: ("of",),
    RecordList.LICENSE_OBJECTIONS: ("of",),
    RecordList.ENTRY_CASES: ("of",),
    RecordList.USES: ("resource", "consumer", "of", "since", "until"),
    RecordList.USES_OUTSIDE: ("of", "since", "until"),
    RecordList.DELIVERIES: ("resource", "of", "since", "until"),
    RecordList.LICENSES: ("of",),
    RecordList.LICENSE_DRAFTS: ("of",),
    RecordList.LICENSE_BATCHES: ("of",),
    RecordList.FORGERIES: ("of",),
}
