"""Rows of licence types, rights and files, as values; that of a licence stays with whoever reads it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import orjson

from graph.schema.nodes import LICENSE_TYPE
from graph.store.edges import Row
from graph.store.reading import day
from graph.words.face_fields import FaceField
from graph.words.licensing import Entitlement, FileKind, HolderCategory, KnownFile, LicenseCategory, LicenseType
from graph.words.organisation import AuthorityLevel


def type_of(row: Row) -> LicenseType:
    """A licence type, by a row of it."""
    values = dict(zip(LICENSE_TYPE.names, row, strict=True))
    return LicenseType(
        code=values["id"],
        name=values["name"],
        definer=values["definerName"],
        definer_code=values["definerCode"],
        definer_level=AuthorityLevel[values["definerLevel"]],
        holder_category=HolderCategory[values["holderCategory"]],
        validity=values["validity"],
        issuer_level=AuthorityLevel[values["issuerLevel"]],
        category=LicenseCategory[values["category"]],
        layout=values["layout"],
        colour=values["colour"],
        photo=values["photo"],
        number_format=values["numberFormat"],
        fields=fields_of(values["fields"]),
        service_item=values["serviceItem"],
        service_code=values["serviceCode"],
        synthetic=values["synthetic"],
        summary=values["summary"],
        holder_count=values["holderCount"] or "",
    )


def fields_of(written: str | None) -> tuple[FaceField, ...]:
    """The fields of a face, as a type keeps them."""
    return tuple(FaceField.read(each) for each in orjson.loads(written or "[]"))


def rights_of(rows: Sequence[Row] | None) -> tuple[Entitlement, ...]:
    """Rights to issue, the earliest first; an authority has one for each period."""
    found = (
        Entitlement(type_code, issuer, date.fromisoformat(since), day(until), basis or "")
        for type_code, issuer, since, until, basis in rows or ()
    )
    return tuple(sorted(found, key=lambda right: (right.type_code, right.issuer, right.valid_from)))


def file_of(rows: Sequence[Row], digests: Sequence[str]) -> KnownFile | None:
    """What the register knows of a file, by the first of its digests that it knows."""
    if not rows:
        return None
    digest, kind, user, purpose, until, version = min(rows, key=lambda row: digests.index(row[0]))
    return KnownFile(FileKind[kind], digest, user, purpose, day(until), f"{version:03}")
