"""What the exchange platform has told, as records of a table (使用清单、归集清单): the newest first, of some days."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, LiteralString, TypeVar

from graph.office.sheets.recorded import RecordTable, at, shown
from graph.store.pages import Wanted
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.exchange import facts
from graph.subjects.exchange.facts import Span
from graph.words.exchange import Delivery, JudgedUse, Page
from graph.words.records import DeliveryRecord, UseRecord

ToldT = TypeVar("ToldT", Delivery, JudgedUse)
RecordT = TypeVar("RecordT", UseRecord, DeliveryRecord)
USES: Final = RecordTable.of(
    "uses", UseRecord,
    id="记录编号", consumer="使用方代码", resource="资源代码", used_at="使用时间", rows="使用条数", purpose="用途类别",
    grant="授权编号", rule="直接获取依据", caller="调用程序", person="经办人", item="事项编码", business="办件编号",
    items="使用信息项", faults="超出授权的情形", rules="超出授权依据条文",
)  # fmt: skip
DELIVERIES: Final = RecordTable.of(
    "deliveries", DeliveryRecord,
    id="记录编号", resource="资源代码", delivered_at="归集时间", rows="归集条数", newest_on="最新业务日期",
    channel="归集通道",
)  # fmt: skip
PAGE: Final = 500
"""Records that are read at a time."""
_WHOSE: LiteralString = (
    "RETURN [COLLECT { UNWIND $below AS k MATCH (:Department {id: k})<-[:PROVIDED_BY]-(r:Resource) RETURN r.id }, "
    "COLLECT { UNWIND $below AS k MATCH (:Department {id: k})<-[:PART_OF]-(c:Consumer) RETURN c.id }, "
    "COLLECT { UNWIND $below AS k MATCH (:Department {id: k})<-[:RUN_BY]-(:System)<-[:IS]-(c:Consumer) "
    "WHERE c.departmentId IS NULL RETURN c.id }]"
)


@dataclass(frozen=True, slots=True)
class Whose:
    """What some departments have to do with the platform."""

    resources: tuple[str, ...]
    """Codes of what they provide."""
    consumers: tuple[str, ...]
    """Codes under which they use."""


async def whose(view: View, departments: Sequence[str]) -> Whose:
    """What some departments provide, and as whom they use; whether the asker sees a record is asked of the record."""
    resources, consumers, systems = await view.read(_WHOSE, below=list(departments))
    return Whose(tuple(sorted(resources)), tuple(sorted({*consumers, *systems})))


async def uses_under(view: View, personal: PersonalData, ids: Sequence[str]) -> Mapping[str, UseRecord]:
    """The uses of some numbers, as far as the asker sees them."""
    return {each.number: _use(each) for each in await facts.uses_under(view, personal, ids)}


async def deliveries_under(view: View, _: PersonalData, ids: Sequence[str]) -> Mapping[str, DeliveryRecord]:
    """The deliveries of some numbers, as far as the asker sees them."""
    return {each.number: _delivery(each) for each in await facts.deliveries_under(view, ids)}


def uses_listed(view: View, personal: PersonalData, by: str, of: str, span: Span) -> AsyncIterator[Sequence[UseRecord]]:
    """Uses of a resource or by a consumer that the asker sees, page by page; arguments as `facts.uses_of`."""
    return _listed(lambda wanted: facts.uses_of(view, personal, by, of, span, wanted), _use)


async def uses_concerning(
    view: View, personal: PersonalData, whose: Whose, span: Span
) -> AsyncIterator[Sequence[UseRecord]]:
    """Uses that the asker sees of what some departments provide, then those that they made of what others provide."""
    for resource in whose.resources:
        async for page in uses_listed(view, personal, "resource", resource, span):
            yield page
    own = frozenset(whose.resources)
    for consumer in whose.consumers:
        async for page in uses_listed(view, personal, "consumer", consumer, span):
            yield [use for use in page if use.resource not in own]


async def uses_outside_listed(
    view: View, personal: PersonalData, span: Span, whose: Whose | None = None
) -> AsyncIterator[Sequence[UseRecord]]:
    """Uses outside of what permits them that the asker sees, page by page; of some departments, on either side."""
    resources, consumers = (frozenset(whose.resources), frozenset(whose.consumers)) if whose else (None, None)
    async for page in _listed(lambda wanted: facts.uses_outside(view, personal, span, wanted), _use):
        if resources is None or consumers is None:
            yield page
        else:
            yield [use for use in page if use.resource in resources or use.consumer in consumers]


def deliveries_listed(view: View, of: str, span: Span) -> AsyncIterator[Sequence[DeliveryRecord]]:
    """Deliveries of a resource that the asker sees, page by page."""
    return _listed(lambda wanted: facts.deliveries_of(view, of, span, wanted), _delivery)


async def deliveries_concerning(view: View, whose: Whose, span: Span) -> AsyncIterator[Sequence[DeliveryRecord]]:
    """Deliveries that the asker sees of what some departments provide, one resource after the other."""
    for resource in whose.resources:
        async for page in deliveries_listed(view, resource, span):
            yield page


async def _listed(
    read: Callable[[Wanted], Awaitable[Page[ToldT]]], record: Callable[[ToldT], RecordT]
) -> AsyncIterator[Sequence[RecordT]]:
    wanted = Wanted("", PAGE)
    while True:
        page = await read(wanted)
        yield [record(each) for _, each in page.records]
        if not page.more:
            return
        wanted = Wanted("", PAGE, (page.records[-1][0], ""))


def _use(use: JudgedUse) -> UseRecord:
    return UseRecord(
        id=use.number,
        consumer=use.consumer,
        resource=use.resource,
        used_at=at(use.used_at),
        rows=use.rows,
        purpose=use.purpose.zh,
        grant=use.grant or "",
        rule=use.rule or "",
        caller=shown(use.caller),
        person=shown(use.person),
        item=use.item,
        business=shown(use.business),
        items=use.items,
        faults=tuple(each.zh for each in use.faults),
        rules=use.rules,
    )


def _delivery(delivery: Delivery) -> DeliveryRecord:
    return DeliveryRecord(
        id=delivery.number,
        resource=delivery.resource,
        delivered_at=at(delivery.delivered_at),
        rows=delivery.rows,
        newest_on=delivery.newest_on,
        channel=shown(delivery.channel),
    )
