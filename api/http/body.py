"""Bodies: how much is read, and what a multipart form may hold.

A body that says it is too large is refused before a byte of it is read; one that does not say is refused at the byte
that passes the limit.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, Final, cast

import orjson
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.types import Message, Receive
from strawberry.file_uploads.utils import replace_placeholders_with_files

from api.graphql.lens.uploads import Part
from api.http.errors import BadRequest, PayloadTooLarge
from graph.errors import Text
from graph.refusal_codes import Code

JSON_BYTES: Final = 1024 * 1024
FORM_OVERHEAD: Final = 64 * 1024
"""What boundaries and part headers may add to the parts."""
FORM_FILES: Final = 4
FORM_FIELDS: Final = 8
SUBSTITUTIONS: Final = 16
IN_MEMORY: Final = 1024 * 1024
"""Bytes of a body that is a file; beyond them it lies on the disk until it is looked at."""


class _Passed(Exception):  # noqa: N818 - it never leaves this module
    """The body is longer than its limit."""


async def content(request: Request, limit: int) -> bytes:
    """Read the whole body.

    Raises:
        PayloadTooLarge: It is longer than `limit` bytes.
    """
    _announced(request, limit)
    parts, length = [], 0
    async for chunk in request.stream():
        length += len(chunk)
        if length > limit:
            raise _too_large(limit, length)
        parts.append(chunk)
    return b"".join(parts)


@asynccontextmanager
async def spooled(request: Request, limit: int) -> AsyncIterator[UploadFile]:
    """Take the whole body as one file, which lies outside the memory where it is large, as the files of a form do.

    Raises:
        PayloadTooLarge: It is longer than `limit` bytes.
    """
    _announced(request, limit)
    with SpooledTemporaryFile(max_size=IN_MEMORY) as place:
        file = UploadFile(cast("BinaryIO", place), size=0)
        async for chunk in request.stream():
            await file.write(chunk)
            if (file.size or 0) > limit:
                raise _too_large(limit, file.size or 0)
        yield file


async def json_object(request: Request) -> Any:
    """Read a JSON body.

    Raises:
        PayloadTooLarge: It is longer than JSON may be here.
        BadRequest: It is no JSON.
    """
    return decoded(await content(request, JSON_BYTES))


def decoded(text: bytes | str) -> Any:
    """Read JSON.

    Raises:
        BadRequest: It is none, or nested absurdly.
    """
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise BadRequest(
            Text(zh="请求内容不是正确的 JSON", en="the request's content is not valid JSON"), code=Code.MALFORMED_JSON
        ) from error


async def form(request: Request, file_limit: int, files: int = FORM_FILES) -> FormData:
    """Read a multipart form of so many files at the most; they close with the request.

    Raises:
        PayloadTooLarge: The form or one of its files is too large.
        BadRequest: It is no multipart form, or holds too many parts.
    """
    limit = file_limit + JSON_BYTES + FORM_OVERHEAD
    _announced(request, limit)
    request._receive = _bounded(request.receive, limit)  # noqa: SLF001 - the only way to count what a form reads
    try:
        read = await request.form(max_files=files, max_fields=FORM_FIELDS, max_part_size=JSON_BYTES)
    except _Passed as error:
        raise _too_large(limit, limit + 1) from error
    except (MultiPartException, HTTPException, KeyError, ValueError) as error:
        reason = getattr(error, "detail", None) or getattr(error, "message", None) or "malformed"
        raise BadRequest(
            Text(zh=f"multipart 表单无法读取（{reason}）", en=f"the multipart form cannot be read ({reason})"),
            code=Code.MALFORMED_FORM,
        ) from error
    for _, part in read.multi_items():
        if isinstance(part, UploadFile) and (part.size or 0) > file_limit:
            raise _too_large(file_limit, part.size or 0)
    return read


def operations(read: FormData) -> Any:
    """Put a form's files where its map says, as the GraphQL multipart request specification describes.

    Raises:
        BadRequest: Operations or map are missing or wrong, or the map points anywhere but into variables.
    """
    described, where = read.get("operations"), read.get("map")
    if not isinstance(described, str) or not isinstance(where, str):
        raise _form("operations 与 map 两个字段必须存在", "the fields operations and map must be there")
    request, places = decoded(described), decoded(where)
    if not isinstance(request, dict) or not _is_map(places):
        raise _form("operations 与 map 必须是 JSON 对象", "operations and map must be JSON objects")
    files = {name: Part(part) for name, part in read.multi_items() if isinstance(part, UploadFile)}
    try:
        return replace_placeholders_with_files(request, places, files)
    except (KeyError, IndexError, ValueError, TypeError) as error:
        raise _form("map 指向不存在的文件或变量", "the map points to a file or variable that is not there") from error


def _is_map(places: Any) -> bool:
    if not isinstance(places, Mapping) or not all(isinstance(paths, list) for paths in places.values()):
        return False
    paths = [path for found in places.values() for path in found]
    return len(paths) <= SUBSTITUTIONS and all(isinstance(p, str) and p.startswith("variables.") for p in paths)


def _announced(request: Request, limit: int) -> None:
    announced = request.headers.get("content-length")
    if announced is not None and announced.isdecimal() and int(announced) > limit:
        raise _too_large(limit, int(announced))


def _bounded(receive: Receive, limit: int) -> Receive:
    read = 0

    async def bounded() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > limit:
            raise _Passed
        return message

    return bounded


def _too_large(limit: int, value: int) -> PayloadTooLarge:
    return PayloadTooLarge(
        Text(
            zh=f"内容过大：不得超过 {limit} 字节；文件请用 multipart 上传或 POST 到 /verify",
            en=f"too large: at most {limit} bytes; send files by multipart upload or POST them to /verify",
        ),
        code=Code.PAYLOAD_TOO_LARGE,
        value=str(value),
        limit=str(limit),
    )


def _form(zh: str, en: str) -> BadRequest:
    return BadRequest(Text(zh=zh, en=en), code=Code.MALFORMED_FORM)
