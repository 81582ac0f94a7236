"""The sheet of an attestation (凭证): one page that says all that matters, and as many more as its details take.

Like a licence's page it is drawn from data, never from markup, in the same font. The page with the seal is never
continued: what stands there is cut where it is longer than any such text should be, and set smaller until it fits. The
details behind it are whole, and run over as many pages as they take.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final

from graph.errors import Text
from graph.words.china_time import china_time
from licenses.paper.attestation import ATTESTATION_NAME, Attestation
from licenses.paper.spelling import each_text, spelled
from licenses.paper.stamp import Place
from licenses.paper.writer import write

SEAL: Final = Place(150, 52)
"""Where the seal stands on the first page: below name and date of who made it."""

_LONGEST: Final = {"zh": 240, "en": 420}
"""Letters of a text on the first page; what an asker may write himself is shorter."""


@dataclass(frozen=True, slots=True)
class Line:
    """A label with what it says; of a detail the answer stands before the words."""

    label: Text
    words: Text
    """Chinese, and English where it is not the same."""
    answer: str = ""
    colour: str = "#000000"
    """Of the answer."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed."""

    title: Text
    colour: str
    """`#rrggbb`, of the outcome."""
    outcome: Text
    """In a few letters."""
    reason: Text
    lines: tuple[Line, ...]
    details_title: Text
    details: tuple[Line, ...]
    notes: tuple[Text, ...]
    """What it is good for, and how to check it."""


def draw(attestation: Attestation, sheet: Sheet) -> bytes:
    """Draw the pages and attach the document.

    Returns:
        PDF/A-3b, tagged, not sealed yet.
    """
    at = china_time(attestation.made_at)
    said = each_text(asdict(sheet), spelled)
    printed = {
        **said,
        "reason": _cut(said["reason"]),
        "lines": [{"label": each["label"], "words": _cut(each["words"])} for each in said["lines"]],
        "number": attestation.number,
        "issuer": attestation.issuer_name,
        "day": f"{at.year}年{at.month:02}月{at.day:02}日",
        "demonstration": attestation.demonstration,
        "seal": {"across": SEAL.across, "up": SEAL.up},
    }
    document = attestation.to_json().decode()
    return write("attestation.typ", printed, attestation.made_at, document=document, name=ATTESTATION_NAME)


def _cut(words: Mapping[str, str]) -> dict[str, str]:
    """Words that have their place on the first page."""
    return {
        language: text if len(text) <= _LONGEST[language] else text[: _LONGEST[language] - 1] + "…"
        for language, text in words.items()
    }
