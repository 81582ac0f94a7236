"""Of every kind of file, no cell takes what a program has mangled, or what says nothing."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from graph.office.sheets.files import read_table
from graph.office.sheets.rows import Row
from graph.refusal_codes import Code
from graph.subjects.importing.table import KINDS
from graph.words.imports import BROUGHT, Kind

COLUMNS = {kind: [column.name for column in each.form.columns if column.field] for kind, each in KINDS.items()}
MANGLED = (
    *(
        "甲\ufffd乙",
        "锟斤拷",
        "⽴案",
        "⺠政",
        "甲\ue000乙",
        "同上",
        "〃",
        "NULL",
        "nan",
        "#REF!",
        "示例：甲",
        "甲\x00乙",
        "=…",
    ),
    "婚姻登记系统".encode().decode("gb18030"),
)


def faults_of(kind: Kind, name: str, text: str, *, dated: bool = False) -> set[Code]:
    """What is wrong with a cell, where all others are blank."""
    names = [column.name for column in KINDS[kind].form.in_order]
    written = io.StringIO()
    csv.writer(written).writerows([names, [text if each == name else "" for each in names]])
    table = read_table(written.getvalue().encode())
    if dated:
        rows: tuple[Row, ...] = tuple(replace(row, dated=frozenset(range(len(names)))) for row in table.rows)
        table = replace(table, rows=rows)
    return {fault.code for fault in KINDS[kind].read(table).faults if fault.path == ("2", name)}


@pytest.mark.parametrize("kind", BROUGHT)
def test_what_a_program_has_mangled_is_taken_by_no_cell(kind: Kind) -> None:
    assert [(name, text) for name in COLUMNS[kind] for text in MANGLED if not faults_of(kind, name, text)] == []


@pytest.mark.parametrize("kind", BROUGHT)
def test_a_day_that_a_spreadsheet_made_is_taken_for_nothing_else(kind: Kind) -> None:
    days = {name for name in COLUMNS[kind] if not faults_of(kind, name, "2019-03-01", dated=True)}
    assert all("日期" in name or name in ("起", "止") for name in days), days
