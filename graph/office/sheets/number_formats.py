"""What people see of a cell by its number format (ECMA-376 part 1, 18.8.30 and 18.8.31): `000123` of the number 123.

* Zeros in front and words around the figures are read as they are shown: they belong to what was typed.
* Another way to write the same quantity (1,234 or 3.00) is a number where a number is asked for, and no code.
* What shows something else – a percentage, a fraction, a rounded value, Chinese figures, nothing – is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto, unique
from functools import lru_cache
from typing import Final

from graph.errors import Text
from graph.office.sheets.written import written

GENERAL: Final = "General"
OTHER: Final = "%"
"""Stands for a format that is built in, and not the same everywhere: currencies."""
BUILT_IN: Final = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 37: "#,##0 ;(#,##0)", 38: "#,##0 ;[Red](#,##0)", 39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;[Red](#,##0.00)", 41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', 48: "##0.0E+0", 49: "@",
}  # fmt: skip
"""The formats that are known by their number alone, as far as they are the same everywhere."""
_LONGEST: Final = 255
"""Characters of a format; no spreadsheet takes more."""
_GENERAL: Final = re.compile(r"general|g/通用格式", re.IGNORECASE)
_SIGN: Final = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_COLOUR: Final = re.compile(r"\[(?:black|blue|cyan|green|magenta|red|white|yellow|color ?\d{1,2})\]", re.IGNORECASE)
_PLAIN: Final = frozenset("$-+():^&'~{}<>= ¥￥")
"""Signs that stand for themselves without quotes; so does whatever is not of ASCII."""
_TEXT_SECTION: Final = 4


@unique
class Look(Enum):
    """That a cell shows something else than what is read of it."""

    QUANTITY = auto()
    """The same number, in another way to write it."""
    OTHER = auto()
    """Something else, or nothing at all."""
    UNKNOWN = auto()
    """The formats of this kind of book are not read."""


def misread(read: str, look: Look) -> Text:
    """Tell a person that a cell shows something else than what is in it, and what to do."""
    if look is Look.UNKNOWN:
        return Text(
            f"是数字或日期（{read}），这种文件读不出它显示的样子（如前面的零、只有年月）；"
            "请另存为 xlsx，或先把该列设为文本格式，再重新填写",
            f"is a number or a day ({read}), and how this kind of file shows it, as with zeros in front or without the "
            "day, is not read; save it as xlsx, or format the column as text and type it again",
        )
    return Text(
        f"单元格中的数字是 {read}，按其数字格式显示的却是另一种样子；请先把该列设为文本格式，再按看到的样子重新填写",
        f"the number in the cell is {read}, and its number format shows it otherwise; "
        "format the column as text, then type it again as it is seen",
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a format: `general`, `text`, a `figure`'s place, or a `word` that stands for itself."""

    kind: str
    text: str = ""


class _Unread(Exception):  # noqa: N818 - it never leaves this module
    """It shows something that is not read."""


def shown(cell: float | str, form: str) -> str | Look:
    """What a cell shows, or that it is not read so.

    Args:
        cell: A number, or a text.
        form: Its number format.
    """
    try:
        sections = _sections(form)
        return _text(cell, sections) if isinstance(cell, str) else _number(cell, sections)
    except _Unread:
        return cell if isinstance(cell, str) and form == OTHER else Look.OTHER


def _text(cell: str, sections: Sequence[tuple[_Part, ...]]) -> str:
    last = sections[-1]
    of_text = len(sections) == _TEXT_SECTION or any(part.kind == "text" for part in last)
    if not of_text or not cell:
        return cell
    if not last:
        raise _Unread
    said = [cell if part.kind == "text" else part.text for part in last if part.kind in ("text", "word")]
    return "".join(said).strip() if any(map(str.strip, said)) else cell


def _number(cell: float, sections: Sequence[tuple[_Part, ...]]) -> str | Look:
    number = Decimal(repr(cell))
    section = _section_of(number, sections)
    plain = written(cell)
    if section in ((_Part("general"),), (_Part("text"),)):
        return plain
    if number < 0 or not number.is_finite():
        raise _Unread
    places = [part for part in section if part.kind == "figure"]
    words = "".join(part.text for part in section if part.kind == "word").strip()
    if any(part.kind in ("general", "text") for part in section):
        if places:
            raise _Unread
        return _seen("".join(plain if part.kind in ("general", "text") else part.text for part in section))
    if any(part.kind in ("point", "comma") for part in section):
        if words or number != round(number, _decimals(section)):
            raise _Unread
        return Look.QUANTITY
    if places and number != number.to_integral_value():
        raise _Unread
    return _seen(_filled(section, str(int(number)), len(places)))


def _section_of(number: Decimal, sections: Sequence[tuple[_Part, ...]]) -> tuple[_Part, ...]:
    of_numbers = sections[: _TEXT_SECTION - 1] if len(sections) == _TEXT_SECTION else sections
    if len(of_numbers) > 1 and any(part.kind == "text" for part in of_numbers[-1]):
        of_numbers = of_numbers[:-1]
    if number < 0 and len(of_numbers) > 1:
        raise _Unread
    return of_numbers[2] if number == 0 and len(of_numbers) > 2 else of_numbers[0]  # noqa: PLR2004 - the third


def _decimals(section: Sequence[_Part]) -> int:
    """Figures behind the point; a comma has to stand between figures before it, and not behind them."""
    kinds = [part.kind for part in section if part.kind in ("figure", "comma", "point")]
    point = kinds.index("point") if "point" in kinds else len(kinds)
    before, behind = kinds[:point], kinds[point + 1 :]
    if set(behind) - {"figure"} or (before and before[-1] == "comma") or before[:1] == ["comma"]:
        raise _Unread
    return len(behind)


def _filled(section: Sequence[_Part], figures: str, places: int) -> str:
    """The figures in their places, from the right; what has no place stands before the first."""
    if figures == "0" and places and all(part.text != "0" for part in section if part.kind == "figure"):
        raise _Unread
    spare, rest = figures[: max(0, len(figures) - places)], figures[-places:] if places else ""
    missing, said, place = places - len(rest), "", 0
    for part in section:
        if part.kind == "word":
            said += part.text
            continue
        if place == 0:
            said += spare
        if place < missing:
            said += {"0": "0", "?": " "}.get(part.text, "")
        else:
            said += rest[place - missing]
        place += 1
    return said


def _seen(text: str) -> str:
    found = text.strip()
    if not found:
        raise _Unread
    return found


@lru_cache(maxsize=1024)
def _sections(form: str) -> tuple[tuple[_Part, ...], ...]:
    if len(form) > _LONGEST:
        raise _Unread
    sections: list[list[_Part]] = [[]]
    for part in _parts(form):
        if part.kind == "section":
            sections.append([])
        else:
            sections[-1].append(part)
    if len(sections) > _TEXT_SECTION:
        raise _Unread
    return tuple(map(tuple, sections))


def _parts(form: str) -> Iterator[_Part]:
    at = 0
    while at < len(form):
        char, following = form[at], form[at + 1 : at + 2]
        if found := _GENERAL.match(form, at):
            yield _Part("general")
            at = found.end()
        elif char == "[":
            found = _SIGN.match(form, at) or _COLOUR.match(form, at)
            if found is None:  # a condition, Chinese figures, hours
                raise _Unread
            if found.re is _SIGN and found[1]:
                yield _Part("word", found[1])
            at = found.end()
        elif char == '"':
            end = form.find('"', at + 1)
            if end < 0:
                raise _Unread
            yield _Part("word", form[at + 1 : end])
            at = end + 1
        elif char in "\\_*":
            if char != "*" and following:
                yield _Part("word", following if char == "\\" else " ")
            at += 2
        else:
            yield _single(char)
            at += 1


def _single(char: str) -> _Part:
    kind = {";": "section", "@": "text", ".": "point", ",": "comma"}.get(char)
    if kind is not None:
        return _Part(kind)
    if char in "0#?":
        return _Part("figure", char)
    if char in _PLAIN or not char.isascii():
        return _Part("word", char)
    raise _Unread  # a percentage, a fraction, a power of ten, a day
