"""What the exchange platform tells in the demonstration of what is granted: a delivery and a use a week, for a year.

The numbers follow from the week and from what it is of: told again a week later, the same records are the same, and
only the new week is added.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import Final

from graph.law.access import Principal
from graph.office.actor import Actor
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.subjects.exchange import desk as exchange
from graph.words.china_time import CHINA, china_day
from graph.words.exchange import DataUse, Delivery
from graph.words.people import Role
from graph.words.sharing import RequestState, SharingRequest
from seed.catalogue import Catalogue

_WEEKS: Final = 52


async def load_exchanged(store: Store, personal: PersonalData, catalogue: Catalogue, now: datetime) -> None:
    """Have the platform tell what is not there yet.

    Args:
        store: A demonstration store with its catalogue.
        personal: Encrypts who called, and for which business.
        catalogue: The catalogue.
        now: The present.
    """
    platform = Actor(Principal(Role.SERVICE, "exchange-platform"), now)
    granted = [each for each in catalogue.requests if each.state is RequestState.GRANTED]
    deliveries, uses = tuple(_delivered(granted, now)), tuple(_used(granted, now))
    await exchange.record_deliveries(store, personal, platform, deliveries, key=None)
    await exchange.record_uses(store, personal, platform, uses, key=None)


def _weeks(now: datetime) -> Iterator[datetime]:
    """Two in the morning of each Monday of the last year, by China's clock."""
    monday = china_day(now) - timedelta(days=china_day(now).weekday())
    for back in range(_WEEKS):
        at = datetime.combine(monday - timedelta(weeks=back), time(2), CHINA)
        if at <= now:
            yield at


def _delivered(granted: Sequence[SharingRequest], now: datetime) -> Iterator[Delivery]:
    for resource in sorted({each.resource for each in granted}):
        for at in _weeks(now):
            newest = china_day(at) - timedelta(days=1)
            yield Delivery(
                f"DEMO-D-{resource}-{at:%Y%m%d}", resource, at, _many(f"{resource}{newest}"), newest, "库表交换"
            )


def _used(granted: Sequence[SharingRequest], now: datetime) -> Iterator[DataUse]:
    for one in granted:
        for at in _weeks(now):
            begun, ends = one.answered_on or one.opened_on, one.grant_until
            if begun <= china_day(at) and (ends is None or china_day(at) <= ends):
                yield DataUse(
                    number=f"DEMO-U-{one.id}-{at:%Y%m%d}",
                    consumer=one.consumer,
                    resource=one.resource,
                    used_at=at + timedelta(hours=7),
                    rows=1 + _many(f"{one.id}{at:%Y%m%d}") // 50,
                    purpose=one.purpose,
                    caller="共享交换平台",
                    grant=f"{one.id}/G",
                    items=one.grant_items,
                )


def _many(of: str) -> int:
    """A number of rows that is the same each time."""
    return 40 + zlib.crc32(of.encode()) % 900
