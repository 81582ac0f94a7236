"""Where a sharing request stands (共享申请), and what is done with it: the words of every city's table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import unique

from graph.words.closed_list import ClosedList
from graph.words.entries import SharingType
from graph.words.sharing import Purpose


@unique
class SharingState(ClosedList):
    """Where a request stands."""

    DRAFT = "草拟"
    """Nothing was asked yet; no request is kept in it."""
    INSIDE = "部门内审批"
    INSIDE_APPROVED = "部门内已批准"
    FILED = "已报共享平台"
    ASKED = "待答复"
    """The provider is waited for."""
    DECIDING = "主管部门审核"
    OPINION = "拟提意见"
    COMMITTEE = "委员会审定"
    CHANGING = "待变更共享类型"
    LISTING = "待列入共享目录"
    NEGOTIATING = "协商中"
    COORDINATING = "协调中"
    COORDINATING_OUTSIDE = "系统外协调中"
    REFUSED = "已拒绝"
    """The provider said no; the applicant may dispute it."""
    GRANTED = "已授权"
    CLOSED = "已办结"
    """It ended without a grant."""
    WITHDRAWN = "已撤回"

    @property
    def open(self) -> bool:
        """Whether somebody is waited for, or may go on."""
        return self not in _AT_REST

    @property
    def ended(self) -> bool:
        """Whether the request is over."""
        return self in _AT_REST and self is not SharingState.DRAFT


_AT_REST = frozenset({SharingState.DRAFT, SharingState.GRANTED, SharingState.CLOSED, SharingState.WITHDRAWN})


@unique
class SharingEvent(ClosedList):
    """What is done with it."""

    ASK_INSIDE = "部门内提出"
    APPROVE_IN_WRITING = "书面批准"
    DECLINE = "不予批准"
    REVIEW_APPLICATION = "审核资源申请"
    FILE_OVER_THE_PLATFORM = "通过共享平台提出"
    PASS_CHECK = "通过符合性审查"  # noqa: S105 - a term of the text
    FAIL_CHECK = "未通过符合性审查"
    CORRECT_APPLICATION = "更正申请"
    APPLY = "申请"
    ASK_FOR_THE_BASIS = "索取不予共享的依据"
    CONSENT = "同意提供"
    REFUSE = "不予提供"
    DISPUTE = "要求协商"
    AGREE = "协商一致"
    FAIL = "协商未果"
    SETTLE_FOR = "协调同意"
    SETTLE_AGAINST = "协调不同意"
    RECORD_FOR = "记录同意的决定"
    RECORD_AGAINST = "记录不同意的决定"
    APPROVE = "审核批准"
    REJECT = "审核不批准"
    GIVE_OPINION = "提出意见"
    RECORD_CONSENT = "记录审定同意"
    RECORD_REFUSAL = "记录审定不同意"
    CHANGE_THE_TYPE = "变更共享类型"
    LIST = "列入共享目录"
    WITHDRAW = "撤回"
    REORGANISED = "机构调整"
    ENTRY_WITHDRAWN = "资源停用"
    HAD_DIRECTLY = "已可直接获取"
    """By a version of its entry nobody has to ask for it any longer."""

    @property
    def inner(self) -> bool:
        """Whether the applicant's side approves, or does not, by its own text whatever policy binds the provider."""
        return self in _INNER


_INNER = frozenset(
    {
        SharingEvent.ASK_INSIDE, SharingEvent.APPROVE_IN_WRITING, SharingEvent.DECLINE,
        SharingEvent.FILE_OVER_THE_PLATFORM,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SharingStep:
    """A step that a request has taken."""

    at: datetime
    event: SharingEvent
    subject: str
    """Who took it."""

    @property
    def line(self) -> str:
        """The line that `parse` reads, `2026-03-02T10:00:00+08:00|APPLY|S-0001`."""
        return f"{self.at.isoformat()}|{self.event.name}|{self.subject}"

    @classmethod
    def parse(cls, line: str) -> SharingStep:
        """Read one line of the history that the graph keeps."""
        at, event, subject = line.split("|", 2)
        return cls(datetime.fromisoformat(at), SharingEvent[event], subject)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a request states (JZ-14, JI-19)."""

    purpose: Purpose
    purpose_words: str = ""
    scenario: str = ""
    legal_basis: str | None = None
    """Code of a legal basis of the catalogue."""
    basis: str = ""
    """Legal or policy basis in words, where the catalogue has none."""
    duty_basis: str = ""
    """The duty for which it is needed."""
    need: str = ""
    """The business need."""
    items: tuple[str, ...] = ()
    """Names of the items asked for; empty = all of the resource."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingCase:
    """A request as the graph keeps it."""

    id: str
    consumer: str
    resource: str
    sharing: SharingType
    """The strictest type of what is asked for, on the day on which it was."""
    stated: Stated
    state: SharingState
    opened_at: datetime
    history: tuple[SharingStep, ...] = ()
    due_on: date | None = None
    provisional: bool | None = None
    scope: str = ""
    """Scope of sharing and use, as who supplies stated them."""
    controlled: bool = False
    """The interface has parameters that are controlled."""
    document: str = ""
    """Number of the document of a decision made outside, or of a paper: the last that was given."""
    earlier: str = ""
    """What it stated before it was corrected, a line each time, the oldest first."""
