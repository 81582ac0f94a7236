"""Inputs that are made from forms: a value is a row of the table that users hand in, with types instead of cells.

* The fields are the form's columns that are read; which type each has, and whether it may be left out, the column of
  the graph says that it fills, or the function that reads its cell.
* A value that stands on several rows has its parts as a list: the columns `field.key`, `field.label` … are `fields`.
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
MOST_PARTS = 100
"""Parts of one value; a row is numbered by its value's position and its own among these."""
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
    words, mutation = WORDS[published.kind], to_camel_case(published.mutation)
    says = f"One of the {words.en} that `{mutation}` takes ({words.zh})."
    body = _body(_read(form), fills)
    for part, columns in _parts(form).items():
        item = strawberry.input(
            type(f"{published.item}{part.capitalize()}Input", (), _body(columns, fills)),
            description=f"A {part} of one of the {words.en} ({words.zh}).",
        )
        body["__annotations__"][f"{part}s"] = list[item]  # type: ignore[valid-type] # made here
        body[f"{part}s"] = strawberry.field(description=f"At most {MOST_PARTS}, in their order.")
    return strawberry.input(type(f"{published.item}Input", (), body), description=says)


def _body(columns: Sequence[Column], fills: Shape | Relation) -> dict[str, Any]:
    body: dict[str, Any] = {"__annotations__": {}}
    for column in columns:
        held = _held(column, fills)
        field = column.field.rpartition(".")[2]
        says = field.replace("_", " ").capitalize() + (", a code" if _is_code(column, fills) else "")
        default: dict[str, Any] = {} if held.needed else {"default": False if held.of is bool else None}
        body["__annotations__"][field] = held.of if held.needed or held.of is bool else held.of | None
        body[field] = strawberry.field(description=f"{says} ({column.name}).", **default)
    return body


def _read(form: Form) -> tuple[Column, ...]:
    """The columns of a value itself that are read; the others are for people."""
    return tuple(column for column in form.columns if column.field and "." not in column.field)


def _parts(form: Form) -> dict[str, list[Column]]:
    """The columns of what a value has several of, by what one is called."""
    found: dict[str, list[Column]] = {}
    for column in form.columns:
        part, point, _ = column.field.rpartition(".")
        if point:
            found.setdefault(part, []).append(column)
    return found


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
    """The table that values of an input stand for.

    Its rows are numbered by the positions of the values, from 0; where a value has parts, see `MOST_PARTS`.
    """
    own, parts = _read(form), _parts(form)
    columns = (*own, *(column for each in parts.values() for column in each))
    names = tuple(column.name for column in columns)
    if not parts:
        rows = (Row(position, _cells(value, own)) for position, value in enumerate(values))
        return Table(names, tuple(rows))
    ((part, of_part),) = parts.items()
    found = []
    for position, value in enumerate(values):
        said: Sequence[Any] = getattr(value, f"{part}s")[:MOST_PARTS] or [None]
        for place, each in enumerate(said):
            first = _cells(value, own) if not place else ("",) * len(own)
            rest = ("",) * len(of_part) if each is None else _cells(each, of_part)
            found.append(Row(position * MOST_PARTS + place, (*first, *rest)))
    return Table(names, tuple(found))


def _cells(value: Any, columns: Sequence[Column]) -> tuple[str, ...]:
    return tuple(_cell(getattr(value, column.field.rpartition(".")[2])) for column in columns)


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
    fields = {column.name: column.field for column in form.columns}
    several = MOST_PARTS if _parts(form) else 1

    def place(path: tuple[str, ...]) -> tuple[str, ...]:
        match path:
            case (number, *columns) if number.isdigit():
                position, at = divmod(int(number), several)
                named = [_in_value(fields.get(name, name), at) for name in columns]
                return (to_camel_case(field), str(position), *(part for parts in named for part in parts))
            case _:
                return path

    lines = tuple(replace(line, row=line.row // several) for line in done.lines)
    return moved(replace(done, lines=lines), place)


def _in_value(field: str, place: int) -> tuple[str, ...]:
    part, point, name = field.rpartition(".")
    return (f"{part}s", str(place), to_camel_case(name)) if point else (to_camel_case(field),)


def moved(done: Imported, place: Place) -> Imported:
    """The same outcome, with what is wrong in other places."""
    return replace(done, review=Review(_faults(done.review.faults, place), _hints(done.review.hints, place)))


def _faults(faults: Sequence[Refusal], place: Place) -> tuple[Refusal, ...]:
    for fault in faults:
        fault.path = place(fault.path)
    return tuple(faults)


def _hints(hints: Sequence[Hint], place: Place) -> tuple[Hint, ...]:
    return tuple(replace(hint, path=place(hint.path)) for hint in hints)
