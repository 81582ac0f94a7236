"""What a licence is on a day, and whose use of it is kept: decided here once, for every door.

* A day is a day in China. Of several changes on one day the last is the state on that day.
* Before its first change a licence is as it was issued. A replaced one is so from the day its successor was sealed.
* The stored state comes first; of a licence in force its dates decide, and the last day of validity still counts.
* What is not known stays undecided, but for a day outside its dates: whatever it was then, it was not in force.
* A use is kept of a 用证单位 that has signed in, and of staff in a post, whose department is one too. The holder's own
  look, the public's and that of who supervises are none.
* Who makes licences for a department reads why its pages went back, without what they tell of people.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from graph.law.posts import held_on
from graph.words.china_time import china_day
from graph.words.licensing import LicenseEvent, LicenseState, LicenseStatus
from graph.words.organisation import PostKind
from graph.words.people import Role

if TYPE_CHECKING:
    from graph.law.access import Principal


def state_on(history: Sequence[LicenseEvent], on: date) -> LicenseState | None:
    """The stored state on a day; None where it is not known."""
    past = (event.state for event in reversed(history) if china_day(event.at) <= on)
    return next(past, LicenseState.IN_FORCE)


def status_on(history: Sequence[LicenseEvent], valid_from: date, valid_until: date | None, on: date) -> LicenseStatus:
    """What a licence with this history and these dates is on a day."""
    return status_of(state_on(history, on), valid_from, valid_until, on)


def status_of(state: LicenseState | None, valid_from: date, valid_until: date | None, on: date) -> LicenseStatus:
    """What a licence is on a day on which its stored state is this one; None is one that is not known."""
    match state:
        case LicenseState.SUSPENDED:
            return LicenseStatus.SUSPENDED
        case LicenseState.CANCELLED:
            return LicenseStatus.CANCELLED
        case LicenseState.REPLACED:
            return LicenseStatus.REPLACED
        case LicenseState.IN_FORCE | None:
            pass  # its dates decide
    if on < valid_from:
        return LicenseStatus.NOT_YET_VALID
    if valid_until is not None and valid_until < on:
        return LicenseStatus.EXPIRED
    return LicenseStatus.UNDECIDED if state is None else LicenseStatus.IN_FORCE


def leaves_use(principal: Principal, on: date) -> bool:
    """Whether it is kept that somebody has used a licence which he verifies on a day (用证记录)."""
    match principal.role:
        case Role.RELYING_PARTY:
            return bool(principal.subject)
        case Role.STAFF:
            return bool(principal.subject) and bool(held_on(principal.posts, on))
        case Role.PUBLIC | Role.HOLDER | Role.SERVICE | Role.AUDITOR | Role.ADMIN:
            return False


def makes_for(principal: Principal, issuer: str, on: date) -> bool:
    """Whether somebody makes on a day the licences that a department issues (市大数据中心)."""
    posts = held_on(principal.posts, on)
    return any(each.kind is PostKind.PLATFORM_OFFICER and each.reaches(issuer) for each in posts)
