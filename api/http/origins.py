"""Front ends on other origins: what a browser lets their pages ask, and read of the answers (CORS).

1. The origins of the setting, letter by letter, and no other; without any, nothing here is in the way of a request.
2. Who asks is said by a bearer token, which a page has to hold to send it: no cookie counts here, none is asked for.
3. What a page could not send by itself is asked for first (OPTIONS) and answered here, on every address.
4. Every answer says that it varies by origin, and a failure is read by a page like any other answer.

What the server refuses before it knows the headers (431) is not readable for a page.
"""

from collections.abc import Sequence
from typing import Final

from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from api.http.middleware import REQUEST_ID_HEADER
from api.http.operations import PREFLIGHT
from api.http.receipts import NUMBER_HEADER, SUMMARY_HEADER

METHODS: Final = ("GET", "HEAD", "POST")
SENT: Final = ("accept", "accept-language", "authorization", "content-type", PREFLIGHT, REQUEST_ID_HEADER)
"""Headers that a page may send."""
READ: Final = (
    REQUEST_ID_HEADER, "retry-after", "content-disposition", "www-authenticate", "allow", NUMBER_HEADER, SUMMARY_HEADER
)  # fmt: skip
"""Headers that a page may read, besides those that every page may."""
KEPT_SECONDS: Final = 600
"""How long a browser need not ask again whether it may."""


def other_origins(allowed: Sequence[str]) -> list[Middleware]:
    """The layer that answers pages of other origins; none where no origin is allowed."""
    if not allowed:
        return []
    return [
        Middleware(
            CORSMiddleware,
            allow_origins=allowed,
            allow_methods=METHODS,
            allow_headers=SENT,
            allow_private_network=True,  # who names an origin knows in which network he serves
            expose_headers=READ,
            max_age=KEPT_SECONDS,
        )
    ]
