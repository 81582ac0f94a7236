"""A timestamp service is asked over few connections, and what it closes is opened again."""

from __future__ import annotations

import hashlib

import pytest
from builders.licenses import SEALED_AT, Authority
from builders.time_service import time_service

from licenses.seal import connections
from licenses.seal.timestamping import HttpTimestamper, TimestampUnavailable, token_for

DIGEST = hashlib.sha256(b"a signature").digest()


def test_one_connection_is_asked_over_again(authority: Authority) -> None:
    with time_service(authority) as service:
        for _ in range(5):
            assert token_for(HttpTimestamper(service.url, (), ()), DIGEST, SEALED_AT)
        assert (service.answered, len(service.connections)) == (5, 1)


def test_one_that_the_service_has_closed_is_opened_again(authority: Authority) -> None:
    with time_service(authority) as service:
        for _ in range(3):
            assert token_for(HttpTimestamper(service.url, (), ()), DIGEST, SEALED_AT)
            service.hang_up()
        service.said_last = True
        for _ in range(2):
            assert token_for(HttpTimestamper(service.url, (), ()), DIGEST, SEALED_AT)
        assert (service.answered, len(service.connections)) == (5, 5)


def test_one_that_was_idle_for_long_is_not_asked_over(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "IDLE_SECONDS", 0.0)
    with time_service(authority) as service:
        for _ in range(2):
            assert token_for(HttpTimestamper(service.url, (), ()), DIGEST, SEALED_AT)
        assert len(service.connections) == 2


def test_a_refusal_gives_no_time_and_the_connection_stays(authority: Authority) -> None:
    with time_service(authority) as service:
        service.status = 503
        with pytest.raises(TimestampUnavailable):
            token_for(HttpTimestamper(service.url, (), ()), DIGEST, SEALED_AT)
        service.status = 200
        assert token_for(HttpTimestamper(service.url, (), ()), DIGEST, SEALED_AT)
        assert len(service.connections) == 1


def test_where_a_proxy_stands_between_it_is_asked(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "")
    with time_service(authority) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url.removesuffix("/tsa"))
        assert token_for(HttpTimestamper("http://time.example/tsa", (), ()), DIGEST, SEALED_AT)
        assert proxy.answered == 1
