"""Acts on duties: data that changed are told, deliveries and reports recorded, lateness excused."""

from collections.abc import Awaitable
from datetime import date

import strawberry

from api.graphql.duties.lens import OwedDuty
from api.graphql.lens.arguments import Input
from api.graphql.lens.ids import identity_of
from api.graphql.lens.payloads import Repeatable, act
from api.graphql.lens.scalars import Date
from api.graphql.lens.written import written
from graph.cases.desk import Office
from graph.codes.report import normalise
from graph.errors import NotFound, Text
from graph.refusal_codes import Code
from graph.subjects.duties import desk
from graph.subjects.duties.desk import Report
from graph.words.duties import DutyEvent, DutyKind, Reporter


@strawberry.input(description="Which duty (义务).")
class DutyInput(Repeatable):
    """Which duty."""

    duty: strawberry.ID = strawberry.field(description="Global id of the duty.")
    words: str = strawberry.field(default="", description="What is said with it; of an excuse the good reason (说明).")


@strawberry.input(description="That the data of an entry arose or changed (数据变更: CS-25).")
class ReportDataChangeInput(Repeatable):
    """That the data of an entry arose or changed."""

    code: str = strawberry.field(description="Code of the entry (资源代码).")
    on: Date = strawberry.field(description="The day on which they arose or changed (变更日期).")


@strawberry.input(description="A report on a period, or a plan for one (定期报送: CZ-17, JZP-5.3, JP-9, CS-16).")
class ReportPeriodInput(Repeatable):
    """A report on a period, or a plan for one."""

    department: str = strawberry.field(description="USCC of who reports (报送单位代码).")
    kind: DutyKind = strawberry.field(description="What is reported (类别).")
    period: Date = strawberry.field(description="Any day of the month or year that it is about (所属期间).")
    words: str = strawberry.field(description="Where the report is: its number, its title, what was found (说明).")
    reporter: Reporter = strawberry.field(default=Reporter.DEPARTMENT, description="As what it reports (报送单位).")
    new_rows: int | None = strawberry.field(
        default=None,
        description="Of a month's upload: 0 makes it a zero report; new data are reported by the file that the "
        "exchange platform records, and by no number (新增数据行数).",
    )


@strawberry.type
class DutyMutation:
    """Acts on duties."""

    @act
    async def report_data_change(
        self,
        info: strawberry.Info,
        input: Input[ReportDataChangeInput],  # noqa: A002 - Relay's word
    ) -> OwedDuty:
        """Say that data of an entry arose or changed: they are to be updated, and users are told (报告数据变更)."""
        code, on = normalise(input.code, upper=False), date.fromisoformat(str(input.on))
        return await _told(info, desk.report_data_change(_office(info, input), code, on))

    @act
    async def report_delivery(self, info: strawberry.Info, input: Input[DutyInput]) -> OwedDuty:  # noqa: A002
        """Have changed data, told before they were delivered or after, found on the platform's record (数据已更新)."""
        return await _moved(info, input, DutyEvent.REPORT_DELIVERY)

    @act
    async def excuse_duty(self, info: strawberry.Info, input: Input[DutyInput]) -> OwedDuty:  # noqa: A002
        """Accept the good reason of a department for being late (准予免责: WH-6)."""
        return await _moved(info, input, DutyEvent.EXCUSE)

    @act
    async def report_period(self, info: strawberry.Info, input: Input[ReportPeriodInput]) -> OwedDuty:  # noqa: A002
        """Record that a department has reported on a period, or handed in its plan (定期报送)."""
        report = Report(
            normalise(input.department), input.kind, date.fromisoformat(str(input.period)), input.words,
            input.reporter, input.new_rows,
        )  # fmt: skip
        return await _told(info, desk.report_period(_office(info, input), report))


def _office(info: strawberry.Info, given: Repeatable) -> Office:
    context = info.context
    backend = context.backend
    return Office(backend.store, backend.personal, context.view, context.actor, given.idempotency_key)


async def _moved(info: strawberry.Info, given: DutyInput, event: DutyEvent) -> OwedDuty:
    identity = identity_of("OwedDuty", str(given.duty), "duty")
    return await _told(info, desk.move_duty(_office(info, given), identity, event, given.words))


async def _told(info: strawberry.Info, done: Awaitable[str]) -> OwedDuty:
    """The duty as it is after an act."""
    identity = await done
    missing = Text("没有这一义务，或者无权知悉", "there is no such duty, or none that you may know of")
    return await written(info, OwedDuty, identity, NotFound(missing, code=Code.NOT_FOUND))
