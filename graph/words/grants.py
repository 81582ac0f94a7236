"""Grants (授权): what a consumer may use of a resource, for what, on which terms, and for how long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import unique
from typing import Final

from graph.words.closed_list import ClosedList
from graph.words.entries import Mode
from graph.words.sharing import Purpose

NEARLY_OVER: Final = 30
"""Days before the end of a grant from which on its user is warned, and asks anew."""


@unique
class GrantState(ClosedList):
    """Where a grant stands."""

    WAITING = "待交安全协议"
    """A security agreement is asked for, and none is on file."""
    ACTIVE = "有效"
    ENDED = "已终止"
    DESTROYED = "数据已销毁"
    """It has ended, and that the data were destroyed is recorded."""

    @classmethod
    def at_first(cls, *, agreement_asked: bool) -> GrantState:
        """Where one begins: none is active without the signed agreement where one is asked for (JZ-11)."""
        return cls.WAITING if agreement_asked else cls.ACTIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class NewGrant:
    """What a decision grants; what was granted and what was approved are two facts."""

    request: str
    """Id of the request that it settles; there is one grant of it at most."""
    consumer: str
    resource: str
    valid_from: date
    purpose: Purpose
    purpose_words: str = ""
    scope: str = ""
    """What may be used and how, in the words of who grants it (共享范围、使用要求)."""
    items: tuple[str, ...] = ()
    """Names of the items; empty = all of the resource."""
    mode: Mode | None = None
    """None = as the entry has it."""
    valid_until: date | None = None
    """Last day on which it may be used; None = it has no end."""
    agreement_asked: bool = False
    """The entry, or who grants it, asks for a security agreement."""
    articles: tuple[str, ...] = ()
    """Of the step that granted it."""
    policy: str | None = None
    """The row that it keeps; None = the one that bound its provider on the day."""
    day: date | None = None
    """Day of that row; None = the first on which it may be used."""

    @property
    def id(self) -> str:
        """Its id, which follows from the request's."""
        return grant_id(self.request)

    @property
    def kept_on(self) -> date:
        """Day of the row that it keeps."""
        return self.day or self.valid_from


@unique
class GrantEvent(ClosedList):
    """What happens to a grant."""

    GRANTED = "授权"
    FILE_AGREEMENT = "提交安全协议"
    USE = "使用"
    ASK_TO_PUBLISH = "申请向社会公开发布"
    PASS_ON = "提供给第三方"  # noqa: S105 - no password
    WITHDRAW = "收回使用权"
    NO_LONGER_NEEDED = "不再使用"
    PERIOD_OVER = "授权期满"
    ENTRY_WITHDRAWN = "资源停用"
    OBJECTION_OPENED = "提出异议"
    DESTROY_AND_RECORD = "销毁数据并登记"


@dataclass(frozen=True, slots=True)
class GrantStep:
    """A step that a grant has taken."""

    at: datetime
    event: GrantEvent
    subject: str
    """Who took it."""

    @property
    def line(self) -> str:
        """The line that `parse` reads, `2026-03-02T10:00:00+08:00|WITHDRAW|S-0001`."""
        return f"{self.at.isoformat()}|{self.event.name}|{self.subject}"

    @classmethod
    def parse(cls, line: str) -> GrantStep:
        """Read one line of the history that the graph keeps."""
        at, event, subject = line.split("|", 2)
        return cls(datetime.fromisoformat(at), GrantEvent[event], subject)


@dataclass(frozen=True, slots=True)
class Disclosure:
    """That data of a grant were published, or given to somebody else, with the consent of who provides them."""

    at: datetime
    """When it was recorded; with the event that is the step of the history."""
    event: GrantEvent
    document_on: date
    """Date of the document in which the provider consents."""
    recipient: str
    """Who was given them; empty where they were published."""
    words: str
    """What was published or given, and what for."""
    document_number: str

    @property
    def line(self) -> str:
        """The line that `parse` reads; recipient and words stand in it encrypted."""
        said = (self.at.isoformat(), self.event.name, self.document_on.isoformat(), self.recipient, self.words)
        return "|".join((*said, self.document_number))

    @classmethod
    def parse(cls, line: str) -> Disclosure:
        """Read one line that the graph keeps."""
        at, event, on, recipient, words, number = line.split("|", 5)
        return cls(datetime.fromisoformat(at), GrantEvent[event], date.fromisoformat(on), recipient, words, number)


@dataclass(frozen=True, slots=True)
class StandingGrant:
    """A grant with what its steps are decided by."""

    id: str
    stored: GrantState
    """As it was written last."""
    valid_from: date
    valid_until: date | None
    policy: str | None
    """The row that it keeps; of an older grant without one, that of its provider today."""
    kept_on: date | None
    """Day of that row; None = today."""
    agreement_asked: bool
    users: frozenset[str]
    """Departments of the consumer that live today."""
    answering: str | None
    """Department that answers for the provider today."""


def standing(state: GrantState, valid_until: date | None, on: date) -> GrantState:
    """Where a grant stands on a day: after its last day it has ended, whatever was written last and by whomever."""
    over = valid_until is not None and valid_until < on
    return GrantState.ENDED if over and state is not GrantState.DESTROYED else state


def grant_id(request: str) -> str:
    """The id of the grant that settles a request, of which there is one at most."""
    return f"{request}/G"
