"""How a row is read into the fields of a value: each cell by the column of the graph that its field fills.

What type a cell has, what it may choose from, whether it may be empty, whether it is a code and between which bounds
its number lies is declared there (`graph.schema`), and nowhere said again. A form says which of its columns are read
by hand, because the graph has no column for them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

from graph.office.sheets.cells import Cells
from graph.office.sheets.files import Table
from graph.office.sheets.forms import Form, Parsed, read_form
from graph.schema.columns import NEVER, Column, Type, Written
from graph.schema.filling import filled_by
from graph.schema.relations import Relation
from graph.schema.shapes import Shape
from graph.words.closed_list import ClosedList

T = TypeVar("T")
Said: TypeAlias = dict[str, Any]
"""The arguments of a value, by field."""


def read_kind(table: Table, form: Form, kind: Shape | Relation, value: Callable[..., T]) -> Parsed[T]:
    """Read a table in which each row is one node, or one relation, and says all of it.

    Args:
        table: What was handed in.
        form: Its columns.
        kind: What each row becomes.
        value: Makes a value from the fields of the form.

    Raises:
        Malformed: `UNKNOWN_COLUMN` or `MISSING_COLUMN`.
        SeveralReasons: More than one of them.
    """
    said = reading(form, kind)
    return read_form(table, form, lambda cells: value(**said(cells)))


def reading(form: Form, kind: Shape | Relation, part: str = "") -> Callable[[Cells], Said]:
    """How a row is read into the arguments of a value.

    Args:
        form: The columns of the table.
        kind: What the value becomes.
        part: How those fields of the form begin that belong to the value (`item.`); empty = all that have no part.

    Raises:
        LookupError: A column of the form fills nothing that is declared, and does not say how it is read.
    """
    steps = [
        (field, each.name, each.by_hand or _as_declared(filled_by(kind, field)))
        for each in form.in_order
        for before, field in [_parted(each.field)]
        if field and before == part
    ]
    return lambda cells: {field: read(cells, name) for field, name, read in steps}


def _parted(field: str) -> tuple[str, str]:
    before, point, own = field.rpartition(".")
    return before + point, own


def _as_declared(column: Column) -> Callable[[Cells, str], Any]:
    return lambda cells, name: typed(cells, name, column)


def typed(cells: Cells, name: str, column: Column) -> Any:
    """What a cell says for a column.

    Args:
        cells: The row.
        name: Name of the cell's column in the table.
        column: The column that it fills.
    """
    match column.of:
        case Type.TEXT | Type.CIPHER:  # what is encrypted at rest is handed in in the clear
            text = _text(cells, name, column)
            return text if column.absent is NEVER else text or column.absent
        case Type.TEXTS:
            return cells.codes(name)
        case Type.BOOLEAN:
            return cells.flag(name)
        case Type.INTEGER:
            return cells.number(name, *column.bounds, needed=column.needed)
        case Type.DATE:
            return cells.needed_day(name) if column.needed else cells.day(name)
        case Type.MOMENT:
            raise TypeError(f"{name}: no cell holds a {column.of.name}")
        case terms:
            assert issubclass(terms, ClosedList)  # noqa: S101 - a cell has the words of a closed list, or a text
            return cells.term(name, terms) if column.needed else cells.term_or_none(name, terms)


def _text(cells: Cells, name: str, column: Column) -> str:
    match column.written:
        case Written.WORDS:
            return cells.text(name, needed=column.needed)
        case Written.FIGURES:
            return cells.text(name, needed=column.needed, exact=True)
        case Written.CODE:
            return cells.code(name, needed=column.needed)
        case Written.CAPITALS:
            return cells.code(name, needed=column.needed, upper=True)
