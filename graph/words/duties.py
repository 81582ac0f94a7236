"""What departments owe without being asked: entries and data that follow a change, and reports that come back."""

from __future__ import annotations

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
    CHANGE_AND_APPLY_FOR_DELETION = "调整为共享类并申报删除"
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
