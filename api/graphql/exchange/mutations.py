"""What the exchange platform tells, by its service account: thousands of records at a time, whole or not at all."""

from datetime import datetime

import strawberry

from api.graphql.exchange.lens import ExchangeRecords
from api.graphql.lens import terms as _terms  # noqa: F401 - closed lists are published before a type names one
from api.graphql.lens.arguments import Input
from api.graphql.lens.ids import identity_of
from api.graphql.lens.payloads import Repeatable, act
from api.graphql.lens.scalars import Date, DateTime
from graph.codes.report import normalise
from graph.store.reading import day
from graph.subjects.exchange import desk
from graph.words import exchange as words
from graph.words.sharing import Purpose


@strawberry.input(description="A delivery of data to the platform (数据归集记录).")
class DeliveryInput:
    """A delivery of data."""

    number: str = strawberry.field(description="The platform's own number of the record (记录编号).")
    resource: str = strawberry.field(description="Code of the resource (资源代码).")
    delivered_at: DateTime = strawberry.field(description="When (归集时间).")
    rows: int = strawberry.field(description="How many rows; 0 = a zero report (条数).")
    newest_on: Date | None = strawberry.field(
        default=None, description="Newest business date among them; null where no row has one (最新业务日期)."
    )
    channel: str = strawberry.field(default="", description="By which way, in the platform's words (通道).")

    def read(self) -> words.Delivery:
        """The value that it says."""
        return words.Delivery(
            self.number.strip(), normalise(self.resource, upper=False), datetime.fromisoformat(self.delivered_at),
            self.rows, day(self.newest_on), self.channel.strip(),
        )  # fmt: skip


@strawberry.input(description="A use of data (数据使用记录).")
class DataUseInput:
    """A use of data."""

    number: str = strawberry.field(description="The platform's own number of the record (记录编号).")
    consumer: str = strawberry.field(description="Code of the consumer (使用方代码).")
    resource: str = strawberry.field(description="Code of the resource (资源代码).")
    used_at: DateTime = strawberry.field(description="When (使用时间).")
    rows: int = strawberry.field(description="How many rows (条数).")
    purpose: Purpose = strawberry.field(description="What for (用途).")
    caller: str = strawberry.field(default="", description="Program that called (调用程序).")
    grant: strawberry.ID | None = strawberry.field(
        default=None, description="Global id of the grant by which it was had; else `rule` (授权)."
    )
    rule: str | None = strawberry.field(
        default=None, description="Article by which it was had without a grant, `WH-13` (直接获取的依据)."
    )
    person: str = strawberry.field(
        default="", description="Who had it called; it is kept encrypted (经办人姓名或者编号)."
    )
    item: str = strawberry.field(default="", description="Code of the service item for which (事项编码).")
    business: str = strawberry.field(
        default="", description="Number of the piece of business; it is kept encrypted (办件编号)."
    )
    items: list[str] = strawberry.field(
        default_factory=list,
        description="Names of the items that were used; none = all (信息项).",
    )

    def read(self, at: int) -> words.DataUse:
        """The value that it says.

        Args:
            at: Its place, counted from 1.
        """
        grant = identity_of("Grant", str(self.grant), "records", str(at), "grant") if self.grant else None
        consumer, resource = (normalise(each, upper=False) for each in (self.consumer, self.resource))
        return words.DataUse(
            self.number.strip(), consumer, resource, datetime.fromisoformat(self.used_at), self.rows, self.purpose,
            self.caller.strip(), grant, self.rule, self.person.strip(), self.item.strip(), self.business.strip(),
            tuple(each.strip() for each in self.items),
        )  # fmt: skip


@strawberry.input(description="Deliveries of data to the platform (报送归集记录).")
class RecordDeliveriesInput(Repeatable):
    """Deliveries of data."""

    records: list[DeliveryInput] = strawberry.field(description=f"At most {desk.MOST_TOLD:,} (归集记录).")


@strawberry.input(description="Uses of data (报送使用记录).")
class RecordUsesInput(Repeatable):
    """Uses of data."""

    records: list[DataUseInput] = strawberry.field(description=f"At most {desk.MOST_TOLD:,} (使用记录).")


@strawberry.type
class ExchangeMutation:
    """What the exchange platform tells."""

    @act
    async def record_deliveries(
        self,
        info: strawberry.Info,
        input: Input[RecordDeliveriesInput],  # noqa: A002 - Relay's word
    ) -> ExchangeRecords:
        """Take deliveries down, for the exchange platform's service account; known ones stay as they are (归集记录)."""
        context, backend = info.context, info.context.backend
        records = [each.read() for each in input.records]
        return await desk.record_deliveries(  # type: ignore[return-value] # what the records show
            backend.store, backend.personal, context.actor, records, key=input.idempotency_key
        )

    @act
    async def record_uses(
        self,
        info: strawberry.Info,
        input: Input[RecordUsesInput],  # noqa: A002
    ) -> ExchangeRecords:
        """Take uses down, for the exchange platform's service account; known ones stay as they are (使用记录).

        Those that were outside of what permits them are taken down like the others, and marked.
        """
        context, backend = info.context, info.context.backend
        records = [each.read(at) for at, each in enumerate(input.records, start=1)]
        return await desk.record_uses(  # type: ignore[return-value] # what the records show
            backend.store, backend.personal, context.actor, records, key=input.idempotency_key
        )
