"""What the tables of the demonstration say and the licences planned from them, worked out once for all tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from graph.subjects.licensing import sheet as licensing_sheet
from graph.subjects.organisation import sheet as organisation_sheet
from graph.words.licensing import Entitlement, LicenseType
from graph.words.organisation import Department
from seed.catalogue import Catalogue, read_catalogue
from seed.plan import PlannedLicense, plan
from seed.reading import Reading
from seed.sheets import TABLES

UNNAMED = "MATCH (v) WHERE v.causeKind IN ['LAW_AMENDED', 'DUTY_MOVED'] AND v.causeBasisId IS NULL RETURN collect(v.id)"
"""Versions and cases of entries that a change of law or duty has caused, and that do not name it."""


@dataclass(frozen=True, slots=True)
class Licensing:
    """What the tables say of licences: little of the whole, which takes seconds to read."""

    departments: tuple[Department, ...]
    types: tuple[LicenseType, ...]
    entitlements: tuple[Entitlement, ...]


@cache
def catalogue() -> Catalogue:
    """Everything that the tables say."""
    return read_catalogue()


@cache
def licensing() -> Licensing:
    """What they say of licences."""
    reading = Reading(TABLES)
    found = Licensing(
        tuple(row.department for row in reading.all("departments", organisation_sheet.read_departments)),
        licensing_sheet.with_fields(
            reading.all("license_types", licensing_sheet.read_types),
            reading.all("license_fields", licensing_sheet.read_fields),
        ),
        reading.all("issuers", licensing_sheet.read_entitlements),
    )
    reading.review.refuse()
    return found


@cache
def planned(on: date) -> tuple[PlannedLicense, ...]:
    """The licences of a demonstration that begins on a day."""
    return plan(on=on)
