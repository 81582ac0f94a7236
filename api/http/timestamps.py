"""The demonstration's RFC 3161 timestamp service: `POST /tsa`, so that any client can have its token and check it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from api.http.body import Bodies
from api.http.errors import headers_of, status_of
from api.identity.request import network
from graph.errors import Refusal
from licenses.proof.confinement.shares import Asker
from licenses.seal.timestamping import MEDIA_TYPE_QUERY, MEDIA_TYPE_REPLY, Timestamper

MAX_QUERY = 8 * 1024
"""Bytes of a request; a real one has about a hundred."""


@dataclass(frozen=True, slots=True)
class TimestampService:
    """`POST /tsa`."""

    timestamper: Callable[[datetime], Timestamper]
    clock: Callable[[], datetime]
    bodies: Bodies = field(default_factory=lambda: Bodies(MAX_QUERY))

    async def answer(self, request: Request) -> Response:
        """Answer a TimeStampReq with a TimeStampResp; what is wrong with a request, the response says itself."""
        if request.headers.get("content-type", "").partition(";")[0].strip() != MEDIA_TYPE_QUERY:
            return Response(f"send {MEDIA_TYPE_QUERY}\n", HTTPStatus.UNSUPPORTED_MEDIA_TYPE, media_type="text/plain")
        try:
            async with self.bodies.content(request, Asker(network(request), known=False), MAX_QUERY) as query:
                at = self.clock()
        except Refusal as refusal:
            return Response(f"{refusal.message.en}\n", status_of(refusal), headers_of(refusal), "text/plain")
        reply = await asyncio.to_thread(self.timestamper(at).ask, query, at)
        return Response(reply, media_type=MEDIA_TYPE_REPLY)
