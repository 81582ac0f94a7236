"""Reading a request: one operation from the query string, a JSON body, or a multipart form.

What a body is kept in stays until the request is answered.
"""

from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any, Final

from graphql import GraphQLError, GraphQLSchema
from starlette.requests import Request
from strawberry.http import GraphQLRequestData

from api.graphql.guard.admission import admit
from api.http.body import JSON_BYTES, Bodies, decoded
from api.http.errors import BadRequest, UnsupportedMediaType
from api.http.media import JSON, MULTIPART
from api.http.placing import Placed, declared, placed
from api.http.trusted_documents import TrustedDocuments
from graph.errors import Text
from graph.refusal_codes import Code
from licenses.proof.confinement.shares import Asker

PREFLIGHT: Final = "graphql-preflight"
OBJECTS: Final = ("variables", "extensions")
TEXTS: Final = ("query", "operationName", "documentId")


@dataclass(frozen=True, slots=True)
class OperationReader:
    """Reads what is asked for."""

    types: GraphQLSchema
    documents: TrustedDocuments
    bodies: Bodies

    async def read(
        self, request: Request, asker: Asker, kept: AsyncExitStack, json_bytes: int = JSON_BYTES
    ) -> GraphQLRequestData:
        """Read one operation.

        Args:
            request: As it came.
            asker: Whose body it is.
            kept: Holds what came with the request until it is answered.
            json_bytes: The most that a JSON body may have.

        Raises:
            BadRequest: It is none, or its files are not where its map says.
            UnsupportedMediaType: The body is neither JSON nor a multipart form.
            PayloadTooLarge: The body is too large.
        """
        posted = (
            Placed(_from_query(request))
            if request.method == "GET"
            else await self._from_body(request, asker, kept, json_bytes)
        )
        if not isinstance(posted.request, Mapping):
            raise malformed("一次请求只能有一个操作（JSON 对象）", "a request is one operation, a JSON object")
        operation = self._operation(posted.request)
        if posted.paths:
            self._see_that_files_are_taken(posted.paths, operation)
        return operation

    async def _from_body(self, request: Request, asker: Asker, kept: AsyncExitStack, json_bytes: int) -> Placed:
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == JSON:
            return Placed(decoded(await kept.enter_async_context(self.bodies.content(request, asker, json_bytes))))
        if kind == MULTIPART:
            if not request.headers.get(PREFLIGHT):
                raise BadRequest(
                    Text(
                        zh="multipart 请求必须带有请求头 GraphQL-Preflight: 1",
                        en="a multipart request needs the header GraphQL-Preflight: 1",
                    ),
                    code=Code.PREFLIGHT_REQUIRED,
                )
            return placed(await kept.enter_async_context(self.bodies.form(request, asker)))
        raise UnsupportedMediaType(
            Text(
                zh="只接受 application/json；上传文件用 multipart/form-data",
                en="send application/json, or multipart/form-data for files",
            ),
            code=Code.UNSUPPORTED_MEDIA_TYPE,
            value=kind or None,
        )

    def _see_that_files_are_taken(self, paths: Mapping[str, str], asked: GraphQLRequestData) -> None:
        try:
            document = admit(asked.query or "").document
        except GraphQLError:  # it is told so where documents are read
            return
        declared(paths, document, asked.operation_name, self.types)

    def _operation(self, given: Mapping[str, Any]) -> GraphQLRequestData:
        for name in TEXTS:
            if not isinstance(given.get(name), str | None):
                raise malformed(f"{name} 须为字符串", f"{name} must be a string", name)
        for name in OBJECTS:
            if not isinstance(given.get(name), dict | None):
                raise malformed(f"{name} 须为对象", f"{name} must be an object", name)
        text = self.documents.text(given.get("query"), given.get("documentId"))
        if not text:
            raise malformed("缺少 query", "there is no query", "query")
        operation = given.get("operationName") or None  # the specification: an empty one is none
        return GraphQLRequestData(text, given.get("variables"), operation, given.get("extensions"))


def _from_query(request: Request) -> dict[str, Any]:
    given: dict[str, Any] = {name: request.query_params[name] for name in TEXTS if name in request.query_params}
    for name in OBJECTS:
        if request.query_params.get(name):
            given[name] = decoded(request.query_params[name])
    return given


def malformed(zh: str, en: str, *path: str) -> BadRequest:
    """Say that a request is not what it must be."""
    return BadRequest(Text(zh=zh, en=en), code=Code.BAD_REQUEST, path=path)
