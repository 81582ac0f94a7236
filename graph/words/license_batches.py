"""Batches of licences (批量制证: WHL-9, WHL-21): licences of one type and issuer whose data came in one sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from graph.errors import Refusal
from graph.words.license_drafts import DraftEvent, DraftState


@dataclass(frozen=True, slots=True)
class RowRefusal:
    """Why a row was left behind: code, place and articles, and nothing of what it says."""

    row: int
    """Of the sheet, as people count."""
    code: str
    path: str
    """Where in the order, `holders.1.code`."""
    rules: tuple[str, ...]

    @classmethod
    def of(cls, row: int, refusal: Refusal) -> RowRefusal:
        """That of a refusal."""
        return cls(row, refusal.code.name, ".".join(refusal.path), tuple(refusal.rules))

    @property
    def line(self) -> str:
        """The line that `parse` reads, `12|MALFORMED_ID|holders.1.code|GB-36903`."""
        return f"{self.row}|{self.code}|{self.path.replace('|', '/')}|{' '.join(self.rules)}"

    @classmethod
    def parse(cls, line: str) -> RowRefusal:
        """Read a line."""
        row, code, path, rules = line.split("|", 3)
        return cls(int(row), code, path, tuple(rules.split()))


@dataclass(frozen=True, slots=True)
class BatchRun:
    """A step of a batch that is being taken, or was last."""

    event: DraftEvent
    subject: str
    began: datetime
    beat: datetime
    """When it was heard of last."""
    total: int
    """Licences that it began with."""
    done: int
    refused: int
    going: bool
    """It has not ended; where it was not heard of for long, who took it is gone, and it can be taken up again."""
    stopping: bool

    @property
    def rate(self) -> float | None:
        """Licences a second so far; None where nothing can be said yet."""
        seconds = (self.beat - self.began).total_seconds()
        return (self.done + self.refused) / seconds if seconds > 0 and self.done + self.refused else None

    @property
    def remaining(self) -> timedelta | None:
        """How long it goes on at this rate; None where nothing can be said, or it has ended."""
        if not self.going or not self.rate:
            return None
        return timedelta(seconds=max(self.total - self.done - self.refused, 0) / self.rate)


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseBatch:
    """A batch, as the graph keeps it."""

    id: str
    type_code: str
    issuer: str
    policy: str | None
    """Row of the day on which it came."""
    entry: str | None
    """The catalogue entry whose data these are; None where they are no entry's."""
    rows: int
    """Rows of the sheet."""
    received_at: datetime
    received_by: str
    refused: tuple[RowRefusal, ...] = ()
    """Rows that were not taken."""
    run: BatchRun | None = None
    states: Mapping[DraftState, int] | None = None
    """How many of its licences stand where; None where that was not read."""

    @property
    def cursor(self) -> str:
        """Where it stands among those of its issuer."""
        return f"{self.received_at.isoformat()}|{self.id}"

    @property
    def taken(self) -> int:
        """Rows that became licences to be issued."""
        return sum((self.states or {}).values())


def lines_of(refusals: Iterable[RowRefusal]) -> list[str]:
    """Lines of refusals as the graph keeps them."""
    return [each.line for each in refusals]


@dataclass(frozen=True, slots=True)
class RefusedPage:
    """Some rows that were left behind, in the order of their sheet."""

    rows: tuple[RowRefusal, ...]
    is_partial: bool
    """Whether more follow."""

    @classmethod
    def of(cls, found: Sequence[RowRefusal], most: int) -> RefusedPage:
        """That of what was found, where one more than asked for was looked for."""
        return cls(tuple(found[:most]), len(found) > most)


@dataclass(frozen=True, slots=True)
class BatchPage:
    """Some batches of a department, newest first; how many of their licences stand where is not read."""

    batches: tuple[LicenseBatch, ...]
    end_cursor: str | None
    """Behind which more follow; None where nothing does."""

    @classmethod
    def of(cls, found: Sequence[LicenseBatch], most: int) -> BatchPage:
        """The same of batches."""
        page = tuple(found[:most])
        return cls(page, page[-1].cursor if len(found) > most else None)
