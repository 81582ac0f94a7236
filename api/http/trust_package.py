"""The newest trust package: `GET /trust`, for whoever verifies where there is no network."""

import os
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, Response

FRESH_SECONDS: Final = 300
"""How long a copy may be given on without asking again."""
NAME: Final = "zhengtu-trust.package"


@dataclass(frozen=True, slots=True)
class TrustPackage:
    """`GET /trust`: the file that `zhengtu trust export` has put there, the same for everybody."""

    file: Path

    async def get(self, request: Request) -> Response:
        """Give it, or say that it is the one that the asker has."""
        try:
            found = self.file.stat()
        except OSError:
            return Response(
                "尚未发布信任包 / no trust package is published\n", HTTPStatus.NOT_FOUND, media_type="text/plain"
            )
        headers = {"etag": _mark(found), "cache-control": f"public, max-age={FRESH_SECONDS}"}
        if headers["etag"] in map(str.strip, request.headers.get("if-none-match", "").split(",")):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        return FileResponse(
            self.file, headers=headers, media_type="application/octet-stream", filename=NAME, stat_result=found
        )


def _mark(found: os.stat_result) -> str:
    return f'"{found.st_mtime_ns:x}-{found.st_size:x}"'
