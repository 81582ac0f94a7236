"""Tables in which one value stands on several rows: what is the value's own on its first row, its parts on each.

Further rows leave the value's own cells blank, or say the same again; what says something else is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from graph.errors import Malformed, Text
from graph.office.review import Hint
from graph.office.sheets.cells import Cells
from graph.office.sheets.forms import Form, Parsed, places_of
from graph.office.sheets.mentions import Mention
from graph.office.sheets.rows import Table
from graph.refusal_codes import Code

T = TypeVar("T")
PartT = TypeVar("PartT")


@dataclass(slots=True)
class _Group(Generic[PartT]):
    """A value whose parts are still being read."""

    first: Cells
    parts: list[PartT] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    faults: list[Malformed] = field(default_factory=list)
    hints: list[Hint] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)


def read_grouped(
    table: Table, form: Form, part: Callable[[Cells], PartT], whole: Callable[[Cells, tuple[PartT, ...]], T]
) -> Parsed[T]:
    """Read a table in which a value has a row for each of its parts.

    Args:
        table: What was handed in.
        form: Its columns; those of the parts have fields with a point in them, as `field.label`. By the first one value
            is told from the next; it is blank on a further row, or says the same.
        part: Reads a part of a row.
        whole: Makes a value of its first row and its parts.

    Raises:
        Malformed: `UNKNOWN_COLUMN` or `MISSING_COLUMN`.
        SeveralReasons: More than one of them.
    """
    values: list[T] = []
    rows: list[tuple[int, ...]] = []
    faults: list[Malformed] = []
    hints: list[Hint] = []
    mentions: list[tuple[Mention, ...]] = []
    for group in _groups(table, form, part):
        value = whole(group.first, tuple(group.parts))
        group.faults[:0] = group.first.faults
        hints.extend((*group.first.hints, *group.hints))
        if group.faults:
            faults.extend(group.faults)
        else:
            values.append(value)
            rows.append(tuple(group.rows))
            mentions.append(tuple(group.mentions))
    return Parsed(form, tuple(values), tuple(rows), tuple(faults), tuple(hints), tuple(mentions))


def _groups(table: Table, form: Form, part: Callable[[Cells], PartT]) -> Iterator[_Group[PartT]]:
    places, open_group = places_of(table, form), None
    unfilled = form.mentions(places)
    for row in table.rows:
        cells = Cells(row, places)
        named = cells.raw(form.identity)
        if open_group is None or (named and named != open_group.first.raw(form.identity)):
            if open_group is not None:
                yield open_group
            open_group = _Group[PartT](cells)
        else:
            _refuse_others(form, open_group.first, cells)
        open_group.parts.append(part(cells))
        open_group.rows.append(row.number)
        open_group.mentions.append(unfilled.of(row, cells))
        if cells is not open_group.first:
            open_group.faults.extend(cells.faults)
            open_group.hints.extend(cells.hints)
    if open_group is not None:
        yield open_group


def _refuse_others(form: Form, first: Cells, cells: Cells) -> None:
    for column in form.columns:
        given = "" if "." in column.field else cells.raw(column.name)
        if given and given != first.raw(column.name):
            cells.fault(
                column.name,
                Code.ROWS_DIFFER,
                Text(
                    f"与第{first.row_number}行的“{column.name}”不一致；续行应留空",
                    f"{column.name} differs from row {first.row_number}; leave it blank on further rows",
                ),
                given[:40],
            )
