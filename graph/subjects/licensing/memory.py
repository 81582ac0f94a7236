"""Licence types, licences and holders: how they are listed, joined, written, and what the register says of one file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, LiteralString

import orjson

from graph.schema.nodes import DEPARTMENT, HOLDER, LICENSE, LICENSE_TYPE, OBJECTION, RESOURCE
from graph.store.conditions import contains, one_of
from graph.store.edges import to_many, to_one, value_of
from graph.store.engine import Unit
from graph.store.listing import Listing, Order
from graph.store.view import View
from graph.store.writing import stored
from graph.subjects.objections.memory import OPEN
from graph.subjects.organisation import binding
from graph.words.licensing import Entitlement, LicenseState, LicenseType

LICENSE_TYPES = Listing(
    LICENSE_TYPE,
    conditions=(one_of("category"), one_of("holderCategory"), one_of("definerLevel"), contains("nameContains")),
    orders={"CODE": Order("c.id"), "NAME": Order("c.name")},
)
LICENSES = Listing(
    LICENSE,
    conditions=(one_of("state"), one_of("typeId"), one_of("issuerId")),
    orders={
        "ISSUED": Order("toString(c.issuedOn)", descending=True),
        "NUMBER": Order("c.number"),
    },
    parents={
        "holder": "(p:Holder {id: k})<-[:HELD_BY]-(c:License)",
        "holder_code": "(p:Holder {codeHash: k})<-[:HELD_BY]-(c:License)",
        "type": "(p:LicenseType {id: k})<-[:OF_TYPE]-(c:License)",
    },
)

issuers_of_type = to_many("LicenseType", DEPARTMENT, "(p)-[:ISSUABLE_BY]->(c:Department)")
resources_of_type = to_many("LicenseType", RESOURCE, "(p)-[:DERIVES_FROM]->(c:Resource)")
holders_of = to_many("License", HOLDER, "(p)-[h:HELD_BY]->(c:Holder)", "h.seq")
replaced_by = to_one("License", LICENSE, "(p)<-[:REPLACES]-(c:License)")
replaces = to_one("License", LICENSE, "(p)-[:REPLACES]->(c:License)")


async def by_identifier(view: View, identifier: str) -> list[Any] | None:
    """The row of a visible licence by its identifier."""
    found: list[Any] | None = await view.read(
        f"MATCH (c:License {{identifier: $identifier}}) WHERE {LICENSE.sees('c')} RETURN {LICENSE.row('c')}",
        identifier=identifier,
    )
    return found


async def write_types(unit: Unit, values: Iterable[LicenseType]) -> None:
    """Write the licence catalogue (证照目录)."""
    rows = [
        {
            "id": v.code, "name": v.name, "definerName": v.definer, "definerCode": v.definer_code,
            "definerLevel": v.definer_level.name, "holderCategory": v.holder_category.name, "validity": v.validity,
            "issuerLevel": v.issuer_level.name, "category": v.category.name, "layout": v.layout, "colour": v.colour,
            "photo": v.photo, "numberFormat": v.number_format, "serviceItem": v.service_item,
            "serviceCode": v.service_code, "synthetic": v.synthetic, "summary": v.summary,
            "fields": orjson.dumps(
                [
                    {"key": f.key, "label": f.label, "kind": f.kind, "required": f.required, "personal": f.personal}
                    for f in v.fields
                ]
            ).decode(),
        }
        for v in values
    ]  # fmt: skip
    await unit.run("UNWIND $rows AS row MERGE (t:LicenseType {id: row.id}) SET t += row", rows=rows)
    await unit.run(
        "UNWIND $rows AS row MATCH (t:LicenseType {id: row.id}) MATCH (d:Department {id: row.definerCode}) "
        "MERGE (t)-[:DEFINED_BY]->(d)",
        rows=rows,
    )


async def write_entitlements(unit: Unit, values: Iterable[Entitlement]) -> None:
    """Write which authority may issue which type, and when."""
    await unit.run(
        "UNWIND $rows AS row MATCH (t:LicenseType {id: row[0]}) MATCH (d:Department {id: row[1]}) "
        "MERGE (t)-[e:ISSUABLE_BY]->(d) SET e.validFrom = date(row[2]), e.validUntil = date(row[3]), e.basis = row[4]",
        rows=[[v.type_code, v.issuer, stored(v.valid_from), stored(v.valid_until), v.basis] for v in values],
    )


@dataclass(frozen=True, slots=True)
class TypeForIssue:
    """What issuing has to know of a type and an issuer, in one read."""

    type_row: list[Any] | None
    issuer_row: list[Any] | None
    entitled: tuple[str, str | None] | None
    """From and until of the entitlement, as ISO dates; None = never entitled."""
    policy: str | None


_FOR_ISSUE: LiteralString = (
    "RETURN [head(COLLECT { MATCH (c:LicenseType {id: $type}) RETURN " + LICENSE_TYPE.row("c") + " }), "
    "head(COLLECT { MATCH (c:Department {id: $issuer}) RETURN " + DEPARTMENT.row("c") + " }), "
    "head(COLLECT { MATCH (:LicenseType {id: $type})-[e:ISSUABLE_BY]->(:Department {id: $issuer}) "
    "RETURN [toString(e.validFrom), toString(e.validUntil)] }), "
    f"{binding.policy_of('(:Department {id: $issuer})')}]"
)


async def for_issue(view: View, type_code: str, issuer: str) -> TypeForIssue:
    """Read what a licence order of this type and issuer is judged by."""
    kind, authority, entitled, policy = await view.read(_FOR_ISSUE, type=type_code, issuer=issuer)
    return TypeForIssue(kind, authority, tuple(entitled) if entitled else None, policy)


async def write_licenses(unit: Unit, rows: Sequence[dict[str, Any]]) -> None:
    """Write sealed licences with their holders and digests; an identifier that exists already is a constraint error.

    A row has `id`, `plain` (properties), `issuedOn`, `validFrom`, `validUntil`, `sealedAt` (ISO), `holders` (list of
    `id`, `codeHash`, `plain`), `replaces` (id or null) and `digest`.
    """
    await unit.run(
        "UNWIND $rows AS row UNWIND row.holders AS holder MERGE (h:Holder {codeHash: holder.codeHash}) "
        "SET h.id = coalesce(h.id, holder.id), h += holder.plain",
        rows=list(rows),
    )
    await unit.run(
        "UNWIND $rows AS row CREATE (l:License {id: row.id}) SET l += row.plain, l.issuedOn = date(row.issuedOn), "
        "l.validFrom = date(row.validFrom), l.validUntil = date(row.validUntil), l.sealedAt = datetime(row.sealedAt), "
        "l.replacesId = row.replaces "
        "CREATE (f:FileDigest {id: row.digest, kind: 'ISSUED'}) CREATE (f)-[:OF]->(l)",
        rows=list(rows),
    )
    await unit.run(
        "UNWIND $rows AS row MATCH (l:License {id: row.id}) MATCH (t:LicenseType {id: row.plain.typeId}) "
        "MATCH (d:Department {id: row.plain.issuerId}) CREATE (l)-[:OF_TYPE]->(t) CREATE (l)-[:ISSUED_BY]->(d)",
        rows=list(rows),
    )
    await unit.run(
        "UNWIND $rows AS row MATCH (l:License {id: row.id}) UNWIND row.holders AS holder "
        "MATCH (h:Holder {codeHash: holder.codeHash}) CREATE (l)-[:HELD_BY {seq: holder.seq}]->(h)",
        rows=list(rows),
    )
    await unit.run(
        "UNWIND $rows AS row MATCH (l:License {id: row.id}) MATCH (p:License {id: row.replaces}) "
        "CREATE (l)-[:REPLACES]->(p)",
        rows=[row for row in rows if row["replaces"]],
    )


async def replace(unit: Unit, sealed: Mapping[str, str], before: Sequence[str]) -> list[str]:
    """Mark licences as replaced; return the ids of those that were in one of the states before.

    Args:
        unit: The open transaction.
        sealed: Id of each licence, and when its successor was sealed (ISO).
        before: States in which a licence may be replaced.
    """
    found: list[str] | None = await unit.run(
        "UNWIND $rows AS row MATCH (l:License {id: row[0]}) WHERE l.state IN $before "
        "SET l.state = 'REPLACED', l.changedAt = datetime(row[1]) RETURN collect(l.id)",
        rows=[list(pair) for pair in sealed.items()],
        before=list(before),
    )
    return found or []


async def numbers_in_force(unit: Unit, rows: Sequence[dict[str, Any]], states: Sequence[str]) -> list[str]:
    """Which certificate numbers of these rows the same issuer has given to a licence of the type that still counts.

    Args:
        unit: The open transaction.
        rows: As `write_licenses` takes them; the licence that a row replaces is left out.
        states: States in which a licence counts.
    """
    found: list[str] | None = await unit.run(
        "UNWIND $rows AS row MATCH (l:License {number: row.plain.number}) WHERE l.typeId = row.plain.typeId "
        "AND l.issuerId = row.plain.issuerId AND l.state IN $states AND (row.replaces IS NULL OR l.id <> row.replaces) "
        "RETURN collect(l.number)",
        rows=list(rows),
        states=list(states),
    )
    return found or []


async def set_state(unit: Unit, license_id: str, before: Sequence[str], after: str, at: str, reason: str) -> str | None:
    """Move a licence from one of some states to another; return its id, or None when it is in no such state.

    The node is written to before its state is asked: a rival that came first is waited for, not overwritten.
    """
    moved: str | None = await unit.run(
        "MATCH (l:License {id: $id}) SET l.moving = true WITH l WHERE l.state IN $before "
        "REMOVE l.moving SET l.state = $after, l.changedAt = datetime($at), l.changeReason = $reason RETURN l.id",
        id=license_id,
        before=list(before),
        after=after,
        at=at,
        reason=reason,
    )
    return moved


_REGISTER_FACTS: LiteralString = (
    "RETURN ["
    "head(COLLECT { MATCH (d:Department {id: $issuer}) RETURN [d.name, "
    "EXISTS { MATCH (:LicenseType)-[:ISSUABLE_BY]->(d) }, d.validUntil IS NOT NULL AND d.validUntil <= date($today), "
    "head(COLLECT { MATCH (d)-[:SUCCEEDED_BY]->(s:Department) RETURN s.name ORDER BY s.id })] }), "
    "EXISTS { MATCH (:LicenseType {id: $type}) }, "
    "head(COLLECT { MATCH (:LicenseType {id: $type})-[e:ISSUABLE_BY]->(:Department {id: $issuer}) "
    "RETURN [toString(e.validFrom), toString(e.validUntil), e.basis] }), "
    "head(COLLECT { MATCH (l:License {identifier: $identifier}) RETURN [l.state, toString(l.validFrom), "
    "toString(l.validUntil), l.version, l.faceCipher, toString(l.changedAt), toString(l.issuedOn), l.typeId, "
    "COUNT { MATCH (l)<-[:ON]-(o:Objection) WHERE o.open }, "
    "head(COLLECT { MATCH (l)<-[:REPLACES]-(n:License) RETURN [n.identifier, toString(n.issuedOn)] }), "
    "head(COLLECT { MATCH (:LicenseType {id: l.typeId})-[e:ISSUABLE_BY]->(:Department {id: l.issuerId}) "
    "RETURN [toString(e.validFrom), toString(e.validUntil), e.basis] })] }), "
    "COLLECT { UNWIND $digests AS k MATCH (f:FileDigest {id: k})-[:OF]->(l:License) "
    "RETURN [f.kind, l.identifier, l.version, f.user, f.purpose, toString(f.until)] }, "
    "head(COLLECT { MATCH (z:Zhengtu {id: 'store'}) RETURN coalesce(z.demonstration, false) })]"
)


async def register_facts(view: View, identifier: str, digests: Sequence[str], type_code: str, issuer: str) -> list[Any]:
    """Everything that the register has to say of one licence file, in one read.

    Returns:
        [issuer, whether the type is known, entitlement, record, known files, demonstration]; lists or None, read by
        `licenses/register/answering.py`.
    """
    found: list[Any] = await view.read(
        _REGISTER_FACTS, identifier=identifier, digests=list(digests), type=type_code, issuer=issuer
    )
    return found


async def known_identifiers(unit: Unit, identifiers: Sequence[str]) -> list[str]:
    """Which of these licence identifiers the register has already."""
    found: list[str] | None = await unit.run(
        "UNWIND $identifiers AS identifier MATCH (l:License {identifier: identifier}) RETURN collect(l.identifier)",
        identifiers=list(identifiers),
    )
    return found or []


async def answering_for(view: View, issuer: str) -> str:
    """The department that answers for an issuer's licences on the day: itself, or its nearest living successor."""
    found: str | None = await view.read(f"RETURN {binding.answering_for('(:Department {id: $issuer})')}", issuer=issuer)
    return found or issuer


async def issuer_name(view: View, issuer: str) -> str:
    """Name of a department, for a page that anybody may read."""
    found: str | None = await view.read("MATCH (d:Department {id: $id}) RETURN d.name", id=issuer)
    return found or issuer


def state_of(row: Sequence[Any]) -> LicenseState:
    """The stored state in a licence's row."""
    return LicenseState[row[LICENSE.names.index("state")]]


objections_on_license = to_many("License", OBJECTION, "(p)<-[:ON]-(c:Objection)", "c.raisedAt")

policy_of_check_of_license = value_of("License", f"head(COLLECT {{ MATCH (p)<-[:ON]-(o:Objection) {OPEN} }})")
"""Id of the policy under which an open objection stands; null where none is open. Everybody may know that."""
