"""What the tables of the demonstration say and the licences planned from them, worked out once for all tests."""

from __future__ import annotations

from datetime import date
from functools import cache

from seed.catalogue import Catalogue, read_catalogue
from seed.plan import PlannedLicense, plan


@cache
def catalogue() -> Catalogue:
    """Everything that the tables say."""
    return read_catalogue()


@cache
def planned(on: date) -> tuple[PlannedLicense, ...]:
    """The licences of a demonstration that begins on a day."""
    return plan(on=on)
