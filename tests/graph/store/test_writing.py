"""Writing: the same row twice changes nothing."""

from __future__ import annotations

from builders import catalogue as build

from graph.store.engine import Store


async def everything(store: Store) -> list[object]:
    """Numbers of nodes and edges by kind, but for what counts how often was written."""
    nodes = await store.read(
        "MATCH (n) WHERE NOT n:Revision WITH labels(n)[0] AS k, count(*) AS n ORDER BY k RETURN collect([k, n])"
    )
    edges = await store.read("MATCH ()-[e]->() WITH type(e) AS k, count(*) AS n ORDER BY k RETURN collect([k, n])")
    return [nodes, edges]


async def test_writing_the_same_city_twice_changes_nothing(store: Store) -> None:
    await store.write(build.a_city)
    once = await everything(store)
    await store.write(build.a_city)
    assert await everything(store) == once
