"""Numbers of persons inside a text, found by what they are and not by where they stand.

* A citizen identity number is found however it is written (`figures`): it is one by its date of birth and its check
  character. Written at a stretch it is found among other figures too. Where something stands between its figures, whole
  groups make it up, or it is parted before and behind its date of birth, and its division is or was one; nothing that
  reads as a time of day begins it. So are residence permits of foreigners and of residents of Hong Kong, Macao, Taiwan.
* One of fifteen places (until 1999) has no check character: it stands alone, begins with a division of its day, and is
  parted as such numbers are.
* A mobile telephone number stands alone.
* Numbers of passports and travel permits have no such form: `papers` finds them by the word beside them.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from graph.codes.citizen import check_citizen_id
from graph.codes.division import check_division, existed_in
from graph.codes.figures import LAST, Chain, chains
from graph.codes.papers import papers

FIRST_BIRTH, LAST_BIRTH = 1850, 2100
"""Nobody who has a number was born before; an all-digit USCC has another year in that place."""

_CITIZEN = re.compile(
    r"(?=([1-9][0-9]{5}(?:1[89]|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9X]))"
)
_OLD = re.compile(r"(?=([1-9][0-9]{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}))")
_MOBILE = re.compile(r"(?=(1[3-9][0-9]{9}))")
_LEAST, _LEAST_OF_CITIZENS = 11, 15
"""Figures of the shortest one; most texts have fewer together."""
_PARTED, _OLD_PARTED = {6, 10, 12, 14}, {6, 8, 10, 12}
"""Behind which figures a number may be parted: division, year, month and day."""
_TELEPHONE = ({3, 7}, {3, 6}, {4, 8})
_CLOCK = (2, 4)
_FOREIGN, _RESIDENT = "9", ("810000", "820000", "830000")
"""How the numbers of permits begin that are made like a citizen's: 9, or the division of Hong Kong, Macao, Taiwan."""


class NumberOf(Enum):
    """What is found."""

    CITIZEN = "公民身份号码"
    MOBILE = "移动电话号码"
    PAPER = "护照、通行证等证件号码"


@dataclass(frozen=True, slots=True)
class Quoted:
    """A person's number in a text."""

    start: int
    end: int
    kind: NumberOf
    text: str
    """Itself, in ASCII, without what stands between its digits, in capitals."""

    def __repr__(self) -> str:
        """Without the number."""
        return f"Quoted({self.start}, {self.end}, {self.kind.name})"


def quoted(text: str) -> list[Quoted]:
    """The numbers of persons in a text, in order; none lies in another."""
    written = list(chains(text, _LEAST))
    found = _found(written, (*_CITIZENS, _mobiles))
    found += [Quoted(each.start, each.end, NumberOf.PAPER, each.text) for each in papers(text)]
    return _apart(found)


def citizen_ids(text: str) -> list[Quoted]:
    """The citizen identity numbers in a text, in order: every other kind comes behind them, and is not looked for."""
    return _apart(_found(list(chains(text, _LEAST_OF_CITIZENS)), _CITIZENS))


def of_persons(text: str) -> list[Quoted]:
    """The numbers in a text that say who somebody is, in order: of citizens, passports and permits."""
    return [each for each in quoted(text) if each.kind is not NumberOf.MOBILE]


def masked(text: str, shown_as: Mapping[NumberOf, str]) -> str:
    """A text with something else in the place of each number of some kinds."""
    parts: list[str] = []
    end = 0
    for each in quoted(text):
        if each.kind in shown_as:
            parts += (text[end : each.start], shown_as[each.kind])
            end = each.end
    return "".join((*parts, text[end:]))


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


def is_citizen_id(number: str) -> bool:
    """Whether eighteen characters are a citizen identity number: date of birth and check character are right."""
    report = check_citizen_id(number)
    return report.value is not None and FIRST_BIRTH <= int(number[6:10]) <= LAST_BIRTH


def _found(written: list[Chain], kinds: tuple[Callable[[Chain], Iterator[Quoted]], ...]) -> list[Quoted]:
    return [each for kind in kinds for chain in written for each in kind(chain)]


def _apart(found: list[Quoted]) -> list[Quoted]:
    """Those that lie in none that was found before them, in the order of the text."""
    taken: set[int] = set()
    kept: list[Quoted] = []
    for each in found:
        places = range(each.start, each.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(each)
    return sorted(kept, key=lambda each: each.start)


def _stretches(chain: Chain) -> Iterator[Quoted]:
    """Citizens' numbers between whose figures nothing stands that is seen."""
    for start, number in _windows(_CITIZEN, chain):
        if not any(chain.gaps[start + 1 : start + len(number)]) and is_citizen_id(number):
            yield _quoted(chain, start, number, NumberOf.CITIZEN)


def _groups(chain: Chain) -> Iterator[Quoted]:
    """Citizens' numbers that are written in groups."""
    for start, number in _windows(_CITIZEN, chain):
        parted = _parted(chain, start, number)
        begins, ends = chain.apart(start), chain.apart(start + len(number))
        usual = parted <= _PARTED and all(set(chain.gaps[start + place]) <= {" ", "-"} for place in parted)
        if (
            parted
            and ((begins and ends) or (usual and (begins or ends)))
            and not _is_clock(chain, start, parted)
            and is_citizen_id(number)
            and _is_division(number, strange=not _parted_as(chain, start, number, (_PARTED,)))
        ):
            yield _quoted(chain, start, number, NumberOf.CITIZEN)


def _is_clock(chain: Chain, start: int, parted: set[int]) -> bool:
    """Whether a time of day begins it: 11:01:06, and then something else than colons."""
    clock = all(chain.gaps[start + place].strip() == ":" for place in _CLOCK)
    return clock and any(chain.gaps[start + place].strip() != ":" for place in parted)


def _is_division(number: str, *, strange: bool) -> bool:
    """Whether a number begins as those of some kind do; a foreigner's only where it is parted as usual."""
    if number[0] == _FOREIGN:
        return not strange and check_division(f"{number[1:3]}0000").right
    return number[:6] in _RESIDENT or check_division(number[:6]).right


def _old(chain: Chain) -> Iterator[Quoted]:
    for start, number in _windows(_OLD, chain):
        year = 1900 + int(number[6:8])
        if (
            _alone(chain, start, number)
            and _parted_as(chain, start, number, (_OLD_PARTED,))
            and _is_day(year, int(number[8:10]), int(number[10:12]))
            and existed_in(number[:6], year)
        ):
            yield _quoted(chain, start, number, NumberOf.CITIZEN)


_CITIZENS = (_stretches, _groups, _old)
"""What finds citizens' numbers, the most certain first; whatever else is looked for comes behind."""


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _mobiles(chain: Chain) -> Iterator[Quoted]:
    for start, number in _windows(_MOBILE, chain):
        alone = _alone(chain, start, number) or (
            chain.figures[max(0, start - 4) : start].removeprefix("00") == "86" and _ends(chain, start + len(number))
        )
        signs = {sign for place in _parted(chain, start, number) for sign in chain.gaps[start + place]}
        if alone and signs <= {" ", "-"} and _parted_as(chain, start, number, _TELEPHONE):
            yield _quoted(chain, start, number, NumberOf.MOBILE)


def _windows(form: re.Pattern[str], chain: Chain) -> Iterator[tuple[int, str]]:
    """The places in a chain from which its figures have a form, with them."""
    return ((found.start(), found[1]) for found in form.finditer(chain.figures))


def _parted(chain: Chain, start: int, number: str) -> set[int]:
    """Behind how many of its figures something stands that is seen."""
    return {place for place in range(1, len(number)) if chain.gaps[start + place]}


def _parted_as(chain: Chain, start: int, number: str, ways: tuple[set[int], ...]) -> bool:
    """Whether it is parted in one of some ways, or each figure from the next."""
    parted = _parted(chain, start, number)
    return len(parted) == len(number) - 1 or any(parted <= way for way in ways)


def _alone(chain: Chain, start: int, number: str) -> bool:
    """Whether no figure stands right before or behind it."""
    return chain.apart(start) and _ends(chain, start + len(number))


def _ends(chain: Chain, end: int) -> bool:
    return chain.apart(end) and not (end < len(chain.figures) and chain.figures[end] == LAST and not chain.gaps[end])


def _quoted(chain: Chain, start: int, number: str, kind: NumberOf) -> Quoted:
    return Quoted(chain.starts[start], chain.ends[start + len(number) - 1], kind, number)
