"""Granting the use of licences (用证授权): by permission, for a scenario that was declared (WHL-13, WHL-14, WHL-16).

* A grant is for one consumer and one type; it shows no face field that the type does not have.
* Fields are named by their keys, or as they are printed; what is kept are the keys.
* Its number stays with its consumer and type: what was done under it would be read as another's.
* An administrator enters what was decided; on the last day it still counts.
* It lies within the days of the consumer, and of the department that it belongs to, or that runs it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from graph.errors import Conflict, Malformed, Refusal, Text
from graph.law.access import require
from graph.law.acts import Act
from graph.office.actor import Actor
from graph.office.batch import write_batch
from graph.office.idempotency import Writing
from graph.office.lives import outside_life
from graph.office.references import Reference, dangling, twice
from graph.office.review import Review
from graph.refusal_codes import Code
from graph.store.engine import Store, Unit
from graph.subjects.granting import memory
from graph.subjects.granting.setting import GrantSetting, User, grant_setting
from graph.words.license_grants import LicenseGrant

_CONSUMER = Text("使用方", "consumer")


@dataclass(frozen=True, slots=True)
class JudgedGrants:
    """A batch and what was found: to make one is to judge it, so that nothing unjudged can be written."""

    grants: tuple[LicenseGrant, ...]
    setting: GrantSetting
    review: Review = field(init=False)
    """Everything that is wrong; paths count the grants from 1."""

    def __post_init__(self) -> None:
        """Judge."""
        object.__setattr__(self, "review", _review(self.grants, self.setting))


async def judge(store: Store, grants: Sequence[LicenseGrant]) -> JudgedGrants:
    """Read in one statement what a batch is judged by, say what is wrong with it, and write nothing."""
    setting = await grant_setting(
        store,
        grants=(one.id for one in grants),
        consumers=(one.consumer for one in grants),
        types=(one.license_type for one in grants),
    )
    return JudgedGrants(tuple(_by_keys(one, setting) for one in grants), setting)


async def grant_judged(store: Writing, judged: JudgedGrants, actor: Actor) -> Review:
    """Write a batch by the judgement that it was given; nothing is read or judged again.

    Raises:
        Forbidden: `ROLE_REQUIRED`.
        Refusal: The one thing that is wrong with the batch.
        SeveralReasons: Everything that is.
    """
    require(actor.principal, Act.IMPORT, None, actor.today)
    counts = {"license_grants": len(judged.grants)}

    async def write(unit: Unit) -> None:
        await memory.write_license_grants(unit, judged.grants)

    return await write_batch(store, judged.review, actor, Act.IMPORT, counts, write)


def _by_keys(one: LicenseGrant, setting: GrantSetting) -> LicenseGrant:
    """A grant with the keys of the fields that it names as they are printed."""
    fields = setting.fields.get(one.license_type, {})
    keys = {unicodedata.normalize("NFKC", label).strip(): key for key, label in fields.items()}
    named = (
        each if each in fields else keys.get(unicodedata.normalize("NFKC", each), each) for each in one.face_fields
    )
    return replace(one, face_fields=tuple(dict.fromkeys(named)))


def _review(grants: Sequence[LicenseGrant], setting: GrantSetting) -> Review:
    review = Review((*twice("license_grants", grants, lambda one: one.id, "id"), *_each(grants, setting)))
    there = {"Consumer": setting.consumers, "LicenseType": setting.fields}
    return review + dangling(_references(grants), there)


def _each(grants: Sequence[LicenseGrant], setting: GrantSetting) -> Iterator[Refusal]:
    for position, one in enumerate(grants, start=1):
        path = ("license_grants", str(position))
        yield from _period(one, (*path, "valid_until"))
        user = setting.consumers.get(one.consumer)
        if user is not None:
            yield from _outside(one, user, setting.registered.get(one.id), path)
        yield from _fields(one, setting, (*path, "face_fields"))
        before = setting.registered.get(one.id)
        if before is not None and (before.consumer, before.license_type) != (one.consumer, one.license_type):
            yield Conflict(
                Text(
                    f"授权 {one.id} 属于 {before.consumer} 和 {before.license_type}：请为其填写“止”，另用新的编号",
                    f"grant {one.id} is for {before.consumer} and {before.license_type}: end it, and take another id",
                ),
                code=Code.GRANT_OF_ANOTHER,
                path=(*path, "id"),
                value=one.id,
            )


def _outside(one: LicenseGrant, user: User, there: LicenseGrant | None, path: tuple[str, ...]) -> Iterator[Malformed]:
    """What of a grant is outside the days of its consumer, or of the department that this belongs to or is run by.

    What began in another department's days, before the consumer moved, did so rightly.
    """
    since, until = one.valid_from, one.valid_until
    yield from outside_life(one.consumer, user.life, since, until, path, includes_last=True, whose=_CONSUMER)
    if user.department is not None:
        code, life = user.department
        if there is not None and there.valid_from == since and life.since is not None:
            since = max(since, life.since)
        yield from outside_life(code, life, since, until, path, includes_last=True)


def _period(one: LicenseGrant, path: tuple[str, ...]) -> Iterator[Malformed]:
    if one.valid_until is not None and one.valid_until < one.valid_from:
        yield Malformed(
            Text(
                f"止（{one.valid_until}）不应早于起（{one.valid_from}）",
                f"the last day, {one.valid_until}, should not be before the first, {one.valid_from}",
            ),
            code=Code.PERIOD,
            path=path,
            value=one.valid_until.isoformat(),
        )


def _fields(one: LicenseGrant, setting: GrantSetting, path: tuple[str, ...]) -> Iterator[Malformed]:
    known = setting.fields.get(one.license_type)
    if known is None:  # an unknown type is refused as such
        return
    shown = "、".join(f"{label}（{key}）" for key, label in known.items())
    for key in one.face_fields:
        if key not in known:
            yield Malformed(
                Text(
                    f"证照类型 {one.license_type} 没有照面字段 {key[:64]}，可选：{shown}；请改填其中之一",
                    f"licence type {one.license_type} has no face field {key[:64]}; it has {shown}",
                ),
                code=Code.UNKNOWN_FIELD,
                path=path,
                value=key[:64],
                limit=shown,
            )


def _references(grants: Sequence[LicenseGrant]) -> Iterator[Reference]:
    for position, one in enumerate(grants, start=1):
        path = ("license_grants", str(position))
        yield Reference("Consumer", one.consumer, (*path, "consumer"))
        yield Reference("LicenseType", one.license_type, (*path, "license_type"))
