"""Values of an input as the rows that they stand for, and what is said of rows as said of fields of the input.

* A value is one row; one that has parts, as an entry has items or a type fields, is as many rows as it has parts, its
  own cells on the first.
* A field that is left out is a column that a file does not have: what stands stays. Null is an empty cell.
* A table goes on with a value where its code is left blank or the same again. Here a value is whole, so that a blank
  code and one that stands twice are refused before they could be read as more of the value above.
"""

import enum
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from strawberry.types.unset import UNSET, UnsetType

from api.graphql.importing.kinds import Published
from api.graphql.lens.places import placed
from graph.codes.report import normalise
from graph.errors import Malformed, Text
from graph.office.references import stands_twice
from graph.office.review import Review
from graph.office.sheets.forms import Column, Form, Parsed
from graph.office.sheets.rows import Row, Table
from graph.refusal_codes import Code
from graph.subjects.importing.desk import Imported
from graph.subjects.importing.table import KINDS


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of an input."""

    published: Published
    table: Table
    origins: tuple[tuple[int, int], ...]
    """Of each row, by its number: the position of the value, and of the part that stands on it; -1: it has none."""
    faults: tuple[Malformed, ...]
    """Values that are in no row, with the numbers that their rows would have."""

    @property
    def said(self) -> list[tuple[str, ...]]:
        """Everything that is asked, with what is said to be empty."""
        return [(*row.cells, *(f"null {place}" for place in _null(row))) for row in self.table.rows]

    def read(self) -> Parsed[Any]:
        """Read the rows like those of a file."""
        parsed = KINDS[self.published.kind].read(self.table)
        return replace(parsed, faults=(*self._once(parsed.faults), *self.faults))

    def _once(self, faults: Iterable[Malformed]) -> Iterator[Malformed]:
        """What is wrong, and of a value that has no parts once that they are missing."""
        told: set[str] = set()
        for fault in faults:
            match fault.path:
                case (number, name) if number.isdigit() and self.origins[int(number)][1] < 0:
                    if self.published.of_part(_field_of(KINDS[self.published.kind].form, name)):
                        if number in told:
                            continue
                        told.add(number)
            yield fault

    def one(self) -> Any:
        """The one value of an input that has no more, or every reason why it cannot be read; paths are its fields.

        Raises:
            Refusal: The one thing that is wrong.
            SeveralReasons: Everything that is.
        """
        parsed = self.read()
        for fault in parsed.faults:
            fault.path, fault.beside = self._place(fault.path)[2:], self._place(fault.beside)[2:]
        Review(parsed.faults).refuse()
        (value,) = parsed.values
        return value

    def placed(self, done: Imported, given: type) -> Imported:
        """What came of the rows, with positions and fields of the input in place of rows and columns.

        Args:
            done: What came of them.
            given: The type of the input.
        """
        for fault in done.review.faults:
            fault.path, fault.beside = self._place(fault.path), self._place(fault.beside)
        hints = tuple(replace(hint, path=placed(self._place(hint.path), given)) for hint in done.review.hints)
        lines = tuple(replace(line, row=self.origins[line.row][0]) for line in done.lines)
        return replace(done, review=Review(done.review.faults, hints), lines=lines)

    def _place(self, path: tuple[str, ...]) -> tuple[str, ...]:
        """Where in the input a row and its columns stand, by names of its values and places from 1."""
        match path:
            case (number, *columns) if number.isdigit():
                value, part = self.origins[int(number)]
                fields = [_field_of(KINDS[self.published.kind].form, name) for name in columns]
                of_part = any(map(self.published.of_part, fields))
                if of_part and part < 0:
                    return (self.published.field, str(value + 1), self.published.parts)
                parts = (self.published.parts, str(part + 1)) if of_part else ()
                named = (field.removeprefix(self.published.part) for field in fields)
                return (self.published.field, str(value + 1), *parts, *named)
            case _:
                return path


def columns_read(form: Form) -> tuple[Column, ...]:
    """The columns that are read; the others are for people."""
    return tuple(column for column in form.columns if column.field)


def rows_of(published: Published, values: Sequence[Any]) -> Rows:
    """The rows that the values of an input stand for."""
    columns = columns_read(KINDS[published.kind].form)
    rows: list[Row] = []
    origins: list[tuple[int, int]] = []
    faults: list[Malformed] = []
    seen: set[str] = set()
    for position, value in enumerate(values):
        refused = list(_unreadable(value, seen, (str(len(origins)), columns[0].name))) if published.parts else []
        faults.extend(refused)
        for part, given in enumerate(_cells(published, columns, value)):
            if not refused:
                unsaid = frozenset(place for place, each in enumerate(given) if each is UNSET)
                rows.append(Row(len(origins), tuple(map(_cell, given)), unsaid=unsaid))
            empty = bool(published.parts) and not getattr(value, published.parts)
            origins.append((position, -1 if empty else part))
    return Rows(published, Table(tuple(column.name for column in columns), tuple(rows)), tuple(origins), tuple(faults))


def _unreadable(value: Any, seen: set[str], path: tuple[str, ...]) -> Iterator[Malformed]:
    code = normalise(value.code, upper=False)
    if not code:
        yield Malformed(Text(f"请填写{path[-1]}", f"fill in {path[-1]}"), code=Code.CELL_EMPTY, path=path)
    elif code in seen:
        yield stands_twice(code, path)
    seen.add(code)


def _null(row: Row) -> list[int]:
    """Where a row is empty, and not left out."""
    return [place for place, cell in enumerate(row.cells) if not cell and place not in row.unsaid]


def _cells(published: Published, columns: Sequence[Column], value: Any) -> Iterator[tuple[Any, ...]]:
    """What is given for each row of a value."""
    if not published.parts:
        yield tuple(getattr(value, column.field) for column in columns)
        return
    for place, part in enumerate(getattr(value, published.parts) or (None,)):
        yield tuple(_of_row(published, column, value if place == 0 else None, part) for column in columns)


def _of_row(published: Published, column: Column, value: Any, part: Any) -> Any:
    said = part if published.of_part(column.field) else value
    return UNSET if said is None else getattr(said, column.field.removeprefix(published.part))


def _field_of(form: Form, name: str) -> str:
    return next((column.field for column in form.columns if column.name == name), name)


def _cell(value: Any) -> str:
    match value:
        case None | UnsetType():
            return ""
        case bool():
            return "是" if value else "否"
        case enum.Enum():
            return str(value.value)
        case list():
            return ";".join(map(_cell, value))
        case _:
            return str(value)
