"""The lists of what follows from the register on a day: work lists, notices, what is late, what comes back."""

from __future__ import annotations

from enum import Enum, unique

from graph.errors import Text
from graph.words.imports import Kind


@unique
class DerivedList(Enum):
    """Which of them; the value is the word of addresses. Nobody brings one: it is made anew whenever it is taken."""

    WAITING = "waiting"
    NOTICES = "notices"
    """What the asker was told, and the departments in which he holds a post."""
    SUPERVISED = "supervised-departments"
    """What is late in each department whose duties the asker sees."""
    DUTY_TALLIES = "duty-tallies"
    LAPSED_GROUNDS = "lapsed-grounds"
    RECURRING_DUTIES = "recurring-duties"
    """What a text asks for again and again, in some days."""
    REPORTS = "recurring-duties-of"
    """The same of a department, done or not."""

    @property
    def zh(self) -> str:
        """What people call it."""
        return _NAMED[self].zh

    @property
    def en(self) -> str:
        """Likewise in English."""
        return _NAMED[self].en

    @property
    def narrowed(self) -> tuple[str, ...]:
        """By what it is narrowed: words of its address, those of the query of the same name."""
        return _NARROWED[self]

    @property
    def comes_of(self) -> tuple[Kind, ...]:
        """The kinds of table whose values it follows from."""
        return _COMES_OF.get(self, ())

    @property
    def no_import(self) -> Text:
        """Why no import takes it, and what it comes of."""
        kinds = [(each.value, each.words.zh) for each in self.comes_of]
        of_zh = f"，由{'、'.join(f'{zh}（{word}）' for word, zh in kinds)}推算而来" if kinds else ""
        of_en = f": it follows from {', '.join(word for word, _ in kinds)}" if kinds else ""
        if brought := [each.value for each in self.comes_of if not each.recorded]:
            of_zh += f"；要补的内容请导入 {'、'.join(brought)}"
            of_en += f"; what it lacks is imported as {', '.join(brought)}"
        return Text(
            f"“{self.zh}”（{self.value}）是系统推算的清单，只供取用（/lists/{self.value}.csv），不能导入{of_zh}",
            f"`{self.value}` is a derived list, which is handed out (/lists/{self.value}.csv) and not imported{of_en}",
        )


_NAMED = {
    DerivedList.WAITING: Text("待办清单", "work list"),
    DerivedList.NOTICES: Text("通知清单", "notices"),
    DerivedList.SUPERVISED: Text("督办清单", "what is late in departments"),
    DerivedList.DUTY_TALLIES: Text("义务统计清单", "duties counted by department"),
    DerivedList.LAPSED_GROUNDS: Text("依据失效清单", "entries withheld without a basis"),
    DerivedList.RECURRING_DUTIES: Text("定期义务清单", "duties that come back"),
    DerivedList.REPORTS: Text("部门定期义务清单", "duties of a department that come back"),
}
_NARROWED = {
    DerivedList.WAITING: ("whose", "kinds", "overdue"),
    DerivedList.NOTICES: (),
    DerivedList.SUPERVISED: (),
    DerivedList.DUTY_TALLIES: ("departments", "of"),
    DerivedList.LAPSED_GROUNDS: ("department", "of"),
    DerivedList.RECURRING_DUTIES: ("policy", "from", "until"),
    DerivedList.REPORTS: ("department", "from", "until"),
}
_CASES = (
    Kind.ENTRY_CASES, Kind.REQUESTS, Kind.GRANTS, Kind.DUTIES, Kind.OBJECTIONS, Kind.LICENSE_OBJECTIONS,
    Kind.LICENSE_DRAFTS, Kind.FORGERIES,
)  # fmt: skip
_COMES_OF = {
    DerivedList.WAITING: _CASES,
    DerivedList.SUPERVISED: _CASES,
    DerivedList.DUTY_TALLIES: (Kind.DUTIES,),
    DerivedList.LAPSED_GROUNDS: (Kind.ENTRIES, Kind.BASES),
    DerivedList.REPORTS: (Kind.DUTIES,),
}
