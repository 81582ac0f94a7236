"""The application: which address leads where, and what is opened before the first request and closed after the last.

What it needs from the other rooms comes as `Parts`; it neither opens a store nor knows a rule.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send
from strawberry import Schema

from api.graphql.guard.admission import UNKNOWN
from api.http.body import PACE, Bodies, Pace
from api.http.editor import EDITOR_PATH, editor, editor_files, wants_page
from api.http.executing import guarded
from api.http.graphql import ContextFactory, GraphQLEndpoint
from api.http.head_limit import BoundedHeads
from api.http.license_page import LicenseLookup, LicensePages
from api.http.middleware import FailureMiddleware, RequestMiddleware
from api.http.monitoring import Monitoring, Ready
from api.http.origins import other_origins
from api.http.pages.frame import FIELDS_PATH, FILES_PATH, HOME_PATH, VERIFY_PATH, page_files
from api.http.pages.home import home
from api.http.pages.receipt import RECEIPTS_PATH
from api.http.pages.verifying import VerifyPages
from api.http.receipts import MakeReceipt, ReceiptEndpoint
from api.http.trusted_documents import read_documents
from api.http.unanswered import unanswered
from api.http.verify import Verifier, VerifyEndpoint
from api.identity.authenticator import Authenticator, FixedKeys, Issuer, jwks_source
from api.identity.request import RequestReader
from api.identity.tokens import ISSUER, WARNING, DevelopmentIssuer
from api.process.logging import events
from api.process.metrics import Metrics
from api.process.settings import Settings
from graph.store.bounds import Lengths

GRACE_SECONDS: Final = 4
"""How long open requests may take to end when the process is told to stop."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the application is given: the composition root puts it together."""

    settings: Settings
    schema: Schema
    context: ContextFactory
    """Makes the resolvers' context from a `RequestFacts`."""
    verifier: Verifier
    """Judges files, identifiers and faces, against the register."""
    receipt: MakeReceipt
    """Has something judged, and makes the receipt of that."""
    license_page: LicenseLookup
    """Looks up what anybody may know of one licence."""
    ready: Ready
    clock: Callable[[], datetime]
    """The present, with time zone."""
    demonstration: bool = False
    """Whether the store is a demonstration; every page says so."""
    development_issuer: DevelopmentIssuer | None = None
    more: Callable[[RequestReader], Sequence[BaseRoute]] = lambda _requests: ()
    """Further routes, which the composition root knows how to answer."""
    opened: Callable[[], AbstractAsyncContextManager[object]] = nullcontext
    """Opens what needs a running loop (the store's driver) and closes it again."""
    lengths: Callable[[], Lengths] = lambda: UNKNOWN
    """How long the short lists of the store are, as far as that is known now."""
    figures: Path | None = None
    """Folder of the figures of all processes that serve; None where this one serves alone."""
    pace: Pace = PACE
    """How fast what is sent in must come."""


def build_app(parts: Parts) -> Starlette:
    """Put the application together.

    Raises:
        SettingRefused: The file of trusted documents is not as it must be.
    """
    settings, metrics = parts.settings, Metrics(parts.figures)
    requests = RequestReader(
        Authenticator(trusted_issuers(settings, parts.development_issuer)),
        parts.clock,
        timedelta(seconds=settings.operation_seconds),
        settings.answer_bytes,
    )
    bodies = Bodies(settings.max_upload_bytes, parts.pace)
    endpoint = GraphQLEndpoint(
        schema=guarded(parts.schema, introspection=settings.introspection, lengths=parts.lengths),
        context=parts.context,
        requests=requests,
        documents=read_documents(settings.trusted_documents, only=settings.trusted_documents_only),
        metrics=metrics,
        bodies=bodies,
        introspection=settings.introspection,
    )
    monitoring = Monitoring(parts.ready, metrics)
    receipts = parts.demonstration or bool(settings.registrar)
    pages = VerifyPages(parts.demonstration, receipts, settings.max_upload_bytes)
    verify = VerifyEndpoint(parts.verifier, requests, bodies, pages)
    routes: list[BaseRoute] = [  # one after the other is tried: what is asked most stands first
        Route("/graphql", _Front(endpoint, settings, demonstration=parts.demonstration)),
        Route(VERIFY_PATH, verify.answer, methods=["GET", "POST"]),
        Route(HOME_PATH, _home(parts)),
        Route(FIELDS_PATH, verify.fields, methods=["GET", "POST"]),
        Route(RECEIPTS_PATH, ReceiptEndpoint(parts.receipt, requests, bodies).take, methods=["POST"]),
        Route("/v/{identifier}", LicensePages(parts.license_page, requests, parts.demonstration).show),
        Route("/healthz", monitoring.healthz),
        Route("/readyz", monitoring.readyz),
        Route("/metrics", monitoring.figures),
        Mount(FILES_PATH, page_files(), name="pages"),
        *parts.more(requests),
    ]
    if settings.graphiql:
        routes.insert(0, Mount(EDITOR_PATH, editor_files(), name="editor"))
    return Starlette(
        routes=routes,
        middleware=[
            Middleware(RequestMiddleware, metrics=metrics),
            *other_origins(settings.origins),
            Middleware(FailureMiddleware),
        ],
        exception_handlers={HTTPException: partial(unanswered, demonstration=parts.demonstration)},
        lifespan=_lifespan(parts),
    )


def trusted_issuers(settings: Settings, development: DevelopmentIssuer | None) -> Sequence[Issuer]:
    """List whose tokens are believed: the issuer of the settings, and the development issuer where there is one."""
    issuers = []
    if settings.jwks:
        issuers.append(Issuer(settings.issuer, settings.audience, jwks_source(settings.jwks)))
    if development is not None:
        issuers.append(Issuer(ISSUER, development.audience, FixedKeys(development.public_keys())))
    return issuers


def server(app: ASGIApp, settings: Settings) -> uvicorn.Server:
    """Make the server of one process; its `run` or `serve` ends after SIGINT or SIGTERM, open requests first."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            host=settings.host,
            port=settings.port,
            http=BoundedHeads,
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
    )


def public_address(settings: Settings) -> str:
    """Where people reach this service; without a setting, where it listens."""
    if "public_url" in settings.model_fields_set:
        return str(settings.public_url).rstrip("/")
    return f"http://{settings.host}:{settings.port}"


def _home(parts: Parts) -> Callable[[Request], Response]:
    """The page at which a visitor comes in; it is the same for everybody."""
    shown, demonstration = parts.settings.graphiql, parts.demonstration
    return lambda _request: home(graph_shown=shown, demonstration=demonstration)


@dataclass(frozen=True, slots=True)
class _Front:
    """`/graphql`: the query editor for a browser, GraphQL for everything else."""

    endpoint: ASGIApp
    settings: Settings
    demonstration: bool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.settings.graphiql and wants_page(Request(scope, receive)):
            shown = editor(public_address(self.settings), demonstration=self.demonstration)
            await shown(scope, receive, send)
        else:
            await self.endpoint(scope, receive, send)


def _lifespan(parts: Parts) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        if parts.development_issuer is not None:
            events().warning(WARNING.zh + " " + WARNING.en)
        async with parts.opened():
            events().info("serving", host=parts.settings.host, demonstration=parts.demonstration)
            yield
        events().info("stopped")

    return lifespan
