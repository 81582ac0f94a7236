"""Pages of other origins: a browser is told that the named ones may ask and read, and nobody else."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from graph.words.people import Role

FRONT, AT_HOME = "https://front.example", "http://localhost:5173"
HOSTILE = (
    "https://evil.example",
    "http://front.example",
    "https://front.example:8443",
    "https://front.example.evil.example",
    "https://evilfront.example",
    "https://FRONT.example",
    "https://front.example, https://evil.example",
    "null",
    "*",
)
ADDRESSES = ("/graphql", "/verify", "/licenses/1.2.156.pdf", "/v/1.2.156", "/healthz", "/nowhere")
ASKED = {"access-control-request-method": "POST", "access-control-request-headers": "authorization,content-type"}
PDF = b"%PDF-1.7\n" + b"0" * 1_000


@pytest.fixture(scope="module")
def served(serve: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    home = tmp_path_factory.mktemp("home")
    with serve(home, max_upload_bytes=200_000, allowed_origins=f"{FRONT} {AT_HOME}") as running:
        yield running


def preflight(served: Any, address: str, origin: str, **asked: str) -> httpx.Response:
    given = {name.replace("_", "-"): value for name, value in asked.items()}
    answer: httpx.Response = served.client.options(address, headers={"origin": origin} | ASKED | given)
    return answer


def names(answer: httpx.Response, header: str) -> set[str]:
    return {each.strip().lower() for each in answer.headers.get(header, "").split(",") if each.strip()}


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("origin", [FRONT, AT_HOME])
def test_a_named_origin_is_told_what_its_pages_may_send(served: Any, origin: str, address: str) -> None:
    answer = preflight(served, address, origin)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == origin
    assert names(answer, "access-control-allow-methods") == {"get", "head", "post"}
    sent = {"authorization", "content-type", "accept-language", "graphql-preflight", "x-request-id"}
    assert sent <= names(answer, "access-control-allow-headers")
    assert "origin" in names(answer, "vary")
    assert "access-control-allow-credentials" not in answer.headers
    assert answer.headers["x-request-id"]


def test_a_page_from_another_network_may_ask_where_its_origin_is_named(served: Any) -> None:
    asked = {"access_control_request_private_network": "true"}
    assert preflight(served, "/graphql", FRONT, **asked).headers["access-control-allow-private-network"] == "true"
    assert "access-control-allow-origin" not in preflight(served, "/graphql", HOSTILE[0], **asked).headers


@pytest.mark.parametrize(
    "asked", [{"access_control_request_method": "DELETE"}, {"access_control_request_headers": "authorization,cookie"}]
)
def test_what_is_not_taken_here_is_refused_before_it_is_sent(served: Any, asked: dict[str, str]) -> None:
    assert preflight(served, "/graphql", FRONT, **asked).status_code == 400


@pytest.mark.parametrize("origin", HOSTILE)
def test_another_origin_is_told_nothing_that_a_browser_would_show_it(served: Any, origin: str) -> None:
    assert preflight(served, "/graphql", origin).status_code == 400
    for answer in (
        preflight(served, "/verify", origin),
        served.client.post("/graphql", json={"query": "{ hello }"}, headers={"origin": origin}),
        served.client.post("/graphql", json={"query": "{ hello }"}, headers={"origin": origin, "authorization": "x"}),
        served.client.get("/nowhere", headers={"origin": origin}),
    ):
        assert "access-control-allow-origin" not in answer.headers
        assert "access-control-allow-credentials" not in answer.headers
        assert "origin" in names(answer, "vary")


def test_a_page_reads_an_answer_and_the_id_of_its_request(served: Any) -> None:
    token = served.token(Role.HOLDER, "h-1")
    given = {"origin": FRONT, "authorization": f"Bearer {token}", "x-request-id": "front-0001"}
    answer = served.client.post("/graphql", json={"query": "{ me }"}, headers=given)
    assert answer.json() == {"data": {"me": "holder:h-1::"}}
    assert answer.headers["access-control-allow-origin"] == FRONT
    assert answer.headers["x-request-id"] == "front-0001"
    assert {"x-request-id", "retry-after"} <= names(answer, "access-control-expose-headers")
    assert "origin" in names(answer, "vary")


@pytest.mark.parametrize(
    ("status", "ask"),
    [
        (401, lambda c, h: c.post("/graphql", json={"query": "{ hello }"}, headers=h | {"authorization": "Bearer x"})),
        (401, lambda c, h: c.post("/verify", content=PDF, headers=h | {"authorization": "Bearer x"})),
        (404, lambda c, h: c.get("/nowhere", headers=h)),
        (405, lambda c, h: c.request("DELETE", "/verify", headers=h)),
        (413, lambda c, h: c.post("/verify", content=PDF * 300, headers=h | {"content-type": "application/pdf"})),
        (503, lambda c, h: c.post("/verify", content=b"%PDF-busy", headers=h | {"content-type": "application/pdf"})),
    ],
)
def test_a_page_reads_a_refusal(
    served: Any, status: int, ask: Callable[[httpx.Client, dict[str, str]], httpx.Response]
) -> None:
    answer = ask(served.client, {"origin": FRONT})
    assert answer.status_code == status
    assert answer.headers["access-control-allow-origin"] == FRONT
    assert answer.json()["errors"][0]["extensions"]["requestId"] == answer.headers["x-request-id"]
    assert status != 503 or answer.headers["retry-after"]


def test_a_page_reads_a_failure_of_ours(serve: Callable[..., Any], tmp_path: Path) -> None:
    with serve(tmp_path, allowed_origins=FRONT) as served:
        served.now.clear()  # the service has no clock: nobody has thought of that
        answer = served.client.get("/v/1.2.156", headers={"origin": FRONT})
    assert answer.status_code == 500
    assert answer.headers["access-control-allow-origin"] == FRONT
    assert answer.json()["errors"][0]["extensions"]["requestId"] == answer.headers["x-request-id"]


def test_without_the_setting_no_page_of_another_origin_is_answered(serve: Callable[..., Any], tmp_path: Path) -> None:
    with serve(tmp_path) as served:
        answers = [
            preflight(served, "/graphql", FRONT),
            served.client.post("/graphql", json={"query": "{ hello }"}, headers={"origin": FRONT}),
        ]
    assert [answer.status_code for answer in answers] == [405, 200]
    assert [name for answer in answers for name in answer.headers if name.startswith("access-control")] == []
