"""Days as people write them in tables: read where the day is certain, otherwise refused with what to write.

* A day is a year of four figures, a month and a day: 2019-3-1, 2019/3/1, 2019.3.1, 20190301, 2019年3月1日, in full
  width as well, with blanks, with a time behind it that is left out.
* In Chinese figures it is a day as well: 二〇一九年三月一日.
* A month without a day is its first day where a period begins, and nowhere else: the end of March may be its first
  day, its last, or the day after.
* The number that a spreadsheet keeps for a day is that day where it is a cell of a workbook that counts from 1900.
* A year of two figures, and one of the Republic (民国), is another year for each who reads it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from graph.errors import Text

EARLIEST, LATEST = 1900, 2200
"""Years between which something is for certain that a bureau records."""
_BLANKS: Final = re.compile(r"(?<=\D)\s+|\s+(?=\D)")
"""Blanks that part no two figures."""
_DAY: Final = re.compile(r"(?:(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})[日号]?|(\d{4})(\d{2})(\d{2}))")
_STAMPED: Final = re.compile(r"(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}[日号]?)[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?")
_MONTH: Final = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})月?")
_YEAR: Final = re.compile(r"(\d{4})年?")
_FIGURES: Final = "〇一二三四五六七八九"
_IN_WORDS: Final = re.compile(
    r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九]|十[一二]?)月"
    r"([一二三四五六七八九]|[二三]?十[一二三四五六七八九]?|[廿卅][一二三四五六七八九]?)[日号]"
)
_SERIAL: Final = re.compile(r"\d{5}")
_REPUBLIC: Final = re.compile(
    r"民国(\d{1,3})年?(?:(\d{1,2})月)?(?:(\d{1,2})日)?.*|(1[01]\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
)
_SHORT: Final = re.compile(r"(\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?")
_TURNED: Final = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}")
_ORIGIN: Final = date(1899, 12, 30)
SERIALS: Final = range(29_221, 73_051)
"""Numbers of the days from 1980 to 2099."""
_BEGINNING_OF_REPUBLIC: Final = 1911
_LAST_HOUR: Final = 23


@dataclass(frozen=True, slots=True)
class Day:
    """What was read of a cell."""

    day: date | None
    """None where it is no day."""
    said: Text | None = None
    """What people are told: why it is none and what to write, or what it was taken for."""
    none_meant: bool = False
    """Whether it may say that there is no such day, so that it may be left blank where it need not be there."""


def day_of(text: str, *, begins: bool = False, serials: bool = False, earliest: int = EARLIEST) -> Day:
    """Read a day.

    Args:
        text: What stands in the cell.
        begins: Whether it is the day on which something begins.
        serials: Whether a number is certainly a spreadsheet's, that counts from 1900.
        earliest: The first year that may be meant.
    """
    word = unicodedata.normalize("NFKC", text).strip()
    plain = _BLANKS.sub("", word)
    if match := _IN_WORDS.fullmatch(plain):
        return _in_words(word, match, earliest)
    if match := _DAY.fullmatch(plain):
        return _checked(word, *(int(part) for part in match.groups() if part), earliest=earliest)
    if match := _STAMPED.fullmatch(word):
        return _without_time(word, match, earliest)
    if (match := _MONTH.fullmatch(plain)) and 1 <= int(match[2]) <= 12:  # noqa: PLR2004 - months
        return _month(word, int(match[1]), int(match[2]), begins=begins)
    if _SERIAL.fullmatch(plain) and int(plain) in SERIALS:
        return _serial(word, int(plain), serials=serials)
    return Day(None, _unread(word, plain), none_meant=not any(char.isdigit() for char in plain))


def _in_words(word: str, match: re.Match[str], earliest: int) -> Day:
    """A day in Chinese figures, 二〇一九年三月一日; what it is taken for is told."""
    year = "".join(str(_FIGURES.index(figure)) for figure in match[1].replace("零", "〇").replace("○", "〇"))
    found = _checked(word, int(year), _counted(match[2]), _counted(match[3]), earliest=earliest)
    if found.day is None:
        return found
    return Day(found.day, Text(f"“{word}”取作 {found.day}", f"{word} is read as {found.day}"))


def _counted(words: str) -> int:
    """A number below a hundred: 三, 十, 十二, 二十, 三十一."""
    tens, ten, ones = words.replace("廿", "二十").replace("卅", "三十").rpartition("十")
    return (_FIGURES.index(tens) if tens else 1) * 10 * bool(ten) + (_FIGURES.index(ones) if ones else 0)


def _checked(word: str, year: int, month: int, day: int, *, earliest: int = EARLIEST) -> Day:
    if not earliest <= year <= LATEST:
        return Day(
            None,
            Text(
                f"“{word}”的年份不在{earliest}至{LATEST}之间，此外的日期多为误填；请核对",
                f"the year of {word} is not between {earliest} and {LATEST}, and is mostly a slip then; check it",
            ),
            none_meant=True,
        )
    try:
        return Day(date(year, month, day))
    except ValueError:
        return Day(
            None,
            Text(
                f"没有{year}年{month}月{day}日这一天（“{word}”）；请核对月、日，写作 2026-01-31",
                f"there is no such day as {word}; check month and day, write it as 2026-01-31",
            ),
        )


def _without_time(word: str, match: re.Match[str], earliest: int) -> Day:
    found = day_of(match[1], earliest=earliest)
    if int(match[2]) > _LAST_HOUR:
        return Day(
            None,
            Text(
                f"“{word}”的时刻不是一天中的时刻，分不清是哪一天；请只写日期，如 2026-01-31",
                f"the time of {word} is none of its day; write the day only, as 2026-01-31",
            ),
        )
    if found.day is None or not any(int(part or 0) for part in match.groups()[1:]):
        return found
    return Day(
        found.day,
        Text(f"“{word}”只取日期 {found.day}，未取时刻", f"of {word} the day, {found.day}, is taken, without the time"),
    )


def _month(word: str, year: int, month: int, *, begins: bool) -> Day:
    if word.endswith(".1"):
        return Day(
            None,
            Text(
                f"“{word}”分不清1月与10月：电子表格把键入的 {year}.10 也写成 {year}.1；"
                f"请写完整，如 {year}-01-01 或 {year}-10-01",
                f"{word} may be January or October: a spreadsheet makes {year}.1 of {year}.10; "
                f"write it in full, as {year}-01-01 or {year}-10-01",
            ),
        )
    if begins:
        first = _checked(word, year, month, 1)
        if first.day is None:
            return first
        return Day(
            first.day,
            Text(
                f"“{word}”没有日，作为起始日期取该月第一天 {first.day}",
                f"{word} has no day; as a beginning it is the first of the month, {first.day}",
            ),
        )
    return Day(
        None,
        Text(
            f"“{word}”没有写明日；请写完整，如 {year}-{month:02}-01",
            f"{word} has no day; write it in full, as {year}-{month:02}-01",
        ),
    )


def _serial(word: str, number: int, *, serials: bool) -> Day:
    day = _ORIGIN + timedelta(days=number)
    if serials:
        return Day(
            day,
            Text(
                f"“{word}”是电子表格的日期序号，取作 {day}",
                f"{word} is the number that a spreadsheet keeps for a day; it is read as {day}",
            ),
        )
    return Day(
        None,
        Text(
            f"“{word}”像是电子表格的日期序号（{day}）；请核对后写作 {day}",
            f"{word} looks like the number that a spreadsheet keeps for {day}; check it and write {day}",
        ),
    )


def _unread(word: str, plain: str) -> Text:
    shown = word[:40]
    if match := _REPUBLIC.fullmatch(plain):
        year = int(match[1] or match[4]) + _BEGINNING_OF_REPUBLIC
        return Text(
            f"“{shown}”像是民国纪年；请改写公历，如 {year}-01-31",
            f"{shown} looks like a year of the Republic; write it by the common calendar, as {year}-01-31",
        )
    if match := _SHORT.fullmatch(plain):
        return Text(
            f"“{shown}”的年份只有两位，分不清年、月、日；请写四位年份，如 20{match[1]}-01-31",
            f"the year of {shown} has two figures, and which part is which is not certain; "
            f"write four, as 20{match[1]}-01-31",
        )
    if _TURNED.fullmatch(plain):
        return Text(
            f"“{shown}”年份在后，分不清月与日；请写作 年-月-日，如 2026-01-31",
            f"in {shown} the year stands last, month and day may be either; write year-month-day, as 2026-01-31",
        )
    if _YEAR.fullmatch(plain):
        return Text(
            f"“{shown}”只有年份；请写明月、日，如 {plain[:4]}-01-31",
            f"{shown} is a year only; write month and day too, as {plain[:4]}-01-31",
        )
    return Text(
        f"“{shown}”不是日期，应如 2026-01-31；请改写",
        f"{shown} is no date; write 2026-01-31",
    )
