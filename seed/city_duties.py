"""What departments owe in the demonstration: entries that follow a duty, data that follow the facts, reports.

A row says what happens, in which department, and how many days before the demonstration's beginning; an excuse and a
delivery say also how long ago that happened which they answer.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from graph.cases.desk import Office
from graph.law.access import Principal
from graph.office.actor import Actor
from graph.subjects.duties import desk as duties
from graph.subjects.duties.desk import Report
from graph.subjects.duties.opening import TRIGGERS, identity
from graph.subjects.exchange.desk import record_deliveries
from graph.subjects.sources.changing import Given, change_basis
from graph.words.china_time import china_day
from graph.words.duties import BasisEvent, DutyEvent, DutyKind
from graph.words.exchange import Delivery
from graph.words.organisation import PostKind
from graph.words.people import Role
from seed.city_acts import DAY, Desk
from seed.officers import in_post
from seed.sheets import Row

_REVIEWED_IN = 10
"""Month in which a catalogue is gone through."""


async def owe(desk: Desk, row: Row) -> None:
    """Do what a row says."""
    what, post = _DONE[row["事项"]]
    view, actor = await in_post(desk.store, post, row["部门"], desk.day(row))
    key = " ".join(("demonstration duty", row["政策"], row["几日前"], row["事项"]))
    await what(Office(desk.store, desk.personal, view, actor, key), row, _since(desk, row))


def _since(desk: Desk, row: Row) -> date:
    """The day of what happened."""
    if row["日期"]:
        return date.fromisoformat(row["日期"])
    return china_day(desk.begun) - int(row["起于几日前"] or row["几日前"]) * DAY


async def _basis_changes(office: Office, row: Row, on: date) -> None:
    given = Given(row["依据"], BasisEvent(row["事项"]), on, row["文件"], successor=row["说明"] or None)
    await change_basis(office.store, office.actor, given, key=office.key)


async def _data_change(office: Office, row: Row, on: date) -> None:
    await duties.report_data_change(office, row["对象"], on)


async def _delivered(office: Office, row: Row, on: date) -> None:
    """Its data are delivered, which the exchange platform says, and not the department."""
    platform, now = Principal(Role.SERVICE, "exchange-platform"), office.actor.now
    told = Delivery(f"DEMO-N-{row['对象']}-{on:%Y%m%d}", row["对象"], now, 20, china_day(now), "库表交换")
    await record_deliveries(office.store, office.personal, Actor(platform, now), (told,), key=None)


async def _excused(office: Office, row: Row, on: date) -> None:
    duty = identity(DutyKind.CATALOGUE_UPDATE, TRIGGERS[BasisEvent.AMENDED], on, row["依据"], row["对象"])
    await duties.move_duty(office, duty, DutyEvent.EXCUSE, row["说明"])


async def _reported(office: Office, row: Row, on: date) -> None:
    kind = DutyKind(row["事项"])
    rows = 0 if kind is DutyKind.ZERO_REPORT else None
    await duties.report_period(office, Report(row["部门"], kind, _period(kind, on), row["说明"], new_rows=rows))


def _period(kind: DutyKind, on: date) -> date:
    """A day of the newest period of which a report can be made."""
    match kind:
        case DutyKind.YEARLY_PLAN:
            return on.replace(year=on.year + 1, day=1)
        case DutyKind.YEARLY_REPORT:
            return on.replace(year=on.year - 1, day=1)
        case DutyKind.CATALOGUE_REVIEW:
            return date(on.year - (on.month < _REVIEWED_IN), _REVIEWED_IN, 1)
        case _:
            return on.replace(day=1) - timedelta(days=1)


_Work = Callable[[Office, Row, date], Awaitable[None]]
_DONE: Mapping[str, tuple[_Work, PostKind]] = MappingProxyType(
    {
        BasisEvent.AMENDED.zh: (_basis_changes, PostKind.AUTHORITY_OFFICER),
        BasisEvent.REPEALED.zh: (_basis_changes, PostKind.AUTHORITY_OFFICER),
        DutyEvent.DATA_CHANGED.zh: (_data_change, PostKind.CATALOGUER),
        DutyEvent.REPORT_DELIVERY.zh: (_delivered, PostKind.CATALOGUER),
        DutyEvent.EXCUSE.zh: (_excused, PostKind.AUTHORITY_OFFICER),
        **{
            kind.zh: (_reported, PostKind.CATALOGUER)
            for kind in (
                DutyKind.YEARLY_REPORT, DutyKind.ZERO_REPORT, DutyKind.YEARLY_PLAN, DutyKind.CATALOGUE_REVIEW,
            )
        },
    }
)  # fmt: skip
"""What is done by the word of the table, and by whom."""
