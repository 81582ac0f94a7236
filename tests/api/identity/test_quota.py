"""How much each asker may have in a while: nobody's share is taken by another's."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from api.identity.quota import Quota
from graph.errors import LimitExceeded
from licenses.proof.confinement.shares import Asker

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
NAMED = Asker("s-1", known=True)


def unknown(number: int = 0) -> Asker:
    return Asker(f"10.0.0.{number}", known=False)


async def have(quota: Quota, asker: Asker, count: int = 1, at: datetime = NOW) -> None:
    for _ in range(count):
        async with quota.taken(asker, at):
            pass


async def test_who_has_had_his_share_is_told_when_to_come_back() -> None:
    quota = Quota(most=2)
    await have(quota, NAMED, 2)
    with pytest.raises(LimitExceeded) as refusal:
        await have(quota, NAMED)
    assert refusal.value.limit == "2 in 60 minutes"
    assert refusal.value.extra["retryAfter"] == "2026-03-02T11:00:00+08:00"
    await have(quota, NAMED, at=NOW + timedelta(hours=1))


async def test_addresses_have_a_share_each_and_one_together() -> None:
    quota = Quota(most_unknown=2, most_unknown_together=3)
    await have(quota, unknown(1), 2)
    with pytest.raises(LimitExceeded):
        await have(quota, unknown(1))
    await have(quota, unknown(2))
    with pytest.raises(LimitExceeded):
        await have(quota, unknown(2))
    await have(quota, NAMED)


async def test_what_came_to_nothing_is_given_back_and_what_is_under_way_counts() -> None:
    quota = Quota(most=1)
    with suppress(ValueError):
        async with quota.taken(NAMED, NOW):
            with pytest.raises(LimitExceeded):
                await have(quota, NAMED)
            raise ValueError
    await have(quota, NAMED)


async def test_only_so_many_askers_are_remembered() -> None:
    quota = Quota(most_askers=10)
    for number in range(200):
        await have(quota, Asker(number, known=True))
    assert len(quota._made) == 10
