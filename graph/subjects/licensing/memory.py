"""Licence types, licences and holders: how they are listed, joined and read, and what the register says of one file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import LiteralString

import orjson

from graph.schema.nodes import HOLDER, LICENSE, LICENSE_TYPE, LICENSE_TYPE_VERSION, OBJECTION, RESOURCE, holders_seen
from graph.store.conditions import conditions_of
from graph.store.edges import Row, by_column, by_id, to_many, to_one, value_of
from graph.store.listing import Listing
from graph.store.ordering import Order
from graph.store.owned import Owned
from graph.store.ranking import says
from graph.store.reading import day
from graph.store.view import View
from graph.subjects.licensing.rows import KeptInStore, fields_of, file_of, rights_of, rights_told, type_of, versions_of
from graph.subjects.objections.memory import OPEN
from graph.subjects.organisation import binding
from graph.words.face_fields import FaceField
from graph.words.license_files import KnownFile
from graph.words.licensing import (
    Entitlement,
    LicenseEvent,
    LicenseRecord,
    LicenseState,
    LicenseType,
)

LIFE: LiteralString = "[toString(t.begun), toString(t.until), coalesce(t.draft, false)]"
"""The life of type `t`: its first day, the day on which it is abolished, and whether it is a draft."""

LICENSE_TYPES = Listing(
    LICENSE_TYPE,
    conditions=conditions_of(LICENSE_TYPE),
    orders={"CODE": Order("c.id"), "NAME": Order("c.nameKey")},
    sayings=says("c.name", "c.nameKey", words="c.summary"),
    # Over time on purpose: whether it may issue one of them on a day is asked of its rights (`rights.right_on`).
    parents={"issuer": "(p:Department {id: k})<-[:ISSUABLE_BY]-(c:LicenseType)"},
    repeating=("issuer",),
)
_HOLDER_CODES: LiteralString = "UNWIND $parents AS k MATCH (p:Holder {id: k}) RETURN collect([k, p.codeHash])"
LICENSES = Listing(
    LICENSE,
    conditions=conditions_of(LICENSE),
    orders={
        "ISSUED": Order("c.issuedKey", descending=True),
        "NUMBER": Order(f"coalesce({LICENSE.column('c', 'number')}, '')"),
    },
    parents={
        "holder": "(p:Holder {id: k})<-[:HELD_BY]-(c:License)",
        "holder_code": "(p:Holder {codeHash: k})<-[:HELD_BY]-(c:License)",
        "holder_beside": "(p:Holder {codeHash: k})<-[:HELD_BESIDE]-(c:License)",
        "type": "(p:LicenseType {id: k})<-[:OF_TYPE]-(c:License)",
    },
    holding={way: holders_seen("c") for way in ("holder", "holder_code", "holder_beside")},
    owned={
        "ISSUED": (
            Owned("issuerKey", ("licenses", "issuers")),
            Owned("holderKey", ("holder",), beside="holder_beside", below="holder", called=_HOLDER_CODES),
        )
    },
    repeating=("holder", "holder_code", "holder_beside"),
)

versions_of_type = value_of(
    "LicenseType",
    "[COLLECT { MATCH (c:LicenseTypeVersion {typeId: p.id}) RETURN " + LICENSE_TYPE_VERSION.whole + " }, "
    "toString(p.begun), toString(p.until)]",
)
"""Rows of the versions of a type, and the days of its life (`versions_told`)."""
rights_of_type = value_of(
    "LicenseType",
    "[COLLECT { MATCH (p)-[e:ISSUABLE_BY]->(d:Department) "
    "RETURN [p.id, d.id, toString(e.validFrom), toString(e.validUntil), e.basis] }, "
    "[toString(p.begun), toString(p.until), coalesce(p.draft, false)]]",
)
"""Rows of the rights to issue a type, and its life (`rights_told`)."""
resources_of_type = to_many("LicenseType", RESOURCE, "(p)-[:DERIVES_FROM]->(c:Resource)")
holders_of = to_many(
    "License", HOLDER, "(p)-[h:HELD_BY]->(c:Holder)", "h.seq", holders_seen("p"), told="size(p.holderHashes)"
)
replaced_by = to_one("License", LICENSE, "(p)<-[:REPLACES]-(c:License)")
replaces = to_one("License", LICENSE, "(p)-[:REPLACES]->(c:License)")
by_identifier = by_column(LICENSE, "identifier")
objections_on_license = to_many("License", OBJECTION, "(p)<-[:ON]-(c:Objection)", "c.raisedAt")
policy_of_check_of_license = value_of("License", f"head(COLLECT {{ MATCH (p)<-[:ON]-(o:Objection) {OPEN} }})")
"""Id of the policy under which an open objection stands; null where none is open. Everybody may know that."""


async def license_of(view: View, identity: str) -> LicenseRecord | None:
    """A visible licence by its id."""
    (row,) = await by_id(LICENSE)(view, [identity])
    return None if row is None else _record(row)


async def license_named(view: View, identifier: str) -> LicenseRecord | None:
    """A visible licence by its identifier."""
    (row,) = await by_identifier(view, [identifier])
    return None if row is None else _record(row)


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


@dataclass(frozen=True, slots=True)
class IssueSetting:
    """What an order is judged by, as the graph has it; None for what is not there."""

    kind: LicenseType | None
    issuer: Issuer | None
    rights: tuple[Entitlement, ...]
    """Of the issuer to issue the type, one for each period, within the life of the type."""
    versions: tuple[LicenseType, ...] = ()
    """Of the type, the first one first."""


_RIGHTS: LiteralString = (
    "COLLECT { MATCH (:LicenseType {id: $type})-[e:ISSUABLE_BY]->(:Department {id: $issuer}) "
    "RETURN [$type, $issuer, toString(e.validFrom), toString(e.validUntil), e.basis] }"
)
_ISSUE_SETTING: LiteralString = (
    "RETURN [head(COLLECT { MATCH (c:LicenseType {id: $type}) RETURN " + LICENSE_TYPE.whole + " }), "
    "head(COLLECT { MATCH (d:Department {id: $issuer}) RETURN [d.name, d.divisionId, "
    f"{binding.policy_of('(d)')}, toString(d.validUntil), "
    f"toString(d.validFrom)] }}), {_RIGHTS}, "
    "COLLECT { MATCH (c:LicenseTypeVersion {typeId: $type}) RETURN " + LICENSE_TYPE_VERSION.whole + " }, "
    f"head(COLLECT {{ MATCH (t:LicenseType {{id: $type}}) RETURN {LIFE} }})]"
)


async def issue_setting(view: View, type_code: str, issuer: str) -> IssueSetting:
    """Read what a licence order of this type and issuer is judged by, in one read."""
    row, authority, rights, versions, life = await view.read(_ISSUE_SETTING, type=type_code, issuer=issuer)
    kind = type_of(row) if row else None
    return IssueSetting(kind, _issuer(authority), rights_of(rights, {type_code: life}), versions_of(versions, kind))


_FACE_FIELDS: LiteralString = (
    "OPTIONAL MATCH (c:License {identifier: $identifier}) OPTIONAL MATCH (t:LicenseType {id: $type}) "
    "RETURN coalesce(CASE WHEN c IS NOT NULL THEN head(COLLECT { "
    "MATCH (v:LicenseTypeVersion {id: c.typeId + '|' + toString(coalesce(c.typeVersion, 1))}) RETURN v.fields }) END, "
    "t.fields)"
)


async def face_fields(view: View, identifier: str, type_code: str) -> tuple[FaceField, ...]:
    """The fields that a licence prints, or as its type has them where there is no such licence."""
    return fields_of(await view.read(_FACE_FIELDS, identifier=identifier, type=type_code))


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """What the register has to say of one licence file."""

    known: bool
    """Type and issuer are both known here."""
    keeps_issuer: bool
    """The issuer may issue some type here, or could in some period, whatever the day: its licences are kept here."""
    answered_by: str | None
    """Name of the issuer's successor, where the issuer no longer exists."""
    rights: tuple[Entitlement, ...]
    """Of the issuer to issue the type, one for each period."""
    license_id: str | None
    """Of the licence that has the identifier."""
    record: Callable[[], LicenseRecord] | None
    """Reads the licence that has the identifier; what has been said before need not be read again."""
    replaced_by: str | None
    """Identifier of the licence that replaces it."""
    open_objections: int
    file: KnownFile | None
    """Which file of this licence the first known of the digests is; one of another licence is none of this one's."""
    demonstration: bool
    fields: Callable[[], tuple[FaceField, ...]]
    """Reads the face fields of the licence's type, as they were when it was sealed, in the order of the page."""
    issuer_name: str
    holders: tuple[tuple[str, str], ...]
    """Name and code of each holder in their order, encrypted."""
    content: bytes = field(repr=False)
    """Everything that the store said, as bytes: where it is the same, so is all of the above."""


# Type, issuer and licence are looked up once, and all else is walked to from them: each pattern that begins anew costs
# the store as much again. Where one is not there nothing is walked from it: to the store that would be any node.
_SUCCESSOR: LiteralString = (
    "CASE WHEN d.validUntil <= date($today) THEN head(COLLECT { "
    f"MATCH (d) WITH {binding.answering_for('(d)')} AS k MATCH (s:Department {{id: k}}) RETURN s.name }}) END"
)
_RIGHT: LiteralString = (
    "CASE WHEN t IS NOT NULL AND d IS NOT NULL THEN [COLLECT { MATCH (t)-[e:ISSUABLE_BY]->(d) "
    "RETURN [t.id, d.id, toString(e.validFrom), toString(e.validUntil), e.basis] ORDER BY e.validFrom }, "
    f"{LIFE}] END"
)
_RECORD: LiteralString = (
    f"CASE WHEN c IS NOT NULL THEN [{LICENSE.row('c')}, "
    "head(COLLECT { MATCH (c)<-[:REPLACES]-(n:License) RETURN n.identifier }), "
    "COUNT { MATCH (c)<-[:ON]-(o:Objection) WHERE o.open }, "
    "CASE WHEN t.id = c.typeId AND t.version = coalesce(c.typeVersion, 1) THEN t.fields "
    "ELSE coalesce(head(COLLECT { "
    "MATCH (v:LicenseTypeVersion {id: c.typeId + '|' + toString(coalesce(c.typeVersion, 1))}) "
    "RETURN v.fields }), head(COLLECT { MATCH (y:LicenseType {id: c.typeId}) RETURN y.fields })) END, "
    "CASE d.id WHEN c.issuerId THEN d.name "
    "ELSE head(COLLECT { MATCH (i:Department {id: c.issuerId}) RETURN i.name }) END, "
    "COLLECT { MATCH (c)-[h:HELD_BY]->(p:Holder) RETURN [p.nameCipher, p.codeCipher] ORDER BY h.seq }] END"
)
_FILES: LiteralString = (
    "CASE WHEN c IS NOT NULL THEN COLLECT { UNWIND $digests AS k MATCH (f:FileDigest {id: k})-[:OF]->(c) "
    "RETURN [k, f.kind, f.user, f.purpose, toString(f.until), c.version] } ELSE [] END"
)
_SAYS: LiteralString = (
    "[t IS NOT NULL AND d IS NOT NULL, "
    "d IS NOT NULL AND EXISTS { MATCH (:LicenseType)-[:ISSUABLE_BY]->(d) }, "
    f"{_SUCCESSOR}, {_RIGHT}, {_RECORD}, {_FILES}, "
    "head(COLLECT { MATCH (z:Zhengtu {id: 'store'}) RETURN coalesce(z.demonstration, false) })]"
)
"""Everything that it says of licence `c` of type `t` and issuer `d`, each of them where it is there."""
_REGISTER_FACTS: LiteralString = (
    "OPTIONAL MATCH (t:LicenseType {id: $type}) OPTIONAL MATCH (d:Department {id: $issuer}) "
    f"OPTIONAL MATCH (c:License {{identifier: $identifier}}) RETURN {_SAYS}"
)


async def register_facts(
    view: View, identifier: str, digests: Sequence[str], type_code: str, issuer: str
) -> RegisterFacts:
    """Everything that the register has to say of one licence file, in one read.

    Args:
        view: As whoever asks.
        identifier: The licence's.
        digests: SHA-256 of the file, and of its beginnings after which more may have been added; the longest first.
        type_code: Of the licence type.
        issuer: USCC of the issuer.
    """
    told = await view.read(_REGISTER_FACTS, identifier=identifier, digests=list(digests), type=type_code, issuer=issuer)
    return _facts(told, digests)


# What `_SAYS` looks for has names of one letter; Neo4j would take what has the same name here for it.
_AT_ONCE: LiteralString = (
    "MATCH (known:FileDigest {id: $digest})-[:OF]->(c:License) WHERE known.foundCipher IS NOT NULL "
    "OPTIONAL MATCH (t:LicenseType {id: c.typeId}) OPTIONAL MATCH (d:Department {id: c.issuerId}) "
    "OPTIONAL MATCH (papers:SealPapers {id: known.papersId}) "
    "RETURN [[known.foundCipher, papers.content, papers.grounds, c.identifier, c.typeId, c.issuerId], "
    f"{_SAYS}] LIMIT 1"
)


async def known_at_once(view: View, digest: str) -> tuple[KeptInStore, RegisterFacts] | None:
    """What is kept of a file, and what the register says of its licence, in one read; None where nothing is kept."""
    told = await view.read(_AT_ONCE, digest=digest, digests=[digest])
    return None if told is None else (KeptInStore(*told[0]), _facts(told[1], [digest]))


def _facts(told: Row, digests: Sequence[str]) -> RegisterFacts:
    """What the register says (`_SAYS`); of the files only the one with the first digest counts."""
    known, keeps, successor, given, found, files, demonstration = told
    counting = sorted(files, key=lambda one: digests.index(one[0]))[:1]
    row, follower, objections, fields, authority, holders = found or (None, None, 0, None, None, ())
    return RegisterFacts(
        known=known,
        keeps_issuer=keeps,
        answered_by=successor,
        rights=rights_told(given),
        license_id=row[LICENSE.names.index("id")] if row else None,
        record=partial(_record, row) if row else None,
        replaced_by=follower,
        open_objections=objections,
        file=file_of(counting, digests),
        demonstration=bool(demonstration),
        fields=partial(fields_of, fields),
        issuer_name=authority or "",
        holders=tuple((name, code) for name, code in holders),
        content=orjson.dumps([counting, *(each for each in told if each is not files)]),
    )


def _record(row: Row) -> LicenseRecord:
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
        type_version=values["typeVersion"] or 1,
        issuer=values["issuerId"],
        face_cipher=values["faceCipher"] or "",
        holder_hashes=tuple(values["holderHashes"]),
        change_reason=values["changeReason"],
        replaces_id=values["replacesId"],
    )


def _issuer(row: Row | None) -> Issuer | None:
    return None if row is None else Issuer(row[0], row[1], row[2], day(row[3]), day(row[4]))
