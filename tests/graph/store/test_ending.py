"""A statement ends in the server when whoever waits for it is gone."""

from __future__ import annotations

import asyncio

import pytest
from builders.running import LONG, comes_to

from graph.store.engine import Store, Unit


async def test_a_read_that_is_cancelled_ends_in_the_server(store: Store) -> None:
    reading = asyncio.create_task(store.read(LONG))
    assert await comes_to(store, 1)
    reading.cancel()
    assert await comes_to(store, 0)
    assert reading.cancelled()
    assert await store.read("RETURN 1") == 1


async def test_a_write_that_is_cancelled_ends_in_the_server_and_stores_nothing(store: Store) -> None:
    async def work(unit: Unit) -> None:
        await unit.run("CREATE (:Once {id: 'a'})")
        await unit.run(LONG)

    writing = asyncio.create_task(store.write(work))
    assert await comes_to(store, 1)
    writing.cancel()
    assert await comes_to(store, 0)
    assert await store.read("MATCH (o:Once) RETURN count(o)") == 0


async def test_of_two_alike_only_the_one_ends_whose_reader_is_gone(store: Store) -> None:
    leaving, staying = (asyncio.create_task(store.read(LONG)) for _ in range(2))
    assert await comes_to(store, 2)
    leaving.cancel()
    assert await comes_to(store, 1)
    assert not staying.done()
    staying.cancel()
    assert await comes_to(store, 0)


async def test_a_read_that_has_no_more_time_ends_in_the_server(store: Store) -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.5):
            await store.read(LONG)
    assert await comes_to(store, 0)
