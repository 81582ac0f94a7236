"""Licences before they are issued: received as data, made, reviewed, issued (WHL-6, WHL-9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import unique

from graph.words.closed_list import ClosedList


@unique
class DraftState(ClosedList):
    """Where a licence stands that is not issued yet."""

    RECEIVED = "已接收"
    MADE = "已制作"
    REVIEWED = "已审核"
    ISSUED = "已签发"
    CANCELLED = "已撤回"

    @property
    def open(self) -> bool:
        """Whether somebody is waited for; of what is settled the data are not kept beside the licence."""
        return self in (DraftState.RECEIVED, DraftState.MADE, DraftState.REVIEWED)

    @property
    def made(self) -> bool:
        """Whether its page can be looked at: it is drawn and not sealed."""
        return self in (DraftState.MADE, DraftState.REVIEWED)


@unique
class DraftEvent(ClosedList):
    """What is done to it."""

    RECEIVE = "接收证照数据"
    MAKE = "制作"
    REVIEW = "审核"
    ISSUE = "签发"
    SEND_BACK = "退回"
    """It goes back to the department whose data are wrong."""
    CANCEL = "撤回"
    ERASE = "随个人信息清除而终止"
    """It ends as the personal data of one of its holders are erased."""


@dataclass(frozen=True, slots=True)
class DraftStep:
    """A step that it has taken."""

    at: datetime
    event: DraftEvent
    subject: str
    """Who took it."""

    @property
    def line(self) -> str:
        """The line that `parse` reads, `2026-03-02T10:00:00+08:00|MAKE|S-0001`."""
        return f"{self.at.isoformat()}|{self.event.name}|{self.subject}"

    @classmethod
    def parse(cls, line: str) -> DraftStep:
        """Read one line of the history that the graph keeps."""
        at, event, subject = line.split("|", 2)
        return cls(datetime.fromisoformat(at), DraftEvent[event], subject)


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseDraft:
    """A licence before it is issued, as the graph keeps it."""

    id: str
    state: DraftState
    type_code: str
    issuer: str
    received_at: datetime
    """When its data came first; its row of the law is that of this day."""
    source_cipher: str | None
    """Where the department has the data from: a resource, a business number (数据来源), encrypted; None: not said."""
    order_cipher: str
    """What is to be made, encrypted; empty where it is settled."""
    history: tuple[DraftStep, ...]
    serial: str
    """Serial of the identifier that it will bear; empty until it is made."""
