"""What may stand in front of a body: the request line and the headers of a request, counted as they come in.

1. The server's parser keeps what it reads until the headers are whole, and has no limit of its own.
2. It is therefore fed in small pieces, and never more than the limit without having come to the end of a head; the
   trailers and the chunk lines of a body that comes in chunks count in the same way.
3. What is longer is answered with 431, once; whatever else is sent is read and dropped for a moment, so that the answer
   arrives, and the connection is closed.
4. A body is fed from where its head ends, as it was read: one that comes in one piece is given on without a copy.
"""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Final, cast
from uuid import uuid4

import orjson
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from api.http.errors import Reader, entry
from api.http.middleware import HEADERS, REQUEST_ID_HEADER
from api.identity.request import Language
from api.process.logging import events
from graph.errors import Text
from graph.refusal_codes import Code
from graph.words.people import Role

HEAD_BYTES: Final = 32 * 1024
PIECE_BYTES: Final = 1024
"""How exactly is counted where one piece holds the end of a request and the beginning of the next."""
LINGER_SECONDS: Final = 2.0
_LONGEST_LENGTH: Final = 12
"""Digits."""
_END_OF_HEAD: Final = b"\r\n\r\n"

TOO_LARGE: Final = Text(
    zh=f"请求行与请求头合计不得超过 {HEAD_BYTES} 字节；查询与变量请放在 POST 的请求体中",
    en=f"the request line and the headers have more than {HEAD_BYTES} bytes; send query and variables in a POST's body",
)
NO_HTTP: Final = Text(zh="请求不是正确的 HTTP 报文", en="the request is not valid HTTP")


class BoundedHeads(HttpToolsProtocol):
    """The server's end of one connection, with a limit for everything that is no body."""

    _pending = 0
    """Bytes that were read since the last head was whole or the last body was given on."""
    _body_left = 0
    """Bytes of a body of a length that was said, which are still to come."""
    _in_head = True
    _refused = False
    _upgrading = False

    def data_received(self, data: bytes) -> None:
        """Feed the parser piece by piece, or refuse."""
        self._upgrading = False
        whole, at = memoryview(data), 0
        while at < len(data) and not self._refused and not self._upgrading and not self.transport.is_closing():
            piece = whole[at : at + self._next(data, at)]
            if not piece:
                self._refuse()
                return
            at += len(piece)
            self._pending += 0 if self._body_left else len(piece)
            super().data_received(piece)  # type: ignore[arg-type]  # it is given to the parser, which takes any buffer

    def _next(self, data: bytes, at: int) -> int:
        """How many bytes may be fed at once; 0 where a head would be too long."""
        if self._body_left:
            return self._body_left
        most = min(PIECE_BYTES, HEAD_BYTES - self._pending)
        end = data.find(_END_OF_HEAD, at, at + most) if self._in_head else -1
        return most if end < 0 else end + len(_END_OF_HEAD) - at

    def on_headers_complete(self) -> None:
        """Begin to answer: the head is whole."""
        self._pending, self._in_head = 0, False
        self._body_left = _said_length(self.headers)
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Give on a piece of the body."""
        self._pending = 0
        self._body_left = max(0, self._body_left - len(body))
        held = cast("bytes | bytearray", self.cycle.body)
        if not held:
            self.cycle.body = b""  # type: ignore[assignment]  # nothing and a piece are the piece itself
        elif isinstance(held, bytes):
            self.cycle.body = bytearray(held)  # so that many small ones are not copied once for each
        super().on_body(body)

    def on_message_complete(self) -> None:
        """End a request."""
        self._pending, self._body_left, self._in_head = 0, 0, True
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - the parser's words are the log's
        """Answer what is no HTTP, and close."""
        self.transport.write(_answer(HTTPStatus.BAD_REQUEST, NO_HTTP, Code.MALFORMED_HTTP))
        self.transport.close()

    def _unsupported_upgrade_warning(self) -> None:
        """Note that the parser reads no further."""
        self._upgrading = True
        super()._unsupported_upgrade_warning()

    def _refuse(self) -> None:
        self._refused = True
        self._unset_keepalive_if_required()
        cycle: RequestResponseCycle | None = self.cycle  # None until the first head of the connection is whole
        waiting = cycle if cycle is not None and not cycle.response_complete else None
        events().warning("request head too large", client=self.client[0] if self.client else None)
        if waiting is not None:
            waiting.disconnected = True
            waiting.message_event.set()
            if waiting.response_started or not waiting.more_body:  # this answer would be taken for one to that request
                self.transport.close()
                return
        self.flow.resume_reading()
        facts = {"limit": f"{HEAD_BYTES} bytes"}
        self.transport.write(
            _answer(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, TOO_LARGE, Code.HEADERS_TOO_LARGE, facts)
        )
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self.loop.call_later(LINGER_SECONDS, self.transport.close)


def _said_length(headers: Sequence[tuple[bytes, bytes]]) -> int:
    """Bytes of the body that a head announces; 0 where it comes in chunks, or the length is not said plainly."""
    said = [value for name, value in headers if name in {b"content-length", b"transfer-encoding"}]
    return int(said[0]) if len(said) == 1 and said[0].isdigit() and len(said[0]) <= _LONGEST_LENGTH else 0


def _answer(status: HTTPStatus, text: Text, code: Code, facts: Mapping[str, str] | None = None) -> bytes:
    request_id = uuid4().hex
    error = entry(text, code, Reader(Role.PUBLIC, Language.EN, request_id), facts=facts)
    body = orjson.dumps({"errors": [error]})
    headers = {
        **HEADERS,
        REQUEST_ID_HEADER: request_id,
        "content-type": "application/json",
        "content-length": str(len(body)),
        "connection": "close",
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return b"".join((STATUS_LINE[status], lines.encode("ascii"), b"\r\n", body))
