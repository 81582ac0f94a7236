"""Bounds that several processes keep together: whoever is refused by one of them is refused by all."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from api.identity.shared import Counts, SharedGuesses, SharedQuota, SharedThrottle
from graph.errors import LimitExceeded
from graph.store import attempts
from graph.store.engine import Store
from graph.store.personal import PersonalData
from licenses.proof.confinement.shares import Asker

NOW = datetime(2026, 3, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
ALICE, STRANGER = Asker("a", known=True), Asker("10.0.0.1", known=False)


@pytest.fixture
def processes(store: Store, personal: PersonalData) -> list[Counts]:
    """Two processes of one service."""
    return [Counts(store, personal.lookup) for _ in range(2)]


async def refused(work: Callable[[], Awaitable[None]]) -> LimitExceeded | None:
    try:
        await work()
    except LimitExceeded as refusal:
        return refusal
    return None


async def guess(guesses: SharedGuesses, asker: str | None, thing: str = "T", at: datetime = NOW) -> None:
    async with guesses.attempt(asker, thing, at) as attempt:
        attempt.failed = True


async def test_guesses_at_both_processes_are_counted_together(processes: list[Counts], store: Store) -> None:
    both = [SharedGuesses(counts=counts) for counts in processes]
    for number in range(5):
        await guess(both[number % 2], "a", at=NOW + timedelta(seconds=number))
    for each in both:
        refusal = await refused(lambda each=each: guess(each, "a"))  # type: ignore[misc]
        assert refusal is not None
        assert (refusal.limit, refusal.extra["retryAfter"]) == (
            "5 failures in 60 minutes at one thing",
            "2026-03-02T09:00:00+08:00",
        )
        for another in (("b", "T"), (None, "T"), ("a", "another")):
            assert await refused(lambda each=each, another=another: guess(each, *another)) is None  # type: ignore[misc]
    assert await refused(lambda: guess(both[0], "a", at=NOW + HOUR)) is None
    names = await store.read("MATCH (a:Attempts) RETURN collect(a.id)")
    assert all(len(name) == 64 for name in names), "nobody reads there who has tried what"


async def test_all_things_together_have_a_bound_as_well(processes: list[Counts]) -> None:
    both = [SharedGuesses(counts=counts, most_together=6) for counts in processes]
    for number in range(6):
        await guess(both[number % 2], None, f"T{number}")
    refusal = await refused(lambda: guess(both[0], None, "new"))
    assert refusal is not None
    assert refusal.limit == "6 failures in 60 minutes at all things together"


async def test_many_at_once_are_never_more_than_may_fail(processes: list[Counts]) -> None:
    both, compared = [SharedGuesses(counts=counts) for counts in processes], 0

    async def try_it(number: int) -> None:
        nonlocal compared
        with suppress(LimitExceeded):
            async with both[number % 2].attempt(None, "T", NOW) as attempt:
                compared += 1
                await asyncio.sleep(0.02)
                attempt.failed = True

    await asyncio.gather(*(try_it(number) for number in range(16)))
    assert compared == 5


async def test_what_is_right_and_what_was_left_does_not_count(processes: list[Counts]) -> None:
    both = [SharedGuesses(counts=counts, most=1) for counts in processes]
    for number in range(4):
        async with both[number % 2].attempt("a", "T", NOW):
            pass
    with suppress(ValueError):
        async with both[0].attempt("a", "T", NOW):
            raise ValueError
    await guess(both[1], "a")
    assert await refused(lambda: guess(both[0], "a")) is not None


async def test_who_would_only_be_refused_for_what_is_under_way_elsewhere_waits_for_its_end(
    processes: list[Counts],
) -> None:
    one, other = (SharedGuesses(counts=counts, most=1) for counts in processes)
    async with one.attempt("a", "T", NOW):
        waiting = asyncio.create_task(guess(other, "a"))
        assert not (await asyncio.wait({waiting}, timeout=0.3))[0]
    await asyncio.wait_for(waiting, 10)


async def test_what_a_process_was_at_that_was_killed_counts(processes: list[Counts]) -> None:
    one, other = processes
    bounds = (attempts.Bound(one.name("x"), 1, HOUR),)
    assert isinstance(await one.take(bounds, NOW), attempts.Taken)
    for seconds, may_change in ((1, True), (attempts.UNDER_WAY_SECONDS + 1, False)):
        found = await other.take(bounds, NOW + timedelta(seconds=seconds))
        assert isinstance(found, attempts.Reached)
        assert (found.may_change, found.until) == (may_change, NOW + HOUR)


async def test_a_share_is_one_share_at_all_processes(processes: list[Counts]) -> None:
    both = [SharedQuota(counts=counts, most=2, most_unknown=2, most_unknown_together=3) for counts in processes]

    async def have(number: int, asker: Asker) -> None:
        async with both[number].taken(asker, NOW):
            pass

    with suppress(ValueError):
        async with both[0].taken(ALICE, NOW):
            raise ValueError
    for asker in (ALICE, STRANGER):
        for number in range(2):
            await have(number, asker)
        for number in range(2):
            assert await refused(lambda number=number, asker=asker: have(number, asker)) is not None  # type: ignore[misc]
    another = Asker("10.0.0.2", known=False)
    await have(0, another)
    together = await refused(lambda: have(1, another))
    assert together is not None
    assert together.limit == "3 in 60 minutes"


async def test_the_code_of_the_administrator_is_tried_five_times_a_minute_wherever(processes: list[Counts]) -> None:
    both = [SharedThrottle(counts=counts) for counts in processes]
    for number in range(5):
        await both[number % 2].take(NOW)
    assert await refused(lambda: both[0].take(NOW)) is not None
    assert await refused(lambda: both[1].take(NOW + timedelta(seconds=60))) is None


async def test_what_has_lapsed_is_swept_out(processes: list[Counts], store: Store) -> None:
    guesses = SharedGuesses(counts=processes[0])
    for asker in ("a", "b"):
        await guess(guesses, asker)
    assert await attempts.sweep(store, NOW + HOUR) == 0
    assert await attempts.sweep(store, NOW + HOUR + timedelta(seconds=1)) == 4
    assert await store.read("MATCH (a:Attempts) RETURN count(a)") == 0
