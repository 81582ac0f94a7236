"""What a bureau brings from elsewhere: keys and certificates of a recognised authority, and its timestamp service.

The nearest real thing on this machine: made anew for every run, trusted by nobody else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

from builders.licenses import FOUNDED_AT, Authority, der
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from licenses.seal import certificates


def pem(*ders: bytes) -> bytes:
    """Certificates as text."""
    return b"".join(x509.load_der_x509_certificate(each).public_bytes(Encoding.PEM) for each in ders)


def hand_over(
    keys: Path,
    trust: Path,
    authority: Authority,
    name: str,
    code: str,
    at: datetime = FOUNDED_AT,
    lists: tuple[bytes, ...] | None = None,
) -> None:
    """Put key, certificate with chain, and revocation lists of a department where they belong."""
    for folder in (keys / "seals", trust / "seals", trust / "crl"):
        folder.mkdir(parents=True, exist_ok=True)
    key = ec.generate_private_key(ec.SECP256R1())
    subject = certificates.named(f"{name}证照章", name, code)
    certificate = authority.certify(subject, key, certificates.SEALING, at)
    (keys / "seals" / f"{code}.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (trust / "seals" / f"{code}.pem").write_bytes(pem(der(certificate), *authority.chain))
    for number, listed in enumerate(authority.revocation if lists is None else lists):
        (trust / "crl" / f"{number}.crl").write_bytes(listed)


def hand_over_roots(trust: Path, authority: Authority) -> None:
    """Put the root that is trusted, and the chain of the timestamp service, where they belong."""
    trust.mkdir(parents=True, exist_ok=True)
    (trust / "root.pem").write_bytes(pem(authority.chain[-1]))
    (trust / "tsa.pem").write_bytes(pem(*authority.chain))


@contextmanager
def clock(authority: Authority, now: Callable[[], datetime]) -> Iterator[str]:
    """A timestamp service on this machine; its address."""

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(authority.ask(asked, now()))

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Answering) as served:
        thread = Thread(target=served.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{served.server_port}/"
        finally:
            served.shutdown()
            thread.join()
