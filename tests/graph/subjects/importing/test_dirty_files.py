"""Files as clerks have them: what a person means is written, or the file is refused with cell and cure."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

import pytest
from builders import catalogue as build
from builders.city import City, established, uscc
from builders.dirty.case import STORED, Case
from builders.dirty.cells import CELLS
from builders.dirty.clerks import CLERKS
from builders.dirty.headers import HEADERS
from builders.dirty.looks import LOOKS
from builders.dirty.mangled import MANGLED
from builders.dirty.rows import ROWS
from builders.more import TORTURE, left_out
from builders.papers import PAPER, REVIEWED

from graph.errors import Refusal
from graph.office.review import Hint
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.subjects.importing.desk import Imported, import_file
from graph.subjects.sources.desk import Sources, add_sources
from graph.words.imports import Kind

CASES = (*HEADERS, *CELLS, *ROWS, *LOOKS, *MANGLED, *CLERKS)
_CELL = re.compile(r"单元格 [A-Z]{1,2}\d+")
_CELL_EN = re.compile(r"cell [A-Z]{1,2}\d+")
_CURE = re.compile(r"请|应为|应如")


@dataclass
class Told:
    """What all files together were told."""

    wrong: dict[str, object] = field(default_factory=dict)
    about_cells: int = 0
    placed_and_cured: int = 0
    lacking: Counter[str] = field(default_factory=Counter)


@pytest.fixture
async def city(store: Store, personal: PersonalData) -> City:
    founded = await established(store, personal)
    await add_sources(store, Sources(systems=(build.system("SYS-7", name="人口系统"),)), founded.admin)
    return founded


def said(outcome: Imported) -> list[Refusal | Hint]:
    return [*outcome.review.faults, *outcome.review.hints]


def words(outcome: Imported) -> str:
    source = [outcome.source.words.zh] if outcome.source else []
    return "\n".join([*source, *(each.message.zh for each in said(outcome))])


def cells(outcome: Imported) -> list[tuple[str, str]]:
    """The cell that each fault names in its words, with its code."""
    found = [(_CELL.findall(fault.message.zh), str(fault.code)) for fault in outcome.review.faults]
    return [(places[-1].removeprefix("单元格 ") if places else "", code) for places, code in found]


async def stored(city: City, kind: Kind) -> list[tuple[object, ...]]:
    bounds = {"first": uscc(60), "last": uscc(70)} if kind is Kind.DEPARTMENTS else {}
    return [tuple(row) for row in await city.store.read(STORED[kind], **bounds)]


async def emptied(city: City) -> None:
    """Take away what a file has written."""
    await city.store.write(
        lambda unit: unit.run(
            "MATCH (n) WHERE (n:System AND NOT n.id IN ['SYS-1', 'SYS-7']) OR (n:Library AND n.id <> 'LIB-1') "
            "OR n:Resource OR n:Item OR n:EntryVersion OR (n:LegalBasis AND NOT n.id IN ['LAW-1', 'OLD-LAW']) "
            "OR (n:Department AND n.id >= $first AND n.id <= $last) DETACH DELETE n",
            first=uscc(60),
            last=uscc(70),
        )
    )


async def taken(city: City, case: Case, told: Told) -> None:
    outcome = await import_file(
        city.store, city.personal, city.admin, case.kind, case.content, commit=True, paper=PAPER, reviewed=REVIEWED
    )
    found = await stored(city, case.kind)
    expected = list(case.means)
    problems: list[object] = []
    if found != expected:
        problems.append(("written", found, "meant", expected))
    if outcome.written != (not case.faults):
        problems.append(("written is", outcome.written, cells(outcome)))
    if not set(case.faults) <= set(cells(outcome)):
        problems.append(("refused for", cells(outcome), "not", case.faults))
    codes = {str(each.code) for each in outcome.review.hints}
    if not set(case.hints) <= codes:
        problems.append(("hints", sorted(codes)))
    problems += [("does not say", each, words(outcome)) for each in case.says if each not in words(outcome)]
    if problems:
        told.wrong[case.name] = problems
    for each in outcome.review.faults:
        if len(each.path) > 1 and each.code != "MISSING_COLUMN":  # a column that is not there has no cell
            told.about_cells += 1
            whole = _CELL.search(each.message.zh) and _CELL_EN.search(each.message.en) and _CURE.search(each.message.zh)
            told.placed_and_cured += bool(whole)
            told.lacking[str(each.code)] += not whole
    if found:
        await emptied(city)


@left_out
async def test_of_no_dirty_file_a_wrong_value_is_written_and_nine_of_ten_messages_name_the_cell_and_the_cure(
    city: City,
) -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 40
    told = Told()
    sampled = city.store.server is None and not TORTURE  # a sheet is read alike whatever the store
    cases = CASES[::5] if sampled else CASES
    for case in cases:
        await taken(city, case, told)
    read = sum(not case.faults for case in cases)
    kinds = len({case.kind for case in cases})
    print(  # noqa: T201 - the figures of `docs/figures.md`
        f"dirty files {len(cases)}: read {read}, refused {len(cases) - read}, of {kinds} kinds; "
        f"wrong values written {len(told.wrong)}; messages about cells {told.about_cells}, "
        f"with cell and cure {told.placed_and_cured}"
    )
    assert told.wrong == {}, "\n".join(f"{name}: {why}" for name, why in told.wrong.items())
    assert told.placed_and_cured >= 0.9 * told.about_cells, told.lacking
