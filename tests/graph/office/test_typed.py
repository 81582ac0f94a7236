"""A cell is read by what its column declares: type, closed list, bounds, writing, and whether it may be empty."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from graph.office.sheets import forms
from graph.office.sheets.cells import Cells
from graph.office.sheets.files import read_table
from graph.office.sheets.forms import Form, Parsed
from graph.office.sheets.rows import Row
from graph.office.sheets.typed import as_declared, read_kind, reading
from graph.schema.columns import Column, Type, Written
from graph.schema.nodes import POST, SYSTEM
from graph.schema.shapes import Shape
from graph.store.writing import row_of
from graph.words.organisation import DepartmentKind
from graph.words.sources import Funding


def said(text: str, column: Column) -> tuple[Any, list[str]]:
    cells = Cells(Row(2, (text,)), {"列": 0})
    return as_declared(column)(cells, "列"), [str(fault.code) for fault in cells.faults]


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        (Column("x"), " 文 ", "文"),
        (Column("x", absent=""), "", ""),
        (Column("x", absent=None), "", None),
        (Column("x", blank=True), "", ""),
        (Column("x", written=Written.FIGURES), "0553-1", "0553-1"),
        (Column("x", written=Written.CODE), "Ｓ1a", "S1a"),
        (Column("x", written=Written.CAPITALS), "Ｓ1a", "S1A"),
        (Column("x", Type.CIPHER), "张三", "张三"),
        (Column("x", Type.TEXTS, absent=()), "a;b;a", ("a", "b")),
        (Column("x", Type.BOOLEAN), "", False),
        (Column("x", Type.DATE, absent=None), "", None),
        (Column("x", Type.DATE), "2026年1月31日", date(2026, 1, 31)),
        (Column("x", Type.INTEGER, bounds=(7, 9)), "9", 9),
        (Column("x", Type.INTEGER, absent=None), "", None),
        (Column("x", Funding), "市级财政", Funding.CITY),
        (Column("x", Funding, absent=None), "", None),
    ],
)
def test_a_cell_says_what_its_column_holds(column: Column, text: str, value: Any) -> None:
    assert said(text, column) == (value, [])


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        (Column("x"), "", "CELL_EMPTY"),
        (Column("x", written=Written.CAPITALS), "", "CELL_EMPTY"),
        (Column("x", Type.DATE), "", "CELL_EMPTY"),
        (Column("x", Type.INTEGER), "", "CELL_EMPTY"),
        (Column("x", Funding), "", "CELL_EMPTY"),
        (Column("x", Type.INTEGER, bounds=(7, 9)), "6", "NUMBER"),
        (Column("x", Type.INTEGER, bounds=(7, 9)), "10", "NUMBER"),
        (Column("x", Funding), "部门", "UNKNOWN_TERM"),
        (Column("x", written=Written.FIGURES), "1.13402E+17", "NUMBER_INEXACT"),
    ],
)
def test_what_a_column_does_not_hold_is_a_fault(column: Column, text: str, code: str) -> None:
    assert said(text, column)[1] == [code]


def changed(shape: Shape, name: str, **otherwise: Any) -> Shape:
    """A kind of which one column is declared otherwise."""
    columns = tuple(replace(each, **otherwise) if each.name == name else each for each in shape.columns)
    return replace(shape, columns=columns)


def one_cell(field: str, kind: Shape, text: str) -> list[tuple[str, str | None]]:
    form = Form("systems", (forms.Column("列", field),))
    found: Parsed[dict[str, Any]] = read_kind(read_table(f"列,\n{text},\n".encode()), form, kind, dict)
    return [(str(fault.code), fault.limit) for fault in found.faults]


@pytest.mark.parametrize("level", ["0", "6"])
def test_the_bounds_of_a_number_are_those_that_are_declared(level: str) -> None:
    assert one_cell("protection_level", SYSTEM, level) == [("NUMBER", "1–5")]
    assert one_cell("protection_level", changed(SYSTEM, "protectionLevel", bounds=(0, 6)), level) == []


@pytest.mark.parametrize(
    "text", ["与340200199001010113有关", "340200 19900101 0113", "３４０２００１９９００１０１０１１３"]
)
def test_no_citizen_identity_number_comes_into_what_is_published(text: str) -> None:
    assert [code for code, _ in one_cell("summary", SYSTEM, text)] == ["CITIZEN_ID_PUBLISHED"]
    assert [code for code, _ in one_cell("name", POST, text)] == ["CITIZEN_ID_PUBLISHED"], "nobody is called so"


def test_the_closed_list_of_a_cell_is_the_one_that_is_declared() -> None:
    assert [code for code, _ in one_cell("funding", SYSTEM, "直属单位")] == ["UNKNOWN_TERM"]
    assert one_cell("funding", changed(SYSTEM, "funding", of=DepartmentKind), "直属单位") == []


def test_a_form_whose_column_fills_nothing_is_no_form() -> None:
    with pytest.raises(LookupError, match="colour"):
        reading(Form("systems", (forms.Column("主色", "colour"),)), SYSTEM)


def test_what_is_encrypted_is_not_stored_as_it_was_handed_in() -> None:
    @dataclass(frozen=True)
    class Named:
        name: str
        nick: str

    columns = (Column("nameCipher", Type.CIPHER, value="name", entered=True), Column("nick", entered=True))
    assert row_of(replace(SYSTEM, columns=columns), Named("张三", "三")) == {"nick": "三"}
