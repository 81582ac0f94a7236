"""`zhengtu law trace`: every article with what carries it, as it is printed."""

import contextlib
import io
import json

import pytest

from api.command.ending import run
from api.command.zhengtu import app
from api.process.terminal import words
from graph.law.articles import DOCUMENTS, articles_of
from graph.law.cities.lacking import NOT_YET
from graph.law.tracing import WORDS_ONLY, Carried


@pytest.fixture(scope="module")
def traced() -> dict[str, tuple[str, ...]]:
    """What stands in the lines, by article."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        assert run(lambda: app(["law", "trace"], prog_name="zhengtu")) == 0
    rows = [tuple(line.split("\t")) for line in said.getvalue().splitlines()]
    assert all(len(row) == 5 for row in rows)
    return {row[0]: row[1:] for row in rows}


def test_the_223_articles_and_what_the_plan_asks_for_are_printed_in_order(traced: dict[str, tuple[str, ...]]) -> None:
    articles = [rule.id for document in DOCUMENTS for rule in articles_of(document.prefix)]
    of_plan = {"JZP-3": 3, "JZP-4": 3, "JZP-5": 4}
    everything = [
        each
        for article in articles
        for each in ([f"{article}.{item}" for item in range(1, of_plan.get(article, 0) + 1)] or [article])
    ]
    assert list(traced) == everything
    assert len(traced) == 223 + 12


def test_an_item_of_the_plan_is_carried_by_what_names_it_alone(traced: dict[str, tuple[str, ...]]) -> None:
    assert traced["JZP-3.1"][1] == "JZ.must_share"
    assert traced["JZP-5.4"][0] in ("WAITING", "待实现")


def test_an_article_is_traced_to_rows_code_and_tests(traced: dict[str, tuple[str, ...]]) -> None:
    state, rows, code, tests = traced["WH-16"]
    assert state in ("CARRIED", "已实现")
    assert {"WH.objection"} <= set(rows.split())
    assert "graph.words.objections" in code.split()
    assert "tests/graph/subjects/objections/test_rules.py" in tests.split()
    state, rows, code, _ = traced["CZ-1"]
    assert (state in ("NOTHING_ASKED", "无需软件"), rows, code) == (True, "-", "-")


def test_what_only_words_carry_is_not_called_carried(traced: dict[str, tuple[str, ...]]) -> None:
    state, rows, code, _ = traced["WH-26"]
    assert (state in ("WORDS", "仅有文字"), code) == (True, "-")
    assert {place.partition(".")[2] for place in rows.split()} <= set(WORDS_ONLY)


@pytest.mark.parametrize("article", ["WH-10", "JI-36"])
def test_a_breach_that_is_not_found_yet_carries_nothing(traced: dict[str, tuple[str, ...]], article: str) -> None:
    state, rows, _, _ = traced[article]
    assert state in ("WORDS", "仅有文字")
    assert ".findings." in rows


@pytest.mark.parametrize("article", ["WHL-4", "WHL-7", "WHL-20", "JI-26", "JZ-13"])
def test_what_modules_do_without_a_row_names_them(traced: dict[str, tuple[str, ...]], article: str) -> None:
    state, _, code, _ = traced[article]
    assert (state in ("NAMED", "代码中提及"), code != "-") == (True, True)


def test_the_states_are_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(lambda: app(["law", "trace", "--help"], prog_name="zhengtu")) == 0
    told = capsys.readouterr().out
    assert [each for each in Carried if words(each.value, each.name) not in told and each is not Carried.UNTESTED] == []


def test_a_program_reads_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(lambda: app(["law", "trace", "--json"], prog_name="zhengtu")) == 0
    told = capsys.readouterr()
    lines = [json.loads(line) for line in told.out.splitlines()]
    assert len(lines) == 235
    assert set(lines[0]) == {"article", "state", "rows", "code", "tests", "missing"}
    assert (
        {each["article"] for each in lines if each["missing"]}
        == {each["article"] for each in lines if each["state"] == "PARTLY"}
        == set(NOT_YET)
    )
    assert "235" in told.err
    assert all(name in told.err for name in WORDS_ONLY)
