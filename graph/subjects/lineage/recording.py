"""Writing what is made from what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import LiteralString

from graph.schema.found_by import STAMP_BY_CODE
from graph.schema.relations import DERIVES_FROM
from graph.store.engine import Unit
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
