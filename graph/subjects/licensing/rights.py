"""Who may issue which type on which day, and what the type is on it: decided here once, for every door (WHL-8).

* An authority may issue a type on a day on which one of its rights holds; it has one for each period, and between two
  of them it has none.
* No right reaches beyond the life of its type: before its first version is in force, and from the day on which it is
  abolished, nobody issues it. What was issued before stays what it is.
* Nor beyond that of its issuer: a department that is gone has no right, and it had none before there was one.
* A type is what its newest version says that is no draft and is in force on the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from graph.errors import Text
from graph.words.licensing import Entitlement, LicenseType
from graph.words.periods import holds_on, within


def version_on(versions: Sequence[LicenseType], on: date) -> LicenseType | None:
    """What a type is on a day; None where none of its versions is in force, or it is abolished.

    Args:
        versions: Those of one type, the first one first.
        on: The day.
    """
    begun = [each for each in versions if not each.draft and (each.since is None or each.since <= on)]
    return begun[-1] if begun and holds_on(on, None, begun[-1].until) else None


def coming(version: LicenseType, on: date) -> bool:
    """Whether a version is defined, and its day is yet to come: nothing is issued by it yet."""
    return not version.draft and version.since is not None and on < version.since


def within_life(right: Entitlement, begun: date | None, until: date | None) -> Entitlement | None:
    """A right as far as its type, or its issuer, lives; None where it never does while the right holds.

    Args:
        right: As it was given.
        begun: First day of the type's first version, or of the issuer; None = always.
        until: First day on which the type is abolished, or the issuer gone; None = it is not.
    """
    lasts = within(right.valid_from, right.valid_until, begun, until)
    return None if lasts is None else replace(right, valid_from=lasts[0], valid_until=lasts[1])


def right_on(rights: Iterable[Entitlement], on: date) -> Entitlement | None:
    """The right by which an authority may issue a type on a day; None where it may not.

    Args:
        rights: Those of this authority and this type.
        on: The day.
    """
    return next((each for each in rights if each.holds_on(on)), None)


def periods_of(rights: Sequence[Entitlement]) -> Text:
    """The periods in which an authority may issue a type, as people are told."""
    if not rights:
        return Text("没有该类证照的颁发授权", "it has no right to this type")
    ordered = sorted(rights, key=lambda right: right.valid_from)
    zh = "、".join(f"{one.valid_from}起" + (f"，{one.valid_until}止" if one.valid_until else "") for one in ordered)
    en = ", ".join(f"from {one.valid_from}" + (f" to {one.valid_until}" if one.valid_until else "") for one in ordered)
    return Text(f"授权期间：{zh}（止日不计）", f"its rights hold {en}, the last day not included")


def nearest_right(rights: Sequence[Entitlement], on: date | None) -> Entitlement:
    """The right to speak of on a day: the last that had begun by then, or the first of all.

    Args:
        rights: One at least, the earliest first.
        on: The day; None speaks of the last.
    """
    begun = [each for each in rights if on is None or each.valid_from <= on]
    return begun[-1] if begun else rights[0]
