"""Rows of licences, their types and their files, as values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import orjson

from graph.schema.nodes import LICENSE, LICENSE_TYPE
from graph.store.edges import Row
from graph.store.reading import day
from graph.words.licensing import (
    Entitlement,
    FaceField,
    FileKind,
    HolderCategory,
    KnownFile,
    LicenseCategory,
    LicenseEvent,
    LicenseRecord,
    LicenseState,
    LicenseType,
)
from graph.words.organisation import AuthorityLevel


def record_of(row: Row) -> LicenseRecord:
    """A licence, by a row of it."""
    values = dict(zip(LICENSE.names, row, strict=True))
    return LicenseRecord(
        id=values["id"],
        identifier=values["identifier"],
        number=values["number"] or "",
        number_personal=values["numberPersonal"] is not False,
        version=values["version"],
        state=LicenseState[values["state"]],
        history=tuple(map(LicenseEvent.parse, values["stateHistory"])),
        issued_on=date.fromisoformat(values["issuedOn"]),
        valid_from=date.fromisoformat(values["validFrom"]),
        valid_until=day(values["validUntil"]),
        sealed_at=datetime.fromisoformat(values["sealedAt"]),
        digest=values["digest"],
        size=values["size"],
        seal_serial=values["sealSerial"],
        type_code=values["typeId"],
        type_name=values["typeName"],
        issuer=values["issuerId"],
        face_cipher=values["faceCipher"] or "",
        holder_hashes=tuple(values["holderHashes"]),
        change_reason=values["changeReason"],
        replaces_id=values["replacesId"],
    )


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
