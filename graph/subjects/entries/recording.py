"""Writing entries: each write is a new version, kept whole; the node shows the newest.

Constant statements over lists of rows, run inside a unit of work. `desk` asks first whether anything differs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, LiteralString

import orjson

from graph.store.engine import Unit
from graph.store.writing import stored
from graph.words.entries import EntryDraft, EntryState

_ENTRY_LINKS: tuple[tuple[str, LiteralString, LiteralString], ...] = (
    ("provider", "PROVIDED_BY", "Department"),
    ("libraries", "IN_LIBRARY", "Library"),
    ("systems", "FROM_SYSTEM", "System"),
    ("bases", "RESTS_ON", "LegalBasis"),
    ("related", "RELATED_TO", "Resource"),
)


async def write_entries(
    unit: Unit,
    drafts: Sequence[EntryDraft],
    policies: dict[str, str | None],
    state: EntryState,
    at: datetime,
    cause: str,
) -> Mapping[str, int]:
    """Write entries as new versions: the node shows the newest, every version is kept whole.

    Args:
        unit: The open transaction.
        drafts: The entries.
        policies: Policy that binds each provider; None where there is none.
        state: State that they enter.
        at: When.
        cause: Which change of law or duty, or what else, was the cause.

    Returns:
        The number of each new version, by code.
    """
    rows = [_entry_row(draft, policies.get(draft.provider), state, at, cause) for draft in drafts]
    numbers = await unit.run(
        "UNWIND $rows AS row MERGE (r:Resource {id: row.id}) "
        "SET r += row.plain, r.publishedOn = date(row.publishedOn), "
        "r.recordedAt = datetime(row.at), r.version = coalesce(r.version, 0) + 1 RETURN collect([r.id, r.version])",
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
    return dict(numbers)


async def relate_entries(unit: Unit, drafts: Sequence[EntryDraft]) -> None:
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


async def write_memberships(unit: Unit, pairs: Sequence[tuple[str, str]]) -> None:
    """Put entries into libraries: (entry code, library code)."""
    await unit.run(
        "UNWIND $rows AS row MATCH (r:Resource {id: row[0]}) MATCH (l:Library {id: row[1]}) "
        "MERGE (r)-[:IN_LIBRARY]->(l) "
        "WITH r, l SET r.libraryIds = CASE WHEN l.id IN coalesce(r.libraryIds, []) THEN r.libraryIds "
        "ELSE coalesce(r.libraryIds, []) + l.id END",
        rows=[list(pair) for pair in pairs],
    )
