"""Work that goes on behind an answer: begun, refused, dead, stopped."""

from __future__ import annotations

import asyncio

import pytest

from api.process.background import Background, Tell
from graph.errors import Conflict, Text
from graph.refusal_codes import Code


def refusal() -> Conflict:
    return Conflict(Text("不行", "no"), code=Code.CASE_MOVED)


async def test_who_asks_waits_until_it_is_begun_and_not_until_it_is_done() -> None:
    background, done = Background(), asyncio.Event()

    async def work(tell: Tell) -> None:
        tell("begun")
        await done.wait()

    await background.begun("one", work)
    ending = asyncio.create_task(background.ended())
    await asyncio.sleep(0)
    assert not ending.done()
    done.set()
    await ending


async def test_what_is_refused_before_it_is_begun_is_told_to_who_asked() -> None:
    async def work(_: Tell) -> None:
        raise refusal()

    with pytest.raises(Conflict):
        await Background().begun("one", work)


async def test_what_dies_after_it_was_begun_is_no_matter_of_who_asked() -> None:
    background = Background()

    async def work(tell: Tell) -> None:
        tell("begun")
        raise refusal()

    await background.begun("one", work)
    await background.ended()


async def test_closing_has_everything_stop_behind_what_it_has_in_hand() -> None:
    background, went_on = Background(), list[bool]()

    async def work(tell: Tell) -> None:
        going = tell("begun")
        while going:
            await asyncio.sleep(0)
            going = tell("a chunk")
            went_on.append(going)

    await background.begun("one", work)
    await background.close()
    assert not went_on[-1]


async def test_under_one_key_they_come_one_after_another() -> None:
    background, order = Background(), list[str]()

    async def comes(name: str, key: str | None) -> None:
        async with background.alone(key):
            order.append(f"{name} in")
            await asyncio.sleep(0)
            order.append(f"{name} out")

    await asyncio.gather(comes("a", "k"), comes("b", "k"))
    assert order == ["a in", "a out", "b in", "b out"]
    await asyncio.gather(comes("c", None), comes("d", None))
    assert order[4:] == ["c in", "d in", "c out", "d out"]
