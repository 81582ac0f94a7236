"""How the state of a licence is told: each by a sign, a word and a tone of its own."""

from collections.abc import Mapping
from typing import Final

from api.http.pages import words
from api.http.pages.markup import Content, Markup, tag
from api.http.pages.shapes import Shape, Tone
from graph.errors import Text
from graph.words.licensing import LicenseStatus

SIGNS: Final[Mapping[LicenseStatus, tuple[Shape, Tone]]] = {
    LicenseStatus.IN_FORCE: (Shape.CHECK, Tone.GOOD),
    LicenseStatus.NOT_YET_VALID: (Shape.CLOCK, Tone.COMING),
    LicenseStatus.EXPIRED: (Shape.HOURGLASS, Tone.OVER),
    LicenseStatus.SUSPENDED: (Shape.PAUSE, Tone.PAUSED),
    LicenseStatus.CANCELLED: (Shape.STRUCK, Tone.BAD),
    LicenseStatus.REPLACED: (Shape.EXCHANGE, Tone.CHANGED),
    LicenseStatus.UNDECIDED: (Shape.QUESTION, Tone.UNKNOWN),
}


def state_head(status: LicenseStatus) -> Markup:
    """The state of a licence in large letters, and what it means."""
    shape, tone = SIGNS[status]
    return head(shape, tone, tag("p", words.STATES[status], class_="word"), tag("p", words.STATES_MEAN[status]))


def head(shape: Shape, tone: Tone, *contents: Content) -> Markup:
    """A sign beside what it stands for."""
    return tag("div", shape.drawn, tag("div", *contents), class_=f"told {tone.value}")


def objection(why: Text) -> Markup:
    """That objections to a licence are open."""
    title = tag("strong", words.OBJECTION)
    return tag("p", Shape.WARNING.drawn, tag("span", title, tag("span", why)), class_="objection")


def identifier(text: str) -> Markup:
    """An identifier, which breaks behind a dot where it has to."""
    first, *rest = text.split(".")
    return tag("code", first, *(part for each in rest for part in (tag("wbr"), f".{each}")))


def facts(*rows: tuple[Text, Content]) -> Markup:
    """Names and what they are, one below the other."""
    return tag("dl", *(part for name, value in rows for part in (tag("dt", name), tag("dd", value))), class_="facts")
