"""A changed cell of the law's table is told by some test: a fixed sample of `make mutate-law`, and its machinery."""

import os
import subprocess
import sys
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest
from builders.more import left_out
from mutations.__main__ import accepted
from mutations.behaviour import Behaviour
from mutations.mutants import mutants
from mutations.reading import reading
from mutations.trying import tried
from mutations.variants import SORTS, variants

from graph.law.duties import Duty, owed
from graph.law.policies import POLICIES, table_on
from graph.law.policy import Cell
from graph.law.terms import NO_NUMBER, Deadline
from graph.law.workflow import Span, Within
from graph.law.workflows import OBJECTION
from graph.words.organisation import PostKind

ROOT = Path(__file__).parents[3]
EVERY = list(mutants())


@left_out
def test_a_sample_of_the_mutants_is_killed() -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
    run = subprocess.run(
        [sys.executable, "-m", "mutations", "sample"],
        cwd=ROOT,
        env={**environment, "PYTHONPATH": f"{ROOT / 'tests'}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "survivors: " in run.stdout


def test_every_mutant_has_a_place_of_its_own_and_every_sort_occurs() -> None:
    assert len({each.place for each in EVERY}) == len(EVERY)
    assert {each.sort for each in EVERY} == set(SORTS)
    assert {each.row for each in EVERY} == {"CZ", "JZ", "JI", "WH", "CS", "acts"}


def test_every_mutant_differs_from_the_table_and_is_put_back() -> None:
    for each in EVERY:
        before = getattr(each.on, each.attribute)
        with each.in_force():
            assert getattr(each.on, each.attribute) != before, each.place
        assert getattr(each.on, each.attribute) is before


def test_an_accepted_survivor_is_a_mutant_and_has_a_reason() -> None:
    assert accepted().keys() <= {each.place for each in EVERY}
    assert all(len(reason) > 20 for reason in accepted().values())


@pytest.mark.parametrize(
    ("value", "name", "changed"),
    [
        (10, "days", [11, 9]),
        (None, "days", [5]),
        (None, "month", []),
        (True, "handed_in", [False]),
        (PostKind.HEAD, "post", [PostKind.CONTACT]),
        ("JI-14", "", ["JI-15"]),
        ("市发改委", "body", []),
        (range(1, 11), "values", [range(1, 12), range(1, 10), range(2, 11), range(11)]),
        (("CZ-24",), "rules", [("CZ-23",), ()]),
        (Span.AT_REST, "lasts", [Within(5), NO_NUMBER, Span.RUNS_ON, Span.LONGER]),
    ],
)
def test_a_value_is_changed_in_one_thing(value: object, name: str, changed: list[object]) -> None:
    assert [new for _, _, new in variants(value, name)] == changed


def test_a_mutant_is_killed_by_the_first_red_test_and_survives_without_one() -> None:
    days = next(each for each in EVERY if each.place == "JI.workflows.catalogue_update.value[0].lasts.days#1")

    def held() -> None:
        duty = owed(POLICIES["JI"], Duty.UPDATE_CATALOGUE, date(2026, 3, 2))
        assert duty is not None
        assert duty.due == Deadline(date(2026, 3, 16))

    def blind() -> None:
        assert POLICIES

    tests = [Behaviour(test.__name__, test, {}, reads={days.cell}) for test in (blind, held)]
    assert not any(test.red() for test in tests)
    assert [each.killed_by for each in tried([days], tests)] == ["held"]
    assert [each.killed_by for each in tried([days], tests[:1])] == [None]
    assert [each.killed_by for each in tried([days], [Behaviour("elsewhere", held, {}, reads={"JI.opening"})])] == [
        None
    ]


def test_what_a_test_reads_is_the_cells_that_it_looks_at_and_nothing_that_is_only_passed_by() -> None:
    with reading() as cells:
        assert POLICIES["JI"].opening is None
        assert table_on("WH", OBJECTION, date(2026, 3, 2))
    assert "WH.workflows.objection" in cells
    assert "JI.opening" in cells
    assert not any(cell.startswith(("JI.workflows", "WH.workflows.sharing", "CZ.")) for cell in cells)
    reworded = replace(POLICIES["WH"], agent=Cell("代理", ("WH-1",), since=date(2026, 1, 1)))
    with reading() as cells:
        assert reworded.on(date(2025, 1, 1)).agent is None
    assert {"WH.workflows.sharing", "WH.opening"} <= cells
    with reading() as cells:
        pass
    assert POLICIES["JI"].workflows
    assert not cells


def test_every_mutant_is_of_a_cell_that_some_test_can_read() -> None:
    workflows = {f"{row.id}.workflows.{name}" for row in POLICIES.values() for name in row.workflows}
    others = {f"{row.id}.{each.name}" for row in POLICIES.values() for each in fields(row)}
    acts = {f"acts.{name}" for name in ("posts", "roles")}
    assert {each.cell for each in EVERY} <= workflows | others | acts
