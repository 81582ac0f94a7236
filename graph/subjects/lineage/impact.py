"""What a change or withdrawal would touch: who uses it, under which grants, with which cases open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import LiteralString

from graph.schema.nodes import CONSUMER, GRANT, LICENSE_TYPE, OBJECTION, REQUEST, use_seen
from graph.store.edges import Rows
from graph.store.view import View
from graph.subjects.lineage.memory import Node, Walk
from graph.words.sharing_cases import SharingState

_TOUCHED: LiteralString = (
    "UNWIND $ids AS id MATCH (r:Resource {id: id}) WITH collect(r) AS rs RETURN ["
    "COLLECT { UNWIND rs AS r MATCH (r)<-[:COVERS]-(g:Grant)-[:GRANTED_TO]->(c:Consumer) "
    f"WHERE {use_seen('g')} WITH DISTINCT c "
    f"RETURN {CONSUMER.row('c')} ORDER BY c.id LIMIT $limit }}, "
    f"COLLECT {{ UNWIND rs AS r MATCH (r)<-[:COVERS]-(c:Grant) WHERE {use_seen('c')} "
    f"WITH DISTINCT c RETURN {GRANT.row('c')} ORDER BY c.id LIMIT $limit }}, "
    f"COLLECT {{ UNWIND rs AS r MATCH (r)<-[:ASKS_FOR]-(c:SharingRequest) "
    f"WHERE c.state IN $waiting AND {REQUEST.sees('c')} "
    f"WITH DISTINCT c RETURN {REQUEST.row('c')} ORDER BY c.id LIMIT $limit }}, "
    f"COLLECT {{ UNWIND rs AS r MATCH (r)-[:HAS_ITEM*0..1]->()<-[:ON]-(c:Objection) "
    f"WHERE c.open AND {OBJECTION.sees('c')} "
    f"WITH DISTINCT c RETURN {OBJECTION.row('c')} ORDER BY c.id LIMIT $limit }}, "
    "COLLECT { UNWIND $types + COLLECT { UNWIND rs AS r MATCH (r)<-[:DERIVES_FROM]-(t:LicenseType) RETURN t.id } AS k "
    "WITH DISTINCT k MATCH (c:LicenseType {id: k}) "
    f"RETURN {LICENSE_TYPE.row('c')} ORDER BY c.id LIMIT $limit }}]"
)

_WAITING = [each.name for each in SharingState if each.open and each is not SharingState.REFUSED]
"""States in which a request waits for somebody; one that was refused does not."""


@dataclass(frozen=True, slots=True)
class Impact:
    """A walk downstream and what hangs on it."""

    walk: Walk
    consumers: Rows
    grants: Rows
    open_requests: Rows
    """Those that wait for an answer."""
    open_objections: Rows
    license_types: Rows
    partial: bool
    """Whether the walk or one of the lists was cut short."""


async def impact(view: View, walk: Walk, first: int) -> Impact:
    """What a walk touches, at most `first` of each kind."""
    found = await touched(view, walk.nodes, first + 1)
    cut = walk.truncated is not None or any(len(each.rows) > first for each in found)
    consumers, grants, requests, objections, types = (Rows(each.shape, each.rows[:first]) for each in found)
    return Impact(walk, consumers, grants, requests, objections, types, cut)


async def touched(view: View, nodes: Sequence[Node], limit: int) -> tuple[Rows, Rows, Rows, Rows, Rows]:
    """What hangs on the nodes of a walk, each a list of at most `limit` rows.

    Args:
        view: What the asker sees.
        nodes: The walk; an item stands for its entry.
        limit: Most rows of each kind.
    """
    entries = dict.fromkeys(node.id.partition("#")[0] for node in nodes if node.kind in ("Resource", "Item"))
    types = [node.id for node in nodes if node.kind == "LicenseType"]
    found = await view.read(_TOUCHED, ids=list(entries), types=types, limit=limit, waiting=_WAITING)
    shapes = (CONSUMER, GRANT, REQUEST, OBJECTION, LICENSE_TYPE)
    consumers, grants, requests, objections, kinds = (
        Rows(shape, tuple(rows)) for shape, rows in zip(shapes, found, strict=True)
    )
    return consumers, grants, requests, objections, kinds
