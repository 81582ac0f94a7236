"""One request as everything behind the middleware knows it: who, when, in which language, for how long."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from starlette.requests import HTTPConnection

from api.identity.authenticator import Authenticator, Identity

REQUEST_ID: Final = "request_id"
"""Key of the request's id in the connection's state."""
ROLE: Final = "role"
"""Key of the asker's role in the connection's state, for the access log."""


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


@dataclass(frozen=True, slots=True)
class RequestReader:
    """Receives requests and says what they are."""

    authenticator: Authenticator
    clock: Callable[[], datetime]
    budget: timedelta

    async def read(self, request: HTTPConnection) -> RequestFacts:
        """Read the clock once, identify the asker.

        Raises:
            Unauthenticated: A token is shown that proves nothing.
        """
        at = self.clock()
        identity = await self.authenticator.identify(request.headers.get("authorization"), at)
        setattr(request.state, ROLE, identity.role.name.lower())
        return RequestFacts(identity, at, request_id(request), language(request), self.budget)


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
