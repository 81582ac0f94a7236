"""What the exchange platform has told in the demonstration: of a year up to the day of loading, in all cities."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

from builders.more import LEFT_OUT

from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.subjects.exchange.freshness import freshness
from graph.words.china_time import china_day
from graph.words.entries import UpdateCycle
from graph.words.exchange import Freshness
from seed.casework import load_casework
from seed.catalogue import read_catalogue
from seed.cities import CITIES, HOME, load_cities, read_cities
from seed.exchanged import load_exchanged
from seed.loader import load_catalogue

pytestmark = [*LEFT_OUT]
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
LATER = NOW + timedelta(days=9)
TOLD = (
    "RETURN [COLLECT { MATCH (d:Delivery) RETURN [d.resourceId, left(toString(d.deliveredAt), 10)] }, "
    "COLLECT { MATCH (u:DataUse) RETURN [u.resourceId, left(toString(u.usedAt), 10)] }, "
    "COLLECT { MATCH (u:DataUse) WHERE size(u.faults) > 0 RETURN u.id }]"
)
SHARED = (
    "MATCH (r:Resource {state: 'PUBLISHED'}) RETURN collect([r.id, r.policyId, r.cycle, r.sharing, "
    "head(COLLECT { MATCH (d:Delivery {resourceId: r.id}) RETURN toString(d.newestOn) ORDER BY d.newestOn DESC })])"
)
OWED = "MATCH (d:OwedDuty) RETURN collect([d.kind, d.policyId, d.state])"


async def test_a_year_is_told_of_every_shared_entry_in_all_cities_and_again_only_what_is_new(
    store: Store, personal: PersonalData
) -> None:
    catalogue, cities = read_catalogue(), read_cities()
    await load_catalogue(store, personal, NOW)
    await load_casework(store, personal, catalogue, NOW)
    await load_cities(store, personal, cities, NOW)
    before, outside = sorted(await store.read(OWED)), (await store.read(TOLD))[2]
    assert await load_exchanged(store, personal, cities, NOW.date(), NOW) > 5000
    assert sorted(await store.read(OWED)) == before, "what is owed is undone by no delivery"
    delivered, used, now_outside = await store.read(TOLD)
    assert now_outside == outside, "whatever it tells was permitted"
    for told in (delivered, used):
        days = [date.fromisoformat(day) for _, day in told]
        assert timedelta(days=330) <= max(days) - min(days) <= timedelta(days=366), "a year"
        assert timedelta() <= NOW.date() - max(days) < timedelta(days=7), "up to the day of loading"
    found = await store.read(SHARED)
    today, called = china_day(NOW), Counter[tuple[str, Freshness]]()
    for code, policy, cycle, sharing, newest in found:
        if sharing == "REFUSED":
            assert newest is None, code
            continue
        called[policy, freshness(UpdateCycle[cycle], date.fromisoformat(newest) if newest else None, today)] += 1
    assert {policy for policy, said in called if said is Freshness.FRESH} == {HOME, *CITIES}
    assert called[HOME, Freshness.FRESH] > 10 * called[HOME, Freshness.STALE] > 0
    assert not called[HOME, Freshness.NO_FACTS]
    using = {code for code, _ in used}
    assert {policy for code, policy, *_ in found if code in using} == {HOME, *CITIES}
    await load_exchanged(store, personal, cities, NOW.date(), NOW)
    assert (await store.read(TOLD))[:2] == [delivered, used]
    await load_exchanged(store, personal, cities, NOW.date(), LATER)
    more, again, _ = await store.read(TOLD)
    assert Counter(map(tuple, delivered)) <= Counter(map(tuple, more))
    assert len(delivered) < len(more) < len(delivered) + len(found) * 8
    assert len(used) < len(again) < len(used) + len(found)
