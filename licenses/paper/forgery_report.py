"""The report of a forgery (伪造电子证照报告), drawn: what was confirmed, by whom, of which file, and what it rests on.

Like a licence's page it is drawn from data, never from markup, in the same font. The first page is never continued:
what stands there is set smaller until it fits. A letter that the font does not have is written out by its number,
because a report must not wait for a name.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from graph.words.china_time import china_time
from licenses.paper.spelling import each_text, spelled
from licenses.paper.stamp import Place
from licenses.paper.writer import write

SEAL: Final = Place(150, 50)
"""Where the seal stands on the first page: below name and date of the department."""
TITLE: Final = "伪造电子证照报告"

_LONG_WORD: Final = re.compile(r"[!-~]{33,}")
_PIECE: Final = 16
_MAY_BREAK: Final = "\u200b"


@dataclass(frozen=True, slots=True)
class Row:
    """A label and what it says."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Part:
    """What stands behind the first page, on pages of its own."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ForgeryReport:
    """What is printed."""

    number: str
    """Of the case."""
    to: str
    """To whom it is reported."""
    department: str
    """Whose seal it bears."""
    facts: tuple[Row, ...]
    parts: tuple[Part, ...]
    notes: tuple[str, ...]
    at: datetime
    demonstration: bool


def draw(report: ForgeryReport) -> bytes:
    """Draw the pages.

    Returns:
        PDF/A-3b, tagged, not sealed yet.
    """
    on = china_time(report.at)
    printed = {
        **each_text({**asdict(report), "at": None}, _printed),
        "title": TITLE,
        "day": f"{on.year}年{on.month:02}月{on.day:02}日",
        "seal": {"across": SEAL.across, "up": SEAL.up},
    }
    return write("forgery_report.typ", printed, report.at.replace(microsecond=0))


def _printed(text: str) -> str:
    return _LONG_WORD.sub(_broken, spelled(text, plain="\n"))


def _broken(word: re.Match[str]) -> str:
    """A word that may be broken: a digest is longer than a line."""
    return _MAY_BREAK.join(word[0][start : start + _PIECE] for start in range(0, len(word[0]), _PIECE))
