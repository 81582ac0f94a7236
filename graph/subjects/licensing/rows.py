"""Rows of licence types, rights, files and licences, and of what an order is judged by, as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, LiteralString

import orjson

from graph.schema.nodes import LICENSE, LICENSE_TYPE, LICENSE_TYPE_VERSION
from graph.store.edges import Row
from graph.store.reading import day
from graph.subjects.licensing.rights import coming, version_on, within_life
from graph.words.face_fields import FaceField
from graph.words.license_files import FileKind, KnownFile
from graph.words.licensing import (
    Entitlement,
    HolderCategory,
    LicenseCategory,
    LicenseEvent,
    LicenseRecord,
    LicenseState,
    LicenseType,
    StoredHolder,
)
from graph.words.lost import Lost
from graph.words.organisation import AuthorityLevel

LIFE: LiteralString = "[toString(t.begun), toString(t.until), coalesce(t.draft, false)]"
"""The life of type `t`: its first day, the day on which it is abolished, and whether it is a draft."""


def right_of(kind: LiteralString) -> LiteralString:
    """Expression for a right `e` of the department `d` to issue a type, with the days of the department.

    Args:
        kind: Variable of the type.
    """
    return (
        f"[{kind}.id, d.id, toString(e.validFrom), toString(e.validUntil), e.basis, "
        "toString(d.validFrom), toString(d.validUntil)]"
    )


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


@dataclass(frozen=True, slots=True)
class Issuer:
    """A department that an order names as the issuer."""

    name: str
    division: str
    policy: str | None
    """Id of the policy that binds it on the day; None where none does."""
    valid_until: date | None = None
    """First day on which it no longer exists."""
    valid_from: date | None = None
    """First day on which it exists; None = it always has."""
    nearest: str | None = None
    """Id of the policy that bound it, or binds the one above it, whatever the day; None where none ever did."""


@dataclass(frozen=True, slots=True)
class IssueSetting:
    """What an order is judged by, as the graph has it; None for what is not there."""

    kind: LicenseType | None
    issuer: Issuer | None
    rights: tuple[Entitlement, ...]
    """Of the issuer to issue the type, one for each period, within the life of the type."""
    versions: tuple[LicenseType, ...] = ()
    """Of the type, the first one first."""
    predecessor: LicenseRecord | None = None
    """The licence that the order replaces."""
    number_taken: bool = False
    """A licence of this type and issuer that still counts has the number."""
    holders: tuple[StoredHolder, ...] = ()
    """Whom of the order's holders the register has a name for."""
    lost: tuple[Lost, ...] = ()
    """The times of which the store does not know what happened."""


NOTHING_KNOWN = IssueSetting(None, None, ())
"""Of what was not asked."""


def type_of(row: Row) -> LicenseType:
    """A licence type, by a row of it."""
    values: dict[str, Any] = dict(zip(LICENSE_TYPE.names, row, strict=True))
    life = {"until": day(values["until"]), "begun": day(values["begun"])}
    return _defined(values, values["id"], values["version"] or 1, life)


def versions_of(rows: Sequence[Row] | None, kind: LicenseType | None) -> tuple[LicenseType, ...]:
    """The versions of a type, the first one first; of what was written before there were versions, the one."""
    if kind is None:
        return ()
    return _versions(rows, {"until": kind.until, "begun": kind.begun}) or (kind,)


def versions_told(told: Row | None) -> tuple[LicenseType, ...]:
    """What `memory.versions_of_type` reads of a type, the newest version first."""
    if told is None:
        return ()
    rows, begun, until = told
    return tuple(reversed(_versions(rows, {"until": day(until), "begun": day(begun)})))


def version_in_force_told(told: Row | None) -> LicenseType | None:
    """What `memory.version_in_force_of_type` reads of a type; None where nothing is issued by any of its versions."""
    if told is None:
        return None
    *life, today = told
    return version_on(tuple(reversed(versions_told(life))), date.fromisoformat(today))


def version_coming_told(told: Row | None) -> LicenseType | None:
    """Of the same, the newest version whose day is yet to come; None where there is none."""
    if told is None:
        return None
    *life, today = told
    return next((each for each in versions_told(life) if coming(each, date.fromisoformat(today))), None)


def rights_told(told: Row | None) -> tuple[Entitlement, ...]:
    """What `memory.rights_of_type` reads of a type."""
    rows, life = told or ((), None)
    return rights_of(rows, {row[0]: life for row in rows} if life else {})


def _versions(rows: Sequence[Row] | None, life: Mapping[str, date | None]) -> tuple[LicenseType, ...]:
    found = []
    for row in rows or ():
        values: dict[str, Any] = dict(zip(LICENSE_TYPE_VERSION.names, row, strict=True))
        found.append(_defined(values, values["typeId"], values["number"], life))
    return tuple(sorted(found, key=lambda version: version.version))


def _defined(values: Mapping[str, Any], code: str, version: int, life: Mapping[str, date | None]) -> LicenseType:
    return LicenseType(
        code=code,
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
        version=version,
        since=day(values["since"]),
        draft=bool(values["draft"]),
        **life,
    )


def fields_of(written: str | None) -> tuple[FaceField, ...]:
    """The fields of a face, as a type keeps them."""
    return tuple(FaceField.read(each) for each in orjson.loads(written or "[]"))


def rights_of(rows: Sequence[Row] | None, lives: Mapping[str, Row]) -> tuple[Entitlement, ...]:
    """Rights to issue, the earliest first; an authority has one for each period.

    Args:
        rows: As `right_of` reads them.
        lives: Of each type its first day, the day on which it is abolished, and whether it is a draft.
    """
    found = []
    for type_code, issuer, since, until, basis, issuer_since, issuer_until in rows or ():
        begun, ended, draft = lives[type_code]
        right = Entitlement(type_code, issuer, date.fromisoformat(since), day(until), basis or "")
        living = None if draft else within_life(right, day(begun), day(ended))
        living = living and within_life(living, day(issuer_since), day(issuer_until))
        if living is not None:
            found.append(living)
    return tuple(sorted(found, key=lambda right: (right.type_code, right.issuer, right.valid_from)))


def file_of(rows: Sequence[Row], digests: Sequence[str]) -> KnownFile | None:
    """What the register knows of a file, by the first of its digests that it knows."""
    if not rows:
        return None
    digest, kind, user, purpose, until, version = min(rows, key=lambda row: digests.index(row[0]))
    return KnownFile(FileKind[kind], digest, user, purpose, day(until), f"{version:03}")


def record_of(row: Row) -> LicenseRecord:
    """A licence as a value, by a row of it."""
    values = dict(zip(LICENSE.names, row, strict=True))
    return LicenseRecord(
        id=values["id"],
        identifier=values["identifier"],
        number=values["numberCipher"] or "",
        number_hash="",
        number_key="",
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
        type_version=values["typeVersion"] or 1,
        issuer=values["issuerId"],
        face_cipher=values["faceCipher"] or "",
        holder_hashes=tuple(values["holderHashes"]),
        change_reason=values["changeReasonCipher"] or "",
        replaces_id=values["replacesId"],
        erased_at=values["erasedAt"] and datetime.fromisoformat(values["erasedAt"]),
    )


def setting_told(told: Row) -> IssueSetting:
    """What `ordering.asked` reads."""
    row, authority, rights, versions, life, predecessor, taken, holders, lost = told
    kind = type_of(row) if row else None
    return IssueSetting(
        kind,
        _issuer(authority) if authority else None,
        rights_of(rights, {kind.code: life} if kind else {}),
        versions_of(versions, kind),
        record_of(predecessor) if predecessor else None,
        taken,
        named_told(holders),
        tuple(map(Lost.parse, lost or ())),
    )


def named_told(rows: Sequence[Row] | None) -> tuple[StoredHolder, ...]:
    """Holders whom the register has a name for, as `ordering` reads them."""
    return tuple(StoredHolder(*row) for row in rows or ())


def _issuer(row: Row) -> Issuer:
    name, division, policy, until, since, nearest = row
    return Issuer(name, division, policy, day(until), day(since), nearest)
