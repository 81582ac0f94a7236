"""What a cell shows of a day is what is read of it: all of it, the part that is shown, or nothing."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from graph.office.sheets.day_formats import BUILT_IN_DAYS, seen
from graph.office.sheets.days import day_of
from graph.office.sheets.number_formats import Look
from graph.office.sheets.styles import Looks

AT = datetime.combine(date(2019, 3, 1), time(10, 5))


@pytest.mark.parametrize(
    "form",
    [
        "yyyy-mm-dd", "YYYY/M/D", 'yyyy"年"m"月"d"日"', '[$-804]yyyy"年"m"月"d"日";@', "yyyy\\-mm\\-dd\\ hh:mm:ss",
        '[DBNum1][$-804]yyyy"年"m"月"d"日"', "d mmmm yyyy", "[$-F800]dddd, mmmm dd, yyyy", 'e"年"m"月"d"日"',
        "[Red]yyyymmdd", "m/d/yyyy", "_ yyyy-m-d_ ;@", BUILT_IN_DAYS[14], BUILT_IN_DAYS[22], BUILT_IN_DAYS[31],
    ],
)  # fmt: skip
def test_a_day_of_which_year_month_and_day_are_shown_is_the_day(form: str) -> None:
    assert seen(AT, form) is None


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ('yyyy"年"m"月"', "2019年3月"), ('[$-804]yyyy"年"m"月";@', "2019年3月"), ("yyyy-mm", "2019-03"),
        ('yyyy"年"', "2019年"), ("yyyy", "2019"), ('m"月"d"日"', "3月1日"), ("mmm-yy", "Mar-19"), ("yy-m-d", "19-3-1"),
        ("dddd", "星期五"), ("h:mm", "10:05"), ("mm:ss", "05:00"), ("h:mm AM/PM", "10:05 上午"), ("mmmmm", "M"),
        ("yyyy-mm hh:mm", "2019-03 10:05"), (BUILT_IN_DAYS[17], "Mar-19"), (BUILT_IN_DAYS[30], "3-1-19"),
        (BUILT_IN_DAYS[57], "2019年3月"), (BUILT_IN_DAYS[58], "3月1日"), (BUILT_IN_DAYS[32], "10时05分"),
    ],
)  # fmt: skip
def test_a_day_of_which_a_part_is_shown_is_that_part_and_no_day(form: str, shown: str) -> None:
    assert seen(AT, form) == shown
    assert day_of(shown).day is None
    assert day_of(shown).said is not None


@pytest.mark.parametrize(
    "form",
    [
        "[$-404]e/m/d", "[$-411]ggge", "[$-130000]yyyy-m-d", "[$-1F000804]lunar", "bbbb-m-d", "[>40000]yyyy-mm-dd",
        'yyyy"年', "reserved-0x1F", ";;;", "yyyy-mm-dd general",
    ],
)  # fmt: skip
def test_a_day_by_another_calendar_or_a_form_that_is_not_understood_is_not_read(form: str) -> None:
    assert seen(AT, form) is Look.OTHER


def test_a_day_is_looked_at_by_the_format_of_its_cell_and_not_where_none_are_read() -> None:
    assert Looks(('yyyy"年"',)).of_day(date(2019, 3, 1), 1, 0) == "2019年"
    assert Looks().of_day(date(2019, 3, 1), 1, 0) is Look.UNKNOWN
