"""Pages for people: what the QR code on a licence leads to, and the query editor.

Both are complete in themselves: the network this runs in has no other server to fetch from. A licence's page shows
type, issuer, state and dates, and never who holds it: whoever holds a copy could read it.
"""

from base64 import b64encode
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from html import escape
from http import HTTPStatus
from string import Template
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.http.errors import report
from api.identity.authenticator import Unauthenticated
from api.identity.request import RequestFacts, RequestReader
from graph.codes.typed_identifier import check_typed_identifier, please_check
from graph.errors import Text
from graph.store.errors import StoreUnavailable

STYLE: Final = (
    "body{font-family:'Noto Sans SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif;margin:0;"
    "background:#f4f5f7;color:#1c2430}main{max-width:34rem;margin:2rem auto;background:#fff;padding:1.5rem 1.75rem;"
    "border-top:4px solid #b3261e;box-shadow:0 1px 3px #0002}h1{font-size:1.25rem;margin:0 0 1rem}"
    "dl{display:grid;grid-template-columns:8rem 1fr;gap:.6rem 1rem;margin:0}dt{color:#5b6675}dd{margin:0;"
    "overflow-wrap:anywhere}small{display:block;color:#5b6675;font-size:.8rem}.state{font-size:1.1rem;font-weight:600}"
    ".demonstration{background:#fff3cd;border:1px solid #e0b400;padding:.6rem .8rem;margin:0 0 1rem;font-weight:600}"
    "footer{margin-top:1.25rem;font-size:.85rem;color:#5b6675}"
)
STYLE_HASH: Final = b64encode(sha256(STYLE.encode()).digest()).decode()
PAGE_POLICY: Final = f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; frame-ancestors 'none'; base-uri 'none'"

FRAME: Final = Template(
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">'
    "<title>$title</title><style>$style</style></head><body><main>$demonstration<h1>$title</h1>$content"
    "<footer>$footer</footer></main></body></html>"
)
DEMONSTRATION: Final = (
    '<p class="demonstration">演示 · 本页所示证照为演示数据，不具有法律效力'
    "<small>Demonstration: this licence is not real and proves nothing</small></p>"
)
INVENTED: Final = "演示系统，人员与证照均为虚构 · Demonstration: people and licences are invented"
NOTICE: Final = (
    "本页不显示持证人信息。核对证照原件请使用“核验”功能。"
    "<small>This page never shows the holder. To check a file, have it verified.</small>"
)


@dataclass(frozen=True, slots=True)
class LicensePage:
    """What anybody may know of one licence."""

    identifier: str
    type_name: Text
    issuer: str
    state: Text
    issued_on: date
    valid_until: date | None
    """Last day of validity; None where it holds without end."""
    demonstration: bool


LicenseLookup = Callable[[str, RequestFacts], Awaitable[LicensePage | None]]


@dataclass(frozen=True, slots=True)
class LicensePages:
    """`GET /v/<identifier>`."""

    lookup: LicenseLookup
    requests: RequestReader
    demonstration: bool

    async def show(self, request: Request) -> Response:
        """Show the page of one licence, or say that there is none."""
        typed = check_typed_identifier(request.path_params["identifier"])
        try:
            facts = await self.requests.read(request)
            if not typed.acceptable:
                wrong = please_check(typed.findings[0].message)
                return _html(_apology(wrong, demonstration=self.demonstration), HTTPStatus.NOT_FOUND)
            found = await self.lookup(typed.text, facts)
        except Unauthenticated:
            return _html(_apology(Text("令牌无效", "The token is not valid")), HTTPStatus.UNAUTHORIZED)
        except StoreUnavailable as error:
            told = report(error, route=request.scope["route"].path)
            page = _apology(told.text, demonstration=self.demonstration, retryable=True)
            return _html(page, told.status, told.headers)
        if found is None:
            missing = Text("没有该证照", "There is no such licence in this register")
            return _html(_apology(missing, demonstration=self.demonstration), HTTPStatus.NOT_FOUND)
        return _html(license_html(found), HTTPStatus.OK)


def license_html(page: LicensePage) -> str:
    """Write the page of one licence."""
    until = Text("长期", "without end") if page.valid_until is None else Text(str(page.valid_until), "")
    rows = (
        ("证照类型", "Type", page.type_name, ""),
        ("证照标识", "Identifier", Text(page.identifier, ""), ""),
        ("颁发机构", "Issued by", Text(page.issuer, ""), ""),
        ("颁发日期", "Issued on", Text(str(page.issued_on), ""), ""),
        ("有效期至", "Valid until", until, ""),
        ("证照状态", "State", page.state, ' class="state"'),
    )
    listed = "".join(
        f"<dt>{zh}<small>{en}</small></dt><dd{mark}>{escape(value.zh)}<small>{escape(value.en)}</small></dd>"
        for zh, en, value, mark in rows
    )
    return FRAME.substitute(
        title="电子证照信息",
        style=STYLE,
        demonstration=DEMONSTRATION if page.demonstration else "",
        content=f"<dl>{listed}</dl>",
        footer=NOTICE,
    )


def _apology(text: Text, *, demonstration: bool = False, retryable: bool = False) -> str:
    return FRAME.substitute(
        title=escape(text.zh),
        style=STYLE,
        demonstration=DEMONSTRATION if demonstration else "",
        content=f'<p data-retryable="{str(retryable).lower()}">{escape(text.en)}</p>',
        footer="",
    )


def _html(page: str, status: HTTPStatus, headers: Mapping[str, str] | None = None) -> Response:
    return HTMLResponse(page, status, headers={"content-security-policy": PAGE_POLICY, **(headers or {})})
