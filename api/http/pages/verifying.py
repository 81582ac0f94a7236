"""The page of verification: the forms, and above them the verdict, or why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from starlette.responses import Response

from api.http.errors import RETRYABLE
from api.http.pages import words
from api.http.pages.answer import Told, answer_html
from api.http.pages.asking import Asked, forms
from api.http.pages.frame import page
from api.http.pages.markup import Markup, tag
from api.http.pages.shapes import Shape, Tone
from api.http.pages.state import head
from graph.errors import Text
from graph.refusal_codes import Code

_SCRIPT: Final = "verify.js"


@dataclass(frozen=True, slots=True)
class VerifyPages:
    """Draws it."""

    demonstration: bool
    receipts: bool
    """Whether somebody is set to make them."""
    most: int
    """Bytes of the largest file."""

    def ask(self, asked: Asked) -> Response:
        """Show the forms."""
        lead = tag("p", words.ASK_LEAD, class_="lead")
        return self._page(words.ASK, asked, words.ASK_HOW, Markup(""), HTTPStatus.OK, {}, lead)

    def answer(self, told: Told) -> Response:
        """Show a verdict."""
        verdict = answer_html(told, receipts=self.receipts)
        return self._page(words.VERDICT, Asked(), words.ASK_AGAIN, verdict, HTTPStatus.OK, {})

    def failed(self, text: Text, code: Code, status: HTTPStatus, headers: Mapping[str, str], number: str) -> Response:
        """Say why there is no verdict.

        Args:
            text: Why.
            code: The same for programs, and for whoever is told of it.
            status: Of the answer.
            headers: Of the answer.
            number: Of the request.
        """
        known = words.CODE_AND_REQUEST.zh.format(code=code.value, request=number)
        told = head(
            Shape.NOTHING,
            Tone.UNKNOWN,
            tag("h2", words.NO_VERDICT, id="verdict-title", class_="word", tabindex=-1),
            tag("p", text, class_="reason"),
            tag("p", words.TRY_AGAIN, class_="next", data_retryable="true") if code in RETRYABLE else None,
            tag("p", tag("code", known), class_="hint"),
        )
        shown = tag("section", told, class_="verdict", aria_labelledby="verdict-title")
        return self._page(words.NO_VERDICT, Asked(), words.ASK_AGAIN, shown, status, headers)

    def _page(
        self,
        title: Text,
        asked: Asked,
        asking: Text,
        answer: Markup,
        status: HTTPStatus,
        headers: Mapping[str, str],
        lead: Markup | None = None,
    ) -> Response:
        return page(
            title,
            tag("h1", words.ASK),
            lead,
            tag("div", answer, id="answer"),
            forms(asked, asking, self.most),
            demonstration=self.demonstration,
            status=status,
            headers=headers,
            script=_SCRIPT,
        )
