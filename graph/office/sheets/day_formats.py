"""What people see of a day by its number format (ECMA-376 part 1, 18.8.30 and 18.8.31): 2019年3月 of 1 March 2019.

* Where year, month and day are all shown, in whatever order, the day is what is in the cell.
* Where one of them is not, or a year has two figures, what is shown is read, as if it had been typed.
* What is counted by another calendar, or not understood, is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

from graph.office.sheets.number_formats import Look

BUILT_IN_DAYS: Final = {
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm am/pm", 19: "h:mm:ss am/pm", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy/m/d h:mm", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    **dict.fromkeys((27, 36, 50, 52, 57), "yyyy年m月"), **dict.fromkeys((28, 29, 51, 53, 54, 58), "m月d日"),
    30: "m-d-yy", 31: "yyyy年m月d日", 32: "h时mm分", 33: "h时mm分ss秒", **dict.fromkeys((34, 55), "上午/下午h时mm分"),
    **dict.fromkeys((35, 56), "上午/下午h时mm分ss秒"),
}  # fmt: skip
"""The formats that are known by their number alone, as a Chinese spreadsheet shows them (18.8.30, zh-cn)."""
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_WEEKDAYS: Final = "一二三四五六日"
_CALENDAR: Final = re.compile(r"\[\$[^\]-]*-([0-9a-f]+)[^\]]*\]", re.IGNORECASE)
_ORDINARY: Final = frozenset((0, 1))
"""Calendars of a locale that count as the common one does; others are lunar, of eras, of Buddha."""
_SYSTEM: Final = 0xF800
"""Stands for the long form of a day of the machine."""
_ERAS: Final = frozenset((0x404, 0x411, 0x412, 0x41E))
"""Languages whose year `e` is that of an era."""
_TOKEN: Final = re.compile(
    r'(?P<said>"[^"]*"|\\.|_.)|(?P<fill>\*.)|(?P<elapsed>\[(?:h+|m+|s+)\])'
    r"|(?P<plain>\[\$[^\]]*\]|\[dbnum\d\]|\[eng\]|\[color ?\d{1,2}\])"
    r"|(?P<colour>\[(?:black|blue|cyan|green|magenta|red|white|yellow)\])"
    r"|(?P<half>am/pm|a/p|上午/下午)|(?P<part>y+|e+|m+|d+|aaaa?|h+|s+(?:\.0+)?)|(?P<end>;)|(?P<sign>[^a-z\[\]@*\\\"_#?0])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def seen(moment: datetime, form: str) -> str | Look | None:
    """What a cell shows of a day and a time; None where that is the whole day.

    Args:
        moment: What is in the cell.
        form: Its number format.
    """
    tokens = _tokens(form)
    if tokens is None:
        return Look.OTHER
    parts = {_whole(token.text) for token in tokens if token.kind == "part"}
    if {"year", "month", "day"} <= parts:
        return None
    return "".join(_shown(token, moment) for token in tokens).strip() or Look.OTHER


def _whole(part: str) -> str:
    """Which of a day is said in full."""
    letter, many = part[0], len(part)
    if letter == "e" or (letter == "y" and many > 2):  # noqa: PLR2004 - figures of a year
        return "year"
    if letter == "m" and many < 5:  # noqa: PLR2004 - five are its first letter
        return "month"
    return "day" if letter == "d" and many < 3 else ""  # noqa: PLR2004 - three are the day of the week


@lru_cache(maxsize=1024)
def _tokens(form: str) -> tuple[_Token, ...] | None:
    """The pieces of a format for what is no negative number; None where it is not understood."""
    try:
        return tuple(_minutes(list(_pieces(form))))
    except ValueError:
        return None


def _pieces(form: str) -> Iterator[_Token]:
    eras = False
    for calendar in _CALENDAR.finditer(form):
        code = int(calendar[1], 16)
        eras = eras or code & 0xFFFF in _ERAS
        if (code >> 16) & 0xFF not in _ORDINARY and code != _SYSTEM:
            raise ValueError(form)
    at = 0
    while at < len(form):
        found = _TOKEN.match(form, at)
        if found is None or found.lastgroup is None:
            raise ValueError(form)
        at, text = found.end(), found[0]
        match found.lastgroup:
            case "end":
                return
            case "said":
                yield _Token("said", " " if text[0] == "_" else text.strip('"') if text[0] == '"' else text[1:])
            case "sign":
                yield _Token("said", text)
            case "part" | "half" | "elapsed" as kind:
                if eras and text[0] in "eE":
                    raise ValueError(form)
                yield _Token(kind, text.lower())
            case _:
                continue


def _minutes(tokens: list[_Token]) -> Iterator[_Token]:
    """The pieces, with `m` as minutes behind hours and before seconds."""
    timed = [at for at, token in enumerate(tokens) if token.kind in ("part", "elapsed")]
    for at, token in enumerate(tokens):
        if token.kind == "part" and token.text in ("m", "mm"):
            place = timed.index(at)
            before = tokens[timed[place - 1]].text.strip("[") if place else ""
            behind = tokens[timed[place + 1]].text if place + 1 < len(timed) else ""
            if before[:1] == "h" or behind[:1] == "s":
                yield _Token("minutes", token.text)
                continue
        yield token


def _shown(token: _Token, moment: datetime) -> str:
    many = len(token.text)
    match token.kind, token.text[:1]:
        case "said", _:
            return token.text
        case "minutes", _:
            return str(moment.minute).zfill(many)
        case "half", _:
            return "上午" if moment.hour < 12 else "下午"  # noqa: PLR2004 - noon
        case "part", "y" | "e":
            return f"{moment.year}" if _whole(token.text) else f"{moment.year % 100:02}"
        case "part", "m":
            name = _MONTHS[moment.month - 1]
            return str(moment.month).zfill(many) if many < 3 else {3: name[:3], 4: name}.get(many, name[0])  # noqa: PLR2004
        case "part", "d" | "a":
            return str(moment.day).zfill(many) if _whole(token.text) else f"星期{_WEEKDAYS[moment.weekday()]}"
        case "part", "h":
            return str(moment.hour).zfill(many)
        case "part", "s":
            return str(moment.second).zfill(2)
        case _:
            return "…"
