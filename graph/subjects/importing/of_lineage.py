"""How lineage is brought, between entries and between items: through the desk of the lineage."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from graph.schema.relations import DERIVES_FROM, ITEM_FROM
from graph.subjects.importing.batches import Bringing, Importable, Judgement, Outcome, Told, edges
from graph.subjects.lineage import sheet
from graph.subjects.lineage.desk import JudgedLineage, add_judged, ends, item_ends, judge
from graph.words.lineage import ItemLineageEdge, LineageEdge


async def _lineage(bringing: Bringing, values: Sequence[LineageEdge]) -> Judgement:
    judged = await judge(bringing.store, values)
    rules = judged.setting.rules
    return _judgement(bringing, judged, [(ends(one), one.rule, rules.get(ends(one))) for one in values])


async def _item_lineage(bringing: Bringing, values: Sequence[ItemLineageEdge]) -> Judgement:
    judged = await judge(bringing.store, (), values)
    rules = judged.setting.item_rules
    return _judgement(bringing, judged, [(item_ends(one), one.rule, rules.get(item_ends(one))) for one in values])


def _judgement(
    bringing: Bringing, judged: JudgedLineage, standing: Sequence[tuple[tuple[str, str], str, str | None]]
) -> Judgement:
    """The judgement of edges, each with the rule that it has now and before; None where it did not stand."""
    told = tuple(Told(" ← ".join(pair), rule, _outcome(rule, before)) for pair, rule, before in standing)
    return Judgement(told, judged.review, partial(add_judged, judgement=judged, actor=bringing.actor))


def _outcome(rule: str, before: str | None) -> Outcome:
    if before is None:
        return Outcome.NEW
    return Outcome.UNCHANGED if rule == before else Outcome.CHANGED


def _item_edge(downstream: str, upstream: str, rule: str | None) -> ItemLineageEdge:
    (low, _, low_item), (high, _, high_item) = downstream.partition("#"), upstream.partition("#")
    return ItemLineageEdge(low, low_item, high, high_item, rule or "")


LINEAGE = Importable(
    sheet.LINEAGE,
    DERIVES_FROM,
    sheet.read_lineage,
    _lineage,
    edges(
        tuple([f"DERIVES_FROM.{low}.{high}" for low, high in DERIVES_FROM.ends]),
        lambda low, high, rule: LineageEdge(low, high, rule or ""),
    ),
)
ITEM_LINEAGE = Importable(
    sheet.ITEM_LINEAGE,
    ITEM_FROM,
    sheet.read_item_lineage,
    _item_lineage,
    edges(("ITEM_FROM.Item.Item",), _item_edge),
)
