"""A timestamp service on loopback that keeps connections open, and counts them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SHUT_RDWR, socket

from builders.licenses import SEALED_AT, Authority

from licenses.seal.timestamping import MEDIA_TYPE_QUERY, MEDIA_TYPE_REPLY


class TimeService(ThreadingHTTPServer):
    """It answers from the keys of an authority."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, authority: Authority) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.authority = authority
        self.connections = list[socket]()
        """Every one that was ever made."""
        self.answered = 0
        self.status = 200
        self.said_last = False
        """With each answer it says that it was the last."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/tsa"

    def hang_up(self) -> None:
        """Close every connection, as a service does with idle ones."""
        for each in self.connections:
            with suppress(OSError):
                each.shutdown(SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: TimeService

    def setup(self) -> None:
        super().setup()
        self.server.connections.append(self.request)

    def do_POST(self) -> None:
        assert self.headers["Content-Type"] == MEDIA_TYPE_QUERY
        body = self.server.authority.ask(self.rfile.read(int(self.headers["Content-Length"])), SEALED_AT)
        self.server.answered += 1
        self.send_response(self.server.status)
        self.send_header("Content-Type", MEDIA_TYPE_REPLY)
        self.send_header("Content-Length", str(len(body)))
        if self.server.said_last:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def time_service(authority: Authority) -> Iterator[TimeService]:
    """Start one, and end it."""
    server = TimeService(authority)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.hang_up()
        server.server_close()
