"""Numbers of persons inside a text, found by what they are and not by where they stand.

* A citizen identity number is found however it is written: full width, in groups with blanks or hyphens between them,
  with a small x, among other digits. It is one by its date of birth and its check character.
* One of fifteen places (until 1999) has no check character: it stands alone, and begins with a division of its day.
* A mobile telephone number stands alone.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from graph.codes.citizen import check_citizen_id
from graph.codes.division import existed_in

FIRST_BIRTH, LAST_BIRTH = 1850, 2100
"""Nobody who has a number was born before; an all-digit USCC has another year in that place."""

_BETWEEN = r"[\s\-\u2010-\u2015\u2212_.·]{0,2}"
_YEAR = rf"{_BETWEEN}(?:1{_BETWEEN}[89]|2{_BETWEEN}0)"
_CITIZEN = re.compile(rf"(?=([1-9](?:{_BETWEEN}[0-9]){{5}}{_YEAR}(?:{_BETWEEN}[0-9]){{9}}{_BETWEEN}[0-9Xx]))")
_OLD = re.compile(rf"(?<![0-9])([1-9](?:{_BETWEEN}[0-9]){{14}})(?![0-9])")
_MOBILE = re.compile(r"(?<![0-9])(1[3-9][0-9][ \-]?[0-9]{4}[ \-]?[0-9]{4})(?![0-9])")
_DIGITS = re.compile(r"(?<![0-9])[0-9](?:[^0-9A-Za-z]{0,2}[0-9]){10}")
"""Eleven digits: without them a text has no such number, and most have none."""


class NumberOf(Enum):
    """What is found."""

    CITIZEN = "公民身份号码"
    MOBILE = "移动电话号码"


@dataclass(frozen=True, slots=True)
class Quoted:
    """A person's number in a text."""

    start: int
    end: int
    kind: NumberOf
    text: str
    """Itself, without what stands between its digits, in capitals."""

    def __repr__(self) -> str:
        """Without the number."""
        return f"Quoted({self.start}, {self.end}, {self.kind.name})"


def quoted(text: str) -> list[Quoted]:
    """The numbers of persons in a text, in order; none lies in another."""
    plain = half_width(text)
    if _DIGITS.search(plain) is None:
        return []
    found: list[Quoted] = []
    for each in (*_citizens(plain), *_old(plain), *_mobiles(plain)):
        if all(each.end <= other.start or other.end <= each.start for other in found):
            found.append(each)
    return sorted(found, key=lambda each: each.start)


def citizen_ids(text: str) -> list[Quoted]:
    """The citizen identity numbers in a text, in order."""
    return [each for each in quoted(text) if each.kind is NumberOf.CITIZEN]


def masked(text: str, shown_as: Mapping[NumberOf, str]) -> str:
    """A text with something else in the place of each number of some kinds."""
    for each in reversed(quoted(text)):
        if each.kind in shown_as:
            text = f"{text[: each.start]}{shown_as[each.kind]}{text[each.end :]}"
    return text


def half_width(text: str) -> str:
    """A text with ASCII for each character that stands for one: one for one, so that places stay."""
    return text if text.isascii() else "".join(map(_plain, text))


def _plain(character: str) -> str:
    if character.isascii():
        return character
    folded = unicodedata.normalize("NFKC", character)
    if len(folded) == 1 and folded.isascii():
        return folded
    digit = unicodedata.digit(character, None)
    return character if digit is None else str(digit)


def _citizens(plain: str) -> Iterator[Quoted]:
    end = 0
    for match in _CITIZEN.finditer(plain):
        start, number = match.start(1), _number(match[1])
        if start >= end and is_citizen_id(number):
            end = match.end(1)
            yield Quoted(start, end, NumberOf.CITIZEN, number)


def is_citizen_id(number: str) -> bool:
    """Whether eighteen characters are a citizen identity number: date of birth and check character are right."""
    report = check_citizen_id(number)
    return report.value is not None and FIRST_BIRTH <= int(number[6:10]) <= LAST_BIRTH


def _old(plain: str) -> Iterator[Quoted]:
    for match in _OLD.finditer(plain):
        number = _number(match[1])
        year = 1900 + int(number[6:8])
        if _is_day(year, int(number[8:10]), int(number[10:12])) and existed_in(number[:6], year):
            yield Quoted(match.start(1), match.end(1), NumberOf.CITIZEN, number)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _mobiles(plain: str) -> Iterator[Quoted]:
    for match in _MOBILE.finditer(plain):
        yield Quoted(match.start(1), match.end(1), NumberOf.MOBILE, _number(match[1]))


def _number(written: str) -> str:
    return "".join(filter(str.isalnum, written)).upper()
