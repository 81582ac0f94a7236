"""What departments owe without being asked: entries and data that follow a change, and reports that come back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import unique

from graph.words.closed_list import ClosedList


@unique
class DutyState(ClosedList):
    """Where a duty stands."""

    UPDATE_OWED = "待更新"
    APPLICATION_OWED = "待申请更新"
    REVIEW_OWED = "待审核更新"
    CHANGE_AND_DELETION_OWED = "待调整共享类型并申报删除"
    REPORT_OWED = "待报送"
    PLAN_OWED = "待报送计划"
    MET = "已履行"
    LATE = "逾期履行"
    """Done after its last day."""
    EXCUSED = "准予免责"
    """Not done in time, with a good reason that was accepted."""

    @property
    def open(self) -> bool:
        """Whether somebody owes it."""
        return self not in (DutyState.MET, DutyState.LATE, DutyState.EXCUSED)


@unique
class DutyEvent(ClosedList):
    """What makes that it is owed, and by what it is met."""

    LAW_AMENDED = "法律法规修订"
    DUTY_MOVED = "行政管理职能变化"
    BASIS_LAPSES = "依据失效"
    DATA_CHANGED = "数据产生或者变更"
    MONTH_BEGINS = "月初"
    PERIOD_OVER = "期间届满"
    UPDATE = "更新目录"
    APPLY_FOR_UPDATE = "申请更新目录"
    REVIEW_AND_UPDATE = "审核并更新目录"
    SEND_BACK = "退回更新申请"
    CHANGE_AND_APPLY_FOR_DELETION = "调整为共享类并申报删除"
    REST_ON_ANOTHER = "改以其他现行有效的依据"
    REPORT_DELIVERY = "更新数据"
    REPORT = "报送"
    REPORT_ZERO = "零报告"
    HAND_IN_PLAN = "报送计划"
    EXCUSE = "准予免责"


@unique
class Reporter(ClosedList):
    """Who reports."""

    DEPARTMENT = "政务部门"
    COUNTY_GOVERNMENT = "县级人民政府"
    LEAD = "主管部门"
    """For the whole city."""


@unique
class DutyKind(ClosedList):
    """What is owed: the workflow whose table says so."""

    CATALOGUE_UPDATE = "目录随法律或职责更新"
    LAPSED_GROUND = "不予共享的依据失效"
    DATA_UPDATE = "数据更新"
    CATALOGUE_REVIEW = "目录全面梳理"
    YEARLY_REPORT = "年度报告"
    ZERO_REPORT = "按月报送"
    YEARLY_PLAN = "年度计划"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedDuty:
    """A duty of one department, as the graph keeps it."""

    id: str
    kind: DutyKind
    state: DutyState
    department: str
    """USCC of the department that owes it; of an entry its provider, whoever answers for it today."""
    policy: str
    trigger: DutyEvent
    event_on: date
    """The day on which it arose; its row of the law is that of this day."""
    opened_at: datetime
    code: str | None = None
    """Code of the entry that it is about."""
    basis: str | None = None
    """Code of the legal basis that changed."""
    period: date | None = None
    """First day of the period that is reported."""
    due_on: date | None = None
    """Last day; None where the text has no number."""
    provisional: bool | None = None
    rules: tuple[str, ...] = ()
    handed_in_at: datetime | None = None
    """When its department has handed in what is to meet it; None while that is still with the department."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Duties of a department that stand alike."""

    department: str
    kind: DutyKind
    state: DutyState
    policy: str
    due_on: date | None
    event_on: date
    many: int = 1
    done_with: DutyEvent | None = None
    handed_in: date | None = None
    """Of those that are owed, the day on which what is to meet them was handed in."""


@unique
class BasisEvent(ClosedList):
    """What becomes of a legal basis."""

    AMENDED = "修订"
    REPEALED = "废止"
    MOVED = "职责划转"
    EXPIRED = "期满失效"
    """By its own last day, which nobody marks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisChange:
    """A change of a legal basis on a day, with the document that made it."""

    id: str
    basis: str
    event: BasisEvent
    on: date
    document: str
    """Number of the document (文号)."""
    successor: str | None = None
    """Code of the basis that takes the place of a repealed one."""
    department: str | None = None
    """USCC of the department to which a duty was moved."""
    recorded_at: datetime
