"""What the catalogue refuses, and why.

A refusal is raised once, where the rule is known, with the facts a clerk or a program needs: which field, which
value, which limit, which article. The rooms above show it; nobody translates it on the way. What is quoted in a
sentence is text and nothing more, whoever wrote it (`quoted`).
"""

import re
import unicodedata
from dataclasses import dataclass, field

from graph.refusal_codes import Code


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence for people, in both languages of the system."""

    zh: str
    en: str


LONGEST_QUOTE = 300
"""Characters of what somebody else wrote that are said again."""
_ACTING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories of Unicode: what moves a cursor, turns a line round, hides or breaks it."""
_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
"""Letters and marks of other categories that show nothing."""
_NO_CHARACTERS = frozenset(
    chr(each)
    for each in (
        *range(0xFDD0, 0xFDF0),
        *(plane | end for plane in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF)),
    )
)
"""Numbers that Unicode gives to no character, ever; XML, and with it a workbook, cannot hold some of them."""
_PERHAPS_ACTING = re.compile("[^ -~\u4e00-\u9fff]")
"""Whatever is no sign of ASCII and no common ideograph is looked at; those are never anything else."""


def printable(text: str) -> str:
    """A text in which nothing acts: what would is written out, as a backslash and its number.

    To a terminal a control character is a command, anywhere a bidi mark turns a sentence round, and a file may bear
    any name.
    """
    if text.isprintable() and (text.isascii() or _BLANK_LETTERS.isdisjoint(text)):
        return text  # what acts is of no category that Unicode counts as printable
    return _PERHAPS_ACTING.sub(_written_out, text)


def quoted(text: str, most: int = LONGEST_QUOTE) -> str:
    """What somebody else wrote, as it may stand in a sentence: on one line, of a bounded length, and printable."""
    plain = printable(" ".join(text[: 2 * most].split()))
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def _written_out(found: re.Match[str]) -> str:
    char = found[0]
    if unicodedata.category(char) not in _ACTING and char not in _BLANK_LETTERS and char not in _NO_CHARACTERS:
        return char
    return char.encode("unicode_escape").decode("ascii")


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
    beside: tuple[str, ...] = ()
    """Where in the input the other stands with which it clashes."""

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
