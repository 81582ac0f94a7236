"""What a change or withdrawal would touch: who uses it, under which grants, with which cases open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, LiteralString

from graph.store.shapes import CONSUMER, GRANT, LICENSE_TYPE, OBJECTION, REQUEST
from graph.store.view import View

_TOUCHED: LiteralString = (
    "UNWIND $ids AS id MATCH (r:Resource {id: id}) WITH collect(r) AS rs RETURN ["
    "COLLECT { UNWIND rs AS r MATCH (r)<-[:COVERS]-(:Grant)-[:GRANTED_TO]->(c:Consumer) WITH DISTINCT c "
    f"RETURN {CONSUMER.row('c')} ORDER BY c.id LIMIT $limit }}, "
    f"COLLECT {{ UNWIND rs AS r MATCH (r)<-[:COVERS]-(c:Grant) WHERE {GRANT.sees('c')} WITH DISTINCT c "
    f"RETURN {GRANT.row('c')} ORDER BY c.id LIMIT $limit }}, "
    f"COLLECT {{ UNWIND rs AS r MATCH (r)<-[:ASKS_FOR]-(c:SharingRequest) "
    f"WHERE c.state = 'WAITING' AND {REQUEST.sees('c')} "
    f"WITH DISTINCT c RETURN {REQUEST.row('c')} ORDER BY c.id LIMIT $limit }}, "
    f"COLLECT {{ UNWIND rs AS r MATCH (r)<-[:ON]-(c:Objection) WHERE c.open AND {OBJECTION.sees('c')} "
    f"WITH DISTINCT c RETURN {OBJECTION.row('c')} ORDER BY c.id LIMIT $limit }}, "
    "COLLECT { UNWIND rs AS r MATCH (r)<-[:DERIVES_FROM]-(c:LicenseType) WITH DISTINCT c "
    f"RETURN {LICENSE_TYPE.row('c')} ORDER BY c.id LIMIT $limit }}]"
)


async def touched(view: View, resource_ids: Sequence[str], limit: int) -> list[list[list[Any]]]:
    """Rows of consumers, grants, waiting requests, open objections and licence types at these resources."""
    found = await view.read(_TOUCHED, ids=list(resource_ids), limit=limit)
    return found if found is not None else [[], [], [], [], []]
