"""Writing entries: each write is a new version, kept whole; the node shows the newest.

Constant statements over lists of rows, run inside a unit of work. `desk` asks first whether anything differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, LiteralString

import orjson

from graph.schema.columns import NEVER, Column
from graph.schema.kinds.sharing import NEVER_DUE
from graph.schema.nodes import ITEM, RESOURCE
from graph.store.engine import Unit
from graph.store.revisions import stamp
from graph.store.writing import row_of, stored
from graph.words.china_time import china_day
from graph.words.entries import EntryDraft, EntryState
from graph.words.entry_cases import Paper, Reviewed
from graph.words.sharing_cases import SharingEvent, SharingState, SharingStep

LINKS: tuple[tuple[str, LiteralString, LiteralString], ...] = (
    ("provider", "PROVIDED_BY", "Department"),
    ("libraries", "IN_LIBRARY", "Library"),
    ("systems", "FROM_SYSTEM", "System"),
    ("bases", "RESTS_ON", "LegalBasis"),
    ("related", "RELATED_TO", "Resource"),
)
"""Which field of an entry becomes which relation to which kind."""
_LINKED: tuple[tuple[str, LiteralString, LiteralString], ...] = tuple(
    [
        (
            field,
            (
                f"UNWIND $rows AS row MATCH (r:Resource {{id: row.id}})-[e:{relation}]->(x:{label}) "
                "WHERE NOT x.id IN row.links DELETE e"
            ),
            (
                f"UNWIND $rows AS row MATCH (r:Resource {{id: row[0]}}) MATCH (x:{label} {{id: row[1]}}) "
                f"MERGE (r)-[:{relation}]->(x)"
            ),
        )
        for field, relation, label in LINKS
    ]
)
"""The statements that let a relation go from what is no longer named, and to what is."""
OWN = ("state", "policyId")
"""Columns of an entry that no field of it fills."""
_ENTRY: LiteralString = RESOURCE.assigned("r", "row.plain", (*OWN, *(column.name for column in RESOURCE.entered)))
_RECORDED: LiteralString = RESOURCE.named("recordedAt").written_from("r", "row.at")
_WRITE: LiteralString = (
    f"UNWIND $rows AS row MERGE (r:Resource {{id: row.id}}) SET {_ENTRY}, {_RECORDED}, "
    "r.version = coalesce(r.version, 0) + 1, r.touched = $touched RETURN collect([r.id, r.version])"
)
_WRITE_ITEMS: LiteralString = (
    "UNWIND $rows AS row MATCH (r:Resource {id: row.id}) UNWIND row.items AS item MERGE (i:Item {id: item.id}) "
    f"SET {ITEM.assigned('i', 'item')} MERGE (r)-[:HAS_ITEM]->(i)"
)


_END_GRANTS: LiteralString = (
    "UNWIND $rows AS row MATCH (:Resource {id: row.id})<-[:COVERS]-(g:Grant) WHERE g.state IN ['WAITING', 'ACTIVE'] "
    "SET g.state = 'ENDED', g.endedOn = date(row.on), g.endedBy = 'ENTRY_WITHDRAWN', "
    "g.waitKey = null, g.waitsAtKey = null"
)
"""Nobody uses any longer what is no longer there: with an entry its grants end."""
_END_REQUESTS: LiteralString = (
    "UNWIND $rows AS row MATCH (q:SharingRequest {resourceId: row.id}) WHERE q.state IN $open "
    "SET q.state = 'CLOSED', q.enteredAt = datetime(row.at), q.answeredOn = date(row.on), q.dueOn = null, "
    "q.dueKey = $never, q.provisional = null, q.waitKey = null, q.waitsAtKey = null, q.articles = [], "
    "q.history = coalesce(q.history, []) + row.line"
)
"""And nobody is granted it: what was asked for and not settled is over."""

_AGENTS: LiteralString = (
    "UNWIND $rows AS row MATCH (q:SharingRequest {resourceId: row[0]}) WHERE coalesce(q.agentId, '') <> row[1] "
    "SET q.agentId = CASE WHEN row[1] = '' THEN null ELSE row[1] END"
)
"""Who may answer in the provider's place does so whenever a request was opened, and nobody does any longer who is not
named."""


_STOOD_IN: LiteralString = (
    "UNWIND $codes AS k MATCH (r:Resource {id: k}) RETURN collect([k, coalesce(r.libraryIds, [])])"
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
    stood = dict(await unit.run(_STOOD_IN, codes=[draft.code for draft in drafts]) or ())
    rows = [_entry_row(draft, policies.get(draft.provider), state, at, cause) for draft in drafts]
    for row in rows:
        row["stoodIn"] = stood.get(row["id"])
    numbers = await unit.run(_WRITE, rows=rows, touched=stamp(unit, "Resource"))
    await unit.run(
        "UNWIND $rows AS row MATCH (r:Resource {id: row.id})-[h:HAS_ITEM]->(i:Item) WHERE NOT i.id IN row.itemIds "
        "DELETE h MERGE (r)-[:HAD_ITEM]->(i)",
        rows=rows,
    )
    await unit.run(_WRITE_ITEMS, rows=rows)
    await unit.run(
        "UNWIND $rows AS row MATCH (:Resource {id: row.id})-[h:HAD_ITEM]->(i:Item) WHERE i.id IN row.itemIds DELETE h",
        rows=rows,
    )
    for field, leaving, joining in _LINKED:
        await unit.run(leaving, rows=[{"id": row["id"], "links": row["links"][field]} for row in rows])
        await unit.run(joining, rows=[[row["id"], other] for row in rows for other in row["links"][field]])
    await unit.run(
        "UNWIND $rows AS row MATCH (r:Resource {id: row.id}) "
        "MERGE (v:EntryVersion {id: row.id + '@' + toString(r.version)}) SET v.number = r.version, "
        "v.resourceId = row.id, v.recordedAt = datetime(row.at), v.cause = row.cause, v.content = row.content, "
        "v.state = row.plain.state, v.stoodIn = row.stoodIn "
        "MERGE (r)-[:HAS_VERSION]->(v)",
        rows=rows,
    )
    await unit.run(_AGENTS, rows=[[draft.code, draft.agent or ""] for draft in drafts])
    if state is EntryState.WITHDRAWN:
        line, on = SharingStep(at, SharingEvent.ENTRY_WITHDRAWN, "").line, china_day(at).isoformat()
        gone = [{"id": row["id"], "on": on, "at": stored(at), "line": line} for row in rows]
        await unit.run(_END_GRANTS, rows=gone)
        unsettled = [each.name for each in SharingState if each.open]
        await unit.run(_END_REQUESTS, rows=gone, never=NEVER_DUE, open=unsettled)
    return dict(numbers)


_APPROVED: LiteralString = (
    "UNWIND $ids AS id MATCH (v:EntryVersion {id: id}) SET v.documentNumber = $number, v.documentOn = date($on)"
)


async def approved(unit: Unit, numbers: Mapping[str, int], paper: Paper) -> None:
    """Keep with versions that were taken over the document by which they were approved outside the system; by code."""
    ids = [f"{code}@{number}" for code, number in numbers.items()]
    await unit.run(_APPROVED, ids=ids, number=paper.number, on=paper.on.isoformat())


_REVIEWED: LiteralString = "UNWIND $rows AS row MATCH (v:EntryVersion {id: row.id}) SET v.releaseReview = row.lines"


async def reviewed(unit: Unit, versions: Mapping[tuple[str, int], Sequence[Reviewed]]) -> None:
    """Keep with versions what was reviewed of each before release; by code and number."""
    rows = [
        {"id": f"{code}@{number}", "lines": [each.line for each in points]}
        for (code, number), points in versions.items()
    ]
    if rows:
        await unit.run(_REVIEWED, rows=rows)


async def relate_entries(unit: Unit, drafts: Sequence[EntryDraft]) -> None:
    """Write which entries are related, after a batch was written in parts that name each other."""
    await unit.run(
        "UNWIND $rows AS row MATCH (r:Resource {id: row[0]}) MATCH (x:Resource {id: row[1]}) "
        "MERGE (r)-[:RELATED_TO]->(x)",
        rows=[[draft.code, other] for draft in drafts for other in draft.related],
    )


def _entry_row(draft: EntryDraft, policy: str | None, state: EntryState, at: datetime, cause: str) -> dict[str, Any]:
    items = [row_of(ITEM, item) | {"id": f"{draft.code}#{item.name}", "resourceId": draft.code} for item in draft.items]
    return {
        "id": draft.code,
        "plain": row_of(RESOURCE, draft) | {"state": state.name, "policyId": policy},
        "at": at.isoformat(),
        "cause": cause,
        "content": content(draft, state),
        "items": items,
        "itemIds": [item["id"] for item in items],
        "links": {
            field: [draft.provider] if field == "provider" else list(getattr(draft, field)) for field, *_ in LINKS
        },
    }


FORM = 2
"""The form in which a version keeps an entry: declared fields, without those that say nothing. Until release 0.1.0 it
had no number, and every field of the class stood in it."""
CODES = ("bases", "systems")
"""Fields of an entry that become relations and no column."""
_RETIRED: Mapping[str, Any] = {"secret": False}
"""What earlier forms said and this one does not, with the only value that it could have."""


def content(draft: EntryDraft, state: EntryState) -> str:
    """The whole entry as canonical JSON: what a version keeps."""
    return orjson.dumps(_whole(draft, state) | {"form": FORM}, option=orjson.OPT_SORT_KEYS).decode()


def unchanged(kept: str, draft: EntryDraft, state: EntryState) -> bool:
    """Whether an entry says what a version of it says, whichever form that is kept in."""
    before = orjson.loads(kept or "{}")
    before.pop("form", None)
    plain = {name: value for name, value in before.items() if _RETIRED.get(name, NEVER) != value}
    plain["items"] = [_without_absent(ITEM.entered, item) for item in plain.get("items", ())]
    return _without_absent(RESOURCE.entered, plain) == _whole(draft, state)


def _spoken(columns: Iterable[Column], value: Any) -> dict[str, Any]:
    """What a value says in the fields that fill some columns; a field that says nothing is left out."""
    return {each.attribute: stored(said) for each in columns if (said := getattr(value, each.attribute)) != each.absent}


def _whole(draft: EntryDraft, state: EntryState) -> dict[str, Any]:
    return (
        {"code": draft.code, "state": state.name, "items": [_spoken(ITEM.entered, item) for item in draft.items]}
        | _spoken(RESOURCE.entered, draft)
        | {name: list(codes) for name in CODES if (codes := getattr(draft, name))}
    )


def _without_absent(columns: Iterable[Column], said: Mapping[str, Any]) -> dict[str, Any]:
    absent: dict[str, Any] = {each.attribute: stored(each.absent) for each in columns if each.absent is not NEVER}
    absent |= {name: [] for name in CODES}
    return {name: value for name, value in said.items() if absent.get(name, NEVER) != value}


async def write_memberships(unit: Unit, pairs: Sequence[tuple[str, str]]) -> None:
    """Put entries into libraries: (entry code, library code)."""
    await unit.run(
        "UNWIND $rows AS row MATCH (r:Resource {id: row[0]}) MATCH (l:Library {id: row[1]}) "
        "MERGE (r)-[:IN_LIBRARY]->(l) "
        "WITH r, l SET r.touched = $touched, r.libraryIds = CASE "
        "WHEN l.id IN coalesce(r.libraryIds, []) THEN r.libraryIds ELSE coalesce(r.libraryIds, []) + l.id END",
        rows=[list(pair) for pair in pairs],
        touched=stamp(unit, "Resource"),
    )
