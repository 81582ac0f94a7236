"""Whether a text tells a citizen identity number, read by other means than the product finds them with.

What is written for machines is undone, every character that is no figure is thrown away, and in what is left are sought
the numbers of a known list, wherever they stand; and in each single value any eighteen figures that begin with a
division of the tests, hold a day, and end with the check character (ISO 7064 MOD 11-2, computed here).
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final
from urllib.parse import unquote

_SIGNS: Final = {
    "0": "〇零○◯ОO", "1": "一壹幺L", "2": "二贰两", "3": "三叁", "4": "四肆", "5": "五伍", "6": "六陆",
    "7": "七柒", "8": "八捌", "9": "九玖", "X": "Х×叉",
}  # fmt: skip
_MEANT: Final = {ord(sign): meant for meant, signs in _SIGNS.items() for sign in signs}
_NOT_READ: Final = re.compile(r"[^0-9X]")
_DIVISION: Final = "340200"
_PROVINCES: Final = set(map(str, (*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), 91)))
_PROVINCES.update(map(str, (*range(61, 66), 71, 81, 82, 83)))
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK: Final = "10X98765432"
_OPAQUE: Final = re.compile(r"[A-Za-z0-9_=.-]{20,}")
"""Ids, digests and identifiers: random signs, in which only what stands together counts."""


def figures(text: str) -> str:
    """What is left of a text when everything is thrown away that is no figure and no X."""
    shown = html.unescape(unquote(re.sub(r"\\u([0-9a-fA-F]{4})", lambda each: chr(int(each[1], 16)), text)))
    shown = re.sub(r"<[^<>]*>", "", shown)
    shown = re.sub(r"(?<=[年月])([二三]?)十([一二三四五六七八九]?)(?=[月日])", _tens, shown)
    plain = unicodedata.normalize("NFKC", shown).upper().translate(_MEANT)
    plain = re.sub(r"月(\d)日", r"月0\1日", re.sub(r"年(\d)月", r"年0\1月", plain))
    return _NOT_READ.sub("", "".join(map(_figure, plain)))


def _tens(found: re.Match[str]) -> str:
    return f"{found[1] or '一'}{found[2] or '〇'}"


def _figure(char: str) -> str:
    return char if char.isascii() else str(unicodedata.digit(char, " "))


def known_in(text: str, known: Iterable[str]) -> set[str]:
    """Those of some numbers that a text tells, whatever stands between their figures."""
    left = figures(text)
    return {each for each in known if each in left}


def numbers_in(value: Any) -> Iterator[str]:
    """Every citizen identity number of the tests' division that some value of an answer tells."""
    for text in _texts(value):
        whole = figures(text) if not _OPAQUE.fullmatch(text) else text
        for found in re.finditer(rf"(?={_DIVISION}(?:19|20)\d{{9}}[0-9X])", whole):
            number = whole[found.start() : found.start() + 18]
            if is_right(number):
                yield number


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield str(key)
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def is_right(number: str) -> bool:
    """Whether eighteen places begin with a province, hold a day, and end with their check character."""
    if number[:2] not in _PROVINCES:
        return False
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(figure) * weight for figure, weight in zip(number[:17], _WEIGHTS, strict=True))
    return _CHECK[total % 11] == number[17]
