"""The verification endpoint: `POST /verify` takes a file and answers its verdict.

The file comes as the body itself (`application/pdf`, `application/octet-stream`, a picture as `image/…`) or as the part
`file` of a multipart form, which holds no other file. It is judged and not kept; where the client leaves before that,
it is judged no further. A forgery is an answer like any other and has status 200.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

import orjson
from starlette.datastructures import FormData, UploadFile
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from api.graphql.lens.uploads import Part
from api.http.attending import Attending
from api.http.body import Bodies
from api.http.errors import BadRequest, Reader, UnsupportedMediaType, headers_of, refused, status_of
from api.identity.request import RequestFacts, RequestReader, language, request_id
from graph.errors import Refusal, Text
from graph.refusal_codes import Code
from graph.words.people import Role
from licenses.proof.confinement.shares import Asker

FILE_PART: Final = "file"
FILE_KINDS: Final = ("application/pdf", "application/octet-stream", "application/ofd")
PICTURES: Final = "image/"
MULTIPART: Final = "multipart/form-data"
FORM_FILES: Final = 64
"""Files of a form that are looked at, in order to name them; one is judged."""

Verify = Callable[[Part, RequestFacts], Awaitable[Mapping[str, Any]]]
"""Judges a file and gives the verdict as JSON: summary, questions, answers, reasons."""


@dataclass(frozen=True, slots=True)
class VerifyEndpoint:
    """`POST /verify`."""

    verify: Verify
    requests: RequestReader
    bodies: Bodies

    async def take(self, request: Request) -> Response:
        """Take a file, answer its verdict."""
        try:
            facts = await self.requests.read(request)
            async with self._file(request, facts.asker) as file:
                with Attending(request.receive):
                    verdict = await self.verify(Part(file), facts)
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        except Refusal as refusal:
            return refusal_of(request, refusal)
        return Response(orjson.dumps(verdict), media_type="application/json")

    @asynccontextmanager
    async def _file(self, request: Request, asker: Asker) -> AsyncIterator[UploadFile]:
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind in FILE_KINDS or kind.startswith(PICTURES):
            async with self.bodies.file(request, asker) as file:
                yield _some(file)
        elif kind == MULTIPART:
            async with self.bodies.form(request, asker, FORM_FILES) as read:
                yield _some(the_file(read))
        else:
            raise UnsupportedMediaType(
                Text(
                    zh="请以 application/pdf 提交文件内容，或用 multipart/form-data 的 file 字段上传",
                    en="send the file as application/pdf, or as the part 'file' of multipart/form-data",
                ),
                code=Code.UNSUPPORTED_MEDIA_TYPE,
                value=kind or None,
            )


def _some(file: UploadFile | None) -> UploadFile:
    if file is None or not file.size:
        raise BadRequest(Text(zh="没有收到文件", en="there is no file"), code=Code.FILE_MISSING, path=(FILE_PART,))
    return file


def the_file(read: FormData) -> UploadFile | None:
    """Find the one file of a form.

    Raises:
        BadRequest: `SEVERAL_FILES`; no verdict could be for all of them.
    """
    parts = [(name, part) for name, part in read.multi_items() if isinstance(part, UploadFile) or name == FILE_PART]
    if len(parts) > 1:
        names = ", ".join(name[:80] for name, _ in parts)
        raise BadRequest(
            Text(
                zh=f"一次只能核验一个文件，本次收到 {len(parts)} 个（{names}）；均未核验",
                en=f"one file is judged at a time, and {len(parts)} came ({names}); none was judged",
            ),
            code=Code.SEVERAL_FILES,
            path=tuple(dict.fromkeys(name for name, _ in parts)),
            value=str(len(parts)),
            limit="1",
        )
    return next((part for name, part in parts if name == FILE_PART and isinstance(part, UploadFile)), None)


def refusal_of(request: Request, refusal: Refusal) -> Response:
    """Give a refusal as the answer to a request that is no GraphQL."""
    reader = Reader(Role.PUBLIC, language(request), request_id(request))
    body = orjson.dumps({"errors": [refused(refusal, reader)]})
    return Response(body, status_of(refusal), headers_of(refusal), "application/json")
