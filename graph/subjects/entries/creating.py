"""Writing entries that nobody has written before: created with all that hangs on them, and nothing is looked for first.

* What `recording` has to find out of an entry that may be there, a new one does not have: former items, relations of
  before, a version. A row says what the entry says, and nothing of what it leaves open.
* That they are new is read first, in the same transaction; a rival who creates one in between meets its unique code.
* The rows of the next entries are made while the store writes these.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any, LiteralString

from graph.schema.indexes import GATHERED_BY_CODE
from graph.schema.nodes import ENTRY_VERSION, ITEM, RESOURCE
from graph.store.engine import Unit
from graph.store.revisions import stamp
from graph.store.writing import row_of
from graph.subjects.entries.recording import LINKS, OWN, content, own_words
from graph.words.entries import EntryDraft, EntryState, Item

PART = 100
"""Entries created by one statement."""
_REGISTERED: LiteralString = "UNWIND $codes AS k MATCH (r:Resource {id: k}) RETURN collect(k)"
_ENTRY: LiteralString = RESOURCE.created("row", ("id", *OWN, *(column.name for column in RESOURCE.entered)))
_ITEM: LiteralString = ITEM.created("item", tuple(column.name for column in ITEM.entered))
_CREATE: LiteralString = (
    "UNWIND $rows AS row MATCH (d:Department {id: row.providerId}) "
    f"CREATE (r:Resource {{{_ENTRY}, {RESOURCE.named('recordedAt').created_from('$at')}, version: 1, "
    "touched: $touched}) CREATE (r)-[:PROVIDED_BY]->(d) "
    "CREATE (r)-[:HAS_VERSION]->(v:EntryVersion {id: row.id + '@1', number: 1, resourceId: row.id, state: row.state, "
    f"content: row.content, cause: $cause, {ENTRY_VERSION.named('recordedAt').created_from('$at')}}}) "
    "WITH r, row UNWIND row.items AS item "
    f"CREATE (r)-[:HAS_ITEM]->(i:Item {{id: row.id + '#' + item.name, resourceId: row.id, {_ITEM}}})"
)
_JOINED: Mapping[str, LiteralString] = {
    field: (
        f"UNWIND $rows AS row MATCH (r:Resource {{id: row[0]}}) MATCH (x:{label} {{id: row[1]}}) "
        f"CREATE (r)-[:{relation}]->(x)"
    )
    for field, relation, label in LINKS
    if field not in ("provider", "related")
}
"""The statements that join entries to what a field of theirs names; what is related may not be there yet."""


async def registered(unit: Unit, drafts: Sequence[EntryDraft]) -> list[str]:
    """The codes of those entries that are there by now."""
    found: list[str] = await unit.run(_REGISTERED, codes=[draft.code for draft in drafts])
    return found


async def create_entries(
    unit: Unit,
    drafts: Sequence[EntryDraft],
    policies: Mapping[str, str | None],
    state: EntryState,
    at: datetime,
    cause: str,
    tell: Callable[[int], None],
) -> None:
    """Write new entries as their first versions; which are related is written after all of a batch.

    Args:
        unit: The open transaction.
        drafts: The entries.
        policies: Policy that binds each provider; None where there is none.
        state: State that they enter.
        at: When.
        cause: Which change of law or duty, or what else, was the cause.
        tell: Is told after each part how many information items were written in it.
    """
    parts = [drafts[start : start + PART] for start in range(0, len(drafts), PART)]
    touched = stamp(unit, "Resource")
    async for rows in _made_ahead(parts, lambda draft: _row(draft, policies.get(draft.provider), state)):
        await unit.run(_CREATE, rows=rows, touched=touched, at=at.isoformat(), cause=cause)
        for field, joining in _JOINED.items():
            await unit.run(joining, rows=[[row["id"], other] for row in rows for other in row[field]])
        await unit.run(GATHERED_BY_CODE, codes=[row["id"] for row in rows])
        tell(sum(len(row["items"]) for row in rows))


async def _made_ahead(
    parts: Sequence[Sequence[EntryDraft]], make: Callable[[EntryDraft], dict[str, Any]]
) -> AsyncIterator[list[dict[str, Any]]]:
    """The rows of each part, those of the next one in the making."""

    def begin(part: Sequence[EntryDraft]) -> asyncio.Task[list[dict[str, Any]]]:
        return asyncio.create_task(asyncio.to_thread(lambda: list(map(make, part))))

    coming = begin(parts[0] if parts else ())
    for _, after in pairwise((*parts, ())):
        rows, coming = await coming, begin(after)
        yield rows
    await coming


def _row(draft: EntryDraft, policy: str | None, state: EntryState) -> dict[str, Any]:
    said = row_of(RESOURCE, draft) | own_words(draft)
    return _given(said | {"state": state.name, "policyId": policy}) | {
        "id": draft.code,
        "content": content(draft, state),
        "items": [_item(item) for item in draft.items],
        **{field: list(dict.fromkeys(getattr(draft, field))) for field in _JOINED},
    }


def _item(item: Item) -> dict[str, Any]:
    return _given(row_of(ITEM, item))


def _given(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}
