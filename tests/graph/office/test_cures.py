"""What people are told to do about a cell is what helps: nobody is told to leave blank what has to be there."""

from __future__ import annotations

import csv
import io

import pytest

from graph.codes.uscc import check_uscc, uscc_check_character
from graph.errors import Refusal
from graph.office.references import judged
from graph.office.review import reasons_of
from graph.office.sheets.asked import asked
from graph.office.sheets.finding import find_table
from graph.office.sheets.rows import Table
from graph.office.sheets.told import told
from graph.subjects.importing.table import FORMS, KINDS
from graph.words.imports import BROUGHT, Kind

USCC = "11340200003003083"
WRONG = ("null", "无", "—", "成立之日", "1700-01-01", "同上")


def faults_of(kind: Kind, row: dict[str, str]) -> list[Refusal]:
    content = io.StringIO()
    writer = csv.writer(content)
    writer.writerows((row.keys(), row.values()))
    table = find_table(content.getvalue().encode(), FORMS[kind])
    try:
        return [*table.faults, *KINDS[kind].read(table).faults]
    except Refusal as refusal:
        return [*table.faults, *reasons_of(refusal)]


@pytest.mark.parametrize("kind", BROUGHT, ids=lambda kind: kind.value)
def test_nobody_is_told_to_leave_a_cell_blank_that_has_to_be_filled_in(kind: Kind) -> None:
    columns = asked(FORMS[kind])
    needed = {each.column.name for each in columns if each.blank.startswith("必填")}
    assert needed
    for wrong in WRONG:
        faults = faults_of(kind, {each.column.name: wrong for each in columns})
        said = [(each.path, each.message) for each in faults if each.path[-1] in needed]
        assert said or wrong != "null"
        assert [each for each in said if "留空" in each[1].zh or "blank" in each[1].en] == []


def test_a_code_that_is_kept_though_its_check_character_is_wrong_is_told_with_the_right_one_and_what_to_do() -> None:
    """A few genuine codes fail the check, so that an import tells; who holds a new licence is refused."""
    right = uscc_check_character(USCC)
    wrong = USCC + ("A" if right != "A" else "B")
    review = told(judged(check_uscc(wrong), ("2", "统一社会信用代码")), Table(("统一社会信用代码",), ()))
    assert review.faults == ()
    (hint,) = review.hints
    assert f"应为 {right}" in hint.message.zh
    assert "请与登记证书核对" in hint.message.zh
    assert "check it against the certificate" in hint.message.en
