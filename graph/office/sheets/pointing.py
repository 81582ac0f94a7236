"""Which columns of a form say by code what stands elsewhere, and by what its own rows are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from graph.office.sheets.forms import Column, Form
from graph.schema.columns import Column as Declared
from graph.schema.columns import Type, Written
from graph.schema.filling import filled_by
from graph.schema.relations import Relation
from graph.schema.shapes import Shape

_CALLED_BY = ("name", "title", "short_name")


@dataclass(frozen=True, slots=True)
class Pointing:
    """That a column names things by their codes."""

    labels: tuple[str, ...]
    """The kinds of which one may be meant."""
    several: bool
    """Whether a cell may name more than one."""


@dataclass(frozen=True, slots=True)
class Own:
    """By which columns the rows of a form are known to others of its rows."""

    label: str
    code: str
    names: tuple[str, ...]
    capitals: bool
    """Whether the code is in capitals."""


def declared(form: Form, column: Column) -> Declared | None:
    """The column of the graph that a column of a form fills; None where it is read by hand, or for people only."""
    before, point, field = column.field.rpartition(".")
    kind = dict(form.parts).get(before + point) if point else form.kind
    if kind is None or not field or column.by_hand is not None:
        return None
    return filled_by(kind, field)


@cache
def pointing(form: Form) -> Mapping[str, Pointing]:
    """The columns of a form that point, by their names."""
    found: dict[str, Pointing] = {}
    kind = form.kind
    ends = dict(zip(kind.said, (kind.sources, kind.targets), strict=True)) if isinstance(kind, Relation) else {}
    for column in form.columns:
        filled = declared(form, column)
        if column.points:
            found[column.name] = Pointing(column.points, several=False)
        elif filled is None:
            continue
        elif column.field in ends:
            found[column.name] = Pointing(tuple(sorted(ends[column.field])), several=False)
        elif filled.refers:
            found[column.name] = Pointing((filled.refers,), several=filled.of is Type.TEXTS)
    return found


@cache
def own_names(form: Form) -> Own | None:
    """How the rows of a form are called; None where they become no nodes with a code of their own."""
    if not isinstance(form.kind, Shape):
        return None
    names = tuple(filter(None, map(form.column_of, _CALLED_BY)))
    identity = form.kind.named("id")
    code = form.column_of(identity.attribute)
    return Own(form.kind.label, code, names, identity.written is Written.CAPITALS) if code and names else None
