"""Licence types, licences and holders: how they are listed, joined and read."""

from __future__ import annotations

from typing import LiteralString

from graph.schema.nodes import (
    HOLDER,
    LICENSE,
    LICENSE_DRAFT,
    LICENSE_TYPE,
    LICENSE_TYPE_VERSION,
    OBJECTION,
    RESOURCE,
    holders_seen,
)
from graph.store.conditions import conditions_of
from graph.store.edges import by_column, to_many, to_one, value_of
from graph.store.listing import Listing
from graph.store.ordering import Order
from graph.store.owned import Owned
from graph.store.ranking import says
from graph.store.view import View
from graph.subjects.licensing.rows import fields_of, right_of
from graph.subjects.objections.memory import OPEN
from graph.words.face_fields import FaceField

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
    orders={"ISSUED": Order("c.issuedKey", descending=True)},
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
version_in_force_of_type = value_of(
    "LicenseType",
    "[COLLECT { MATCH (c:LicenseTypeVersion {typeId: p.id}) RETURN " + LICENSE_TYPE_VERSION.whole + " }, "
    "toString(p.begun), toString(p.until), $today]",
)
"""The same, with the day on which one of them is in force (`version_in_force_told`)."""
rights_of_type = value_of(
    "LicenseType",
    "[COLLECT { MATCH (p)-[e:ISSUABLE_BY]->(d:Department) "
    f"RETURN {right_of('p')} }}, "
    "[toString(p.begun), toString(p.until), coalesce(p.draft, false)]]",
)
"""Rows of the rights to issue a type, and its life (`rights_told`)."""
resources_of_type = to_many("LicenseType", RESOURCE, "(p)-[:DERIVES_FROM]->(c:Resource)")
holders_of = to_many(
    "License", HOLDER, "(p)-[h:HELD_BY]->(c:Holder)", "h.seq", holders_seen("p"), told="size(p.holderHashes)"
)
keys_of_holders = value_of(
    "License",
    f"CASE WHEN {holders_seen('p')} THEN COLLECT {{ MATCH (p)-[h:HELD_BY]->(c:Holder) "
    "RETURN [c.id, c.keyCipher, coalesce(h.nameCipher, c.nameCipher)] ORDER BY h.seq } ELSE [] END",
    [],
)
"""Id and wrapped key of each holder of a licence in their order, with which its own is opened (`keys`), and the name
under which it was sealed (`naming`)."""
keys_of_draft = value_of(
    "LicenseDraft",
    f"CASE WHEN {LICENSE_DRAFT.column('p', 'keyCipher')} IS NULL THEN [] ELSE COLLECT {{ "
    "MATCH (p)-[e:MADE_FOR]->(c:Holder) RETURN [c.id, c.keyCipher] ORDER BY e.seq } END",
    [],
)
"""The same of a licence that is not issued yet."""
why_sent_back = value_of(
    "LicenseDraft",
    "[p.keyCipher, p.reasonCipher, p.orderCipher, COLLECT { "
    "MATCH (p)-[e:MADE_FOR]->(c:Holder) RETURN [c.id, c.keyCipher] ORDER BY e.seq }]",
)
"""Why one was sent back, with what hides in it whom it is about, for who makes it (`rules.makes_for`): no guard of the
columns is asked."""
replaced_by = to_one("License", LICENSE, "(p)<-[:REPLACES]-(c:License)")
replaces = to_one("License", LICENSE, "(p)-[:REPLACES]->(c:License)")
by_identifier = by_column(LICENSE, "identifier")
objections_on_license = to_many("License", OBJECTION, "(p)<-[:ON]-(c:Objection)", "c.raisedAt")
policy_of_check_of_license = value_of("License", f"head(COLLECT {{ MATCH (p)<-[:ON]-(o:Objection) {OPEN} }})")
"""Id of the policy under which an open objection stands; null where none is open. Everybody may know that."""


_FACE_FIELDS: LiteralString = (
    "OPTIONAL MATCH (c:License {identifier: $identifier}) OPTIONAL MATCH (t:LicenseType {id: $type}) "
    "RETURN coalesce(CASE WHEN c IS NOT NULL THEN head(COLLECT { "
    "MATCH (v:LicenseTypeVersion {id: c.typeId + '|' + toString(coalesce(c.typeVersion, 1))}) RETURN v.fields }) END, "
    "t.fields)"
)


async def face_fields(view: View, identifier: str, type_code: str) -> tuple[FaceField, ...]:
    """The fields that a licence prints, or as its type has them where there is no such licence."""
    return fields_of(await view.read(_FACE_FIELDS, identifier=identifier, type=type_code))
