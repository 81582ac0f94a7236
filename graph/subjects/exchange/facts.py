"""What the platform's records say: uses and deliveries of a resource or a consumer by day, and what follows from them.

What is used outside of a grant is told as such (JZ-13). Where there is no record there are no facts, which is another
thing than 0. Who sees a record is said by its kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final, LiteralString

from graph.errors import Forbidden, Malformed, Text
from graph.office.published import without_ids
from graph.refusal_codes import Code
from graph.schema.nodes import DATA_USE, DELIVERY, RESOURCE
from graph.schema.shapes import Shape
from graph.store.edges import Row
from graph.store.pages import Wanted
from graph.store.personal import PersonalData
from graph.store.reading import day
from graph.store.view import View
from graph.subjects.exchange.freshness import freshness
from graph.subjects.exchange.recording import BUSINESS, PERSON, faults_of
from graph.words.china_time import CHINA
from graph.words.entries import UpdateCycle
from graph.words.exchange import (
    Delivery,
    ExchangeFacts,
    JudgedUse,
    MonthDelivered,
    NamedUse,
    Page,
    UsedBy,
)
from graph.words.sharing import Purpose


@dataclass(frozen=True, slots=True)
class Span:
    """Days of China, the last one counted."""

    since: date
    until: date

    @classmethod
    def asked(cls, since: date | None, until: date | None, today: date) -> Span:
        """The days that are asked for; without an end up to today, without a beginning thirty days.

        Raises:
            Malformed: `PERIOD`; they begin after they end.
        """
        last = until or today
        begun = since or last - _MONTH
        if begun > last:
            raise Malformed(
                Text(f"起（{begun}）晚于止（{last}）", f"it begins, {begun}, after it ends, {last}"),
                code=Code.PERIOD,
                path=("since",),
                value=begun.isoformat(),
            )
        return cls(begun, last)

    def keys(self, begins: str, wanted: Wanted | None = None) -> dict[str, Any]:
        """The least and the greatest key in these days, of those that begin alike, beside where a page begins."""
        low, high = (f"{begins}{_midnight(each)}" for each in (self.since, self.until + timedelta(days=1)))
        if wanted is None:
            return {"low": low, "high": high}
        if wanted.start is not None:
            place = f"{begins}{wanted.start[0]}"
            low, high = (max(low, f"{place}{_NEXT}"), high) if wanted.backward else (low, min(place, high))
        return {"low": low, "high": high, "limit": wanted.size + 1}


_MONTH: Final = timedelta(days=30)
_NEXT: Final = " "
"""Stands before every sign that a key goes on with."""


_NEWEST_FIRST: Final[LiteralString] = " DESC"
_OLDEST_FIRST: Final[LiteralString] = ""


def _listed(shape: Shape, key: LiteralString, way: LiteralString) -> LiteralString:
    return (
        f"MATCH (c:{shape.label}) WHERE c.{key} >= $low AND c.{key} < $high AND {shape.sees('c')} "
        f"WITH c ORDER BY c.{key}{way} LIMIT $limit RETURN collect([c.{key}, {shape.row('c')}])"
    )


_USES: dict[tuple[str, bool], LiteralString] = {
    ("resource", False): _listed(DATA_USE, "resourceKey", _NEWEST_FIRST),
    ("resource", True): _listed(DATA_USE, "resourceKey", _OLDEST_FIRST),
    ("consumer", False): _listed(DATA_USE, "consumerKey", _NEWEST_FIRST),
    ("consumer", True): _listed(DATA_USE, "consumerKey", _OLDEST_FIRST),
}
"""By what they are listed, and whether backward, from the oldest."""
_OUTSIDE: dict[bool, LiteralString] = {
    False: _listed(DATA_USE, "outsideKey", _NEWEST_FIRST), True: _listed(DATA_USE, "outsideKey", _OLDEST_FIRST)
}  # fmt: skip
_DELIVERIES: dict[bool, LiteralString] = {
    False: _listed(DELIVERY, "resourceKey", _NEWEST_FIRST), True: _listed(DELIVERY, "resourceKey", _OLDEST_FIRST)
}  # fmt: skip
_FACTS: LiteralString = (
    f"MATCH (r:Resource {{id: $id}}) WHERE {RESOURCE.sees('r')} WITH r.cycle AS cycle, {DELIVERY.sees('r')} AS shown, "
    f"COLLECT {{ MATCH (c:Delivery {{resourceId: $id}}) WHERE {DELIVERY.sees('c')} "
    "WITH max(c.newestOn) AS newest, max(c.deliveredAt) AS latest "
    "RETURN [toString(newest), toString(latest)] } AS last, "
    "COLLECT { MATCH (c:Delivery) WHERE c.resourceKey >= $low AND c.resourceKey < $high "
    f"AND {DELIVERY.sees('c')} WITH c.month AS month, count(c) AS n, sum(c.rows) AS rows RETURN [month, n, rows] "
    "} AS months, "
    "COLLECT { MATCH (c:DataUse) WHERE c.resourceKey >= $low AND c.resourceKey < $high "
    f"AND {DATA_USE.sees('c')} WITH c.consumerId AS user, count(c) AS n, sum(c.rows) AS rows RETURN [user, n, rows] "
    "} AS users RETURN [cycle, head(last), months, users, shown]"
)
"""Apart, because Neo4j takes what is counted in a subquery for something that is counted beside it."""


_USE: LiteralString = (
    f"MATCH (c:DataUse {{id: $id}}) WHERE {DATA_USE.sees('c')} RETURN [{DATA_USE.row('c')}, "
    "head(COLLECT { MATCH (u:Consumer {id: c.consumerId}) RETURN u.name }), "
    "head(COLLECT { MATCH (r:Resource {id: c.resourceId}) RETURN r.name }), "
    "head(COLLECT { MATCH (:Resource {id: c.resourceId})-[:PROVIDED_BY]->(d:Department) RETURN [d.name, d.id] })]"
)


async def use_of(view: View, personal: PersonalData, number: str) -> NamedUse | None:
    """Read a use that the asker may see, with the names of those whom it concerns."""
    found = await view.read(_USE, id=number)
    if found is None:
        return None
    row, consumer, resource, provider = found
    return NamedUse(_use(row, personal), consumer or "", resource or "", *(provider or ("", "")))


_USES_UNDER: LiteralString = (
    f"UNWIND $ids AS k MATCH (c:DataUse {{id: k}}) WHERE {DATA_USE.sees('c')} RETURN collect({DATA_USE.row('c')})"
)
_DELIVERIES_UNDER: LiteralString = (
    f"UNWIND $ids AS k MATCH (c:Delivery {{id: k}}) WHERE {DELIVERY.sees('c')} RETURN collect({DELIVERY.row('c')})"
)


async def uses_under(view: View, personal: PersonalData, numbers: Sequence[str]) -> list[JudgedUse]:
    """Read the uses of some numbers that the asker may see."""
    return [_use(row, personal) for row in await view.read(_USES_UNDER, ids=list(numbers)) or ()]


async def deliveries_under(view: View, numbers: Sequence[str]) -> list[Delivery]:
    """Read the deliveries of some numbers that the asker may see."""
    return [_delivery(row) for row in await view.read(_DELIVERIES_UNDER, ids=list(numbers)) or ()]


async def uses_of(view: View, personal: PersonalData, by: str, of: str, span: Span, wanted: Wanted) -> Page[JudgedUse]:
    """Uses of a resource, or of a consumer, that the asker may see, the newest first.

    Args:
        view: What the asker sees.
        personal: The key by which people are encrypted.
        by: `resource` or `consumer`.
        of: Its id.
        span: The days.
        wanted: Which page.
    """
    found = await view.read(_USES[by, wanted.backward], **span.keys(f"{of}|", wanted))
    rows, more = _cut(found, f"{of}|", wanted)
    return Page(tuple((place, _use(row, personal)) for place, row in rows), more)


async def uses_outside(view: View, personal: PersonalData, span: Span, wanted: Wanted) -> Page[JudgedUse]:
    """Uses that were outside of what permits them, of those that the asker may see, the newest first."""
    found = await view.read(_OUTSIDE[wanted.backward], **span.keys("", wanted))
    rows, more = _cut(found, "", wanted)
    return Page(tuple((place, _use(row, personal)) for place, row in rows), more)


async def deliveries_of(view: View, of: str, span: Span, wanted: Wanted) -> Page[Delivery]:
    """Deliveries of a resource that the asker may see, the newest first."""
    found = await view.read(_DELIVERIES[wanted.backward], **span.keys(f"{of}|", wanted))
    rows, more = _cut(found, f"{of}|", wanted)
    return Page(tuple((place, _delivery(row)) for place, row in rows), more)


def _cut(found: list[Row] | None, begins: str, wanted: Wanted) -> tuple[list[tuple[str, Row]], bool]:
    """The rows of a page, each behind its place, and whether there are more on the side to which it was read."""
    rows = [(key.removeprefix(begins), row) for key, row in (found or ())[: wanted.size]]
    return rows[::-1] if wanted.backward else rows, len(found or ()) > wanted.size


async def facts_of(view: View, of: str, span: Span) -> ExchangeFacts | None:
    """What the records say of a resource; None where the asker sees no such resource.

    Raises:
        Forbidden: `POST_REQUIRED`; he sees the resource, and not what was delivered of it: to say that there are no
            facts would be untrue.
    """
    found = await view.read(_FACTS, id=of, **span.keys(f"{of}|"))
    if found is None:
        return None
    cycle, last, months, users, shown = found
    if not shown:
        raise Forbidden(
            Text(
                "归集和运行情况由提供部门及其主管部门查看；使用部门可查看本部门的使用记录",
                "what was delivered is seen by the provider and who supervises it; who uses it sees its own uses",
            ),
            code=Code.POST_REQUIRED,
            path=("resource",),
            value=of,
        )
    newest, delivered = last or (None, None)
    newest_on = day(newest)
    return ExchangeFacts(
        resource=of,
        freshness=freshness(UpdateCycle[cycle], newest_on, view.today),
        newest_on=newest_on,
        delivered_at=datetime.fromisoformat(delivered) if delivered else None,
        months=tuple(MonthDelivered(*each) for each in sorted(months)),
        used_by=tuple(UsedBy(*each) for each in sorted(users)),
    )


def _midnight(on: date) -> str:
    return datetime.combine(on, time.min, CHINA).astimezone(UTC).isoformat(timespec="seconds")


def _use(row: Row, personal: PersonalData) -> JudgedUse:
    told: dict[str, Any] = dict(zip(DATA_USE.names, row, strict=True))
    return JudgedUse(
        number=told["id"],
        consumer=told["consumerId"],
        resource=told["resourceId"],
        used_at=datetime.fromisoformat(told["usedAt"]),
        rows=told["rows"],
        purpose=Purpose[told["purpose"]],
        caller=told["caller"],
        grant=told["grantId"],
        rule=told["rule"],
        person=without_ids(personal.shown(told["personCipher"], PERSON) or ""),
        item=told["item"],
        business=without_ids(personal.shown(told["businessCipher"], BUSINESS) or ""),
        items=tuple(told["items"] or ()),
        faults=faults_of(told["faults"]),
        rules=tuple(told["faultRules"] or ()),
    )


def _delivery(row: Row) -> Delivery:
    told: dict[str, Any] = dict(zip(DELIVERY.names, row, strict=True))
    return Delivery(
        number=told["id"],
        resource=told["resourceId"],
        delivered_at=datetime.fromisoformat(told["deliveredAt"]),
        rows=told["rows"],
        newest_on=day(told["newestOn"]),
        channel=told["channel"],
    )
