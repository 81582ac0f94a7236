"""An embedded server as whoever asks it sees it: on loopback, on two ports, with a password."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path

from graph.store.arcade_http import ArcadeHttp

ALIVE = b"GET /api/v1/ready HTTP/1.0\r\n\r\n"
"""A question that needs neither a password nor a database."""
ALIVE_PAUSE = 0.2


class Listening:
    """Where the server of one folder listens: a child of this process (`arcade`), or another's (`lending`)."""

    def __init__(self, folder: Path) -> None:
        """Know the folder; nobody listens yet."""
        self.folder = folder.resolve()
        self.bolt_port = 0
        self.http_port = 0
        self.password = ""

    @property
    def password_file(self) -> Path:
        """Where the server's password is."""
        return self.folder / "root.password"

    @property
    def http(self) -> ArcadeHttp:
        """The HTTP port of the running server."""
        return ArcadeHttp(self.http_port, self.password)

    async def answers(self) -> None:
        """Return when the server answers on its HTTP port, however long that takes."""
        while True:
            with contextlib.suppress(OSError):  # it is stopping, or starting
                reader, writer = await asyncio.open_connection("127.0.0.1", self.http_port)
                try:
                    writer.write(ALIVE)
                    if await reader.read(1):
                        return
                finally:
                    writer.close()
            await asyncio.sleep(ALIVE_PAUSE)
