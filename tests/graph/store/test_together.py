"""Units of work that meet are written in one transaction; what is wrong with one keeps no other from being written."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from graph.errors import Conflict, Text
from graph.refusal_codes import Code
from graph.store.engine import Store, Unit
from graph.store.together import MOST, Together

MADE = "MATCH (j:Journal) RETURN collect([j.id, j.detail])"
Work = Callable[[Unit], Awaitable[int]]


def making(number: int) -> Work:
    """Leave a line that says in which transaction it was written."""

    async def work(unit: Unit) -> int:
        await unit.run("CREATE (j:Journal {id: $id, detail: $token})", id=str(number), token=unit.token)
        return number

    return work


async def refused(_: Unit) -> int:
    raise Conflict(Text("不行", "no"), code=Code.LICENSE_EXISTS)


async def written(store: Store) -> dict[str, str]:
    return dict(await store.read(MADE))


async def test_who_comes_while_another_commits_goes_with_all_who_have_come(store: Store) -> None:
    together = Together()
    numbers = await asyncio.gather(*(together.write(store, making(number)) for number in range(MOST + 3)))
    assert numbers == list(range(MOST + 3))
    found = await written(store)
    assert len(found) == MOST + 3
    assert len(set(found.values())) <= 3


async def test_alone_one_waits_for_nobody(store: Store) -> None:
    together = Together()
    assert [await together.write(store, making(number)) for number in range(3)] == [0, 1, 2]
    assert len(set((await written(store)).values())) == 3


async def test_what_is_wrong_with_one_is_told_him_alone(store: Store) -> None:
    together = Together()
    works = [making(1), refused, making(2), making(3)]
    answers: list[Any] = await asyncio.gather(*(together.write(store, work) for work in works), return_exceptions=True)
    assert [each for each in answers if isinstance(each, int)] == [1, 2, 3]
    assert isinstance(answers[1], Conflict)
    assert (await written(store)).keys() == {"1", "2", "3"}


async def test_who_is_cancelled_while_he_waits_is_not_written(store: Store) -> None:
    together, begun = Together(), asyncio.Event()

    async def slow(unit: Unit) -> int:
        begun.set()
        await asyncio.sleep(0.05)
        return await making(1)(unit)

    first = asyncio.create_task(together.write(store, slow))
    await begun.wait()
    second = asyncio.create_task(together.write(store, making(2)))
    third = asyncio.create_task(together.write(store, making(3)))
    await asyncio.sleep(0)
    second.cancel()
    assert list(await asyncio.gather(first, third)) == [1, 3]
    with pytest.raises(asyncio.CancelledError):
        await second
    assert (await written(store)).keys() == {"1", "3"}


async def test_a_failure_that_nobody_expected_is_told_whose_it_is(store: Store) -> None:
    async def broken(_: Unit) -> int:
        raise ValueError("a defect")

    together = Together()
    answers: list[Any] = await asyncio.gather(
        *(together.write(store, work) for work in (making(1), broken, making(2))), return_exceptions=True
    )
    assert (answers[0], answers[2]) == (1, 2)
    assert isinstance(answers[1], ValueError)
    assert (await written(store)).keys() == {"1", "2"}
    assert await together.write(store, making(3)) == 3
