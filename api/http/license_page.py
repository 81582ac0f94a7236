"""A licence's page, to which the QR code on it leads: what anybody may know of it, as it stands now.

It shows type, issuer, state, dates and open objections, and never who holds it: whoever holds a copy could read it.
Whether what somebody shows is this licence is told by its file, or by comparing what stands on it; the page leads to
both.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from api.http.errors import report
from api.http.pages import words
from api.http.pages.answer import moment
from api.http.pages.asking import face_path
from api.http.pages.frame import VERIFY_PATH, page
from api.http.pages.markup import Markup, joined, tag
from api.http.pages.shapes import Shape, Tone
from api.http.pages.state import facts, head, objection, state_head
from api.http.pages.state import identifier as written
from api.identity.authenticator import Unauthenticated
from api.identity.request import RequestFacts, RequestReader
from graph.codes.typed_identifier import check_typed_identifier, please_check
from graph.errors import Text
from graph.store.errors import StoreUnavailable
from graph.words.china_time import china_time
from graph.words.licensing import LicenseStatus
from licenses.proof.causes import Cause
from licenses.proof.wording import sentence


@dataclass(frozen=True, slots=True)
class LicensePage:
    """What anybody may know of one licence."""

    identifier: str
    type_name: Text
    issuer: str
    status: LicenseStatus
    issued_on: date
    valid_until: date | None
    """Last day of validity; None where it holds without end."""
    at: datetime
    """When it was asked."""
    open_objections: int
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
            asked = await self.requests.read(request)
            if not typed.acceptable:
                return self._apology(please_check(typed.findings[0].message), HTTPStatus.NOT_FOUND)
            found = await self.lookup(typed.text, asked)
        except Unauthenticated:
            return self._apology(words.BAD_TOKEN, HTTPStatus.UNAUTHORIZED)
        except StoreUnavailable as error:
            told = report(error, route=request.scope["route"].path)
            return self._apology(told.text, told.status, told.headers, words.TRY_AGAIN)
        if found is None:
            return self._apology(words.NO_LICENSE, HTTPStatus.NOT_FOUND)
        return page(words.STATE, license_html(found), demonstration=found.demonstration)

    def _apology(
        self, text: Text, status: HTTPStatus, headers: Mapping[str, str] | None = None, then: Text | None = None
    ) -> Response:
        told = head(
            Shape.NOTHING,
            Tone.UNKNOWN,
            tag("h1", text, class_="word"),
            tag("p", then, data_retryable="true") if then else None,
        )
        return page(
            text,
            tag("section", told, _ways(None), class_="verdict"),
            demonstration=self.demonstration,
            status=status,
            headers=headers,
        )


def license_html(shown: LicensePage) -> Markup:
    """Write what is known of one licence."""
    until = words.WITHOUT_END if shown.valid_until is None else str(shown.valid_until)
    return joined(
        tag("h1", words.STATE),
        tag(
            "section",
            state_head(shown.status),
            facts(
                (words.TYPE, shown.type_name),
                (words.IDENTIFIED, written(shown.identifier)),
                (words.ISSUER, shown.issuer),
                (words.ISSUED_ON, str(shown.issued_on)),
                (words.VALID_UNTIL, until),
                (words.STATE_AT, moment(china_time(shown.at))),
            ),
            objection(_open(shown.open_objections)) if shown.open_objections else None,
            _ways(shown.identifier),
            tag("p", words.NO_HOLDER, class_="hint"),
            class_="verdict",
        ),
    )


def _open(objections: int) -> Text:
    """What a verdict says of them."""
    return sentence(Cause.CONTESTED, {"open": str(objections)})


def _ways(identifier: str | None) -> Markup:
    """Where one can go on: to its face, and to its file."""
    return tag(
        "p",
        tag("a", words.TO_FACE.zh, href=face_path(identifier), class_="button") if identifier else None,
        tag("a", words.VERIFY_FILE.zh, href=VERIFY_PATH, class_="button second"),
        class_="buttons",
    )
