"""How a row is read into the fields of a value: each cell by the column of the graph that its field fills.

What type a cell has, what it may choose from, whether it may be empty, whether it is a code and between which bounds
its number lies is declared there (`graph.schema`), and nowhere said again. A form says which of its columns are read
by hand, because the graph has no column for them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, TypeVar

from graph.errors import Text
from graph.office.sheets.cells import NO_WORDS, Cells
from graph.office.sheets.doubted import names_nothing
from graph.office.sheets.forms import Form, Parsed, read_form
from graph.office.sheets.rows import Table
from graph.refusal_codes import Code
from graph.schema.columns import NEVER, Column, Type, Written
from graph.schema.filling import filled_by
from graph.schema.relations import Relation
from graph.schema.shapes import Shape
from graph.words.closed_list import ClosedList

T = TypeVar("T")
BEGINNINGS = frozenset({"valid_from", "since"})
"""Fields that say from when something is: a month in one of them means its first day."""
NAMES = frozenset({"name", "title", "short_name"})
"""Fields that name something on one line, people among them: an identity number is none."""
_LOST = frozenset("?？")
"""Signs that stand where characters were lost."""
TELEPHONES = frozenset({"phone"})
"""Fields that hold a telephone number."""
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
        (field, each.name, each.by_hand or as_declared(filled_by(kind, field), dict(each.words)))
        for each in form.in_order
        for before, field in [_parted(each.field)]
        if field and before == part
    ]
    return lambda cells: {field: read(cells, name) for field, name, read in steps}


def _parted(field: str) -> tuple[str, str]:
    before, point, own = field.rpartition(".")
    return before + point, own


def as_declared(column: Column, words: Mapping[str, str] = NO_WORDS) -> Callable[[Cells, str], Any]:
    """How a cell is read that fills a column; chosen once, and asked of every row.

    Args:
        column: What it fills.
        words: What forms write for terms of its closed list.
    """
    needed, absent = column.needed, column.absent
    match column.of:
        case Type.TEXT | Type.CIPHER:  # what is encrypted at rest is handed in in the clear
            text = _published(_text(column)) if column.attribute in NAMES or _is_said(column) else _text(column)
            return text if absent is NEVER else lambda cells, name: text(cells, name) or absent
        case Type.TEXTS:
            return Cells.codes
        case Type.BOOLEAN:
            return Cells.flag
        case Type.INTEGER:
            low, high = column.bounds
            return lambda cells, name: cells.number(name, low, high, needed=needed)
        case Type.DATE:
            begins = column.attribute in BEGINNINGS
            if needed:
                return lambda cells, name: cells.needed_day(name, begins=begins)
            return lambda cells, name: cells.day(name, begins=begins)
        case Type.MOMENT:
            raise TypeError(f"{column.name}: no cell holds a {column.of.name}")
        case terms:
            assert issubclass(terms, ClosedList)  # noqa: S101 - a cell has the words of a closed list, or a text
            if needed:
                return lambda cells, name: cells.term(name, terms, words)
            return lambda cells, name: cells.term_or_none(name, terms, words)


def _is_said(column: Column) -> bool:
    """Whether it holds words that everybody may see; of codes their reading judges that."""
    return column.of is Type.TEXT and column.written in (Written.WORDS, Written.FIGURES)


def _published(read: Callable[[Cells, str], str]) -> Callable[[Cells, str], str]:
    return lambda cells, name: cells.published(name, read(cells, name))


def _text(column: Column) -> Callable[[Cells, str], str]:
    needed = column.needed
    match column.written:
        case Written.WORDS if column.attribute in NAMES:
            return lambda cells, name: cells.line(name, needed=needed)
        case Written.WORDS:
            return lambda cells, name: _words(cells, name, needed=needed)
        case Written.FIGURES:
            telephone = column.attribute in TELEPHONES
            return lambda cells, name: cells.figures(name, needed=needed, telephone=telephone)
        case Written.CODE:
            own, personal = not column.refers, column.private
            return lambda cells, name: cells.code(name, needed=needed, own=own, personal=personal)
        case Written.CAPITALS:
            return lambda cells, name: cells.code(name, needed=needed, upper=True)


def _words(cells: Cells, name: str, *, needed: bool) -> str:
    """Words; a dash or 无, where they may be left out, says that there are none, and is no word of them."""
    text = cells.text(name, needed=needed, exact=True)
    nothing = names_nothing(text, needed=needed) if text else None
    if nothing is None:
        return text
    if needed or _LOST.intersection(text):
        cells.fault(name, Code.NOTHING_SAID, nothing, text)
        return ""
    cells.emptied.add(name)
    cells.hint(name, Code.NOTHING_SAID, Text(f"“{text}”视为空", f"{text} is taken for nothing"), text)
    return ""
