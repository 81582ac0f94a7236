"""The lists into which a catalogue is divided: by sharing type, by opening, by kind of item, by whose duty it is."""

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
    BASE_ITEMS = "base-items"
    """Of base libraries, what has base items: whole entries, as an import replaces all items of one."""
    BUSINESS_ITEMS = "business-items"
    """Of base libraries, what has business items."""
    RESPONSIBILITY = "responsibility"
    """What a department has to collect; it is one department's, with those below it."""
    DEMAND = "demand"
    """What a department has asked for; it is one department's, with those below it."""

    @property
    def zh(self) -> str:
        """What people call it."""
        return _ZH[self]

    @property
    def narrowed(self) -> tuple[str, ...]:
        """By what it is narrowed: words of its address."""
        return ("of",)

    @property
    def of_one(self) -> bool:
        """Whether it is a department's, and there is none of all."""
        return self in _OF_ONE


_ZH = {
    CatalogueList.WHOLE: "资源目录",
    CatalogueList.UNCONDITIONAL: "无条件共享清单",
    CatalogueList.CONDITIONAL: "有条件共享清单",
    CatalogueList.REFUSED: "不予共享清单",
    CatalogueList.OPEN: "开放清单",
    CatalogueList.MUST_SHARE: "必须共享清单",
    CatalogueList.BASE_ITEMS: "基础信息项清单",
    CatalogueList.BUSINESS_ITEMS: "业务信息项清单",
    CatalogueList.RESPONSIBILITY: "采集责任清单",
    CatalogueList.DEMAND: "需求清单",
}
_OF_ONE = frozenset({CatalogueList.RESPONSIBILITY, CatalogueList.DEMAND})
