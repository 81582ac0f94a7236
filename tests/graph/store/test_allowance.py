"""What one request may have: it is stopped where it has had all of it, and takes along what it has under way."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

import pytest

from graph.errors import LimitExceeded
from graph.law.scope import EVERYTHING
from graph.store.allowance import MOST_READS, Allowance
from graph.store.engine import Store
from graph.store.view import View


async def test_what_is_within_the_bounds_is_done() -> None:
    allowance = Allowance(most_bytes=10)

    async def work() -> str:
        allowance.take(4)
        allowance.take(6)
        return "done"

    assert await allowance.spent_on(work()) == "done"


async def test_an_answer_that_becomes_too_large_ends_the_request_with_all_that_it_does() -> None:
    allowance, ended = Allowance(most_bytes=10), list[str]()

    async def beside() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.append("beside")

    async def taking() -> None:
        await asyncio.sleep(0)
        allowance.take(11)

    async def work() -> None:
        await asyncio.gather(beside(), taking())

    with pytest.raises(LimitExceeded) as refused:
        await allowance.spent_on(work())
    assert (refused.value.code, refused.value.path) == ("LIMIT_EXCEEDED", ("answer_bytes",))
    assert (refused.value.value, refused.value.limit) == ("11", "10")
    assert ended == ["beside"]
    with pytest.raises(LimitExceeded):
        allowance.take(0)


async def test_a_request_that_swallows_the_refusal_is_refused_all_the_same() -> None:
    allowance = Allowance(most_bytes=10)

    async def work() -> str:
        with pytest.raises(LimitExceeded):
            allowance.take(11)
        return "done"

    with pytest.raises(LimitExceeded):
        await allowance.spent_on(work())


@pytest.mark.parametrize(
    ("answer", "rows"),
    [
        (7, 1),
        (None, 1),
        (["a", "b"], 2),
        ([["k", ["id", "name", 3]], ["l", ["id", None, 4]]], 2),
        ([["k", [["id"], ["id"], ["id"]]], ["l", []]], 4),
    ],
)
def test_rows_are_counted_where_they_come_from_the_store(answer: Any, rows: int) -> None:
    allowance = Allowance(most_rows=rows)
    allowance.received(answer)
    with pytest.raises(LimitExceeded) as refused:
        allowance.received("one more")
    assert (refused.value.path, refused.value.value) == (("rows",), str(rows + 1))


LONG = "UNWIND range(1, 30000) AS a UNWIND range(1, 30000) AS b RETURN count(*)"


async def test_a_request_that_ends_takes_along_the_reads_that_others_began_for_it(embedded: Store) -> None:
    allowance, begun = Allowance(), list[asyncio.Task[Any]]()
    view = View(embedded, EVERYTHING, date(2026, 3, 2), allowance)

    async def work() -> None:
        begun.append(asyncio.create_task(view.read(LONG)))
        await asyncio.sleep(0.1)

    await allowance.spent_on(work())
    (reading,) = begun
    await asyncio.wait({reading}, timeout=10)
    assert reading.cancelled()


async def test_of_many_reads_of_one_request_few_are_in_the_store_at_once() -> None:
    allowance, under_way, most = Allowance(), 0, 0

    async def read() -> None:
        nonlocal under_way, most
        async with allowance.reading():
            under_way += 1
            most = max(most, under_way)
            await asyncio.sleep(0)
            under_way -= 1

    await asyncio.gather(*(read() for _ in range(5 * MOST_READS)))
    assert (most, under_way) == (MOST_READS, 0)


async def test_a_read_that_waits_for_its_turn_ends_with_the_request() -> None:
    allowance, begun = Allowance(), list[asyncio.Task[Any]]()
    never = asyncio.Event()

    async def read() -> None:
        async with allowance.reading():
            await never.wait()

    async def work() -> None:
        begun.extend(asyncio.create_task(read()) for _ in range(MOST_READS + 1))
        await asyncio.sleep(0)

    await allowance.spent_on(work())
    await asyncio.wait(begun, timeout=10)
    assert all(each.cancelled() for each in begun)
