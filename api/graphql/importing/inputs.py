"""Inputs that are made from forms: a value is a row of the table that users hand in, with types instead of cells.

* The fields are the form's columns that are read; which type each has, and whether it may be left out, the column of
  the graph says that it fills, or the function that reads its cell.
* What is given is written into the rows that it stands for (`rows`), and read like any other: what is refused in a file
  is refused here, for the same reason, with the field in place of the row and column.
* What is left out stays as it is; null clears it.
"""

import enum
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import strawberry
from strawberry.utils.str_converters import to_camel_case

from api.graphql.importing.kinds import Published
from api.graphql.importing.rows import columns_read
from api.graphql.importing.versions import Versioned
from api.graphql.lens.payloads import Repeatable
from api.graphql.lens.scalars import Date
from graph.office.sheets.forms import Column
from graph.schema.columns import Type
from graph.schema.filling import filled_by
from graph.schema.relations import Relation
from graph.schema.shapes import Shape
from graph.subjects.importing.table import KINDS

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
_RETURNED: dict[Any, Any] = {date: Date, tuple[str, ...]: list[str]}


@dataclass(frozen=True, slots=True)
class _Held:
    """What a field holds."""

    of: Any
    needed: bool
    code: bool = False
    """It names something else by its code."""


def input_of(published: Published) -> type:
    """The input of a mutation: its values, and whether it is a dry run."""
    listed = (
        f"At most {MOST}; each is what a row of the table is. What is left out stays as it is, and null clears it "
        "(各项内容，未给出的保持不变，null 为清空)."
    )
    body: dict[str, Any] = {
        "__annotations__": {published.field: list[item_of(published)], "dry_run": bool},  # type: ignore[misc] # made here
        published.field: strawberry.field(description=listed),
        "dry_run": strawberry.field(
            default=False, description="Only say what would become of each, and write nothing (试运行)."
        ),
    }
    name = "".join(part.capitalize() for part in published.mutation.split("_"))
    base = Versioned if published.versions else Repeatable
    return strawberry.input(type(f"{name}Input", (base,), body), description=published.says)


@cache
def item_of(published: Published) -> type:
    """The input of one value."""
    kind, words, part = KINDS[published.kind], published.kind.words, published.part
    body: dict[str, Any] = {"__annotations__": {}}
    parts: dict[str, Any] = {"__annotations__": {}}
    fills = dict(kind.form.parts).get(part, kind.fills)
    for column in columns_read(kind.form):
        if part and column.field.startswith(part):
            _publish(parts, column, column.field.removeprefix(part), fills)
        else:
            _publish(body, column, column.field, kind.fills)
    if part:
        named = part.removesuffix(".")
        says = f"One {named} of one of the {words.en} ({words.zh})."
        made = strawberry.input(type(f"{published.item}{named.capitalize()}Input", (), parts), description=says)
        body["__annotations__"][published.parts] = list[made]  # type: ignore[valid-type] # made here
        body[published.parts] = strawberry.field(description=f"Its {published.parts}, in their order.")
    says = f"One of the {words.en} that `{to_camel_case(published.mutation)}` takes ({words.zh})."
    return strawberry.input(type(f"{published.item}Input", (), body), description=says)


def _publish(body: dict[str, Any], column: Column, field: str, fills: Shape | Relation) -> None:
    """Add the field that a column is."""
    held = _held(column, field, fills)
    words = field.replace("_", " ").capitalize() + (", a code" if held.code else "")
    default: dict[str, Any] = {} if held.needed else {"default": strawberry.UNSET}
    body["__annotations__"][field] = held.of if held.needed else held.of | None
    body[field] = strawberry.field(description=f"{words} ({column.name}).", **default)


def _held(column: Column, field: str, fills: Shape | Relation) -> _Held:
    if column.by_hand is not None:
        return _by_hand(column.by_hand)
    declared = filled_by(fills, field)
    of = _TYPES[declared.of] if isinstance(declared.of, Type) else declared.of
    return _Held(of, declared.needed and of is not bool, bool(declared.refers))


def _by_hand(reader: Any) -> _Held:
    """What a function gives that reads a cell; of the texts those are needed that it is told so of."""
    plain = reader.func if isinstance(reader, partial) else reader
    returned = get_type_hints(plain)["return"]
    told = isinstance(reader, partial) and bool(reader.keywords.get("needed"))
    optional = get_origin(returned) is UnionType and NoneType in get_args(returned)
    of = next(each for each in get_args(returned) if each is not NoneType) if optional else returned
    listed = isinstance(of, type) and issubclass(of, enum.Enum)
    return _Held(_RETURNED.get(of, of), told or (listed and not optional))
