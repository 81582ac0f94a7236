"""Who owes: which department answers, by which policy, who uses its data, and which reports are its own.

That data were delivered, or handed in for a month, is read from what the exchange platform has recorded, and from
nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, LiteralString

from graph.cases.prospects import Beforehand, nothing
from graph.errors import Text
from graph.law.workflow import Condition, Step
from graph.schema.nodes import RESOURCE
from graph.schema.periods import SHARED, TENURE
from graph.schema.relations import issuable
from graph.store.edges import Row
from graph.store.engine import Store, Unit
from graph.store.view import View
from graph.subjects.organisation.binding import Bindings, answering_for, bindings_of, policy_of
from graph.words.china_time import CHINA, china_day
from graph.words.duties import DutyEvent, OwedDuty

_BOUND_OVER_TIME: LiteralString = (
    "MATCH (d:Department {id: $id}) "
    f"WITH {answering_for('(:Department {id: d.id})', '$on')} AS answers "
    f"RETURN [answers, {bindings_of('(:Department {id: answers})')}]"
)
_USERS: LiteralString = (
    "RETURN COLLECT { UNWIND $codes AS k MATCH (r:Resource {id: k}) RETURN [k, "
    "COLLECT { MATCH (r)<-[:COVERS]-(g:Grant)-[:GRANTED_TO]->(u:Consumer) "
    f"WHERE u.departmentId IS NOT NULL AND {SHARED.holds('g', '$on')} RETURN u.departmentId }} + "
    "COLLECT { MATCH (r)<-[:DERIVES_FROM]-(down:Resource {state: 'PUBLISHED'}) "
    "WHERE down.providerId <> r.providerId RETURN down.providerId } + "
    "COLLECT { MATCH (r)<-[:DERIVES_FROM]-(made:LicenseType)-[right:ISSUABLE_BY]->(issuer:Department) "
    f"WHERE issuer.id <> r.providerId AND {issuable('right', 'made', 'issuer', '$on')} RETURN issuer.id }}] }}"
)


_ENTRY: LiteralString = (
    f"MATCH (r:Resource {{id: $code}}) WHERE {RESOURCE.sees('r')} AND r.state = 'PUBLISHED' WITH r.providerId AS owner "
    f"WITH {answering_for('(:Department {id: owner})', '$on')} AS answers "
    f"RETURN [answers, {policy_of('(:Department {id: answers})', '$on')}]"
)


@dataclass(frozen=True, slots=True)
class Bound:
    """Who answers on a day, and which policy binds him."""

    department: str | None
    policy: str | None


async def provider_of(view: View, code: str, on: date) -> Bound | None:
    """Who answers on a day for a published entry that the asker sees; None where there is none."""
    found = await view.read(_ENTRY, code=code, on=on.isoformat())
    return None if found is None else Bound(*found)


async def bound_over_time(store: Store, department: str, on: date) -> tuple[str | None, Bindings] | None:
    """Who answers for a department on a day, and what binds him on which; None where there is no such department."""
    found = await store.read(_BOUND_OVER_TIME, id=department, on=on.isoformat())
    return None if found is None else (found[0], Bindings.of(found[1]))


async def users_of(store: Store, code: str, on: date) -> tuple[str, ...]:
    """The departments that have to know what becomes of an entry.

    They have it by a grant, provide what is made of it, or issue licences that are made of it.
    """
    return _named(await store.read(_USERS, codes=[code], on=on.isoformat())).get(code, ())


async def users_in(unit: Unit, codes: Iterable[str], on: date) -> Mapping[str, tuple[str, ...]]:
    """The same of several entries, read in the transaction that writes them, in one statement."""
    return _named(await unit.run(_USERS, codes=sorted(codes), on=on.isoformat()))


def _named(rows: Sequence[Row] | None) -> dict[str, tuple[str, ...]]:
    return {code: tuple(sorted(set(departments))) for code, departments in rows or ()}


@dataclass(frozen=True, slots=True)
class Reporting:
    """What says which reports a department owes."""

    bound: Bindings
    """What binds it on which days."""
    own: str | None
    """As what it reports for itself, by its name: as a department, or as the government of a county; None = not."""
    files: bool
    """Whether it supplies entries as files."""
    leads: bool
    """Whether somebody acts in it for the authority."""
    files_of: Sequence[tuple[str | None, str]] = ()
    """Months, `2026-03`, of which the platform has recorded new data in files of it, and when; None = not said."""

    @classmethod
    def of(cls, row: Row) -> Reporting:
        """Of a row of `REPORTING`."""
        bound, *facts = row
        return cls(Bindings.of(bound), *facts)

    def filed(self, month: date, due: date) -> date | None:
        """The day on which a file with new data of a month was first recorded; None = there is none.

        Args:
            month: Its first day.
            due: The day until which it is reported on.
        """
        first = first_filed(self.files_of, month, due)
        return first and china_day(first)


def first_filed(files: Iterable[tuple[str | None, str]], month: date, due: date) -> datetime | None:
    """When a file with new data of a month was first recorded; None = there is none.

    One that does not say of which month it is, is of that whose term ends next: what comes until the fifth is of the
    month before (our reading of JZP-5.3).

    Args:
        files: Months, and when each file was recorded, as `Reporting` has them.
        month: Its first day.
        due: The day until which it is reported on.
    """
    named, before = f"{month:%Y-%m}", (due.replace(day=1) - timedelta(days=1)).replace(day=due.day)
    told = ((said, datetime.fromisoformat(at)) for said, at in files if not said or said == named)
    return min((at for said, at in told if said or before < china_day(at) <= due), default=None)


FILES_OF: LiteralString = (
    "COLLECT { MATCH (r:Resource {providerId: d.id}) WHERE r.state = 'PUBLISHED' AND r.mode = 'FILE' "
    "MATCH (c:Delivery {resourceId: r.id}) WHERE c.rows > 0 "
    "RETURN [substring(toString(c.newestOn), 0, 7), toString(c.deliveredAt)] }"
)
"""Over a department `d`, the files of it that the platform has recorded."""
REPORTING: LiteralString = (
    f"[{bindings_of('(d)')}, CASE WHEN d.kind <> 'GOVERNMENT' AND d.level = 'CITY' THEN 'DEPARTMENT' "
    "WHEN d.kind = 'GOVERNMENT' AND d.level = 'COUNTY' THEN 'COUNTY_GOVERNMENT' END, "
    "EXISTS { MATCH (r:Resource {providerId: d.id}) WHERE r.state = 'PUBLISHED' AND r.mode = 'FILE' }, "
    "EXISTS { MATCH (p:Post)-[:AT]->(d) WHERE p.kind = 'AUTHORITY_OFFICER' AND "
    f"{TENURE.holds('p')} }}, {FILES_OF}]"
)
"""Over a department `d`, what a `Reporting` says of it."""
_REPORTING: LiteralString = (
    f"MATCH (d:Department {{id: $id}}) WHERE $scope.system OR d.id IN $scope.entries RETURN {REPORTING}"
)


async def reporting(view: View, department: str) -> Reporting | None:
    """What says which reports a department owes; None where the asker may not see what it owes."""
    found = await view.read(_REPORTING, id=department)
    return None if found is None else Reporting.of(found)


_BROUGHT: LiteralString = (
    "UNWIND $rows AS row RETURN collect(coalesce(head(COLLECT { MATCH (c:Delivery) "
    "WHERE c.resourceKey >= row.low AND c.resourceKey < row.high AND c.rows > 0 AND CASE WHEN c.newestOn IS NULL "
    "THEN c.deliveredAt >= datetime(row.after) ELSE c.newestOn >= date(row.on) END "
    "WITH c ORDER BY c.deliveredAt LIMIT 1 RETURN toString(c.deliveredAt) }), ''))"
)


@dataclass(frozen=True, slots=True)
class ChangedData:
    """Data of an entry that have changed."""

    code: str
    on: date
    told_at: datetime
    """When that was said."""

    @property
    def key(self) -> str:
        """What says all of it."""
        return f"{self.told_at.isoformat()}|{self.on.isoformat()}|{self.code}"

    @classmethod
    def parse(cls, key: str) -> ChangedData:
        """Read a key."""
        told_at, on, code = key.split("|", 2)
        return cls(code, date.fromisoformat(on), datetime.fromisoformat(told_at))

    @property
    def row(self) -> dict[str, str]:
        """By what the deliveries are found that bring them."""
        changed = datetime.combine(self.on, time(), CHINA).astimezone(UTC)
        return {
            "low": f"{self.code}|{changed.isoformat(timespec='seconds')}",
            "high": f"{self.code}|~",
            "on": self.on.isoformat(),
            "after": undated_from(self.told_at, self.on).astimezone(UTC).isoformat(),
        }


def undated_from(told_at: datetime, on: date) -> datetime:
    """From when on rows without a business date bring what has changed: once that was told, or its day was over."""
    return min(told_at, datetime.combine(on + timedelta(days=1), time(), CHINA))


async def brought(store: Store, duty: OwedDuty) -> datetime | None:
    """When the platform has first recorded that what changed in an entry was delivered; None = it has not."""
    changed = ChangedData(duty.code or "", duty.event_on, duty.opened_at)
    (found,) = await store.read(_BROUGHT, rows=[changed.row])
    return datetime.fromisoformat(found) if found else None


async def told_of_record(view: View, keys: Sequence[str]) -> list[Beforehand]:
    """Of changed data, by their keys, whether the platform's record stands against having them found there."""
    found = await view.read(_BROUGHT, rows=[ChangedData.parse(each).row for each in keys]) if keys else ()
    return [Beforehand({}, nothing if each else _not_recorded) for each in found]


_RECORDED: Final = Condition(
    "recorded",
    frozenset({True}),
    Text(
        "共享平台记录有变更数据的归集；由平台报送归集记录后办结，零条不计",
        "the exchange platform has recorded that what changed was delivered; none of 0 rows",
    ),
)


def _not_recorded(step: Step) -> tuple[Sequence[Condition], Sequence[Condition]]:
    return ((_RECORDED,) if step.event is DutyEvent.REPORT_DELIVERY else ()), ()
