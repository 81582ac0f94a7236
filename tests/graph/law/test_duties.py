"""What is due when: worked out by hand from the texts."""

from dataclasses import replace
from datetime import date

import pytest

from graph.law.cities.owing import zero_reports
from graph.law.duties import Duty, owed, recurrences
from graph.law.duty_workflows import ZERO_REPORT
from graph.law.policies import POLICIES, policy
from graph.law.policy import Cell
from graph.law.provisions import About, PeriodicDuty
from graph.law.terms import NO_NUMBER, Deadline
from graph.law.workflow import Table


@pytest.mark.parametrize(
    ("city", "duty", "event", "due", "article"),
    [
        ("CZ", Duty.UPDATE_CATALOGUE, date(2025, 9, 22), date(2025, 10, 17), "CZ-7"),
        ("JI", Duty.UPDATE_CATALOGUE, date(2026, 2, 11), date(2026, 3, 3), "JI-10"),
        ("JI", Duty.REVIEW_UPDATE, date(2026, 3, 3), date(2026, 3, 10), "JI-10"),
        ("WH", Duty.UPDATE_CATALOGUE, date(2026, 6, 15), date(2026, 7, 7), "WH-6"),
        ("CZ", Duty.ANSWER_REQUEST, date(2025, 9, 26), date(2025, 10, 10), "CZ-11"),
        ("WH", Duty.ANSWER_REQUEST, date(2026, 2, 14), date(2026, 3, 6), "WH-13"),
        ("JZ", Duty.CHECK_REQUEST, date(2025, 9, 30), date(2025, 10, 10), "JZ-14.2"),
        ("JZ", Duty.ANSWER_REQUEST, date(2025, 10, 9), date(2025, 10, 15), "JZ-14.2"),
        ("JZ", Duty.ANSWER_REQUEST, date(2026, 5, 16), date(2026, 5, 22), "JZ-14.2"),
        ("JZ", Duty.CORRECT, date(2025, 10, 3), date(2025, 10, 15), "JZ-16"),
        ("JI", Duty.CORRECT, date(2026, 2, 13), date(2026, 3, 5), "JI-14"),
        ("CS", Duty.UPDATE_DATA, date(2026, 2, 13), date(2026, 2, 24), "CS-25"),
        ("JZ", Duty.KEEP_REPLACED, date(2025, 9, 15), date(2025, 10, 5), "JZ-18"),
    ],
)
def test_a_term_ends_where_the_text_has_it_end(city: str, duty: Duty, event: date, due: date, article: str) -> None:
    found = owed(policy(city), duty, event)
    assert found is not None
    assert found.due == Deadline(due)
    assert article in found.rules
    assert found.silence is None


@pytest.mark.parametrize(
    ("city", "duty", "article"),
    [
        ("WH", Duty.CORRECT, "WH-16"),
        ("CS", Duty.UPDATE_CATALOGUE, "CS-16"),
        ("JI", Duty.ANSWER_REQUEST, "JI-19.1"),
        ("CS", Duty.ANSWER_REQUEST, "CS-29"),
        ("CZ", Duty.UPDATE_DATA, "CZ-12"),
    ],
)
def test_a_text_without_a_number_says_so_and_that_the_decree_may_set_one(city: str, duty: Duty, article: str) -> None:
    for event, cited in ((date(2025, 7, 31), {article}), (date(2025, 8, 1), {article, "SC-809"})):
        found = owed(policy(city), duty, event)
        assert found is not None
        assert found.due is NO_NUMBER
        assert found.silence is not None
        assert set(found.silence.rules) == cited


def test_what_a_text_does_not_know_is_owed_by_nobody() -> None:
    known = {row.id for row in POLICIES.values() if owed(row, Duty.KEEP_REPLACED, date(2026, 3, 2))}
    assert known == {"JZ"}
    assert {row.id for row in POLICIES.values() if owed(row, Duty.REVIEW_UPDATE, date(2026, 3, 2))} == {"JI"}
    assert {row.id for row in POLICIES.values() if owed(row, Duty.CHECK_REQUEST, date(2026, 3, 2))} == {"JZ"}
    assert owed(policy("SC809"), Duty.UPDATE_DATA, date(2026, 3, 2)) is None


@pytest.mark.parametrize(
    ("duty", "period", "due"),
    [
        ("CZ-REPORT", date(2025, 1, 1), date(2026, 1, 5)),
        ("CZ-CITY-REPORT", date(2025, 1, 1), date(2026, 1, 15)),
        ("JZ-FILES", date(2025, 12, 1), date(2026, 1, 5)),
        ("JZ-FILES", date(2026, 1, 1), date(2026, 2, 5)),
        ("JP-PLAN", date(2027, 1, 1), date(2026, 11, 30)),
        ("CS-REVIEW", date(2026, 10, 1), date(2026, 10, 31)),
    ],
)
def test_a_period_is_due_on_its_day_and_a_day_tells_its_period(duty: str, period: date, due: date) -> None:
    steps = (step for row in POLICIES.values() for cell in row.workflows.values() for step in cell.value)
    found = next(step.lasts for step in steps if isinstance(step.lasts, PeriodicDuty) and step.lasts.id == duty)
    assert (found.due_on(period), found.period_of(due)) == (due, period)


def test_duties_come_back_on_their_day_and_rest_days_do_not_move_them() -> None:
    dates = {
        city: [each.due_on for each in recurrences(policy(city), date(2026, 1, 1), date(2026, 12, 31))]
        for city in ("CZ", "JI", "CS", "WH")
    }
    assert dates == {
        "CZ": [date(2026, 1, 5), date(2026, 1, 15)],
        "JI": [date(2026, 11, 30)],
        "CS": [date(2026, 10, 31)],
        "WH": [],
    }
    files = [each.due_on for each in recurrences(policy("JZ"), date(2025, 10, 5), date(2026, 1, 4))]
    assert files == [date(2025, 10, 5), date(2025, 11, 5), date(2025, 12, 5)], "the fifth of October is a holiday"


def test_no_duty_comes_back_before_or_after_its_policy() -> None:
    found = list(recurrences(policy("JZ"), date(1, 1, 1), date(9999, 12, 31)))
    assert (found[0].due_on, found[-1].due_on) == (date(2022, 7, 5), date(2027, 6, 5))


def monthly(day: int) -> Cell[Table]:
    return zero_reports(PeriodicDuty("FILES", "报送", "部门", "市", day, ("JZP-5.3",), About.LAST_MONTH))


@pytest.mark.parametrize(
    ("old", "new", "due"),
    [
        (5, 25, [date(2026, 8, 5), date(2026, 9, 5), date(2026, 9, 25), date(2026, 10, 25)]),
        (25, 5, [date(2026, 8, 25), date(2026, 10, 5)]),
    ],
)
def test_a_duty_that_comes_back_is_that_of_the_wording_of_its_day(old: int, new: int, due: list[date]) -> None:
    row = policy("JZ")
    cell = replace(monthly(new), since=date(2026, 9, 10), before=monthly(old))
    amended = replace(row, workflows={**row.workflows, ZERO_REPORT.id: cell})
    assert [each.due_on for each in recurrences(amended, date(2026, 8, 1), date(2026, 10, 31))] == due
