"""Files at the addresses of the small city's service."""

from __future__ import annotations

from datetime import timedelta

import httpx
from builders import office
from builders.office import Office
from starlette.applications import Starlette

from api.identity.authenticator import PUBLIC, Authenticator, Identity
from api.identity.request import RequestReader
from api.identity.tokens import open_issuer
from api.service.app import trusted_issuers


async def fetched(api: Office, path: str, by: Identity) -> httpx.Response:
    """What an address of the service answers to somebody with his token."""
    settings = api.service.settings
    issuer = open_issuer(settings, demonstration=True)
    authenticator = Authenticator(trusted_issuers(settings, issuer))
    requests = RequestReader(authenticator, lambda: office.NOW, timedelta(seconds=10))
    headers = {}
    if by is not PUBLIC:
        headers["authorization"] = f"Bearer {issuer.token(by, office.NOW, timedelta(hours=1))}"
    transport = httpx.ASGITransport(Starlette(routes=api.service._routes(requests)))
    async with httpx.AsyncClient(transport=transport, base_url="http://licences.example") as client:
        return await client.get(path, headers=headers)
