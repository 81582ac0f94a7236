"""How values that leave the store as text are read back."""

from __future__ import annotations

from datetime import date, datetime


def day(text: str | None) -> date | None:
    """The date that ISO text names; None for none."""
    return date.fromisoformat(text) if text else None


def moment(text: str | None) -> datetime | None:
    """The moment that ISO text names, with the offset that it was stored with; None for none."""
    return datetime.fromisoformat(text) if text else None
