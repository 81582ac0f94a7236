"""Where a city acts: one department leads, one carries out, one decides, as the text of the city names them.

* A supervising post acts for everybody that it reaches, in whichever department it is held: a second department that
  holds one at the same time would be a second authority, a second centre, a second committee of the city.
* It reaches what stands below the nearest government above it, or below the nearest department that a policy has bound.
* Whoever takes over begins on the day on which the other one ends, as departments do that are reorganised.
* Several departments may inspect (CZ-23, WH-28): of that it is only said who does already.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from graph.errors import Conflict, Refusal, Text
from graph.law.policies import bound_by
from graph.law.policy import Policy
from graph.office.lives import Life
from graph.office.review import Hint, Review
from graph.refusal_codes import Code
from graph.words.organisation import Department, DepartmentKind, Post, PostKind
from graph.words.periods import within

SOLE: Final = frozenset({PostKind.AUTHORITY_OFFICER, PostKind.PLATFORM_OFFICER, PostKind.COMMITTEE_SECRETARY})
"""Posts on sides of a case for which the text of a city names one department."""
SEATED: Final = SOLE | {PostKind.INSPECTOR}
"""Posts that act for a whole city."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a department stands."""

    root: str
    """USCC of the government, or the bound department, below which it stands."""
    policy: str | None
    """Id of the nearest policy that has bound it; None where none has."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A post that acts for a whole city, in the department in which it is held."""

    post: str
    kind: PostKind
    department: str
    name: str
    """Of the department."""
    since: date
    until: date | None
    root: str | None


@dataclass(frozen=True, slots=True)
class Seats:
    """What stands of them in the graph."""

    places: Mapping[str, Place] = field(default_factory=dict)
    """Of the departments that a batch names."""
    held: tuple[Seat, ...] = ()
    """Of the kinds that a batch has posts of."""


NO_SEATS: Final = Seats()
"""Of a batch that has no post of these kinds."""


def seats_reviewed(
    posts: Sequence[Post],
    there: Mapping[str, Post],
    departments: Mapping[str, Department],
    lives: Mapping[str, Life],
    seats: Seats,
    on: date,
) -> Review:
    """Refuse a post that acts for a city in which another department acts in such a post on the same days.

    Args:
        posts: The batch; paths count it from 1.
        there: Posts that are there under the same ids; what says the same of one is left alone.
        departments: The departments of the batch, by code.
        lives: Departments that the batch or the graph has, with their days.
        seats: What stands in the graph.
        on: The day whose wording is cited.
    """
    ours = {post.id for post in posts}
    taken = [seat for seat in seats.held if seat.post not in ours]
    faults, hints = list[Refusal](), list[Hint]()
    for position, post in enumerate(posts, start=1):
        place = _place(post.department, departments, seats.places) if post.kind in SEATED else None
        held = _held(post, lives)
        if place is None or held is None:
            continue
        named = departments.get(post.department)
        seat = Seat(post.id, post.kind, post.department, named.name if named else "", *held, place.root)
        other = next((each for each in taken if _both(seat, each)), None)
        taken.append(seat)
        if other is None or _same(post, there.get(post.id)):
            continue
        path, row = ("posts", str(position), "department"), bound_by(place.policy, on)
        if post.kind in SOLE:
            faults.append(_second(seat, other, row, path))
        else:
            hints.append(_beside(seat, other, path))
    return Review(tuple(faults), tuple(hints))


def _place(code: str, departments: Mapping[str, Department], places: Mapping[str, Place]) -> Place | None:
    """Where a department stands, with what a batch makes of it and of those above it."""
    above = tuple(_upwards(code, departments))
    policy = next(
        (departments[each].policy for each in above if each in departments and departments[each].policy), None
    )
    for each in above:
        own, stands = departments.get(each), places.get(each)
        if own is None or (stands is not None and stands.root == each):
            return stands and Place(stands.root, policy or stands.policy)
        if own.kind is DepartmentKind.GOVERNMENT or own.policy:
            last = places.get(above[-1])
            return Place(each, policy or (last.policy if last else None))
    return None


def _upwards(code: str, departments: Mapping[str, Department]) -> Iterator[str]:
    seen = set[str]()
    at: str | None = code
    while at is not None and at not in seen:
        seen.add(at)
        yield at
        at = departments[at].parent if at in departments else None


def _held(post: Post, lives: Mapping[str, Life]) -> tuple[date, date | None] | None:
    life = lives.get(post.department, Life())
    return within(post.valid_from, post.valid_until, life.since, life.until)


def _both(seat: Seat, other: Seat) -> bool:
    alike = (seat.kind, seat.root) == (other.kind, other.root) and seat.department != other.department
    return alike and within(seat.since, seat.until, other.since, other.until) is not None


def _same(post: Post, before: Post | None) -> bool:
    """Whether a batch says of a post what stands of it."""
    said = (post.kind, post.department, post.valid_from, post.valid_until)
    return before is not None and said == (before.kind, before.department, before.valid_from, before.valid_until)


def _second(seat: Seat, other: Seat, row: Policy | None, path: tuple[str, ...]) -> Conflict:
    kind, named = seat.kind, f"{other.name}（{other.department}）"
    by_text = _named_by(row, kind)
    zh = f"，当地办法为此列明{by_text}" if by_text else ""
    en = f", for which the text of the city names {by_text}" if by_text else ""
    return Conflict(
        Text(
            f"“{kind.zh}”同期已由{named}承担：该岗位为全市办理，只设在一个部门{zh}；"
            f"改由另一部门承担的，请先为原岗位 {other.post} 填写“止”",
            f"the post {kind.name.lower()} acts for the whole city, and is held by {other.department} on the same days"
            f"{en}: end {other.post} before another department takes it over",
        ),
        code=Code.POST_ELSEWHERE,
        rules=row.lead_authority.rules if row else (),
        path=path,
        value=seat.department,
        limit=other.department,
    )


def _named_by(row: Policy | None, kind: PostKind) -> str:
    """The department that a text names for a post."""
    if row is None:
        return ""
    authority = row.lead_authority.value
    match kind:
        case PostKind.COMMITTEE_SECRETARY:
            return authority.decided_by or ""
        case PostKind.PLATFORM_OFFICER:
            return authority.carried_out_by or authority.lead
        case _:
            return authority.lead


def _beside(seat: Seat, other: Seat, path: tuple[str, ...]) -> Hint:
    return Hint(
        Code.POST_ELSEWHERE,
        Text(
            f"{other.name}（{other.department}）同期也设有“{seat.kind.zh}”，均为全市监督检查；请确认确由两个部门承担",
            f"{other.department} has a post {seat.kind.name.lower()} on the same days: both inspect the whole city; "
            "make sure that two departments do",
        ),
        (),
        path,
        seat.department,
    )
