"""The forms of the lists of what follows from the register on a day, by which a file of one is known: none comes back.

Each column is described in both languages; the workbook has that as a note beside its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from graph.errors import Text
from graph.office.sheets.forms import Column, Form
from graph.office.sheets.recorded import in_both
from graph.subjects.importing.narrowing import as_said
from graph.words.derived_lists import DerivedList


@dataclass(frozen=True, slots=True)
class DerivedListed:
    """Which of them is asked for."""

    list: DerivedList
    by: Mapping[str, str]
    """By what it is narrowed."""

    @property
    def about(self) -> str:
        """What the journal calls it."""
        return ":".join((self.list.value, *as_said(self.by)))


def _form(which: DerivedList, **columns: tuple[str, str, str]) -> Form:
    """Columns by their fields: name, what it says in Chinese, the same in English."""
    return Form(
        which.value,
        tuple(Column(name, field, says=in_both(Text(zh, en))) for field, (name, zh, en) in columns.items()),
    )


def _rules(name: str = "依据条文") -> tuple[str, str, str]:
    return name, "条文编号，以分号隔开", "Ids of articles, with semicolons between them"


_DEPARTMENT: Final = "部门代码", "部门的统一社会信用代码", "USCC of the department"
_PERIOD: Final = "所属期间", "期间的第一天", "First day of the period"
_REPORTER: Final = "报送单位", "以何种单位报送", "As what it is reported"
FORMS: Final[Mapping[DerivedList, Form]] = MappingProxyType(
    {
        form_of: _form(form_of, **columns)
        for form_of, columns in {
            DerivedList.WAITING: {
                "kind": ("待办类别", "案件的类别", "What kind of case"),
                "id": ("案件编号", "案件的编号；应报送事项未办前没有", "Its id; none of a report before it is made"),
                "name": ("事项名称", "案件所涉的条目、证照或依据", "What it is about"),
                "state": ("当前状态", "案件的状态", "Where it stands"),
                "department": ("办理部门代码", "办理部门的统一社会信用代码", "USCC of the department that answers"),
                "since": ("进入当前状态时间", "自何时处于该状态", "Since when it stands there"),
                "age": ("已用工作日", "进入该状态以来的工作日", "Working days since then"),
                "due_on": ("期限", "最后一天；条文没有规定的为空", "Last day; empty where the text has no number"),
                "overdue": ("逾期", "期限是否已过", "Whether that day is over"),
                "due_rules": ("期限依据", "规定期限的条文", "Articles that set the term"),
                "no_due_date": ("未规定期限", "条文未规定期限的说明", "That the text sets no number"),
                "yours": (
                    "本人待办",
                    "是否待取用人的岗位办理",
                    "Whether it waits for a post of who takes the list",
                ),
                "next_steps": ("可办事项", "下一步可办的事项", "What can be done next"),
                "your_steps": ("本人可办事项", "其中取用人可办的", "Of these what who takes the list can do"),
                "report": ("应报送事项", "应报送的类别；是案件的为空", "Which report is owed; empty of a case"),
                "reporter": _REPORTER,
                "period": _PERIOD,
            },
            DerivedList.NOTICES: {
                "id": ("通知编号", "通知的编号", "Its id"),
                "kind": ("通知类别", "通知的是什么", "What is told"),
                "at": ("通知时间", "何时通知", "When it was told"),
                "since": ("进入该状态时间", "案件何时进入该状态", "When the case entered that state"),
                "state": ("通知时状态", "案件所进入的状态", "The state that the case entered"),
                "text": ("通知内容", "今日所示的内容", "What it says today"),
                "text_en": ("通知内容（英文）", "同上，英文", "The same in English"),
                "due_on": ("办理期限", "最后一天；没有期限或案件已进展的为空", "Last day; empty without one"),
                "acts": ("本人可办操作", "取用人现在可用的操作", "Mutations of who takes the list"),
                "next_steps": ("后续可办事项", "案件下一步可办的事项", "What can be done next of the case"),
                "read": ("已读", "是否已读", "Whether it was read"),
                "rules": _rules(),
            },
            DerivedList.SUPERVISED: {
                "department": _DEPARTMENT,
                "what": (
                    "督办事项",
                    "逾期事项或未报送；没有则空",
                    "Overdue cases or a missing report; empty without",
                ),
                "kind": ("事项类别", "案件或报送的类别", "What kind of case or report"),
                "overdue": ("逾期数", "该类逾期案件的件数", "How many cases of the kind are overdue"),
                "reporter": _REPORTER,
                "period": _PERIOD,
                "due_on": ("报送期限", "应于何日前报送", "Until when it was to be reported"),
                "rules": _rules(),
            },
            DerivedList.DUTY_TALLIES: {
                "department": _DEPARTMENT,
                "owed": ("待履行", "未逾期的义务数", "Owed, and not overdue"),
                "overdue": ("逾期未履行", "逾期未履行的义务数", "Owed after their last day"),
                "met": ("已履行", "按期履行的义务数", "Done in time"),
                "late": ("逾期履行", "逾期后履行的义务数", "Done after their last day"),
                "excused": ("准予免责", "有正当理由而免责的义务数", "Late with a reason that was accepted"),
                "broken": _rules("违规条款"),
            },
            DerivedList.LAPSED_GROUNDS: {
                "department": _DEPARTMENT,
                "code": ("资源代码", "条目的代码", "Code of the entry"),
                "name": ("资源名称", "条目的名称", "Its name"),
                "lapsed_on": ("依据失效日", "没有依据支持不予共享的第一天", "First day on which nothing carries it"),
                "state": ("应办状态", "应办的事项", "What is owed"),
                "rules": _rules(),
            },
            DerivedList.RECURRING_DUTIES: {
                "policy": ("适用办法", "办法的编号", "Id of the policy"),
                "what": ("事项", "应办的事项", "What has to be done"),
                "by": ("责任单位", "由谁办理", "By whom"),
                "to": ("报送对象", "报送给谁", "To whom"),
                "period": _PERIOD,
                "due_on": ("期限", "最后一天", "Last day"),
                "rules": _rules(),
            },
            DerivedList.REPORTS: {
                "department": _DEPARTMENT,
                "kind": ("类别", "应报送的类别", "What is owed"),
                "what": ("事项", "应办的事项", "What has to be done"),
                "to": ("报送对象", "报送给谁", "To whom"),
                "reporter": _REPORTER,
                "period": _PERIOD,
                "due_on": ("期限", "最后一天", "Last day"),
                "state": ("状态", "待报送或已报送", "Owed, met or late"),
                "overdue": ("逾期", "期限已过而未报送", "Owed after its last day"),
                "rules": _rules(),
            },
        }.items()
    }
)
"""The columns of each."""
