"""Rows of lists of what follows from the register, in words; nobody brings them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRow:
    """A case that waits (待办)."""

    kind: str
    id: str
    """Empty of a report or plan: nothing is kept of it before it is done."""
    name: str
    state: str
    department: str
    """USCC of who answers."""
    since: str
    age: int
    due_on: date | None
    overdue: bool
    due_rules: tuple[str, ...]
    no_due_date: str
    yours: bool
    next_steps: tuple[str, ...]
    your_steps: tuple[str, ...]
    report: str
    """The kind of report that is owed; of a case, as the two below, empty."""
    reporter: str
    period: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """That somebody was told of something (通知)."""

    id: str
    kind: str
    at: str
    since: str
    state: str
    text: str
    text_en: str
    due_on: date | None
    acts: tuple[str, ...]
    next_steps: tuple[str, ...]
    read: bool
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LateRow:
    """What is late in a department (督办): cases of a kind, or a report; nothing but its code where nothing is."""

    department: str
    what: str = ""
    kind: str = ""
    overdue: int | None = None
    reporter: str = ""
    period: date | None = None
    due_on: date | None = None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LapsedRow:
    """An entry that is not shared though its basis has ended (依据失效)."""

    department: str
    code: str
    name: str
    lapsed_on: date
    state: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecurringRow:
    """What a text asks for again and again (定期义务)."""

    policy: str
    what: str
    by: str
    to: str
    period: date
    due_on: date
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """What a department owes for a period (部门定期义务)."""

    department: str
    kind: str
    what: str
    to: str
    reporter: str
    period: date
    due_on: date
    state: str
    overdue: bool
    rules: tuple[str, ...]
