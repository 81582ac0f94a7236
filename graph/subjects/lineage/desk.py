"""Lineage between entries, systems, libraries, licence types and items, and what stands in which library.

* Both ends are there, and of kinds of which the one can be made from the other.
* Nothing is made from itself, by whatever way: the batch is laid over what lies upstream of it in the graph.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from graph.errors import Conflict, Malformed, Text
from graph.law.access import require
from graph.law.acts import Act
from graph.office.actor import Actor
from graph.office.references import NAMES, Reference, circle, dangling, in_circle
from graph.office.review import Review
from graph.refusal_codes import Code
from graph.store import journal
from graph.store.engine import Store, Unit
from graph.store.existence import existing_ids
from graph.subjects.lineage import recording
from graph.subjects.lineage.recording import sources
from graph.words.lineage import ItemLineageEdge, LineageEdge

_KINDS = ("Resource", "Library", "System", "LicenseType")
_ENDS = Text("信息资源、信息系统、资源库或证照类型", "resource, system, library or licence type")


async def review_lineage(
    store: Store, edges: Sequence[LineageEdge], item_edges: Sequence[ItemLineageEdge] = ()
) -> Review:
    """Say everything that is wrong with a batch of lineage, and write nothing."""
    ends = {code for edge in edges for code in (edge.downstream, edge.upstream)}
    item_ends = list(_item_ends(item_edges))
    there = await existing_ids(store, dict.fromkeys(_KINDS, ends) | {"Item": {one.code for one in item_ends}})
    review = Review(tuple(_ends(edges, there))) + dangling(item_ends, there)
    if review.clean:
        items = [(_low(edge), _high(edge)) for edge in item_edges]
        review += await _circles(store, [(edge.downstream, edge.upstream) for edge in edges], "lineage", items=False)
        review += await _circles(store, items, "item_lineage", items=True)
    return review


async def add_lineage(
    store: Store, edges: Sequence[LineageEdge], item_edges: Sequence[ItemLineageEdge], actor: Actor
) -> Review:
    """Write lineage as a whole.

    Args:
        store: The graph.
        edges: Between entries, systems, libraries and licence types; paths of refusals count them from 1.
        item_edges: Between information items.
        actor: An administrator.

    Raises:
        Forbidden: `ROLE_REQUIRED`.
        Refusal: The one thing that is wrong: `UNKNOWN_CODE`, `LINEAGE_KINDS` or `CIRCLE`.
        SeveralReasons: Everything that is.
    """
    require(actor.principal, Act.IMPORT, None, actor.today)
    review = await review_lineage(store, edges, item_edges)
    review.refuse()
    counts = {"lineage": len(edges), "item_lineage": len(item_edges)}
    deeds = [actor.deed(Act.IMPORT, about, (), str(count)) for about, count in counts.items() if count]

    async def work(unit: Unit) -> None:
        await recording.write_lineage(unit, edges)
        await recording.write_item_lineage(unit, item_edges)
        await journal.record(unit, *deeds)

    await store.write(work)
    return review


def _ends(edges: Sequence[LineageEdge], there: Mapping[str, frozenset[str]]) -> Iterator[Malformed | Conflict]:
    for position, edge in enumerate(edges, start=1):
        path = ("lineage", str(position))
        kinds = []
        for field, code in (("downstream", edge.downstream), ("upstream", edge.upstream)):
            kind = next((kind for kind in _KINDS if code in there[kind]), None)
            if kind is None:
                yield _no_end(code, (*path, field))
            kinds.append(kind)
        low, high = kinds
        if low and high and (low, high) not in recording.LINEAGE_ENDS:
            yield Conflict(
                Text(
                    f"{NAMES[low].zh}不能由{NAMES[high].zh}生成：{edge.downstream} ← {edge.upstream}",
                    f"a {NAMES[low].en} is not made from a {NAMES[high].en}: {edge.downstream} ← {edge.upstream}",
                ),
                code=Code.LINEAGE_KINDS,
                path=path,
                value=f"{edge.downstream} ← {edge.upstream}",
            )


def _no_end(code: str, path: tuple[str, ...]) -> Malformed:
    return Malformed(
        Text(f"没有代码为 {code[:64]} 的{_ENDS.zh}", f"there is no {_ENDS.en} {code[:64]}"),
        code=Code.UNKNOWN_CODE,
        path=path,
        value=code[:64],
    )


def _low(edge: ItemLineageEdge) -> str:
    return f"{edge.downstream}#{edge.downstream_item}"


def _high(edge: ItemLineageEdge) -> str:
    return f"{edge.upstream}#{edge.upstream_item}"


def _item_ends(edges: Sequence[ItemLineageEdge]) -> Iterator[Reference]:
    for position, edge in enumerate(edges, start=1):
        yield Reference("Item", _low(edge), ("item_lineage", str(position), "downstream_item"))
        yield Reference("Item", _high(edge), ("item_lineage", str(position), "upstream_item"))


async def _circles(store: Store, edges: Sequence[tuple[str, str]], name: str, *, items: bool) -> Review:
    existing = await sources(store, {high for _, high in edges}, items=items)
    way = circle([*edges, *existing])
    if way is None:
        return Review()
    inside = set(way)
    place = next(position for position, (low, high) in enumerate(edges, start=1) if {low, high} <= inside)
    return Review((in_circle(way, "溯源关系成环", "lineage runs in a circle", (name, str(place))),))
