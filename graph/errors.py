"""What the catalogue refuses, and why.

A refusal is raised once, where the rule is known, with the facts a clerk or a program needs: which field, which
value, which limit, which article. The rooms above show it; nobody translates it on the way.
"""

from dataclasses import dataclass, field

from graph.refusal_codes import Code


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence for people, in both languages of the system."""

    zh: str
    en: str


@dataclass(eq=False)
class Refusal(Exception):  # noqa: N818 - it is an answer, not a malfunction
    """An answer of no that the law, the codes or a limit give."""

    message: Text
    code: Code = Code.REFUSED
    """Stable name, for programs (`UNKNOWN_CODE`, `MISSING_GLYPH`)."""
    rules: tuple[str, ...] = ()
    """Articles that are the reason, as `WH-13`."""
    path: tuple[str, ...] = ()
    """Where in the input, outermost first."""
    value: str | None = None
    """The offending value as given; None where it is secret or absent."""
    limit: str | None = None
    """The bound that was passed, with its unit."""
    extra: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        where = ".".join(self.path)
        cited = f" [{', '.join(self.rules)}]" if self.rules else ""
        return f"{where + ': ' if where else ''}{self.message.zh}{cited}"


class Malformed(Refusal):
    """The input cannot be what it claims to be: a form, a check digit, a word of a closed list."""


class NotFound(Refusal):
    """There is no such thing, or none that the asker may know of."""


class Forbidden(Refusal):
    """The asker's role or post does not carry this act."""


class Conflict(Refusal):
    """The state of things does not allow this act now."""


class LimitExceeded(Refusal):
    """More was asked than one request may have."""


class Busy(Refusal):
    """Whoever could do it has enough to do; the same may be asked again in a moment."""


class NoPolicy(Refusal):
    """No policy binds this department on this day; a neighbour's is never borrowed."""
