"""Records as lists hand them out, in words: what was owed, doubted, prepared, used, delivered, issued and suspected.

Nobody brings them. Words hold no number of a person; a moment is that of China, to the second.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the system has written, or was told by the exchange platform."""

    id: str
    rules: tuple[str, ...] = field(default=(), compare=False)
    """Articles by which it stands where it does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRecord(Record):
    """What a department owes or has owed (义务)."""

    kind: str
    state: str
    department: str
    code: str
    """Of the entry."""
    basis: str
    """Code of the legal basis that changed."""
    trigger: str
    event_on: date | None
    period: date | None
    due_on: date | None
    opened_at: str
    done_at: str
    done_with: str
    version: int | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionRecord(Record):
    """An objection to data (异议); who raised it is not said."""

    on_kind: str
    on: str
    """Code of the entry, or of the item."""
    ground: str
    state: str
    answering: str
    raised_at: str
    due_on: date | None
    resolved_at: str
    words: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseObjectionRecord(Record):
    """An objection to a licence (证照异议); who raised it and what was said is left out."""

    on: str
    """Identifier of the licence; `***` for who does not see it."""
    ground: str
    state: str
    answering: str
    raised_at: str
    due_on: date | None
    resolved_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryCaseRecord(Record):
    """A version that is or was prepared, or an entry that is or was taken out (目录条目案件)."""

    code: str
    name: str
    provider: str
    state: str
    opened_at: str
    due_on: date | None
    cause_kind: str
    cause: str
    basis: str
    """Code of the legal basis whose change the version follows."""
    base: int | None
    """Number of the version that it follows."""
    successor_usable_on: date | None
    reviewed: str
    """What the department has reviewed before release, a line for each point."""
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UseRecord(Record):
    """That data were used (数据使用记录)."""

    consumer: str
    resource: str
    used_at: str
    rows: int | None
    purpose: str
    grant: str
    rule: str
    caller: str
    person: str
    item: str
    business: str
    items: tuple[str, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRecord(Record):
    """That data were delivered (数据归集记录)."""

    resource: str
    delivered_at: str
    rows: int | None
    newest_on: date | None
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseListed(Record):
    """A licence that was issued (电子证照), by its identifier; who holds it is not said."""

    number: str
    """`***` where it holds a person's number."""
    type: str
    type_name: str
    version: int | None
    issuer: str
    state: str
    """As it is stored; that it has run out say its days."""
    issued_on: date | None
    valid_from: date | None
    valid_until: date | None
    sealed_at: str
    changed_at: str
    """Of the last change of its state."""
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseDraftRecord(Record):
    """A licence that is or was to be issued (待签发证照); for whom is not said."""

    type: str
    issuer: str
    state: str
    received_at: str
    entered_at: str
    batch: str
    license: str
    """Identifier of the licence that was issued of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseBatchRecord(Record):
    """Licences whose data came in one sheet (制证批次); who handed it in is not said."""

    type: str
    issuer: str
    entry: str
    """Code of the entry whose data these are."""
    sheet_rows: int | None
    not_taken: int | None
    received_at: str
    step: str
    """That was taken last, or is being taken."""
    done: int | None
    left: int | None
    """Licences that it has left where they stood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgeryRecord(Record):
    """A suspected forgery (疑似伪造证照); who met the file and who presented it is not said."""

    digest: str
    """SHA-256 of the file."""
    size: int | None
    judged: str
    imitates: str
    """USCC of the department whose seal or licence it imitates."""
    state: str
    suspected_at: str
    due_on: date | None
    decided_at: str
    reported_at: str
    closed_at: str
