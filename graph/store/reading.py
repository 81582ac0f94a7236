"""How values that leave the store as text are read back."""

from __future__ import annotations

from datetime import date


def day(text: str | None) -> date | None:
    """The date that ISO text names; None for none."""
    return date.fromisoformat(text) if text else None
