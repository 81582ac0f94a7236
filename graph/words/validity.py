"""For how long a licence of a type is valid (有效期限范围, GB/T 36902): 长期, n年, n月 or n天, and several of them.

The last day of validity is said here once: what begins on 1 March for a year ends with the last of February. Where the
last month has no day of that number, it ends with the month (民法典第二百零二条).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

LONG_TERM = "长期"
_RANGE = re.compile(r"([1-9]\d{0,3})(年|月|天)", re.ASCII)
_SEPARATOR = re.compile(r"[、；;]")
_MONTHS = {"年": 12, "月": 1}
WITHOUT_END = frozenset({LONG_TERM, "永久", "长期有效", "无固定期限"})
"""What forms and business systems write for 长期."""
_FIGURES = {
    **{figure: value for value, figure in enumerate("〇一二三四五六七八九")},
    **{figure: value for value, figure in enumerate("零壹贰叁肆伍陆柒捌玖")}, "两": 2,
}  # fmt: skip
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100}
_SAID = re.compile(rf"(\d{{1,4}}|[{''.join((*_FIGURES, *_TENS))}]{{1,7}})(?:周?(年)|个?(月)|天|日)(?:期|整)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Term:
    """One range of validity."""

    count: int
    """0 is 长期."""
    unit: str = ""
    """年, 月 or 天."""

    def __str__(self) -> str:
        return f"{self.count}{self.unit}" if self.count else LONG_TERM

    def last_day(self, first: date) -> date | None:
        """The last day of what begins on a day; None is 长期.

        Raises:
            OverflowError: No calendar goes as far.
        """
        if not self.count:
            return None
        try:
            if self.unit == "天":
                return first + timedelta(days=self.count - 1)
            return _day_before(first, self.count * _MONTHS[self.unit])
        except ValueError as cause:
            raise OverflowError(str(self)) from cause


def terms_of(written: str) -> tuple[Term, ...]:
    """The ranges that a type allows: `5年`, `长期`, `3年、5年、长期`.

    Raises:
        ValueError: One of them is none.
    """
    return tuple(_term(part.strip()) for part in _SEPARATOR.split(written))


def term_said(plain: str) -> Term | None:
    """The length of time that a text without blanks says, as people write it: 3年, 三年, 36个月, 180日, 永久.

    None where it says none, or where it can be read in two ways.
    """
    if plain in WITHOUT_END:
        return Term(0)
    found = _SAID.fullmatch(plain)
    count = found and _count(found[1])
    if not found or not count:
        return None
    return Term(count, found[2] or found[3] or "天")


def last_days(first: date, terms: Sequence[Term]) -> tuple[date | None, ...]:
    """The last days that a licence may have which begins on a day; None is 长期."""
    found = []
    for term in terms:
        try:
            found.append(term.last_day(first))
        except OverflowError:
            continue
    return tuple(found)


def _count(written: str) -> int | None:
    """A number in figures or in Chinese; None where it is none, or more than one, as 一二."""
    if written.isdigit():
        return int(written)
    total, open_figure, least = 0, None, 1000
    for figure in written:
        if figure in _TENS:
            if _TENS[figure] >= least or open_figure == 0:
                return None
            least = _TENS[figure]
            total += (1 if open_figure is None else open_figure) * least
            open_figure = None
        elif open_figure:
            return None
        else:
            open_figure = _FIGURES[figure]
    if least == _TENS["百"] and open_figure and not {"零", "〇"} & set(written):
        return None  # 一百八 is 108 to some, and 180 to others
    return total + (open_figure or 0)


def _term(written: str) -> Term:
    if written == LONG_TERM:
        return Term(0)
    parts = _RANGE.fullmatch(written)
    if parts is None:
        raise ValueError(written)
    return Term(int(parts[1]), parts[2])


def _day_before(first: date, months: int) -> date:
    """The day before the one that has the same number so many months later, or the last of that month."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1) + timedelta(days=min(first.day - 1, monthrange(year, month + 1)[1]) - 1)
