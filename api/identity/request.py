"""One request as everything behind the middleware knows it: who, when, in which language, for how long."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from ipaddress import ip_address, ip_network
from typing import Final

from starlette.requests import HTTPConnection

from api.identity.authenticator import Authenticator, Identity
from graph.store.allowance import MOST_BYTES, Allowance
from graph.words.people import Role
from licenses.proof.confinement.shares import Asker

REQUEST_ID: Final = "request_id"
"""Key of the request's id in the connection's state."""
ROLE: Final = "role"
"""Key of the asker's role in the connection's state, for the access log."""


NETWORKS_KEPT: Final = 1_024
"""Addresses whose network is kept."""


class Language(StrEnum):
    """In which language a person is answered."""

    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """Facts of one request."""

    identity: Identity
    at: datetime
    """When it came in; the only clock a request sees."""
    request_id: str
    """The same in the answer's `X-Request-Id`, in the logs and in errors."""
    language: Language
    budget: timedelta
    """How long it may take."""
    network: str = ""
    """From where it came: the address, or the network that one customer has (IPv6)."""
    allowance: Allowance = field(default_factory=Allowance, compare=False)
    """What it may have."""

    @property
    def asker(self) -> Asker:
        """Who is counted as one where much is asked: somebody with a token, or everybody at one address."""
        if self.identity.role is Role.PUBLIC:
            return Asker(self.network, known=False)
        return Asker((self.identity.role, self.identity.subject), known=True)


@dataclass(frozen=True, slots=True)
class RequestReader:
    """Receives requests and says what they are."""

    authenticator: Authenticator
    clock: Callable[[], datetime]
    budget: timedelta
    answer_bytes: int = MOST_BYTES

    async def read(self, request: HTTPConnection) -> RequestFacts:
        """Read the clock once, identify the asker.

        Raises:
            Unauthenticated: A token is shown that proves nothing.
        """
        at = self.clock()
        identity = await self.authenticator.identify(request.headers.get("authorization"), at)
        setattr(request.state, ROLE, identity.role.name.lower())
        return RequestFacts(
            identity,
            at,
            request_id(request),
            language(request),
            self.budget,
            network(request),
            Allowance(self.answer_bytes),
        )


def network(request: HTTPConnection) -> str:
    """Give the address of the client, of an IPv6 address its first 64 bits."""
    return _network(request.client.host if request.client else "")


@lru_cache(NETWORKS_KEPT)
def _network(host: str) -> str:
    try:
        address = ip_address(host)
    except ValueError:
        return host
    return host if address.version == 4 else str(ip_network((int(address), 64), strict=False))  # noqa: PLR2004


def request_id(request: HTTPConnection) -> str:
    """Give the id that the middleware has given to this request."""
    return str(getattr(request.state, REQUEST_ID, ""))


def language(request: HTTPConnection) -> Language:
    """Tell the language asked for: the first of ours in `Accept-Language`; programs that name none get English."""
    for part in request.headers.get("accept-language", "").split(","):
        for known in Language:
            if part.strip().lower().startswith(known.value):
                return known
    return Language.EN
