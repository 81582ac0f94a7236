"""The GraphQL endpoint: GraphQL over HTTP, and GraphQL multipart requests for uploads.

- `POST` with `application/json`; `GET` for queries only; `multipart/form-data` for files, with the header
  `GraphQL-Preflight`, which a form of a foreign page cannot send. Nothing else, `x-www-form-urlencoded` least of all.
- Who accepts `application/graphql-response+json` is told by the status whether the request was executed; who accepts
  `application/json` gets 200 for everything that is a GraphQL answer, as the specification asks.
- Every answer that is no success is an `errors` list, also where the failure is HTTP's.
- An operation of which nothing was answered, because the store is away or too many files are being examined, is 503 and
  was not executed; one of which a part is answered keeps that part.

How an operation is read stands in `operations`, how it is executed in `executing`.
"""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from http import HTTPStatus
from typing import Any, Final

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from strawberry import Schema
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError

from api.http.body import JSON_BYTES, PROGRAM_BYTES, Bodies
from api.http.errors import (
    Failed,
    MethodNotAllowed,
    Reader,
    entry,
    failure,
    headers_of,
    published,
    refused,
    report,
    status_of,
)
from api.http.executing import Executor
from api.http.media import GRAPHQL_RESPONSE, negotiated
from api.http.operations import OperationReader
from api.http.trusted_documents import TrustedDocuments
from api.identity.request import RequestFacts, RequestReader, language, request_id
from api.process.metrics import Metrics
from graph.errors import Refusal, Text
from graph.refusal_codes import Code
from graph.store.errors import StoreError
from graph.words.people import Role

METHODS: Final = ("GET", "POST")
FACTS: Final = "facts"

ContextFactory = Callable[[RequestFacts], Awaitable[object]]


class GraphQLEndpoint:
    """`/graphql`."""

    def __init__(
        self,
        *,
        schema: Schema,
        context: ContextFactory,
        requests: RequestReader,
        documents: TrustedDocuments,
        metrics: Metrics,
        bodies: Bodies,
        introspection: bool = True,
    ) -> None:
        """Serve `schema`, which should be `guarded`; whether anybody may read it decides what errors say of it."""
        self._context = context
        self._requests = requests
        self._metrics = metrics
        self._operations = OperationReader(schema._schema, documents, bodies)  # noqa: SLF001 - graphql-core's
        self._executor = Executor(schema, metrics)
        self._introspection = introspection

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; a refusal becomes an `errors` list with its status."""
        request = Request(scope, receive)
        async with AsyncExitStack() as kept:  # what came with the request, until it is answered
            response = await self._answer(request, kept)
        await response(scope, receive, send)

    async def _answer(self, request: Request, kept: AsyncExitStack) -> Response:
        try:
            facts = await self._requests.read(request)
            setattr(request.state, FACTS, facts)
            context = await self._context(facts)
            _see_method(request.method)
            most = PROGRAM_BYTES if facts.identity.role is Role.SERVICE else JSON_BYTES
            asked = await self._operations.read(request, facts.asker, kept, most)
            found = await self._executor.execute(request, asked, facts, context)
        except Refusal as refusal:
            return self._refusal(request, refusal)
        except StoreError as error:
            return self._failure(request, error)
        except ClientDisconnect:  # nobody reads this; the log line has its status
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        if isinstance(found, ExecutionResult):
            return self._result(request, found)
        self._metrics.operation("ok")
        return Response(found, media_type=negotiated(request.headers.get("accept")))

    def _result(self, request: Request, result: ExecutionResult) -> Response:
        """Form the answer, and say by its status whether the operation was executed; errors as this reader may see."""
        validating = isinstance(result, PreExecutionError)
        executed = not validating and (result.data is not None or not _unplaced(result))
        away = _away(result) if executed else None
        executed = executed and away is None
        errors = published(result.errors, self._reader(request), validating=validating) if result.errors else []
        answer: dict[str, Any] = {}
        if errors:
            answer["errors"] = errors
        if executed:
            answer["data"] = result.data
        if result.extensions:
            answer["extensions"] = result.extensions
        codes = tuple(error["extensions"]["code"] for error in errors)
        self._metrics.operation("refused" if not executed else "partial" if codes else "ok", codes)
        media = negotiated(request.headers.get("accept"))
        if away is not None:
            return Response(orjson.dumps(answer), away.status, dict(away.headers), media)
        status = _status(result) if not executed and media == GRAPHQL_RESPONSE else HTTPStatus.OK
        return Response(orjson.dumps(answer), status, media_type=media)

    def _refusal(self, request: Request, refusal: Refusal) -> Response:
        self._metrics.operation("refused", (refusal.code,))
        status = status_of(refusal)
        body = orjson.dumps({"errors": [refused(refusal, self._reader(request))]})
        response = Response(body, status, media_type=negotiated(request.headers.get("accept")))
        response.headers.update(headers_of(refusal))
        if status is HTTPStatus.METHOD_NOT_ALLOWED:
            response.headers["allow"] = "POST" if refusal.value == "GET" else ", ".join(METHODS)
        return response

    def _failure(self, request: Request, error: StoreError) -> Response:
        told = report(error, route="/graphql")
        self._metrics.operation("refused", (told.code,))
        body = orjson.dumps({"errors": [entry(told.text, told.code, self._reader(request))]})
        return Response(body, told.status, dict(told.headers), negotiated(request.headers.get("accept")))

    def _reader(self, request: Request) -> Reader:
        facts: RequestFacts | None = getattr(request.state, FACTS, None)
        role = Role.PUBLIC if facts is None else facts.identity.role
        knows_schema = self._introspection or role is not Role.PUBLIC
        return Reader(role, language(request), request_id(request), knows_schema)


def _see_method(method: str) -> None:
    """Allow the methods of GraphQL over HTTP.

    Raises:
        MethodNotAllowed: It is another one.
    """
    if method not in METHODS:
        raise MethodNotAllowed(
            Text(zh="GraphQL 只接受 GET 与 POST", en="GraphQL is asked by GET or POST"),
            code=Code.METHOD_NOT_ALLOWED,
            value=method,
        )


def _unplaced(result: ExecutionResult) -> bool:
    """Tell whether its errors belong to no field: then the variables were wrong and nothing ran."""
    return bool(result.errors) and all(error.path is None for error in result.errors or ())


def _away(result: ExecutionResult) -> Failed | None:
    """How to say that the store is away; None where it is not, or something was answered in spite of it."""
    told = (failure(error.original_error) for error in result.errors or ())
    away = next((each for each in told if each.status is HTTPStatus.SERVICE_UNAVAILABLE), None)
    if away is None:
        return None
    answered = any(value is not None for value in (result.data or {}).values())
    return None if answered else away


def _status(result: ExecutionResult) -> int:
    causes = [error.original_error for error in result.errors or ()]
    return next((status_of(cause) for cause in causes if isinstance(cause, Refusal)), HTTPStatus.BAD_REQUEST)
