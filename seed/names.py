"""Names: put together from common words, some of other ethnic groups, some with rare characters (table `name_words`).

Every character is in Noto Sans SC, the font of the licence pages; `tests/seed/test_people.py` keeps it so. The rare
ones are missing in many fonts and old systems; people with such names know what it means.
"""

from functools import cache
from random import Random

from seed.sheets import Row, sheet

CALLINGS = (("教师", 0.13), ("医师", 0.10), ("护士", 0.10), ("驾驶员", 0.16))
"""Callings that need a licence, and the share of all persons who have them; the others are 职工."""

BRANDS = tuple(first + second for first in "澄沐榕栖泊檐芃澜筱霁砚屿" for second in "岚禾溪梧岸语野川舟汀樾笙")
"""Trade names of organisations, made of characters that fit together and mean little."""

_ETHNIC, _RARE, _COMPOUND = 0.08, 0.04, 0.02
"""Shares of other ethnic groups, rare characters and compound surnames: more than in life, so that they are seen."""


def male_name(rng: Random) -> tuple[str, str]:
    """A man's name and ethnicity (民族)."""
    return _name("男", rng)


def female_name(rng: Random) -> tuple[str, str]:
    """A woman's name and ethnicity (民族)."""
    return _name("女", rng)


def _name(sex: str, rng: Random) -> tuple[str, str]:
    chance = rng.random()
    if chance < _ETHNIC:
        whole = rng.choice(_rows(sex))
        return whole["字"], whole["民族"]
    surname = rng.choice(_words("复姓")) if chance > 1 - _COMPOUND else _surname(rng)
    given = rng.choice(_words("罕用字" if chance < _ETHNIC + _RARE else f"{sex}名"))
    return surname + given, "汉"


def _surname(rng: Random) -> str:
    """A surname; those at the head of the list are the commonest, as in life."""
    words = _words("姓")
    return rng.choices(words, weights=[1 / (place + 5) for place in range(len(words))])[0]


@cache
def _rows(kind: str) -> tuple[Row, ...]:
    return tuple(row for row in sheet("name_words") if row["类别"] == kind)


def _words(kind: str) -> tuple[str, ...]:
    return tuple(row["字"] for row in _rows(kind))
