"""The page in which queries are tried out: GraphiQL, served from our own files."""

from pathlib import Path
from string import Template
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles

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
    "body>p{margin:0;padding:.3rem 1rem;background:#fff3cd;font:600 .85rem sans-serif}</style></head>"
    '<body>$notice<div id="graphiql"></div>'
    f'<script src="{EDITOR_PATH}/graphiql.js"></script></body></html>'
)


def editor(*, demonstration: bool) -> Response:
    """Show the query editor."""
    mark = "演示 · " if demonstration else ""
    notice = f"<p>{INVENTED}</p>" if demonstration else ""
    page = EDITOR.substitute(title=f"{mark}证图 GraphiQL", notice=notice)
    return HTMLResponse(page, headers={"content-security-policy": EDITOR_POLICY})


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
