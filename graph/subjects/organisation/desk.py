"""Divisions, departments, posts and successions: established together, because they point to each other.

* An administrator's act (a later issue lets departments file their own changes).
* A division that the batch names and GB/T 2260 knows is added with those above it.
* A department bound to a policy binds its subtree for the policy's own period, but for the branches that it leaves out.
* Nothing is taken away: what is not in the batch stays as it is.
* What a batch is judged by is read once, and judged once. Of two batches written at the same time the later one's
  values stand, each batch whole; what only both together do wrong (a circle of departments) no lock finds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from graph.codes.division import check_division
from graph.codes.uscc import check_uscc
from graph.errors import Conflict, Refusal, Text, quoted
from graph.law.access import require
from graph.law.acts import Act
from graph.law.policies import policy
from graph.office.actor import Actor
from graph.office.batch import write_batch
from graph.office.idempotency import Writing
from graph.office.lives import Life
from graph.office.references import Reference, circle, dangling, in_circle, judged, period, twice
from graph.office.review import Hint, Review
from graph.refusal_codes import Code
from graph.store.engine import Store, Unit
from graph.store.personal import PersonalData
from graph.subjects.organisation import memory
from graph.subjects.organisation.branching import contradiction, hints_of_branches
from graph.subjects.organisation.holding import faults_of_posts
from graph.subjects.organisation.outlasting import faults_of_days
from graph.subjects.organisation.seating import SEATED, seats_reviewed
from graph.subjects.organisation.setting import OrganisationSetting, organisation_setting, seats_of
from graph.subjects.organisation.succeeding import faults_of_successions, hints_of_successions
from graph.words.organisation import AuthorityLevel, Department, Division, Post, Succession

COUNTRY = Division("100000", "中华人民共和国", AuthorityLevel.NATIONAL)
"""Where the provinces end; not a code of the standard."""

_LEVELS = {1: AuthorityLevel.PROVINCIAL, 2: AuthorityLevel.CITY, 3: AuthorityLevel.COUNTY}


@dataclass(frozen=True, slots=True)
class Organisation:
    """A batch."""

    divisions: tuple[Division, ...] = ()
    departments: tuple[Department, ...] = ()
    posts: tuple[Post, ...] = ()
    successions: tuple[Succession, ...] = ()


@dataclass(frozen=True, slots=True)
class JudgedOrganisation:
    """A batch and what was found: to make one is to judge it, so that nothing unjudged can be written."""

    batch: Organisation
    setting: OrganisationSetting
    on: date
    """The day on which it is judged."""
    whole: Organisation = field(init=False)
    """With the divisions that it names and the graph does not have, as far as the standard knows them."""
    review: Review = field(init=False)
    """Everything that is wrong; paths count each kind from 1."""

    def __post_init__(self) -> None:
        """Judge."""
        object.__setattr__(self, "whole", _with_divisions(self.batch, self.setting))
        object.__setattr__(self, "review", _review(self.whole, self.setting, self.on))


async def judge(store: Store, personal: PersonalData, batch: Organisation, on: date) -> JudgedOrganisation:
    """Read what a batch is judged by, say what is wrong with it on a day, and write nothing."""
    kept = [replace(one, subject=personal.subjects.kept(one.subject)) for one in batch.posts]
    batch = replace(batch, posts=tuple(kept))
    return JudgedOrganisation(batch, await setting_of(store, personal, batch, on), on)


async def setting_of(store: Store, personal: PersonalData, batch: Organisation, on: date) -> OrganisationSetting:
    """Read everything that a batch, or a part of it, is judged by on a day."""
    upwards, inside = _upwards(batch.departments), _upwards(batch.divisions)
    chains = (one.code for department in batch.departments for one in _chain(department.division))
    references = list(_references(batch))
    setting = await organisation_setting(
        store,
        personal,
        on,
        codes=(one.code for one in batch.departments),
        departments=(one.code for one in references if one.label == "Department"),
        divisions=(
            *chains,
            *(one.code for one in batch.divisions),
            *(one.code for one in references if one.label == "Division"),
        ),
        posts=(one.id for one in batch.posts),
        successions=((one.predecessor, one.successor) for one in batch.successions),
        parents={*upwards.values(), *inside.values()} - {*upwards, *inside},
    )
    if not (seated := {one.kind for one in batch.posts} & SEATED):
        return setting
    places = {*upwards, *upwards.values(), *(one.department for one in batch.posts)}
    return replace(setting, seats=await seats_of(store, seated, places))


async def establish(store: Store, batch: Organisation, personal: PersonalData, actor: Actor) -> Review:
    """Write a batch as a whole; what is there already takes the new values.

    Args:
        store: The graph.
        batch: What is to be; paths of refusals count each kind from 1.
        personal: Encrypts the names of people in posts.
        actor: An administrator.

    Returns:
        The check, with its hints.

    Raises:
        Forbidden: `ROLE_REQUIRED`.
        Refusal: The one thing that is wrong with the batch.
        SeveralReasons: Everything that is.
    """
    return await establish_judged(store, await judge(store, personal, batch, actor.today), personal, actor)


async def establish_judged(
    store: Writing, judgement: JudgedOrganisation, personal: PersonalData, actor: Actor
) -> Review:
    """Write a batch by the judgement that it was given; nothing is read or judged again.

    Raises:
        Forbidden: `ROLE_REQUIRED`.
        Refusal: The one thing that is wrong with the batch.
        SeveralReasons: Everything that is.
    """
    require(actor.principal, Act.MANAGE_ORGANISATION, None, actor.today)
    judgement.review.refuse()  # before the policies that it names are looked up
    whole = judgement.whole
    bindings = [_binding(one.policy, one.code) for one in whole.departments if one.policy]
    exemptions = [_binding(one.exempt_from, one.code) for one in whole.departments if one.exempt_from]
    counts = {
        "divisions": len(whole.divisions),
        "departments": len(whole.departments),
        "bindings": len(bindings),
        "exemptions": len(exemptions),
        "posts": len(whole.posts),
        "successions": len(whole.successions),
    }

    async def write(unit: Unit) -> None:
        await memory.write_divisions(unit, whole.divisions)
        await memory.write_departments(unit, whole.departments)
        await memory.write_bindings(unit, bindings)
        await memory.write_exemptions(unit, exemptions)
        await memory.write_posts(unit, whole.posts, personal)
        await memory.write_successions(unit, whole.successions)

    return await write_batch(store, judgement.review, actor, Act.MANAGE_ORGANISATION, counts, write)


def _binding(policy_id: str, department: str) -> tuple[str, str, date, date | None]:
    row = policy(policy_id)
    return policy_id, department, row.valid_from, row.valid_until


def _with_divisions(batch: Organisation, setting: OrganisationSetting) -> Organisation:
    given = {one.code for one in batch.divisions}
    chains = {one.code: one for department in batch.departments for one in _chain(department.division)}
    added = tuple(one for code, one in chains.items() if code not in given | setting.territories.keys())
    return replace(batch, divisions=(*batch.divisions, *added))


def _review(batch: Organisation, setting: OrganisationSetting, on: date) -> Review:
    review = Review(
        (
            *twice("divisions", batch.divisions, lambda one: one.code),
            *twice("departments", batch.departments, lambda one: one.code),
            *twice("posts", batch.posts, lambda one: one.id, "id"),
        )
    )
    for position, division in enumerate(batch.divisions, start=1):
        if division != COUNTRY:
            review += _as_called(division, ("divisions", str(position)))
    for position, department in enumerate(batch.departments, start=1):
        review += _department(department, ("departments", str(position)), on)
    there = {
        "Division": setting.territories.keys() | {one.code for one in batch.divisions},
        "Department": setting.lives.keys() | {one.code for one in batch.departments},
    }
    own = {one.code: Life(one.valid_from, one.valid_until) for one in batch.departments}
    lives = {**setting.lives, **own}
    posts = faults_of_posts(batch.posts, setting.held, lives)
    places = {**setting.places, **{one.code: one.division for one in batch.departments}}
    successions = faults_of_successions(batch.successions, setting.succession_steps, places)
    moved = faults_of_days(batch.departments, setting.registered, setting.given, {one.id for one in batch.posts})
    hints = (
        *hints_of_successions(batch.successions, lives),
        *hints_of_branches(batch.departments, setting.registered, setting.above),
    )
    review += Review((*_periods(batch), *successions, *posts, *moved), hints)
    departments = {one.code: one for one in batch.departments}
    review += seats_reviewed(batch.posts, setting.held, departments, lives, setting.seats, on)
    review += dangling(_references(batch), there)
    circles = (
        *_circles("departments", batch.departments, setting.steps),
        *_circles("divisions", batch.divisions, setting.division_steps),
    )
    return review + Review(circles)


def _as_called(division: Division, path: tuple[str, ...]) -> Review:
    """What is wrong with the code of a division, and whether the standard calls it otherwise."""
    report = check_division(division.code)
    official = report.value.name if report.value else division.name
    said = Text(
        f"GB/T 2260 中 {division.code} 是“{official}”；请核对代码和名称",
        f"GB/T 2260 calls {division.code} {official}; check code and name",
    )
    hint = Hint(Code.DIVISION_NAME, said, ("GB-2260",), (*path, "name"), quoted(division.name))
    return judged(report, (*path, "code")) + Review(hints=(hint,) if official != division.name else ())


def _chain(code: str) -> Iterator[Division]:
    """A division and those above it, by the digits of the standard; nothing for a code that it does not know."""
    if code == COUNTRY.code:
        yield COUNTRY
        return
    found = check_division(code).value
    if found is not None:
        above = found.parent or COUNTRY.code
        yield Division(found.text, found.name, _LEVELS[found.rank], above)
        yield from _chain(above)


def _department(department: Department, path: tuple[str, ...], on: date) -> Review:
    review = judged(check_uscc(department.code), (*path, "code"))
    for column in ("policy", "exempt_from"):
        named = getattr(department, column)
        try:
            if named is not None:
                policy(named)
        except Refusal as refusal:
            refusal.path = (*path, column)
            review += Review((refusal,))
    if department.policy is not None and department.policy == department.exempt_from:
        review += Review((contradiction(policy(department.policy).on(on), (*path, "exempt_from")),))
    return review


def _periods(batch: Organisation) -> Iterator[Refusal]:
    for position, department in enumerate(batch.departments, start=1):
        path = ("departments", str(position), "valid_until")
        yield from period(department.valid_from, department.valid_until, path)


def _references(batch: Organisation) -> Iterator[Reference]:
    for position, division in enumerate(batch.divisions, start=1):
        if division.parent:
            yield Reference("Division", division.parent, ("divisions", str(position), "parent"))
    for position, department in enumerate(batch.departments, start=1):
        path = ("departments", str(position))
        yield Reference("Division", department.division, (*path, "division"))
        if department.parent:
            yield Reference("Department", department.parent, (*path, "parent"))
    for position, post in enumerate(batch.posts, start=1):
        yield Reference("Department", post.department, ("posts", str(position), "department"))
    for position, succession in enumerate(batch.successions, start=1):
        path = ("successions", str(position))
        yield Reference("Department", succession.predecessor, (*path, "predecessor"))
        yield Reference("Department", succession.successor, (*path, "successor"))


def _upwards(values: Sequence[Department | Division]) -> dict[str, str]:
    return {one.code: one.parent for one in values if one.parent}


def _circles(
    name: str, values: Sequence[Department | Division], steps: Sequence[tuple[str, str]]
) -> Iterator[Conflict]:
    """Refuse departments or divisions that are above themselves."""
    upwards = _upwards(values)
    way = circle([*upwards.items(), *(edge for edge in steps if edge[0] not in upwards)])
    if way is not None:
        place = next(position for position, one in enumerate(values, start=1) if one.code in way)
        yield in_circle(way, "上级关系成环", f"{name} are above themselves", (name, str(place), "parent"))
