"""Merged cells: a value counts for every row over which its cell is merged; over several columns it is not certain.

Merged over rows, the one cell is what a person sees beside each of them. Merged over columns, it may belong to either,
unless the form reads only one of them. How much a file can ask for is bounded by the rows that it has.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph.errors import Malformed, Text
from graph.office.review import Hint
from graph.office.sheets.cleaned import cleaned
from graph.office.sheets.refused import not_a_table
from graph.office.sheets.rows import Line, Sheet, place_of
from graph.office.sheets.written import letters
from graph.refusal_codes import Code

_SHOWN = 40


@dataclass(slots=True)
class Merged:
    """The lines with every value in each row for which it counts."""

    lines: list[Line]
    faults: list[Malformed] = field(default_factory=list)
    hints: list[Hint] = field(default_factory=list)


def bounded(sheet: Sheet) -> None:
    """Refuse ranges that lie over each other: no spreadsheet makes them, and each costs as much as it covers.

    Raises:
        Malformed: `FILE_FORMAT`.
    """
    width = max((len(line.cells) for line in sheet.lines), default=0)
    height = len(sheet.lines)
    covered = sum(
        max(0, min(bottom, height) - top + 1) * max(0, min(right, width) - left + 1)
        for top, bottom, left, right in sheet.merged
    )
    if covered > height * (width + 1):
        raise not_a_table(
            "合并单元格相互重叠；请取消合并后另存",
            "merged cells lie over each other; unmerge them and save the file",
            "file",
        )


def above_header(sheet: Sheet, rows: int) -> list[Line]:
    """The first lines, each cell of a merged range with its value: as titles and groups of columns are seen."""
    lines = list(sheet.lines[:rows])
    for top, bottom, left, right in sheet.merged:
        if top > len(lines):
            continue
        value = _value(lines[top - 1], left)
        if not value:
            continue
        for number in range(top, min(bottom, len(lines)) + 1):
            if bottom > top or right > left:
                lines[number - 1] = _with(lines[number - 1], dict.fromkeys(range(left, min(right, 400) + 1), value))
    return lines


def below_header(
    sheet: Sheet, header: int, columns: Sequence[str], expected: Collection[str], passed: Collection[int]
) -> Merged:
    """The lines under the column names.

    Args:
        sheet: What was read.
        header: How many lines end with the column names.
        columns: Names of the columns; empty where one is not read.
        expected: Columns whose values are expected to go on over several rows.
        passed: Numbers of rows that are no data.
    """
    found = Merged(list(sheet.lines[header:]))
    for top, bottom, left, right in sheet.merged:
        index = top - header - 1
        if index < 0 or index >= len(found.lines) or top in passed:
            continue
        line = found.lines[index]
        value = _value(line, left)
        if not value:
            continue
        read = [position for position in range(left, min(right + 1, len(columns))) if columns[position]]
        if len(read) > 1:
            found.faults.append(_across(sheet, top, left, right, columns[read[0]], value))
            continue
        if bottom == top or not read:
            continue
        last = min(bottom, header + len(found.lines))
        for number in range(top + 1, last + 1):
            position = number - header - 1
            if number not in passed:
                below = _with(found.lines[position], {read[0]: value})
                found.lines[position] = _marked(below, read[0], line, left)
        if columns[read[0]] not in expected and last > top:
            found.hints.append(_down(sheet, (top, last), left, columns[read[0]], value))
    return found


def _value(line: Line, position: int) -> str:
    return line.cells[position] if position < len(line.cells) and cleaned(line.cells[position]) else ""


def _with(line: Line, values: Mapping[int, str]) -> Line:
    cells = list(line.cells)
    cells.extend([""] * (max(values) + 1 - len(cells)))
    for position, value in values.items():
        cells[position] = value
    return replace(line, cells=cells)


def _marked(below: Line, position: int, line: Line, left: int) -> Line:
    """A line whose cell is marked as the one is that its value is of."""
    return replace(
        below,
        inexact=below.inexact | ({position} if left in line.inexact else frozenset()),
        serials=below.serials | ({position} if left in line.serials else frozenset()),
        dated=below.dated | ({position} if left in line.dated else frozenset()),
        looks={**below.looks, position: line.looks[left]} if left in line.looks else below.looks,
    )


def _across(sheet: Sheet, row: int, left: int, right: int, column: str, value: str) -> Malformed:
    where = place_of(sheet.name, row, left)
    reach = f"{letters(left)}{row}:{letters(right)}{row}"
    return Malformed(
        Text(
            f"{where.zh}横向合并（{reach}），跨了几列，分不清“{value[:_SHOWN]}”属于哪一列；请取消合并，分别填写",
            f"{where.en} is merged over several columns ({reach}), {value[:_SHOWN]} may belong to each; "
            "unmerge it and fill in each",
        ),
        code=Code.MERGED_ACROSS,
        path=(str(row), column),
        value=value[:_SHOWN],
    )


def _down(sheet: Sheet, rows: tuple[int, int], position: int, column: str, value: str) -> Hint:
    where = place_of(sheet.name, rows[0], position)
    return Hint(
        Code.MERGED_DOWN,
        Text(
            f"{where.zh}纵向合并：“{value[:_SHOWN]}”计入第{rows[0]}至{rows[1]}行",
            f"{where.en} is merged downwards: {value[:_SHOWN]} counts for rows {rows[0]} to {rows[1]}",
        ),
        (),
        (str(rows[0]), column),
        value[:_SHOWN],
    )
