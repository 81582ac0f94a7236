"""What the exchange platform asks, and what its records say."""

from datetime import date
from typing import Annotated

import strawberry

from api.graphql.exchange.lens import DataUsePage, DeliveryPage, ExchangeFacts, MayUse
from api.graphql.exchange.pages import Connected, asked
from api.graphql.lens import terms as _terms  # noqa: F401 - closed lists are published before a type names one
from api.graphql.lens.arguments import After, Before, First, Last, On
from api.graphql.lens.cursors import Span as Pages
from api.graphql.lens.registration import resolved_as
from api.graphql.lens.scalars import Date
from graph.codes.report import normalise
from graph.store.reading import day
from graph.subjects.exchange import desk, facts
from graph.subjects.exchange.facts import Span
from graph.words import exchange as words
from graph.words.sharing import Purpose

ResourceCode = Annotated[str, strawberry.argument(description="Code of the resource (资源代码).")]
ConsumerCode = Annotated[str, strawberry.argument(description="Code of the consumer (使用方代码).")]
Since = Annotated[
    Date | None, strawberry.argument(description="First day; where nothing is said, 30 days before the last (起).")
]
Until = Annotated[Date | None, strawberry.argument(description="Last day; null is today (止).")]


@strawberry.input(description="What somebody wants to use (使用询问).")
class UseInput:
    """What somebody wants to use."""

    consumer: str = strawberry.field(description="Code of the consumer (使用方代码).")
    resource: str = strawberry.field(description="Code of the resource (资源代码).")
    items: list[str] = strawberry.field(
        default_factory=list, description="Names of the items; none = all of the resource (信息项)."
    )
    purpose: Purpose = strawberry.field(description="What for (用途).")

    def read(self) -> words.Use:
        """The value that it says."""
        consumer, resource = (normalise(each, upper=False) for each in (self.consumer, self.resource))
        return words.Use(consumer, resource, self.purpose, tuple(each.strip() for each in self.items))


@strawberry.type
class ExchangeQuery:
    """What the exchange platform asks, and what its records say."""

    @resolved_as(list[MayUse])
    async def may_use(
        self,
        info: strawberry.Info,
        uses: Annotated[
            list[UseInput],
            strawberry.argument(description=f"At most {desk.MOST_ASKED:,}, answered in their order (使用询问)."),
        ],
        on: On[Date] = None,
    ) -> list[words.MayUse]:
        """Whether consumers may use items of resources for a purpose: for the exchange platform's service account."""
        context = info.context
        day = date.fromisoformat(on) if on else context.view.today
        return await desk.ask(context.backend.store, context.actor, [each.read() for each in uses], day)

    @resolved_as(DataUsePage)
    async def uses_of_resource(
        self,
        info: strawberry.Info,
        resource: ResourceCode,
        since: Since = None,
        until: Until = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connected[words.JudgedUse]:
        """Recorded uses of a resource that you may see, the newest first (资源使用记录: WH-23)."""
        return await _uses(info, "resource", resource, since, until, Pages(first, after, last, before))

    @resolved_as(DataUsePage)
    async def uses_by_consumer(
        self,
        info: strawberry.Info,
        consumer: ConsumerCode,
        since: Since = None,
        until: Until = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connected[words.JudgedUse]:
        """Recorded uses by a consumer that you may see, the newest first (使用方使用记录: WH-23)."""
        return await _uses(info, "consumer", consumer, since, until, Pages(first, after, last, before))

    @resolved_as(DeliveryPage)
    async def deliveries_of_resource(
        self,
        info: strawberry.Info,
        resource: ResourceCode,
        since: Since = None,
        until: Until = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connected[words.Delivery]:
        """Deliveries of a resource that you may see, the newest first (资源归集记录)."""
        of = normalise(resource, upper=False)
        span = _span(info, since, until)
        page = asked(Pages(first, after, last, before), "deliveries", of, str(since), str(until))
        view = info.context.view
        return page.shown(await facts.deliveries_of(view, of, span, page.wanted))

    @resolved_as(DataUsePage)
    async def uses_outside(
        self,
        info: strawberry.Info,
        since: Since = None,
        until: Until = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connected[words.JudgedUse]:
        """Uses that were outside of what permits them, of those that you may see, the newest first (超出授权的使用)."""
        context, span = info.context, _span(info, since, until)
        page = asked(Pages(first, after, last, before), "outside", str(since), str(until))
        personal = context.backend.personal
        return page.shown(await facts.uses_outside(context.view, personal, span, page.wanted))

    @resolved_as(ExchangeFacts | None)
    async def exchange_facts(
        self, info: strawberry.Info, resource: ResourceCode, since: Since = None, until: Until = None
    ) -> words.ExchangeFacts | None:
        """What the platform's records say of a resource; null where there is no such (运行情况).

        For the provider, and who supervises it. Who uses it reads its own uses (`usesOfResource`).
        """
        span = _span(info, since, until)
        return await facts.facts_of(info.context.view, normalise(resource, upper=False), span)


async def _uses(
    info: strawberry.Info,
    by: str,
    of: str,
    since: Date | None,
    until: Date | None,
    pages: Pages,
) -> Connected[words.JudgedUse]:
    context, named, span = info.context, normalise(of, upper=False), _span(info, since, until)
    page = asked(pages, by, named, str(since), str(until))
    personal = context.backend.personal
    return page.shown(await facts.uses_of(context.view, personal, by, named, span, page.wanted))


def _span(info: strawberry.Info, since: Date | None, until: Date | None) -> Span:
    return Span.asked(day(since), day(until), info.context.view.today)
