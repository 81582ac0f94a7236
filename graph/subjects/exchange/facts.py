"""What the platform's records say: uses and deliveries of a resource or a consumer by day, and what follows from them.

Where there is no record there are no facts, which is another thing than 0. Who sees a record is said by its kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, LiteralString

from graph.schema.nodes import DATA_USE, DELIVERY, RESOURCE
from graph.store.edges import Row
from graph.store.personal import PersonalData
from graph.store.reading import day
from graph.store.view import View
from graph.subjects.exchange.recording import BUSINESS, PERSON, faults_of
from graph.subjects.exchange.rules import freshness
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

    def keys(self, begins: str, behind: str | None) -> dict[str, str]:
        """The least and the greatest key in these days, of those that begin alike, behind a place."""
        low, high = (f"{begins}{_midnight(each)}" for each in (self.since, self.until + timedelta(days=1)))
        return {"low": low, "high": min(f"{begins}{behind}", high) if behind else high}


_USES: dict[str, LiteralString] = {
    "resource": (
        f"MATCH (c:DataUse) WHERE c.resourceKey >= $low AND c.resourceKey < $high AND {DATA_USE.sees('c')} "
        f"WITH c ORDER BY c.resourceKey DESC LIMIT $limit RETURN collect([c.resourceKey, {DATA_USE.row('c')}])"
    ),
    "consumer": (
        f"MATCH (c:DataUse) WHERE c.consumerKey >= $low AND c.consumerKey < $high AND {DATA_USE.sees('c')} "
        f"WITH c ORDER BY c.consumerKey DESC LIMIT $limit RETURN collect([c.consumerKey, {DATA_USE.row('c')}])"
    ),
}
_OUTSIDE: LiteralString = (
    f"MATCH (c:DataUse) WHERE c.outsideKey >= $low AND c.outsideKey < $high AND {DATA_USE.sees('c')} "
    f"WITH c ORDER BY c.outsideKey DESC LIMIT $limit RETURN collect([c.outsideKey, {DATA_USE.row('c')}])"
)
_DELIVERIES: LiteralString = (
    f"MATCH (c:Delivery) WHERE c.resourceKey >= $low AND c.resourceKey < $high AND {DELIVERY.sees('c')} "
    f"WITH c ORDER BY c.resourceKey DESC LIMIT $limit RETURN collect([c.resourceKey, {DELIVERY.row('c')}])"
)
_FACTS: LiteralString = (
    f"MATCH (r:Resource {{id: $id}}) WHERE {RESOURCE.sees('r')} WITH r.cycle AS cycle, "
    f"COLLECT {{ MATCH (c:Delivery {{resourceId: $id}}) WHERE {DELIVERY.sees('c')} "
    "WITH max(c.newestOn) AS newest, max(c.deliveredAt) AS latest "
    "RETURN [toString(newest), toString(latest)] } AS last, "
    "COLLECT { MATCH (c:Delivery) WHERE c.resourceKey >= $low AND c.resourceKey < $high "
    f"AND {DELIVERY.sees('c')} WITH c.month AS month, count(c) AS n, sum(c.rows) AS rows RETURN [month, n, rows] "
    "} AS months, "
    "COLLECT { MATCH (c:DataUse) WHERE c.resourceKey >= $low AND c.resourceKey < $high "
    f"AND {DATA_USE.sees('c')} WITH c.consumerId AS user, count(c) AS n, sum(c.rows) AS rows RETURN [user, n, rows] "
    "} AS users RETURN [cycle, head(last), months, users]"
)
"""Apart, because Neo4j takes what is counted in a subquery for something that is counted beside it."""


_USE: LiteralString = (
    f"MATCH (c:DataUse {{id: $id}}) WHERE {DATA_USE.sees('c')} RETURN [{DATA_USE.row('c')}, "
    "head(COLLECT { MATCH (u:Consumer {id: c.consumerId}) RETURN u.name }), "
    "head(COLLECT { MATCH (r:Resource {id: c.resourceId}) RETURN r.name }), "
    "head(COLLECT { MATCH (:Resource {id: c.resourceId})-[:PROVIDED_BY]->(d:Department) RETURN d.name })]"
)


async def use_of(view: View, personal: PersonalData, number: str) -> NamedUse | None:
    """Read a use that the asker may see, with the names of those whom it concerns."""
    found = await view.read(_USE, id=number)
    if found is None:
        return None
    row, consumer, resource, provider = found
    return NamedUse(_use(row, personal), consumer or "", resource or "", provider or "")


async def uses_of(
    view: View, personal: PersonalData, by: str, of: str, span: Span, *, first: int, behind: str | None
) -> Page[JudgedUse]:
    """Uses of a resource, or of a consumer, that the asker may see, the newest first.

    Args:
        view: What the asker sees.
        personal: The key by which people are encrypted.
        by: `resource` or `consumer`.
        of: Its id.
        span: The days.
        first: How many at most.
        behind: Place behind which the page begins; None = at the newest.
    """
    found: list[Row] = await view.read(_USES[by], **span.keys(f"{of}|", behind), limit=first + 1) or []
    rows = ((key.removeprefix(f"{of}|"), _use(row, personal)) for key, row in found[:first])
    return Page(tuple(rows), len(found) > first)


async def uses_outside(
    view: View, personal: PersonalData, span: Span, *, first: int, behind: str | None
) -> Page[JudgedUse]:
    """Uses that were outside of what permits them, of those that the asker may see, the newest first."""
    found: list[Row] = await view.read(_OUTSIDE, **span.keys("", behind), limit=first + 1) or []
    return Page(tuple((key, _use(row, personal)) for key, row in found[:first]), len(found) > first)


async def deliveries_of(view: View, of: str, span: Span, *, first: int, behind: str | None) -> Page[Delivery]:
    """Deliveries of a resource that the asker may see, the newest first."""
    found: list[Row] = await view.read(_DELIVERIES, **span.keys(f"{of}|", behind), limit=first + 1) or []
    rows = ((key.removeprefix(f"{of}|"), _delivery(row)) for key, row in found[:first])
    return Page(tuple(rows), len(found) > first)


async def facts_of(view: View, of: str, span: Span) -> ExchangeFacts | None:
    """What the records that the asker may see say of a resource; None where he sees no such resource."""
    found = await view.read(_FACTS, id=of, **span.keys(f"{of}|", None))
    if found is None:
        return None
    cycle, last, months, users = found
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
        person=personal.shown(told["personCipher"], PERSON),
        item=told["item"],
        business=personal.shown(told["businessCipher"], BUSINESS),
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
