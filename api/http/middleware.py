"""Around every request: an id, a clock, a line in the access log, and the headers a browser should have.

The log line names the route, never the path as given nor the query string: an identifier in a path is a person's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from re import Pattern
from re import compile as pattern
from time import perf_counter
from typing import Final
from uuid import uuid4

import orjson
import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.errors import Failed, Reader, entry, report
from api.identity.request import REQUEST_ID, ROLE, language, request_id
from api.process.logging import access
from api.process.metrics import Metrics
from graph.words.people import Role

REQUEST_ID_HEADER: Final = "x-request-id"
ACCEPTABLE_ID: Final[Pattern[str]] = pattern(r"[A-Za-z0-9._-]{8,64}")
UNKNOWN_ROUTE: Final = "other"

LOCKED_CONTENT: Final = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
HEADERS: Final = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-resource-policy": "same-origin",
    "content-security-policy": LOCKED_CONTENT,
    "cache-control": "no-store",
}
"""Set where an answer does not say otherwise itself."""


@dataclass(slots=True)
class _Answer:
    status: int = HTTPStatus.INTERNAL_SERVER_ERROR
    length: int = 0


@dataclass(frozen=True, slots=True)
class RequestMiddleware:
    """The outermost layer of the application."""

    app: ASGIApp
    metrics: Metrics
    timer: Callable[[], float] = perf_counter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request in and its answer out."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = self.timer()
        own = self._id(Headers(scope=scope))
        state = scope.setdefault("state", {})
        state[REQUEST_ID] = own
        answer = _Answer()

        async def outward(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer.status = message["status"]
                headers = MutableHeaders(scope=message)
                headers[REQUEST_ID_HEADER] = own
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            elif message["type"] == "http.response.body":
                answer.length += len(message.get("body", b""))
            await send(message)

        self.metrics.opened()
        with structlog.contextvars.bound_contextvars(request_id=own):
            try:
                await self.app(scope, receive, outward)
            finally:
                seconds = self.timer() - begun
                self.metrics.answered(_route(scope), scope["method"], answer.status, seconds)
                access(_line(scope, answer, seconds))

    @staticmethod
    def _id(headers: Headers) -> str:
        given = headers.get(REQUEST_ID_HEADER, "")
        return given if ACCEPTABLE_ID.fullmatch(given) else uuid4().hex


@dataclass(frozen=True, slots=True)
class FailureMiddleware:
    """The innermost layer: what nobody has caught is reported and becomes an answer, which passes the layers around."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request in, and its answer or its failure out."""
        begun = False

        async def outward(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, outward)
        except Exception as error:
            if scope["type"] != "http":
                raise
            told = report(error, route=_route(scope))
            if begun:
                raise
            await _failure(told, scope)(scope, receive, send)


def _route(scope: Scope) -> str:
    return str(getattr(scope.get("route"), "path", UNKNOWN_ROUTE))


def _line(scope: Scope, answer: _Answer, seconds: float) -> dict[str, object]:
    client = scope.get("client")
    return {
        "client": client[0] if client else None,
        "method": scope["method"],
        "route": _route(scope),
        "status": answer.status,
        "bytes": answer.length,
        "ms": round(seconds * 1000, 2),
        "role": scope["state"].get(ROLE),
    }


def _failure(told: Failed, scope: Scope) -> Response:
    request = HTTPConnection(scope)
    reader = Reader(Role.PUBLIC, language(request), request_id(request))
    body = orjson.dumps({"errors": [entry(told.text, told.code, reader)]})
    return Response(body, told.status, dict(told.headers), "application/json")
