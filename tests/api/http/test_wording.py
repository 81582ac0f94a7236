"""What people read of an error has a Chinese sentence, whoever found it."""

import json
import re
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from graphql import GraphQLError, GraphQLSyntaxError, parse, specified_rules, validate
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from api.graphql.schema import schema
from api.http.errors import Reader, published
from api.http.wording import FORMS, OTHERWISE, in_chinese
from api.identity.request import Language
from api.process.settings import SettingRefused, load
from graph.errors import Malformed, Text
from graph.words.people import Role

CORE = schema._schema
RULES = (*specified_rules, OneOfInputValidationRule)
"""Those of the specification, and strawberry's."""
CHINESE = re.compile(r"[一-鿿]")
SENTENCE = re.compile(r"[A-Za-z]+ [a-z]+ [a-z]+ [a-z]+")
"""Four English words in a row."""
PEOPLE = "query($n: Int!) { people(first: $n) { __typename } }"
FORGET = {"query": 'mutation { remember(text: "x") }'}
HELLO = "query($n: String!) { hello(name: $n) }"

GRAMMAR = [
    "{ hello",
    "{",
    "",
    "hello",
    "{ hello(",
    "{ hello(name: ) }",
    "{ hello(name: $) }",
    "query($n: Int = $m) { hello }",
    "{ hello(name: 01) }",
    "{ hello(name: 1.) }",
    "{ hello(name: 1a) }",
    "{ hello(name: .5) }",
    "{ hello .. }",
    '{ hello(name: "x) }',
    '{ hello(name: "x\\q") }',
    '{ hello(name: "x\\u00") }',
    '{ hello(name: "x\\u{110000000}") }',
    "{ hello(name: 'x') }",
    "{ hello ? }",
    "{ hello \x07 }",
    '"why" { hello }',
    '"why" extend type A { a: Int }',
    "fragment on on Query { hello }",
    "enum E { true }",
    "query A",
]

WRONG = {
    "ExecutableDefinitionsRule": ["{ __typename } type A { a: Int }", "{ __typename } schema { query: Query }"],
    "KnownOperationTypesRule": ["subscription { a }"],
    "UniqueOperationNamesRule": ["query A { __typename } query A { __typename }"],
    "LoneAnonymousOperationRule": ["{ __typename } query A { __typename }"],
    "SingleFieldSubscriptionsRule": [],
    "KnownTypeNamesRule": ["query($a: Departmen) { __typename }", "query($a: Xyz) { __typename }"],
    "FragmentsOnCompositeTypesRule": ["{ ... on Int { a } }", "{ ...F } fragment F on Int { a }"],
    "VariablesAreInputTypesRule": ["query($a: Department) { __typename }"],
    "ScalarLeafsRule": [
        "{ __typename { a } }",
        '{ node(id: "x") }',
        "{ departments }",
    ],
    "FieldsOnCorrectTypeRule": ["{ xyz }", "{ departmens { totalCount } }", '{ node(id: "x") { code } }'],
    "UniqueFragmentNamesRule": [
        "{ ...F } fragment F on Query { __typename } fragment F on Query { __typename }",
    ],
    "KnownFragmentNamesRule": ["{ ...F }"],
    "NoUnusedFragmentsRule": ["{ __typename } fragment F on Query { __typename }"],
    "PossibleFragmentSpreadsRule": [
        "{ ... on Department { id } }",
        "{ ...F } fragment F on Department { id }",
    ],
    "NoFragmentCyclesRule": [
        "{ ...F } fragment F on Query { ...F }",
        "{ ...F } fragment F on Query { ...G } fragment G on Query { ...F }",
    ],
    "UniqueVariableNamesRule": ["query($a: Int, $a: Int) { departments(first: $a) { totalCount } }"],
    "NoUndefinedVariablesRule": [
        "{ departments(first: $a) { totalCount } }",
        "query A { departments(first: $a) { totalCount } }",
    ],
    "NoUnusedVariablesRule": ["query($a: Int) { __typename }", "query A($a: Int) { __typename }"],
    "KnownDirectivesRule": ["{ __typename @nope }", "query @skip(if: true) { __typename }"],
    "UniqueDirectivesPerLocationRule": ["{ __typename @skip(if: true) @skip(if: true) }"],
    "DeferStreamDirectiveOnRootField": [],
    "DeferStreamDirectiveOnValidOperationsRule": [],
    "DeferStreamDirectiveLabel": [],
    "StreamDirectiveOnListField": [],
    "KnownArgumentNamesRule": [
        "{ departments(firs: 1) { totalCount } }",
        "{ __typename @skip(if: true, xyz: 1) }",
    ],
    "UniqueArgumentNamesRule": ["{ departments(first: 1, first: 1) { totalCount } }"],
    "ValuesOfCorrectTypeRule": [
        '{ departments(first: "x") { totalCount } }',
        "{ departments(first: 99999999999) { totalCount } }",
        "{ departments(first: 1.5) { totalCount } }",
        "{ departments(after: 3) { totalCount } }",
        "{ departments(orderBy: NOPE) { totalCount } }",
        "{ departments(orderBy: COD) { totalCount } }",
        '{ departments(orderBy: "CODE") { totalCount } }',
        "{ departments(orderBy: null) { totalCount } }",
        "{ departments(filter: 3) { totalCount } }",
        "{ departments(filter: {xyz: 1}) { totalCount } }",
        "{ departments(filter: {existOn: 1}) { totalCount } }",
        "{ node(id: 1.5) { id } }",
        "{ node(id: true) { id } }",
        "{ node(id: null) { id } }",
        "{ __typename @skip(if: 3) }",
        'mutation { issueLicense(input: {type: "x"}) { __typename } }',
    ],
    "ProvidedRequiredArgumentsRule": ["{ node { id } }", "{ __typename @skip }"],
    "VariablesInAllowedPositionRule": [
        "query($a: String) { departments(first: $a) { totalCount } }",
    ],
    "OverlappingFieldsCanBeMergedRule": [
        "{ a: __typename a: departments { totalCount } }",
        '{ node(id: "a") { id } node(id: "b") { id } }',
        "{ departments { edges { a: cursor } edges { a: node { id } } } }",
        '{ node(id: "a") { ... on Department { x: kind } ... on License { x: number } } }',
    ],
    "MaxIntrospectionDepthRule": [
        "{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }"
    ],
    "OneOfInputValidationRule": [
        "{ verifyLicense(input: {}) { summary } }",
        '{ verifyLicense(input: {qr: "a", identifier: "b"}) { summary } }',
        "{ verifyLicense(input: {qr: null}) { summary } }",
        "query($a: String) { verifyLicense(input: {qr: $a}) { summary } }",
    ],
    "UniqueInputFieldNamesRule": ["{ departments(filter: {existsOn: null, existsOn: null}) { totalCount } }"],
}
"""For each rule of validation, documents that break it; none where our schema has nothing to break it with."""


def recognised(message: str) -> bool:
    return in_chinese(message) != OTHERWISE.format(message=message)


def is_chinese(text: str) -> None:
    assert CHINESE.search(text), text
    assert not SENTENCE.search(text), text


@pytest.mark.parametrize("document", GRAMMAR)
def test_wrong_grammar_is_told_in_chinese(document: str) -> None:
    with pytest.raises(GraphQLSyntaxError) as caught:
        parse(document)
    assert recognised(caught.value.message), caught.value.message
    said = in_chinese(caught.value.message)
    is_chinese(said)
    assert said.startswith("语法错误：")
    assert CHINESE.search(said.removeprefix("语法错误：")), said


def test_every_rule_of_validation_is_broken_here() -> None:
    assert {rule.__name__ for rule in RULES} == set(WRONG)


@pytest.mark.parametrize("rule", [rule for rule in RULES if WRONG.get(rule.__name__)])
def test_what_a_rule_of_validation_says_is_told_in_chinese(rule: Any) -> None:
    for document in WRONG[rule.__name__]:
        errors = validate(CORE, parse(document), [rule])
        assert errors, document
        for error in errors:
            assert recognised(error.message), error.message
            is_chinese(in_chinese(error.message))


def test_names_and_suggestions_are_kept() -> None:
    said = in_chinese("Cannot query field 'nam' on type 'Person'. Did you mean 'name', 'names', or 'naming'?")
    assert said == "类型“Person”没有字段“nam”，是否指 'name'、'names'、'naming'？"


def test_a_sentence_that_nobody_knows_is_passed_on_in_a_chinese_one() -> None:
    assert not recognised("Something new.")
    assert in_chinese("Something new.") == "请求与接口模式（schema）不符：Something new."


def test_every_form_finds_itself() -> None:
    for form, ours in FORMS:
        assert CHINESE.search(ours), form
        assert set(re.findall(r"\{(\w+)\}", ours)) <= set(re.findall(r"\{(\w+)\}", form)), form
        assert recognised(re.sub(r"\{\w+\}", "x", form))


DEEP = json.loads("[" * 60 + "]" * 60)
JSON = {"content-type": "application/json"}
FORM = {"graphql-preflight": "1"}


def posted(content: bytes, **headers: str) -> dict[str, Any]:
    return {"method": "POST", "url": "/graphql", "content": content, "headers": JSON | headers}


def asked(query: str | None = None, **more: Any) -> dict[str, Any]:
    body = more if query is None else {"query": query, **more}
    return {"method": "POST", "url": "/graphql", "json": body}


REQUESTS: dict[str, tuple[int, str, dict[str, Any]]] = {
    "no JSON": (400, "MALFORMED_JSON", posted(b"{")),
    "a list": (400, "BAD_REQUEST", posted(b"[]")),
    "no query": (400, "BAD_REQUEST", asked()),
    "a query that is none": (400, "BAD_REQUEST", asked(query=None, operationName=3)),
    "variables that are none": (400, "BAD_REQUEST", asked("{ hello }", variables=[])),
    "grammar": (200, "GRAPHQL_PARSE_FAILED", asked("{ hello")),
    "validation": (200, "GRAPHQL_VALIDATION_FAILED", asked("{ helo }")),
    "no operation": (200, "NO_OPERATION", asked("fragment F on Query { hello }")),
    "unknown operation": (200, "UNKNOWN_OPERATION", asked("{ hello }", operationName="A")),
    "several operations": (200, "OPERATION_NAME_REQUIRED", asked("query A { hello } query B { hello }")),
    "variable missing": (200, "BAD_USER_INPUT", asked(HELLO)),
    "variable null": (200, "BAD_USER_INPUT", asked(HELLO, variables={"n": None})),
    "variable null at its field": (
        200,
        "BAD_USER_INPUT",
        asked('query($n: String = "x") { hello(name: $n) }', variables={"n": None}),
    ),
    "scalar": (200, "BAD_USER_INPUT", asked(HELLO, variables={"n": 3})),
    "integer": (
        200,
        "BAD_USER_INPUT",
        asked(PEOPLE, variables={"n": "x"}),
    ),
    "input": (200, "BAD_USER_INPUT", asked("query($w: Wish!) { wished(wish: $w) }", variables={"w": {"nam": "x"}})),
    "mutation by GET": (
        405,
        "METHOD_NOT_ALLOWED",
        {"method": "GET", "url": "/graphql", "params": FORGET},
    ),
    "unknown document": (404, "DOCUMENT_NOT_FOUND", asked(documentId="sha256:00")),
    "two documents": (400, "DOCUMENT_AMBIGUOUS", asked("{ hello }", documentId="sha256:00")),
    "method": (405, "METHOD_NOT_ALLOWED", {"method": "PUT", "url": "/graphql"}),
    "method elsewhere": (405, "METHOD_NOT_ALLOWED", {"method": "DELETE", "url": "/verify"}),
    "address": (404, "NOT_FOUND", {"method": "GET", "url": "/nowhere"}),
    "file of the editor": (404, "NOT_FOUND", {"method": "GET", "url": "/graphiql/nope.js"}),
    "content type": (415, "UNSUPPORTED_MEDIA_TYPE", posted(b"{}", **{"content-type": "text/plain"})),
    "content type of a file": (
        415,
        "UNSUPPORTED_MEDIA_TYPE",
        {"method": "POST", "url": "/verify", "json": {}},
    ),
    "no file": (
        400,
        "FILE_MISSING",
        posted(b"", **{"content-type": "application/pdf"}) | {"url": "/verify"},
    ),
    "too large": (413, "PAYLOAD_TOO_LARGE", posted(b" " * 2_000_000)),
    "preflight": (400, "PREFLIGHT_REQUIRED", {"method": "POST", "url": "/graphql", "files": {"0": b"x"}}),
    "form": (400, "MALFORMED_FORM", {"method": "POST", "url": "/graphql", "files": {"0": b"x"}, "headers": FORM}),
    "token": (401, "UNAUTHENTICATED", asked("{ hello }") | {"headers": {"authorization": "Bearer x"}}),
    "limit": (200, "LIMIT_EXCEEDED", asked("{ " + "hello " * 200 + "}")),
    "nesting of variables": (
        200,
        "LIMIT_EXCEEDED",
        asked("{ hello }", variables={"a": DEEP}),
    ),
    "file in a variable": (200, "FILE_IN_VARIABLE", asked(HELLO, variables={"n": "JVBERi0xLjcK"})),
    "refusal": (200, "UNKNOWN_DEPARTMENT", asked("{ refused }")),
    "failure": (200, "INTERNAL", asked("{ broken }")),
    "store": (503, "STORE_UNAVAILABLE", asked("{ away }")),
    "long line": (431, "HEADERS_TOO_LARGE", {"method": "GET", "url": "/healthz", "headers": {"x-a": "a" * 40_000}}),
}


def read(answer: httpx.Response, code: str) -> None:
    """Every error has both sentences, and the message is that of the language asked for."""
    errors = answer.json()["errors"]
    assert errors[0]["extensions"]["code"] == code
    for error in errors:
        text = error["extensions"]["text"]
        is_chinese(text["zh"])
        assert not CHINESE.search(text["en"])
        if answer.status_code != 431:  # refused before the headers were read
            assert error["message"] == text["zh"]


@pytest.mark.parametrize("name", REQUESTS)
def test_every_failure_of_a_request_has_a_chinese_sentence(served: Any, name: str) -> None:
    status, code, request = REQUESTS[name]
    headers = {"accept-language": "zh-CN"} | request.get("headers", {})
    answer = served.client.request(**request | {"headers": headers})
    assert answer.status_code == status
    read(answer, code)


def test_where_the_schema_may_not_be_read_the_masks_are_in_both_languages(
    serve: Callable[..., Any], tmp_path: Path
) -> None:
    with serve(tmp_path, introspection=False, operation_seconds=0.2) as closed:
        chinese = {"accept-language": "zh-CN"}
        for request, code in (
            (asked("{ helo }"), "GRAPHQL_VALIDATION_FAILED"),
            (asked("{ __schema { types { name } } }"), "GRAPHQL_VALIDATION_FAILED"),
            (asked(HELLO), "BAD_USER_INPUT"),
            (REQUESTS["variable null at its field"][2], "BAD_USER_INPUT"),
            (asked("{ slow }"), "DEADLINE_EXCEEDED"),
        ):
            read(closed.client.request(**request, headers=chinese), code)


def test_what_is_no_http_is_answered_in_both_languages(served: Any) -> None:
    with socket.create_connection(("127.0.0.1", served.settings.port), timeout=10) as opened:
        opened.sendall(b"nonsense\r\n\r\n")
        answer = b"".join(iter(lambda: opened.recv(65536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400 ")
    text = json.loads(body)["errors"][0]["extensions"]["text"]
    is_chinese(text["zh"])


REFUSED_SETTINGS: list[dict[str, Any]] = [
    {"port": "x"},
    {"port": 1.5},
    {"port": -1},
    {"port": 70_000},
    {"workers": 65},
    {"graphiql": "perhaps"},
    {"log_level": "loud"},
    {"operation_seconds": 0},
    {"operation_seconds": "soon"},
    {"public_url": "nowhere"},
    {"public_url": "ftp://x"},
    {"store_uri": "http://x"},
    {"jwks": "http://x"},
    {"jwks": "x.json"},
    {"trusted_documents_only": True},
    {"hosts": "x"},
    {"host": 3},
    {"home": 3},
]


@pytest.mark.parametrize("given", REFUSED_SETTINGS, ids=str)
def test_a_setting_is_refused_in_both_languages(given: dict[str, Any]) -> None:
    with pytest.raises(SettingRefused) as caught:
        load(**given)
    is_chinese(caught.value.message.zh.rpartition("：")[2])
    assert not CHINESE.search(caught.value.message.en)


def test_a_scalar_that_refuses_a_value_says_so_in_each_language() -> None:
    """Its own sentence stands inside that of graphql-core."""
    cause = Malformed(Text("日期应写作 2026-01-31", "a date is written 2026-01-31"))
    inner = f"Expected value of type 'Date', but encountered error '{cause}'; found: 'x'."
    error = GraphQLError(
        f"Variable '$d' has invalid value: {inner}", original_error=GraphQLError(inner, original_error=cause)
    )
    (told,) = published([error], Reader(Role.PUBLIC, Language.ZH, "1", knows_schema=True), validating=False)
    text = told["extensions"]["text"]
    assert text["zh"] == "变量“$d”的值有误：'x' 不是类型“Date”的值（日期应写作 2026-01-31）。"
    assert not CHINESE.search(text["en"])
