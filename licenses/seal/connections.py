"""Connections to a service that stay open between two questions, as many as were ever asked over at once.

* One that was idle for long, or whose answer said that it ends, is not asked over again.
* The service may have closed one that was kept: then the question is asked over a new one, once. Nothing else is asked
  twice.
* Where a proxy stands between, each question has a connection of its own: who set it knows how it is spoken to.
"""

from __future__ import annotations

import urllib.request
from collections import deque
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from time import monotonic
from typing import Final
from urllib.parse import SplitResult, urlsplit, urlunsplit

IDLE_SECONDS: Final = 15.0
"""A service, or what stands before it, seldom closes one earlier."""

_Place = tuple[str, str, float]


class Connections:
    """Those of this process; threads share them."""

    def __init__(self) -> None:
        self._idle: dict[_Place, deque[tuple[float, HTTPConnection]]] = {}

    def post(self, url: str, body: bytes, kind: str, *, seconds: float, largest: int) -> bytes | None:
        """Ask, and return what was answered; None where that was refused, or is larger than it may be.

        Args:
            url: Where; HTTP or HTTPS.
            body: What is asked.
            kind: Its media type.
            seconds: How long is waited for the next piece of an answer.
            largest: Bytes of an answer.

        Raises:
            OSError: The service cannot be reached.
            HTTPException: What it says is no HTTP.
        """
        parts = urlsplit(url)
        if _proxied(parts):
            return _asked_once(url, body, kind, seconds=seconds, largest=largest)
        place = (parts.scheme, parts.netloc, seconds)
        kept = self._kept(place)
        if kept is not None:
            try:
                return self._asked(kept, place, parts, body, kind, largest)
            except TimeoutError:
                raise
            except (OSError, HTTPException):
                pass  # it was closed meanwhile
        made = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        return self._asked(made(parts.netloc, timeout=seconds), place, parts, body, kind, largest)

    def _kept(self, place: _Place) -> HTTPConnection | None:
        idle = self._idle.setdefault(place, deque())
        while idle:
            try:
                since, connection = idle.pop()
            except IndexError:  # another thread took it
                break
            if monotonic() - since < IDLE_SECONDS:
                return connection
            connection.close()
        return None

    def _asked(
        self, connection: HTTPConnection, place: _Place, parts: SplitResult, body: bytes, kind: str, largest: int
    ) -> bytes | None:
        whole = False
        try:
            target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
            connection.request("POST", target, body, {"Content-Type": kind})
            with connection.getresponse() as reply:
                content = reply.read(largest + 1)
                whole = reply.isclosed() and not reply.will_close
            return content if reply.status == 200 and len(content) <= largest else None  # noqa: PLR2004 - OK
        finally:
            if whole:
                self._idle.setdefault(place, deque()).append((monotonic(), connection))
            else:
                connection.close()


def _proxied(parts: SplitResult) -> bool:
    return parts.scheme in urllib.request.getproxies() and not urllib.request.proxy_bypass(parts.netloc)


def _asked_once(url: str, body: bytes, kind: str, *, seconds: float, largest: int) -> bytes | None:
    query = urllib.request.Request(url, data=body, headers={"Content-Type": kind})  # noqa: S310 - whoever has the url has checked it
    opener = urllib.request.build_opener()  # the one that `urlopen` keeps has the proxies of its first question
    with opener.open(query, timeout=seconds) as reply:
        content: bytes = reply.read(largest + 1)
    return content if len(content) <= largest else None
