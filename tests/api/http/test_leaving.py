"""A client that leaves before its answer is made: reading stops, what changes something is done to its end."""

import json
import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest


@contextmanager
def asked(served: Any, path: str, kind: str, body: bytes) -> Iterator[None]:
    """A request whose answer nobody reads; the connection is closed at the end."""
    with socket.create_connection(("127.0.0.1", served.settings.port)) as connection:
        head = f"POST {path} HTTP/1.1\r\nhost: x\r\ncontent-type: {kind}\r\ncontent-length: {len(body)}\r\n\r\n"
        connection.sendall(head.encode() + body)
        yield


def under_way(served: Any) -> int:
    """Requests that are being answered beside the one that asks."""
    page = served.client.get("/metrics").text
    (count,) = re.findall(r"^zhengtu_http_requests_open (\S+)", page, re.MULTILINE)
    return int(float(count)) - 1


def comes_to(served: Any, count: int) -> bool:
    until = time.monotonic() + 20
    while under_way(served) != count:
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True


@pytest.mark.parametrize(
    ("path", "kind", "body"),
    [
        ("/graphql", "application/json", json.dumps({"query": "{ slow }"}).encode()),
        ("/graphql", "application/json", json.dumps({"query": "query A { slow } mutation B { remember(text: \"x\") }",
                                                     "operationName": "A"}).encode()),
        ("/verify", "application/pdf", b"%PDF-slow"),
    ],
)  # fmt: skip
def test_reading_stops_when_nobody_waits_for_it(served: Any, path: str, kind: str, body: bytes) -> None:
    with asked(served, path, kind, body):
        assert comes_to(served, 1)
    assert comes_to(served, 0)


def test_a_change_is_made_though_nobody_waits_for_it(served: Any, remembered: list[str]) -> None:
    query = {"query": 'mutation { rememberSlowly(text: "kept") }'}
    with asked(served, "/graphql", "application/json", json.dumps(query).encode()):
        assert comes_to(served, 1)
    assert comes_to(served, 0)
    assert remembered == ["kept"]


def test_who_stays_is_answered(served: Any) -> None:
    assert served.ask("{ hello }").json() == {"data": {"hello": "hello world"}}
    assert comes_to(served, 0)


@pytest.mark.parametrize("names", [("file", "file"), ("file", "other"), ("a", "b", "c", "d", "e", "f")])
def test_several_files_in_one_form_are_refused_and_named(served: Any, names: tuple[str, ...]) -> None:
    answer = served.client.post("/verify", files=[(name, ("a.pdf", b"%PDF-")) for name in names])
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["extensions"]["code"]) == (400, "SEVERAL_FILES")
    assert error["extensions"]["field"] == list(dict.fromkeys(names))
    assert error["extensions"]["value"] == str(len(names))
    assert all(name in error["extensions"]["text"][word] for name in names for word in ("zh", "en"))


def test_a_file_beside_a_text_of_the_same_name_is_refused(served: Any) -> None:
    answer = served.client.post("/verify", data={"file": "text"}, files={"file": ("a.pdf", b"%PDF-")})
    assert answer.json()["errors"][0]["extensions"]["code"] == "SEVERAL_FILES"


@pytest.mark.parametrize("accept", ["application/json", "application/graphql-response+json"])
def test_a_service_that_is_busy_says_when_to_come_back(served: Any, accept: str) -> None:
    posted = served.client.post("/verify", content=b"%PDF-busy", headers={"content-type": "application/pdf"})
    queried = served.client.post("/graphql", json={"query": "{ busy }"}, headers={"accept": accept})
    for answer in (posted, queried):
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) > 0
        facts = answer.json()["errors"][0]["extensions"]
        assert (facts["code"], facts["retryable"]) == ("VERIFICATION_BUSY", True)
    assert "data" not in queried.json()
    beside = served.ask("{ hello busy }")
    assert (beside.status_code, beside.json()["data"]) == (200, {"hello": "hello world", "busy": None})


def _form(purpose: str) -> bytes:
    parts = {"purpose": purpose, "identifier": "1.2"}
    head = '--b\r\ncontent-disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    return ("".join(head.format(*part) for part in parts.items()) + "--b--\r\n").encode()


def test_a_receipt_is_not_made_for_who_leaves_before_it_has_its_number(served: Any, remembered: list[str]) -> None:
    with asked(served, "/receipts", "multipart/form-data; boundary=b", _form("slow")):
        assert comes_to(served, 1)
    assert comes_to(served, 0)
    assert remembered == []


def test_one_that_has_it_is_made_to_its_end(served: Any, remembered: list[str]) -> None:
    with asked(served, "/receipts", "multipart/form-data; boundary=b", _form("lasting")):
        assert comes_to(served, 1)
    assert comes_to(served, 0)
    assert remembered == ["receipt"]
