"""A request that ends – overdue, or left by its client – leaves nothing running in the store."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
import strawberry
from builders.office import Office
from builders.running import LONG, comes_to
from starlette.types import ASGIApp, Message

from api.service.app import build_app
from graph.store.edges import Batch


async def _long(view: Any, keys: Any) -> list[Any]:
    return [await view.read(LONG) for _ in keys]


SLOW = Batch(_long)


@strawberry.type
class Query:
    @strawberry.field
    async def read(self, info: strawberry.Info) -> int | None:
        """A field that reads by itself."""
        found: int = await info.context.view.read(LONG)
        return found

    @strawberry.field
    async def loaded(self, info: strawberry.Info) -> int | None:
        """A field that reads together with its siblings, in a task that is not the request's."""
        found: int = await info.context.load(SLOW, "k")
        return found


SCHEMA = strawberry.Schema(Query)


def application(api: Office, seconds: float) -> ASGIApp:
    parts = api.service.parts()
    return build_app(
        replace(parts, schema=SCHEMA, settings=parts.settings.model_copy(update={"operation_seconds": seconds}))
    )


async def asked(app: ASGIApp, query: str, left: Callable[[], Awaitable[object]]) -> list[Message]:
    """What the server sends to a client who stays until something has happened."""
    sent: list[Message] = []
    body = [json.dumps({"query": query}).encode()]

    async def receive() -> Message:
        if body:
            return {"type": "http.request", "body": body.pop()}
        await left()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http",
        "path": "/graphql", "raw_path": b"/graphql", "query_string": b"", "root_path": "",
        "headers": [(b"host", b"x"), (b"content-type", b"application/json")],
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 2), "state": {},
    }  # fmt: skip
    await app(scope, receive, send)
    return sent


@pytest.mark.parametrize("query", ["{ read }", "{ loaded }", "{ read loaded }"])
async def test_what_an_overdue_request_asked_ends_in_the_store(api: Office, query: str) -> None:
    sent = await asked(application(api, 0.5), query, asyncio.Event().wait)
    assert b"DEADLINE_EXCEEDED" in b"".join(message.get("body", b"") for message in sent)
    assert await comes_to(api.store, 0)


@pytest.mark.parametrize("query", ["{ read }", "{ loaded }"])
async def test_what_a_client_asked_who_has_left_ends_in_the_store(api: Office, query: str) -> None:
    await asked(application(api, 60), query, lambda: comes_to(api.store, 1))
    assert await comes_to(api.store, 0)
