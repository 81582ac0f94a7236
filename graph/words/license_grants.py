"""Grants of licences to whoever uses them (用证授权): WHL-13, WHL-14, WHL-16, GB/T 36906."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LicenseGrant:
    """That a consumer (用证单位) may use licences of a type for a scenario that it has declared."""

    id: str
    """Number of the grant (授权编号)."""
    consumer: str
    license_type: str
    place: str
    """Where licences are used (使用场所): a counter, a hall, an application."""
    scenario: str
    """For what (使用场景), in words."""
    item_name: str
    """The service item for which they are asked (事项名称)."""
    item_code: str
    daily_quota: int
    """How often a day at most."""
    valid_from: date
    valid_until: date | None = None
    """The last day on which it may be used."""
    face_fields: tuple[str, ...] = ()
    """Keys of the face fields that are shown, `KZ_…`; none = only whether the licence is good."""
    basis: str = ""
