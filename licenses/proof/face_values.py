"""What stands on the page of a licence, and whether somebody typed the same.

* A value is what it means, not how it is written: a day in four forms, an amount with or without its zeros, names with
  one separator or another, width and case, blanks and line breaks as a keyboard or a page sets them.
* Two values that differ never become one: a sign, a decimal point, a separator between names, and the place of a blank
  between letters and digits count. What is not sure to mean the same is wrong.
* A key is the column's code or what is printed beside the value; what it cannot name is a wrong parameter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from graph.words.official import OFFICIAL
from graph.words.written_days import day_of, period_of, real_day

LONGEST_KEY = 64
LONGEST_VALUE = 16_384
"""Characters; no face holds as many, so nothing longer is compared, nor what is far longer than what is printed."""
SHORTEST_LINE = 10
"""Letters; no page's column of values is narrower."""
EMPTY = "／"
"""What is printed where an optional field says nothing."""


class ValueKind(Enum):
    """How a value is compared."""

    TEXT = "text"
    CODE = "code"
    """A text in which nothing is a date: numbers of certificates."""
    DAY = "day"
    AMOUNT = "amount"
    PERIOD = "period"
    """Two days, the second of which may be 长期."""


@dataclass(frozen=True, slots=True)
class PrintedField:
    """One thing that is printed on a licence, as the register knows it."""

    key: str
    """Column code (GB/T 36903)."""
    labels: tuple[str, ...]
    """What is printed beside it, and what people call it."""
    texts: tuple[str, ...]
    """What may be typed for it; days as ISO dates. More than one only where the page may show either."""
    kind: ValueKind = ValueKind.TEXT
    required: bool = False
    """The type requires it, so a face without it is too little."""
    public: bool = True
    """Anybody may look it up by the identifier, so to know it proves nothing."""


def named(key: str, fields: Sequence[PrintedField]) -> tuple[PrintedField, ...]:
    """The fields that a key or label means; mostly one, and none where it means nothing on this page."""
    if len(key) > LONGEST_KEY:
        return ()
    wanted = _label(key)
    by_code = tuple(field for field in fields if field.key.casefold() == wanted)
    return by_code or tuple(field for field in fields if any(_label(label) == wanted for label in field.labels))


def agrees(typed: str, field: PrintedField) -> bool:
    """Whether what was typed means what is printed."""
    if len(typed) > LONGEST_VALUE:
        return False
    return any(_same(typed, kept, field.kind) for kept in field.texts if len(typed) <= 3 * len(kept) + 64)


def said(text: str) -> bool:
    """Whether anything was typed at all."""
    return bool(text[:LONGEST_VALUE].translate(_KEYED).strip())


def _same(typed: str, kept: str, kind: ValueKind) -> bool:
    match kind:
        case ValueKind.TEXT:
            return _same_words(typed, kept) or _same_lines(typed, kept)
        case ValueKind.CODE:
            return _same_text(typed, kept)
        case ValueKind.DAY:
            day = _day(kept)
            return _day(typed) == day if day is not None else _same_text(typed, kept)
        case ValueKind.AMOUNT:
            amount = _amount(kept)
            return _amount(typed) == amount if amount is not None else _folded(typed) == _folded(kept)
        case ValueKind.PERIOD:
            return _period(typed) == _period(kept) is not None


_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_KEYED = (
    dict(OFFICIAL)
    | dict.fromkeys(map(ord, "•‧∙⋅・･"), "·")
    | dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"), "")
)
"""The dot in a name as keyboards have it, letters of no width that copying brings along, and old codes of letters."""
_BLANKS = re.compile(r"[^\S\n]+")
_SAFE = ("<wide>", "<narrow>", "<square>")
_WHOLE = {"m²": "m2", "m³": "m3"}


def _folded(text: str) -> str:
    """Half-width and lower case. What is raised, lowered or ringed stays what it is: 10² is not 102, 10ⁿ not 10n."""
    plain = unicodedata.normalize("NFC", text.translate(_KEYED))
    plain = _BLANKS.sub(" ", plain)  # runs of blanks would make the patterns below look at each blank again and again
    same = unicodedata.is_normalized("NFKC", plain)
    folded = (plain if same else "".join(map(_narrow, plain))).lower()
    for written, meant in _WHOLE.items():
        folded = folded.replace(written, meant)
    return unicodedata.normalize("NFC", folded)


_PLACED = ("<super>", "<sub>", "<circle>")


def _narrow(letter: str) -> str:
    if letter.isascii():
        return letter
    narrow, made = unicodedata.normalize("NFKC", letter), unicodedata.decomposition(letter)
    if made.startswith(_PLACED) or (any(char.isdigit() for char in narrow) and not made.startswith(_SAFE)):
        return letter
    return narrow


_SEPARATORS = re.compile(r"\s*(?:[、;]|(?<!\d),|,(?!\s*\d))\s*|\s*\n\s*")
"""A comma between digits parts no names; two separators in a row are not one."""
_ENDINGS = ("、", "。")
_GAP = re.compile(r"(?<=[0-9a-z])\s+(?=[0-9a-z])")


def _pieces(text: str) -> str:
    """Separators as one, blanks only where they part letters or digits."""
    lines = "\n".join(line.strip() for line in _folded(text.replace("，", "、")).strip().splitlines())
    lines = lines.translate(_DASHES)
    parted = _SEPARATORS.sub("、", lines)
    return "".join(_GAP.sub("\0", parted).split()).replace("\0", " ")


def _same_words(typed: str, kept: str) -> bool:
    """Whether two texts say the same, where days in them may be written in any form.

    A day is taken for one only where the register's text writes it with 年, or is a period: 2022-12-9 may be a number.
    """
    period = _period(kept)
    if period is not None and _period(typed) == period:
        return True
    dated = _WRITTEN_DAY.search(_folded(kept)) is not None
    return _same_text(_days_in(typed, loose=dated), _days_in(kept, loose=dated))


def _same_lines(typed: str, kept: str) -> bool:
    """Whether a text was copied with the line breaks that the page has made in it.

    No page breaks a line that is shorter than `SHORTEST_LINE`: there a break stands for a separator. Breaks at
    separators, or where a sentence ends, are of the typist's own making, and the page's line goes on behind them.
    """
    rest, before, width = _pieces(kept), "", 0
    for line in filter(None, map(_pieces, typed.splitlines())):
        if before and before[-1] not in _ENDINGS and not line.startswith("、"):
            if rest.startswith("、"):
                rest, width = rest[1:], width + 1
            elif width < SHORTEST_LINE:
                return False
            else:
                width = 0
        rest = rest.removeprefix(" ")
        if not rest.startswith(line):
            return False
        rest, before, width = rest[len(line) :], line, width + len(line)
    return not rest


def _same_text(typed: str, kept: str) -> bool:
    """Whether two texts say the same; blanks are left out or typed where there are none, but never moved."""
    one, other = _pieces(typed), _pieces(kept)
    if one == other:
        return True
    return (" " not in one or " " not in other) and one.replace(" ", "") == other.replace(" ", "")


_WRITTEN_DAY = re.compile(r"(?<![0-9])(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日", re.ASCII)
_LOOSE_DAY = re.compile(r"(?<![0-9a-z./-])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![0-9a-z./-])", re.ASCII)


def _day(text: str) -> date | None:
    return day_of("".join(_folded(text).split()))


def _days_in(text: str, *, loose: bool) -> str:
    """Days in one form: those written with 年, and `loose` the others too."""
    folded = _folded(text)
    written = _WRITTEN_DAY.sub(lambda found: _iso(*found.group(0, 1, 2, 3)), folded)
    if not loose:
        return text if written == folded else written
    return _LOOSE_DAY.sub(lambda found: _iso(*found.group(0, 1, 3, 4)), written)


def _iso(written: str, year: str, month: str, day: str) -> str:
    real = real_day(year, month, day)
    return written if real is None else real.isoformat()


def _period(text: str) -> tuple[date, date | None] | None:
    return period_of("".join(_folded(text).split()))


_AMOUNT = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,32})(?:\.\d{1,32})?", re.ASCII)


def _amount(text: str) -> Decimal | None:
    plain = _folded(text).strip().replace("−", "-")
    return Decimal(plain.replace(",", "")) if _AMOUNT.fullmatch(plain) else None


@lru_cache(maxsize=1024)
def _label(text: str) -> str:
    return "".join(_folded(text).split()).rstrip(":").casefold()
