"""How often a secret may be guessed."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from api.identity.throttle import Guesses, Throttle
from graph.errors import LimitExceeded

NOW = datetime(2026, 3, 2, tzinfo=UTC)


async def test_the_sixth_attempt_in_a_minute_is_refused_and_the_next_minute_is_free() -> None:
    attempts = Throttle()
    for second in range(5):
        await attempts.take(NOW + timedelta(seconds=second))
    for second in (5, 30, 59):
        with pytest.raises(LimitExceeded) as refused:
            await attempts.take(NOW + timedelta(seconds=second))
        assert (refused.value.code, refused.value.limit) == ("TOO_MANY_ATTEMPTS", "5 in 60 seconds")
    await attempts.take(NOW + timedelta(seconds=60))
    with pytest.raises(LimitExceeded):
        await attempts.take(NOW + timedelta(seconds=60))


async def guess(guesses: Guesses, asker: str | None, thing: str = "T", seconds: int = 0, *, wrong: bool = True) -> None:
    async with guesses.attempt(asker, thing, NOW + timedelta(seconds=seconds)) as attempt:
        attempt.failed = wrong


async def bounded(guesses: Guesses, asker: str | None, thing: str = "T", seconds: int = 0) -> LimitExceeded | None:
    try:
        await guess(guesses, asker, thing, seconds, wrong=False)
    except LimitExceeded as refusal:
        return refusal
    return None


async def test_after_five_failures_at_one_thing_a_right_attempt_is_refused_too_until_the_first_has_lapsed() -> None:
    guesses = Guesses()
    for second in range(5):
        await guess(guesses, "a", seconds=second)
    refusal = await bounded(guesses, "a", seconds=5)
    assert refusal is not None
    assert (refusal.code, refusal.extra) == ("TOO_MANY_ATTEMPTS", {"retryAfter": "2026-03-02T09:00:00+08:00"})
    assert refusal.limit == "5 failures in 60 minutes at one thing"
    assert await bounded(guesses, "a", seconds=3599) is not None
    assert await bounded(guesses, "a", seconds=3600) is None
    await guess(guesses, "a", seconds=3600)
    assert await bounded(guesses, "a", seconds=3600) is not None


async def test_what_was_right_or_ended_without_an_answer_does_not_count() -> None:
    guesses = Guesses()
    for _ in range(50):
        await guess(guesses, None, wrong=False)
        with pytest.raises(OSError, match="away"):
            async with guesses.attempt(None, "T", NOW):
                raise OSError("away")
    assert await bounded(guesses, None) is None


async def test_who_has_reached_a_bound_is_told_which() -> None:
    guesses = Guesses(most_together=12)
    for number in range(12):
        await guess(guesses, "a", f"T{number}", seconds=number)
    refusal = await bounded(guesses, "a", "new", seconds=20)
    assert refusal is not None
    assert refusal.limit == "12 failures in 60 minutes at all things together"
    assert "12 at all things together" in refusal.message.en
    assert "合计最多12次" in refusal.message.zh
    assert refusal.extra == {"retryAfter": "2026-03-02T09:00:00+08:00"}


async def test_nobody_is_locked_out_by_another_and_all_unknown_ones_are_one() -> None:
    guesses = Guesses(most_together=12)
    for thing in "ABC":
        for _ in range(5 if thing != "C" else 2):
            await guess(guesses, None, thing)
    for thing in "ABCD":
        assert await bounded(guesses, None, thing) is not None
        assert await bounded(guesses, "somebody", thing) is None
    for _ in range(5):
        await guess(guesses, "somebody", "A")
    assert await bounded(guesses, "somebody", "A") is not None
    assert await bounded(guesses, "somebody", "B") is None
    assert await bounded(guesses, "another", "A") is None


async def test_attempts_at_once_cannot_slip_through_and_right_ones_are_not_refused_for_each_other() -> None:
    guesses, compared = Guesses(), 0

    async def slowly(*, wrong: bool) -> str:
        nonlocal compared
        try:
            async with guesses.attempt(None, "T", NOW) as attempt:
                compared += 1
                await asyncio.sleep(0)
                attempt.failed = wrong
        except LimitExceeded:
            return "refused"
        return "compared"

    right = await asyncio.gather(*(slowly(wrong=False) for _ in range(40)))
    assert (set(right), compared) == ({"compared"}, 40)
    wrong = await asyncio.gather(*(slowly(wrong=True) for _ in range(40)))
    assert (wrong.count("compared"), compared) == (5, 45)


async def test_who_leaves_while_he_waits_or_tries_leaves_no_trace() -> None:
    guesses = Guesses(most=1)
    held = asyncio.Event()

    async def hold() -> None:
        async with guesses.attempt(None, "T", NOW):
            await held.wait()

    trying, waiting = asyncio.create_task(hold()), asyncio.create_task(hold())
    await asyncio.sleep(0.01)
    waiting.cancel()
    trying.cancel()
    await asyncio.gather(trying, waiting, return_exceptions=True)
    assert await bounded(guesses, None) is None


async def test_the_memory_is_bounded_and_a_flood_of_things_forgets_nobody() -> None:
    guesses = Guesses(most_askers=10, most_together=20)
    for _ in range(5):
        await guess(guesses, "careful")
    for number in range(1_000):
        await bounded(guesses, "flood", f"T{number}")
        if await bounded(guesses, "flood", "x") is None:
            await guess(guesses, "flood", f"T{number}")
    assert await bounded(guesses, "careful") is not None
    for number in range(1_000):
        await guess(guesses, f"passer-by {number}", wrong=False)
    assert await bounded(guesses, "careful") is not None, "who failed at nothing is forgotten first"
    for number in range(1_000):
        await guess(guesses, f"guesser {number}")
    assert len(guesses._known) <= 10
    assert all(len(ledger.failed) <= 20 for ledger in guesses._known.values())
