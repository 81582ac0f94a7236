"""Files that came with a multipart request."""

import asyncio
from typing import Final

from starlette.datastructures import UploadFile

from graph.errors import LimitExceeded, Malformed, Text
from graph.refusal_codes import Code

NO_FILE: Final = Text("没有收到文件", "there is no file")
EMPTY_FILE: Final = Text(
    "文件是空的（0 字节），无从核验；请重新获取原始文件",
    "the file is empty (0 bytes), so there is nothing to verify; fetch the original again",
)


class Part:
    """A file of a form, which may stand in several variables: each of its readers gets it from the beginning."""

    def __init__(self, file: UploadFile) -> None:
        """Stand for a file that only this object reads."""
        self._file = file
        self._reading = asyncio.Lock()

    @property
    def size(self) -> int:
        """Its length in bytes."""
        return self._file.size or 0

    async def read(self, size: int = -1) -> bytes:
        """The first `size` bytes, or all; fields that run side by side wait for each other."""
        async with self._reading:
            await self._file.seek(0)
            return await self._file.read(size)


async def received(upload: object, most: int, *path: str) -> bytes:
    """The content of an uploaded file.

    Args:
        upload: What stands in the place of the file.
        most: Bytes that are taken.
        path: Where in the input.

    Raises:
        Malformed: `FILE_MISSING`; no file came with the request.
        LimitExceeded: `FILE_TOO_LARGE`.
    """
    read = getattr(upload, "read", None)
    if read is None:
        raise Malformed(
            Text(
                "文件须以 multipart 请求上传，不可写在变量里",
                "send the file by the multipart request, not in a variable",
            ),
            code=Code.FILE_MISSING,
            path=path,
        )
    content: bytes = await read(most + 1)
    if len(content) > most:
        raise LimitExceeded(
            Text(f"文件超过 {most} 字节", f"the file has more than {most} bytes"),
            code=Code.FILE_TOO_LARGE,
            path=path,
            limit=f"{most} bytes",
        )
    return content
