"""The stores that tests run on: one embedded ArcadeDB for the whole run, and a Neo4j where one is given.

A test that asks for `store` gets an empty, migrated store. It runs once on the embedded store and, when
ZHENGTU_TEST_NEO4J names one (`bolt://127.0.0.1:7687`), once more on Neo4j; what cannot run says why. Several names, a
blank between them, serve as many processes (`-n 2`).
"""

from __future__ import annotations

import fcntl
import gc
import importlib.util
import os
import shutil
import signal
from collections import Counter
from collections.abc import AsyncIterator, Callable, Generator
from contextlib import AsyncExitStack
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import pytest
from builders.processes import SHORT_LIVED
from builders.sampled import SAMPLED, in_sample
from builders.stores import LENT, NEO4J, wipe
from hypothesis import HealthCheck, settings

from graph.law.scope import EVERYTHING
from graph.schema.migrations import BESIDES, MIGRATIONS
from graph.store.engine import Place, Store, open_store
from graph.store.errors import StoreMissing
from graph.store.migrating import migrate
from graph.store.personal import PersonalData
from graph.store.view import View

ROOT = Path(__file__).parent
TODAY = date(2026, 3, 2)
NO_EMBEDDED = (
    "arcadedb-embedded is not installed here (pip install -r requirements-embedded.lock; Linux with glibc 2.34 or "
    "later, "
    "macOS on ARM): nothing was tested on the embedded store"
)
CLASSES = "jvm.aot"
PASSWORD, STORED = "root.password", ("config", "databases")
"""What a folder of a store keeps while no server runs on it."""
KINDS = [
    pytest.param("embedded", id="embedded"),
    *([pytest.param("neo4j", id="neo4j", marks=pytest.mark.neo4j)] if NEO4J else []),
]


settings.register_profile("no clock", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("no clock")


def pytest_configure(config: pytest.Config) -> None:
    asked = getattr(config.option, "numprocesses", None) or 1
    if LENT and asked > len(LENT):
        raise pytest.UsageError(
            f"-n {asked} needs as many addresses in ZHENGTU_TEST_NEO4J, there are {len(LENT)}: a Neo4j has one database"
        )


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is collected stays to the end: no garbage is looked for in it, neither now nor later."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Files with the most slow tests first: workers that begin with what is long end together.

    Between the first, for which the classes of the Java runtime are prepared, and the rest stands what needs no store.
    """
    if SAMPLED:
        out = {item for item in items if _is_long(item) and not in_sample(item.nodeid)}
        config.hook.pytest_deselected(items=list(out))
        items[:] = [item for item in items if item not in out]
    slow = Counter(item.path for item in items if item.get_closest_marker("slow"))
    first = max(slow, key=lambda path: slow[path], default=None)
    storeless = {ROOT / "api" / "command" / f"test_{name}.py" for name in ("usage", "zhengtu")}
    items.sort(key=lambda item: (item.path != first, item.path not in storeless, -slow[item.path]))


def _is_long(item: pytest.Item) -> bool:
    return any(item.get_closest_marker(name) for name in ("more", "neo4j"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not NEO4J:
        terminalreporter.write_line("Neo4j: not tested; `make test-neo4j` runs the store tests on one (Java 17, Maven)")
    if importlib.util.find_spec("arcadedb_embedded") is None:
        terminalreporter.write_line(f"SKIPPED: {NO_EMBEDDED}", yellow=True)
    from builders.rare_letters import HOW, RARE_FONTS  # noqa: PLC0415 - the fonts are looked for when all is done

    if not RARE_FONTS:
        terminalreporter.write_line(f"SKIPPED: {HOW}", yellow=True)


class Stores:
    """The stores that are open in this run, each opened when a test first asks for it."""

    def __init__(self, folder: Path) -> None:
        """Keep the embedded store in `folder`."""
        self._folder = folder
        self._exit = AsyncExitStack()
        self._open: dict[str, Store] = {}

    async def get(self, kind: str) -> Store:
        """The open, migrated store of a kind."""
        if kind not in self._open:
            place = Place(self._folder, uri=NEO4J if kind == "neo4j" else "", heap="256m", java=SHORT_LIVED)
            try:
                store = await self._exit.enter_async_context(open_store(place))
            except StoreMissing:
                pytest.skip(NO_EMBEDDED)
            if kind == "neo4j":
                await _claim(store)
            await migrate(store)
            self._open[kind] = store
        return self._open[kind]

    async def close(self) -> None:
        """Close what is open and stop the embedded server."""
        await self._exit.aclose()


async def _claim(store: Store) -> None:
    """Mark an empty Neo4j as ours to wipe; never touch one that holds anything else."""
    held = await store.read("MATCH (n) WHERE NOT n:ThrowAway RETURN count(n)")
    ours = await store.read("MATCH (n:ThrowAway) RETURN count(n)")
    if held and not ours:
        pytest.exit(
            f"{NEO4J} holds {held} nodes that are not of these tests, which would wipe them: give an empty one", 4
        )
    await store.write(lambda unit: unit.run("MERGE (n:ThrowAway {id: 'tests'})"))


@pytest.fixture(scope="session")
async def kept(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where runs keep what takes long to make.

    These are the prepared classes of the Java runtime, with which a server starts and stops in a second, and an empty
    store with the current schema.
    """
    cache = request.config.cache
    assert cache is not None
    folder = cache.mkdir("zhengtu")
    if importlib.util.find_spec("arcadedb_embedded") is not None:
        with (folder / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # one worker prepares them, before any test; the others wait
            if not (folder / CLASSES).exists() or not _empty(folder).exists():
                await _prepare(tmp_path_factory.mktemp("prepared") / "store", folder)
    return folder


def _empty(kept: Path) -> Path:
    """The empty store of this schema, and of the server that makes it."""
    made_from = (MIGRATIONS, BESIDES, version("arcadedb-embedded"), SHORT_LIVED)
    return kept / f"empty-{sha256(repr(made_from).encode()).hexdigest()[:16]}"


async def _prepare(folder: Path, kept: Path) -> None:
    """Let a server write them at its end, for which a busy machine needs longer than a stop waits for."""
    classes, empty = kept / CLASSES, _empty(kept)
    _furnish(folder, classes if classes.exists() else None)
    async with open_store(Place(folder, heap="256m", java=SHORT_LIVED)) as store:
        await migrate(store)
        assert store.server is not None
        assert store.server.pid is not None
        assert store._supervisor is not None
        await store._supervisor.close()
        os.kill(store.server.pid, signal.SIGTERM)
        await store.server.ended()
    if not classes.exists() and (folder / CLASSES).exists():  # a runtime that cannot write them only starts more slowly
        shutil.copyfile(folder / CLASSES, classes.with_suffix(".new"))
        classes.with_suffix(".new").replace(classes)
    for other in kept.glob("empty-*"):
        shutil.rmtree(other)
    new = kept / "empty-new"
    new.mkdir(mode=0o700)
    shutil.copy(folder / PASSWORD, new)
    for part in STORED:
        shutil.copytree(folder / part, new / part)
    new.replace(empty)


def _furnish(folder: Path, classes: Path | None, empty: Path | None = None) -> Path:
    """Make a folder for an embedded store: one that is empty, with a schema, or none yet."""
    folder.mkdir(mode=0o700)
    if classes is not None:
        (folder / CLASSES).symlink_to(classes)
    if empty is not None:
        shutil.copytree(empty, folder, dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def prepared(kept: Path) -> Callable[..., Path]:
    """Makes folders for embedded stores of a test's own: with nothing in them, or `migrated`."""
    if importlib.util.find_spec("arcadedb_embedded") is None:
        pytest.skip(NO_EMBEDDED)
    return lambda folder, migrated=False: _furnish(folder, kept / CLASSES, _empty(kept) if migrated else None)


@pytest.fixture
def store_folder(tmp_path: Path, prepared: Callable[..., Path]) -> Path:
    """A folder for an embedded store of a test's own."""
    return prepared(tmp_path / "store")


@pytest.fixture
def migrated_folder(tmp_path: Path, prepared: Callable[..., Path]) -> Path:
    """A folder with an empty embedded store of a test's own, which has the current schema."""
    return prepared(tmp_path / "store", migrated=True)


@pytest.fixture(scope="session")
async def stores(tmp_path_factory: pytest.TempPathFactory, kept: Path) -> AsyncIterator[Stores]:
    """Opens each kind of store once for the run."""
    here = importlib.util.find_spec("arcadedb_embedded") is not None
    folder = _furnish(tmp_path_factory.mktemp("run") / "store", kept / CLASSES, _empty(kept) if here else None)
    opened = Stores(folder)
    yield opened
    await opened.close()


@pytest.fixture(params=KINDS)
async def store(request: pytest.FixtureRequest, stores: Stores) -> Store:
    """An empty store with the current schema."""
    opened = await stores.get(request.param)
    await opened.write(wipe)
    return opened


@pytest.fixture
async def embedded(stores: Stores) -> Store:
    """The embedded store of the run, empty, for a test of its server that leaves it as it is."""
    opened = await stores.get("embedded")
    await opened.write(wipe)
    return opened


@pytest.fixture
def view(store: Store) -> View:
    """The store as the system itself sees it."""
    return View(store, EVERYTHING, TODAY)


@pytest.fixture
def personal() -> PersonalData:
    """Encryption under a throw-away key."""
    return PersonalData(b"\x17" * 32)


@pytest.fixture(scope="module", params=KINDS)
async def kept_store(request: pytest.FixtureRequest, stores: Stores) -> Store:
    """A store that the tests of one module share; empty, with the current schema, when the first of them asks."""
    opened = await stores.get(request.param)
    await opened.write(wipe)
    return opened
