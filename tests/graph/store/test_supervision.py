"""An embedded server that dies comes back, or is lost with a reason; nobody is told a falsehood meanwhile."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from builders.more import TORTURE, left_out
from builders.processes import SHORT_LIVED

from graph.store import engine, supervision
from graph.store.arcade import DATABASE, ArcadeServer
from graph.store.dialect import ARCADE
from graph.store.engine import Place, Store, Unit, open_store
from graph.store.errors import OutcomeUnknown, StoreError, StoreLost, StoreUnavailable

COMMIT = b"\x00\x02\xb0\x12\x00\x00"
"""The message of the Bolt protocol that asks for a commit."""


@pytest.fixture
def soon_impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Probes that wait a third as long; the long form of the tests waits as a service does."""
    if not TORTURE:
        for name in ("PROBE_PAUSE", "PROBE_SECONDS", "LATE_SECONDS"):
            monkeypatch.setattr(supervision, name, getattr(supervision, name) / 3)


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[tuple[Store, ArcadeServer]]:
    async with open_store(Place(folder, heap="256m", java=SHORT_LIVED)) as store:
        assert store.server is not None
        yield store, store.server


async def end(server: ArcadeServer, number: signal.Signals = signal.SIGKILL) -> None:
    """End the server's process, and return when its end was noticed."""
    assert server.pid is not None
    os.kill(server.pid, number)
    await server.ended()
    await asyncio.sleep(0)


async def create(store: Store, number: str) -> None:
    await store.write(lambda unit: unit.run("CREATE (:Deed {id: $id})", id=number))


@left_out
@pytest.mark.slow
async def test_a_killed_server_comes_back_with_everything_acknowledged(store_folder: Path) -> None:
    async with opened(store_folder) as (store, server):
        for number in range(2):
            await create(store, str(number))
            before, began = server.pid, time.monotonic()
            await end(server)
            with pytest.raises(StoreUnavailable):
                await store.read("RETURN 1")
            await store.answers_again()
            assert time.monotonic() - began < 20
            assert server.pid != before
            assert (store_folder / "server.pid").read_text() == str(server.pid)
            assert await store.read("MATCH (d:Deed) RETURN count(d)") == number + 1
        with pytest.raises(StoreUnavailable, match="another process"):
            async with open_store(Place(store_folder, java=SHORT_LIVED)):
                pytest.fail("the folder was given up meanwhile")


@left_out
@pytest.mark.slow
async def test_a_server_that_hangs_is_ended_and_comes_back_and_who_waits_is_told_so_or_answered(
    store_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervision, "RETURN_SECONDS", 60.0)
    async with opened(store_folder) as (store, server):
        await create(store, "0")
        before, began = server.pid, time.monotonic()
        assert before is not None
        os.kill(before, signal.SIGSTOP)
        with contextlib.suppress(StoreUnavailable):  # told so, where the server needs longer than another try waits
            assert await store.read("MATCH (d:Deed) RETURN count(d)") == 1
        assert time.monotonic() - began < 10, "longer than an operation may take"
        await store.answers_again()
        assert server.pid != before
        assert await store.read("MATCH (d:Deed) RETURN count(d)") == 1


@left_out
@pytest.mark.slow
async def test_who_sees_an_end_before_the_supervisor_waits_for_the_return_all_the_same(
    store_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervision, "RETURN_SECONDS", 60.0)
    async with opened(store_folder) as (store, server):
        before = server.pid
        assert before is not None
        os.kill(before, signal.SIGKILL)
        await store.answers_again()
        assert server.pid != before
        assert await store.read("RETURN 1") == 1


@left_out
@pytest.mark.slow
@pytest.mark.usefixtures("soon_impatient")
async def test_a_server_that_is_only_slow_to_answer_is_left_alone(store_folder: Path) -> None:
    async with opened(store_folder) as (store, server):
        before = server.pid
        assert before is not None
        for _ in range(2):
            os.kill(before, signal.SIGSTOP)
            await asyncio.sleep(supervision.PROBE_SECONDS)
            os.kill(before, signal.SIGCONT)
            assert await store.read("RETURN 1") == 1
            await asyncio.sleep(2 * supervision.PROBE_PAUSE)
        assert server.pid == before


@left_out
@pytest.mark.slow
@pytest.mark.usefixtures("soon_impatient")
async def test_a_process_that_was_itself_asleep_blames_nobody(store_folder: Path) -> None:
    async with opened(store_folder) as (store, server):
        before = server.pid
        assert before is not None
        os.kill(before, signal.SIGSTOP)
        for _ in range(4):
            await asyncio.sleep(supervision.PROBE_PAUSE)
            time.sleep(supervision.PROBE_SECONDS + 2 * supervision.LATE_SECONDS)  # as a stopped process does
        os.kill(before, signal.SIGCONT)
        assert await store.read("RETURN 1") == 1
        assert server.pid == before


@left_out
@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
async def test_under_load_every_failure_is_one_to_try_again_and_no_deed_is_done_twice(
    store_folder: Path, number: signal.Signals
) -> None:
    acknowledged: list[str] = []
    failures: list[Exception] = []
    async with opened(store_folder) as (store, server):
        over = asyncio.Event()

        async def writes(who: int) -> None:
            step = 0
            while not over.is_set():
                step += 1
                try:
                    await create(store, f"{who}.{step}")
                    acknowledged.append(f"{who}.{step}")
                except Exception as error:  # noqa: BLE001 - what it is, is the question
                    failures.append(error)
                    await asyncio.sleep(0.02)

        async def reads() -> None:
            while not over.is_set():
                try:
                    await store.read("UNWIND range(1, 200) AS x RETURN collect(x)")
                except Exception as error:  # noqa: BLE001 - what it is, is the question
                    failures.append(error)
                    await asyncio.sleep(0.02)

        work = [
            asyncio.create_task(each) for each in (*(writes(who) for who in range(6)), *(reads() for _ in range(6)))
        ]
        await asyncio.sleep(0.5)
        await end(server, number)
        await store.answers_again()
        await asyncio.sleep(0.5)
        over.set()
        await asyncio.gather(*work)
        assert [error for error in failures if not isinstance(error, StoreUnavailable)] == []
        assert failures
        stored = await store.read("MATCH (d:Deed) RETURN collect(d.id)")
    assert len(stored) == len(set(stored))
    assert set(acknowledged) <= set(stored)


@left_out
@pytest.mark.slow
async def test_a_server_that_cannot_start_again_is_lost_with_the_reason(
    store_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervision, "RETURN_SECONDS", 2.0)
    async with opened(store_folder) as (store, server):
        waiting = asyncio.create_task(store.until_lost())
        store_folder.rename(store_folder.with_name("moved away"))
        began = time.monotonic()
        await end(server)
        with pytest.raises(StoreLost, match="could not be started again"):
            await waiting
        assert time.monotonic() - began < 5
        with pytest.raises(StoreLost, match=r"No such file|not start"):
            await store.answers_again()
        with pytest.raises(StoreUnavailable):
            await store.read("RETURN 1")


@left_out
@pytest.mark.slow
async def test_a_server_that_dies_at_every_start_is_tried_a_few_times_only(
    store_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervision, "RETURN_SECONDS", 4.0)
    async with opened(store_folder) as (store, server):
        server.heap = "1k"
        starts = len((store_folder / "server.log").read_text("utf-8", "replace").splitlines())
        await end(server)
        with pytest.raises(StoreLost, match=r"(?i)heap"):
            await store.until_lost()
        said = (store_folder / "server.log").read_text("utf-8", "replace").splitlines()[starts:]
        assert 2 <= sum("heap" in line for line in said) <= 10


@left_out
@pytest.mark.slow
async def test_a_server_that_dies_again_and_again_is_not_brought_back_for_ever(
    store_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervision, "RETURNS", 1)
    async with opened(store_folder) as (store, server):
        await end(server)
        await store.answers_again()
        await end(server)
        with pytest.raises(StoreLost, match="2 times"):
            await store.until_lost()


@left_out
@pytest.mark.slow
async def test_closing_a_store_while_its_server_comes_back_leaves_nothing(store_folder: Path) -> None:
    async with opened(store_folder) as (_, server):
        await end(server)
        await asyncio.sleep(0.1)
    assert server.pid is None
    async with opened(store_folder) as (store, _):
        assert await store.read("RETURN 1") == 1


@asynccontextmanager
async def cut_at_commit(server: ArcadeServer, *, sent: bool) -> AsyncIterator[int]:
    """A port that leads to the server until a commit is asked for: the line is cut before or after that is sent."""
    carried: list[asyncio.Task[None]] = []

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, onward = await asyncio.open_connection("127.0.0.1", server.bolt_port)

        async def back() -> None:
            while data := await there.read(65_536):
                writer.write(data)

        answers = asyncio.create_task(back())
        try:
            while (data := await reader.read(65_536)) and COMMIT not in data:
                onward.write(data)
            answers.cancel()
            await asyncio.wait([answers])
            if data and sent:
                onward.write(data)
                await there.read(65_536)  # the answer that never arrives
        finally:
            for each in (writer, onward):
                each.close()
                await asyncio.gather(each.wait_closed(), return_exceptions=True)

    def begin(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        carried.append(asyncio.create_task(carry(reader, writer)))

    line = await asyncio.start_server(begin, "127.0.0.1", 0)
    try:
        yield line.sockets[0].getsockname()[1]
    finally:
        line.close()
        await asyncio.gather(*carried)


@pytest.mark.slow
@pytest.mark.parametrize("sent", [True, False])
async def test_a_commit_whose_answer_is_lost_is_not_repeated_and_said_to_be_unknown(
    embedded: Store, sent: bool
) -> None:
    runs = 0

    async def work(unit: Unit) -> None:
        nonlocal runs
        runs += 1
        await unit.run("CREATE (:Deed {id: '1'})")

    assert embedded.server is not None
    async with cut_at_commit(embedded.server, sent=sent) as port:
        driver = engine._driver(f"bolt://127.0.0.1:{port}", ("root", embedded.server.password))
        store = Store(driver, ARCADE, DATABASE, None, 30.0)
        with pytest.raises(OutcomeUnknown):
            await store.write(work)
        await store.close()
        assert runs == 1
        assert await embedded.read("MATCH (d:Deed) RETURN count(d)") == int(sent)


@pytest.mark.slow
async def test_a_server_of_others_that_has_gone_away_is_unavailable_before_long(store_folder: Path) -> None:
    async with opened(store_folder) as (_, known):
        port, password = known.bolt_port, known.password
        store = Store(engine._driver(f"bolt://127.0.0.1:{port}", ("root", password)), ARCADE, DATABASE, None, 30.0)
        assert await store.read("RETURN 1") == 1
    began = time.monotonic()
    for asked in (store.read("RETURN 1"), create(store, "1"), store.define("RETURN 1")):
        with pytest.raises(StoreUnavailable):
            await asked
    assert time.monotonic() - began < 3 * engine.AWAY_SECONDS + 1
    await store.close()


def test_what_is_lost_is_a_malfunction_and_not_worth_another_try() -> None:
    assert not StoreLost("x").retryable
    assert OutcomeUnknown("x").retryable
    assert issubclass(StoreLost, StoreError)
