"""HTTP as clients meet it: the real server on a free port."""

import json
import re
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import pytest
from graphql import get_introspection_query

from api.http.media import negotiated
from api.http.monitoring import Readiness
from api.http.trusted_documents import read_documents
from api.identity.request import Language
from api.process.logging import configure, masked
from api.process.settings import SettingRefused
from graph.codes.identifier import build_identifier
from graph.words.people import Role

ACCEPT = "application/graphql-response+json"
PDF = b"%PDF-1.7\n" + b"0" * 1_000


def code(answer: httpx.Response) -> str:
    (error,) = answer.json()["errors"]
    extensions: dict[str, Any] = error["extensions"]
    assert extensions["requestId"] == answer.headers["x-request-id"]
    assert set(extensions["text"]) == {"zh", "en"}
    return str(extensions["code"])


def upload(served: Any, content: bytes, **headers: str) -> httpx.Response:
    operations = {"query": "mutation($f: Upload!) { length(file: $f) }", "variables": {"f": None}}
    answer: httpx.Response = served.client.post(
        "/graphql",
        data={"operations": json.dumps(operations), "map": '{"0": ["variables.f"]}'},
        files={"0": ("a.pdf", content, "application/pdf")},
        headers={"accept": ACCEPT, "graphql-preflight": "1"} | headers,
    )
    return answer


class TestGraphQLOverHttp:
    def test_a_query_is_answered_in_the_media_type_asked_for(self, served: Any) -> None:
        answer = served.ask("{ hello }")
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(ACCEPT)
        assert answer.json() == {"data": {"hello": "hello world"}}
        plain = served.client.post("/graphql", json={"query": "{ hello }"})
        assert plain.headers["content-type"].startswith("application/json")

    @pytest.mark.parametrize(
        "query", ["{ nope }", "{ hello", "{ hello(name: 3) }", "query($n: String!) { hello(name: $n) }"]
    )
    def test_what_fails_before_execution_is_400_and_200_for_the_older_media_type(self, served: Any, query: str) -> None:
        answer = served.ask(query)
        assert answer.status_code == 400
        assert "data" not in answer.json()
        older = served.client.post("/graphql", json={"query": query}, headers={"accept": "application/json"})
        assert older.status_code == 200
        assert older.json()["errors"]

    def test_a_field_that_fails_leaves_the_rest_and_200(self, served: Any) -> None:
        answer = served.ask("{ hello refused }")
        assert answer.status_code == 200
        assert answer.json()["data"] == {"hello": "hello world", "refused": None}

    def test_a_query_may_come_by_get_but_a_mutation_may_not(self, served: Any) -> None:
        asked = {"query": "query($n: String!) { hello(name: $n) }", "variables": '{"n": "芜湖"}'}
        assert served.client.get("/graphql", params=asked).json() == {"data": {"hello": "hello 芜湖"}}
        answer = served.client.get("/graphql", params={"query": 'mutation { remember(text: "x") }'})
        assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
        assert code(answer) == "METHOD_NOT_ALLOWED"

    @pytest.mark.parametrize(
        ("query", "name", "expected"),
        [
            ("query A { hello } query B { hello }", None, "OPERATION_NAME_REQUIRED"),
            ('query A { hello } mutation B { remember(text: "x") }', None, "OPERATION_NAME_REQUIRED"),
            ("{ hello } query B { hello }", None, "OPERATION_NAME_REQUIRED"),
            ("{ hello } { hello }", None, "OPERATION_NAME_REQUIRED"),
            ("query A { hello } query B { hello }", "C", "UNKNOWN_OPERATION"),
            ("query A { hello }", "a", "UNKNOWN_OPERATION"),
            ("{ hello }", "A", "UNKNOWN_OPERATION"),
            ("{ hello } query B { hello }", "B", "GRAPHQL_VALIDATION_FAILED"),
            ("query A { hello } query A { me }", "A", "GRAPHQL_VALIDATION_FAILED"),
            ("fragment F on Query { hello }", None, "NO_OPERATION"),
        ],
    )
    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_a_document_that_leaves_open_what_is_to_run_is_an_error(
        self, served: Any, method: str, query: str, name: str | None, expected: str
    ) -> None:
        asked = {"query": query} | ({"operationName": name} if name else {})
        given = {"params": asked} if method == "GET" else {"json": asked}
        for accept, status in ((ACCEPT, 400), ("application/json", 200)):
            answer = served.client.request(method, "/graphql", headers={"accept": accept}, **given)
            assert (answer.status_code, code(answer)) == (status, expected)
            assert "data" not in answer.json()

    def test_the_operation_that_is_named_runs_and_the_only_one_needs_no_name(self, served: Any) -> None:
        two = "query A { a: hello } query B { b: hello }"
        for name, field in (("A", "a"), ("B", "b")):
            assert served.ask(two, operationName=name).json() == {"data": {field: "hello world"}}
            named = {"query": two, "operationName": name}
            assert served.client.get("/graphql", params=named).json() == {"data": {field: "hello world"}}
        assert served.ask("query A { a: hello }").json() == {"data": {"a": "hello world"}}
        empty = {"query": "{ hello }", "operationName": ""}
        assert served.client.get("/graphql", params=empty).json() == {"data": {"hello": "hello world"}}
        assert served.client.post("/graphql", json=empty).json() == {"data": {"hello": "hello world"}}

    def test_other_methods_are_refused(self, served: Any) -> None:
        for method in ("PUT", "DELETE", "OPTIONS"):
            answer = served.client.request(method, "/graphql")
            assert (answer.status_code, answer.headers["allow"]) == (405, "GET, POST")

    def test_forms_and_other_bodies_are_refused(self, served: Any) -> None:
        form = served.client.post("/graphql", data={"query": "{ hello }"})
        assert (form.status_code, code(form)) == (415, "UNSUPPORTED_MEDIA_TYPE")
        text = served.client.post("/graphql", content="{ hello }", headers={"content-type": "text/plain"})
        assert text.status_code == 415

    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            (b"{", "MALFORMED_JSON"),
            (b"", "MALFORMED_JSON"),
            (b"[" * 5_000, "MALFORMED_JSON"),
            (b'[{"query": "{ hello }"}]', "BAD_REQUEST"),
            (b'"{ hello }"', "BAD_REQUEST"),
            (b"{}", "BAD_REQUEST"),
            (b'{"query": 3}', "BAD_REQUEST"),
            (b'{"query": "{ hello }", "variables": []}', "BAD_REQUEST"),
        ],
    )
    def test_a_body_of_a_wrong_form_is_400(self, served: Any, body: bytes, expected: str) -> None:
        answer = served.client.post("/graphql", content=body, headers={"content-type": "application/json"})
        assert (answer.status_code, code(answer)) == (400, expected)

    @pytest.mark.parametrize(
        ("accept", "chosen"),
        [
            (None, "application/json"),
            ("*/*", "application/json"),
            (f"{ACCEPT}, application/json;q=0.9", ACCEPT),
            (f"application/json, {ACCEPT};q=0.5", "application/json"),
            (f"{ACCEPT};q=0, */*", "application/json"),
            (f"text/html, {ACCEPT};q=x", "application/json"),
        ],
    )
    def test_the_media_type_follows_what_the_client_prefers(self, accept: str | None, chosen: str) -> None:
        assert negotiated(accept) == chosen


WRONG = [
    ("{ helo }", None, "Cannot query field 'helo' on type 'Query'. Did you mean 'hello'?"),
    ("{ hello(nam: 1) }", None, "Unknown argument 'nam' on field 'Query.hello'. Did you mean 'name'?"),
    ("{ person { nam } }", None, "Cannot query field 'nam' on type 'Person'. Did you mean 'name'?"),
    ("query($w: Wis!) { wished(wish: $w) }", None, "Unknown type 'Wis'. Did you mean 'Wish'?"),
    ("{ wished(wish: {nam: 1}) }", None, "Did you mean 'name'?"),
    ("query($w: Wish!) { wished(wish: $w) }", {"w": {"nam": "x"}}, "'name'"),
    ("query($w: Wish!) { wished(wish: $w) }", {"w": {"name": 3}}, "String cannot represent a non string value: 3"),
]


@pytest.fixture(scope="module")
def closed(serve: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A server whose schema the public may not read."""
    with serve(tmp_path_factory.mktemp("closed"), introspection=False) as running:
        yield running


class TestErrors:
    def test_a_refusal_keeps_its_code_facts_and_rules(self, served: Any) -> None:
        (error,) = served.ask("{ refused }").json()["errors"]
        assert error["path"] == ["refused"]
        assert error["message"] == "no such department"
        facts = error["extensions"]
        assert (facts["code"], facts["rules"], facts["value"]) == ("UNKNOWN_DEPARTMENT", ["WH-1"], "9")
        assert facts["retryable"] is False

    def test_a_person_is_answered_in_his_language(self, served: Any) -> None:
        asked = {"query": "{ refused }"}
        answer = served.client.post("/graphql", json=asked, headers={"accept-language": "fr, zh-CN;q=0.9, en;q=0.8"})
        assert answer.json()["errors"][0]["message"] == "没有这个部门"

    @pytest.mark.parametrize("field", ["broken", "brokenForGood"])
    def test_a_failure_of_ours_is_masked(self, served: Any, field: str) -> None:
        answer = served.ask(f"{{ {field} }}", served.token(Role.ADMIN))
        assert answer.status_code == 200
        assert code(answer) == "INTERNAL"
        assert "secret" not in answer.text
        assert "340200" not in answer.text

    def test_a_store_that_is_away_is_worth_another_try(self, served: Any) -> None:
        for accept in ("application/json", "application/graphql-response+json"):
            answer = served.client.post("/graphql", json={"query": "{ away }"}, headers={"accept": accept})
            assert (answer.status_code, answer.headers["content-type"]) == (503, accept)
            assert int(answer.headers["retry-after"]) > 0
            assert "data" not in answer.json()
            assert code(answer) == "STORE_UNAVAILABLE"
            assert answer.json()["errors"][0]["extensions"]["retryable"] is True
            assert answer.json()["errors"][0]["extensions"]["requestId"] == answer.headers["x-request-id"]
            assert "10.0.0.1" not in answer.text

    def test_what_was_answered_in_spite_of_a_store_that_is_away_is_kept(self, served: Any) -> None:
        answer = served.ask("{ hello away }")
        assert (answer.status_code, answer.json()["data"]) == (200, {"hello": "hello world", "away": None})
        assert code(answer) == "STORE_UNAVAILABLE"

    @pytest.mark.parametrize(("query", "variables", "told"), WRONG)
    @pytest.mark.parametrize("role", [None, Role.STAFF])
    def test_while_the_schema_may_be_read_everybody_is_told_what_is_wrong(
        self, served: Any, role: Role | None, query: str, variables: Any, told: str
    ) -> None:
        answer = served.ask(query, role and served.token(role), variables=variables)
        assert answer.status_code == 400
        assert any(told in error["extensions"]["text"]["en"] for error in answer.json()["errors"])
        assert answer.json()["errors"][0]["locations"]

    @pytest.mark.parametrize(("query", "variables", "told"), WRONG)
    def test_where_it_may_not_the_public_learns_nothing_of_it_from_errors(
        self, closed: Any, query: str, variables: Any, told: str
    ) -> None:
        answer = closed.ask(query, variables=variables)
        assert answer.status_code == 400
        assert code(answer) == ("BAD_USER_INPUT" if variables else "GRAPHQL_VALIDATION_FAILED")
        (error,) = answer.json()["errors"]
        assert "locations" not in error
        assert not re.search(r"Did you mean|hello|name|Query|Wish|Person", answer.text.replace("GRAPHQL", ""))
        known = closed.ask(query, closed.token(Role.STAFF), variables=variables)
        assert any(told in error["extensions"]["text"]["en"] for error in known.json()["errors"])

    def test_where_it_may_not_be_read_wrong_grammar_is_told_all_the_same(self, closed: Any) -> None:
        answer = closed.ask("{ hello")
        assert code(answer) == "GRAPHQL_PARSE_FAILED"
        assert answer.json()["errors"][0]["locations"] == [{"line": 1, "column": 8}]

    def test_an_operation_beyond_its_time_is_stopped(self, serve: Callable[..., Any], tmp_path: Path) -> None:
        with serve(tmp_path, operation_seconds=0.2) as served:
            answer = served.ask("{ slow }")
            assert (answer.status_code, code(answer)) == (504, "DEADLINE_EXCEEDED")
            assert answer.json()["errors"][0]["extensions"]["retryable"] is True
            assert served.ask("{ hello }").status_code == 200

    def test_an_answer_that_becomes_too_large_is_stopped(self, serve: Callable[..., Any], tmp_path: Path) -> None:
        names = " ".join(f"a{i}: hello(name: $n)" for i in range(40))
        with serve(tmp_path, answer_bytes=64 * 1024) as served:
            answer = served.ask(f"query($n: String!) {{ {names} }}", variables={"n": "芜" * 1_000})
            assert (answer.status_code, code(answer)) == (400, "LIMIT_EXCEEDED")
            facts = answer.json()["errors"][0]["extensions"]
            assert (facts["field"], facts["limit"]) == (["answer_bytes"], "65536")
            assert served.ask(f"query($n: String!) {{ {names} }}", variables={"n": "芜" * 100}).json()["data"]


class TestLimits:
    def test_a_hostile_document_is_refused_with_its_limit(self, served: Any) -> None:
        steps = " ".join(f"fragment F{i} on Person {{ ...F{i + 1} ...F{i + 1} }}" for i in range(20))
        answer = served.ask(f"{{ person {{ ...F0 }} }} {steps} fragment F20 on Person {{ name }}")
        assert (answer.status_code, code(answer)) == (400, "LIMIT_EXCEEDED")
        facts = answer.json()["errors"][0]["extensions"]
        assert (facts["field"], facts["limit"], facts["value"]) == (["fields"], "5000", str(2**20 + 1))

    def test_fragments_in_a_circle_are_answered(self, served: Any) -> None:
        answer = served.ask("{ person { ...A } } fragment A on Person { ...B } fragment B on Person { ...A }")
        assert (answer.status_code, code(answer)) == (400, "GRAPHQL_VALIDATION_FAILED")

    def test_deep_variables_are_refused(self, served: Any) -> None:
        deep: Any = "x"
        for _ in range(200):
            deep = [deep]
        answer = served.ask("{ hello }", variables={"x": deep})
        assert code(answer) == "LIMIT_EXCEEDED"

    def test_introspection_in_introspection_is_refused(self, served: Any) -> None:
        inner = "fields { type { fields { type { fields { name } } } } }"
        answer = served.ask(f"{{ __schema {{ types {{ {inner} }} }} }}")
        assert code(answer) == "GRAPHQL_VALIDATION_FAILED"

    def test_the_usual_introspection_query_is_answered(self, served: Any) -> None:
        assert served.ask(get_introspection_query()).json()["data"]["__schema"]

    def test_introspection_can_be_forbidden(self, serve: Callable[..., Any], tmp_path: Path) -> None:
        with serve(tmp_path, introspection=False) as served:
            assert served.ask(get_introspection_query()).status_code == 400
            assert served.ask("{ hello __typename }").status_code == 200

    def test_a_json_body_beyond_its_limit_is_refused_before_it_is_read(self, served: Any) -> None:
        answer = served.client.post(
            "/graphql", content=b" " * 2_000_000, headers={"content-type": "application/json", "accept": ACCEPT}
        )
        assert (answer.status_code, code(answer)) == (413, "PAYLOAD_TOO_LARGE")


class TestUploads:
    def test_a_file_comes_by_multipart(self, served: Any) -> None:
        assert upload(served, PDF).json() == {"data": {"length": len(PDF)}}

    @pytest.mark.parametrize("content", [PDF, b"0" * 190_000], ids=["small", "large"])
    @pytest.mark.parametrize(
        ("query", "variables", "places", "counts"),
        [
            (
                "query($f: Upload!, $g: Upload!) { a: size(file: $f) b: size(file: $g) }",
                {"f": None, "g": None},
                ["variables.f", "variables.g"],
                2,
            ),
            (
                "query($f: Upload!) { a: size(file: $f) b: size(file: $f) c: size(file: $f) }",
                {"f": None},
                ["variables.f"],
                3,
            ),
            (
                "query($l: [Upload!]!) { sizes(files: $l) }",
                {"l": [None, None]},
                ["variables.l.0", "variables.l.1"],
                2,
            ),
            (
                "query($f: Upload!, $l: [Upload!]!) { a: size(file: $f) sizes(files: $l) b: sizes(files: [$f, $f]) }",
                {"f": None, "l": [None]},
                ["variables.f", "variables.l.0"],
                4,
            ),
            ("mutation($f: Upload!) { a: length(file: $f) b: length(file: $f) }", {"f": None}, ["variables.f"], 2),
        ],
    )
    def test_a_file_that_is_named_twice_is_the_same_at_every_place(
        self, served: Any, content: bytes, query: str, variables: Any, places: list[str], counts: int
    ) -> None:
        answer = served.client.post(
            "/graphql",
            data={
                "operations": json.dumps({"query": query, "variables": variables}),
                "map": json.dumps({"0": places}),
            },
            files={"0": ("a.pdf", content, "application/pdf")},
            headers={"graphql-preflight": "1"},
        )
        found = re.findall(r"\d+", json.dumps(list(answer.json()["data"].values())))
        assert found == [str(len(content))] * counts

    def test_without_the_preflight_header_it_is_refused(self, served: Any) -> None:
        answer = upload(served, PDF, **{"graphql-preflight": ""})
        assert (answer.status_code, code(answer)) == (400, "PREFLIGHT_REQUIRED")

    def test_a_file_beyond_the_setting_is_refused(self, served: Any) -> None:
        assert upload(served, b"0" * 200_000).status_code == 200
        answer = upload(served, b"0" * 200_001)
        assert (answer.status_code, code(answer)) == (413, "PAYLOAD_TOO_LARGE")

    def test_a_form_that_does_not_tell_its_length_is_cut_at_the_limit(self, served: Any) -> None:
        def endless() -> Iterator[bytes]:
            yield b'--x\r\nContent-Disposition: form-data; name="0"; filename="a"\r\n\r\n'
            for _ in range(400):
                yield b"0" * 10_000

        answer = served.client.post(
            "/graphql",
            content=endless(),
            headers={"content-type": "multipart/form-data; boundary=x", "graphql-preflight": "1"},
        )
        assert (answer.status_code, code(answer)) == (413, "PAYLOAD_TOO_LARGE")

    @pytest.mark.parametrize(
        ("operations", "places"),
        [
            ("{}", '{"0": ["query"]}'),
            ("{}", '{"0": ["variables.f"]}'),
            ('{"variables": {"f": null}}', '{"9": ["variables.f"]}'),
            ('{"variables": {"f": []}}', '{"0": ["variables.f.7"]}'),
            ('{"variables": {"f": null}}', '{"0": ["variables.f.__class__.x"]}'),
            ("[]", '{"0": ["variables.f"]}'),
            ("{}", "[]"),
            ("{}", '{"0": "variables.f"}'),
            ('{"variables": {"f": null}}', json.dumps({"0": ["variables.f"] * 50})),
        ],
    )
    def test_a_map_that_points_elsewhere_is_refused(self, served: Any, operations: str, places: str) -> None:
        answer = served.client.post(
            "/graphql",
            data={"operations": operations, "map": places},
            files={"0": ("a.pdf", PDF)},
            headers={"graphql-preflight": "1"},
        )
        assert (answer.status_code, code(answer)) in {(400, "MALFORMED_FORM"), (400, "FILE_MISPLACED")}

    def test_a_form_that_is_none_is_refused(self, served: Any) -> None:
        for kind in ("multipart/form-data", "multipart/form-data; boundary=x"):
            answer = served.client.post(
                "/graphql", content=b"--y\r\n\r\n", headers={"content-type": kind, "graphql-preflight": "1"}
            )
            assert (answer.status_code, code(answer)) == (400, "MALFORMED_FORM")

    def test_a_pdf_as_base64_is_refused_with_a_hint(self, served: Any) -> None:
        answer = served.ask("query($n: String) { hello(name: $n) }", variables={"n": "JVBERi0xLjcK"})
        assert code(answer) == "FILE_IN_VARIABLE"
        assert "/verify" in answer.text


class TestWhoAsks:
    def test_a_token_reaches_the_resolvers(self, served: Any) -> None:
        assert served.ask("{ me }").json()["data"]["me"] == "public:::"
        token = served.token(Role.STAFF, "zhang", department="11340200003035789K", post="reviewer")
        assert served.ask("{ me }", token).json()["data"]["me"] == "staff:zhang:11340200003035789K:reviewer"

    def test_a_bad_token_is_401_and_never_the_public(self, served: Any) -> None:
        for token in ("nonsense", served.token(Role.ADMIN)[:-8] + "AAAAAAAA"):
            answer = served.ask("{ hello }", token)
            assert (answer.status_code, code(answer)) == (401, "UNAUTHENTICATED")
            assert answer.headers["www-authenticate"].startswith("Bearer")
            assert (
                served.client.post(
                    "/verify",
                    content=PDF,
                    headers={"authorization": f"Bearer {token}", "content-type": "application/pdf"},
                ).status_code
                == 401
            )

    def test_a_token_ends(self, served: Any) -> None:
        token, began = served.token(Role.STAFF), served.now[0]
        try:
            served.now[0] = began + timedelta(hours=13)
            assert served.ask("{ hello }", token).status_code == 401
        finally:
            served.now[0] = began


GREETING = "query Greet($n: String!) { hello(name: $n) }"
GREETING_ID = "sha256:" + sha256(GREETING.encode()).hexdigest()


@pytest.fixture(scope="module")
def locked(serve: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    home = tmp_path_factory.mktemp("locked")
    (home / "known.json").write_text(json.dumps({GREETING_ID: GREETING}))
    with serve(home, trusted_documents=home / "known.json", trusted_documents_only=True) as running:
        yield running


class TestTrustedDocuments:
    def test_a_known_operation_runs_by_its_id(self, locked: Any) -> None:
        asked = {"documentId": GREETING_ID, "variables": {"n": "芜湖"}}
        assert locked.client.post("/graphql", json=asked).json() == {"data": {"hello": "hello 芜湖"}}
        asked["variables"] = '{"n": "x"}'
        assert locked.client.get("/graphql", params=asked).json() == {"data": {"hello": "hello x"}}

    def test_others_are_refused(self, locked: Any) -> None:
        for asked, expected, status in (
            ({"query": "{ hello }"}, "DOCUMENT_NOT_TRUSTED", 403),
            ({"documentId": "sha256:00"}, "DOCUMENT_NOT_FOUND", 404),
            ({"documentId": GREETING_ID, "query": "{ hello }"}, "DOCUMENT_AMBIGUOUS", 400),
        ):
            answer = locked.client.post("/graphql", json=asked)
            assert (answer.status_code, code(answer)) == (status, expected)

    @pytest.mark.parametrize(
        ("content", "word"),
        [
            ("[]", "object"),
            ("{", "cannot be read"),
            ('{"sha256:00": "{ a }"}', "digest"),
            ('{"greet": "{ a"}', "Syntax Error"),
            (json.dumps({"greet": "{ " + "a " * 101 + "}"}), "101"),
        ],
    )
    def test_a_file_of_operations_is_checked_when_it_is_read(self, tmp_path: Path, content: str, word: str) -> None:
        (tmp_path / "known.json").write_text(content)
        with pytest.raises(SettingRefused) as caught:
            read_documents(tmp_path / "known.json")
        assert caught.value.path == ("trusted_documents",)
        assert word in caught.value.message.en


class TestCounter:
    def test_a_file_is_judged_as_body_or_as_part(self, served: Any) -> None:
        for kind in ("application/pdf", "application/octet-stream", "application/ofd", "image/jpeg", "image/heic"):
            body = served.client.post("/verify", content=PDF, headers={"content-type": kind})
            told = {"length": len(PDF), "digest": sha256(PDF).hexdigest()}
            assert body.json() == {"summary": "undecided", **told, "role": "public"}
        part = served.client.post("/verify", files={"file": ("a.pdf", PDF)})
        assert part.json()["length"] == len(PDF)

    def test_what_is_too_large_missing_or_of_another_kind_is_refused(self, served: Any) -> None:
        kind = {"content-type": "application/pdf"}
        large = served.client.post("/verify", content=b"0" * 200_001, headers=kind)
        assert (large.status_code, code(large)) == (413, "PAYLOAD_TOO_LARGE")
        chunks = served.client.post("/verify", content=(b"0" * 50_000 for _ in range(5)), headers=kind)
        assert (chunks.status_code, code(chunks)) == (413, "PAYLOAD_TOO_LARGE")
        empty = served.client.post("/verify", content=b"", headers=kind)
        assert (empty.status_code, code(empty)) == (400, "FILE_MISSING")
        empty = served.client.post("/verify", files={"file": ("a.pdf", b"")})
        assert (code(empty), "is empty" in empty.json()["errors"][0]["message"]) == ("FILE_MISSING", True)
        other = served.client.post("/verify", files={"other": ("a.pdf", PDF)})
        assert (code(other), other.json()["errors"][0]["extensions"]["field"]) == ("BAD_REQUEST", ["other"])
        text = served.client.post("/verify", json={"file": "JVBERi0="})
        assert (text.status_code, code(text)) == (415, "UNSUPPORTED_MEDIA_TYPE")
        put = served.client.put("/verify")
        assert (put.status_code, set(put.headers["allow"].split(", "))) == (405, {"GET", "HEAD", "POST"})


class TestLicensePage:
    def test_it_shows_what_anybody_may_know_and_is_escaped(self, served: Any, page: Any) -> None:
        answer = served.client.get(f"/v/{page.identifier}")
        assert answer.status_code == 200
        for part in (
            "演示",
            page.identifier,
            page.issuer,
            "有效",
            "2025-03-01",
            "长期",
            "&lt;b&gt;营业执照",
            "有 2 件未办结的异议",
        ):
            assert part in answer.text
        assert "<b>" not in answer.text
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy

    def test_it_is_found_however_its_identifier_is_written(self, served: Any, page: Any) -> None:
        bare = page.identifier.removeprefix("1.2.156.3005.2.")
        for written in (page.identifier.lower(), bare, f"%20{bare}%20", page.identifier.replace(".", "%EF%BC%8E")):
            answer = served.client.get(f"/v/{written}")
            assert answer.status_code == 200, written
            assert page.identifier in answer.text

    @pytest.mark.parametrize("identifier", ["1.2.3", "%3Cscript%3E", "x" * 200, "%00", "%E8%8A%9C", "皖DB5530001"])
    def test_what_cannot_be_an_identifier_is_to_be_checked(self, served: Any, identifier: str) -> None:
        answer = served.client.get(f"/v/{identifier}")
        assert answer.status_code == 404
        assert "请核对输入的标识" in answer.text
        assert "please check what you typed" in answer.text
        assert "<script" not in answer.text

    def test_a_right_identifier_that_nobody_knows_is_no_licence(self, served: Any, page: Any) -> None:
        other = build_identifier("11100000000013338W011", "11430000006122244L", "1").text
        answer = served.client.get(f"/v/{other}")
        assert (answer.status_code, "没有该证照" in answer.text) == (404, True)
        assert page.identifier not in answer.text


class TestOperations:
    def test_a_server_is_alive_and_says_whether_it_is_ready(self, served: Any) -> None:
        assert served.client.get("/healthz").json() == {"status": "ok"}
        assert served.client.get("/readyz").json() == {"status": "ready", "checks": {"store": "ok"}}
        began = served.readiness[0]
        try:
            served.readiness[0] = Readiness(ready=False, checks={"store": "unavailable"})
            answer = served.client.get("/readyz")
            assert (answer.status_code, answer.json()["checks"]) == (503, {"store": "unavailable"})
        finally:
            served.readiness[0] = began

    def test_figures_are_counted_by_route_and_code(self, served: Any) -> None:
        served.ask("{ refused }")
        served.client.get("/v/1.2.3")
        served.client.get("/nowhere/at/all")
        figures = served.client.get("/metrics").text
        assert 'zhengtu_http_requests_total{method="GET",route="/v/{identifier}",status="404"}' in figures
        assert 'route="other",status="404"' in figures
        assert 'zhengtu_graphql_errors_total{code="UNKNOWN_DEPARTMENT"}' in figures

    def test_every_answer_carries_an_id_and_safe_headers(self, served: Any) -> None:
        given = served.client.get("/healthz", headers={"x-request-id": "front-0001"})
        assert given.headers["x-request-id"] == "front-0001"
        made = served.client.get("/nowhere", headers={"x-request-id": "bad id\t<>"})
        assert re.fullmatch(r"[0-9a-f]{32}", made.headers["x-request-id"])
        for name in ("x-content-type-options", "referrer-policy", "content-security-policy", "x-frame-options"):
            assert name in made.headers
        assert "server" not in made.headers

    def test_the_access_log_names_routes_and_no_person(self, served: Any, page: Any, tmp_path: Path) -> None:
        configure(tmp_path, terminal=False)
        token = served.token(Role.HOLDER, "340200199001011234")
        served.ask('{ hello(name: "张三") }', token)
        served.client.get("/graphql", params={"query": '{ hello(name: "李四") }'})
        served.client.get(f"/v/{page.identifier}")
        served.client.get("/verify", params={"identifier": page.identifier})
        served.client.post("/verify", files={"identifier": (None, "1"), "face": (None, "姓名=王五")})
        served.ask("{ broken }")
        deadline = time.monotonic() + 5
        while (tmp_path / "access.log").read_text().count("\n") < 6 and time.monotonic() < deadline:
            time.sleep(0.01)
        told = [line for file in tmp_path.iterdir() for line in file.read_text().splitlines()]
        text = "\n".join(line for line in told if '"httpx"' not in line)  # the client is in this process too
        lines = [json.loads(line) for line in (tmp_path / "access.log").read_text().splitlines()]
        routes = ["/graphql", "/graphql", "/v/{identifier}", "/verify", "/verify", "/graphql"]
        assert [line["route"] for line in lines] == routes
        assert [line["role"] for line in lines] == ["holder"] + ["public"] * 5
        assert all(line["request_id"] and line["ms"] >= 0 for line in lines)
        assert {line["timestamp"][-6:] for line in lines} == {"+08:00"}
        for secret in ("张三", "李四", "王五", "340200199001011234", page.identifier, token[:40]):
            assert secret not in text
        events = map(json.loads, (tmp_path / "zhengtu.log").read_text().splitlines())
        failure = next(event for event in events if "exception" in event)
        assert failure["request_id"] == lines[-1]["request_id"]
        assert "[citizen id]" in failure["exception"]

    def test_masks_hide_tokens_and_numbers_and_leave_the_rest(self) -> None:
        text = "Bearer abcdefghijk 340200199001011234 13800138000 11340200003035789K 2026-03-02"
        assert masked(text) == "Bearer [token] [citizen id] [telephone] 11340200003035789K 2026-03-02"
        assert masked("no 34020019900101123443") == "no [citizen id]43"
        grouped = "340200 19900101 0113、３４０２００１９９００１０１０１１３、138 0013 8000"
        assert masked(grouped) == "[citizen id]、[citizen id]、[telephone]"

    def test_what_was_opened_is_closed_when_the_server_stops(self, serve: Callable[..., Any], tmp_path: Path) -> None:
        with serve(tmp_path) as served:
            assert served.life == ["opened"]
        assert served.life == ["opened", "closed"]

    def test_languages_are_two(self) -> None:
        assert [language.value for language in Language] == ["zh", "en"]
