"""Licences before they are issued: received as data, made, reviewed, issued (WHL-6, WHL-9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import unique

from graph.words.closed_list import ClosedList


@unique
class DraftState(ClosedList):
    """Where a licence stands that is not issued yet."""

    RECEIVED = "已接收"
    SENT_BACK = "已退回"
    """The department has its data back, and hands in better ones."""
    MADE = "已制作"
    REVIEWED = "已审核"
    ISSUED = "已签发"
    CANCELLED = "已撤回"

    @property
    def open(self) -> bool:
        """Whether somebody is waited for; of what is settled the data are not kept beside the licence."""
        return self not in (DraftState.ISSUED, DraftState.CANCELLED)

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
    """It goes back: a page to the centre, data to the department."""
    CANCEL = "撤回"
    ERASE = "随个人信息清除而终止"
    """It ends as the personal data of one of its holders are erased."""
    RESTORE = "随恢复退回重新制作"
    """Its page goes back to the centre as the register comes back from a backup: it bears another identifier then."""


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


@unique
class MadePart(ClosedList):
    """What a page was made of, in parts by which people are told what has changed since."""

    TYPE = "证照类型"
    RIGHT = "颁发授权"
    ISSUER = "颁发机构"
    DATA = "证照数据"
    PAGE = "版面"


@dataclass(frozen=True, slots=True)
class MadeOf:
    """What a page was made of when it was made: what is reviewed and sealed is made of the same."""

    type_version: int
    right: date
    """First day of the issuer's right to the type, by which it is known."""
    issuer: str
    """Name and division of the issuer, as they are printed and stand in the seal."""
    data: str
    """Keyed hash of the data that came."""
    page: str
    """Keyed hash of everything that is drawn, and of what it is drawn with."""

    @property
    def lines(self) -> tuple[str, ...]:
        """One for each part, as `parse` reads them."""
        return (str(self.type_version), self.right.isoformat(), self.issuer, self.data, self.page)

    @classmethod
    def parse(cls, lines: Sequence[str]) -> MadeOf:
        """Read the lines that the graph keeps."""
        version, right, issuer, data, page = lines
        return cls(int(version), date.fromisoformat(right), issuer, data, page)

    def changed(self, now: MadeOf) -> tuple[MadePart, ...]:
        """The parts that are others now; that the page is, is said where no other part is."""
        pairs = zip(MadePart, self.lines, now.lines, strict=True)
        parts = tuple(part for part, before, after in pairs if before != after)
        return tuple(part for part in parts if part is not MadePart.PAGE) or parts


@dataclass(frozen=True, slots=True)
class BatchPlace:
    """A row of a batch."""

    batch: str
    """Id of the batch."""
    row: int
    """Of the sheet, as people count."""

    @property
    def key(self) -> str:
        """By what it is read, in the order of the sheet."""
        return f"{self.batch}|{self.row:010}"

    @classmethod
    def parse(cls, key: str) -> BatchPlace:
        """Read a key."""
        batch, row = key.split("|")
        return cls(batch, int(row))


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
    number_key: str
    """By what its number is found, once there is a licence that has it; empty where it is settled."""
    replaces_identifier: str | None
    """Identifier of the licence that it replaces; None where it replaces none, or is settled."""
    serial: str
    """Serial of the identifier that it will bear; empty until it is made."""
    made_of: MadeOf | None = None
    """What its page was made of, or would be, where it came in a batch; None where that was not kept."""
    place: BatchPlace | None = None
    """Where it came in a batch; None where it came alone. It is written, and read with the batch alone."""
