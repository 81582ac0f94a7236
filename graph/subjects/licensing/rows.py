"""Rows of licence types, rights and files, as values; that of a licence stays with whoever reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import orjson

from graph.schema.nodes import LICENSE_TYPE
from graph.store.edges import Row
from graph.store.reading import day
from graph.words.licensing import (
    Entitlement,
    FaceField,
    FileKind,
    HolderCategory,
    KnownFile,
    LicenseCategory,
    LicenseType,
)
from graph.words.organisation import AuthorityLevel


@dataclass(frozen=True, slots=True)
class KeptInStore:
    """What is kept of a file (`keeping`), and whose file it is."""

    found: str = field(repr=False)
    """What was found in it, locked."""
    papers: str | None = field(repr=False)
    """What its seal brings; None where that is gone."""
    grounds: str | None = field(repr=False)
    """What was found about the papers, locked; None where nothing was."""
    identifier: str
    type_code: str
    issuer_code: str


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
    )


def fields_of(written: str | None) -> tuple[FaceField, ...]:
    """The fields of a face, as a type keeps them."""
    return tuple(FaceField(**each) for each in orjson.loads(written or "[]"))


def right_of(row: Row | None) -> Entitlement | None:
    """A right to issue; None where there is none."""
    if row is None:
        return None
    type_code, issuer, since, until, basis = row
    return Entitlement(type_code, issuer, date.fromisoformat(since), day(until), basis or "")


def file_of(rows: Sequence[Row], digests: Sequence[str]) -> KnownFile | None:
    """What the register knows of a file, by the first of its digests that it knows."""
    if not rows:
        return None
    digest, kind, user, purpose, until, version = min(rows, key=lambda row: digests.index(row[0]))
    return KnownFile(FileKind[kind], digest, user, purpose, day(until), f"{version:03}")
