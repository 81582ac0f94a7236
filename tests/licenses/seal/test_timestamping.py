from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from asn1crypto import algos, core, tsp
from builders.licenses import SEALED_AT, Authority, der

from graph.errors import Malformed
from licenses.seal.timestamping import (
    MEDIA_TYPE_QUERY,
    MEDIA_TYPE_REPLY,
    HttpTimestamper,
    TimestampUnavailable,
    answer,
    token_for,
)

DIGEST = hashlib.sha256(b"a signature").digest()


def query(digest: bytes = DIGEST, algorithm: str = "sha256", **fields: object) -> bytes:
    imprint = {"hash_algorithm": algos.DigestAlgorithm({"algorithm": algorithm}), "hashed_message": digest}
    encoded: bytes = tsp.TimeStampReq({"version": 1, "message_imprint": imprint, **fields}).dump()
    return encoded


def reply(authority: Authority, request: bytes, now: datetime = SEALED_AT) -> tsp.TimeStampResp:
    encoded = answer(request, authority.tsa_key, der(authority.tsa), now, 42, authority.chain)
    return tsp.TimeStampResp.load(encoded, strict=True)


def statement(answered: tsp.TimeStampResp) -> tsp.TSTInfo:
    return answered["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed


def test_a_token_states_the_time_the_digest_and_the_nonce(authority: Authority) -> None:
    said = statement(reply(authority, query(nonce=12345)))
    assert said["gen_time"].native == SEALED_AT
    assert said["message_imprint"]["hashed_message"].native == DIGEST
    assert (said["nonce"].native, said["serial_number"].native) == (12345, 42)


def test_a_time_in_any_zone_is_stated_in_utc(authority: Authority) -> None:
    local = SEALED_AT.astimezone().replace(microsecond=999)
    assert statement(reply(authority, query(), local))["gen_time"].native == SEALED_AT.astimezone(UTC)


def test_certificates_come_only_when_asked_for(authority: Authority) -> None:
    without = reply(authority, query())["time_stamp_token"]["content"]["certificates"]
    assert len(without) == 0
    asked = reply(authority, query(cert_req=True))["time_stamp_token"]["content"]["certificates"]
    assert der(authority.tsa) in [each.chosen.dump() for each in asked]


@pytest.mark.parametrize(
    ("request_", "failure"),
    [
        (b"", "bad_data_format"),
        (b"\x30\x03\x02\x01\x01", "bad_data_format"),
        (query() + b"\x00", "bad_data_format"),
        (query(bytes(20), "sha1"), "bad_alg"),
        (query(bytes(31)), "bad_alg"),
        (query(req_policy="1.2.3.4"), "unaccepted_policy"),
    ],
    ids=["empty", "half", "trailing", "old digest", "short digest", "other policy"],
)
def test_a_request_that_cannot_be_met_is_refused_in_the_words_of_the_standard(
    authority: Authority, request_: bytes, failure: str
) -> None:
    response = core.Sequence.load(answer(request_, authority.tsa_key, der(authority.tsa), SEALED_AT, 1), strict=True)
    status = tsp.PKIStatusInfo.load(response[0].dump(), strict=True)
    assert len(response) == 1, "a refusal carries no token"
    assert status["status"].native == "rejection"
    assert status["fail_info"].native == {failure}


def test_a_token_is_taken_only_if_it_answers_the_question(authority: Authority) -> None:
    assert token_for(authority, DIGEST, SEALED_AT)

    class Replay:
        chain: tuple[bytes, ...] = ()
        revocation: tuple[bytes, ...] = ()

        def ask(self, _: bytes, at: datetime) -> bytes:
            return authority.ask(query(nonce=1, cert_req=True), at)

    with pytest.raises(TimestampUnavailable):
        token_for(Replay(), DIGEST, SEALED_AT)


def test_a_service_that_refuses_or_babbles_gives_no_time(authority: Authority) -> None:
    for said in (answer(b"", authority.tsa_key, der(authority.tsa), SEALED_AT, 1), b"", b"<html>", bytes(500)):
        with pytest.raises(TimestampUnavailable) as caught:
            token_for(Says(said), DIGEST, SEALED_AT)
        assert caught.value.code == "TIMESTAMP_UNAVAILABLE"


class Says:
    chain: tuple[bytes, ...] = ()
    revocation: tuple[bytes, ...] = ()

    def __init__(self, words: bytes) -> None:
        self.words = words

    def ask(self, *_: object) -> bytes:
        return self.words


@pytest.fixture
def service(authority: Authority) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["Content-Type"] == MEDIA_TYPE_QUERY
            body = authority.ask(self.rfile.read(int(self.headers["Content-Length"])), SEALED_AT)
            self.send_response(200)
            self.send_header("Content-Type", MEDIA_TYPE_REPLY)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_service_at_an_address_is_asked_over_http(service: str) -> None:
    assert token_for(HttpTimestamper(service, (), ()), DIGEST, SEALED_AT)


def test_a_service_that_cannot_be_reached_gives_no_time() -> None:
    with pytest.raises(TimestampUnavailable):
        token_for(HttpTimestamper("http://127.0.0.1:1/", (), (), 0.5), DIGEST, SEALED_AT)


def test_only_http_addresses_are_asked() -> None:
    with pytest.raises(Malformed):
        HttpTimestamper("file:///etc/passwd", (), ())
