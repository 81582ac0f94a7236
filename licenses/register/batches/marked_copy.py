"""A sheet of licences given back with what came of its rows: each refusal at the cell that it is about.

Refusals come from reading, whose paths are row and column, and from judging and drawing, whose paths name a field of
the order; both are told at the column that says it, or that stands in for it. What no column says stands in the last
column beside the row. The copy can be handed in again: what it says is not read (`graph.office.sheets.marked`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from graph.errors import Refusal, Text
from graph.office.review import Review, reasons_of
from graph.office.sheets.finding import find_table
from graph.office.sheets.marked import Copy, Mark, Marks, annotated
from graph.office.sheets.rows import Table
from graph.office.sheets.told import told
from graph.words.licensing import LicenseType
from licenses.register.batches.columns import Columns, columns_of, holder_field
from licenses.register.batches.entry_data import EntryItems, filling_of

_NOTHING: Mapping[int, Text] = {}


def copy_of_sheet(
    content: bytes,
    kind: LicenseType,
    refused: Mapping[int, Sequence[Refusal]],
    outcomes: Mapping[int, Text] = _NOTHING,
    *,
    chinese: bool = True,
) -> Copy:
    """Give a sheet back with what came of it.

    Args:
        content: The file as it was handed in.
        kind: The type that its licences are of.
        refused: What is wrong, by number of the row; 0 is the file.
        outcomes: What became of other rows.
        chinese: Whether it is said in Chinese.
    """
    return _annotated(content, columns_of(kind), refused, outcomes, chinese=chinese)


def copy_of_entry_data(
    content: bytes,
    entry: EntryItems,
    kind: LicenseType,
    refused: Mapping[int, Sequence[Refusal]],
    outcomes: Mapping[int, Text] = _NOTHING,
    *,
    chinese: bool = True,
) -> Copy:
    """Give the data of a catalogue entry back with what came of them; arguments as `copy_of_sheet`."""
    return _annotated(content, filling_of(entry, kind).columns, refused, outcomes, chinese=chinese)


def _annotated(
    content: bytes,
    columns: Columns,
    refused: Mapping[int, Sequence[Refusal]],
    outcomes: Mapping[int, Text],
    *,
    chinese: bool,
) -> Copy:
    table = _table(content, columns)
    source = table.source if table else None
    cells: dict[tuple[int, int], list[str]] = defaultdict(list)
    rows: dict[int, list[str]] = defaultdict(list)
    rest: list[str] = []
    for row, each in _each(refused):
        column = _column(each.path, columns, table)
        position = source.position(column) if source and column else None
        said = _told(each, row, column, table)
        words = said.zh if chinese else said.en
        if row and position is not None:
            cells[row, position].append(words)
        if source and row > source.header:
            rows[row].append(words)
        elif position is None:
            rest.append(words)
    wrong = "有误：" if chinese else "wrong: "
    marks = {row: Mark(fault=False, words=words.zh if chinese else words.en) for row, words in outcomes.items()}
    marks |= {row: Mark(fault=True, words=wrong + "；".join(words)) for row, words in rows.items()}
    at = {place: Mark(fault=True, words="\n".join(words)) for place, words in cells.items()}
    return annotated(content, columns.form, Marks(source, at, marks, _summary(marks, chinese=chinese), tuple(rest)))


def _table(content: bytes, columns: Columns) -> Table | None:
    if not columns.form.columns:
        return None  # an entry without items
    try:
        return find_table(content, columns.form)
    except Refusal:
        return None  # what is no table has no cells


def _each(refused: Mapping[int, Sequence[Refusal]]) -> Iterator[tuple[int, Refusal]]:
    for row, several in refused.items():
        for each in several:
            for reason in reasons_of(each):
                yield row, reason


def _column(path: tuple[str, ...], columns: Columns, table: Table | None) -> str | None:
    """The column of a table that a refusal is about."""
    if table is None or not path:
        return None
    if path[0].isdigit():
        return path[-1]
    named = columns.named(table.columns)
    for what in _fields(path):
        for way in (what, *columns.stand_in.get(what, ())):
            if way in named:
                return named[way]
    return None


def _fields(path: tuple[str, ...]) -> Iterator[str]:
    """What the path of an order's refusal is about, as columns fill it."""
    yield "/".join(path)
    if path[0] == "holders":
        place = int(path[1]) if len(path) > 1 and path[1].isdigit() else 0
        yield from (holder_field(place, part) for part in ("code", "name"))


def _told(each: Refusal, row: int, column: str | None, table: Table | None) -> Text:
    """The sentence, with the cell that it is about and what to do; one of a reading has both already."""
    if table is None or not each.path or each.path[0].isdigit():
        return each.message
    moved = type(each)(**{name: getattr(each, name) for name in each.__dataclass_fields__})
    moved.path, moved.beside = (str(row), column) if column else (str(row),), ()
    (said,) = told(Review((moved,)), Table(table.columns, (), table.source)).faults
    return said.message


def _summary(marks: Mapping[int, Mark], *, chinese: bool) -> str:
    wrong = sum(mark.fault for mark in marks.values())
    return f"{wrong}行有误" if chinese else f"{wrong} rows are wrong"
