"""Numbers of passports and travel permits inside a text, found by the word that stands beside them.

* A passport (护照), a permit of residents of Hong Kong, Macao or Taiwan (通行证, 回乡证, 台胞证), a residence permit of
  a foreigner (居留证): a few letters and figures, as file numbers have them too. So they are one where the word stands
  before them, with 号码 and the like between, or right behind them. An identity card's with a wrong check character is
  found alike.
* Figures alone that are a day, or too few to be told from one, need 号 or a colon before them.
* The old form of a permanent residence permit is found by itself: a country's three letters, a division, a day.
* Without a word no other is found, nor one whose word stands elsewhere in the sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from graph.codes.division import check_division
from graph.codes.figures import readable

_REACH: Final = 64
"""Characters beside a word that are looked at."""
_WORD: Final = re.compile(
    r"护照|護照|通行证|通行證|回乡证|台胞证|居留证|居留身份证|身份证|身份證|passport", re.IGNORECASE
)
_NUMBER: Final = r"[A-Z]{0,3}[ -]?[0-9](?:[ -]?[0-9]){5,17}X?(?![0-9A-Z])"
_BEHIND: Final = re.compile(rf"((?:[号码號碼编編为為是系係:=(\[【“\"'#./\s-]|NO|NUMBER|CARD){{0,12}})({_NUMBER})")
_NEXT: Final = re.compile(rf"([、,;/和及与\s]{{1,3}})({_NUMBER})")
_BEFORE: Final = re.compile(rf"(?<![0-9A-Z])({_NUMBER})[(\[【号的\s]{{0,3}}$")
_RESIDENCE: Final = re.compile(r"(?<![0-9A-Za-z])[A-Z]{3}[0-9]{12}(?![0-9A-Za-z])")
_SAID: Final = re.compile(r"[号码號碼编編:=#]|NO")
_FIGURE: Final = re.compile(r"\d")
_FEW: Final = 9


@dataclass(frozen=True, slots=True)
class Paper:
    """A number of a passport or permit in a text."""

    start: int
    end: int
    text: str
    """In ASCII, without blanks, in capitals."""

    def __repr__(self) -> str:
        """Without the number."""
        return f"Paper({self.start}, {self.end})"


def papers(text: str) -> Iterator[Paper]:
    """The numbers of passports and permits in a text."""
    for word in _WORD.finditer(text):
        if _FIGURE.search(text, word.end(), word.end() + _REACH) is not None:
            yield from _behind(text, word.end())
        if _FIGURE.search(text, max(0, word.start() - _REACH), word.start()) is not None:
            yield from _before(text, word.start())
    for found in _RESIDENCE.finditer(text):
        if _is_residence(found[0]):
            yield Paper(*found.span(), found[0])


def _behind(text: str, start: int) -> Iterator[Paper]:
    plain, places = readable(text, start, start + _REACH)
    form, at, said = _BEHIND, 0, False
    while (found := form.match(plain, at)) is not None:
        said = said or _SAID.search(found[1]) is not None
        if not said and not _is_sure(found[2]):
            return
        yield _paper(found, 2, places)
        form, at = _NEXT, found.end()


def _before(text: str, end: int) -> Iterator[Paper]:
    plain, places = readable(text, max(0, end - _REACH), end)
    found = _BEFORE.search(plain)
    if found is not None and _is_sure(found[1]):
        yield _paper(found, 1, places)


def _paper(found: re.Match[str], group: int, places: list[int]) -> Paper:
    number = "".join(filter(str.isalnum, found[group]))
    return Paper(places[found.start(group)], places[found.end(group) - 1] + 1, number)


def _is_sure(number: str) -> bool:
    """Whether a number is no day and no small count."""
    return number[0].isalpha() or sum(map(str.isdigit, number)) >= _FEW


def _is_residence(number: str) -> bool:
    try:
        datetime.strptime(number[7:13], "%y%m%d")  # noqa: DTZ007 - a day
    except ValueError:
        return False
    return check_division(f"{number[3:7]}00").right
