"""Periods hold from their first day, up to and without the day on which they no longer hold."""

from datetime import date

import pytest

from graph.words.periods import holds_on

FIRST, END = date(2025, 8, 1), date(2027, 6, 16)


@pytest.mark.parametrize(
    ("day", "holds"),
    [(date(2025, 7, 31), False), (FIRST, True), (date(2027, 6, 15), True), (END, False)],
)
def test_the_first_day_counts_and_the_end_does_not(day: date, holds: bool) -> None:
    assert holds_on(day, FIRST, END) is holds


def test_without_first_day_or_end_it_always_held_or_still_does() -> None:
    assert holds_on(date(1949, 10, 1), None, END)
    assert not holds_on(END, None, END)
    assert holds_on(date(2099, 1, 1), FIRST, None)
    assert not holds_on(date(2025, 7, 31), FIRST, None)
