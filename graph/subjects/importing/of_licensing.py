"""How licence types and the rights to issue them are brought: through the desk of the licence catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from graph.schema.nodes import LICENSE_TYPE
from graph.schema.relations import ISSUABLE_BY
from graph.store.reading import day
from graph.subjects.importing.batches import (
    Asking,
    Bringing,
    Importable,
    Judgement,
    Outcome,
    Told,
    compared,
    edges,
    nodes,
)
from graph.subjects.licensing import sheet
from graph.subjects.licensing.catalogue import Defined, Step
from graph.subjects.licensing.desk import add_judged, judge, require_catalogue
from graph.subjects.licensing.setting import catalogue_setting
from graph.words.licensing import Entitlement, LicenseType


async def _types(bringing: Bringing, values: Sequence[LicenseType]) -> Judgement:
    judged = await judge(bringing.store, values, (), bringing.actor.today)
    told = tuple(
        Told(value.code, value.name, _outcome(each)) for value, each in zip(values, judged.becomes, strict=True)
    )
    return Judgement(told, judged.review, partial(add_judged, judgement=judged, actor=bringing.actor))


async def _entitlements(bringing: Bringing, values: Sequence[Entitlement]) -> Judgement:
    judged = await judge(bringing.store, (), values, bringing.actor.today)
    told = compared(
        values,
        {**judged.setting.rights, **{_key(values[at]): before for at, before in judged.corrected.items()}},
        _key,
        lambda one: (f"{one.type_code} ← {one.issuer}", one.valid_from.isoformat()),
    )
    return Judgement(told, judged.review, partial(add_judged, judgement=judged, actor=bringing.actor))


def _key(one: Entitlement) -> tuple[str, str, date]:
    return one.type_code, one.issuer, one.valid_from


def _outcome(becomes: Defined | None) -> Outcome:
    if becomes is None:
        return Outcome.WRONG
    if becomes.step is Step.NOTHING:
        return Outcome.UNCHANGED
    return Outcome.CHANGED if becomes.known else Outcome.NEW


async def _types_there(asking: Asking, codes: Sequence[str]) -> Mapping[str, LicenseType]:
    """The newest version of each type: what is defined again is compared with it."""
    there = await catalogue_setting(asking.store, codes, (), ())
    return {code: versions[-1] for code, versions in there.versions.items()}


def _entitlement(type_code: str, issuer: str, since: str, until: str | None, basis: str | None) -> Entitlement:
    return Entitlement(type_code, issuer, date.fromisoformat(since), day(until), basis or "")


LICENSE_TYPES = Importable(
    sheet.TYPES_WITH_FIELDS,
    LICENSE_TYPE,
    sheet.read_types_with_fields,
    _types,
    nodes("LicenseType", _types_there),
    lambda actor, values: require_catalogue(values, (), actor),
)
ENTITLEMENTS = Importable(
    sheet.ENTITLEMENTS,
    ISSUABLE_BY,
    sheet.read_entitlements,
    _entitlements,
    edges(("ISSUABLE_BY.LicenseType.Department",), _entitlement),
)
