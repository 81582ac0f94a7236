"""Sealed files: `GET /licenses/<identifier>.pdf`, with the token that shows the licence in GraphQL."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from api.http.errors import status_of
from api.identity.request import RequestFacts, RequestReader
from graph.codes.typed_identifier import check_typed_identifier, please_check
from graph.errors import Refusal, Text

FileLookup = Callable[[str, RequestFacts], Awaitable[bytes | None]]
"""The file of an identifier; None where there is no such licence, or none that the asker may see with its holder."""


@dataclass(frozen=True, slots=True)
class Downloads:
    """`GET /licenses/<identifier>.pdf`: the sealed file, for those who may see the licence with its holder."""

    lookup: FileLookup
    requests: RequestReader

    async def get(self, request: Request) -> Response:
        """Give the file, or say that there is none."""
        typed = check_typed_identifier(request.path_params["identifier"])
        try:
            facts = await self.requests.read(request)
            if not typed.acceptable:
                return _missing(please_check(typed.findings[0].message))
            content = await self.lookup(typed.text, facts)
        except Refusal as refusal:
            return Response(
                f"{refusal.message.zh} / {refusal.message.en}\n", status_of(refusal), media_type="text/plain"
            )
        if content is None:
            return _missing(Text("没有该证照", "no such licence"))
        return Response(content, media_type="application/pdf", headers={"cache-control": "no-store"})


def _missing(why: Text) -> Response:
    return Response(f"{why.zh} / {why.en}\n", HTTPStatus.NOT_FOUND, media_type="text/plain")
