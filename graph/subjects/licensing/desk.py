"""The licence catalogue (证照目录): types as their authorities define them, and who may issue them.

Types are those of the nation as well as of a city, so what is wrong with one is said by the standard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graph.codes.license_type import check_license_type
from graph.errors import Malformed, Text
from graph.law.access import require
from graph.law.acts import Act
from graph.office.actor import Actor
from graph.office.references import Reference, dangling, judged, known, period, twice
from graph.office.review import Review
from graph.refusal_codes import Code
from graph.store import journal
from graph.store.engine import Store, Unit
from graph.subjects.licensing import recording
from graph.words.licensing import Entitlement, LicenseType

_RULES = ("GB-36902",)

_VALIDITY = re.compile(r"长期|[1-9]\d{0,3}(年|月|天)")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_KEY = re.compile(r"KZ_[A-Z0-9_]{1,60}")


async def review_types(store: Store, types: Sequence[LicenseType], entitlements: Sequence[Entitlement]) -> Review:
    """Say everything that is wrong with a batch, and write nothing."""
    review = Review((*twice("license_types", types, lambda one: one.code), *_forms(types)))
    for position, kind in enumerate(types, start=1):
        review += judged(check_license_type(kind.code), ("license_types", str(position), "code"))
    for position, one in enumerate(entitlements, start=1):
        path = ("entitlements", str(position), "valid_until")
        review += Review(tuple(period(one.valid_from, one.valid_until, path)))
    references = list(_references(entitlements))
    there = await known(store, references)
    own = {one.code for one in types}
    return review + dangling(references, {**there, "LicenseType": there["LicenseType"] | own})


async def add_types(
    store: Store, types: Sequence[LicenseType], entitlements: Sequence[Entitlement], actor: Actor
) -> Review:
    """Write types and entitlements as a whole.

    Args:
        store: The graph.
        types: With the fields of their faces; paths of refusals count them from 1.
        entitlements: Which authority may issue which type, and when.
        actor: An administrator.

    Raises:
        Forbidden: `ROLE_REQUIRED`.
        Refusal: The one thing that is wrong with the batch.
        SeveralReasons: Everything that is.
    """
    require(actor.principal, Act.IMPORT, None, actor.today)
    review = await review_types(store, types, entitlements)
    review.refuse()
    counts = {"license_types": len(types), "entitlements": len(entitlements)}
    deeds = [actor.deed(Act.IMPORT, about, (), str(count)) for about, count in counts.items() if count]

    async def work(unit: Unit) -> None:
        await recording.write_types(unit, types)
        await recording.write_entitlements(unit, entitlements)
        await journal.record(unit, *deeds)

    await store.write(work)
    return review


def _forms(types: Sequence[LicenseType]) -> Iterator[Malformed]:
    for position, kind in enumerate(types, start=1):
        path = ("license_types", str(position))
        if not _VALIDITY.fullmatch(kind.validity):
            yield _form(
                "有效期应为长期、n年、n月或n天",
                "validity is “长期”, “n年”, “n月” or “n天”",
                (*path, "validity"),
                kind.validity,
            )
        if not _COLOUR.fullmatch(kind.colour):
            yield _form("主色应为 #rrggbb", "the colour is #rrggbb", (*path, "colour"), kind.colour)
        if kind.code[:18] != kind.definer_code:
            yield _form(
                "证照类型代码应以定义机关代码开头",
                "a licence type code begins with the code of the authority that defines it",
                (*path, "definer_code"),
                kind.definer_code,
            )
        if not kind.fields:
            yield _form("照面至少有一个信息项", "a face has at least one field", (*path, "fields"), "")
        keys = [field.key for field in kind.fields]
        for key in keys:
            if not _KEY.fullmatch(key):
                yield _form("字段键应为 KZ_ 加大写字母", "a key is KZ_ and capitals", (*path, "fields", key[:64]), key)
            if keys.count(key) > 1:
                yield _form("字段键重复", "the key stands twice", (*path, "fields", key[:64]), key)


def _form(zh: str, en: str, path: tuple[str, ...], value: str) -> Malformed:
    return Malformed(Text(zh, en), code=Code.LICENSE_TYPE_FORM, rules=_RULES, path=path, value=value[:64])


def _references(entitlements: Sequence[Entitlement]) -> Iterator[Reference]:
    for position, one in enumerate(entitlements, start=1):
        path = ("entitlements", str(position))
        yield Reference("LicenseType", one.type_code, (*path, "type_code"))
        yield Reference("Department", one.issuer, (*path, "issuer"))
