"""Suspected forgeries (疑似伪造证照): which file, met by whom, and what the imitated department says of it (WHL-22)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import unique
from typing import Any

from graph.errors import Text
from graph.words.closed_list import ClosedList
from graph.words.licensing import Holder
from graph.words.withheld import withheld


@unique
class ForgeryState(ClosedList):
    """State of a case of a suspected forgery (疑似伪造案件状态)."""

    SUSPECTED = "待认定"
    CONFIRMED = "认定伪造"
    DISMISSED = "已排除"
    REPORTED = "已报送"

    @property
    def open(self) -> bool:
        """Whether somebody is waited for: who decides, then who reports."""
        return self in (ForgeryState.SUSPECTED, ForgeryState.CONFIRMED)

    @property
    def keeps_evidence(self) -> bool:
        """Whether the file is kept, and who presented it: of a false alarm neither is."""
        return self is not ForgeryState.DISMISSED


@unique
class ForgeryEvent(ClosedList):
    """What happens to a case of a suspected forgery."""

    SUSPECT = "举报"
    JOIN = "并案"
    """The file of an open case is met once more, by somebody else."""
    CONFIRM = "认定"
    DISMISS = "排除"
    REPORT = "报送"


@unique
class Judged(ClosedList):
    """What verifying the file has said, in a word (核验结论)."""

    GENUINE = "属实"
    NOT_GENUINE = "不属实"
    NOT_IN_FORCE = "不在有效状态"
    UNDECIDED = "无法判定"


@dataclass(frozen=True, slots=True)
class Sighting:
    """That somebody was shown the file; all of it is encrypted at rest."""

    at: datetime
    circumstances: str
    """Where and how it was presented (情形说明)."""
    presenter: Holder | None = None
    """Who presented it (出示人), where that is known."""

    def to_json(self) -> dict[str, Any]:
        """What is encrypted."""
        shown = self.presenter
        named = None if shown is None else [shown.name, shown.code, shown.code_type]
        return {"at": self.at.isoformat(), "circumstances": self.circumstances, "presenter": named}

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Sighting:
        """What was encrypted."""
        named = said["presenter"]
        presenter = None if named is None else Holder.known_by(*named)
        return cls(datetime.fromisoformat(said["at"]), said["circumstances"], presenter)


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A file that somebody takes for a forgery, and what verifying it has said."""

    digest: str
    """SHA-256 of the file."""
    size: int
    judged: Judged
    reason: Text
    """Why, in a sentence."""
    verdict: str
    """The whole verdict, as JSON."""
    claims: tuple[str, ...]
    """USCCs of whom it passes itself off as coming from."""
    sighting: Sighting
    department: str | None = None
    """USCC of the imitated department, where whoever met it names one."""


@dataclass(frozen=True, slots=True)
class ForgeryMove:
    """A step that a case has taken, without who took it."""

    at: datetime
    event: ForgeryEvent
    words: str
    """What was said with it, encrypted until it is shown; empty where nothing was, and of what somebody was shown."""
    withheld: int | None = None
    """Bytes of words that are not for who reads this."""

    @classmethod
    def parse(cls, line: str) -> ForgeryMove:
        """Read one line of the history that the graph keeps, `2026-03-02T10:00:00+08:00|CONFIRM|words`."""
        at, event, words = line.split("|", 2)
        held = withheld(words)
        return cls(datetime.fromisoformat(at), ForgeryEvent[event], words if held is None else "", held)

    @property
    def line(self) -> str:
        """The line that `parse` reads."""
        return f"{self.at.isoformat()}|{self.event.name}|{self.words}"


@dataclass(frozen=True, slots=True)
class ForgeryCase:
    """A suspected forgery: one file, from the first who met it to what became of it."""

    id: str
    digest: str
    """SHA-256 of the file."""
    size: int
    judged: Judged
    verdict: str
    """The whole verdict of the day on which it was suspected, as JSON, encrypted."""
    suspected_at: datetime
    imitates: str
    """USCC of the department whose seal or licence is imitated."""
    reporters: tuple[str, ...]
    """Subjects of those who met the file, the first one first."""
    sightings: tuple[str, ...]
    """What each of them said of it, encrypted; empty once it was a false alarm."""
    history: tuple[ForgeryMove, ...]
    state: ForgeryState = ForgeryState.SUSPECTED
    decided_by: str | None = None
    """Subject of who confirmed or dismissed it."""
    decided_at: datetime | None = None
    due_on: date | None = None
    """Statutory due date of the state; None where the city's text has no number."""
    provisional: bool | None = None
    due_rule: str | None = None
    entered_at: datetime | None = None
    """When it entered its state; a case that is joined stays in it."""
