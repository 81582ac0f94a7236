"""The floor: the same data by one statement written by hand, the bare driver, orjson and a bare Starlette route.

Nobody who speaks Cypher, Python and HTTP answers faster without leaving the driver or the framework. It knows one asker
(the public) and one question of each kind.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import neo4j
import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from graph.law.scope import NOTHING
from graph.store.view import parameters
from graph.subjects.lineage import memory as lineage_memory

PAGE = """
MATCH (r:Resource) WHERE r.state = 'PUBLISHED' WITH r ORDER BY r.id LIMIT 101
RETURN collect([
  r.id, r.name, r.sharing, r.state,
  head(COLLECT { MATCH (r)-[:PROVIDED_BY]->(d:Department) RETURN [d.id, d.name] }),
  COLLECT { MATCH (r)-[:HAS_ITEM]->(i:Item) RETURN [i.id, i.name, i.dataType, i.seq] ORDER BY i.seq }
])
"""
POINT = """
MATCH (r:Resource {id: $code}) WHERE r.state = 'PUBLISHED'
RETURN [r.id, r.name, r.sharing, r.state, head(COLLECT { MATCH (r)-[:PROVIDED_BY]->(d:Department) RETURN d.name })]
"""
WALK = """
MATCH (s:Resource {id: $id})-[:DERIVES_FROM|FROM_SYSTEM*0..8]->(a)
WHERE NOT a:Resource OR a.state = 'PUBLISHED'
WITH DISTINCT a WITH collect(a) AS found
RETURN [
  [a IN found | [labels(a)[0], a.id, a.name]],
  COLLECT {
    UNWIND found AS a MATCH (a)-[e:DERIVES_FROM|FROM_SYSTEM]->(b) WHERE b IN found
    RETURN [labels(a)[0], a.id, labels(b)[0], b.id, type(e), e.rule]
  }
]
"""
Shaped = Callable[[Any], dict[str, Any]]


def floor(driver: neo4j.AsyncDriver, database: str | None) -> Starlette:
    """The bare application: `/page`, `/point`, `/walk` by hand, `/statement` with our own lineage statement."""

    async def value(text: str, parameters: dict[str, Any]) -> Any:
        async with driver.session(database=database, default_access_mode=neo4j.READ_ACCESS) as session:
            result = await session.run(text, parameters)
            return (await result.fetch(2))[0][0]

    def route(path: str, text: str, shape: Shaped, **fixed: Any) -> Route:
        async def answer(request: Request) -> Response:
            given = orjson.loads(await request.body())
            body = orjson.dumps({"data": shape(await value(text, given["variables"] | fixed))})
            return Response(body, media_type="application/json")

        return Route(path, answer, methods=["POST"])

    own = lineage_memory._WALKS["Resource", lineage_memory.Side.UPSTREAM, lineage_memory.MAX_DEPTH]  # noqa: SLF001 - the statement itself
    scope = {"scope": parameters(NOTHING), "today": "2026-01-01", "budget": lineage_memory.MAX_NODES}
    edge_budget = lineage_memory.MAX_NODES * lineage_memory.EDGES_PER_NODE + 1
    return Starlette(
        routes=[
            route("/page", PAGE, _page),
            route("/point", POINT, _point),
            route("/walk", WALK, _walk),
            route("/statement", own, _statement, **scope, edgeBudget=edge_budget),
        ]
    )


def global_id(label: str, identity: str) -> str:
    """The global id of a node, as our answers have it."""
    return base64.urlsafe_b64encode(f"{label}:{identity}".encode()).decode().rstrip("=")


def _page(rows: list[Any]) -> dict[str, Any]:
    more, rows = len(rows) > 100, rows[:100]
    edges = [
        {
            "cursor": global_id("", key),
            "node": {
                "id": global_id("Resource", key),
                "name": name,
                "sharing": sharing,
                "state": state,
                "provider": provider and {"id": global_id("Department", provider[0]), "name": provider[1]},
                "items": [
                    {"id": global_id("Item", i), "name": n, "dataType": kind, "seq": seq} for i, n, kind, seq in items
                ],
            },
        }
        for key, name, sharing, state, provider, items in rows
    ]
    page_info = {"hasNextPage": more, "endCursor": edges[-1]["cursor"] if edges else None}
    return {"resources": {"edges": edges, "pageInfo": page_info}}


def _point(found: list[Any]) -> dict[str, Any]:
    code, name, sharing, state, provider = found
    told = {"code": code, "name": name, "sharing": sharing, "state": state}
    return {"resource": {"id": global_id("Resource", code), **told, "provider": {"name": provider}}}


def _walk(found: list[Any]) -> dict[str, Any]:
    nodes, edges = found
    return {
        "lineage": {
            "nodes": [
                {"kind": kind, "code": i, "name": name, "node": {"id": global_id(kind, i)}} for kind, i, name in nodes
            ],
            "edges": [
                {"downstream": global_id(low, a), "upstream": global_id(high, b), "kind": kind, "rule": rule}
                for low, a, high, b, kind, rule in edges
            ],
        }
    }


def _statement(found: list[Any]) -> dict[str, Any]:
    seen, levels = found
    return _walk([seen, list({tuple(step): None for steps in levels for step in steps})])
