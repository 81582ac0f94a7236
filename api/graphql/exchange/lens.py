"""What the exchange platform is answered, and its records."""

from datetime import datetime

import strawberry

from api.graphql.exchange.pages import Connected, Edged
from api.graphql.lens.citations import Rule, Text, cited
from api.graphql.lens.connections import PageInfo
from api.graphql.lens.ids import global_id
from api.graphql.lens.scalars import Date, DateTime
from api.graphql.lens.values import attribute, shows
from api.graphql.objections.remark import Remark, remark_while_open
from graph.words import exchange
from graph.words.exchange import Freshness
from graph.words.sharing import Purpose


@shows(exchange.MayUse, "Whether something may be used, and why (使用询问的答复).")
class MayUse:
    """Whether something may be used, and why."""

    answer: exchange.UseAnswer = attribute("Yes, not without a request, or no (答复).")
    reason: Text = attribute("Why (理由).")
    rules: list[Rule] = attribute("By which articles (依据条文).", through=cited)
    grant: strawberry.ID | None = attribute(
        "Global id of the grant that permits it, or that waits (授权).",
        through=lambda key: global_id("Grant", key) if key else None,
    )
    under_check: Remark | None = attribute(
        "What has to be said with the data while an objection to them is open (校核期间提示).",
        "doubted",
        through=remark_while_open,
    )


@shows(exchange.Outside, "In what a use was outside of what permits it (超出授权的使用).")
class OutsideUse:
    """In what a use was outside of what permits it."""

    number: str = attribute("The platform's own number of the record (记录编号).")
    faults: list[exchange.UseFault] = attribute("In what (情形).")
    rules: list[Rule] = attribute("Articles that say so (依据条文).", through=cited)


@shows(exchange.Taken, "What came of a batch of records (报送结果).")
class ExchangeRecords:
    """What came of a batch of records."""

    written: int = attribute("Records that are new (新增数).")
    known: int = attribute("Records that were there already, the same (已有数).")
    outside: list[OutsideUse] = attribute(
        "Uses among them, new or known, that were outside of what permits them; they are taken down (超出授权的使用)."
    )


@shows(exchange.JudgedUse, "That somebody has used data of a resource (数据使用记录: WH-23, JZ-11, CS-35).")
class DataUse:
    """That somebody has used data of a resource."""

    number: str = attribute("The platform's own number of the record (记录编号).")
    consumer: str = attribute("Code of the consumer (使用方代码).")
    resource: str = attribute("Code of the resource (资源代码).")
    used_at: DateTime = attribute("When (使用时间).", through=datetime.isoformat)
    rows: int = attribute("How many rows (条数).")
    purpose: Purpose = attribute("What for (用途).")
    grant: strawberry.ID | None = attribute(
        "Global id of the grant by which it was had (授权).",
        through=lambda key: global_id("Grant", key) if key else None,
    )
    rule: str | None = attribute("The article by which it was had without one (直接获取的依据).")
    caller: str = attribute("Program that called (调用程序).")
    person: str = attribute("Who had it called (经办人).")
    item: str = attribute("Code of the service item for which (事项编码).")
    business: str = attribute("Number of the piece of business (办件编号).")
    items: list[str] = attribute("Names of the items that were used; none = all (信息项).")
    faults: list[exchange.UseFault] = attribute(
        "In what it was outside of what permits it, as was found when it was told (超出授权的情形)."
    )
    rules: list[Rule] = attribute("Articles that say so (依据条文).", through=cited)


@shows(exchange.Delivery, "That data of a resource were delivered to the platform (数据归集记录).")
class Delivery:
    """That data of a resource were delivered."""

    number: str = attribute("The platform's own number of the record (记录编号).")
    resource: str = attribute("Code of the resource (资源代码).")
    delivered_at: DateTime = attribute("When (归集时间).", through=datetime.isoformat)
    rows: int = attribute("How many rows; 0 = a zero report (条数).")
    newest_on: Date | None = attribute("Newest business date among them (最新业务日期).")
    channel: str = attribute("By which way (通道).")


@shows(Edged, "A use of data, with its cursor.")
class DataUseEdge:
    """A use of data in a list."""

    cursor: str = attribute("Opaque position in this list.")
    node: DataUse = attribute("The use.")


@shows(Connected, "Uses of data, the newest first (使用记录列表).")
class DataUsePage:
    """A page of uses of data."""

    edges: list[DataUseEdge] = attribute("The uses of this page.")
    page_info: PageInfo = attribute("Where this page stands.")


@shows(Edged, "A delivery, with its cursor.")
class DeliveryEdge:
    """A delivery in a list."""

    cursor: str = attribute("Opaque position in this list.")
    node: Delivery = attribute("The delivery.")


@shows(Connected, "Deliveries, the newest first (归集记录列表).")
class DeliveryPage:
    """A page of deliveries."""

    edges: list[DeliveryEdge] = attribute("The deliveries of this page.")
    page_info: PageInfo = attribute("Where this page stands.")


@shows(exchange.MonthDelivered, "What was delivered in a month (月度归集情况).")
class MonthDelivered:
    """What was delivered in a month."""

    month: str = attribute("`2026-03`, of China (月份).")
    deliveries: int = attribute("How many deliveries (归集次数).")
    rows: int = attribute("Rows of all of them; 0 = zero reports alone (条数, 零报告: JZP-5.3).")


@shows(exchange.UsedBy, "How much a consumer has used (使用情况).")
class UsedBy:
    """How much a consumer has used."""

    consumer: str = attribute("Code of the consumer (使用方代码).")
    uses: int = attribute("How many uses (使用次数).")
    rows: int = attribute("Rows of all of them (条数).")


@shows(
    exchange.ExchangeFacts,
    "What the platform's records say of a resource; where there are none, there are no facts (运行情况).",
)
class ExchangeFacts:
    """What the platform's records say of a resource."""

    resource: str = attribute("Code of the resource (资源代码).")
    freshness: Freshness = attribute("Whether what was delivered is as new as its update cycle says (更新情况).")
    newest_on: Date | None = attribute("Newest business date that was ever delivered (最新业务日期).")
    delivered_at: DateTime | None = attribute(
        "When something was delivered last (最近归集时间).", through=lambda at: at.isoformat() if at else None
    )
    months: list[MonthDelivered] = attribute("Months in which something was delivered; of the others nothing is known.")
    used_by: list[UsedBy] = attribute("Consumers that have used it; of the others nothing is known.")
