"""Inputs that are made from forms: a value is a row of the table that users hand in, with types instead of cells.

* The fields are the form's columns that are read; which type each has, and whether it may be left out, the column of
  the graph says that it fills, or the function that reads its cell.
* What is given is written into the row that it stands for, and read like any other: what is refused in a file is
  refused here, for the same reason, with the field in place of the row and column.
"""

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from types import NoneType, UnionType
from typing import Any, TypeAlias, get_args, get_origin, get_type_hints

import strawberry
from strawberry.utils.str_converters import to_camel_case

from api.graphql.importing.kinds import WORDS, Published
from api.graphql.lens.payloads import Repeatable
from api.graphql.lens.scalars import Date
from graph.errors import Refusal
from graph.office.review import Hint, Review
from graph.office.sheets.forms import Column, Form
from graph.office.sheets.rows import Row, Table
from graph.schema.columns import Type
from graph.schema.filling import filled_by
from graph.schema.relations import Relation
from graph.schema.shapes import Shape
from graph.subjects.importing.desk import Imported
from graph.subjects.importing.table import KINDS

Place: TypeAlias = Callable[[tuple[str, ...]], tuple[str, ...]]
"""Says of a path in a table where that is in the input."""
MOST = 300
"""Values of one act; a table may hold more."""
_TYPES: dict[Type, Any] = {
    Type.TEXT: str,
    Type.CIPHER: str,
    Type.INTEGER: int,
    Type.BOOLEAN: bool,
    Type.DATE: Date,
    Type.TEXTS: list[str],
}
_RETURNED: dict[Any, Any] = {date: Date}


@dataclass(frozen=True, slots=True)
class _Held:
    """What a field holds."""

    of: Any
    needed: bool


def input_of(published: Published) -> type:
    """The input of a mutation: its values, and whether it is a dry run."""
    item = _item(published, KINDS[published.kind].form, KINDS[published.kind].fills)
    body = {
        "__annotations__": {published.field: list[item], "dry_run": bool},  # type: ignore[valid-type] # made here
        published.field: strawberry.field(description=f"At most {MOST}; each is one row of a table (各行内容)."),
        "dry_run": strawberry.field(
            default=False, description="Only say what would become of each, and write nothing (试运行)."
        ),
    }
    name = "".join(part.capitalize() for part in published.mutation.split("_"))
    return strawberry.input(type(f"{name}Input", (Repeatable,), body), description=published.says)


def _item(published: Published, form: Form, fills: Shape | Relation) -> type:
    body: dict[str, Any] = {"__annotations__": {}}
    for column in _read(form):
        held = _held(column, fills)
        says = column.field.replace("_", " ").capitalize() + (", a code" if _is_code(column, fills) else "")
        default: dict[str, Any] = {} if held.needed else {"default": False if held.of is bool else None}
        body["__annotations__"][column.field] = held.of if held.needed or held.of is bool else held.of | None
        body[column.field] = strawberry.field(description=f"{says} ({column.name}).", **default)
    words, mutation = WORDS[published.kind], to_camel_case(published.mutation)
    says = f"One of the {words.en} that `{mutation}` takes ({words.zh})."
    return strawberry.input(type(f"{published.item}Input", (), body), description=says)


def _read(form: Form) -> tuple[Column, ...]:
    """The columns that are read; the others are for people."""
    return tuple(column for column in form.columns if column.field)


def _held(column: Column, fills: Shape | Relation) -> _Held:
    if column.by_hand is not None:
        return _by_hand(column.by_hand)
    declared = filled_by(fills, column.field)
    of = _TYPES[declared.of] if isinstance(declared.of, Type) else declared.of
    return _Held(of, declared.needed and of is not bool)


def _by_hand(reader: Any) -> _Held:
    """What a function gives that reads a cell; of the texts those are needed that it is told so of."""
    plain = reader.func if isinstance(reader, partial) else reader
    returned = get_type_hints(plain)["return"]
    told = isinstance(reader, partial) and bool(reader.keywords.get("needed"))
    optional = get_origin(returned) is UnionType and NoneType in get_args(returned)
    of = next(each for each in get_args(returned) if each is not NoneType) if optional else returned
    listed = isinstance(of, type) and issubclass(of, enum.Enum)
    return _Held(_RETURNED.get(of, of), told or (listed and not optional))


def _is_code(column: Column, fills: Shape | Relation) -> bool:
    return column.by_hand is None and bool(filled_by(fills, column.field).refers)


def table_of(form: Form, values: Sequence[Any]) -> Table:
    """The table that values of an input stand for; its rows are numbered by their positions, from 0."""
    columns = _read(form)
    rows = (
        Row(position, tuple(_cell(getattr(value, column.field)) for column in columns))
        for position, value in enumerate(values)
    )
    return Table(tuple(column.name for column in columns), tuple(rows))


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case enum.Enum():
            return str(value.value)
        case list():
            return ";".join(map(_cell, value))
        case _:
            return str(value)


def placed(done: Imported, form: Form, field: str) -> Imported:
    """The same outcome, with fields of the input in place of rows and columns."""
    fields = {column.name: to_camel_case(column.field) for column in form.columns}

    def place(path: tuple[str, ...]) -> tuple[str, ...]:
        match path:
            case (number, *columns) if number.isdigit():
                return (to_camel_case(field), number, *(fields.get(name, name) for name in columns))
            case _:
                return path

    return moved(done, place)


def moved(done: Imported, place: Place) -> Imported:
    """The same outcome, with what is wrong in other places."""
    return replace(done, review=Review(_faults(done.review.faults, place), _hints(done.review.hints, place)))


def _faults(faults: Sequence[Refusal], place: Place) -> tuple[Refusal, ...]:
    for fault in faults:
        fault.path = place(fault.path)
    return tuple(faults)


def _hints(hints: Sequence[Hint], place: Place) -> tuple[Hint, ...]:
    return tuple(replace(hint, path=place(hint.path)) for hint in hints)
