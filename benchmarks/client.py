"""The load generator, in a process of its own: one request again and again over connections that stay open.

Bounded in time and in number. Reads jobs as lines of JSON and answers each with a line: requests answered, seconds, and
the milliseconds of one, median and slowest hundredth. It looks at status and length only, so that it costs little
beside a server.
"""

from __future__ import annotations

import asyncio
import base64
import json
import math
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from urllib.parse import urlsplit

from benchmarks.processes import BenchmarkError, Conversation, conversing, python

MOST_REQUESTS = 100_000
LAST_CHUNK = b"\r\n0\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Load:
    """What a round of requests came to."""

    answered: int
    seconds: float
    median_ms: float
    p99_ms: float
    """What ninety-nine of a hundred did not take longer than."""
    problem: str = ""

    @property
    def per_second(self) -> float:
        """Requests answered a second."""
        return self.answered / self.seconds


@dataclass(frozen=True, slots=True)
class Client:
    """The load generator as a benchmark uses it."""

    conversation: Conversation

    def load(
        self,
        url: str,
        body: bytes,
        seconds: float,
        connections: int = 1,
        media: str = "application/json",
        token: str = "",
    ) -> Load:
        """Send one request for some seconds.

        Raises:
            BenchmarkError: An answer was not 200.
        """
        sent = {"body": base64.b64encode(body).decode(), "media": media, "token": token}
        job = {"url": url, "seconds": seconds, "connections": connections, **sent}
        load = Load(**self.conversation.ask(job))
        if load.problem:
            raise BenchmarkError(f"{url}: {load.problem}")
        return load


@contextmanager
def client() -> Iterator[Client]:
    """Start the load generator."""
    with conversing(python("benchmarks.client")) as conversation:
        yield Client(conversation)


class _Connection(asyncio.Protocol):
    """Sends the request again as soon as its answer is complete."""

    def __init__(self, request: bytes, until: float, done: asyncio.Future[str]) -> None:
        self.times: list[float] = []
        self._request, self._until, self._done = request, until, done
        self._transport: asyncio.Transport | None = None
        self._sent = 0.0
        self._head = b""
        self._left = -1
        """Bytes of the body still to come; -1 while the head is read, -2 in a body of chunks."""
        self._tail = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._send()

    def data_received(self, data: bytes) -> None:
        if self._left == -1:
            self._head += data
            head, end, data = self._head.partition(b"\r\n\r\n")
            if not end:
                return
            if b" 200 " not in head.split(b"\r\n", 1)[0]:
                self._finish(head.split(b"\r\n", 1)[0].decode("latin-1") + " " + data[:500].decode(errors="replace"))
                return
            self._left, self._tail = _length(head), b"\r\n"
        if self._left == -2:
            self._tail = (self._tail + data)[-len(LAST_CHUNK) :]
            complete = self._tail == LAST_CHUNK
        else:
            self._left -= len(data)
            complete = self._left == 0
        if complete:
            self.times.append(time.perf_counter() - self._sent)
            self._send()

    def connection_lost(self, exc: Exception | None) -> None:
        self._finish(f"the connection was closed: {exc}")

    def _send(self) -> None:
        self._sent = time.perf_counter()
        if self._sent >= self._until or len(self.times) >= MOST_REQUESTS:
            self._finish("")
            return
        self._head, self._left = b"", -1
        assert self._transport is not None
        self._transport.write(self._request)

    def _finish(self, problem: str) -> None:
        if not self._done.done():
            self._done.set_result(problem)
        if self._transport is not None:
            self._transport.close()


def _same(connection: _Connection) -> _Connection:
    return connection


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return -2


async def _round(url: str, body: str, media: str, token: str, seconds: float, connections: int) -> Load:
    place, content = urlsplit(url), base64.b64decode(body)
    shown = f"Authorization: Bearer {token}\r\n" if token else ""
    request = (
        f"POST {place.path} HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Type: {media}\r\n{shown}"
        f"Accept: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    ).encode() + content
    loop, began = asyncio.get_running_loop(), time.perf_counter()
    made: list[_Connection] = []
    ended: list[asyncio.Future[str]] = []
    for _ in range(connections):
        ended.append(loop.create_future())
        made.append(_Connection(request, began + seconds, ended[-1]))
    for each in made:
        await loop.create_connection(partial(_same, each), place.hostname or "127.0.0.1", place.port or 80)
    problems = [problem for problem in await asyncio.gather(*ended) if problem]
    took = time.perf_counter() - began
    times = sorted(one * 1000 for each in made for one in each.times) or [0.0]
    slowest = times[math.ceil(len(times) * 0.99) - 1]
    return Load(len(times), took, statistics.median(times), slowest, problems[0] if problems else "")


def main() -> None:
    """Answer jobs until there are no more."""
    for line in sys.stdin:
        print(json.dumps(asdict(asyncio.run(_round(**json.loads(line))))), flush=True)


if __name__ == "__main__":
    main()
