"""What a licence is on a day, from its history and its dates; whose use of it is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from graph.law.access import PUBLIC, Principal
from graph.law.posts import HeldPost
from graph.subjects.licensing.rules import leaves_use, state_on, status_of, status_on
from graph.words.licensing import LicenseEvent, LicenseState, LicenseStatus
from graph.words.organisation import PostKind
from graph.words.people import Role

ISSUED = "2026-01-05T10:00:00+08:00"
TODAY = date(2026, 3, 2)


def history(*changes: tuple[str, str]) -> tuple[LicenseEvent, ...]:
    return tuple(LicenseEvent.parse(f"{at}|{state}|") for at, state in ((ISSUED, "IN_FORCE"), *changes))


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
        (None, "2026-01-01", None, LicenseStatus.UNDECIDED),
        (None, "2026-03-03", None, LicenseStatus.NOT_YET_VALID),
        (None, "2026-01-01", "2026-03-01", LicenseStatus.EXPIRED),
    ],
)
def test_a_licence_is_what_its_state_and_then_its_dates_say(
    state: LicenseState | None, since: str, until: str | None, status: LicenseStatus
) -> None:
    first, last = date.fromisoformat(since), date.fromisoformat(until) if until else None
    assert status_of(state, first, last, TODAY) is status


@pytest.mark.parametrize(
    ("on", "state"),
    [
        ("2026-01-04", LicenseState.IN_FORCE),
        ("2026-01-05", LicenseState.IN_FORCE),
        ("2026-01-09", LicenseState.IN_FORCE),
        ("2026-01-10", LicenseState.SUSPENDED),
        ("2026-01-19", LicenseState.SUSPENDED),
        ("2026-01-20", LicenseState.CANCELLED),
        ("2030-01-01", LicenseState.CANCELLED),
    ],
)
def test_a_change_counts_from_the_day_in_china_on_which_it_was_made(on: str, state: LicenseState) -> None:
    changes = history(("2026-01-09T16:30:00+00:00", "SUSPENDED"), ("2026-01-20T15:59:59Z", "CANCELLED"))
    assert state_on(changes, date.fromisoformat(on)) is state


def test_of_several_changes_on_a_day_the_last_is_the_state_on_that_day() -> None:
    changes = history(
        ("2026-01-10T09:00:00+08:00", "SUSPENDED"),
        ("2026-01-10T09:00:00+08:00", "IN_FORCE"),
        ("2026-01-10T17:00:00+08:00", "SUSPENDED"),
        ("2026-01-10T18:00:00+08:00", "IN_FORCE"),
    )
    assert state_on(changes, date(2026, 1, 10)) is LicenseState.IN_FORCE
    assert state_on(changes[:-1], date(2026, 1, 10)) is LicenseState.SUSPENDED


def test_what_is_not_known_stays_undecided_until_the_next_change_and_before_the_issue_dates_decide() -> None:
    gap = history((ISSUED, ""), ("2026-02-01T09:00:00+08:00", "SUSPENDED"))[1:]
    assert state_on(gap, date(2026, 1, 31)) is None
    assert state_on(gap, date(2026, 2, 1)) is LicenseState.SUSPENDED
    since = date(2026, 1, 5)
    assert status_on(gap, since, None, date(2026, 1, 4)) is LicenseStatus.NOT_YET_VALID
    assert status_on(gap, since, None, date(2026, 1, 5)) is LicenseStatus.UNDECIDED


@pytest.mark.parametrize("reason", ["", "复核|整改", "第一行\n第二行", "|", "2026-01-01|CANCELLED|"])
@pytest.mark.parametrize("state", [*LicenseState, None])
def test_a_line_of_the_history_is_read_as_it_was_written_whatever_the_reason_holds(
    state: LicenseState | None, reason: str
) -> None:
    event = LicenseEvent(datetime.fromisoformat(ISSUED), state, reason)
    assert LicenseEvent.parse(event.line) == event


POST = HeldPost(PostKind.APPLICANT, "D", date(2020, 1, 1))


@pytest.mark.parametrize(
    ("principal", "kept"),
    [
        (Principal(Role.RELYING_PARTY, "bank"), True),
        (Principal(Role.RELYING_PARTY), False),
        (Principal(Role.STAFF, "zhang", "D", (POST,)), True),
        (Principal(Role.STAFF, "zhang", "D", (replace(POST, valid_until=TODAY),)), False),
        (Principal(Role.STAFF, "zhang", "D"), False),
        (PUBLIC, False),
        (Principal(Role.PUBLIC, "an administrator of another store"), False),
        (Principal(Role.HOLDER, "li", holder="h"), False),
        (Principal(Role.SERVICE, "platform"), False),
        (Principal(Role.AUDITOR, "auditor"), False),
        (Principal(Role.ADMIN, "admin"), False),
    ],
)
def test_a_use_is_kept_of_a_relying_party_and_of_staff_in_a_post(principal: Principal, kept: bool) -> None:
    assert leaves_use(principal, TODAY) is kept
