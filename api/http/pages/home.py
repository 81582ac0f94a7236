"""The page at which a visitor comes in: three choices, and the addresses for programs."""

from http import HTTPStatus

from starlette.responses import Response

from api.http.pages import words
from api.http.pages.frame import HOME_PATH, VERIFY_PATH, page
from api.http.pages.markup import Markup, tag
from api.http.pages.shapes import Shape, Tone
from api.http.pages.state import head
from graph.errors import Text

GRAPH_PATH = "/graphql"


def home(*, graph_shown: bool, demonstration: bool) -> Response:
    """Show it.

    Args:
        graph_shown: Whether the query editor is served.
        demonstration: Whether the store is a demonstration.
    """
    choices = (
        _choice(VERIFY_PATH, words.CHOOSE_VERIFY, words.CHOOSE_VERIFY_WHY),
        _choice(GRAPH_PATH, words.CHOOSE_GRAPH, words.CHOOSE_GRAPH_WHY)
        if graph_shown
        else _choice(None, words.CHOOSE_GRAPH, words.CHOOSE_GRAPH_OFF),
        _choice("#programs", words.CHOOSE_PROGRAMS, words.CHOOSE_PROGRAMS_WHY),
    )
    rows = [
        part for address, meaning in words.ADDRESSES for part in (tag("dt", tag("code", address)), tag("dd", meaning))
    ]
    return page(
        words.HOME,
        tag("h1", words.HOME),
        tag("p", words.HOME_LEAD, class_="lead"),
        tag("ul", *choices, class_="choices"),
        tag(
            "section",
            tag("h2", words.PROGRAMS, id="programs-title"),
            tag("dl", *rows, class_="addresses"),
            id="programs",
            class_="card",
            aria_labelledby="programs-title",
        ),
        demonstration=demonstration,
    )


def nowhere(*, demonstration: bool) -> Response:
    """Show somebody who has gone astray the way back."""
    told = head(Shape.NOTHING, Tone.UNKNOWN, tag("h1", words.NOWHERE, class_="word"), tag("p", words.NOWHERE_WHY))
    back = tag("p", tag("a", words.TO_HOME.zh, href=HOME_PATH, class_="button second"), class_="buttons")
    return page(
        words.NOWHERE,
        tag("section", told, back, class_="verdict"),
        demonstration=demonstration,
        status=HTTPStatus.NOT_FOUND,
    )


def _choice(address: str | None, name: Text, why: Text) -> Markup:
    title = tag("a", name, href=address) if address else name
    return tag("li", tag("h2", title), tag("p", why), class_="choice" if address else "choice off")
