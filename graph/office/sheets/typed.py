"""How a cell is read into what a column of the graph holds: by the type that the column declares."""

from __future__ import annotations

from typing import Any

from graph.office.sheets.cells import Cells
from graph.schema.columns import NEVER, Column, Type
from graph.words.closed_list import ClosedList

MAX_NUMBER = 1_000_000
"""Largest number that a cell may hold."""


def typed(cells: Cells, name: str, column: Column) -> Any:
    """What a cell says for a column.

    Args:
        cells: The row.
        name: Name of the cell's column in the table.
        column: The column that it fills; where it may be absent, a cell may be empty.
    """
    match column.of:
        case Type.TEXT:
            return cells.text(name)
        case Type.TEXTS:
            return cells.codes(name)
        case Type.BOOLEAN:
            return cells.flag(name)
        case Type.INTEGER:
            return cells.number(name, 1, MAX_NUMBER)
        case Type.DATE:
            return cells.day(name)
        case Type.MOMENT | Type.CIPHER:
            raise TypeError(f"{name}: no cell holds a {column.of.name}")
        case terms:
            assert issubclass(terms, ClosedList)  # noqa: S101 - a cell has the words of a closed list, or a text
            return cells.term(name, terms) if column.absent is NEVER else cells.term_or_none(name, terms)
