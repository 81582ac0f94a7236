"""An annotated copy that nobody has mended is refused again: what was lost in the file comes back as no value."""

from __future__ import annotations

import pytest
from builders.city import City, established
from builders.dirty.case import Case
from builders.dirty.cells import CELLS
from builders.dirty.headers import HEADERS
from builders.dirty.looks import LOOKS
from builders.dirty.mangled import MANGLED
from builders.dirty.rows import ROWS
from builders.more import left_out
from builders.papers import PAPER, REVIEWED

from api.command.imported_copy import copy_of
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.subjects.importing.desk import Imported, import_file

EVERY = (*HEADERS, *CELLS, *ROWS, *LOOKS, *MANGLED)
LOST = {"CELL_ERROR", "NUMBER_LOOKS", "NUMBER_INEXACT", "CODE_DATED", "ROW_WIDE", "DATE", "CONTROL_CHARACTER"}
"""Faults of what a copy could make whole by itself, by writing down what is read."""
SOME = [case for case in EVERY if {code for _, code in case.faults} & LOST]


@pytest.fixture
async def city(store: Store, personal: PersonalData) -> City:
    return await established(store, personal)


async def brought(city: City, case: Case, content: bytes) -> Imported:
    return await import_file(
        city.store, city.personal, city.admin, case.kind, content, commit=False, paper=PAPER, reviewed=REVIEWED
    )


async def outcomes(city: City, cases: list[Case]) -> dict[str, tuple[object, ...]]:
    """What comes of a file and what of its copy, where one is refused and the other is not, or holds other values."""
    found: dict[str, tuple[object, ...]] = {}
    for case in cases:
        first = await brought(city, case, case.content)
        if first.source is None:
            continue
        again = await brought(city, case, copy_of(case.content, first, chinese=True).content)
        same = first.clean == again.clean and (not first.clean or first.lines == again.lines)
        if not same:
            found[case.name] = (first.review.faults, again.review.faults)
    return found


async def test_what_was_lost_in_a_file_is_not_read_out_of_its_copy(city: City) -> None:
    by_code: dict[tuple[str, object, bytes], Case] = {}
    for case in SOME:
        by_code.setdefault((case.faults[0][1], case.kind, case.content[:4]), case)
    assert len(by_code) > 10
    assert await outcomes(city, list(by_code.values())) == {}


@left_out
async def test_of_no_dirty_file_the_copy_is_read_as_anything_else(city: City) -> None:
    assert await outcomes(city, list(EVERY)) == {}
