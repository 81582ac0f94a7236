"""Writing entries that nobody has written before: created with all that hangs on them, and nothing is looked for first.

* What `recording` has to find out of an entry that may be there, a new one does not have: former items, relations of
  before, a version. A row says what the entry says, and nothing of what it leaves open.
* That they are new is read first, in the same transaction; a rival who creates one in between meets its unique code.
* The rows of the next entries are made while the store writes these.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import pairwise
from typing import Any, LiteralString

from graph.schema.nodes import ENTRY_VERSION, ITEM, RESOURCE
from graph.store.engine import Unit
from graph.store.revisions import stamp
from graph.store.writing import row_of
from graph.subjects.entries.recording import LINKS, OWN, content
from graph.words.entries import EntryDraft, EntryState

PART = 200
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
    make = partial(_rows, policies, state)
    parts = [drafts[start : start + PART] for start in range(0, len(drafts), PART)]
    said = {"touched": stamp(unit, "Resource"), "at": at.isoformat(), "cause": cause}
    rows = make(parts[0]) if parts else []
    for part, after in pairwise((*parts, ())):
        _, rows = await asyncio.gather(unit.run(_CREATE, rows=rows, **said), asyncio.to_thread(make, after))
        tell(sum(len(draft.items) for draft in part))
    for field, joining in _JOINED.items():
        await unit.run(joining, rows=[[draft.code, other] for draft in drafts for other in _once(draft, field)])


def _rows(policies: Mapping[str, str | None], state: EntryState, drafts: Sequence[EntryDraft]) -> list[dict[str, Any]]:
    return [_row(draft, policies.get(draft.provider), state) for draft in drafts]


def _row(draft: EntryDraft, policy: str | None, state: EntryState) -> dict[str, Any]:
    return _given(row_of(RESOURCE, draft) | {"state": state.name, "policyId": policy}) | {
        "id": draft.code,
        "content": content(draft, state),
        "items": [_given(row_of(ITEM, item)) for item in draft.items],
    }


def _given(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}


def _once(draft: EntryDraft, field: str) -> Iterable[str]:
    """What a field of an entry names, each once."""
    return dict.fromkeys(getattr(draft, field))
