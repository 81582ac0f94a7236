"""Bodies: those that stall are given up, and there are only so many at once."""

from __future__ import annotations

import asyncio
import json
import socket
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request
from starlette.types import Message

from api.http.body import IN_MEMORY, MOST_FILES, Bodies, Pace
from api.http.errors import UploadStalled
from graph.errors import Busy
from licenses.proof.confinement.shares import Asker, Places

HERE, THERE = Asker("192.0.2.1", known=False), Asker("192.0.2.2", known=False)
NAMED = Asker("named", known=True)


def request(*chunks: bytes, length: int | None = None, ends: bool = True) -> Request:
    """A request whose body comes in pieces, and may stall after them."""
    left = list(chunks)

    async def receive() -> Message:
        if not left and not ends:
            await asyncio.Event().wait()
        body = left.pop(0) if left else b""
        return {"type": "http.request", "body": body, "more_body": bool(left) or not ends}

    headers = [] if length is None else [(b"content-length", str(length).encode())]
    return Request({"type": "http", "method": "POST", "headers": headers}, receive)


async def test_a_body_that_stalls_is_given_up_and_its_place_is_free_again() -> None:
    bodies = Bodies(1000, Pace(seconds=0.01), files=Places(1))
    for _ in range(2):
        with pytest.raises(UploadStalled) as refused:
            async with bodies.file(request(b"begun", ends=False), HERE):
                pass
        assert refused.value.value == "5"


async def test_who_was_fast_may_not_rest_for_it() -> None:
    bodies = Bodies(1 << 20, Pace(seconds=0.01, bytes=1))
    with pytest.raises(UploadStalled):
        async with bodies.file(request(b"a" * 100_000, ends=False), HERE):
            pass


async def test_a_body_that_comes_at_its_pace_may_take_long() -> None:
    bodies = Bodies(1000, Pace(seconds=0.05, bytes=1))
    async with bodies.content(request(b"a" * 500, b"b", b"c"), HERE) as content:
        assert len(content) == 502


@pytest.mark.parametrize("path", ["/verify", "/graphql"])
@pytest.mark.parametrize("kind", ["application/pdf", "application/json", "multipart/form-data; boundary=x"])
def test_a_client_that_sends_no_more_is_answered_and_parted_with(
    serve: Any, tmp_path: Path, path: str, kind: str
) -> None:
    if (path, kind.partition(";")[0]) in {("/verify", "application/json"), ("/graphql", "application/pdf")}:
        pytest.skip("not taken there")
    with serve(tmp_path, pace=Pace(seconds=0.05)) as served:
        with socket.create_connection(("127.0.0.1", served.settings.port)) as connection:
            head = f"POST {path} HTTP/1.1\r\nhost: x\r\ncontent-type: {kind}\r\ngraphql-preflight: 1\r\n"
            connection.sendall(f"{head}content-length: 100\r\n\r\n--x".encode())
            answer = b"".join(iter(lambda: connection.recv(4096), b""))
        assert answer.startswith(b"HTTP/1.1 408 ")
        error = json.loads(answer.partition(b"\r\n\r\n")[2])["errors"][0]["extensions"]
        assert (error["code"], error["retryable"], error["value"]) == ("UPLOAD_STALLED", True, "3")


async def test_nobody_is_taken_in_beyond_the_bytes_that_he_announces_or_could_send() -> None:
    bodies = Bodies(100, files=Places(None, 200))
    async with bodies.file(request(b"1", length=60), HERE):
        for asked in (request(b"1", length=60), request(b"1")):
            with pytest.raises(Busy):
                async with bodies.file(asked, HERE):
                    pass
        async with bodies.file(request(b"1", length=60), THERE), bodies.file(request(b"1", length=80), NAMED):
            pass


async def test_what_lies_in_memory_of_all_files_together_has_a_bound() -> None:
    bodies = Bodies(20 << 20)
    async with bodies.file(request(b"a" * IN_MEMORY, b"b"), HERE) as file:
        assert file.file._rolled  # type: ignore[attr-defined]  # it lies on the disk
    assert MOST_FILES * IN_MEMORY <= 12 << 20
