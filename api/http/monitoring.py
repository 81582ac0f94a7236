"""What an operator's monitoring asks: is it alive, can it work, what are its figures."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

import orjson
from starlette.requests import Request
from starlette.responses import Response

from api.http.errors import RETRY_AFTER
from api.process.logging import events
from api.process.metrics import MEDIA_TYPE, Metrics

PATIENCE_SECONDS: Final = 3.0


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether requests can be served, and what each check says."""

    ready: bool
    checks: Mapping[str, str] = field(default_factory=dict)
    """By name of the part (`store`, `schema`, `demonstration`): a word, no secret, no address."""
    damaged: bool = False
    """Whether a check has found something wrong in what is kept: requests are served, somebody has to look."""


Ready = Callable[[], Awaitable[Readiness]]


@dataclass(frozen=True, slots=True)
class Monitoring:
    """`/healthz`, `/readyz`, `/metrics`."""

    ready: Ready
    metrics: Metrics

    async def healthz(self, _request: Request) -> Response:
        """Say that the process is alive."""
        return _json({"status": "ok"}, HTTPStatus.OK)

    async def readyz(self, _request: Request) -> Response:
        """Say whether the store answers and the schema is current, and whether what is kept is whole."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                readiness = await self.ready()
        except Exception as error:  # noqa: BLE001 - whatever is wrong with a part, the answer is: not ready
            events().warning("readiness check failed", error=type(error).__name__)
            readiness = Readiness(ready=False, checks={"failure": type(error).__name__})
        checks = dict(readiness.checks)
        if readiness.ready:
            status = "damaged" if readiness.damaged else "ready"
            return _json({"status": status, "checks": checks}, HTTPStatus.OK)
        body = {"status": "not ready", "retryable": True, "checks": checks}
        return _json(body, HTTPStatus.SERVICE_UNAVAILABLE, RETRY_AFTER)

    async def figures(self, _request: Request) -> Response:
        """Give the figures in the Prometheus text format."""
        return Response(self.metrics.page(), media_type=MEDIA_TYPE)


def _json(body: Mapping[str, object], status: HTTPStatus, headers: Mapping[str, str] | None = None) -> Response:
    return Response(orjson.dumps(body), status, headers, "application/json")
