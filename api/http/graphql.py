"""The GraphQL endpoint: GraphQL over HTTP, and GraphQL multipart requests for uploads.

- `POST` with `application/json`; `GET` for queries only; `multipart/form-data` for files, with the header
  `GraphQL-Preflight`, which a form of a foreign page cannot send. Nothing else, `x-www-form-urlencoded` least of all.
- Who accepts `application/graphql-response+json` is told by the status whether the request was executed; who accepts
  `application/json` gets 200 for everything that is a GraphQL answer, as the specification asks.
- Every answer that is no success is an `errors` list, also where the failure is HTTP's.
- An operation of which nothing was answered, because the store is away or too many files are being examined, is 503 and
  was not executed; one of which a part is answered keeps that part.
- Who leaves before his answer is made has his query stopped; a mutation is done to its end. Whatever ends a request
  ends its statements in the store.
- An answer that becomes larger than one may be is stopped while it is made.
"""

import asyncio
import copy
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from functools import partial
from http import HTTPStatus
from typing import Any, Final, TypeGuard, cast

import orjson
from cross_web import AsyncHTTPRequestAdapter, HTTPException, StarletteRequestAdapter
from graphql import GraphQLError, OperationType
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry import Schema
from strawberry.asgi import GraphQL
from strawberry.extensions import DisableIntrospection, ValidationCache
from strawberry.http import GraphQLHTTPResponse, GraphQLRequestData
from strawberry.schema.exceptions import InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError

from api.graphql.context import Context
from api.graphql.guard.admission import UNKNOWN, Guard, admit
from api.graphql.guard.answering import CountingExecutor
from api.graphql.guard.operation import choose
from api.graphql.plan.plans import Plans
from api.http.attending import Attending
from api.http.body import Bodies
from api.http.errors import (
    OVERDUE,
    BadRequest,
    DeadlineExceeded,
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
from api.http.media import GRAPHQL_RESPONSE, negotiated
from api.http.operations import OperationReader, malformed
from api.http.trusted_documents import TrustedDocuments
from api.identity.request import RequestFacts, RequestReader, language, request_id
from api.process.metrics import Metrics
from graph.errors import Refusal, Text
from graph.refusal_codes import Code
from graph.store.bounds import Lengths
from graph.store.errors import StoreError
from graph.words.people import Role

METHODS: Final = ("GET", "POST")
FACTS: Final = "facts"
KEPT: Final = "kept"
EXECUTED: Final = "executed"

ContextFactory = Callable[[RequestFacts], Awaitable[object]]


def guarded(schema: Schema, *, introspection: bool, lengths: Callable[[], Lengths] = lambda: UNKNOWN) -> Schema:
    """Give the same schema with the guard, the caches and the introspection rule in front of its own extensions.

    What it answers is counted while it is made.

    Args:
        schema: As the parts by subject make it.
        introspection: Whether it may be asked for.
        lengths: How long the short lists of the store are, as far as that is known now.
    """

    class Measuring(Guard):
        known = staticmethod(lengths)

    served = copy.copy(schema)
    hidden = () if introspection else (DisableIntrospection,)
    served.extensions = (Measuring, *hidden, *schema.extensions, ValidationCache)
    served.execution_context_class = CountingExecutor
    return served


class _Adapter(StarletteRequestAdapter):
    """Strawberry's view of a request, with Starlette's behind it."""

    def __init__(self, request: Request) -> None:
        super().__init__(request)
        self.asked = request


class GraphQLEndpoint(GraphQL[object, None]):
    """`/graphql`."""

    request_adapter_class = _Adapter

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
        super().__init__(schema, graphql_ide=None, subscription_protocols=(), multipart_uploads_enabled=True)
        self._types = schema._schema  # noqa: SLF001 - what graphql-core knows of it
        self._context = context
        self._requests = requests
        self._metrics = metrics
        self._operations = OperationReader(self._types, documents, bodies)
        self._introspection = introspection
        self._guard = next((each for each in schema.extensions if _guards(each)), Guard)
        self._plans = Plans(schema, metrics.executed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; a refusal becomes an `errors` list with its status."""
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        request = Request(scope, receive)
        async with AsyncExitStack() as kept:  # what came with the request, until it is answered
            setattr(request.state, KEPT, kept)
            response = await self._answer(request)
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        try:
            return await self.run(request)
        except Refusal as refusal:
            return self._refusal(request, refusal)
        except HTTPException as error:
            return self._refusal(request, _foreign(error))
        except StoreError as error:
            return self._failure(request, error)
        except ClientDisconnect:  # nobody reads this; the log line has its status
            return Response(status_code=HTTPStatus.BAD_REQUEST)

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> object:  # noqa: ARG002
        """Make the resolvers' context for the asker."""
        return await self._context(await self._facts(cast("Request", request)))

    async def get_sub_response(self, request: Request | WebSocket) -> Response:
        """Begin an answer in the media type asked for."""
        begun = await super().get_sub_response(request)
        begun.media_type = negotiated(request.headers.get("accept"))
        return begun

    def is_request_allowed(self, request: Any) -> bool:
        """Allow the methods of GraphQL over HTTP.

        Raises:
            MethodNotAllowed: It is another one.
        """
        if request.method not in METHODS:
            raise MethodNotAllowed(
                Text(zh="GraphQL 只接受 GET 与 POST", en="GraphQL is asked by GET or POST"),
                code=Code.METHOD_NOT_ALLOWED,
                value=request.method,
            )
        return True

    def should_render_graphql_ide(self, request: Any) -> bool:  # noqa: ARG002 - the editor is a page of its own
        """Never: the editor is a page of its own."""
        return False

    async def parse_http_body(self, request: AsyncHTTPRequestAdapter) -> GraphQLRequestData:
        """Read one operation from the query string, a JSON body, or a multipart form."""
        asked = cast("_Adapter", request).asked
        return await self._operations.read(asked, (await self._facts(asked)).asker, getattr(asked.state, KEPT))

    async def execute_single(
        self,
        request: Request,
        request_adapter: AsyncHTTPRequestAdapter,
        sub_response: Response,
        context: object,
        root_value: None,
        request_data: GraphQLRequestData,
    ) -> ExecutionResult:
        """Run one operation within its time and its size, and note whether it was executed."""
        facts: RequestFacts = getattr(request.state, FACTS)
        reads = partial(_only_reads, request_data)
        try:
            with Attending(request.receive, reads):
                async with asyncio.timeout(facts.budget.total_seconds()):
                    executing = self._executed(
                        request, request_adapter, sub_response, context, root_value, request_data
                    )
                    result = await facts.allowance.spent_on(executing)
        except TimeoutError as error:
            seconds = f"{facts.budget.total_seconds():g} s"
            raise DeadlineExceeded(OVERDUE, code=Code.DEADLINE_EXCEEDED, limit=seconds) from error
        executed = not isinstance(result, PreExecutionError) and (result.data is not None or not _unplaced(result))
        away = _away(result) if executed else None
        if away is not None:
            executed = False
            sub_response.status_code = away.status
            sub_response.headers.update(away.headers)
        setattr(request.state, EXECUTED, executed)
        if not executed and away is None and sub_response.media_type == GRAPHQL_RESPONSE:
            sub_response.status_code = _status(result)
        return result

    async def _executed(self, *given: Any) -> ExecutionResult:
        """What a plan answers, or strawberry."""
        *_, context, _, asked = given
        return await self._planned(asked, context) or await super().execute_single(*given)

    async def _planned(self, asked: GraphQLRequestData, context: object) -> ExecutionResult | None:
        """What a plan answers; None where there is none, or the guard refuses: that is told on the ordinary way."""
        if not isinstance(context, Context):
            return None
        try:
            document = self._guard.examine(self._types, asked.query, asked.operation_name, asked.variables)
        except (GraphQLError, Refusal):
            return None
        if document is None:
            return None
        data = await self._plans.answer(str(asked.query), document, asked.operation_name, asked.variables, context)
        if data is None:
            return None
        answer = orjson.dumps(data)
        context.allowance.take(len(answer))
        return ExecutionResult(data=cast("dict[str, Any]", orjson.Fragment(answer)), errors=None)

    async def process_result(self, request: Request, result: ExecutionResult) -> GraphQLHTTPResponse:
        """Form the answer; errors as far as this reader may see them."""
        executed: bool = getattr(request.state, EXECUTED)
        answer: dict[str, Any] = {}
        validating = isinstance(result, PreExecutionError)
        errors = published(result.errors, self._reader(request), validating=validating) if result.errors else []
        if errors:
            answer["errors"] = errors
        if executed:
            answer["data"] = result.data
        if result.extensions:
            answer["extensions"] = result.extensions
        codes = tuple(error["extensions"]["code"] for error in errors)
        self._metrics.operation("refused" if not executed else "partial" if codes else "ok", codes)
        return answer  # type: ignore[return-value]  # a TypedDict of just these keys

    def create_response(
        self, response_data: GraphQLHTTPResponse | list[GraphQLHTTPResponse], sub_response: Response
    ) -> Response:
        """Encode the answer."""
        response = Response(
            orjson.dumps(response_data),
            status_code=sub_response.status_code or HTTPStatus.OK,
            media_type=sub_response.media_type,
        )
        response.headers.raw.extend(sub_response.headers.raw)
        return response

    async def _facts(self, request: Request) -> RequestFacts:
        """Identify the asker, once."""
        facts: RequestFacts | None = getattr(request.state, FACTS, None)
        if facts is None:
            facts = await self._requests.read(request)
            setattr(request.state, FACTS, facts)
        return facts

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


def _guards(extension: object) -> TypeGuard[type[Guard]]:
    return isinstance(extension, type) and issubclass(extension, Guard)


def _only_reads(asked: GraphQLRequestData) -> bool:
    """Whether an operation changes nothing, so that it can be stopped anywhere."""
    try:
        chosen = choose(admit(asked.query or "").document, asked.operation_name)
    except (GraphQLError, Refusal):  # it will be refused
        return True
    return chosen.operation is not OperationType.MUTATION


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


def _foreign(error: HTTPException) -> BadRequest | MethodNotAllowed:
    """What strawberry refuses by itself: a mutation by GET, and what cannot be read."""
    if isinstance(error.__cause__, InvalidOperationTypeError):
        text = Text(zh="GET 请求只能查询；变更（mutation）请用 POST", en="GET is for queries; send a mutation by POST")
        return MethodNotAllowed(text, code=Code.METHOD_NOT_ALLOWED, value="GET")
    return malformed("请求无法处理", error.reason)
