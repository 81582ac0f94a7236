"""Licences as values; and what the register says of one licence file, in one read.

It is asked by what the file says of itself, or by its digest alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, LiteralString

import orjson

from graph.schema.nodes import LICENSE
from graph.store.edges import Row, by_id
from graph.store.view import View
from graph.subjects.licensing.keys import LockedKey
from graph.subjects.licensing.memory import by_identifier
from graph.subjects.licensing.rows import LIFE, KeptInStore, fields_of, file_of, record_of, right_of, rights_told
from graph.subjects.organisation import binding
from graph.words.face_fields import FaceField
from graph.words.license_files import KnownFile
from graph.words.licensing import Entitlement, LicenseRecord


async def license_of(view: View, identity: str) -> LicenseRecord | None:
    """A visible licence by its id."""
    (row,) = await by_id(LICENSE)(view, [identity])
    return None if row is None else record_of(row)


async def license_named(view: View, identifier: str) -> LicenseRecord | None:
    """A visible licence by its identifier."""
    (row,) = await by_identifier(view, [identifier])
    return None if row is None else record_of(row)


_OPEN_OBJECTIONS: LiteralString = (
    "OPTIONAL MATCH (c:License {id: $license}) "
    "RETURN CASE WHEN c IS NOT NULL THEN COUNT { MATCH (c)<-[:ON]-(o:Objection) WHERE o.open } ELSE 0 END"
)


async def open_objections(view: View, identity: str) -> int:
    """How many objections to a licence are open, which anybody may know who is shown it."""
    found: int = await view.read(_OPEN_OBJECTIONS, license=identity)
    return found


@dataclass(frozen=True, slots=True)
class ChangingFacts:
    """What the register says of one licence file and may say otherwise another day; all else stays with the licence."""

    known: bool
    """Type and issuer are both known here."""
    keeps_issuer: bool
    """The issuer may issue some type here, or could in some period, whatever the day: its licences are kept here."""
    answered_by: str | None
    """Name of the issuer's successor, where the issuer no longer exists."""
    license_id: str | None
    """Of the licence that has the identifier."""
    replaced_by: str | None
    """Identifier of the licence that replaces it."""
    open_objections: int
    recognised: bool
    """One of the digests is that of a file of this licence; one of another licence is none of this one's."""
    issuer_name: str
    content: bytes = field(repr=False)
    """All of this as the store said it, with what shows that the rest is another: where it is the same, so is all."""


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """What the register has to say of one licence file."""

    changing: ChangingFacts
    rights: tuple[Entitlement, ...]
    """Those of the issuer to issue the type, one for each period."""
    record: LicenseRecord | None
    """The licence that has the identifier."""
    file: KnownFile | None
    """Which file the first known of the digests is."""
    fields: tuple[FaceField, ...]
    """The face fields of the licence's type, as they were when it was sealed, in the order of the page."""
    holders: Sequence[Sequence[str]]
    """Of each holder in their order his id, his wrapped key, the name under which the licence was sealed and his code,
    encrypted; all but the id null where erased."""
    key: LockedKey | None
    """Of the licence that has the identifier."""
    demonstration: bool
    """The register is a demonstration's, as it was before it had any licence."""
    lost: tuple[str, ...]
    """Times of which the store does not know what happened (`words.lost`), a line each."""


# Type, issuer and licence are looked up once, and all else is walked to from them: each pattern that begins anew costs
# the store as much again. Where one is not there nothing is walked from it: to the store that would be any node.
_SUCCESSOR: LiteralString = (
    "CASE WHEN d.validUntil <= date($today) THEN head(COLLECT { "
    f"MATCH (d) WITH {binding.answering_for('(d)')} AS k MATCH (s:Department {{id: k}}) RETURN s.name }}) END"
)
_RIGHT: LiteralString = (
    "CASE WHEN t IS NOT NULL AND d IS NOT NULL THEN [COLLECT { MATCH (t)-[e:ISSUABLE_BY]->(d) "
    f"RETURN {right_of('t')} ORDER BY e.validFrom }}, "
    f"{LIFE}] END"
)
_FILES: LiteralString = (
    "CASE WHEN c IS NOT NULL THEN COLLECT { UNWIND $digests AS k MATCH (f:FileDigest {id: k})-[:OF]->(c) "
    "RETURN [k, f.kind, f.user, f.purpose, toString(f.until), c.version] } ELSE [] END"
)
# In the place of a type's fields stands its stamp, which changes with them; in that of the face the key, without which
# nobody reads it; and in that of its holders their names, which are written with all else of them.
_OF_LICENSE: LiteralString = ", ".join(
    [
        LICENSE.column("c", name)
        for name in (
            "state", "stateHistory", "version", "issuedOn", "validFrom", "validUntil", "identifier", "typeId",
            "numberCipher", "keyCipher", "erasedAt",
        )
    ]
)  # fmt: skip
_LICENSE_NOW: LiteralString = (
    "CASE WHEN c IS NOT NULL THEN [c.id, "
    "head(COLLECT { MATCH (c)<-[:REPLACES]-(n:License) RETURN n.identifier }), "
    "COUNT { MATCH (c)<-[:ON]-(o:Objection) WHERE o.open }, "
    "CASE d.id WHEN c.issuerId THEN d.name "
    "ELSE head(COLLECT { MATCH (i:Department {id: c.issuerId}) RETURN i.name }) END, "
    f"{_OF_LICENSE}, t.touched, "
    "COLLECT { MATCH (c)-[h:HELD_BY]->(p:Holder) RETURN coalesce(h.nameCipher, p.nameCipher) "
    "ORDER BY h.seq }] END"
)
_CHANGING: LiteralString = (
    "[t IS NOT NULL AND d IS NOT NULL, "
    "d IS NOT NULL AND EXISTS { MATCH (:LicenseType)-[:ISSUABLE_BY]->(d) }, "
    f"{_SUCCESSOR}, {_RIGHT}, {_FILES}, {_LICENSE_NOW}]"
)
_RECORD: LiteralString = (
    f"CASE WHEN c IS NOT NULL THEN [{LICENSE.row('c')}, "
    "CASE WHEN t.id = c.typeId AND t.version = coalesce(c.typeVersion, 1) THEN t.fields "
    "ELSE coalesce(head(COLLECT { "
    "MATCH (v:LicenseTypeVersion {id: c.typeId + '|' + toString(coalesce(c.typeVersion, 1))}) "
    "RETURN v.fields }), head(COLLECT { MATCH (y:LicenseType {id: c.typeId}) RETURN y.fields })) END, "
    "COLLECT { MATCH (c)-[h:HELD_BY]->(p:Holder) "
    "RETURN [p.id, p.keyCipher, coalesce(h.nameCipher, p.nameCipher), p.codeCipher] ORDER BY h.seq }] END"
)
_SAYS: LiteralString = (
    f"[{_CHANGING}, {_RECORD}, "
    "head(COLLECT { MATCH (z:Zhengtu {id: 'store'}) RETURN [coalesce(z.demonstration, false), coalesce(z.lost, [])] })]"
)
"""Everything that it says of licence `c` of type `t` and issuer `d`, each of them where it is there."""
_FOUND: LiteralString = (
    "OPTIONAL MATCH (t:LicenseType {id: $type}) OPTIONAL MATCH (d:Department {id: $issuer}) "
    "OPTIONAL MATCH (c:License {identifier: $identifier}) "
)
_CHANGING_FACTS: LiteralString = f"{_FOUND}RETURN {_CHANGING}"
_REGISTER_FACTS: LiteralString = f"{_FOUND}RETURN {_SAYS}"


@dataclass(frozen=True, slots=True)
class Named:
    """What a licence file says of itself, by which the register is asked about it."""

    identifier: str
    """The licence's."""
    digests: Sequence[str]
    """SHA-256 of the file, and of its beginnings after which more may have been added; the longest first."""
    type_code: str
    issuer: str
    """USCC."""

    def given(self) -> dict[str, Any]:
        """The parameters of both statements."""
        return {
            "identifier": self.identifier,
            "digests": list(self.digests),
            "type": self.type_code,
            "issuer": self.issuer,
        }


async def changing_facts(view: View, named: Named) -> ChangingFacts:
    """Of what the register has to say of a licence file only what may be another than it was, in one read."""
    return _changing(await view.read(_CHANGING_FACTS, **named.given()), named.digests)


async def register_facts(view: View, named: Named) -> RegisterFacts:
    """Everything that the register has to say of one licence file, in one read."""
    return _facts(await view.read(_REGISTER_FACTS, **named.given()), named.digests)


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


def _changing(told: Row, digests: Sequence[str]) -> ChangingFacts:
    """What the register says now (`_CHANGING`); of the files only the one with the first digest counts."""
    known, keeps, successor, rights, files, living = told
    counting = sorted(files, key=lambda one: digests.index(one[0]))[:1]
    identity, follower, objections, authority, *_ = living or (None, None, 0, None)
    return ChangingFacts(
        known=known,
        keeps_issuer=keeps,
        answered_by=successor,
        license_id=identity,
        replaced_by=follower,
        open_objections=objections,
        recognised=bool(counting),
        issuer_name=authority or "",
        content=orjson.dumps([known, keeps, successor, rights, counting, living]),
    )


def _facts(told: Row, digests: Sequence[str]) -> RegisterFacts:
    changing, found, store = told
    demonstration, lost = store or (False, ())
    _, _, _, given, files, _ = changing
    row, fields, holders = found or (None, None, ())
    return RegisterFacts(
        changing=_changing(changing, digests),
        rights=rights_told(given),
        record=record_of(row) if row else None,
        file=file_of(files, digests),
        fields=fields_of(fields),
        holders=holders,
        key=_key(row, holders) if row else None,
        demonstration=bool(demonstration),
        lost=tuple(lost),
    )


def _key(row: Row, holders: Sequence[Row]) -> LockedKey:
    identity, wrapped = (row[LICENSE.names.index(name)] for name in ("id", "keyCipher"))
    return LockedKey(identity, wrapped, tuple((holder, key) for holder, key, *_ in holders))
