"""What the exchange platform has told: written once by its own numbers, a whole batch or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import UTC
from typing import Any, LiteralString

import orjson

from graph.schema.nodes import DATA_USE, DELIVERY
from graph.store.edges import Row
from graph.store.engine import Store, Unit
from graph.store.hiding import encrypted_as
from graph.store.personal import PersonalData
from graph.words.china_time import china_day
from graph.words.exchange import DataUse, Delivery, Outside, UseFault

PERSON, BUSINESS = (encrypted_as(DATA_USE, DATA_USE.named(name)) for name in ("personCipher", "businessCipher"))
"""As what people and pieces of business are encrypted."""
_TOLD_OF_DELIVERIES: LiteralString = DELIVERY.assigned(
    "d", "row", ("digest", "resourceId", "deliveredAt", "rows", "newestOn", "channel")
)
_DELIVERED: LiteralString = (
    "UNWIND $rows AS row MATCH (r:Resource {id: row.resourceId}) MERGE (d:Delivery {id: row.id}) "
    f"ON CREATE SET {_TOLD_OF_DELIVERIES}, d.providerId = r.providerId, d.month = row.month, "
    "d.resourceKey = r.id + '|' + row.key RETURN collect([d.id, d.digest])"
)
_TOLD_OF_USES: LiteralString = DATA_USE.assigned(
    "u",
    "row",
    (
        "digest", "consumerId", "resourceId", "usedAt", "rows", "purpose", "grantId", "rule", "caller",
        "personCipher", "item", "businessCipher", "items", "faults", "faultRules",
    ),
)  # fmt: skip
_USED: LiteralString = (
    "UNWIND $rows AS row MATCH (r:Resource {id: row.resourceId}) MATCH (c:Consumer {id: row.consumerId}) "
    f"MERGE (u:DataUse {{id: row.id}}) ON CREATE SET {_TOLD_OF_USES}, "
    "u.parties = [coalesce(c.departmentId, c.id), r.providerId], u.resourceKey = r.id + '|' + row.key, "
    "u.consumerKey = c.id + '|' + row.key, u.outsideKey = CASE WHEN size(row.faults) > 0 THEN row.key END "
    "RETURN collect([u.id, u.digest])"
)
_TIED: LiteralString = (
    "UNWIND $pairs AS pair MATCH (c:Consumer {id: pair[0]}) OPTIONAL MATCH (c)-[:IS]->(s:System) "
    "WITH pair, coalesce(c.departmentId, s.operatorId) AS user MATCH (d:Department {id: user}) "
    "MATCH (r:Resource {id: pair[1]}) MERGE (d)-[:HAS_USED]->(r)"
)
_DELIVERIES_KNOWN: LiteralString = (
    "RETURN COLLECT { UNWIND $numbers AS k MATCH (d:Delivery {id: k}) RETURN [d.id, d.digest] }"
)
_USES_KNOWN: LiteralString = "RETURN COLLECT { UNWIND $numbers AS k MATCH (u:DataUse {id: k}) RETURN [u.id, u.digest] }"
_OUTSIDE: LiteralString = (
    "RETURN COLLECT { UNWIND $numbers AS k MATCH (u:DataUse {id: k}) WHERE u.outsideKey IS NOT NULL "
    "RETURN [u.id, u.faults, u.faultRules] }"
)
_KNOWN: dict[type, LiteralString] = {Delivery: _DELIVERIES_KNOWN, DataUse: _USES_KNOWN}


def digest_of(record: Delivery | DataUse, personal: PersonalData) -> str:
    """What tells a record from another one under its number: a keyed hash, for it may be a person's."""
    told = {each.name: getattr(record, each.name) for each in fields(record)}
    if not told.get("items", True):
        del told["items"]  # which no record of an earlier release says
    return personal.lookup_as_written(orjson.dumps(told).decode())


async def known_records(store: Store, records: Sequence[Delivery | DataUse]) -> Mapping[str, str]:
    """By their numbers the digests of those records that are there."""
    if not records:
        return {}
    numbers = [each.number for each in records]
    return dict(await store.read(_KNOWN[type(records[0])], numbers=numbers) or ())


async def kept_outside(store: Store, numbers: Sequence[str]) -> Iterator[Outside]:
    """Those of some uses that were outside of what permits them."""
    found: list[Row] = await store.read(_OUTSIDE, numbers=list(numbers)) or []
    return (Outside(number, faults_of(faults), tuple(rules or ())) for number, faults, rules in found)


def faults_of(names: Sequence[str] | None) -> tuple[UseFault, ...]:
    """The faults that a use keeps; one that was told to an earlier release was not judged."""
    return tuple(UseFault[each] for each in names or ())


async def write_deliveries(unit: Unit, personal: PersonalData, records: Sequence[Delivery]) -> Mapping[str, str]:
    """Write deliveries; what is there under a number stays. Says by their numbers the digests of what is there now."""
    return dict(await unit.run(_DELIVERED, rows=[_of_delivery(each, personal) for each in records]) or ())


async def write_uses(
    unit: Unit, personal: PersonalData, records: Sequence[DataUse], outside: Mapping[str, Outside]
) -> Mapping[str, str]:
    """Write uses, what was outside of what permits them, and that whose they are has used the data; likewise.

    Args:
        unit: The open transaction.
        personal: The key by which people are encrypted.
        records: The uses.
        outside: Those that were outside, by their numbers.
    """
    rows = [_of_use(each, outside.get(each.number), personal) for each in records]
    there = dict(await unit.run(_USED, rows=rows) or ())
    await unit.run(_TIED, pairs=sorted({(each.consumer, each.resource) for each in records}))
    return there


def _of_delivery(record: Delivery, personal: PersonalData) -> dict[str, Any]:
    at = _utc(record)
    return {
        "id": record.number,
        "digest": digest_of(record, personal),
        "resourceId": record.resource,
        "deliveredAt": at,
        "key": f"{at}|{record.number}",
        "month": f"{china_day(record.delivered_at):%Y-%m}",
        "rows": record.rows,
        "newestOn": record.newest_on.isoformat() if record.newest_on else None,
        "channel": record.channel,
    }


def _of_use(record: DataUse, outside: Outside | None, personal: PersonalData) -> dict[str, Any]:
    at = _utc(record)
    return {
        "id": record.number,
        "digest": digest_of(record, personal),
        "consumerId": record.consumer,
        "resourceId": record.resource,
        "usedAt": at,
        "key": f"{at}|{record.number}",
        "rows": record.rows,
        "purpose": record.purpose.name,
        "grantId": record.grant,
        "rule": record.rule,
        "caller": record.caller,
        "personCipher": personal.hidden(record.person, PERSON),
        "item": record.item,
        "businessCipher": personal.hidden(record.business, BUSINESS),
        "items": list(record.items),
        "faults": [each.name for each in outside.faults] if outside else [],
        "faultRules": list(outside.rules) if outside else [],
    }


def _utc(record: Delivery | DataUse) -> str:
    at = record.delivered_at if isinstance(record, Delivery) else record.used_at
    return at.astimezone(UTC).isoformat(timespec="seconds")
