"""The verification endpoint: `POST /verify` takes a file and answers its verdict.

The file comes as the body itself (`application/pdf`, `application/octet-stream`) or as the part `file` of a multipart
form. It is judged and forgotten. A forgery is an answer like any other and has status 200.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

import orjson
from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from api.http.body import content, form
from api.http.errors import BadRequest, Reader, UnsupportedMediaType, refused, status_of
from api.identity.request import RequestFacts, RequestReader, language, request_id
from graph.errors import Refusal, Text
from graph.refusal_codes import Code
from graph.words.people import Role

FILE_PART: Final = "file"
FILE_KINDS: Final = ("application/pdf", "application/octet-stream")
MULTIPART: Final = "multipart/form-data"

Verify = Callable[[bytes, RequestFacts], Awaitable[Mapping[str, Any]]]
"""Judges a file and gives the verdict as JSON: summary, questions, answers, reasons."""


@dataclass(frozen=True, slots=True)
class VerifyEndpoint:
    """`POST /verify`."""

    verify: Verify
    requests: RequestReader
    max_upload_bytes: int

    async def take(self, request: Request) -> Response:
        """Take a file, answer its verdict."""
        try:
            facts = await self.requests.read(request)
            verdict = await self.verify(await self._file(request), facts)
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        except Refusal as refusal:
            return _refusal(request, refusal)
        finally:
            await request.close()
        return Response(orjson.dumps(verdict), media_type="application/json")

    async def _file(self, request: Request) -> bytes:
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind in FILE_KINDS:
            file = await content(request, self.max_upload_bytes)
        elif kind == MULTIPART:
            part = (await form(request, self.max_upload_bytes)).get(FILE_PART)
            file = await part.read() if isinstance(part, UploadFile) else b""
        else:
            raise UnsupportedMediaType(
                Text(
                    zh="请以 application/pdf 提交文件内容，或用 multipart/form-data 的 file 字段上传",
                    en="send the file as application/pdf, or as the part 'file' of multipart/form-data",
                ),
                code=Code.UNSUPPORTED_MEDIA_TYPE,
                value=kind or None,
            )
        if not file:
            raise BadRequest(Text(zh="没有收到文件", en="there is no file"), code=Code.FILE_MISSING, path=(FILE_PART,))
        return file


def _refusal(request: Request, refusal: Refusal) -> Response:
    reader = Reader(Role.PUBLIC, language(request), request_id(request))
    status = status_of(refusal)
    headers = {"www-authenticate": 'Bearer error="invalid_token"'} if status is HTTPStatus.UNAUTHORIZED else {}
    return Response(orjson.dumps({"errors": [refused(refusal, reader)]}), status, headers, "application/json")
