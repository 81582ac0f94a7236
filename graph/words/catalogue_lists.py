"""The lists into which a catalogue is divided: by sharing type, by opening, and what has to be shared."""

from enum import Enum, unique


@unique
class CatalogueList(Enum):
    """Which published entries; the value is the word of addresses and of the command."""

    WHOLE = "catalogue"
    UNCONDITIONAL = "unconditional"
    CONDITIONAL = "conditional"
    REFUSED = "refused"
    OPEN = "open"
    MUST_SHARE = "must-share"
    DEMAND = "demand"
    """What a department has asked for; it is one department's, with those below it."""

    @property
    def zh(self) -> str:
        """What people call it."""
        return _ZH[self]


_ZH = {
    CatalogueList.WHOLE: "资源目录",
    CatalogueList.UNCONDITIONAL: "无条件共享清单",
    CatalogueList.CONDITIONAL: "有条件共享清单",
    CatalogueList.REFUSED: "不予共享清单",
    CatalogueList.OPEN: "开放清单",
    CatalogueList.MUST_SHARE: "必须共享清单",
    CatalogueList.DEMAND: "需求清单",
}
