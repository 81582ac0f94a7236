"""Who gets a licence of a type: nobody twice before everybody had it once, nobody too young or of another trade."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import TypeVar

from seed.people import Organisation, People, Person
from seed.sheets import Row, listed

NATURAL_PERSON = "自然人"
DIVORCE = "离婚证"

_MARRIAGES = "婚姻"
"""Ledger that marriage and divorce certificates share: a couple has the one or the other."""
_AGE_GAP = 9
"""Widest difference of a couple's years of birth."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Award:
    """To whom a licence goes."""

    parties: tuple[Person | Organisation, ...]
    """Holders first, then who is only named."""
    holders: int


class Holdings:
    """Deals licences out to people; asked the same in the same order it answers the same."""

    def __init__(self, people: People, rng: Random) -> None:
        """Shuffle the people once; the order in which they are served follows from it."""
        self._rng = rng
        self._persons = rng.sample(people.persons, len(people.persons))
        self._organisations = rng.sample(people.organisations, len(people.organisations))
        self._couples = _couples(people.persons, rng)
        self._served: Counter[tuple[str, str]] = Counter()

    def award(self, row: Row, type_name: str, day: date) -> Award:
        """Choose the parties of a licence.

        Args:
            row: The type's line of `license_plan`.
            type_name: Name of the type.
            day: Date of issue, for ages and for what was founded by then.
        """
        if type_name == DIVORCE:
            man, woman = self._couple(row, _MARRIAGES, day)
            return Award((man, woman) if self._rng.random() < 0.5 else (woman, man), 1)  # noqa: PLR2004 - a coin
        if row["持证人数"] == "2":
            return Award(self._couple(row, _MARRIAGES, day), 2)
        if row["持证人数"] == "1-2" and self._rng.random() < 0.4:  # noqa: PLR2004 - two in five homes belong to a couple
            return Award(self._couple(row, type_name, day), 2)
        return Award((self._one(row, type_name, day),), 1)

    def _couple(self, row: Row, ledger: str, day: date) -> tuple[Person, Person]:
        able = [pair for pair in self._couples if all(_of_age(one, row, day) for one in pair)]
        return self._least_served(able, lambda pair: pair[0].code, ledger)

    def _one(self, row: Row, ledger: str, day: date) -> Person | Organisation:
        wanted = listed(row["持证对象"])
        anybody = NATURAL_PERSON in wanted and (len(wanted) == 1 or self._rng.random() < 0.9)  # noqa: PLR2004
        persons = [one for one in self._persons if (anybody or one.calling in wanted) and _of_age(one, row, day)]
        firms = [one for one in self._organisations if {one.trade, one.kind} & set(wanted) and one.founded < day]
        candidates: list[Person | Organisation] = [*persons] if anybody else [*persons, *firms]
        return self._least_served(candidates, lambda one: one.code, ledger)

    def _least_served(self, candidates: Sequence[_T], code: Callable[[_T], str], ledger: str) -> _T:
        """The first of those who have the fewest of this kind, and of all kinds among them."""
        chosen = min(candidates, key=lambda one: (self._served[ledger, code(one)], self._served["", code(one)]))
        self._served.update([(ledger, code(chosen)), ("", code(chosen))])
        return chosen


def _of_age(one: Person, row: Row, day: date) -> bool:
    if not row["年龄下限"]:
        return True
    age = day.year - one.born.year - ((day.month, day.day) < (one.born.month, one.born.day))
    return int(row["年龄下限"]) <= age <= int(row["年龄上限"])


def _couples(persons: Iterable[Person], rng: Random) -> list[tuple[Person, Person]]:
    """Men and women of about one age, each in one couple at most."""
    women = sorted((one for one in persons if one.sex == "女"), key=lambda one: one.born)
    couples = []
    for man in sorted((one for one in persons if one.sex == "男"), key=lambda one: one.born):
        woman = next((one for one in women if abs(one.born.year - man.born.year) <= _AGE_GAP), None)
        if woman:
            women.remove(woman)
            couples.append((man, woman))
    rng.shuffle(couples)
    return couples
