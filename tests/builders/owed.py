"""Duties as the graph keeps them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from graph.words.duties import BasisChange, BasisEvent, DutyEvent, DutyKind, DutyState, OwedDuty


def owed(department: str, code: str, at: datetime, **changes: Any) -> OwedDuty:
    """That an entry is to follow a law that was amended, due in three weeks."""
    plain: dict[str, Any] = {
        "id": f"duty-{code[-8:]}", "kind": DutyKind.CATALOGUE_UPDATE, "state": DutyState.UPDATE_OWED,
        "department": department, "policy": "WH", "trigger": DutyEvent.LAW_AMENDED, "event_on": date(2026, 3, 2),
        "opened_at": at, "code": code, "basis": "LAW-1", "period": date(2026, 1, 1), "due_on": date(2026, 3, 23),
        "provisional": False, "rules": ("WH-6",),
    }  # fmt: skip
    return OwedDuty(**(plain | changes))


def changed(basis: str, at: datetime) -> BasisChange:
    """That a basis was amended."""
    return BasisChange(
        id=f"change-{basis}", basis=basis, event=BasisEvent.AMENDED, on=date(2026, 3, 2), document="令〔2026〕1号",
        successor="LAW-2", department=department_of(basis), recorded_at=at,
    )  # fmt: skip


def department_of(basis: str) -> str:
    """A department to which it was moved, for whatever it stands."""
    return f"11340200{len(basis):08d}AB"
