"""How lineage is brought, between entries and between items: through the desk of the lineage."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from graph.office.sheets.forms import Parsed
from graph.schema.relations import DERIVES_FROM, ITEM_FROM
from graph.subjects.importing.batches import Bringing, Importable, Judgement, compared, edges, emptied, judged_as_kept
from graph.subjects.lineage import sheet
from graph.subjects.lineage.desk import JudgedLineage, add_judged, ends, item_ends, judge
from graph.words.lineage import ItemLineageEdge, LineageEdge

T = TypeVar("T", LineageEdge, ItemLineageEdge)
_Ends = tuple[str, str]


async def _lineage(bringing: Bringing, parsed: Parsed[LineageEdge]) -> Judgement:
    async def attempt(values: Sequence[LineageEdge]) -> JudgedLineage:
        return await judge(bringing.store, values)

    return await _judged(bringing, parsed, attempt, lambda judged: judged.setting.rules, ends)


async def _item_lineage(bringing: Bringing, parsed: Parsed[ItemLineageEdge]) -> Judgement:
    async def attempt(values: Sequence[ItemLineageEdge]) -> JudgedLineage:
        return await judge(bringing.store, (), values)

    return await _judged(bringing, parsed, attempt, lambda judged: judged.setting.item_rules, item_ends)


async def _judged(
    bringing: Bringing,
    parsed: Parsed[T],
    attempt: Callable[[Sequence[T]], Awaitable[JudgedLineage]],
    rules: Callable[[JudgedLineage], Mapping[_Ends, str]],
    key: Callable[[T], _Ends],
) -> Judgement:
    named = {key(value): value for value in parsed.values}

    def there(judged: JudgedLineage) -> Mapping[_Ends, T]:
        """The edges of the batch that stand, each with its rule."""
        return {pair: replace(named[pair], rule=rule) for pair, rule in rules(judged).items() if pair in named}

    values, judged = await judged_as_kept(parsed, attempt, there, key)
    told = compared(values, there(judged), key, lambda one: (" ← ".join(key(one)), one.rule))
    hints = emptied(parsed, values, there(judged), key)
    return Judgement(told, judged.review + hints, partial(add_judged, judgement=judged, actor=bringing.actor))


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
