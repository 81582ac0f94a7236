"""The page in which queries are tried out: GraphiQL, served from our own files.

Above it stands a bar for files, which the editor does not know: those that a mutation takes, and that an answer names.
"""

from pathlib import Path
from string import Template
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles

from api.http.pages import words
from api.http.pages.frame import FILES_PATH
from api.http.pages.markup import tag
from api.http.plain import in_both

EDITOR_FILES: Final = Path(__file__).parent.parent / "vendor" / "graphiql"
EDITOR_PATH: Final = "/graphql/editor"

INVENTED: Final = "演示系统，人员与证照均为虚构 · Demonstration: people and licences are invented"

EDITOR_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; "
    "form-action 'none'"
)

EDITOR: Final = Template(
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width,initial-scale=1"><title>$title</title>'
    f'<link rel="icon" href="data:,"><link rel="stylesheet" href="{EDITOR_PATH}/graphiql.css">'
    "<style>body{margin:0;display:flex;flex-direction:column;height:100dvh}#graphiql{flex:1;min-height:0}"
    "body>p{margin:0;padding:.3rem 1rem;background:#fff3cd;font:600 .85rem sans-serif}"
    "#files{display:flex;flex-wrap:wrap;align-items:center;gap:.3rem 1rem;padding:.3rem 1rem;"
    "border-bottom:1px solid #ccd;font:.85rem sans-serif}#files small{color:#445}"
    "#files :focus-visible{outline:2px solid #06c;outline-offset:2px}"
    "#files [role=status]{font-weight:600;color:#8a1f11}"
    "#files [data-offered]{display:flex;flex-wrap:wrap;gap:.3rem;max-height:20dvh;overflow:auto}"
    "#files button{max-width:100%;overflow-wrap:anywhere;text-align:left}</style></head>"
    '<body>$notice$files<div id="graphiql"></div>'
    f'<script src="{FILES_PATH}/editor.js"></script><script src="{EDITOR_PATH}/graphiql.js"></script></body></html>'
)


def editor(public_url: str, *, demonstration: bool) -> Response:
    """Show the query editor.

    Args:
        public_url: With what the addresses of files begin that answers name.
        demonstration: Whether the store is a demonstration.
    """
    mark = "演示 · " if demonstration else ""
    notice = f"<p>{INVENTED}</p>" if demonstration else ""
    page = EDITOR.substitute(title=f"{mark}证图 GraphiQL", notice=notice, files=_bar(public_url))
    return HTMLResponse(page, headers={"content-security-policy": EDITOR_POLICY})


def _bar(public_url: str) -> str:
    return tag(
        "div",
        tag("label", f"{in_both(words.FILES_SENT)} ", tag("input", type="file", multiple=True)),
        tag("small", in_both(words.FILES_SENT_HOW)),
        tag("span", role="status"),
        tag("span", data_offered=True),
        id="files",
        role="group",
        aria_label=in_both(words.FILES_SENT),
        data_begins=public_url,
        data_missing=in_both(words.FILE_MISSING),
        data_fetch=in_both(words.FETCH_FILE),
        data_fetched=in_both(words.FILE_FETCHED),
        data_refused=in_both(words.FILE_REFUSED),
    )


def editor_files() -> StaticFiles:
    """Serve the editor's own files."""
    return StaticFiles(directory=EDITOR_FILES)


def wants_page(request: Request) -> bool:
    """Tell whether a browser has come to look, not a program to ask.

    A query that its address names is shown in the editor, for whoever has come to ask it as himself.
    """
    return (
        request.method == "GET"
        and "text/html" in request.headers.get("accept", "")
        and "documentId" not in request.query_params
    )
