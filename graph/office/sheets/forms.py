"""Tables as users hand them in: which columns a form has, and what a table of that form holds.

A column has its name, and the names that official forms give it (发改高技〔2017〕1272号, GB/T 36902); unknown and
missing ones are named before any row is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property, lru_cache
from typing import Any, Generic, TypeVar

from graph.errors import Malformed, Refusal, Text
from graph.office.review import Hint, Review
from graph.office.sheets.cells import Cells
from graph.office.sheets.cleaned import column_names, plain
from graph.office.sheets.mentions import Mention, Mentions
from graph.office.sheets.rows import Table
from graph.refusal_codes import Code
from graph.schema.columns import NEVER
from graph.schema.filling import filled_by
from graph.schema.relations import Relation
from graph.schema.shapes import Shape

T = TypeVar("T")
_FORMS = 1024
"""Forms whose names are kept; licence types have one each."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a form."""

    name: str
    field: str
    """Field of the value that it fills; empty = it is for people, and not read."""
    needed: bool = True
    """Whether a table ordinarily has it; one without it is refused where a thing has to have what it says."""
    lacking: bool = False
    """Whether a table may lack it although the graph does not say that a thing may have nothing in it."""
    by_hand: Callable[[Cells, str], Any] | None = None
    """Reads its cell, where no column of the graph is filled by it."""
    also: tuple[str, ...] = ()
    """Further names of it: those of official forms."""
    beside: tuple[str, ...] = ()
    """Names of a column that says by name what this one says by code: read in its place, passed over beside it."""
    points: tuple[str, ...] = ()
    """Labels of the kinds that it names by code, where it is read by hand; the graph says it of all others."""
    words: tuple[tuple[str, str], ...] = ()
    """What official forms write, and the term of the closed list that it stands for."""
    choices: tuple[str, ...] = ()
    """What its cell may say, where no column of the graph has the list."""
    suggests: tuple[str, ...] = ()
    """What its cell mostly says, where it may say something else as well."""
    blank: bool | None = None
    """Whether its cell may be empty, where no column of the graph says it."""
    says: str = ""
    """What its cells hold, where that is not said of their type."""
    sample: str | None = None
    """What the sample of a template says in it, where that does not follow from its type."""
    said: Callable[[Any], str] | None = None
    """Writes its cell of a value, where that is not written as its type is."""


@dataclass(frozen=True, eq=False)
class Form:
    """A table as users hand it in."""

    name: str
    """First part of the paths of refusals (`entries`)."""
    columns: tuple[Column, ...]
    told: tuple[str, ...] = ()
    """Fields whose faults are told first, in this order, where it is not that of the columns."""
    kind: Shape | Relation | None = None
    """What each of its rows becomes; None = nothing that the graph has a kind for."""
    rules: tuple[str, ...] = ()
    """The standard that says which columns it has and what they hold; empty where the form is the product's own."""
    parts: tuple[tuple[str, Shape], ...] = ()
    """What several rows of one value become, by how their fields begin (`item.`)."""

    @cached_property
    def must(self) -> frozenset[str]:
        """Names of the columns without which a table is refused."""
        return frozenset(each.name for each in self.columns if each.needed and not self._may_lack(each))

    def _may_lack(self, column: Column) -> bool:
        before, point, field = column.field.rpartition(".")
        kind = dict(self.parts).get(before + point) if point else self.kind
        if kind is None or column.by_hand is not None:
            return column.lacking
        return column.lacking or filled_by(kind, field).absent is not NEVER

    @property
    def identity(self) -> str:
        """Name of the column that says which thing a row is about: the first."""
        return self.columns[0].name

    @property
    def grouped(self) -> bool:
        """Whether a thing has several rows, on which its own cells need not be said again."""
        return any("." in column.field for column in self.columns)

    @property
    def in_order(self) -> tuple[Column, ...]:
        """The columns in the order in which they are read."""
        places = {field: place for place, field in enumerate(self.told)}
        return tuple(sorted(self.columns, key=lambda column: places.get(column.field, len(places))))

    def mentions(self, places: Mapping[str, int]) -> Mentions:
        """What finds in a table what its rows do not fill."""
        return Mentions(((column.field, column.name) for column in self.columns), places)

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
    hints: tuple[Hint, ...] = ()
    """What cells were taken for."""
    mentions: tuple[tuple[Mention, ...], ...] = ()
    """What each row of each value does not fill."""

    def located(self, review: Review) -> Review:
        """The same review with row numbers and column names in place of positions and fields, and what cells say."""
        return Review(
            tuple(self._placed(fault) for fault in review.faults),
            (*self.hints, *(replace(hint, path=self._place(hint.path)) for hint in review.hints)),
        )

    def _placed(self, fault: Refusal) -> Refusal:
        moved = type(fault)(**{name: getattr(fault, name) for name in fault.__dataclass_fields__})
        moved.path, moved.beside = self._place(fault.path), self._place(fault.beside)
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


@lru_cache(maxsize=_FORMS)
def known_names(form: Form) -> Mapping[str, str]:
    """The columns of a form by every name that they may have, as names are compared."""
    names = {plain(name): column.name for column in form.columns for name in (*column.beside, *column.also)}
    return names | {plain(column.name): column.name for column in form.columns}


@lru_cache(maxsize=4096)
def meant(text: str, form: Form) -> str | None:
    """The name of the column that is meant by what stands above it; None where the form has none."""
    names = known_names(form)
    return next((names[name] for name in column_names(text) if name in names), None)


def beside(text: str, form: Form) -> bool:
    """Whether a column says by name what another may say by code."""
    return any(name in _beside(form) for name in column_names(text))


@lru_cache(maxsize=_FORMS)
def _beside(form: Form) -> frozenset[str]:
    return frozenset(plain(name) for column in form.columns for name in column.beside)


def wrong_columns(table: Table, form: Form) -> list[Malformed]:
    """Which columns a form does not have, and which of its own are missing; one without a name is not read."""
    names = [column.name for column in form.columns]
    faults = [_unknown_column(name, form, table) for name in table.columns if name and name not in names]
    faults += [
        _missing_column(column.name, table)
        for column in form.columns
        if column.name in form.must and column.name not in table.columns
    ]
    return faults


def places_of(table: Table, form: Form) -> Mapping[str, int]:
    """Where each column of a form stands in a table.

    Raises:
        Malformed: `UNKNOWN_COLUMN` or `MISSING_COLUMN`.
        SeveralReasons: More than one of them.
    """
    Review(tuple(wrong_columns(table, form))).refuse()
    return {name: place for place, name in enumerate(table.columns) if name}


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
    hints: list[Hint] = []
    mentions: list[tuple[Mention, ...]] = []
    unfilled = form.mentions(places)
    for row in table.rows:
        cells = Cells(row, places)
        value = build(cells)
        hints.extend(cells.hints)
        if cells.faults:
            faults.extend(cells.faults)
            continue
        values.append(value)
        rows.append((row.number,))
        mentions.append((unfilled.of(row, cells),))
    return Parsed(form, tuple(values), tuple(rows), tuple(faults), tuple(hints), tuple(mentions))


def _unknown_column(name: str, form: Form, table: Table) -> Malformed:
    names = [column.name for column in form.columns]
    near = get_close_matches(plain(name[:40]), list(known_names(form)), n=1, cutoff=0.4)
    likely = known_names(form)[near[0]] if near else ""
    place = table.source.place(table.source.header, name)
    did_you_mean = (f"，是否指“{likely}”？请改列名", f"; did you mean {likely}? rename it") if near else (
        "；请删除该列，或改为表中的列名", "; delete it, or give it the name of a column"
    )  # fmt: skip
    return Malformed(
        Text(
            f"{place.zh + '：' if place else ''}没有名为“{name[:40]}”的列{did_you_mean[0]}",
            f"{place.en + ': ' if place else ''}there is no column {name[:40]}{did_you_mean[1]}",
        ),
        code=Code.UNKNOWN_COLUMN,
        path=(str(table.source.header), name[:40]),
        value=name[:40],
        limit="、".join(names),
    )


def _missing_column(name: str, table: Table) -> Malformed:
    row = table.source.header
    return Malformed(
        Text(f"缺少列“{name}”；请在第{row}行加上该列", f"column {name} is missing; add it to row {row}"),
        code=Code.MISSING_COLUMN,
        path=(str(row), name),
        value=name,
    )
