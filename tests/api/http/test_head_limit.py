"""The head of a request, over a bare socket: what is longer than the limit is refused and never kept."""

import json
import random
import socket
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from itertools import pairwise
from typing import Any

import pytest

from api.http.head_limit import HEAD_BYTES

BEGIN = b"GET /healthz HTTP/1.1\r\nhost: x\r\n"
END = b"\r\n"
CHUNKED = b"POST /verify HTTP/1.1\r\nhost: x\r\ncontent-type: application/pdf\r\ntransfer-encoding: chunked\r\n\r\n"
ALIVE = b'{"status":"ok"}'


@contextmanager
def connected(served: Any) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", served.settings.port), timeout=10) as opened:
        yield opened


def everything(opened: socket.socket) -> bytes:
    """What comes until the server closes."""
    parts = []
    while part := opened.recv(65536):
        parts.append(part)
    return b"".join(parts)


def one(opened: socket.socket, expected: bytes = ALIVE) -> bytes:
    """What comes until an answer's end."""
    read = b""
    while expected not in read:
        part = opened.recv(65536)
        assert part, read
        read += part
    return read


def refused(answer: bytes) -> None:
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 431 ")
    assert b"connection: close" in head
    (error,) = json.loads(body)["errors"]
    assert error["extensions"]["code"] == "HEADERS_TOO_LARGE"
    assert error["extensions"]["limit"] == f"{HEAD_BYTES} bytes"
    assert "请求头" in error["extensions"]["text"]["zh"]
    assert answer.count(b"HTTP/1.1 ") == 1


def padded(size: int, kind: str) -> bytes:
    """A request with a head of `size` bytes."""
    if kind == "line":
        room = size - len(b"GET /healthz? HTTP/1.1\r\nhost: x\r\n\r\n")
        return b"GET /healthz?" + b"a" * room + b" HTTP/1.1\r\nhost: x\r\n\r\n"
    room = size - len(BEGIN) - len(END)
    if kind == "one":
        return BEGIN + b"x-a: " + b"a" * (room - 7) + b"\r\n" + END
    many = b"x-a: b\r\n" * (room // 8)
    last = room - len(many)
    return BEGIN + many[:-8] + b"x-a: b" + b"b" * last + b"\r\n" + END


@pytest.mark.parametrize("kind", ["line", "one", "many"])
class TestLength:
    def test_a_head_up_to_the_limit_is_answered(self, served: Any, kind: str) -> None:
        for size in (31 * 1024, HEAD_BYTES):
            request = padded(size, kind)
            assert len(request) == size
            with connected(served) as opened:
                opened.sendall(request)
                assert one(opened).startswith(b"HTTP/1.1 200")

    def test_one_byte_more_is_refused_and_the_connection_closed(self, served: Any, kind: str) -> None:
        for size in (HEAD_BYTES + 1, 33 * 1024):
            with connected(served) as opened:
                opened.sendall(padded(size, kind))
                refused(everything(opened))

    def test_the_limit_holds_however_slowly_it_comes(self, served: Any, kind: str) -> None:
        with connected(served) as opened:
            request = padded(33 * 1024, kind)
            for start in range(0, len(request), 997):
                opened.sendall(request[start : start + 997])
                time.sleep(0.001)
            refused(everything(opened))


@pytest.mark.parametrize(
    "endless",
    [
        b"GET /",
        BEGIN + b"x-a: ",
        BEGIN + b"x-",
        CHUNKED + b"0\r\nx-a: ",
        CHUNKED + b"1;a=",
    ],
    ids=["request line", "value", "name", "trailer", "chunk extension"],
)
def test_what_never_ends_is_refused_and_not_kept(served: Any, endless: bytes) -> None:
    block = b"a" * 65536
    tracemalloc.start()
    try:
        with connected(served) as opened:
            opened.sendall(endless)
            try:
                for _ in range(512):  # 32 MB
                    opened.sendall(block)
            except OSError:
                pass  # the server has closed already
            _, peak = tracemalloc.get_traced_memory()
            assert peak < 4 * 1024 * 1024
    finally:
        tracemalloc.stop()
    with connected(served) as opened:
        opened.sendall(endless + b"a" * 40_000)
        refused(everything(opened))


def test_trailers_count_like_headers(served: Any) -> None:
    with connected(served) as opened:
        opened.sendall(CHUNKED + b"4\r\n%PDF\r\n0\r\n" + b"x-a: b\r\n" * 100 + b"\r\n")
        assert one(opened, b'"length":4').startswith(b"HTTP/1.1 200")
    with connected(served) as opened:
        opened.sendall(CHUNKED + b"4\r\n%PDF\r\n0\r\n" + b"x-a: b\r\n" * 5_000 + b"\r\n")
        refused(everything(opened))


def test_every_request_of_a_connection_has_the_limit_for_itself(served: Any) -> None:
    with connected(served) as opened:
        for _ in range(4):
            opened.sendall(padded(20 * 1024, "many"))
            one(opened)
        opened.sendall(padded(34 * 1024, "many"))
        refused(everything(opened))


def test_requests_sent_at_once_are_answered_and_one_that_is_too_long_among_them_is_not(served: Any) -> None:
    short = BEGIN + END
    with connected(served) as opened:
        opened.sendall(short + short + padded(40 * 1024, "many"))
        answers = everything(opened)
    assert b"HTTP/1.1 431" not in answers or answers.index(b"HTTP/1.1 431") > answers.index(ALIVE)
    with connected(served) as opened:
        opened.sendall((short * 50) + b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        assert everything(opened).count(ALIVE) == 51


def test_a_body_is_no_head(served: Any) -> None:
    head = b"POST /verify HTTP/1.1\r\nhost: x\r\ncontent-type: application/pdf\r\n"
    with connected(served) as opened:
        opened.sendall(head + b"content-length: 150000\r\n\r\n" + b"a" * 150_000)
        assert b'"length":150000' in one(opened, b"150000")
    with connected(served) as opened:
        opened.sendall(head + b"transfer-encoding: chunked\r\n\r\n" + b"1\r\na\r\n" * 20_000 + b"0\r\n\r\n")
        assert b'"length":20000' in one(opened, b"20000")


@pytest.mark.parametrize("chunked", [False, True], ids=["of a length", "in chunks"])
@pytest.mark.parametrize("cuts", [(), (1,), (70, 100), (96, 98, 99, 1_000, 1_025), (5_000, 70_000)], ids=str)
def test_a_body_arrives_as_it_was_sent_wherever_it_is_cut(served: Any, cuts: tuple[int, ...], chunked: bool) -> None:
    content = random.Random(7).randbytes(99_000) + b"\r\n\r\n" * 250
    head = b"POST /verify HTTP/1.1\r\nhost: x\r\ncontent-type: application/pdf\r\n"
    if chunked:
        parts = [content[start : start + 10_000] for start in range(0, len(content), 10_000)]
        sent = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts)
        request = head + b"transfer-encoding: chunked\r\n\r\n" + sent + b"0\r\n\r\n"
    else:
        request = head + b"content-length: %d\r\n\r\n" % len(content) + content
    with connected(served) as opened:
        for begin, end in pairwise((0, *cuts, len(request))):
            opened.sendall(request[begin:end])
            time.sleep(0.01)
        opened.sendall(BEGIN + END)
        answers = one(opened)
    assert sha256(content).hexdigest().encode() in answers


def test_an_upgrade_that_is_not_offered_is_answered_as_a_plain_request(served: Any) -> None:
    for kind in (b"websocket", b"h2c"):
        with connected(served) as opened:
            opened.sendall(BEGIN + b"connection: upgrade\r\nupgrade: " + kind + b"\r\n" + END + b"b" * 5_000)
            assert one(opened).startswith(b"HTTP/1.1 200")
