"""What every page has around it: its head, the way to the other pages, and what a browser may load for it.

Everything comes from this server: the network in which it stands has no other, and a page that checks licences asks
nobody else for anything. No script and no style stands in a page itself.
"""

from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles

from api.http.pages import words
from api.http.pages.markup import Content, Markup, both, joined, tag
from graph.errors import Text

FILES: Final = Path(__file__).parent / "files"
FILES_PATH: Final = "/pages"
HOME_PATH: Final = "/"
VERIFY_PATH: Final = "/verify"
FIELDS_PATH: Final = "/verify/fields"
"""Where the fields of a face are asked for; what is typed is posted there, whatever it turns out to be."""

PAGE_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


def page_files() -> StaticFiles:
    """Serve style, scripts and the sign of the pages."""
    return StaticFiles(directory=FILES)


def wants_page(request: Request) -> bool:
    """Tell whether a browser wants to show the answer, and no program to read it."""
    return "text/html" in request.headers.get("accept", "")


def page(
    title: Text,
    *contents: Content,
    demonstration: bool,
    status: HTTPStatus = HTTPStatus.OK,
    headers: Mapping[str, str] | None = None,
    script: str | None = None,
) -> Response:
    """Answer with a page.

    Args:
        title: What it is called.
        contents: What stands on it.
        demonstration: Whether the store is a demonstration: every page says so.
        status: Of the answer.
        headers: Of the answer, beside its content policy.
        script: Name of the script that it may save a way with.
    """
    head = joined(
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width,initial-scale=1"),
        tag("meta", name="robots", content="noindex"),
        tag("title", f"{title.zh} · {words.NAME.zh}"),
        tag("link", rel="icon", href=f"{FILES_PATH}/icon.svg"),
        tag("link", rel="stylesheet", href=f"{FILES_PATH}/style.css"),
        tag("script", type="module", src=f"{FILES_PATH}/{script}") if script else None,
    )
    body = joined(
        tag("a", words.TO_CONTENT.zh, class_="skip", href="#content"),
        tag("p", words.DEMONSTRATION, class_="demonstration") if demonstration else None,
        _way(),
        tag("main", *contents, id="content"),
        tag("footer", tag("p", words.FOOTER)),
    )
    written = tag("html", tag("head", head), tag("body", body), lang="zh-CN")
    return HTMLResponse(
        f"<!doctype html>{written}", status, headers={"content-security-policy": PAGE_POLICY, **(headers or {})}
    )


def _way() -> Markup:
    name = tag("a", words.NAME.zh, tag("span", words.NAME.en, lang="en"), href=HOME_PATH, class_="name")
    links = tag("nav", tag("a", words.VERIFY.zh, href=VERIFY_PATH), aria_label=both(words.WAY))
    return tag("header", name, links, class_="top")
