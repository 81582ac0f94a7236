"""The embedded store: ArcadeDB as a child process on loopback, spoken to over Bolt.

1. One process owns a store folder: a lock file held with flock says so.
2. The child listens on 127.0.0.1 only, on ports that the system gives it, with a random password in a 0600 file.
3. Every acknowledged write is on disk (`txWalFlush=1`; with less, a kill loses acknowledged writes).
4. The child dies with its parent, even when the parent is killed: on Linux the kernel tells it (PR_SET_PDEATHSIG).
   Elsewhere an orphan is found by its pid file at the next start and stopped: whoever holds the lock owns the folder.
5. A child that ends by itself, or hangs, can be started again without giving up the folder (`supervision`).
6. Other processes may ask it while its owner says so (`lending`).
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import fcntl
import importlib.util
import os
import secrets
import signal
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from graph.store.errors import StoreError, StoreInUse, StoreMissing
from graph.store.keyfile import damaged, make_once, missing, reading
from graph.store.lending import Lent, end_lending
from graph.store.listening import Listening
from graph.store.orphans import stop_orphan

DATABASE = "zhengtu"
PASSWORD_LETTERS = 32
PR_SET_PDEATHSIG = 1
STOP_SECONDS = 8.0
"""How long the child may take to end in order: a service has ended after 15 s in all."""
STATEMENTS_KEPT = 4096
"""How many statements stay parsed, of more than a thousand there are: 300 without being told.

To parse a long one takes up to 30 ms, to plan it again nothing that can be measured: plans are made anew as data grow.
"""
MISSING = (
    "the embedded store is not installed (pip install arcadedb-embedded; Linux with glibc 2.34 or later, macOS on ARM) "
    "– or give a Neo4j: ZHENGTU_STORE_URI=neo4j://host:7687"
)


class ArcadeServer(Listening):
    """A running ArcadeDB child process on one store folder."""

    def __init__(
        self, folder: Path, *, heap: str = "512m", java: Sequence[str] = (), command_milliseconds: int = 30_000
    ) -> None:
        """Prepare, but don't start, the server of `folder`.

        Args:
            folder: Where the data lie; made with mode 0700 if absent.
            heap: Largest Java heap, as `-Xmx` takes it.
            java: Further options of the Java runtime.
            command_milliseconds: Time budget of one statement; the server enforces it, the driver's own is ignored.
        """
        super().__init__(folder)
        self.heap = heap
        self.java = tuple(java)
        self.command_milliseconds = command_milliseconds
        self._lends = False
        self._process: asyncio.subprocess.Process | None = None
        self._lock: IO[str] | None = None

    @property
    def pid(self) -> int | None:
        """Process id of the running child."""
        return self._process.pid if self._process else None

    async def start(self) -> None:
        """Start the child; returns when its process runs, not yet when it answers.

        Raises:
            StoreMissing: The embedded server is not installed.
            StoreInUse: Another process has this store open.
            KeyMissing: The password of a server that was here before is gone.
            KeyDamaged: It is no password.
        """
        package = _package()
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.password = _password(self.password_file, self.folder / "config" / "server-users.jsonl")
        self._lock = _lock(self.folder / "lock")
        end_lending(self.folder)  # what an owner said that was killed
        stop_orphan(self.folder / "server.pid", self.folder)
        await self._launch(package)

    async def restart(self) -> None:
        """Start a child again, after the one before has ended: same folder, same lock, new ports."""
        await self._launch(_package())

    async def _launch(self, package: Path) -> None:
        self.bolt_port, self.http_port = _free_ports(2)
        log = (self.folder / "server.log").open("ab")
        with log:
            self._process = await asyncio.create_subprocess_exec(
                str(package / "jre" / "bin" / "java"),
                *self._arguments(package),
                cwd=self.folder,
                env={"PATH": os.defpath, "LANG": "C.UTF-8"},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=asyncio.subprocess.STDOUT,
                preexec_fn=_die_with_parent if sys.platform == "linux" else None,
                start_new_session=True,  # Ctrl-C reaches us first; we stop the child after our own work is done
            )
        (self.folder / "server.pid").write_text(str(self._process.pid), encoding="ascii")
        if self._lends:
            self.lend()

    def lend(self) -> None:
        """From now on let other processes ask the child, also one that is started again."""
        assert self._process is not None  # noqa: S101 - asked of a server that was started
        self._lends = True
        Lent(self._process.pid, self.bolt_port, self.http_port).write(self.folder)

    async def ended(self) -> int:
        """Wait for the end of the running child; return its exit code (below 0: killed by that signal)."""
        assert self._process is not None  # noqa: S101 - asked of a server that was started
        return await self._process.wait()

    async def kill(self) -> None:
        """End the child, if there is one, without asking it."""
        if self._process is not None and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()

    @property
    def _class_cache(self) -> Path:
        """What the Java runtime keeps of the classes that it has loaded, to start faster."""
        return self.folder / "jvm.aot"

    def check(self) -> None:
        """Raise StoreError with the server's last words when the child has ended."""
        if self._process is not None and self._process.returncode is not None:
            log = (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")
            raise StoreError(f"the embedded store ended with {self._process.returncode}: {log[-800:]}")

    async def stop(self) -> None:
        """Stop the child in order, and release the folder."""
        if self._lends:
            end_lending(self.folder)
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):  # also when it has ended by itself
                self._process.terminate()
            try:
                await asyncio.wait_for(self._process.wait(), timeout=STOP_SECONDS)
            except TimeoutError:  # nothing is lost: what was acknowledged is on disk
                self._process.kill()
                await self._process.wait()
                self._class_cache.unlink(missing_ok=True)  # it may have been written half
            self._process = None
            (self.folder / "server.pid").unlink(missing_ok=True)
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _arguments(self, package: Path) -> list[str]:
        options = {
            "server.rootPath": self.folder,
            "server.rootPasswordPath": self.password_file,
            "server.mode": "development",  # error texts with their cause
            "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
            "server.defaultDatabases": f"{DATABASE}[root]",
            "server.httpIncomingHost": "127.0.0.1",
            "server.httpIncomingPort": self.http_port,
            "bolt.host": "127.0.0.1",
            "bolt.port": self.bolt_port,
            "txWalFlush": 1,
            "opencypher.statementCache": STATEMENTS_KEPT,
            "command.timeout": self.command_milliseconds,
        }
        return [
            "-Xms64m",
            f"-Xmx{self.heap}",
            "-XX:+UseSerialGC",
            *self.java,
            "--add-modules",
            "jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            f"-XX:AOTCache{'' if self._class_cache.exists() else 'Output'}={self._class_cache}",
            *(f"-Darcadedb.{name}={value}" for name, value in options.items()),
            "-cp",
            f"{package / 'jars'}/*",
            "com.arcadedb.server.ArcadeDBServer",
        ]


def _package() -> Path:
    """Folder of the installed package, found without importing it (it would start a JVM here)."""
    spec = importlib.util.find_spec("arcadedb_embedded")
    if spec is None or spec.origin is None:
        raise StoreMissing(MISSING)
    return Path(spec.origin).parent


def _lock(path: Path) -> IO[str]:
    handle = path.open("a")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        handle.close()
        raise StoreInUse(str(path.parent)) from error
    return handle


def _password(path: Path, users: Path) -> str:
    """Read the password of the server in this folder; one that has its users has also had a password."""
    if not path.exists() or not path.stat().st_size:
        if users.exists():
            raise missing(path, "库的口令在该文件中", "it has the password of this store")
        path.unlink(missing_ok=True)  # an empty one was begun by a start that was killed
        make_once(path, secrets.token_urlsafe(PASSWORD_LETTERS * 3 // 4).encode("ascii"))
    with reading(path):
        password = path.read_text(encoding="ascii").strip()
    if len(password) != PASSWORD_LETTERS:
        raise damaged(path)
    return password


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [int(each.getsockname()[1]) for each in sockets]
    finally:
        for each in sockets:
            each.close()


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
