"""Bodies: how much is read, how fast it must come, and how much of all of them there may be at once.

1. A body has its place before a byte of it is read, and keeps it until the request is answered; where there is
   none, it is refused. `licenses.proof.confinement.shares` says who gets how many.
2. One that says it is too large is refused before a byte of it is read; one that does not say is refused at the byte
   that passes the limit.
3. One that comes too slowly is refused: it may be ten seconds behind a modest pace.
4. A file lies on the disk beyond its first part, until there is room to look at it.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, Final, cast

import orjson
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from api.http.attending import DISCONNECTED
from api.http.errors import BadRequest, PayloadTooLarge, UploadStalled
from graph.errors import Busy, Text
from graph.refusal_codes import Code
from licenses.proof.confinement.shares import Asker, Places

JSON_BYTES: Final = 1024 * 1024
PROGRAM_BYTES: Final = 8 * 1024 * 1024
"""Of a program of the city's own, which tells thousands of records at a time."""
FORM_OVERHEAD: Final = 64 * 1024
"""What boundaries and part headers may add to the parts."""
FORM_FILES: Final = 4
FORM_FIELDS: Final = 8
IN_MEMORY: Final = 192 * 1024
"""Bytes of a body that is a file; beyond them it lies on the disk until it is looked at."""
MOST_FILES: Final = 64
MOST_FILE_BYTES: Final = 512 << 20
"""Of all bodies with files together; they lie on the disk."""
MOST_JSON_BYTES: Final = 32 << 20
"""Of all other bodies together; they lie in memory."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a body must come."""

    seconds: float = 10.0
    """That it may be behind."""
    bytes: int = 16 * 1024
    """That come in a second."""


PACE: Final = Pace()


@dataclass(frozen=True, slots=True)
class Bodies:
    """Takes the bodies of one server."""

    file_limit: int
    """Bytes of the largest file."""
    pace: Pace = PACE
    files: Places = field(default_factory=lambda: Places(MOST_FILES, MOST_FILE_BYTES))
    others: Places = field(default_factory=lambda: Places(None, MOST_JSON_BYTES))

    @asynccontextmanager
    async def file(self, request: Request, asker: Asker) -> AsyncIterator[UploadFile]:
        """Take the whole body as one file.

        Raises:
            PayloadTooLarge: It is longer than a file may be.
            UploadStalled: It comes too slowly.
            Busy: Too much is being sent in.
        """
        with self._place(self.files, request, asker, self.file_limit):
            begun, size = list[bytes](), 0
            chunks = self._chunks(request, self.file_limit)
            async for chunk in chunks:
                begun.append(chunk)
                size += len(chunk)
                if size > IN_MEMORY:
                    break
            if size <= IN_MEMORY:
                yield UploadFile(_InMemory(b"".join(begun)), size=size)
                return
            with SpooledTemporaryFile(max_size=IN_MEMORY) as place:
                file = UploadFile(cast("BinaryIO", place), size=0)
                await file.write(b"".join(begun))
                async for chunk in chunks:
                    await file.write(chunk)
                yield file

    @asynccontextmanager
    async def form(
        self, request: Request, asker: Asker, files: int = FORM_FILES, fields: int = FORM_FIELDS
    ) -> AsyncIterator[FormData]:
        """Take a multipart form of so many files and fields at the most.

        Raises:
            PayloadTooLarge: The form or one of its files is too large.
            BadRequest: It is no multipart form, or holds too many parts.
            UploadStalled: It comes too slowly.
            Busy: Too much is being sent in.
        """
        limit = self.file_limit + JSON_BYTES + FORM_OVERHEAD
        with self._place(self.files, request, asker, limit):
            read = await self._parsed(request, files, fields, limit)
            try:
                for _, part in read.multi_items():
                    if isinstance(part, UploadFile) and (part.size or 0) > self.file_limit:
                        raise _too_large(self.file_limit, part.size or 0)
                yield read
            finally:
                await read.close()

    @asynccontextmanager
    async def content(self, request: Request, asker: Asker, limit: int = JSON_BYTES) -> AsyncIterator[bytes]:
        """Take the whole body into memory.

        Raises:
            PayloadTooLarge: It is longer than `limit` bytes.
            UploadStalled: It comes too slowly.
            Busy: Too much is being sent in.
        """
        with self._place(self.others, request, asker, limit):
            yield b"".join([chunk async for chunk in self._chunks(request, limit)])

    @contextmanager
    def _place(self, places: Places, request: Request, asker: Asker, limit: int) -> Iterator[None]:
        with places.taken(asker, _announced(request, limit)) as taken:
            if not taken:
                raise Busy(
                    Text("正在上传的内容较多，请稍后重试", "too much is being sent in; try again in a moment"),
                    code=Code.TOO_MUCH_UNDER_WAY,
                )
            yield

    async def _parsed(self, request: Request, files: int, fields: int, limit: int) -> FormData:
        parser = MultiPartParser(
            request.headers,
            self._chunks(request, limit),
            max_files=files,
            max_fields=fields,
            max_part_size=JSON_BYTES * FORM_FIELDS // fields,  # all fields together are as much as ever
        )
        parser.spool_max_size = IN_MEMORY
        try:
            return await parser.parse()
        except (MultiPartException, KeyError, ValueError) as error:
            reason = getattr(error, "message", None) or "malformed"
            raise BadRequest(
                Text(zh=f"multipart 表单无法读取（{reason}）", en=f"the multipart form cannot be read ({reason})"),
                code=Code.MALFORMED_FORM,
            ) from error

    async def _chunks(self, request: Request, limit: int) -> AsyncGenerator[bytes, None]:
        read, more = 0, True
        now = asyncio.get_running_loop().time
        due = now() + self.pace.seconds
        while more:
            try:
                async with asyncio.timeout_at(due):
                    message = await request.receive()
            except TimeoutError as error:
                raise _stalled(self.pace, read) from error
            if message["type"] == DISCONNECTED:
                raise ClientDisconnect
            chunk, more = message.get("body", b""), message.get("more_body", False)
            read += len(chunk)
            if read > limit:
                raise _too_large(limit, read)
            yield chunk
            due = min(due + len(chunk) / self.pace.bytes, now() + self.pace.seconds)  # who was fast may not rest for it


class _InMemory(BytesIO):
    """Content that came in one piece or few; who reads it all is given it as it is, and no copy."""

    _rolled = False
    """By which `UploadFile` knows that it need not read it in a thread."""


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


def _announced(request: Request, limit: int) -> int:
    """Say how much will come, at the most.

    Raises:
        PayloadTooLarge: It is more than the limit.
    """
    announced = request.headers.get("content-length")
    if announced is None or not announced.isdecimal():
        return limit
    if int(announced) > limit:
        raise _too_large(limit, int(announced))
    return int(announced)


def _stalled(pace: Pace, read: int) -> UploadStalled:
    return UploadStalled(
        Text(
            f"内容传输过慢或已中断：收到 {read} 字节后放弃，请重新发送",
            f"the content came too slowly, or no more of it: given up after {read} bytes; send it again",
        ),
        code=Code.UPLOAD_STALLED,
        value=str(read),
        limit=f"{pace.seconds:g} s and 1 s for each {pace.bytes} bytes",
    )


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
