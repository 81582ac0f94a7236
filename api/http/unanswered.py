"""What no route answers: an address that leads nowhere, a method that means nothing there."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api.http.errors import Reader, entry
from api.http.pages.frame import wants_page
from api.http.pages.home import nowhere
from api.identity.request import language, request_id
from graph.errors import Text
from graph.refusal_codes import Code
from graph.words.people import Role

WORDS: Final[Mapping[int, tuple[Text, Code]]] = {
    HTTPStatus.NOT_FOUND: (Text(zh="没有这个地址", en="there is nothing at this address"), Code.NOT_FOUND),
    HTTPStatus.METHOD_NOT_ALLOWED: (
        Text(zh="这个地址不接受该方法", en="this address does not take the method"),
        Code.METHOD_NOT_ALLOWED,
    ),
}
OTHER: Final = (Text(zh="请求无法处理", en="the request cannot be answered"), Code.BAD_REQUEST)


async def unanswered(request: Request, error: Exception, *, demonstration: bool) -> Response:
    """Answer in the form of every other failure; who has gone astray in a browser is shown the way back."""
    found = error if isinstance(error, HTTPException) else HTTPException(HTTPStatus.BAD_REQUEST)
    if found.status_code == HTTPStatus.NOT_FOUND and wants_page(request):
        return nowhere(demonstration=demonstration)
    text, code = WORDS.get(found.status_code, OTHER)
    body = {"errors": [entry(text, code, Reader(Role.PUBLIC, language(request), request_id(request)))]}
    return Response(orjson.dumps(body), found.status_code, found.headers, "application/json")
