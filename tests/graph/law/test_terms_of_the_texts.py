"""What is owed when, in each city: every duty with its number, articles, excuse, extension and who is told."""

from datetime import date
from typing import Final

import pytest

from graph.law.duties import Duty, owed, recurrences
from graph.law.policies import policy
from graph.law.terms import NO_NUMBER, Deadline
from graph.law.workflow import Told
from graph.words.organisation import PostKind

MONDAY = date(2026, 3, 2)
"""No holiday for a month: so many working days end on these days."""
AFTER = {
    2: date(2026, 3, 4), 5: date(2026, 3, 9), 10: date(2026, 3, 16), 15: date(2026, 3, 23), 20: date(2026, 3, 22),
}  # fmt: skip
"""20 are calendar days (JZ-18)."""
NONE: Final = None
"""The text has no number."""
OWED: dict[tuple[str, str], tuple[int | None, str]] = {
    ("CZ", "ANSWER_REQUEST"): (5, "CZ-11"),
    ("CZ", "CORRECT"): (NONE, "CZ-14"),
    ("CZ", "UPDATE_CATALOGUE"): (15, "CZ-7"),
    ("CZ", "UPDATE_DATA"): (NONE, "CZ-12"),
    ("JZ", "CHECK_REQUEST"): (2, "JZ-14.1 JZ-14.2 JZP-4.1"),
    ("JZ", "ANSWER_REQUEST"): (5, "JZ-14.2"),
    ("JZ", "CORRECT"): (5, "JZ-16"),
    ("JZ", "UPDATE_CATALOGUE"): (15, "JZ-8"),
    ("JZ", "UPDATE_DATA"): (NONE, "JZ-18"),
    ("JZ", "KEEP_REPLACED"): (20, "JZ-18"),
    ("JI", "ANSWER_REQUEST"): (NONE, "JI-19.1"),
    ("JI", "CORRECT"): (10, "JI-14"),
    ("JI", "UPDATE_CATALOGUE"): (10, "JI-10"),
    ("JI", "REVIEW_UPDATE"): (5, "JI-10"),
    ("JI", "UPDATE_DATA"): (NONE, "JI-24"),
    ("WH", "ANSWER_REQUEST"): (10, "WH-13"),
    ("WH", "CORRECT"): (NONE, "WH-16"),
    ("WH", "UPDATE_CATALOGUE"): (15, "WH-6"),
    ("WH", "UPDATE_DATA"): (NONE, "WH-14"),
    ("CS", "ANSWER_REQUEST"): (NONE, "CS-29"),
    ("CS", "CORRECT"): (NONE, "CS-32"),
    ("CS", "UPDATE_CATALOGUE"): (NONE, "CS-16"),
    ("CS", "UPDATE_DATA"): (2, "CS-25"),
}
TOLD = {
    ("CZ", "CORRECT"): {Told.USERS},  # 反馈该共享信息相关使用部门
    ("CS", "CORRECT"): {Told.USERS},
    ("CS", "UPDATE_DATA"): {Told.AUTHORITY, Told.USERS},  # 并告知…和所有使用单位
}
EXTENDED = {("JI", "CORRECT"): (10, PostKind.HEAD)}  # 经提供部门主要负责人同意…不超过10个工作日
COMING_BACK: dict[str, dict[tuple[int, int], str]] = {
    "CZ": {(1, 5): "CZ-17", (1, 15): "CZ-17"},
    "JZ": {(month, 5): "JZP-5.3" for month in range(1, 13)},
    "JI": {(11, 30): "JP-9"},
    "WH": {},
    "CS": {(10, 31): "CS-16"},
}


@pytest.mark.parametrize("duty", Duty)
@pytest.mark.parametrize("city", COMING_BACK)
def test_a_duty_is_owed_as_the_text_says(city: str, duty: Duty) -> None:
    found = owed(policy(city), duty, MONDAY)
    if (city, duty.name) not in OWED:
        assert found is None
        return
    assert found is not None
    days, articles = OWED[city, duty.name]
    assert found.due == (NO_NUMBER if days is None else Deadline(AFTER[days]))
    assert " ".join(found.rules) == articles
    assert set(found.told) == TOLD.get((city, duty.name), set())
    assert (found.extension, found.extension_by) == EXTENDED.get((city, duty.name), (None, None))
    assert bool(found.excuse) is ((city, duty.name) == ("WH", "UPDATE_CATALOGUE"))  # 确有正当理由的除外


@pytest.mark.parametrize("city", COMING_BACK)
def test_what_comes_back_does_so_on_the_day_of_the_text(city: str) -> None:
    found = list(recurrences(policy(city), date(2026, 1, 1), date(2026, 12, 31)))
    assert {(each.due_on.month, each.due_on.day): " ".join(each.duty.rules) for each in found} == COMING_BACK[city]
    assert len(found) == len(COMING_BACK[city])
