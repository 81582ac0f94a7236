"""A version of an entry on its way into the catalogue, or an entry on its way out of it: where its case stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import unique

from graph.words.closed_list import ClosedList


@unique
class EntryCaseState(ClosedList):
    """Where the case of an entry stands."""

    DRAFT = "草稿"
    """The department has it, and nobody else waits for it: a new entry that was sent back."""
    REGISTERED = "已登记"
    REVIEWED = "已审核"
    TYPED = "已定共享类型"
    CONFIRMED = "已确认不予共享"
    FILED = "已备案"
    PUBLISHED = "已发布"
    CHANGING = "变更中"
    PARALLEL = "停用过渡"
    """The end of a published entry is announced; it stays in the catalogue for the time being."""
    WITHDRAWN = "已撤销"

    @property
    def open(self) -> bool:
        """Whether somebody is waited for."""
        return self not in (EntryCaseState.DRAFT, EntryCaseState.PUBLISHED, EntryCaseState.WITHDRAWN)

    @property
    def ended(self) -> bool:
        """Whether the case is over; another can be opened for the entry."""
        return self in (EntryCaseState.PUBLISHED, EntryCaseState.WITHDRAWN)


@unique
class EntryEvent(ClosedList):
    """What is done to it."""

    REGISTER = "登记"
    REVIEW = "审核"
    SEND_BACK = "退回"
    FIX_TYPE = "确定共享类型"
    CONFIRM_REFUSED = "确认不予共享"
    FILE = "备案"
    PUBLISH = "发布"
    CHANGE = "变更"
    WITHDRAW = "申请撤销"
    GO_OFFLINE = "下线"


@unique
class CauseKind(ClosedList):
    """Why a version of an entry is made (变更原因)."""

    LAW_AMENDED = "法律法规修订"
    DUTY_MOVED = "行政管理职能变化"
    OTHER = "其他原因"


@dataclass(frozen=True, slots=True)
class EntryStep:
    """A step that a case has taken."""

    at: datetime
    event: EntryEvent
    subject: str
    """Who took it."""

    @property
    def line(self) -> str:
        """The line that `parse` reads, `2026-03-02T10:00:00+08:00|REVIEW|S-0001`."""
        return f"{self.at.isoformat()}|{self.event.name}|{self.subject}"

    @classmethod
    def parse(cls, line: str) -> EntryStep:
        """Read one line of the history that the graph keeps."""
        at, event, subject = line.split("|", 2)
        return cls(datetime.fromisoformat(at), EntryEvent[event], subject)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a department's own review before release (发布审查) says of one point; published with the version."""

    point: str
    """In the words of the text: 保密审查."""
    words: str

    @property
    def line(self) -> str:
        """The line that `parse` reads."""
        return f"{self.point}：{self.words}"

    @classmethod
    def parse(cls, line: str) -> Reviewed:
        """Read one line that the graph keeps."""
        return cls(*line.split("：", 1))


@dataclass(frozen=True, slots=True)
class Paper:
    """The document by which entries were approved outside the system (批准文件)."""

    number: str
    """文号."""
    on: date
    """Its date."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a version is made for, and what its department has reviewed."""

    kind: CauseKind
    cause: str
    """In words."""
    reviewed: tuple[Reviewed, ...] = ()
    basis: str | None = None
    """Code of the legal basis whose change the version follows; None where none is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryCase:
    """The case of an entry, as the graph keeps it."""

    id: str
    code: str
    """Code of the entry."""
    name: str
    provider: str
    """USCC of the department that prepares it."""
    state: EntryCaseState
    ground: Ground
    content: str
    """The entry as it is proposed, in the canonical form of its versions."""
    before: str
    """The version that it follows, in the same form; empty where there is none."""
    base: int
    """Number of that version; 0 where there is none."""
    opened_at: datetime
    """Its row of the law is that of this day."""
    history: tuple[EntryStep, ...]
    due_on: date | None = None
    provisional: bool | None = None
    successor_usable_on: date | None = None
    """From when on what replaces the entry can be used."""
