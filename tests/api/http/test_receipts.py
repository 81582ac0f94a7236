"""The form of `POST /receipts`: what it takes, what it refuses, and what its answer says beside the file."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import pytest

FILE = {"file": ("a.pdf", b"%PDF-1", "application/pdf")}
NOTHING = {"nothing": ("", b"")}


def post(served: Any, data: Any = None, files: Any = NOTHING) -> Any:
    return served.client.post("/receipts", data=data, files=files)


def test_the_answer_is_a_file_with_a_name_in_both_forms(served: Any) -> None:
    answer = post(served, {"purpose": "办事"}, FILE)
    assert (answer.status_code, answer.headers["content-type"], answer.content) == (201, "application/pdf", b"%PDF-")
    plain, _, named = answer.headers["content-disposition"].removeprefix("attachment; ").partition("; ")
    assert plain == 'filename="receipt-2026-000001.pdf"'
    assert unquote(named.removeprefix("filename*=UTF-8''")) == "核验回执-2026-000001.pdf"
    assert answer.headers["x-receipt-number"] == "2026-000001"
    assert answer.headers["x-verdict-summary"] == "undecided"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("data", "files", "code", "field"),
    [
        ({}, NOTHING, "FILE_MISSING", ["file"]),
        ({}, {"file": ("a.pdf", b"")}, "FILE_MISSING", ["file"]),
        ({"identifier": "1.2"}, FILE, "BAD_REQUEST", ["identifier"]),
        ({"face": "姓名=张三"}, FILE, "BAD_REQUEST", ["identifier"]),
        ({"identifier": "1.2", "face": "姓名"}, NOTHING, "MALFORMED_FORM", ["face"]),
        ({"identifier": "1.2", "face": "=张三"}, NOTHING, "MALFORMED_FORM", ["face"]),
        ({"identifier": "1.2", "fase": "姓名=张三"}, NOTHING, "BAD_REQUEST", ["fase"]),
        ({"on": "2026-01-31"}, FILE, "BAD_REQUEST", ["on"]),
        ({"identifier": ["1.2", "1.3"]}, NOTHING, "BAD_REQUEST", ["identifier"]),
        ({"identifier": "1.2", "purpose": ["a", "b"]}, NOTHING, "BAD_REQUEST", ["purpose"]),
        ({}, [("file", ("a.pdf", b"1")), ("file", ("b.pdf", b"2"))], "SEVERAL_FILES", ["file"]),
        ({"identifier": "1.2", "face": ["a=b"] * 200}, NOTHING, "MALFORMED_FORM", None),
    ],
)
def test_what_is_not_of_one_thing_is_refused_by_field(
    served: Any, data: Any, files: Any, code: str, field: list[str] | None
) -> None:
    answer = post(served, data, files)
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["extensions"]["code"]) == (400, code)
    assert error["extensions"].get("field") == field
    assert all(error["extensions"]["text"][language] for language in ("zh", "en"))


def test_another_kind_of_body_is_refused(served: Any) -> None:
    answer = served.client.post("/receipts", content=b"%PDF-", headers={"content-type": "application/pdf"})
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (415, "UNSUPPORTED_MEDIA_TYPE")


def test_it_is_asked_by_post_alone(served: Any) -> None:
    assert served.client.get("/receipts").status_code == 405


def test_a_wrong_token_is_no_anonymous_asker(served: Any) -> None:
    answer = served.client.post("/receipts", data={"purpose": "x"}, files=FILE, headers={"authorization": "Bearer x"})
    assert answer.status_code == 401
