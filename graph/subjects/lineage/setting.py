"""What a batch of lineage is judged by: which ends are there, what stands already, and what lies upstream of it.

One statement reads it, with the first step upstream; where lineage goes deeper, each further step is one more. The
question is one of use cases, which decide for everybody; it is not asked through a scope.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import LiteralString

from graph.schema.relations import DERIVES_FROM
from graph.store.engine import Store
from graph.words.entries import DataType
from graph.words.lineage import ItemForm

KINDS: tuple[LiteralString, ...] = tuple(dict.fromkeys([kind for ends in DERIVES_FROM.ends for kind in ends]))
"""Kinds of node that are made from others, or of which others are made."""
Steps = tuple[tuple[str, str], ...]
"""What is made from what: (downstream, upstream)."""
_Step = tuple[str, str, str]
"""The same, with the kind of what is made."""


@dataclass(frozen=True, slots=True)
class LineageSetting:
    """Everything that a batch is judged by and compared with, as the graph has it."""

    ends: Mapping[str, frozenset[str]]
    """Ids that are there, of those that the batch names, by kind; items among them."""
    item_forms: Mapping[str, ItemForm]
    """What the items hold that the batch names, by id."""
    rules: Mapping[tuple[str, str], str]
    """Edges of the batch that stand already, each with its rule."""
    item_rules: Mapping[tuple[str, str], str]
    """The same between items."""
    steps: Steps
    """Every step upstream of the batch's edges."""
    item_steps: Steps
    licenses: frozenset[str]
    """Licence types that the batch names, or that lie upstream of it."""


_LOWER: tuple[LiteralString, ...] = tuple(dict.fromkeys([low for low, _ in DERIVES_FROM.ends]))
_THERE: list[LiteralString] = [f"COLLECT {{ UNWIND $ends AS k MATCH (n:{kind} {{id: k}}) RETURN k }}" for kind in KINDS]
_STANDING: list[LiteralString] = [
    f"COLLECT {{ UNWIND $pairs AS k MATCH (:{low} {{id: k[0]}})-[e:DERIVES_FROM]->(:{high} {{id: k[1]}}) "
    "RETURN [k[0], k[1], coalesce(e.rule, '')] }"
    for low, high in DERIVES_FROM.ends
]
_UPSTREAM: list[LiteralString] = [
    f"COLLECT {{ UNWIND $ids AS k MATCH (a:{low} {{id: k}})-[:DERIVES_FROM]->(b) RETURN [k, b.id, '{low}'] }}"
    for low in _LOWER
]
_ITEMS_UPSTREAM: LiteralString = (
    "COLLECT { UNWIND $items AS k MATCH (a:Item {id: k})-[:ITEM_FROM]->(b:Item) RETURN [k, b.id, 'Item'] }"
)
_SETTING: LiteralString = (
    "RETURN [["
    + ", ".join(_THERE)
    + "], COLLECT { UNWIND $itemEnds AS k MATCH (n:Item {id: k}) RETURN [k, n.dataType, n.length] }, "
    + " + ".join(_STANDING)
    + ", COLLECT { UNWIND $itemPairs AS k MATCH (:Item {id: k[0]})-[e:ITEM_FROM]->(:Item {id: k[1]}) "
    + "RETURN [k[0], k[1], coalesce(e.rule, '')] }, "
    + " + ".join(_UPSTREAM)
    + f", {_ITEMS_UPSTREAM}]"
)
_FURTHER: LiteralString = "RETURN [" + " + ".join(_UPSTREAM) + f", {_ITEMS_UPSTREAM}]"


async def lineage_setting(
    store: Store, pairs: Iterable[tuple[str, str]], item_pairs: Iterable[tuple[str, str]]
) -> LineageSetting:
    """Read what a batch is judged by.

    Args:
        store: The graph.
        pairs: (downstream, upstream) of its edges.
        item_pairs: The same of its edges between items.
    """
    edges, item_edges = sorted(set(pairs)), sorted(set(item_pairs))
    ids, items = {high for _, high in edges}, {high for _, high in item_edges}
    there, item_ends, rules, item_rules, near, item_near = await store.read(
        _SETTING,
        ends=sorted({end for edge in edges for end in edge}),
        itemEnds=sorted({end for edge in item_edges for end in edge}),
        pairs=[list(pair) for pair in edges],
        itemPairs=[list(pair) for pair in item_edges],
        ids=sorted(ids),
        items=sorted(items),
    )
    steps, item_steps = await _upstream(store, (ids, near), (items, item_near))
    forms = {item: ItemForm(DataType[kind], length) for item, kind, length in item_ends}
    known = {kind: frozenset(found) for kind, found in zip(KINDS, there, strict=True)} | {"Item": frozenset(forms)}
    return LineageSetting(
        known,
        forms,
        {(low, high): rule for low, high, rule in rules},
        {(low, high): rule for low, high, rule in item_rules},
        _pairs(steps),
        _pairs(item_steps),
        known["LicenseType"] | {low for low, _, kind in steps if kind == "LicenseType"},
    )


def _pairs(steps: Iterable[_Step]) -> Steps:
    return tuple((low, high) for low, high, _ in steps)


async def _upstream(
    store: Store, entries: tuple[Collection[str], Sequence[_Step]], items: tuple[Collection[str], Sequence[_Step]]
) -> tuple[list[_Step], list[_Step]]:
    """All that lies upstream of where two walks stand: (nodes that were walked from, steps from them)."""
    walked = [(set(nodes), list(steps)) for nodes, steps in (entries, items)]
    while any(_front(nodes, steps) for nodes, steps in walked):
        fronts = [_front(nodes, steps) for nodes, steps in walked]
        found = await store.read(_FURTHER, ids=sorted(fronts[0]), items=sorted(fronts[1]))
        for (nodes, steps), front, more in zip(walked, fronts, found, strict=True):
            nodes.update(front)
            steps.extend(more)
    return walked[0][1], walked[1][1]


def _front(nodes: Collection[str], steps: Sequence[_Step]) -> set[str]:
    """Where a walk has come to and not gone on from."""
    return {high for _, high, _ in steps} - set(nodes)
