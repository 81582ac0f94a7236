"""What is refused of a sheet names its field and its value where it is written down; its rule is its form's."""

from __future__ import annotations

from pathlib import Path

from builders.refusing import found_in

import graph.office
import graph.subjects.importing
from graph.office.sheets.cures import BY_STANDARD
from graph.subjects.importing.table import FORMS
from graph.words.imports import BROUGHT, Kind

OFFICE = Path(graph.office.__path__[0])
PLACES = (OFFICE / "sheets", OFFICE / "naming.py", OFFICE / "published.py", OFFICE / "references.py",
          Path(graph.subjects.importing.__path__[0]))  # fmt: skip
EXCUSED = {
    ("FILE_FORMAT", "value"): "bytes that are no such file",
    ("FILE_EMPTY", "value"): "there is nothing in it",
    ("FILE_ENCODING", "value"): "bytes that are no text; the place of the first is said",
    ("TOO_MANY_COLUMNS", "value"): "counting stops at the limit",
}
"""Refusals of a file as a whole that have no value."""


def test_every_refusal_of_a_sheet_names_field_and_value_or_it_is_written_down_why_not() -> None:
    found = {each for each in found_in(*PLACES) if each[2] != "rules"}
    assert {each for each in found if each[1:] not in EXCUSED} == set()
    assert EXCUSED.keys() - {each[1:] for each in found} == set(), "excuses that nobody needs"


def test_what_a_standard_says_of_columns_and_their_words_is_cited_for_its_tables() -> None:
    by_standard = {kind for kind in BROUGHT if FORMS[kind].rules}
    assert by_standard == {Kind.ENTRIES, Kind.LICENSE_TYPES, Kind.ENTITLEMENTS, Kind.DIVISIONS}
    assert {"UNKNOWN_TERM", "MISSING_COLUMN", "CELL_EMPTY"} <= BY_STANDARD
