"""The signs: each answer, verdict and state has an outline of its own, so that none is told by its colour alone."""

from enum import Enum, unique

from api.http.pages.markup import Markup

_CIRCLE = '<circle cx="24" cy="24" r="21"/>'
_OCTAGON = '<path d="M15 3h18l12 12v18L33 45H15L3 33V15z"/>'
_DIAMOND = '<path d="M24 2l22 22-22 22L2 24z"/>'
_TRIANGLE = '<path d="M24 3l22 40H2z"/>'
_SQUARE = '<rect x="4" y="4" width="40" height="40" rx="6"/>'
_HEXAGON = '<path d="M12.5 4h23L47 24 35.5 44h-23L1 24z"/>'
_DASHED = '<circle class="dashed" cx="24" cy="24" r="20"/>'
_SHEET = '<path d="M9 3h21l9 9v33H9z"/>'


@unique
class Shape(Enum):
    """A sign: its outline, and what is drawn upon it."""

    CHECK = _CIRCLE, '<path class="line" d="M14 25l7 7 14-15"/>'
    CROSS = _OCTAGON, '<path class="line" d="M16 16l16 16M32 16L16 32"/>'
    WARNING = _TRIANGLE, '<path class="line" d="M24 18v11M24 35.5v.5"/>'
    QUESTION = _DIAMOND, '<path class="line" d="M18.5 19a5.5 5.5 0 1 1 8 5c-2 1-2.5 2-2.5 4M24 34v.5"/>'
    PAUSE = _SQUARE, '<path class="line" d="M18 15v18M30 15v18"/>'
    STRUCK = _CIRCLE, '<path class="line" d="M11 37L37 11M17 24h14"/>'
    EXCHANGE = _HEXAGON, '<path class="line" d="M13 20h20l-6-6M35 29H15l6 6"/>'
    HOURGLASS = (
        '<path d="M8 3h32v5L29 24l11 16v5H8v-5l11-16L8 8z"/>',
        '<path class="line" d="M15 10h18M24 27v9M17 38h14"/>',
    )
    CLOCK = _DASHED, '<path class="line dark" d="M24 12v13l8 5"/>'
    NOTHING = '<circle class="hollow" cx="24" cy="24" r="19"/>', '<path class="line dark" d="M15 24h18"/>'
    COPY = _SHEET, '<path class="line" d="M15 24h18M15 32h18M30 4v9h8"/>'

    @property
    def drawn(self) -> Markup:
        """The sign as SVG; what it stands for is said beside it."""
        outline, upon = self.value
        return Markup(
            f'<svg class="shape" viewBox="0 0 48 48" aria-hidden="true" focusable="false">{outline}{upon}</svg>'
        )


@unique
class Tone(Enum):
    """How something is coloured, beside its sign and its word."""

    GOOD = "good"
    BAD = "bad"
    CAUTION = "caution"
    UNKNOWN = "unknown"
    PAUSED = "paused"
    OVER = "over"
    COMING = "coming"
    CHANGED = "changed"
