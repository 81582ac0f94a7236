"""What the exchange platform tells in the demonstration, for a year up to now, in all five cities.

- Of every entry that is shared: a delivery a month, and the newest ones as often as its cycle says. A few come late.
- Of every grant a use a week. Of what is had without an application a use a month, if the platform, asking, hears yes.
- Nothing is delivered that would undo what stands in the table of duties: data that changed are not delivered after it,
  nor files of a month for which there was nothing to report.
- The numbers follow from the day and from what it is of: told again later, the same records are the same.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any, Final, LiteralString, TypeVar

from graph.law.access import Principal
from graph.office.actor import Actor
from graph.schema.periods import SHARED
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.subjects.exchange import desk as exchange
from graph.words.china_time import CHINA, china_day
from graph.words.duties import DutyEvent, DutyKind
from graph.words.entries import Mode, SharingType, UpdateCycle
from graph.words.exchange import DataUse, Delivery, Use, UseAnswer
from graph.words.people import Role
from graph.words.sharing import Purpose
from seed.cities import Cities
from seed.loader import Progress, untold

RecordT = TypeVar("RecordT", Delivery, DataUse)
_WEEKS: Final = 52
_MONTHS: Final = 12
_NEWEST: Final = 6
"""Deliveries by its cycle, the newest ones."""
_LATE: Final = 12
"""Of so many entries one is late, by so many of its cycles as `_MISSED` says."""
_MISSED: Final = 3
_UNREPORTED: Final = 3
"""Months ago of which a late file was not delivered: its report is overdue (JZP-5.3)."""
_STEP: Final[Mapping[UpdateCycle, timedelta]] = MappingProxyType(
    {
        UpdateCycle.REAL_TIME: timedelta(days=1), UpdateCycle.DAILY: timedelta(days=1),
        UpdateCycle.WEEKLY: timedelta(weeks=1),
    }
)  # fmt: skip
"""How often what is newer than a month is delivered; what has a longer cycle comes month by month."""
_CHANNEL: Final[Mapping[Mode, str]] = MappingProxyType(
    {Mode.INTERFACE: "接口代理", Mode.DATABASE: "库表交换", Mode.FILE: "文件上传"}
)
_ENTRIES: LiteralString = (
    "MATCH (r:Resource {state: 'PUBLISHED'}) WHERE r.sharing <> 'REFUSED' "
    "RETURN collect([r.id, r.providerId, r.sharing, r.cycle, r.mode])"
)
_GRANTS: LiteralString = (
    "UNWIND $codes AS k MATCH (:Resource {id: k})<-[:COVERS]-(g:Grant) "
    f"WHERE {SHARED.holds('g', '$on')} RETURN collect([g.id, g.consumerId, g.resourceId, g.purpose, "
    "toString(g.validFrom), toString(g.validUntil), coalesce(g.itemIds, [])])"
)
_USERS: LiteralString = (
    "UNWIND $departments AS k MATCH (d:Department {id: k})<-[:PART_OF]-(u:Consumer {kind: 'DEPARTMENT'}) "
    "RETURN collect([u.id, d.id])"
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is delivered."""

    code: str
    provider: str
    sharing: SharingType
    cycle: UpdateCycle
    mode: Mode | None

    @property
    def late(self) -> bool:
        return _sum(self.code) % _LATE == 0


async def load_exchanged(
    store: Store, personal: PersonalData, cities: Cities, begun: date, now: datetime, progress: Progress = untold
) -> int:
    """Have the platform tell what is not there yet; say of how many records.

    Args:
        store: A demonstration store with its catalogue and what is under way in it.
        personal: Encrypts who called, and for which business.
        cities: The tables of what departments owe.
        begun: Day on which the demonstration was begun.
        now: The present.
        progress: Is told how much is done.
    """
    platform = Actor(Principal(Role.SERVICE, "exchange-platform"), now)
    entries = [_entry(*row) for row in await store.read(_ENTRIES)]
    codes, quiet = [each.code for each in entries], _Quiet.of(cities, begun)
    deliveries = [each for one in entries for each in _delivered(one, quiet, now)]
    uses = [
        *_granted(await store.read(_GRANTS, codes=codes, on=platform.today.isoformat()), now),
        *await _direct(store, platform, entries, now),
    ]
    done, total = 0, len(deliveries) + len(uses)
    for told in _batches(deliveries):
        progress(done, total, "归集记录")
        await exchange.record_deliveries(store, personal, platform, told, key=None)
        done += len(told)
    for used in _batches(uses):
        progress(done, total, "使用记录")
        await exchange.record_uses(store, personal, platform, used, key=None)
        done += len(used)
    progress(total, total, "")
    return total


def _entry(code: str, provider: str, sharing: str, cycle: str, mode: str | None) -> _Entry:
    return _Entry(code, provider, SharingType[sharing], UpdateCycle[cycle], Mode[mode] if mode else None)


@dataclass(frozen=True, slots=True)
class _Quiet:
    """What is not delivered, for the sake of what is owed."""

    changed: Mapping[str, date]
    """By entry: from the day on which its data changed."""
    reported: Mapping[str, date]
    """By department: files of the month before this day, which had nothing to report."""

    @classmethod
    def of(cls, cities: Cities, begun: date) -> _Quiet:
        owed = [row for name, row in cities.acts if name == "duties"]
        days = {id(row): begun - timedelta(days=int(row["几日前"]) + 1) for row in owed}
        return cls(
            {row["对象"]: days[id(row)] for row in owed if row["事项"] == DutyEvent.DATA_CHANGED.zh},
            {row["部门"]: days[id(row)].replace(day=1) for row in owed if row["事项"] == DutyKind.ZERO_REPORT.zh},
        )

    def holds(self, entry: _Entry, at: datetime, newest: date) -> bool:
        """Whether this delivery is left out."""
        changed, reported = self.changed.get(entry.code), self.reported.get(entry.provider)
        if changed is not None and china_day(at) >= changed:
            return True
        if reported is None or entry.mode is not Mode.FILE:
            return False
        unreported = _months_before(reported, _UNREPORTED)
        return newest >= reported - timedelta(days=1) or newest.replace(day=1) == unreported


def _delivered(entry: _Entry, quiet: _Quiet, now: datetime) -> Iterator[Delivery]:
    for at, newest in _when(entry, now):
        if not quiet.holds(entry, at, newest):
            number, rows = f"DEMO-D-{entry.code}-{at:%Y%m%d}", _many(f"{entry.code}{newest}")
            channel = _CHANNEL[entry.mode] if entry.mode else ""
            yield Delivery(number, entry.code, at, rows, newest, channel)


def _when(entry: _Entry, now: datetime) -> Iterator[tuple[datetime, date]]:
    """Two in the morning by China's clock, with what is of the day before: month by month, then by its cycle."""
    today, step = china_day(now), _STEP.get(entry.cycle)
    days = {_months_before(today, back) + timedelta(days=1) for back in range(_MONTHS)}
    days |= {_last(today, step) - back * step for back in range(_NEWEST)} if step else set()
    cut = today - _MISSED * (step or timedelta(days=31)) if entry.late else today
    for day in sorted(days):
        at = datetime.combine(day, time(2), CHINA)
        if at <= now and day <= cut:
            yield at, day - timedelta(days=1 if step else 2)


def _last(today: date, step: timedelta) -> date:
    """The newest day of its cycle: today, or this week's Monday."""
    return today - timedelta(days=today.weekday()) if step > timedelta(days=1) else today


def _months_before(day: date, back: int) -> date:
    """The first of a month, so many months ago."""
    months = day.year * 12 + day.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)


def _granted(grants: Sequence[Sequence[Any]], now: datetime) -> Iterator[DataUse]:
    for identity, consumer, resource, purpose, begun, ends, items in grants:
        for at in _weeks(now, time(9)):
            if begun <= china_day(at).isoformat() <= (ends or "9"):
                yield DataUse(
                    number=f"DEMO-U-{identity}-{at:%Y%m%d}",
                    consumer=consumer,
                    resource=resource,
                    used_at=at,
                    rows=1 + _many(f"{identity}{at:%Y%m%d}") // 50,
                    purpose=Purpose[purpose],
                    caller="共享交换平台",
                    grant=identity,
                    items=tuple(each.partition("#")[2] for each in items),
                )


async def _direct(store: Store, platform: Actor, entries: Sequence[_Entry], now: datetime) -> list[DataUse]:
    """Uses without an application: of each entry by a department of its own place, if it may."""
    users = await store.read(_USERS, departments=sorted({each.provider for each in entries}))
    asked = list[Use]()
    for entry in entries:
        near = [user for user, of in users if of != entry.provider and of[2:6] == entry.provider[2:6]]
        if entry.sharing is SharingType.UNCONDITIONAL and near:
            chosen = sorted(near)[_sum(entry.code) % len(near)]
            asked.append(Use(chosen, entry.code, list(Purpose)[_sum(entry.provider) % len(Purpose)]))
    answers = await exchange.ask(store, platform, asked, platform.today) if asked else []
    found = list[DataUse]()
    for use, answer in zip(asked, answers, strict=True):
        if answer.answer is UseAnswer.YES and answer.grant is None:
            found += _had(use, answer.rules[0], now)
    return found


def _had(use: Use, rule: str, now: datetime) -> Iterator[DataUse]:
    for at in (each for each in _weeks(now, time(10)) if each.toordinal() // 7 % 4 == 0):
        yield DataUse(
            number=f"DEMO-U-{use.consumer}-{use.resource}-{at:%Y%m%d}",
            consumer=use.consumer,
            resource=use.resource,
            used_at=at,
            rows=1 + _many(f"{use.consumer}{use.resource}{at:%Y%m%d}") // 50,
            purpose=use.purpose,
            caller="共享交换平台",
            rule=rule,
        )


def _weeks(now: datetime, clock: time) -> Iterator[datetime]:
    """A time of each Monday of the last year, by China's clock, the newest first: none that is still to come."""
    monday = china_day(now) - timedelta(days=china_day(now).weekday())
    for back in range(_WEEKS):
        at = datetime.combine(monday - timedelta(weeks=back), clock, CHINA)
        if at <= now:
            yield at


def _batches(records: Sequence[RecordT]) -> Iterator[Sequence[RecordT]]:
    for start in range(0, len(records), exchange.MOST_TOLD):
        yield records[start : start + exchange.MOST_TOLD]


def _many(of: str) -> int:
    """A number of rows that is the same each time."""
    return 40 + _sum(of) % 900


def _sum(of: str) -> int:
    return zlib.crc32(of.encode())
