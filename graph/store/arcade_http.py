"""What is asked of the embedded server on its HTTP port: schema commands in SQL, and the end of a statement.

A client that closes its Bolt connection does not end what it asked: the server finds out when it has the answer. It
lists what runs, with the address of who asked, and ends what it is told to in about 10 ms.
"""

from __future__ import annotations

import asyncio
import base64
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

import orjson

from graph.store.errors import StoreError, StoreUnavailable

SECONDS = 60
BACKUP_SECONDS = 3_600
"""How long a snapshot of a whole database may take."""
LOOKS = (0.0, 0.05, 0.25)
"""Pauses before each look for a statement that was sent and is not listed yet."""


@dataclass(frozen=True, slots=True)
class ArcadeHttp:
    """The HTTP port of one embedded server."""

    port: int
    password: str

    def run_sql(self, database: str, command: str) -> None:
        """Run one schema command, which Cypher has no words for.

        Raises:
            StoreError: It was refused, or not answered.
        """
        self._ask(f"command/{database}", {"language": "sql", "command": command})

    def back_up(self, database: str) -> str:
        """Have a snapshot of a database written while it is written to; return the name of the file.

        What one transaction has written is in it whole or not at all, as of one moment.

        Raises:
            StoreError: It was refused, or not answered.
        """
        body = {"language": "sql", "command": "BACKUP DATABASE"}
        told: list[dict[str, str]] = self._ask(f"command/{database}", body, BACKUP_SECONDS)["result"]
        return told[0]["backupFile"]

    def running(self) -> list[dict[str, Any]]:
        """The statements that run: `id`, `text`, `clientAddress` and more.

        Raises:
            StoreError: It was refused, or not answered.
        """
        listed: list[dict[str, Any]] = self._ask("server", {"command": "list queries"})["result"]
        return listed

    async def end_statement_of(self, client_port: int) -> None:
        """End what a client runs that has closed its connection, recognised by the port that was its own.

        Raises:
            StoreError: It was refused, or not answered.
        """
        for pause in LOOKS:
            await asyncio.sleep(pause)
            if await asyncio.to_thread(self._ended, client_port):
                return

    def _ended(self, client_port: int) -> bool:
        """Whether something ran, and was ended."""
        address = f":{client_port}"
        of_client = [each["id"] for each in self.running() if each.get("clientAddress", "").endswith(address)]
        for each in of_client:
            try:
                self._ask("server", {"command": f"terminate query {each}"})
            except StoreError:  # it has ended by itself meanwhile
                continue
        return bool(of_client)

    def _ask(self, path: str, body: dict[str, str], seconds: float = SECONDS) -> Any:
        credentials = base64.b64encode(f"root:{self.password}".encode()).decode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/v1/{path}",
            data=orjson.dumps(body),
            headers={"Authorization": f"Basic {credentials}", "Content-Type": "application/json"},
        )
        command = body["command"]
        try:
            with urllib.request.urlopen(request, timeout=seconds) as answer:  # noqa: S310
                return orjson.loads(answer.read())
        except urllib.error.HTTPError as error:
            raise StoreError(f"{command}: {error} {error.read().decode(errors='replace')}") from error
        except OSError as error:
            raise StoreUnavailable(f"{command}: {error}") from error
