"""Writing the catalogue: constant statements over lists of rows, run inside a unit of work.

A row is a map of stored properties; dates in it are ISO text. Writing the same row twice changes nothing, so that an
interrupted load can be taken up again; only an entry gets a new version each time, and `desk/entries.py` asks first
whether anything differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date, datetime
from enum import Enum
from typing import Any, LiteralString

import orjson

from graph.model.catalogue import (
    Consumer,
    EntryDraft,
    InformationSystem,
    ItemLineageEdge,
    LegalBasis,
    Library,
    LineageEdge,
)
from graph.model.organisation import Department, Division, Post, Succession
from graph.model.sharing import SharingRequest
from graph.model.terms import EntryState, RequestState
from graph.store.engine import Unit
from graph.store.personal import PersonalData

Rows = list[dict[str, Any]]


def stored(value: Any) -> Any:
    """The stored form of a model value: members by name, dates as ISO text, tuples as lists."""
    match value:
        case Enum():
            return value.name
        case datetime() | date():
            return value.isoformat()
        case tuple():
            return [stored(each) for each in value]
        case _:
            return value


async def divisions(unit: Unit, values: Iterable[Division]) -> None:
    """Write administrative divisions."""
    rows = [{"id": v.code, "name": v.name, "level": v.level.name, "parent": v.parent} for v in values]
    await unit.run(
        "UNWIND $rows AS row MERGE (d:Division {id: row.id}) SET d.name = row.name, d.level = row.level", rows=rows
    )
    await _point(unit, "Division", "PART_OF", "Division", [(row["id"], row["parent"]) for row in rows])


async def departments(unit: Unit, values: Iterable[Department]) -> None:
    """Write departments with parent and territory; a parent stands before its children or is there already."""
    rows = [
        {
            "id": v.code, "name": v.name, "shortName": v.short_name, "level": v.level.name, "kind": v.kind.name,
            "divisionId": v.division, "parent": v.parent, "phone": v.phone, "synthetic": v.synthetic,
            "from": stored(v.valid_from), "until": stored(v.valid_until),
        }
        for v in values
    ]  # fmt: skip
    await unit.run(
        "UNWIND $rows AS row MERGE (d:Department {id: row.id}) SET d.name = row.name, d.shortName = row.shortName, "
        "d.level = row.level, d.kind = row.kind, d.divisionId = row.divisionId, d.phone = row.phone, "
        "d.synthetic = row.synthetic, d.validFrom = date(row.from), d.validUntil = date(row.until)",
        rows=rows,
    )
    await _point(unit, "Department", "CHILD_OF", "Department", [(row["id"], row["parent"]) for row in rows])
    await _point(unit, "Department", "IN_DIVISION", "Division", [(row["id"], row["divisionId"]) for row in rows])


async def bindings(unit: Unit, values: Iterable[tuple[str, str, date, date | None]]) -> None:
    """Bind subtrees: (policy id, department code, from, until)."""
    await unit.run(
        "UNWIND $rows AS row MERGE (y:Policy {id: row[0]}) WITH y, row MATCH (d:Department {id: row[1]}) "
        "MERGE (y)-[b:BINDS]->(d) SET b.validFrom = date(row[2]), b.validUntil = date(row[3])",
        rows=[[policy, code, stored(since), stored(until)] for policy, code, since, until in values],
    )


async def successions(unit: Unit, values: Iterable[Succession]) -> None:
    """Write which department followed which."""
    await unit.run(
        "UNWIND $rows AS row MATCH (a:Department {id: row[0]}) MATCH (b:Department {id: row[1]}) "
        "MERGE (a)-[s:SUCCEEDED_BY]->(b) SET s.on = date(row[2]), s.kind = row[3]",
        rows=[[v.predecessor, v.successor, stored(v.on), v.kind.name] for v in values],
    )


async def posts(unit: Unit, values: Iterable[Post], personal: PersonalData) -> None:
    """Write posts; the person's name is encrypted."""
    rows = [
        {
            "id": v.id, "kind": v.kind.name, "subject": v.subject, "name": personal.encrypt(v.name, "Post.name"),
            "department": v.department, "from": stored(v.valid_from), "until": stored(v.valid_until),
        }
        for v in values
    ]  # fmt: skip
    await unit.run(
        "UNWIND $rows AS row MERGE (p:Post {id: row.id}) SET p.kind = row.kind, p.subject = row.subject, "
        "p.nameCipher = row.name, p.departmentId = row.department, p.validFrom = date(row.from), "
        "p.validUntil = date(row.until)",
        rows=rows,
    )
    await _point(unit, "Post", "AT", "Department", [(row["id"], row["department"]) for row in rows])


async def legal_bases(unit: Unit, values: Iterable[LegalBasis]) -> None:
    """Write legal bases."""
    await unit.run(
        "UNWIND $rows AS row MERGE (b:LegalBasis {id: row.id}) SET b.kind = row.kind, b.title = row.title, "
        "b.document = row.document, b.article = row.article, b.validFrom = date(row.from), b.validUntil = "
        "date(row.until)",
        rows=[
            {
                "id": v.code, "kind": v.kind.name, "title": v.title, "document": v.document, "article": v.article,
                "from": stored(v.valid_from), "until": stored(v.valid_until),
            }
            for v in values
        ],
    )  # fmt: skip


async def systems(unit: Unit, values: Iterable[InformationSystem]) -> None:
    """Write information systems and who runs them."""
    rows = [
        {
            "id": v.code, "name": v.name, "funding": v.funding.name, "level": v.protection_level, "built": v.built,
            "summary": v.summary, "operator": v.operator,
        }
        for v in values
    ]  # fmt: skip
    await unit.run(
        "UNWIND $rows AS row MERGE (s:System {id: row.id}) SET s.name = row.name, s.funding = row.funding, "
        "s.protectionLevel = row.level, s.built = row.built, s.summary = row.summary, s.operatorId = row.operator",
        rows=rows,
    )
    await _point(unit, "System", "RUN_BY", "Department", [(row["id"], row["operator"]) for row in rows])


async def libraries(unit: Unit, values: Iterable[Library]) -> None:
    """Write libraries and who leads them."""
    rows = [
        {"id": v.code, "policy": v.policy, "kind": v.kind.name, "name": v.name, "lead": v.lead, "summary": v.summary}
        for v in values
    ]
    await unit.run(
        "UNWIND $rows AS row MERGE (l:Library {id: row.id}) SET l.policyId = row.policy, l.kind = row.kind, "
        "l.name = row.name, l.summary = row.summary",
        rows=rows,
    )
    await _point(unit, "Library", "LED_BY", "Department", [(row["id"], row["lead"]) for row in rows])


async def consumers(unit: Unit, values: Iterable[Consumer]) -> None:
    """Write consumers and what they are."""
    rows = [
        {
            "id": v.code, "kind": v.kind.name, "name": v.name, "uscc": v.uscc, "synthetic": v.synthetic,
            "department": v.department, "system": v.system,
        }
        for v in values
    ]  # fmt: skip
    await unit.run(
        "UNWIND $rows AS row MERGE (c:Consumer {id: row.id}) SET c.kind = row.kind, c.name = row.name, "
        "c.uscc = row.uscc, c.synthetic = row.synthetic, c.departmentId = row.department, c.systemId = row.system",
        rows=rows,
    )
    await _point(unit, "Consumer", "PART_OF", "Department", [(row["id"], row["department"]) for row in rows])
    await _point(unit, "Consumer", "IS", "System", [(row["id"], row["system"]) for row in rows])


_ENTRY_LINKS: tuple[tuple[str, LiteralString, LiteralString], ...] = (
    ("provider", "PROVIDED_BY", "Department"),
    ("libraries", "IN_LIBRARY", "Library"),
    ("systems", "FROM_SYSTEM", "System"),
    ("bases", "RESTS_ON", "LegalBasis"),
    ("related", "RELATED_TO", "Resource"),
)


async def entries(
    unit: Unit,
    drafts: Sequence[EntryDraft],
    policies: dict[str, str | None],
    state: EntryState,
    at: datetime,
    cause: str,
) -> None:
    """Write entries as new versions: the node shows the newest, every version is kept whole.

    Args:
        unit: The open transaction.
        drafts: The entries.
        policies: Policy that binds each provider; None where there is none.
        state: State that they enter.
        at: When.
        cause: Which change of law or duty, or what else, was the cause.
    """
    rows = [_entry_row(draft, policies.get(draft.provider), state, at, cause) for draft in drafts]
    await unit.run(
        "UNWIND $rows AS row MERGE (r:Resource {id: row.id}) "
        "SET r += row.plain, r.publishedOn = date(row.publishedOn), "
        "r.recordedAt = datetime(row.at), r.version = coalesce(r.version, 0) + 1",
        rows=rows,
    )
    await unit.run(
        "UNWIND $rows AS row MATCH (r:Resource {id: row.id})-[h:HAS_ITEM]->(i:Item) WHERE NOT i.id IN row.itemIds "
        "DELETE h MERGE (r)-[:HAD_ITEM]->(i)",
        rows=rows,
    )
    await unit.run(
        "UNWIND $rows AS row MATCH (r:Resource {id: row.id}) UNWIND row.items AS item MERGE (i:Item {id: item.id}) "
        "SET i += item MERGE (r)-[:HAS_ITEM]->(i)",
        rows=rows,
    )
    await unit.run(
        "UNWIND $rows AS row MATCH (:Resource {id: row.id})-[h:HAD_ITEM]->(i:Item) WHERE i.id IN row.itemIds DELETE h",
        rows=rows,
    )
    for key, relation, label in _ENTRY_LINKS:
        await unit.run(
            f"UNWIND $rows AS row MATCH (r:Resource {{id: row.id}})-[e:{relation}]->(x:{label}) "
            "WHERE NOT x.id IN row.links DELETE e",
            rows=[{"id": row["id"], "links": row["links"][key]} for row in rows],
        )
        await unit.run(
            f"UNWIND $rows AS row MATCH (r:Resource {{id: row[0]}}) MATCH (x:{label} {{id: row[1]}}) "
            f"MERGE (r)-[:{relation}]->(x)",
            rows=[[row["id"], other] for row in rows for other in row["links"][key]],
        )
    await unit.run(
        "UNWIND $rows AS row MATCH (r:Resource {id: row.id}) "
        "MERGE (v:EntryVersion {id: row.id + '@' + toString(r.version)}) SET v.number = r.version, "
        "v.resourceId = row.id, v.recordedAt = datetime(row.at), v.cause = row.cause, v.content = row.content, "
        "v.state = row.plain.state "
        "MERGE (r)-[:HAS_VERSION]->(v)",
        rows=rows,
    )


async def relate(unit: Unit, drafts: Sequence[EntryDraft]) -> None:
    """Write which entries are related, after a batch was written in parts that name each other."""
    await unit.run(
        "UNWIND $rows AS row MATCH (r:Resource {id: row[0]}) MATCH (x:Resource {id: row[1]}) "
        "MERGE (r)-[:RELATED_TO]->(x)",
        rows=[[draft.code, other] for draft in drafts for other in draft.related],
    )


def _entry_row(draft: EntryDraft, policy: str | None, state: EntryState, at: datetime, cause: str) -> dict[str, Any]:
    items = [
        {
            "id": f"{draft.code}#{item.name}", "seq": item.seq, "name": item.name, "dataType": item.data_type.name,
            "length": item.length, "kind": item.kind.name, "identifier": item.identifier,
            "sharing": stored(item.sharing), "opening": stored(item.opening), "note": item.note,
            "resourceId": draft.code,
        }
        for item in draft.items
    ]  # fmt: skip
    return {
        "id": draft.code,
        "plain": {
            "name": draft.name, "summary": draft.summary, "innerDepartment": draft.inner_department,
            "formatCategory": draft.format_category.name, "formatType": draft.format_type,
            "sharing": draft.sharing.name, "sharingCondition": draft.sharing_condition,
            "modeCategory": draft.mode_category.name, "mode": stored(draft.mode),
            "opening": draft.opening.name, "openingCondition": draft.opening_condition,
            "cycle": draft.cycle.name, "usage": draft.usage, "state": state.name, "providerId": draft.provider,
            "policyId": policy, "libraryIds": list(draft.libraries), "relatedIds": list(draft.related),
            "searchText": " ".join([draft.name, draft.summary, *(item.name for item in draft.items)]),
        },
        "publishedOn": stored(draft.published_on),
        "at": at.isoformat(),
        "cause": cause,
        "content": content(draft, state),
        "items": items,
        "itemIds": [item["id"] for item in items],
        "links": {
            "provider": [draft.provider], "libraries": list(draft.libraries), "systems": list(draft.systems),
            "bases": list(draft.bases), "related": list(draft.related),
        },
    }  # fmt: skip


def content(draft: EntryDraft, state: EntryState) -> str:
    """The whole entry as canonical JSON: what a version keeps, and what tells whether an entry has changed."""
    whole = {f.name: stored(getattr(draft, f.name)) for f in fields(draft) if f.name != "items"}
    whole["state"] = state.name
    whole["items"] = [{f.name: stored(getattr(item, f.name)) for f in fields(item)} for item in draft.items]
    return orjson.dumps(whole, option=orjson.OPT_SORT_KEYS).decode()


async def memberships(unit: Unit, pairs: Sequence[tuple[str, str]]) -> None:
    """Put entries into libraries: (entry code, library code)."""
    await unit.run(
        "UNWIND $rows AS row MATCH (r:Resource {id: row[0]}) MATCH (l:Library {id: row[1]}) "
        "MERGE (r)-[:IN_LIBRARY]->(l) "
        "WITH r, l SET r.libraryIds = CASE WHEN l.id IN coalesce(r.libraryIds, []) THEN r.libraryIds "
        "ELSE coalesce(r.libraryIds, []) + l.id END",
        rows=[list(pair) for pair in pairs],
    )


LINEAGE_ENDS: tuple[tuple[LiteralString, LiteralString], ...] = (
    ("Resource", "Resource"), ("Resource", "System"), ("Resource", "Library"), ("Library", "Library"),
    ("Library", "Resource"), ("LicenseType", "Resource"), ("LicenseType", "Library"),
)  # fmt: skip
"""Which kinds can be made from which: (downstream, upstream)."""


async def lineage(unit: Unit, edges: Sequence[LineageEdge]) -> None:
    """Write lineage between entries, systems, libraries and licence types, whatever the ends are."""
    rows = [[edge.downstream, edge.upstream, edge.rule] for edge in edges]
    for low, high in LINEAGE_ENDS:
        await unit.run(
            f"UNWIND $rows AS row MATCH (a:{low} {{id: row[0]}}) MATCH (b:{high} {{id: row[1]}}) "
            "MERGE (a)-[e:DERIVES_FROM]->(b) SET e.rule = row[2]",
            rows=rows,
        )


async def item_lineage(unit: Unit, edges: Sequence[ItemLineageEdge]) -> None:
    """Write lineage between information items."""
    await unit.run(
        "UNWIND $rows AS row MATCH (a:Item {id: row[0]}) MATCH (b:Item {id: row[1]}) MERGE (a)-[e:ITEM_FROM]->(b) "
        "SET e.rule = row[2]",
        rows=[[f"{e.downstream}#{e.downstream_item}", f"{e.upstream}#{e.upstream_item}", e.rule] for e in edges],
    )


async def requests(unit: Unit, values: Iterable[SharingRequest]) -> None:
    """Write sharing requests, and the grants of those that were granted; approved and granted are two facts."""
    rows = [
        {
            "id": v.id, "consumer": v.consumer, "resource": v.resource, "opened": stored(v.opened_on),
            "answered": stored(v.answered_on), "until": stored(v.grant_until), "items": list(v.grant_items),
            "plain": {
                "purpose": v.purpose.name, "purposeWords": v.purpose_words, "scenario": v.scenario, "basis": v.basis,
                "state": v.state.name, "refusal": v.refusal, "consumerId": v.consumer, "resourceId": v.resource,
            },
        }
        for v in values
    ]  # fmt: skip
    await unit.run(
        "UNWIND $rows AS row MATCH (c:Consumer {id: row.consumer}) MATCH (r:Resource {id: row.resource}) "
        "MERGE (q:SharingRequest {id: row.id}) SET q += row.plain, q.openedOn = date(row.opened), "
        "q.answeredOn = date(row.answered), q.providerId = r.providerId, "
        "q.parties = [coalesce(c.departmentId, c.id), r.providerId] "
        "MERGE (q)-[:RAISED_BY]->(c) MERGE (q)-[:ASKS_FOR]->(r)",
        rows=rows,
    )
    await unit.run(
        "UNWIND $rows AS row MATCH (c:Consumer {id: row.consumer}) MATCH (r:Resource {id: row.resource}) "
        "MATCH (q:SharingRequest {id: row.id}) MERGE (g:Grant {id: row.id + '/G'}) SET g.purpose = row.plain.purpose, "
        "g.purposeWords = row.plain.purposeWords, g.mode = r.mode, g.validFrom = date(row.answered), "
        "g.validUntil = date(row.until), g.consumerId = c.id, g.resourceId = r.id, g.parties = q.parties, "
        "g.itemIds = [x IN row.items | r.id + '#' + x] "
        "MERGE (g)-[:SETTLES]->(q) MERGE (g)-[:GRANTED_TO]->(c) MERGE (g)-[:COVERS]->(r)",
        rows=[row for row in rows if row["plain"]["state"] == RequestState.GRANTED.name],
    )


async def _point(
    unit: Unit, label: LiteralString, relation: LiteralString, target: LiteralString, pairs: Sequence[tuple[Any, Any]]
) -> None:
    """Let each node point to one other, or to none, and to no other of before."""
    await unit.run(
        f"UNWIND $rows AS row MATCH (:{label} {{id: row[0]}})-[e:{relation}]->(x:{target}) "
        "WHERE row[1] IS NULL OR x.id <> row[1] DELETE e",
        rows=[list(pair) for pair in pairs],
    )
    await unit.run(
        f"UNWIND $rows AS row MATCH (a:{label} {{id: row[0]}}) MATCH (b:{target} {{id: row[1]}}) "
        f"MERGE (a)-[:{relation}]->(b)",
        rows=[list(pair) for pair in pairs if pair[1] is not None],
    )


async def existing(unit: Unit, label: LiteralString, ids: Iterable[str]) -> set[str]:
    """Which of these ids exist under a label."""
    found = await unit.run(f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN collect(n.id)", ids=sorted(set(ids)))
    return set(found or [])
