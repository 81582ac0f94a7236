"""What is wrong with a code, as a value.

* A report is never thrown: imports collect reports, `parse_…` turns one into a refusal.
* A *tolerable* finding is one that genuine codes in circulation have; an import keeps the code and warns.
* A check character that does not fit is always answered with the one that would.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from graph.errors import Malformed, Text
from graph.refusal_codes import Code

_T = TypeVar("_T")

MAX_INPUT = 256
"""Characters; no code of the field is half as long, so nothing longer is looked at."""

_SHOWN = 64


@dataclass(frozen=True, slots=True)
class CodeFinding:
    """One thing that is wrong with a code."""

    code: Code
    """Stable name, as `USCC_CHECK_DIGIT`."""
    message: Text
    rule: str
    """Id of the standard that asks for it, as `GB-32100`; `graph.law.articles` resolves it."""
    expected: str | None = None
    """The right check character, or the form that was expected."""
    tolerable: bool = False
    """Genuine codes with this fault exist: an import warns and keeps them."""


@dataclass(frozen=True, slots=True)
class CodeReport(Generic[_T]):
    """What reading a code found out."""

    text: str
    """The code as it was read: trimmed, half-width, upper case where case means nothing."""
    value: _T | None
    """The code in its parts, where the form allows to tell them."""
    findings: tuple[CodeFinding, ...] = ()

    @property
    def right(self) -> bool:
        """Nothing is wrong."""
        return not self.findings

    @property
    def acceptable(self) -> bool:
        """Nothing is wrong that an import could not live with."""
        return all(finding.tolerable for finding in self.findings)


def normalise(text: str, *, upper: bool = True) -> str:
    """Trim, make half-width and, unless told otherwise, upper case: what people paste from forms.

    Over-long input comes back cut just above the limit, so that the length check of the code refuses it.
    """
    narrow = unicodedata.normalize("NFKC", text[: MAX_INPUT + 1]).strip()
    return narrow.upper() if upper else narrow


def refuse(findings: Iterable[CodeFinding], path: tuple[str, ...], shown: str) -> None:
    """Raise the first finding as a refusal; return where there is none.

    Args:
        findings: What is wrong, the gravest first.
        path: Where in the input the code stands.
        shown: The offending value as it may be shown (masked for personal numbers).

    Raises:
        Malformed: With the standard as rule and the expected form or check character as `extra["expected"]`.
    """
    for finding in findings:
        raise Malformed(
            message=finding.message,
            code=finding.code,
            rules=(finding.rule,),
            path=path,
            value=shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…",
            extra={} if finding.expected is None else {"expected": finding.expected},
        )
