"""A sheet of licences of one type to the orders that its rows are: CSV or Excel, one licence a row (WHL-9).

* A file is refused as a whole where it is no table, or lacks a column; else each row is an order, or says what is wrong
  with it. Whether an order may be carried out is judged later (`orders.judge`).
* Two rows with the same number are both refused, each names the other, and so are two of different holders with one
  photo, and two that call one code by two names or have it as two kinds; rows that differ in nothing but their numbers
  are told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from graph.codes.holder_code import read_as
from graph.codes.number_format import slots_of
from graph.codes.report import normalise
from graph.errors import Malformed, Refusal, Text
from graph.office.review import Hint, Review
from graph.office.sheets.cells import Cells
from graph.office.sheets.finding import find_table
from graph.office.sheets.rows import Source, Table
from graph.office.sheets.told import row_of, told
from graph.refusal_codes import Code
from graph.subjects.licensing.naming import UNTOLD, Calling, Known, brought
from graph.words.licensing import Holder, IssueOrder, LicenseType
from licenses.register.batches.columns import NUMBER, PHOTO, Columns, columns_of, holder_field
from licenses.register.batches.ordered_rows import Ordering, OrderReader, Read
from licenses.register.batches.photos import NO_PHOTOS, Photos
from licenses.register.batches.pictures import Pictures, pictures_of
from licenses.register.batches.wrong_columns import another_type, missing_columns, of_another_type
from licenses.register.faults import STANDARD
from licenses.register.starred import starred


@dataclass(frozen=True, slots=True)
class OrderedRow:
    """What one row of a sheet says."""

    row: int
    """Its number, as a spreadsheet shows it."""
    order: IssueOrder | None
    """None where something is wrong with the row."""
    faults: tuple[Refusal, ...] = ()
    """What is wrong with it; each path is the row and the column."""
    source: str = ""
    """Where the row says that its data come from (数据来源)."""


@dataclass(frozen=True, slots=True)
class OrderSheet:
    """What a file of licences holds."""

    rows: tuple[OrderedRow, ...]
    faults: tuple[Refusal, ...] = ()
    """What is wrong with the table, not with one row of it: missing and unknown columns. With any of them there are no
    rows."""
    hints: tuple[Hint, ...] = ()
    """What was passed over, and what cells were taken for."""
    read: Source | None = None
    """Which sheet and which row of column names were read."""


def read_orders(
    content: bytes,
    kind: LicenseType,
    issuer: str,
    photos: Photos = NO_PHOTOS,
    *,
    issuer_name: str = "",
    others: Sequence[LicenseType] = (),
) -> OrderSheet:
    """Read a sheet of licences.

    Args:
        content: Bytes of a CSV or Excel file.
        kind: The type that all of them are of.
        issuer: USCC of the department that issues them.
        photos: What came beside it.
        issuer_name: Name of that department; a column 颁发机构 has to say it, where it is given.
        others: Further types, to say which one a foreign column is of.

    Raises:
        LimitExceeded: `FILE_TOO_LARGE`, `TOO_MANY_ROWS` or `TOO_MANY_COLUMNS`.
        Malformed: `FILE_ENCODING`, `FILE_FORMAT`, `FILE_EMPTY` or `SEVERAL_SHEETS`.
    """
    columns = columns_of(kind)
    table = find_table(content, columns.form)
    if not table.whole:
        wrong = another_type(table, kind, others)
        faults = (wrong,) if wrong else of_another_type(table.faults, kind, others)
        return not_read(table, *faults, *(() if wrong else missing_columns(table, columns)))
    return read_table(content, table, columns, Ordering(kind, issuer, issuer_name, photos))


def read_table(content: bytes, table: Table, columns: Columns, ordering: Ordering) -> OrderSheet:
    """Read the rows of a table of which the columns are known."""
    missing = tuple(missing_columns(table, columns))
    if missing:
        return not_read(table, *table.faults, *missing)
    named = columns.named(table.columns)
    at = table.source.position(named.get(PHOTO, ""))
    pictures: Pictures = {}
    if at is not None:
        pictures = pictures_of(content, table.source.sheet, at, {row.number: row.cells[at] for row in table.rows})
    reader = ordering.reader(named, columns.stand_in, pictures)
    places = {name: place for place, name in enumerate(table.columns) if name}
    hints: list[Hint] = []
    faults: list[Refusal] = []
    read: list[tuple[int, Read]] = []
    for row in table.rows:
        cells = Cells(row, places)
        read.append((row.number, reader.order(cells)))
        faults.extend(_once(cells.faults))
        hints.extend(cells.hints)
    column = reader.column_of(NUMBER) or table.columns[0]
    faults.extend(_numbered_twice(read, column, ordering.kind))
    faults.extend(_of_one_photo(read, named.get(PHOTO, "")))
    faults.extend(_called_otherwise(read, reader, table.columns[0]))
    hints.extend(_alike(read, column))
    return _of_rows(read, told(Review(tuple(faults), tuple(hints)), table, (STANDARD,)), table)


def not_read(table: Table, *faults: Malformed) -> OrderSheet:
    """A table whose columns are not those of a form: no row of it is read."""
    review = told(Review(), replace(table, faults=faults), (STANDARD,))
    return OrderSheet((), review.faults, review.hints, table.source)


def _of_rows(read: Sequence[tuple[int, Read]], review: Review, table: Table) -> OrderSheet:
    by_row: dict[int, list[Refusal]] = defaultdict(list)
    for fault in review.faults:
        by_row[row_of(fault)].append(fault)
    rows = tuple(
        OrderedRow(number, None if number in by_row else each.order, tuple(by_row.pop(number, ())), each.source)
        for number, each in read
    )
    return OrderSheet(rows, tuple(fault for each in by_row.values() for fault in each), review.hints, table.source)


def _once(faults: Sequence[Malformed]) -> Iterable[Malformed]:
    """What is wrong with cells, each once: one that stands in for another is read twice."""
    return {(fault.path, fault.code): fault for fault in faults}.values() if len(faults) > 1 else faults


def _of_one_photo(read: Iterable[tuple[int, Read]], column: str) -> Iterator[Malformed]:
    """Refuse one photo on licences of different holders, in every row that has it."""
    rows: dict[bytes, list[tuple[int, tuple[Holder, ...]]]] = defaultdict(list)
    for row, each in read:
        if each.order is not None and each.order.photo is not None:
            rows[each.order.photo].append((row, each.order.holders))
    for photo, same in rows.items():
        first = same[0]
        second = next((each for each in same if each[1] != first[1]), None)
        for row, holders in same if second else ():
            other = second[0] if second and holders == first[1] else first[0]
            yield Malformed(
                Text("同一张照片用于不同的持证主体；请核对照片", "one photo for different holders; check the photos"),
                code=Code.CODE_TWICE,
                rules=(STANDARD,),
                path=(str(row), column),
                value=f"{len(photo)} bytes",
                beside=(str(other), column),
            )


def _called_otherwise(read: Iterable[tuple[int, Read]], reader: OrderReader, first: str) -> Iterator[Malformed]:
    """Refuse two names for one code, in every row that has it, where neither is said to be the former one."""
    rows: dict[str, list[tuple[int, int, Holder]]] = defaultdict(list)
    for row, each in read:
        for place, holder in enumerate(each.order.holders if each.order is not None else ()):
            rows[read_as(holder.code)].append((row, place, holder))
    for same in rows.values():
        ways = {tuple(replace(holder, code="").said): (row, holder) for row, _, holder in reversed(same)}
        for row, place, holder in same if len(ways) > 1 else ():
            found = ((at, _contradict(holder, other)) for at, other in ways.values())
            at, how = next(((at, how) for at, how in found if how is not None), (0, None))
            if how is not None:
                field, code, value, words = _SAID_TWICE[how]
                column = reader.column_of(holder_field(place, field)) or first
                yield Malformed(
                    words, code=code, rules=(STANDARD,), path=(str(row), column), value=value(holder)[:64],
                    beside=(str(at), column),
                )  # fmt: skip


_SAID_TWICE: Final[Mapping[Calling, tuple[str, Code, Callable[[Holder], str], Text]]] = {
    Calling.OTHERWISE: (
        "name", Code.HOLDER_NAMED_OTHERWISE, lambda holder: holder.name,
        Text(
            "同一代码在本表中有两个名称；请核对代码和名称，确已更名的请填写曾用名",
            "one code has two names in this sheet; check code and name, and where the name was changed, give the "
            "former one",
        ),
    ),
    Calling.OF_ANOTHER_KIND: (
        "codeType", Code.HOLDER_OF_ANOTHER_KIND, lambda holder: holder.code_type_name or holder.code_type,
        Text(
            "同一代码在本表中有两种代码类型；请核对代码和类型，是两人的请用其中一人的另一种证件",
            "one code is of two kinds in this sheet; check code and kind, and where they are two people, take another "
            "document of one of them",
        ),
    ),
}  # fmt: skip


def _contradict(holder: Holder, other: Holder) -> Calling | None:
    """How two rows bring one code otherwise, where neither says that the other's is the former one."""
    ways = brought(Known(other.name, other.code_type), holder), brought(Known(holder.name, holder.code_type), other)
    return ways[0] if UNTOLD.issuperset(ways) else None


def _numbered_twice(read: Iterable[tuple[int, Read]], column: str, kind: LicenseType) -> Iterator[Malformed]:
    """Refuse numbers that people read as one, in every row that has one; what is a holder's code is not said again."""
    tells = "身份证" in slots_of(kind.number_format)
    rows: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row, each in read:
        if each.number:
            rows["".join(normalise(each.number).split())].append((row, each.number))
    for same in rows.values():
        for place, (row, number) in enumerate(same if len(same) > 1 else ()):
            other = same[1 if place == 0 else 0][0]
            yield Malformed(
                Text("证照编号在本表中重复", "the number stands twice in this sheet"),
                code=Code.CODE_TWICE,
                rules=(STANDARD,),
                path=(str(row), column),
                value=starred(number) if tells else number[:64],
                beside=(str(other), column),
            )


def _alike(read: Iterable[tuple[int, Read]], column: str) -> Iterator[Hint]:
    """Tell of rows that say the same of the same holders, but for the number."""
    rows: dict[object, list[tuple[int, str]]] = defaultdict(list)
    for row, each in read:
        if each.order is not None:
            rows[_but_for_number(each.order)].append((row, each.order.number))
    for same in rows.values():
        first: dict[str, int] = {}
        for row, number in same:
            first.setdefault(number, row)
        for row, number in same:
            other = next((earliest for said, earliest in first.items() if said != number), None)
            if other is None:
                continue
            words = Text(
                f"除证照编号外与第{other}行完全相同；请核对是否重复",
                f"this row says the same as row {other} but for the number; check whether it is there twice",
            )
            yield Hint(Code.CODE_TWICE, words, (), (str(row), column))


def _but_for_number(order: IssueOrder) -> object:
    face = tuple(text for text in order.face.values() if text != order.number)
    return (order.holders, order.issued_on, order.valid_from, order.valid_until, face, order.replaces)
