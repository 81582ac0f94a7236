"""Every lint of lineage, asked of what stands: an item has another length since, a step was written beside another.

* Edges between items are read in windows of what they fill, each window with one statement.
* A licence that is made from its own consequence is looked for upstream of each window of licence types.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Sequence
from typing import LiteralString

from graph.law.item_lineage import lint_item_edges
from graph.office.references import circle
from graph.office.review import Flaw
from graph.store.edges import Row
from graph.store.engine import Store
from graph.store.whole.reading import windows_of
from graph.subjects.entries.rows import ITEM_EDGE, edge_of
from graph.subjects.lineage.rules import from_itself
from graph.subjects.lineage.setting import lineage_setting

_ITEMS: LiteralString = (
    "MATCH (a:Item) WHERE a.id >= $from AND a.id < $until MATCH (a)-[e:ITEM_FROM]->(b:Item) "
    f"RETURN collect({ITEM_EDGE})"
)
_LICENSES: LiteralString = (
    "MATCH (a:LicenseType) WHERE a.id >= $from AND a.id < $until MATCH (a)-[:DERIVES_FROM]->(b) "
    "RETURN collect([a.id, b.id])"
)


async def flaws_of_lineage(store: Store) -> AsyncIterator[Sequence[Flaw]]:
    """What the lints say of every edge between items, and of every licence type, window by window."""
    for begin, end in await windows_of(store, "Item"):
        yield _poured(await store.read(_ITEMS, **{"from": begin, "until": end}))
    told: set[str] = set()
    for begin, end in await windows_of(store, "LicenseType"):
        pairs = [(low, high) for low, high in await store.read(_LICENSES, **{"from": begin, "until": end})]
        setting = await lineage_setting(store, pairs, ())
        yield _from_themselves({*pairs, *setting.steps}, setting.licenses, told)


def _poured(rows: Sequence[Row]) -> list[Flaw]:
    standing = list(map(edge_of, rows))
    edges = [each.edge for each in standing]
    forms = {end: form for each in standing for end, form in zip(each.ends, (each.low, each.high), strict=True)}
    return [
        Flaw(each.code, edges[each.position - 1].downstream, edges[each.position - 1].downstream_item, each.message)
        for each in lint_item_edges(edges, forms)
    ]


def _from_themselves(steps: set[tuple[str, str]], licenses: Collection[str], told: set[str]) -> list[Flaw]:
    """Each licence type that lies on a circle, once; a circle that was told is opened at its last step."""
    flaws = []
    while (way := circle(sorted(steps))) is not None:
        for at, node in enumerate(way[:-1]):
            if node in licenses and node not in told:
                told.add(node)
                refusal = from_itself((*way[at:-1], *way[: at + 1]), ())
                flaws.append(Flaw(refusal.code, node, "", refusal.message))
        steps.discard((way[-2], way[-1]))
    return flaws
