"""Writing what is made from what, and walking it upwards before it is written."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import LiteralString

from graph.schema.found_by import STAMP_BY_CODE
from graph.schema.relations import DERIVES_FROM
from graph.store.engine import Store, Unit
from graph.store.revisions import stamp
from graph.words.lineage import ItemLineageEdge, LineageEdge

_MADE: tuple[LiteralString, ...] = tuple(
    [
        f"UNWIND $rows AS row MATCH (a:{low} {{id: row[0]}}) MATCH (b:{high} {{id: row[1]}}) "
        "MERGE (a)-[e:DERIVES_FROM]->(b) SET e.rule = row[2]"
        for low, high in DERIVES_FROM.ends
    ]
)


async def write_lineage(unit: Unit, edges: Sequence[LineageEdge]) -> None:
    """Write lineage between entries, systems, libraries and licence types, whatever the ends are."""
    rows = [[edge.downstream, edge.upstream, edge.rule] for edge in edges]
    for text in _MADE:
        await unit.run(text, rows=rows)
    await unit.run(STAMP_BY_CODE, codes=sorted({edge.upstream for edge in edges}), touched=stamp(unit, "Resource"))


async def write_item_lineage(unit: Unit, edges: Sequence[ItemLineageEdge]) -> None:
    """Write lineage between information items."""
    await unit.run(
        "UNWIND $rows AS row MATCH (a:Item {id: row[0]}) MATCH (b:Item {id: row[1]}) MERGE (a)-[e:ITEM_FROM]->(b) "
        "SET e.rule = row[2]",
        rows=[[f"{e.downstream}#{e.downstream_item}", f"{e.upstream}#{e.upstream_item}", e.rule] for e in edges],
    )


_MADE_KINDS: list[LiteralString] = []
for _low, _ in DERIVES_FROM.ends:
    if _low not in _MADE_KINDS:
        _MADE_KINDS.append(_low)
_ENTRY_SOURCES: LiteralString = "RETURN " + " + ".join(
    [
        f"COLLECT {{ UNWIND $ids AS k MATCH (a:{low} {{id: k}})-[:DERIVES_FROM]->(b) RETURN [k, b.id] }}"
        for low in _MADE_KINDS
    ]
)
_ITEM_SOURCES: LiteralString = (
    "RETURN COLLECT { UNWIND $ids AS k MATCH (a:Item {id: k})-[:ITEM_FROM]->(b:Item) RETURN [k, b.id] }"
)


async def sources(store: Store, ids: Collection[str], *, items: bool) -> list[tuple[str, str]]:
    """Every lineage edge that lies upstream of some nodes, as (downstream, upstream).

    Args:
        store: The graph.
        ids: Where to begin.
        items: Whether they are information items; otherwise entries, libraries and licence types.
    """
    edges: list[tuple[str, str]] = []
    seen, level = set(ids), sorted(set(ids))
    while level:
        rows = await store.read(_ITEM_SOURCES if items else _ENTRY_SOURCES, ids=level)
        edges.extend((low, high) for low, high in rows)
        level = sorted({high for _, high in rows} - seen)
        seen.update(level)
    return edges
