"""Processes that can be ended: by the kernel, by the clock, by whoever no longer waits, and with their parent."""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from graph.errors import Busy
from graph.refusal_codes import Code
from licenses.proof.confinement.confines import Confines
from licenses.proof.confinement.pool import Confinement
from licenses.proof.confinement.process import Stopped, Why
from licenses.proof.confinement.shares import Asker

ROOT = Path(__file__).parents[3]
WORK = "builders.working:work"
FOREVER = 60.0
NAMED, OTHER = Asker("named", known=True), Asker("other", known=True)


@pytest.fixture(scope="module")
def confined() -> Iterator[Confinement]:
    """One process with little memory."""
    with closing(Confinement(WORK, Confines(processes=1, seconds=20, memory=64 << 20))) as made:
        yield made


def gone(process: int) -> bool:
    """Whether a process ends, looked at until it does."""
    until = time.monotonic() + FOREVER
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
            threads = list(Path(f"/proc/{process}/task").iterdir())
        except OSError:
            return True
        if state == "Z" and len(threads) == 1:
            return True
        time.sleep(0.02)
    return False


async def at_work(made: Confinement, count: int) -> None:
    """Wait until so many are."""
    while len(made.processes(at_work=True)) < count:
        await asyncio.sleep(0.02)


async def begun(made: Confinement, count: int) -> list[asyncio.Task[object]]:
    """Give every process something that never ends, and wait until they are at it."""
    tasks = [asyncio.create_task(made(FOREVER, b"sleep", 600)) for _ in range(count)]
    await at_work(made, count)
    return tasks


async def test_one_process_does_one_thing_after_the_other(confined: Confinement) -> None:
    assert [await confined(1, b"double", number) for number in range(3)] == [0, 2, 4]
    first = await confined(1, b"name")
    assert first == await confined(1, b"name")
    assert first != os.getpid()


async def test_processor_time_is_counted_by_the_kernel(confined: Confinement) -> None:
    process = await confined(1, b"name")
    assert await confined(0.1, b"spin") == Stopped(Why.TIME)
    assert gone(process)
    assert await confined(1, b"double", 4) == 8


async def test_time_is_counted_for_each_piece_of_work_anew(confined: Confinement) -> None:
    process = await confined(1, b"name")
    for _ in range(20):
        await confined(0.05, b"double", 1)
    assert await confined(1, b"name") == process


async def test_what_only_waits_is_ended_by_the_clock() -> None:
    with closing(Confinement(WORK, Confines(seconds=0.1))) as made:
        assert await made(FOREVER, b"sleep", 600) == Stopped(Why.TIME)


async def test_memory_has_a_bound(confined: Confinement) -> None:
    assert await confined(5, b"take", 32 << 20) == 32 << 20
    assert await confined(5, b"take", 65 << 20) == Stopped(Why.MEMORY)
    assert await confined(5, b"take", 32 << 20) == 32 << 20


async def test_a_process_that_has_grown_is_replaced_after_it_has_answered(confined: Confinement) -> None:
    before = await confined(5, b"name")
    assert await confined(5, b"keep", 33 << 20) == 33 << 20
    assert gone(before)
    assert await confined(5, b"keep", 33 << 20) == 33 << 20


@pytest.mark.parametrize(("what", "ended"), [(b"leave", "exit 3"), (b"crash", "exit -11")])
async def test_a_process_that_ends_by_itself_says_how(confined: Confinement, what: bytes, ended: str) -> None:
    assert await confined(5, what, 3) == Stopped(Why.DEATH, ended, by_limit=False)
    assert await confined(5, b"double", 1) == 2


async def test_the_end_of_one_process_disturbs_no_other() -> None:
    with closing(Confinement(WORK, Confines(seconds=20))) as made:
        work = (b"spin" if n % 2 else b"double" for n in range(8))
        answers = await asyncio.gather(*(made(0.2, what, n) for n, what in enumerate(work)))
        assert answers == [Stopped(Why.TIME) if n % 2 else 2 * n for n in range(8)]


async def test_who_leaves_takes_his_work_with_him() -> None:
    with closing(Confinement(WORK, Confines(processes=1, seconds=FOREVER))) as made:
        (task,) = await begun(made, 1)
        (process,) = made.processes()
        waiting = asyncio.create_task(made(1, b"double", 2))
        withdrawn = asyncio.create_task(made(FOREVER, b"sleep", 600))
        await asyncio.sleep(0)
        withdrawn.cancel()
        task.cancel()
        assert await waiting == 4
        assert gone(process)
        assert made.processes().isdisjoint({process})


def test_room_is_kept_for_so_many_pieces_and_so_many_bytes_but_always_for_one() -> None:
    made = Confinement(WORK, Confines(processes=1, waiting=1, held=100))
    with made.room(NAMED, 500), pytest.raises(Busy) as refused:
        made.room(OTHER, 1).__enter__()
    assert refused.value.code is Code.VERIFICATION_BUSY
    with made.room(NAMED, 60):
        with pytest.raises(Busy):
            made.room(OTHER, 41).__enter__()
        with made.room(OTHER, 40), pytest.raises(Busy):
            made.room(OTHER, 0).__enter__()
        with made.room(OTHER, 40):
            pass


async def test_nobody_waits_longer_than_he_may() -> None:
    with closing(Confinement(WORK, Confines(processes=1, seconds=FOREVER, patience=2.0))) as made:
        (task,) = await begun(made, 1)
        with pytest.raises(Busy):
            await made(1, b"double", 2)
        task.cancel()


async def test_the_first_file_waits_until_there_is_a_process() -> None:
    with closing(Confinement(WORK, Confines(processes=1, patience=0.1))) as made:
        assert await made(1, b"double", 2) == 4  # a process takes longer to be there


async def test_closing_ends_every_process_whatever_it_is_at() -> None:
    made = Confinement(WORK, Confines(seconds=FOREVER))
    tasks = await begun(made, 2)
    processes = made.processes()
    await asyncio.to_thread(made.close)
    assert all(map(gone, processes))
    tasks.append(asyncio.create_task(made(1, b"double", 1)))
    assert all(isinstance(each, Busy) for each in await asyncio.gather(*tasks, return_exceptions=True))


async def test_work_that_is_not_there_is_a_failure_of_ours() -> None:
    with closing(Confinement("builders.working:absent")) as made:
        for _ in range(2):
            with pytest.raises(RuntimeError, match="could not be started"):
                await made(1, b"double", 1)


async def test_an_interrupt_is_not_meant_for_it_and_a_termination_is(confined: Confinement) -> None:
    process = await confined(1, b"name")
    os.kill(process, signal.SIGINT)
    assert await confined(1, b"name") == process
    os.kill(process, signal.SIGTERM)
    assert gone(process)
    assert await confined(1, b"double", 1) == 2


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGSEGV, signal.SIGTERM])
async def test_work_whose_process_is_ended_from_outside_is_done_by_another(ending: signal.Signals) -> None:
    with closing(Confinement(WORK, Confines(processes=1, seconds=FOREVER))) as made:
        task = asyncio.create_task(made(FOREVER, b"pause", 7))
        await at_work(made, 1)
        (process,) = made.processes()
        os.kill(process, ending)
        assert await task == 7
        assert made.processes().isdisjoint({process})


async def test_a_second_end_is_the_files_doing(tmp_path: Path) -> None:
    with closing(Confinement("builders.working:announce", Confines(processes=1, seconds=FOREVER))) as made:
        task = asyncio.create_task(made(FOREVER, bytes(tmp_path)))
        ended: set[int] = set()
        while not task.done():
            for process in {int(file.name) for file in tmp_path.iterdir()} - ended:
                ended.add(process)
                os.kill(process, signal.SIGKILL)
            await asyncio.sleep(0.01)
        assert task.result() == Stopped(Why.MEMORY, by_limit=False)
        assert len(ended) == 2


async def test_processes_that_are_ended_while_they_are_idle_cost_no_file_its_answer() -> None:
    with closing(Confinement(WORK, Confines(processes=4, seconds=FOREVER))) as made:
        for task in await begun(made, 4):
            task.cancel()
        made.start()
        while len(made.processes() - made.processes(at_work=True)) < 4:
            await asyncio.sleep(0.02)
        assert await made(1, b"double", 1) == 2
        for process in made.processes():
            os.kill(process, signal.SIGKILL)
        assert await made(1, b"double", 1) == 2


async def test_what_passes_a_limit_is_not_tried_again(confined: Confinement) -> None:
    assert await confined(1, b"take", 65 << 20) == Stopped(Why.MEMORY)
    assert await confined(0.1, b"spin") == Stopped(Why.TIME)


async def test_an_idle_process_that_is_ended_is_replaced_though_nothing_comes() -> None:
    with closing(Confinement(WORK, Confines(processes=1))) as made:
        process = await made(1, b"name")
        os.kill(process, signal.SIGKILL)
        while not made.processes() - {process}:
            await asyncio.sleep(0.02)


async def test_processes_that_are_ended_while_they_start_are_started_again() -> None:
    with closing(Confinement(WORK, Confines(processes=2))) as made:
        made.start()
        while not (begun := made.processes()):
            await asyncio.sleep(0)
        for process in begun:
            os.kill(process, signal.SIGKILL)
        assert await made(1, b"double", 1) == 2


@contextmanager
def no_open_files() -> Iterator[None]:
    """Nothing more can be opened by this process."""
    bounds = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, bounds[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, bounds)


@pytest.mark.parametrize("patience", [None, FOREVER])
async def test_where_no_process_can_be_started_who_waits_is_refused_and_the_next_is_served_after_that(
    patience: float | None,
) -> None:
    with closing(Confinement(WORK, Confines(patience=patience))) as made:
        with no_open_files():
            for _ in range(3):
                with pytest.raises(Busy):
                    await made(1, b"double", 1)
        for _ in range(60):
            try:
                assert await made(1, b"double", 1) == 2
                break
            except Busy:  # the last start that failed was during this
                await asyncio.sleep(0.1)
        else:
            pytest.fail("no process was started when it was possible again")


SCRIPT = """
import asyncio, sys
from licenses.proof.confinement.confines import Confines
from licenses.proof.confinement.pool import Confinement
made = Confinement("builders.working:work", Confines(processes=1, seconds=60))
print(asyncio.run(made(1, b"name")), flush=True)
sys.stdin.readline()
asyncio.run(made(60, b"sleep", 600))
"""


@pytest.mark.parametrize("busy", [False, True])
def test_a_process_ends_with_the_one_that_started_it(busy: bool) -> None:
    environment = os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdin is not None
        assert parent.stdout is not None
        process = int(parent.stdout.readline())
        if busy:
            parent.stdin.write(b"\n")
            parent.stdin.flush()
            time.sleep(0.1)
        parent.kill()
        parent.wait()
        assert gone(process)
