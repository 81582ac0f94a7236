"""What a licence is on a day."""

from datetime import date

import pytest

from graph.words.licensing import LicenseState, LicenseStatus, status_on


@pytest.mark.parametrize(
    ("state", "since", "until", "status"),
    [
        (LicenseState.IN_FORCE, "2026-01-01", None, LicenseStatus.IN_FORCE),
        (LicenseState.IN_FORCE, "2026-03-02", "2026-03-02", LicenseStatus.IN_FORCE),
        (LicenseState.IN_FORCE, "2026-03-03", None, LicenseStatus.NOT_YET_VALID),
        (LicenseState.IN_FORCE, "2026-01-01", "2026-03-01", LicenseStatus.EXPIRED),
        (LicenseState.SUSPENDED, "2026-01-01", "2026-03-01", LicenseStatus.SUSPENDED),
        (LicenseState.CANCELLED, "2026-01-01", None, LicenseStatus.CANCELLED),
        (LicenseState.REPLACED, "2026-01-01", None, LicenseStatus.REPLACED),
    ],
)
def test_a_licence_is_what_its_state_and_then_its_dates_say(
    state: LicenseState, since: str, until: str | None, status: LicenseStatus
) -> None:
    first, last = date.fromisoformat(since), date.fromisoformat(until) if until else None
    assert status_on(state, first, last, date(2026, 3, 2)) is status
