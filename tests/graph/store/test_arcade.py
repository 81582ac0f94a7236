"""The embedded server: one owner, nothing left behind, nothing acknowledged lost."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from builders.more import TORTURE, left_out
from builders.processes import SHORT_LIVED

from graph.store import orphans
from graph.store.arcade import ArcadeServer
from graph.store.engine import Place, Store, open_store
from graph.store.errors import StoreError, StoreMissing, StoreTimeout, StoreUnavailable

ROOT = Path(__file__).parents[3]
PARENT = """
import asyncio, signal, sys
from pathlib import Path
from graph.store.engine import Place, open_store

async def main():
    asked_to_stop = asyncio.Event()
    if sys.argv[2] == "orderly":
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, asked_to_stop.set)
    async with open_store(Place(Path(sys.argv[1]), java=("-XX:TieredStopAtLevel=1",))) as store:
        number, highest = await store.read("MATCH (o:Once) RETURN [count(o), max(toInteger(o.id))]")
        assert number == (highest or 0)
        print("found", number, flush=True)
        print("child", store.server.pid, flush=True)
        while not asked_to_stop.is_set():
            number += 1
            await store.write(lambda unit: unit.run("CREATE (:Once {id: $id})", id=str(number)))
            print("written", number, flush=True)
            await asyncio.sleep(0.01)

asyncio.run(main())
"""
LONG = "UNWIND range(1, 9000) AS a UNWIND range(1, 9000) AS b WITH a, b WHERE (a * b) % 7 = 0 RETURN count(*)"


@asynccontextmanager
async def opened(folder: Path, seconds: float = 30.0) -> AsyncIterator[Store]:
    async with open_store(Place(folder, heap="256m", java=SHORT_LIVED, statement_seconds=seconds)) as store:
        yield store


@contextmanager
def parent(folder: Path, manner: str = "careless") -> Iterator[tuple[subprocess.Popen[str], int, int]]:
    """A process that has the store open and writes without end; with the writes it found, and the pid of its server."""
    process = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(folder), manner], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert process.stdout is not None
    try:
        word, found = process.stdout.readline().split()
        assert word == "found"
        word, pid = process.stdout.readline().split()
        assert word == "child"
        assert process.stdout.readline() == f"written {int(found) + 1}\n"
        time.sleep(0.3)  # and some more writes
        yield process, int(found), int(pid)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def last_written(process: subprocess.Popen[str]) -> int:
    """The number of the last write that was acknowledged before the process ended."""
    assert process.stdout is not None
    whole = process.stdout.read().rpartition("\n")[0]  # a line that its end cut off says nothing
    return int(whole.split()[-1])


def ends_within(pid: int, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if (
            Path(f"/proc/{pid}/stat").exists()
            and Path(f"/proc/{pid}/stat").read_text().split(")")[-1].split()[0] == "Z"
        ):
            return True
        time.sleep(0.05)
    return False


async def held(folder: Path) -> int:
    async with opened(folder) as store:
        count, highest = await store.read("MATCH (o:Once) RETURN [count(o), max(toInteger(o.id))]")
        assert count == highest
        return int(count)


@dataclass(frozen=True)
class Ending:
    """What was left when a process had ended that had a store open."""

    acknowledged: int
    server_ended: bool
    found: int
    """By who opened the store next."""


@pytest.fixture(scope="module")
async def endings(tmp_path_factory: pytest.TempPathFactory, prepared: Callable[[Path], Path]) -> dict[str, Ending]:
    """What each owner of one store leaves to the next, and the last of them to a reader."""
    folder = prepared(tmp_path_factory.mktemp("owned") / "store")
    left: list[tuple[int, bool]] = []
    founds: list[int] = []
    for manner, number in OWNERS.values():
        with parent(folder, manner) as (process, found, child):
            founds.append(found)
            process.send_signal(number)
            acknowledged = last_written(process)
            process.wait(20)
            left.append((acknowledged, ends_within(child, 60)))
    founds.append(await held(folder))
    return {name: Ending(*each, found) for name, each, found in zip(OWNERS, left, founds[1:], strict=True)}


OWNERS = {
    "killed": ("careless", signal.SIGKILL),
    "careless": ("careless", signal.SIGTERM),
    "orderly": ("orderly", signal.SIGTERM),
}
"""What kind of owner, and how it is ended."""


@left_out
@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere an orphan is stopped at the next start")
async def test_a_killed_parent_takes_its_server_along_and_loses_nothing(endings: dict[str, Ending]) -> None:
    ending = endings["killed"]
    assert ending.server_ended
    assert ending.found in (ending.acknowledged, ending.acknowledged + 1)


@left_out
@pytest.mark.slow
@pytest.mark.parametrize("manner", ["careless", "orderly"])
async def test_a_terminated_parent_leaves_no_process(endings: dict[str, Ending], manner: str) -> None:
    ending = endings[manner]
    assert ending.server_ended
    assert ending.found in (ending.acknowledged, ending.acknowledged + 1)


@left_out
@pytest.mark.slow
async def test_acknowledged_writes_survive_the_kill_of_the_server(store_folder: Path) -> None:
    rounds = 10 if TORTURE else 1
    for _ in range(rounds):
        acknowledged = 0
        async with opened(store_folder) as store:
            await store.write(lambda unit: unit.run("MATCH (o:Once) DETACH DELETE o"))
            assert store.server is not None
            assert store.server.pid is not None

            async def write(number: int, store: Store = store) -> None:
                await store.write(lambda unit: unit.run("CREATE (:Once {id: $id})", id=str(number)))

            for number in range(1, 41):
                await write(number)
                acknowledged = number
            os.kill(store.server.pid, signal.SIGKILL)
            with pytest.raises(StoreError):
                await asyncio.wait_for(write(41), 30)
        assert await held(store_folder) == acknowledged


@pytest.mark.slow
async def test_a_second_process_is_refused_while_the_first_has_the_store(embedded: Store) -> None:
    assert embedded.server is not None
    with pytest.raises(StoreUnavailable, match="another process"):
        async with opened(embedded.server.folder):
            pytest.fail("opened twice")
    assert await embedded.read("RETURN 1") == 1


@pytest.mark.slow
async def test_the_server_listens_on_loopback_with_a_password_of_its_own(embedded: Store) -> None:
    server = embedded.server
    assert server is not None
    assert stat.S_IMODE(server.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((server.folder / "root.password").stat().st_mode) == 0o600
    assert len(server.password) >= 24
    for port in (server.bolt_port, server.http_port):
        assert listening(port) == {"127.0.0.1"}
    assert server.pid is not None
    command = Path(f"/proc/{server.pid}/cmdline")
    assert not command.exists() or server.password not in command.read_text()


@pytest.mark.slow
async def test_a_statement_over_its_budget_is_ended_and_says_so(store_folder: Path) -> None:
    async with opened(store_folder, seconds=0.5) as store:
        with pytest.raises(StoreTimeout):
            await store.read(LONG)
        assert await store.read("RETURN 1") == 1


@left_out
@pytest.mark.slow
async def test_a_damaged_class_cache_does_not_keep_the_store_from_starting(store_folder: Path) -> None:
    (store_folder / "jvm.aot").unlink(missing_ok=True)
    (store_folder / "jvm.aot").write_bytes(b"cut off while it was written")
    async with opened(store_folder) as store:
        assert await store.read("RETURN 1") == 1


@contextmanager
def stray(code: str, *words: str) -> Iterator[subprocess.Popen[str]]:
    """A process that runs `code`, ready when it has printed a line."""
    with subprocess.Popen([sys.executable, "-c", code, *words], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            process.stdout.readline()
            yield process
        finally:
            process.kill()


WAITS = "import time; print(1, flush=True); time.sleep(60)"
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + WAITS


@pytest.mark.parametrize("code", [WAITS, DEAF], ids=["polite", "deaf"])
async def test_an_orphan_of_this_store_is_stopped_before_a_start(
    store_folder: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    monkeypatch.setattr(orphans, "ORPHAN_SECONDS", 0.5)
    with stray(code, str(store_folder)) as orphan:
        (store_folder / "server.pid").write_text(str(orphan.pid))
        server = ArcadeServer(store_folder, heap="1k")
        await server.start()
        await server.stop()
        assert orphan.wait(5) < 0


@pytest.mark.parametrize("written", ["{pid}", "", "no number", "99999999"])
async def test_a_process_that_only_has_the_number_of_an_old_server_is_left_alone(
    store_folder: Path, written: str
) -> None:
    with stray(WAITS) as stranger:
        (store_folder / "server.pid").write_text(written.format(pid=stranger.pid))
        server = ArcadeServer(store_folder, heap="1k")
        await server.start()
        await server.stop()
        assert stranger.poll() is None
    assert not (store_folder / "server.pid").exists()


async def test_a_server_that_cannot_start_says_its_last_words(store_folder: Path) -> None:
    server = ArcadeServer(store_folder, heap="1k")
    await server.start()
    try:
        with pytest.raises(StoreError, match=r"(?i)heap"):
            await checked_for(server, seconds=10)
    finally:
        await server.stop()


async def checked_for(server: ArcadeServer, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        server.check()
        await asyncio.sleep(0.05)


async def test_without_the_package_the_message_names_the_other_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "arcadedb_embedded", None)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(StoreMissing, match="ZHENGTU_STORE_URI"):
        await ArcadeServer(tmp_path / "store").start()


def listening(port: int) -> set[str]:
    """Addresses of this machine on which something answers at a port."""
    answering = set()
    for address in {"127.0.0.1", own_address()}:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex((address, port)) == 0:
                answering.add(address)
    return answering


def own_address() -> str:
    """An address of this machine that is not loopback, or loopback when it has no other; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])
