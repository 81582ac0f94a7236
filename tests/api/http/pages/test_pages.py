"""The pages without a browser: what they lead to, what a browser may load for them, what is posted and answered."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.http.pages.answer import Subject, Told
from api.http.pages.frame import FILES
from api.http.pages.verifying import VerifyPages
from graph.codes.identifier import build_identifier

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
PAGES = ("/", "/verify", "/v/1.2.3", "/v/{known}", "/verify?identifier={known}", "/verify?identifier=1.2.3")


def post(served: Any, **form: Any) -> httpx.Response:
    answer: httpx.Response = served.client.post("/verify", headers=BROWSER, **form)
    return answer


def parts(*fields: tuple[str, str]) -> list[tuple[str, tuple[None, str]]]:
    """What was typed, as a browser's form sends it."""
    return [(name, (None, value)) for name, value in fields]


def read(page: httpx.Response) -> str:
    """What a person reads of a page."""
    return re.sub(r"<[^>]+>", " ", page.text)


@pytest.mark.parametrize("address", PAGES)
def test_everything_that_a_page_names_comes_from_this_server(served: Any, page: Any, address: str) -> None:
    shown = served.client.get(address.format(known=page.identifier), headers=BROWSER)
    named = re.findall(r'(?:src|href|action)="([^"]*)"', shown.text)
    assert named
    for each in named:
        assert re.match(r"/(?!/)|#", each), each
        path = each.partition("#")[0]
        if path and path != "/graphql":
            assert served.client.get(path).status_code == 200, each
    policy = dict(part.split(" ", 1) for part in shown.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == policy["form-action"] == "'self'"
    assert "unsafe" not in str(policy)
    assert not re.search(r"<style|<script(?! type=\"module\" src=)| on[a-z]+=| style=", shown.text)
    assert shown.headers["cache-control"] == "no-store"
    assert shown.headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("address", PAGES)
def test_the_head_of_a_page_is_that_of_the_page(served: Any, page: Any, address: str) -> None:
    path = address.format(known=page.identifier)
    head, whole = served.client.head(path), served.client.get(path)
    assert (head.status_code, head.content) == (whole.status_code, b"")
    own = ("date", "x-request-id", "content-length")  # a page may say the second at which it was asked for
    assert {name: value for name, value in head.headers.items() if name not in own} == {
        name: value for name, value in whole.headers.items() if name not in own
    }


def test_style_and_scripts_load_nothing_and_put_no_text_in_as_markup() -> None:
    for file in FILES.iterdir():
        text = file.read_text("utf-8")
        assert not re.search(r"https?://(?!www\.w3\.org)|@import|url\(", text), file
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", text), file


def test_no_other_file_is_served_beside_them(served: Any) -> None:
    assert served.client.get("/pages/style.css").headers["content-type"].startswith("text/css")
    assert served.client.get("/pages/verify.js").headers["content-type"].startswith("text/javascript")
    for path in ("../words.py", "%2e%2e/words.py", "..%2fwords.py", ""):
        assert served.client.get(f"/pages/{path}").status_code == 404


def test_a_visitor_has_three_choices(served: Any) -> None:
    shown = served.client.get("/")
    assert re.findall(r'<h2><a href="([^"]+)"', shown.text) == ["/verify", "/graphql", "#programs"]
    assert 'id="programs"' in shown.text
    assert "演示系统" in shown.text


def test_who_has_no_editor_is_not_led_to_it(serve: Callable[..., Any], tmp_path: Path) -> None:
    with serve(tmp_path, graphiql=False) as served:
        shown = served.client.get("/")
        assert 'href="/graphql"' not in shown.text
        assert "查询编辑器在本系统未启用" in shown.text


def test_who_goes_astray_in_a_browser_is_led_back_and_a_program_is_told(served: Any) -> None:
    lost = served.client.get("/nowhere", headers=BROWSER)
    assert (lost.status_code, 'href="/"' in lost.text) == (404, True)
    assert "没有这个地址" in lost.text
    assert served.client.get("/nowhere").json()["errors"][0]["extensions"]["code"] == "NOT_FOUND"


class TestAsking:
    def test_each_form_posts_by_itself_and_what_is_typed_stands_in_no_address(self, served: Any, page: Any) -> None:
        shown = served.client.get("/verify", params={"identifier": page.identifier})
        forms = re.findall(r"<form[^>]*>", shown.text)
        assert len(forms) == 4
        for form in forms:
            assert 'action="/verify"' in form
            assert 'method="post"' in form
            assert 'enctype="multipart/form-data"' in form
        assert re.findall(r'<form[^>]* id="([^"]+)"', shown.text) == [
            "by-face", "by-file", "by-photo", "by-identifier",
        ]  # fmt: skip

    def test_every_field_has_a_label_and_every_label_a_field(self, served: Any, page: Any) -> None:
        shown = served.client.get("/verify", params={"identifier": page.identifier}).text
        ids = re.findall(r' id="([^"]+)"', shown)
        assert len(ids) == len(set(ids))
        labelled = re.findall(r'<label for="([^"]+)"', shown)
        fields = re.findall(r'<input type="(?:text|file)" id="([^"]+)"', shown)
        assert set(labelled) == set(fields)
        for described in re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', shown):
            assert set(described.split()) <= set(ids)

    def test_the_fields_of_a_type_are_asked_by_their_labels(self, served: Any, page: Any) -> None:
        shown = served.client.get("/verify", params={"identifier": page.identifier.lower()}).text
        assert page.identifier in re.sub(r"<[^>]+>", "", shown)
        assert 'name="key" value="&lt;b&gt;姓名&lt;/b&gt;"' in shown
        assert "<b>" not in shown

    def test_what_a_person_has_typed_is_posted_whatever_it_turns_out_to_be(self, served: Any, page: Any) -> None:
        button = re.search(r'<button[^>]*formaction="([^"]+)"', served.client.get("/verify").text)
        assert button
        for typed, shows in ((page.identifier, 'id="by-face"'), ("34020019900101101X", "请核对输入的标识")):
            shown = served.client.post(button[1], files=parts(("identifier", typed)), headers=BROWSER)
            assert (shown.status_code, shows in shown.text) == (200, True)
        assert served.client.post(button[1], json={}).status_code == 415

    def test_of_a_type_that_is_not_known_names_are_asked_as_well(self, served: Any) -> None:
        other = build_identifier("11100000000013338W011", "11430000006122244L", "1").text
        shown = served.client.get("/verify", params={"identifier": other}).text
        assert shown.count('type="text" name="key"') == shown.count('type="text" name="value"') > 1

    def test_an_identifier_that_cannot_be_one_is_asked_again(self, served: Any) -> None:
        shown = served.client.get("/verify", params={"identifier": "<script>1.2.3"})
        assert "请核对输入的标识" in shown.text
        assert 'aria-invalid="true"' in shown.text
        assert 'id="by-face"' not in shown.text
        assert "<script>" not in shown.text


class TestAnswer:
    def test_a_browser_gets_a_page_and_a_program_json(self, served: Any) -> None:
        shown = post(served, files={"file": ("a.pdf", b"%PDF-")})
        assert (shown.status_code, shown.headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert "无法判定" in shown.text
        assert "没有可以绘制的盖章内容" in shown.text
        told = served.client.post("/verify", files={"file": ("a.pdf", b"%PDF-")})
        assert told.json()["length"] == 5

    def test_an_identifier_and_a_face_come_as_parts_of_a_form(self, served: Any) -> None:
        alone = served.client.post("/verify", files=parts(("identifier", "1.2.3")))
        assert alone.json() == {"summary": "undecided", "identifier": "1.2.3"}
        typed = parts(("identifier", "1"), ("key", "姓名"), ("value", "张三"), ("key", ""), ("value", " "))
        face = served.client.post("/verify", files=typed)
        assert face.json()["face"] == [["姓名", "张三"]]
        assert "信息不符" in post(served, files=typed).text
        whole = parts(("identifier", "1"), ("face", "姓名=张三"), ("face", "备注=a=b"))
        assert served.client.post("/verify", files=whole).json()["face"] == [["姓名", "张三"], ["备注", "a=b"]]

    def test_what_was_typed_is_written_as_text(self, served: Any) -> None:
        for field in ("identifier", "value"):
            typed = {"identifier": "1", "key": "k", "value": "v"} | {field: '"><script>alert(1)</script>'}
            assert "<script>alert" not in post(served, files=parts(*typed.items())).text

    @pytest.mark.parametrize(
        ("fields", "code"),
        [
            ([("identifier", "1"), ("file", "%PDF")], "BAD_REQUEST"),
            ([("identifier", "1"), ("identifier", "2")], "BAD_REQUEST"),
            ([("identifier", "1"), ("key", "姓名")], "MALFORMED_FORM"),
            ([("key", "k")] * 80 + [("value", "v")] * 80, "MALFORMED_FORM"),
            ([("identifier", "1"), ("face", "张三")], "MALFORMED_FORM"),
            ([("purpose", "")], "FILE_MISSING"),
            ([("identifier", "1"), ("on", "2026-01-31")], "BAD_REQUEST"),
        ],
    )
    def test_more_than_one_thing_or_none_is_refused_as_a_sentence(
        self, served: Any, fields: list[tuple[str, str]], code: str
    ) -> None:
        sent = [(name, ("a.pdf" if name == "file" else None, value)) for name, value in fields]
        told = served.client.post("/verify", files=sent)
        assert (told.status_code, told.json()["errors"][0]["extensions"]["code"]) == (400, code)
        shown = post(served, files=sent)
        assert (shown.status_code, code in shown.text) == (400, True)
        assert told.json()["errors"][0]["extensions"]["text"]["zh"] in read(shown)
        assert shown.headers["x-request-id"] in shown.text

    @pytest.mark.parametrize(("content", "says"), [(b"%PDF-busy", "请稍后"), (b"%PDF-away", "图数据库暂不可用")])
    def test_what_may_be_tried_again_says_so(self, served: Any, content: bytes, says: str) -> None:
        shown = post(served, files={"file": ("a.pdf", content)})
        assert shown.status_code == 503
        assert shown.headers["retry-after"]
        assert says in shown.text
        assert "这不说明证照有问题" in shown.text

    def test_what_is_too_large_is_refused_as_a_sentence(self, served: Any) -> None:
        shown = post(served, files={"file": ("a.pdf", b"0" * 200_001)})
        assert shown.status_code == 413
        assert "内容过大" in shown.text

    def test_a_receipt_is_offered_where_one_can_be_made(self, served: Any) -> None:
        typed = post(served, files=parts(("identifier", "1"), ("face", "姓名=张三"))).text
        (form,) = re.findall(r'<form[^>]*action="/receipts".*?</form>', typed)
        hidden = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)
        assert hidden == [("identifier", "1"), ("face", "姓名=张三")]
        pages = VerifyPages(demonstration=False, receipts=False, most=1)
        told = Told(Subject.IDENTIFIER, {"summary": "undecided"})
        assert b"/receipts" not in pages.answer(told).body
