"""Lineage between entries, systems, libraries, licence types and items, and what stands in which library.

* Both ends are there, and of kinds of which the one can be made from the other.
* Nothing is made from itself, by whatever way: the batch is laid over what lies upstream of it in the graph.
* What is lost or changed between items without a rule that says how is told (`rules`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graph.errors import Conflict, Malformed, Text
from graph.law.access import require
from graph.law.acts import Act
from graph.law.item_lineage import EdgeFinding, lint_item_edges
from graph.office.actor import Actor
from graph.office.batch import write_batch
from graph.office.idempotency import Writing
from graph.office.references import NAMES, Reference, circle, dangling, in_circle, stands_twice
from graph.office.review import Hint, Review
from graph.refusal_codes import Code
from graph.schema.relations import DERIVES_FROM
from graph.store.engine import Store, Unit
from graph.subjects.lineage import recording
from graph.subjects.lineage.rules import from_itself
from graph.subjects.lineage.setting import KINDS, LineageSetting, Steps, lineage_setting
from graph.words.lineage import ItemLineageEdge, LineageEdge

_ENDS = Text("信息资源、信息系统、资源库或证照类型", "resource, system, library or licence type")


@dataclass(frozen=True, slots=True)
class JudgedLineage:
    """A batch and what was found: to make one is to judge it, so that nothing unjudged can be written."""

    edges: tuple[LineageEdge, ...]
    item_edges: tuple[ItemLineageEdge, ...]
    setting: LineageSetting
    review: Review = field(init=False)
    """Everything that is wrong; paths count each kind of edge from 1."""

    def __post_init__(self) -> None:
        """Judge."""
        object.__setattr__(self, "review", _review(self.edges, self.item_edges, self.setting))


async def judge(
    store: Store, edges: Sequence[LineageEdge], item_edges: Sequence[ItemLineageEdge] = ()
) -> JudgedLineage:
    """Read what a batch is judged by, say everything that is wrong with it, and write nothing."""
    setting = await lineage_setting(store, map(ends, edges), map(item_ends, item_edges))
    return JudgedLineage(tuple(edges), tuple(item_edges), setting)


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
        Refusal: The one thing that is wrong: `UNKNOWN_CODE`, `CODE_TWICE`, `LINEAGE_KINDS`, `CIRCLE` or
            `LICENSE_FROM_ITSELF`.
        SeveralReasons: Everything that is.
    """
    return await add_judged(store, await judge(store, edges, item_edges), actor)


async def add_judged(store: Writing, judgement: JudgedLineage, actor: Actor) -> Review:
    """Write a batch by the judgement that it was given; nothing is read or judged again.

    Raises:
        Forbidden: `ROLE_REQUIRED`.
        Refusal: The one thing that is wrong with the batch.
        SeveralReasons: Everything that is.
    """
    require(actor.principal, Act.IMPORT, None, actor.today)
    edges, item_edges = judgement.edges, judgement.item_edges
    counts = {"lineage": len(edges), "item_lineage": len(item_edges)}

    async def write(unit: Unit) -> None:
        await recording.write_lineage(unit, edges)
        await recording.write_item_lineage(unit, item_edges)

    return await write_batch(store, judgement.review, actor, Act.IMPORT, counts, write)


def ends(edge: LineageEdge) -> tuple[str, str]:
    """Ids of what is made and of what it is made from."""
    return edge.downstream, edge.upstream


def item_ends(edge: ItemLineageEdge) -> tuple[str, str]:
    """The same of an edge between items."""
    return f"{edge.downstream}#{edge.downstream_item}", f"{edge.upstream}#{edge.upstream_item}"


def _review(edges: Sequence[LineageEdge], item_edges: Sequence[ItemLineageEdge], setting: LineageSetting) -> Review:
    pairs, item_pairs = list(map(ends, edges)), list(map(item_ends, item_edges))
    review = Review(
        (
            *_twice(pairs, "lineage", "upstream"),
            *_twice(item_pairs, "item_lineage", "upstream_item"),
            *_ends(edges, setting.ends),
        )
    ) + dangling(_references(item_pairs), setting.ends)
    if not review.clean:
        return review
    circles = _circles(pairs, setting.steps, "lineage", setting.licenses)
    return (
        circles
        + _circles(item_pairs, setting.item_steps, "item_lineage")
        + Review(hints=tuple(map(_hint, lint_item_edges(item_edges, setting.item_forms))))
    )


def _twice(pairs: Sequence[tuple[str, str]], name: str, field: str) -> Iterator[Malformed]:
    first: dict[tuple[str, str], int] = {}
    for position, pair in enumerate(pairs, start=1):
        before = first.setdefault(pair, position)
        if before != position:
            yield stands_twice(" ← ".join(pair), (name, str(position), field), (name, str(before), field))


def _ends(edges: Sequence[LineageEdge], there: Mapping[str, frozenset[str]]) -> Iterator[Malformed | Conflict]:
    for position, edge in enumerate(edges, start=1):
        path = ("lineage", str(position))
        kinds = []
        for end, code in (("downstream", edge.downstream), ("upstream", edge.upstream)):
            kind = next((kind for kind in KINDS if code in there[kind]), None)
            if kind is None:
                yield _no_end(code, (*path, end))
            kinds.append(kind)
        low, high = kinds
        if low and high and (low, high) not in DERIVES_FROM.ends:
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


def _references(pairs: Sequence[tuple[str, str]]) -> Iterator[Reference]:
    for position, (low, high) in enumerate(pairs, start=1):
        yield Reference("Item", low, ("item_lineage", str(position), "downstream_item"))
        yield Reference("Item", high, ("item_lineage", str(position), "upstream_item"))


def _circles(
    edges: Sequence[tuple[str, str]], steps: Steps, name: str, licenses: frozenset[str] = frozenset()
) -> Review:
    way = circle([*edges, *steps])
    if way is None:
        return Review()
    inside = set(way)
    number = next(position for position, (low, high) in enumerate(edges, start=1) if {low, high} <= inside)
    place = (name, str(number))
    made = next((at for at, node in enumerate(way[:-1]) if node in licenses), None)
    if made is not None:
        return Review((from_itself((*way[made:-1], *way[: made + 1]), place),))
    return Review((in_circle(way, "溯源关系成环", "lineage runs in a circle", place),))


def _hint(found: EdgeFinding) -> Hint:
    place = ("item_lineage", str(found.position), "rule")
    return Hint(found.code, found.message, path=place, value=found.rule)
