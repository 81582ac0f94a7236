"""Who gets how much: what some do leaves places and processes to others."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, closing
from dataclasses import replace

import pytest

from graph.errors import Busy
from licenses.proof.confinement.confines import SERVING, Confines
from licenses.proof.confinement.pool import Confinement
from licenses.proof.confinement.port import Share
from licenses.proof.confinement.process import Stopped, Why
from licenses.proof.confinement.shares import Asker, Places, Stops

WORK = "builders.working:work"
FOREVER = 60.0
NAMED, OTHER = Asker("named", known=True), Asker("other", known=True)
HERE, THERE = Asker("192.0.2.1", known=False), Asker("192.0.2.2", known=False)
CONFINES = replace(SERVING, seconds=FOREVER, patience=FOREVER)


@pytest.fixture
def serving() -> Iterator[Confinement]:
    """Processes as a server has them, which wait for ever."""
    with closing(Confinement(WORK, CONFINES)) as made:
        yield made


@asynccontextmanager
async def sleeping(made: Confinement, asker: Asker, count: int, at_work: int) -> AsyncIterator[None]:
    """So many pieces of one asker that never end, of which so many are at work."""
    before = len(made.processes(at_work=True))
    tasks = [asyncio.create_task(Share(made, asker)(FOREVER, b"sleep", 600)) for _ in range(count)]
    try:
        while len(made.processes(at_work=True)) < before + at_work:
            await asyncio.sleep(0.02)
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def stopped(made: Confinement, asker: Asker, what: bytes = b"spin") -> None:
    assert await Share(made, asker)(0.05, what) == Stopped(Why.TIME)


async def test_the_anonymous_never_have_the_last_process(serving: Confinement) -> None:
    async with sleeping(serving, HERE, 3, 3), sleeping(serving, THERE, 3, 0):
        for _ in range(3):
            assert await Share(serving, NAMED)(1, b"double", 1) == 2
        assert len(serving.processes(at_work=True)) == 3


async def test_an_address_whose_file_was_stopped_leaves_a_process_to_the_other_addresses(serving: Confinement) -> None:
    await stopped(serving, HERE)
    async with sleeping(serving, HERE, 5, 2):
        assert await Share(serving, THERE)(1, b"double", 1) == 2
        assert len(serving.processes(at_work=True)) == 2


async def test_a_file_that_was_stopped_leaves_a_process_to_others_also_of_the_same_address(
    serving: Confinement,
) -> None:
    await stopped(serving, HERE, b"spin")
    spinning = [asyncio.create_task(Share(serving, HERE)(FOREVER, b"spin"))]
    while len(serving.processes(at_work=True)) < 1:
        await asyncio.sleep(0.02)
    spinning += [asyncio.create_task(Share(serving, HERE)(FOREVER, b"spin")) for _ in range(2)]
    assert await Share(serving, HERE)(1, b"double", 1) == 2
    assert len(serving.processes(at_work=True)) == 1
    with pytest.raises(Busy):
        await Share(serving, HERE)(FOREVER, b"spin")
    for task in spinning:
        task.cancel()


async def test_who_is_signed_in_comes_before_those_who_wait() -> None:
    order: list[str] = []

    async def noted(asker: Asker) -> None:
        await Share(made, asker)(1, b"double", 1)
        order.append(str(asker.name))

    with closing(Confinement(WORK, replace(CONFINES, processes=1))) as made:
        async with sleeping(made, OTHER, 1, 1):
            waiting = [asyncio.create_task(noted(each)) for each in (HERE, HERE, NAMED)]
            await asyncio.sleep(0.05)
        await asyncio.gather(*waiting)
    assert order[0] == "named"


async def test_memory_is_left_for_one_more_of_those_with_a_name() -> None:
    large = SERVING.memory
    confines = Confines(processes=4, seconds=FOREVER, memory_together=2 * large, patience=2.0)
    with closing(Confinement(WORK, confines)) as made:
        async with sleeping(made, HERE, 1, 1):
            with pytest.raises(Busy):
                await Share(made, THERE)(1, b"double", 1)
            assert await Share(made, NAMED)(1, b"double", 1) == 2


def test_small_files_get_less_memory_than_large_ones_and_the_largest_all() -> None:
    assert SERVING.memory_for(0) < SERVING.memory_for(1 << 20) < SERVING.memory_for(20 << 20) == SERVING.memory


def taken(places: Places, stack: ExitStack, asker: Asker, size: int = 0) -> bool:
    return stack.enter_context(places.taken(asker, size))


def test_one_asker_has_half_of_the_places_and_the_anonymous_five_eighths() -> None:
    places = Places(pieces=8)
    with ExitStack() as stack:
        assert [taken(places, stack, HERE) for _ in range(5)] == [True] * 4 + [False]
        assert [taken(places, stack, THERE) for _ in range(2)] == [True, False]
        assert [taken(places, stack, NAMED) for _ in range(4)] == [True] * 3 + [False]
    with ExitStack() as stack:
        assert taken(places, stack, HERE)


def test_bytes_are_shared_in_the_same_way_but_who_has_none_gets_one_that_is_larger() -> None:
    places = Places(size=100)
    with ExitStack() as stack:
        assert taken(places, stack, HERE, 60)
        assert not taken(places, stack, HERE, 1)
        assert not taken(places, stack, THERE, 3)
        assert taken(places, stack, NAMED, 40)


def test_a_stop_is_forgotten_after_a_minute() -> None:
    stops = Stops()
    stops.note(HERE, b"1", 1000.0)
    assert [stops.standing(HERE, b"1", 1000.0 + after) for after in (0, 59, 61)] == [3, 3, 1]
    assert [stops.standing(who, what, 1001.0) for who, what in ((HERE, b"2"), (THERE, b"1"), (NAMED, b"1"))] == [
        2,
        2,
        1,
    ]
