"""Administrative divisions (行政区划代码), GB/T 2260, with their history.

* Six digits: province (2), prefecture (2), county (2); zeros stand for "the whole of".
* The table is python-stdnum's `cn/loc.dat`: names with the years in which a code meant them. A code that it does not
  know may be newer than the table, so an import keeps it with a warning.
"""

import re
from dataclasses import dataclass

from stdnum import numdb

from graph.codes.report import CodeFinding, CodeReport, normalise
from graph.errors import Text
from graph.refusal_codes import Code

RULE = "GB-2260"
COUNTRY = "000000"
"""The whole country where a table needs a root; not a code of the standard."""

_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
"""Provinces that are cities (直辖市), by their digits."""
_FORM = re.compile(r"[1-9][0-9]{5}")
_PERIOD = re.compile(r"\[(\d*)-(\d*)\](.+)")


@dataclass(frozen=True, slots=True)
class DivisionName:
    """A name that a code had, with the years in which it had it."""

    name: str
    first_year: int | None = None
    """None = from the beginning of the table."""
    last_year: int | None = None
    """None = still."""

    def covers(self, year: int) -> bool:
        """Whether the code meant this name in a year."""
        return (self.first_year or year) <= year <= (self.last_year or year)


@dataclass(frozen=True, slots=True)
class DivisionCode:
    """A division code that the table knows."""

    text: str
    names: tuple[DivisionName, ...]

    @property
    def name(self) -> str:
        """Its present name, or the last it had."""
        return max(self.names, key=lambda name: name.last_year or 9999).name

    @property
    def rank(self) -> int:
        """1 province, 2 prefecture, 3 county."""
        if self.text.endswith("0000"):
            return 1
        return 2 if self.text.endswith("00") else 3

    @property
    def parent(self) -> str | None:
        """Code of the division above by the digits; None for a province."""
        return {1: None, 2: f"{self.text[:2]}0000", 3: f"{self.text[:4]}00"}[self.rank]

    def __str__(self) -> str:
        return self.text


def check_division(text: str) -> CodeReport[DivisionCode]:
    """Say what is wrong with a code; one that the table does not know is tolerable."""
    code = normalise(text)
    if not _FORM.fullmatch(code):
        message = Text("行政区划代码应为6位数字，首位不为0", "a division code has six digits and does not begin with 0")
        return CodeReport(code, None, (CodeFinding(Code.DIVISION_FORM, message, RULE),))
    names = _names(code)
    if not names:
        message = Text(f"行政区划代码 {code} 未收录", f"division code {code} is not in the table")
        return CodeReport(code, None, (CodeFinding(Code.DIVISION_UNKNOWN, message, RULE, tolerable=True),))
    return CodeReport(code, DivisionCode(code, names))


def existed_in(code: str, year: int) -> bool:
    """Whether the code meant some division in a year."""
    return any(name.covers(year) for name in _names(code))


def city_of(code: str) -> str | None:
    """By which digits a division is of a city; None of one that lies in none: a province, the country."""
    if code.endswith("0000") and code[:2] not in _MUNICIPALITIES:
        return None
    return code[:2] if code[:2] in _MUNICIPALITIES else code[:4]


def cities_apart(one: str, other: str) -> bool:
    """Whether two divisions are of different cities; what lies above cities is apart from none."""
    cities = {city_of(one), city_of(other)}
    return None not in cities and len(cities) > 1


def _names(code: str) -> tuple[DivisionName, ...]:
    words = ""
    for _part, properties in numdb.get("cn/loc").info(code):
        words = properties.get("county", words)
    return tuple(_name(entry) for entry in words.split(",") if entry)


def _name(entry: str) -> DivisionName:
    match = _PERIOD.fullmatch(entry)
    if match is None:
        return DivisionName(entry)
    first, last, name = match.groups()
    return DivisionName(name, int(first) if first else None, int(last) if last else None)
