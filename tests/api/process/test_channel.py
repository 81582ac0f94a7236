"""What one process of a service asks another: each answer to its question, none for who has left, an end for all."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from api.process.channel import Answers, Asking, Gone, answer, opened
from graph.errors import Busy, Text
from graph.refusal_codes import Code

MIB = 1 << 20


@asynccontextmanager
async def talking(answers: Answers) -> AsyncIterator[tuple[Asking, asyncio.Task[None]]]:
    """One side that asks, and the task of the other."""
    ours, theirs = socket.socketpair()
    asking = Asking(*await opened(ours))
    answering = asyncio.create_task(answer(*await opened(theirs), answers))
    attending = asyncio.create_task(asking.attend())
    try:
        yield asking, answering
    finally:
        answering.cancel()
        attending.cancel()
        await asyncio.wait({answering, attending})


async def test_each_question_gets_its_own_answer_whatever_the_order() -> None:
    async def later(number: int) -> int:
        await asyncio.sleep(0.01 * (5 - number))
        return number

    async def large(content: bytes) -> bytes:
        return content * 2

    async with talking({"later": later, "large": large}) as (asking, _):
        assert await asyncio.gather(*(asking.ask("later", number) for number in range(5))) == list(range(5))
        assert await asking.ask("large", bytes(20 * MIB)) == bytes(40 * MIB)


async def test_what_answering_raises_is_raised_where_it_was_asked() -> None:
    async def refuse() -> None:
        raise Busy(Text("忙", "busy"), code=Code.VERIFICATION_BUSY)

    async with talking({"refuse": refuse}) as (asking, _):
        with pytest.raises(Busy) as caught:
            await asking.ask("refuse")
        assert (caught.value.code, caught.value.message.zh) == (Code.VERIFICATION_BUSY, "忙")
        with pytest.raises(KeyError):
            await asking.ask("unknown")


async def test_what_is_done_for_who_has_left_is_cancelled() -> None:
    begun, ended = asyncio.Event(), asyncio.Event()

    async def work() -> None:
        begun.set()
        try:
            await asyncio.sleep(60)
        finally:
            ended.set()

    async with talking({"work": work}) as (asking, _):
        asked = asyncio.create_task(asking.ask("work"))
        await begun.wait()
        asked.cancel()
        await asyncio.wait_for(ended.wait(), 5)


async def test_who_asks_learns_that_the_other_side_has_gone() -> None:
    async def work() -> None:
        await asyncio.sleep(60)

    async with talking({"work": work}) as (asking, answering):
        asked = asyncio.create_task(asking.ask("work"))
        await asyncio.sleep(0.05)
        answering.cancel()
        with pytest.raises(Gone):
            await asyncio.wait_for(asked, 5)
        with pytest.raises(Gone):
            await asking.ask("work")
