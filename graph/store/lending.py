"""Lending the embedded store: its owner says where it listens, and other processes of the same HOME ask it there.

1. An owner lends while it serves. A command that has the store open for its own work lends it to nobody: it would be
   gone in the middle of theirs.
2. Where the server listens stands in a file of the store's folder, which is its owner's alone (0700) as the password
   beside it is. It is written again when the server is started again, and goes with the owner.
3. It is believed while the process that it names is the server of this folder on this port: a port of a server that
   has gone may be anybody's by now, and would be told the password.
4. Who has borrowed the store goes on with a server that was started again, as its owner does (`supervision`); where
   none comes back, it is lost.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson

from graph.store.errors import StoreInUse, StoreUnavailable
from graph.store.files import write_whole
from graph.store.keyfile import reading
from graph.store.listening import Listening
from graph.store.orphans import command_line

LENT = "lent.json"
LOOK_SECONDS = 0.2
"""Between two looks at where the server listens."""
START_SECONDS = 60.0
"""How long a server that is lent may be on its way: its owner starts it, for the first time or again."""
UNKNOWN_END = 0
"""The exit code of a server whose end only its owner has seen."""


@dataclass(frozen=True, slots=True)
class Lent:
    """A server that may be asked by others."""

    pid: int
    bolt_port: int
    http_port: int

    def write(self, folder: Path) -> None:
        """Say so."""
        file = folder / LENT
        write_whole(file, orjson.dumps(asdict(self)))
        file.chmod(0o600)


def lent(folder: Path) -> Lent | None:
    """The server of a folder that may be asked, while it is there."""
    try:
        found = Lent(**orjson.loads((folder / LENT).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None
    words = command_line(found.pid)
    return found if str(folder) in words and f"bolt.port={found.bolt_port}" in words else None


def end_lending(folder: Path) -> None:
    """Say that the server of a folder is nobody else's to ask."""
    (folder / LENT).unlink(missing_ok=True)


class Borrowed(Listening):
    """The server of another process."""

    def __init__(self, folder: Path) -> None:
        """Know the folder."""
        super().__init__(folder)
        self._given_up = asyncio.Event()

    async def start(self) -> None:
        """Find out where it listens; one that is on its way is waited for.

        Raises:
            StoreInUse: Its owner does not lend it.
            StoreUnavailable: It did not come.
        """
        try:
            async with asyncio.timeout(START_SECONDS):
                await self.restart(patient=False)
        except TimeoutError as late:
            raise StoreUnavailable(f"the store that is lent does not come: {self.folder}") from late

    async def restart(self, *, patient: bool = True) -> None:
        """Wait until the owner has started one, and go on with it.

        Raises:
            StoreInUse: Nothing is lent, and the one who asks is not `patient`.
        """
        while (found := lent(self.folder)) is None:
            if not patient and not (self.folder / LENT).exists():
                raise StoreInUse(str(self.folder))
            await asyncio.sleep(LOOK_SECONDS)
        self.bolt_port, self.http_port = found.bolt_port, found.http_port
        with reading(self.password_file):
            self.password = self.password_file.read_text(encoding="ascii").strip()
        self._pid = found.pid
        self._given_up.clear()

    async def ended(self) -> int:
        """Wait until the server is another's, or gone, or was given up."""
        while not self._given_up.is_set() and self._there():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._given_up.wait(), LOOK_SECONDS)
        return UNKNOWN_END

    async def kill(self) -> None:
        """Give it up: only its owner can end it."""
        self._given_up.set()

    def check(self) -> None:
        """Raise StoreError when the server has gone."""
        if not self._there():
            raise StoreUnavailable(f"the store that was lent has gone: {self.folder}")

    async def stop(self) -> None:
        """Leave it to its owner."""

    def _there(self) -> bool:
        try:
            os.kill(self._pid, 0)
        except OSError:
            return False
        return (self.folder / LENT).exists()
