"""The licence catalogue (证照目录): types as their authorities define them, and who may issue them (WHL-8).

* An administrator collects the catalogue; the e-licence officer of the department that defines a type (WHL-21) keeps
  its own types. A type may be defined by an authority that is no department here: the nation's are.
* What a batch is judged by is read once, and judged once; it is written as a whole or not at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from graph.codes.license_type import check_license_type
from graph.errors import Conflict, Malformed, Refusal, Text
from graph.law.access import may, require
from graph.law.acts import Act
from graph.office.actor import Actor
from graph.office.batch import write_batch
from graph.office.idempotency import Writing
from graph.office.lives import outside_life
from graph.office.references import Reference, dangling, judged, period, twice
from graph.office.review import Hint, Review
from graph.refusal_codes import Code
from graph.store.engine import Store, Unit
from graph.subjects.licensing import defining
from graph.subjects.licensing.catalogue import Defined, Step, corrections, defined, falls_out, overlaps
from graph.subjects.licensing.definitions import faults_of_type
from graph.subjects.licensing.rights import coming
from graph.subjects.licensing.setting import (
    CatalogueSetting,
    FallenOut,
    Falling,
    catalogue_setting,
    licenses_falling_out,
)
from graph.words.licensing import Entitlement, LicenseType


@dataclass(frozen=True, slots=True)
class JudgedCatalogue:
    """A batch and what was found: to make one is to judge it, so that nothing unjudged can be written."""

    types: tuple[LicenseType, ...]
    entitlements: tuple[Entitlement, ...]
    setting: CatalogueSetting
    on: date
    """The day of the act."""
    corrected: Mapping[int, Entitlement] = field(init=False)
    """Rights as they stand that the batch gives another first day, by the position in it, from 0."""
    becomes: tuple[Defined | None, ...] = field(init=False)
    """What becomes of each type; None where its life does not allow it."""
    review: Review = field(init=False)
    """Everything that is wrong; paths count each kind from 1."""

    def __post_init__(self) -> None:
        """Judge."""
        object.__setattr__(self, "corrected", corrections(self.entitlements, self.setting.rights.values()))
        becomes, faults = _becoming(self.types, self.setting, self.on)
        object.__setattr__(self, "becomes", becomes)
        object.__setattr__(self, "review", _review(self) + Review(tuple(faults)))


async def judge(
    store: Store, types: Sequence[LicenseType], entitlements: Sequence[Entitlement], on: date
) -> JudgedCatalogue:
    """Read what a batch is judged by, say what is wrong with it on a day, and write nothing."""
    codes = (*(one.code for one in types), *(one.type_code for one in entitlements))
    issuers, definers = (one.issuer for one in entitlements), (one.definer_code for one in types)
    setting = await catalogue_setting(store, codes, issuers, definers)
    later = _falling(entitlements, corrections(entitlements, setting.rights.values()))
    if later:
        setting = replace(setting, falling_out=await licenses_falling_out(store, later.values()))
    return JudgedCatalogue(tuple(types), tuple(entitlements), setting, on)


async def add_types(
    store: Store, types: Sequence[LicenseType], entitlements: Sequence[Entitlement], actor: Actor
) -> Review:
    """Write types and entitlements as a whole.

    Args:
        store: The graph.
        types: With the fields of their faces; paths of refusals count them from 1.
        entitlements: Which authority may issue which type, and when.
        actor: An administrator, or the e-licence officer of the department that defines all of the types.

    Raises:
        Forbidden: `POST_REQUIRED` or `ROLE_REQUIRED`.
        Refusal: The one thing that is wrong with the batch.
        SeveralReasons: Everything that is.
    """
    return await add_judged(store, await judge(store, types, entitlements, actor.today), actor)


async def add_judged(store: Writing, judgement: JudgedCatalogue, actor: Actor) -> Review:
    """Write a batch by the judgement that it was given; nothing is read or judged again.

    Raises:
        Forbidden: `POST_REQUIRED` or `ROLE_REQUIRED`.
        Refusal: The one thing that is wrong with the batch.
        SeveralReasons: Everything that is.
        Conflict: `CASE_MOVED`; somebody else has defined the same version meanwhile.
    """
    act = require_catalogue(judgement.types, judgement.entitlements, actor)
    counts = {"license_types": len(judgement.types), "entitlements": len(judgement.entitlements)}
    steps = {step: [each.kind for each in judgement.becomes if each and each.step is step] for step in Step}

    stands = [each.before for each in judgement.becomes if each and each.before]

    async def write(unit: Unit) -> None:
        anew = (*steps[Step.TYPE], *steps[Step.DRAFT], *steps[Step.BACK])
        _refuse_overtaken(anew, await defining.versions_in_force(unit, anew), _replaceable(judgement))
        await defining.write_types(unit, (*steps[Step.TYPE], *stands))
        await defining.write_drafts(unit, (*steps[Step.DRAFT], *steps[Step.BACK]))
        await defining.end_types(unit, steps[Step.END])
        falling = _falling(judgement.entitlements, judgement.corrected)
        for fault in _fallen_out(judgement, await licenses_falling_out(unit, falling.values())):
            raise fault
        moved = [(before, judgement.entitlements[at]) for at, before in judgement.corrected.items()]
        await defining.correct_entitlements(unit, moved)
        await defining.write_entitlements(unit, judgement.entitlements)

    return await write_batch(store, judgement.review, actor, act, counts, write)


def _replaceable(judgement: JudgedCatalogue) -> frozenset[str]:
    """Ids of versions that were there when the batch was judged, and whose day is yet to come."""
    there = (each for versions in judgement.setting.versions.values() for each in versions)
    return frozenset(defining.version_id(each.code, each.version) for each in there if coming(each, judgement.on))


def _refuse_overtaken(kinds: Iterable[LicenseType], in_force: Collection[str], replaceable: Collection[str]) -> None:
    """Refuse to write over a version that somebody else has put in force since the batch was judged."""
    for kind in kinds:
        identity = defining.version_id(kind.code, kind.version)
        if identity in in_force and identity not in replaceable:
            raise Conflict(
                Text(
                    f"“{kind.name}”的第{kind.version}版已由他人先写入，请重新核对",
                    f"somebody else has defined version {kind.version} of {kind.name} meanwhile; look again",
                ),
                code=Code.CASE_MOVED,
                path=("license_types",),
                value=str(kind.version),
            )


def require_catalogue(types: Sequence[LicenseType], entitlements: Sequence[Entitlement], actor: Actor) -> Act:
    """Let pass who may keep these types of the catalogue, by the act that he may do, or refuse him.

    Raises:
        Forbidden: `POST_REQUIRED` or `ROLE_REQUIRED`.
    """
    own = {one.definer_code for one in types}
    officers = not entitlements and own
    if officers and all(may(actor.principal, Act.DEFINE_LICENSE_TYPES, code, actor.today) for code in own):
        return Act.DEFINE_LICENSE_TYPES
    require(actor.principal, Act.IMPORT, None, actor.today)
    return Act.IMPORT


def _becoming(
    types: Sequence[LicenseType], setting: CatalogueSetting, on: date
) -> tuple[tuple[Defined | None, ...], list[Refusal]]:
    becomes: list[Defined | None] = []
    faults: list[Refusal] = []
    for position, kind in enumerate(types, start=1):
        try:
            becomes.append(defined(kind, setting.versions.get(kind.code, ()), on))
        except Refusal as refusal:
            refusal.path = ("license_types", str(position), *refusal.path)
            becomes.append(None)
            faults.append(refusal)
    return tuple(becomes), faults


def _review(batch: JudgedCatalogue) -> Review:
    faults: list[Refusal] = list(twice("license_types", batch.types, lambda one: one.code))
    review = Review()
    for position, kind in enumerate(batch.types, start=1):
        path = ("license_types", str(position))
        faults += faults_of_type(kind, path)
        faults += _of_definer(kind, batch.becomes[position - 1], batch.setting, path)
        review += judged(check_license_type(kind.code), (*path, "code"))
    for position, one in enumerate(batch.entitlements, start=1):
        path = ("entitlements", str(position))
        faults += period(one.valid_from, one.valid_until, (*path, "valid_until"))
        life = batch.setting.lives.get(one.issuer)
        faults += outside_life(one.issuer, life, one.valid_from, one.valid_until, path, rules=("GB-36902",))
    faults += _fallen_out(batch, batch.setting.falling_out)
    review += Review(hints=tuple(_corrected(batch)))
    faults += overlaps(batch.entitlements, batch.setting.rights.values())
    types = {*batch.setting.versions, *(one.code for one in batch.types)}
    there = {"LicenseType": types, "Department": batch.setting.lives}
    return Review(tuple(faults)) + review + dangling(_references(batch.entitlements), there)


def _falling(rights: Sequence[Entitlement], corrected: Mapping[int, Entitlement]) -> dict[int, Falling]:
    """The days that fall out of rights whose first day becomes a later one, by their position."""
    return {
        at: (one.type_code, one.issuer, before.valid_from, one.valid_from)
        for at, before in corrected.items()
        if (one := rights[at]).valid_from > before.valid_from
    }


def _fallen_out(batch: JudgedCatalogue, found: Mapping[Falling, FallenOut]) -> Iterator[Refusal]:
    for at, days in _falling(batch.entitlements, batch.corrected).items():
        if days in found:
            yield falls_out(batch.entitlements[at], batch.corrected[at], *found[days], at + 1)


def _corrected(batch: JudgedCatalogue) -> Iterator[Hint]:
    for at, before in batch.corrected.items():
        first, path = batch.entitlements[at].valid_from.isoformat(), ("entitlements", str(at + 1), "valid_from")
        message = Text(
            f"该授权的起将由{before.valid_from}更正为{first}",
            f"the first day of this right is corrected from {before.valid_from} to {first}",
        )
        yield Hint(Code.NAME_OVERWRITTEN, message, ("GB-36902",), path, first)


def _of_definer(
    kind: LicenseType, becomes: Defined | None, setting: CatalogueSetting, path: tuple[str, ...]
) -> Iterator[Malformed]:
    """Refuse a definition that calls its authority otherwise than the department of that code is called."""
    called = setting.definers.get(kind.definer_code, frozenset())
    if (
        becomes is None
        or becomes.step not in (Step.TYPE, Step.DRAFT, Step.BACK)
        or not called
        or kind.definer in called
    ):
        return
    names = "、".join(sorted(called))
    yield Malformed(
        Text(
            f"定义机关代码 {kind.definer_code} 是“{names}”，不是“{kind.definer[:64]}”；请改正名称或代码",
            f"the authority of code {kind.definer_code} is called {names}, not {kind.definer[:64]}; "
            "mend its name or its code",
        ),
        code=Code.LICENSE_TYPE_FORM,
        rules=("GB-36902",),
        path=(*path, "definer"),
        value=kind.definer[:64],
        limit=names,
    )


def _references(entitlements: Sequence[Entitlement]) -> Iterator[Reference]:
    for position, one in enumerate(entitlements, start=1):
        path = ("entitlements", str(position))
        yield Reference("LicenseType", one.type_code, (*path, "type_code"))
        yield Reference("Department", one.issuer, (*path, "issuer"))
