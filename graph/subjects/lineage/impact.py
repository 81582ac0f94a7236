"""What a change or withdrawal would touch: who uses it, under which grants, with which cases open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import LiteralString

from graph.schema.nodes import CONSUMER, GRANT, LICENSE_TYPE, OBJECTION, REQUEST
from graph.store.edges import Row
from graph.store.view import View
from graph.subjects.lineage.memory import Node, Walk

_TOUCHED: LiteralString = (
    "UNWIND $ids AS id MATCH (r:Resource {id: id}) WITH collect(r) AS rs RETURN ["
    "COLLECT { UNWIND rs AS r MATCH (r)<-[:COVERS]-(:Grant)-[:GRANTED_TO]->(c:Consumer) WITH DISTINCT c "
    f"RETURN {CONSUMER.row('c')} ORDER BY c.id LIMIT $limit }}, "
    f"COLLECT {{ UNWIND rs AS r MATCH (r)<-[:COVERS]-(c:Grant) WHERE {GRANT.sees('c')} WITH DISTINCT c "
    f"RETURN {GRANT.row('c')} ORDER BY c.id LIMIT $limit }}, "
    f"COLLECT {{ UNWIND rs AS r MATCH (r)<-[:ASKS_FOR]-(c:SharingRequest) "
    f"WHERE c.state = 'WAITING' AND {REQUEST.sees('c')} "
    f"WITH DISTINCT c RETURN {REQUEST.row('c')} ORDER BY c.id LIMIT $limit }}, "
    f"COLLECT {{ UNWIND rs AS r MATCH (r)-[:HAS_ITEM*0..1]->()<-[:ON]-(c:Objection) "
    f"WHERE c.open AND {OBJECTION.sees('c')} "
    f"WITH DISTINCT c RETURN {OBJECTION.row('c')} ORDER BY c.id LIMIT $limit }}, "
    "COLLECT { UNWIND $types + COLLECT { UNWIND rs AS r MATCH (r)<-[:DERIVES_FROM]-(t:LicenseType) RETURN t.id } AS k "
    "WITH DISTINCT k MATCH (c:LicenseType {id: k}) "
    f"RETURN {LICENSE_TYPE.row('c')} ORDER BY c.id LIMIT $limit }}]"
)


@dataclass(frozen=True, slots=True)
class Impact:
    """A walk downstream and what hangs on it."""

    walk: Walk
    consumers: list[Row]
    grants: list[Row]
    open_requests: list[Row]
    open_objections: list[Row]
    license_types: list[Row]
    partial: bool
    """Whether the walk or one of the lists was cut short."""


async def impact(view: View, walk: Walk, first: int) -> Impact:
    """What a walk touches, at most `first` of each kind."""
    found = await touched(view, walk.nodes, first + 1)
    cut = walk.truncated is not None or any(len(rows) > first for rows in found)
    consumers, grants, requests, objections, types = (rows[:first] for rows in found)
    return Impact(walk, consumers, grants, requests, objections, types, cut)


async def touched(view: View, nodes: Sequence[Node], limit: int) -> list[list[Row]]:
    """What hangs on the nodes of a walk, each a list of at most `limit` rows.

    Args:
        view: What the asker sees.
        nodes: The walk; an item stands for its entry.
        limit: Most rows of each kind.

    Returns:
        Consumers, grants, waiting requests, open objections and licence types.
    """
    entries = dict.fromkeys(node.id.partition("#")[0] for node in nodes if node.kind in ("Resource", "Item"))
    types = [node.id for node in nodes if node.kind == "LicenseType"]
    found: list[list[Row]] = await view.read(_TOUCHED, ids=list(entries), types=types, limit=limit)
    return found
