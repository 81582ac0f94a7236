"""The demonstration's RFC 3161 timestamp service: `POST /tsa`, so that any client can have its token and check it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from api.http.body import content
from graph.errors import Refusal
from licenses.seal.timestamping import MEDIA_TYPE_QUERY, MEDIA_TYPE_REPLY, Timestamper

MAX_QUERY = 8 * 1024
"""Bytes of a request; a real one has about a hundred."""


@dataclass(frozen=True, slots=True)
class TimestampService:
    """`POST /tsa`."""

    timestamper: Callable[[datetime], Timestamper]
    clock: Callable[[], datetime]

    async def answer(self, request: Request) -> Response:
        """Answer a TimeStampReq with a TimeStampResp; what is wrong with a request, the response says itself."""
        if request.headers.get("content-type", "").partition(";")[0].strip() != MEDIA_TYPE_QUERY:
            return Response(f"send {MEDIA_TYPE_QUERY}\n", HTTPStatus.UNSUPPORTED_MEDIA_TYPE, media_type="text/plain")
        try:
            query, at = await content(request, MAX_QUERY), self.clock()
        except Refusal as refusal:
            return Response(f"{refusal.message.en}\n", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, media_type="text/plain")
        reply = await asyncio.to_thread(self.timestamper(at).ask, query, at)
        return Response(reply, media_type=MEDIA_TYPE_REPLY)
