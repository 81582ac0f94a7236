"""What stands in a cell, as people would write it; and which of it a spreadsheet has changed behind their backs.

A spreadsheet keeps 15 digits of a number. A code of 18 digits in a numeric cell is another code when it is read.
"""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final, TypeAlias

from graph.errors import Text

Cell: TypeAlias = int | float | str | bool | time | date | datetime | timedelta
EXACT_DIGITS: Final = 15
"""Digits of a number that a spreadsheet keeps; it makes zeros of the ones behind, or other digits."""
UNCOMPUTED: Final = "=…"
"""Stands for a formula whose value is not in the file."""
ERRORS: Final = frozenset(
    (
        *("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!"),
        *("#BLOCKED!", "#UNKNOWN!", "#CONNECT!", "#BUSY!", "#GETTING_DATA", "#EXTERNAL!", "#PYTHON!", UNCOMPUTED),
    )
)
"""What stands where a formula has no value."""
_SCIENTIFIC: Final = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+) ?[Ee]\+\d{1,3}|[+-]?\d+[.,]\d+[Ee]\d{1,3}")
"""How spreadsheets write a long number into a text file: 1.13402E+17, also 1,13402E+17, 113.402E+15, 1.13402E17."""


def inexact(cell: Cell) -> bool:
    """Whether a number has more digits than were kept of what was typed."""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return False
    number = Decimal(repr(cell))
    if not number.is_finite() or abs(number) >= 10**EXACT_DIGITS:
        return True
    return len(number.normalize().as_tuple().digits) > EXACT_DIGITS


def written(cell: Cell) -> str:
    """A cell's value as people would write it into a text file."""
    match cell:
        case str():
            return cell
        case bool():
            return "TRUE" if cell else "FALSE"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime() | date() | time():
            return cell.isoformat()
        case float() if math.isfinite(cell):
            return format(Decimal(repr(cell)), "f")
        case _:
            return str(cell)


def power_of_ten(code: str) -> bool:
    """Whether this is how a spreadsheet writes a long number."""
    return _SCIENTIFIC.fullmatch(unicodedata.normalize("NFKC", code)) is not None


def rounded(where: Text, shown: str) -> Text:
    """Tell a person that what was typed is no longer in the file, and what to do."""
    return Text(
        f"{where.zh}读作 {shown}：电子表格的数字只保留{EXACT_DIGITS}位，多出的数位已丢失；"
        "请先把该列设为文本格式，再重新填写",
        f"{where.en} reads {shown}: a spreadsheet keeps {EXACT_DIGITS} digits of a number and the others are lost; "
        "format the column as text, then type it again",
    )


def letters(position: int) -> str:
    """The letters of a column, from its position from 0: A, B, …, Z, AA."""
    letters, rest = "", position + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
