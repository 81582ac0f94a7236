"""Tables as users hand them in: which columns a form has, and what a table of that form holds.

Column names are exactly the form's; unknown and missing ones are named before any row is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any, Generic, TypeVar

from graph.errors import Malformed, Refusal, Text
from graph.office.review import Review
from graph.office.sheets.cells import Cells
from graph.office.sheets.files import Table
from graph.refusal_codes import Code

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a form."""

    name: str
    field: str
    """Field of the value that it fills; empty = it is for people, and not read."""
    needed: bool = True
    """Whether a table without it is refused."""
    by_hand: Callable[[Cells, str], Any] | None = None
    """Reads its cell, where no column of the graph is filled by it."""


@dataclass(frozen=True, slots=True)
class Form:
    """A table as users hand it in."""

    name: str
    """First part of the paths of refusals (`entries`)."""
    columns: tuple[Column, ...]
    told: tuple[str, ...] = ()
    """Fields whose faults are told first, in this order, where it is not that of the columns."""

    @property
    def in_order(self) -> tuple[Column, ...]:
        """The columns in the order in which they are read."""
        places = {field: place for place, field in enumerate(self.told)}
        return tuple(sorted(self.columns, key=lambda column: places.get(column.field, len(places))))

    def column_of(self, field: str) -> str | None:
        """Name of the column that fills a field."""
        return next((column.name for column in self.columns if column.field == field), None)


@dataclass(frozen=True, slots=True)
class Parsed(Generic[T]):
    """What a table holds."""

    form: Form
    values: tuple[T, ...]
    rows: tuple[tuple[int, ...], ...]
    """Numbers of the rows that each value was read from; an entry has one for each of its items."""
    faults: tuple[Malformed, ...]

    def located(self, review: Review) -> Review:
        """The same review with row numbers and column names in place of positions and fields."""
        return Review(
            tuple(self._placed(fault) for fault in review.faults),
            tuple(replace(hint, path=self._place(hint.path)) for hint in review.hints),
        )

    def _placed(self, fault: Refusal) -> Refusal:
        moved = type(fault)(**{name: getattr(fault, name) for name in fault.__dataclass_fields__})
        moved.path = self._place(fault.path)
        return moved

    def _place(self, path: tuple[str, ...]) -> tuple[str, ...]:
        match path:
            case (self.form.name, number, ("items" | "fields") as parts, seq, *fields) if (
                number.isdigit() and seq.isdigit()
            ):
                rows = self.rows[int(number) - 1]
                row = rows[min(int(seq), len(rows)) - 1]
                return self._names(row, fields and f"{parts.removesuffix('s')}.{fields[0]}")
            case (self.form.name, number, *fields) if number.isdigit():
                return self._names(self.rows[int(number) - 1][0], fields and fields[0])
            case _:
                return path

    def _names(self, row: int, field: str | list[str]) -> tuple[str, ...]:
        if not isinstance(field, str):
            return (str(row),)
        return (str(row), self.form.column_of(field) or field)


def places_of(table: Table, form: Form) -> Mapping[str, int]:
    """Where each column of a form stands in a table.

    Raises:
        Malformed: `UNKNOWN_COLUMN` or `MISSING_COLUMN`.
        SeveralReasons: More than one of them.
    """
    names = [column.name for column in form.columns]
    faults = [_unknown_column(name, names) for name in table.columns if name not in names]
    faults += [
        _missing_column(column.name) for column in form.columns if column.needed and column.name not in table.columns
    ]
    Review(tuple(faults)).refuse()
    return {name: place for place, name in enumerate(table.columns)}


def read_form(table: Table, form: Form, build: Callable[[Cells], T]) -> Parsed[T]:
    """Read a table in which each row is one value.

    Raises:
        Malformed: `UNKNOWN_COLUMN` or `MISSING_COLUMN`.
        SeveralReasons: More than one of them.
    """
    places = places_of(table, form)
    values: list[T] = []
    rows: list[tuple[int, ...]] = []
    faults: list[Malformed] = []
    for row in table.rows:
        cells = Cells(row, places)
        value = build(cells)
        if cells.faults:
            faults.extend(cells.faults)
            continue
        values.append(value)
        rows.append((row.number,))
    return Parsed(form, tuple(values), tuple(rows), tuple(faults))


def _unknown_column(name: str, names: list[str]) -> Malformed:
    near = get_close_matches(name[:40], names, n=1, cutoff=0.4)
    did_you_mean = (f"，是否指“{near[0]}”", f"; did you mean {near[0]}") if near else ("", "")
    return Malformed(
        Text(f"没有名为“{name[:40]}”的列{did_you_mean[0]}", f"there is no column {name[:40]}{did_you_mean[1]}"),
        code=Code.UNKNOWN_COLUMN,
        path=("1", name[:40]),
        value=name[:40],
        limit="、".join(names),
    )


def _missing_column(name: str) -> Malformed:
    return Malformed(
        Text(f"缺少列“{name}”", f"column {name} is missing"), code=Code.MISSING_COLUMN, path=("1", name), value=name
    )
