"""One row of a table to the order that it is: which cell says what, and what is wrong with a cell that cannot be read.

* What a column of the register leaves blank the field of the face says that stands in for it.
* A day on a face is written as the register writes days; every other text stands as it was written.
* A length of time (3年, 三年, 长期) in the place of a period is counted from the first day that another column says,
  and compared with the last day where that is said too.
* A number that a spreadsheet has changed (rounded, made a day, made a power of ten) is refused, never guessed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from graph.codes.typed_identifier import parse_typed_identifier
from graph.errors import Malformed, Text
from graph.office.sheets.cells import Cells
from graph.refusal_codes import Code
from graph.words.face_fields import FaceField, FieldKind, FieldRole
from graph.words.licensing import Holder, IssueOrder, LicenseType
from graph.words.validity import LONG_TERM, WITHOUT_END, last_days, term_said
from graph.words.written_days import chinese_day, period_of
from licenses.register.batches import columns as say
from licenses.register.batches.columns import face_field
from licenses.register.batches.holder_cells import HolderCells, chosen
from licenses.register.batches.photos import Photos
from licenses.register.batches.pictures import Pictures
from licenses.register.free_fields import YEARS

_DAYS = frozenset({FieldRole.ISSUED_ON, FieldRole.VALID_FROM, FieldRole.VALID_UNTIL, FieldRole.HOLDER_BORN})
_NARROW = {code + 0xFEE0: code for code in range(0x21, 0x7F) if chr(code).isalnum()}
"""Letters and figures of full width: a number has none of them."""


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a row; the order is None where something is wrong."""

    order: IssueOrder | None
    number: str
    source: str


@dataclass(frozen=True, slots=True)
class Ordering:
    """What the rows of a table have in common."""

    kind: LicenseType
    issuer: str
    issuer_name: str
    photos: Photos

    def reader(
        self, named: Mapping[str, str], stand_in: Mapping[str, tuple[str, ...]], pictures: Pictures
    ) -> OrderReader:
        """Whoever reads the rows of a table.

        Args:
            named: The names of its columns, by what they fill.
            stand_in: Which fields of the face say what the order says.
            pictures: Those that lie in its cells, by row.
        """
        return OrderReader(self, named, stand_in, pictures)


Reading = Callable[[Cells, str], str]


class OrderReader:
    """Reads the rows of a table, one after another."""

    def __init__(
        self,
        common: Ordering,
        named: Mapping[str, str],
        stand_in: Mapping[str, tuple[str, ...]],
        pictures: Pictures,
    ) -> None:
        """Look at which columns there are; once for all rows."""
        self._common, self._pictures = common, pictures
        self._named = named
        self._ways = {
            each: tuple(named[way] for way in (each, *stand_in.get(each, ())) if way in named)
            for each in {*named, *stand_in}
        }
        self._periods = {
            named[face_field(each.key)]
            for each in common.kind.fields
            if each.role is FieldRole.VALIDITY and face_field(each.key) in named
        }
        self._periods |= {named[say.VALIDITY]} if say.VALIDITY in named else set()
        self._face = [
            (each.key, named[face_field(each.key)], _reading(each))
            for each in common.kind.fields
            if not each.pictorial and face_field(each.key) in named
        ]
        self._required = frozenset(
            named[face_field(each.key)]
            for each in common.kind.fields
            if each.required and not each.role.bound and face_field(each.key) in named
        )
        self._holders = HolderCells(common.kind, named, self._ways)

    def column_of(self, what: str) -> str | None:
        """The column that says something, or the first that stands in for it."""
        return next(iter(self._ways.get(what, ())), None)

    def order(self, cells: Cells) -> Read:
        """Read a row; what is wrong with it is kept by its cells."""
        kind, given = self._common.kind, self._named
        cells.required = self._required
        number = self._number(cells)
        self._same(cells, say.TYPE, kind.code)
        self._same(cells, say.ISSUER, self._common.issuer)
        self._same(cells, say.ISSUER_NAME, self._common.issuer_name)
        face = {key: text for key, column, read in self._face if (text := read(cells, column))}
        source = cells.text(given[say.SOURCE]) if say.SOURCE in given else ""
        holders = self._holders.of(cells)
        order = IssueOrder(
            type_code=kind.code,
            issuer=self._common.issuer,
            holders=holders,
            number=number,
            issued_on=self._day(cells, say.ISSUED_ON) or date.min,
            valid_from=self._day(cells, say.VALID_FROM) or date.min,
            valid_until=self._last_day(cells),
            face=face,
            photo=self._photo(cells, number, holders) if kind.photo else None,
            replaces=self._replaces(cells),
            change_reason=cells.text(given[say.CHANGE_REASON]) if say.CHANGE_REASON in given else "",
            type_name=(cells.text(given[say.TYPE_NAME]) or None) if say.TYPE_NAME in given else None,
        )
        if not cells.faults:
            self._see_period(cells, order.valid_from, order.valid_until)
        return Read(None if cells.faults else order, number, source)

    def _number(self, cells: Cells) -> str:
        column = chosen(cells, self._ways.get(say.NUMBER, ()))
        text = cells.text(column, needed=True, exact=True) if column else ""
        return text if text.isascii() else text.translate(_NARROW)

    def _day(self, cells: Cells, what: str) -> date | None:
        column = chosen(cells, self._ways.get(what, ()))
        if column is None:
            return None
        if column in self._periods:
            first, _ = self._period(cells, column)
            return first
        return cells.needed_day(column)

    def _last_day(self, cells: Cells) -> date | None:
        column = chosen(cells, self._ways.get(say.VALID_UNTIL, ()))
        if column is None or cells.blank(column) or cells.raw(column) in WITHOUT_END:
            return None
        if column in self._periods:
            return self._last_of_period(cells, column)
        return cells.day(column)

    def _last_of_period(self, cells: Cells, column: str) -> date | None:
        """The last day of a period, or of a length of time from the first day that another column says."""
        term, begins = term_said(_folded(cells.raw(column))), chosen(cells, self._ways.get(say.VALID_FROM, ()))
        if term is None or begins in (None, column):
            return self._period(cells, column)[1]
        first = self._day(cells, say.VALID_FROM)
        return next(iter(last_days(first, (term,))), None) if first else None

    def _see_period(self, cells: Cells, first: date, last: date | None) -> None:
        """Refuse a row whose days stand in two places and differ, and a period that cannot be read."""
        column = self._named.get(say.VALIDITY)
        if column is None or cells.blank(column):
            return
        text = cells.raw(column)
        term, said = term_said(_folded(text)), period_of(_folded(text))
        if term is not None:
            said = (first, next(iter(last_days(first, (term,))), date.min))
        if said is None:
            self._no_period(cells, column, text)
        elif said != (first, last):
            counts = f"{first}至{last or '长期'}"
            words = Text(
                f"“{column}”是“{text[:40]}”，而本行“有效期起”“有效期止”是{counts}；请改成一致，或删去其中之一",
                f"{text[:40]} here, and the columns of the first and the last day say {first} to {last or 'no end'}; "
                "make them agree, or leave one out",
            )
            cells.fault(column, Code.FACE_CONTRADICTS, words, text[:40], limit=counts)

    def _period(self, cells: Cells, column: str) -> tuple[date | None, date | None]:
        text = cells.raw(column)
        period = period_of(_folded(text))
        if period is not None:
            return period
        self._no_period(cells, column, text)
        return None, None

    def _no_period(self, cells: Cells, column: str, text: str) -> None:
        if not cells.faults or cells.faults[-1].path != (str(cells.row_number), column):
            words = Text(
                f"“{text[:40]}”不是起止日期，应如 2026年01月31日至2029年01月30日；"
                "只写3年、长期的，须另有“有效期起”一列；也可以加上“有效期起”“有效期止”两列",
                f"{text[:40]} is no period; write 2026-01-31~2029-01-30, or a length of time beside a column for its "
                "first day, or add columns for its first and last day",
            )
            cells.fault(column, Code.NOT_A_DATE, words, text[:40])

    def _photo(self, cells: Cells, number: str, holders: tuple[Holder, ...]) -> bytes | None:
        """What lies in the cell, or is named in it; else the file that is called as the first holder's code is."""
        column = self._named.get(say.PHOTO, "")
        path = (str(cells.row_number), column) if column else (str(cells.row_number),)
        photos = self._common.photos
        try:
            if (lying := self._pictures.get(cells.row_number)) is not None:
                return lying.read(path)
            name = (cells.text(column) if column else "") or photos.of(holders[0].code, number)
            return photos.named(name, path) if name else None
        except Malformed as refusal:
            cells.refused(refusal)
            return None

    def _replaces(self, cells: Cells) -> str | None:
        column = self._named.get(say.REPLACES)
        text = cells.text(column, exact=True) if column else ""
        if not text or column is None:
            return None
        try:
            return parse_typed_identifier(text, (str(cells.row_number), column)).text
        except Malformed as refusal:
            cells.refused(refusal)
            return None

    def _same(self, cells: Cells, what: str, expected: str) -> None:
        """Refuse a row that says to be of another type or department than the batch is."""
        column = self._named.get(what)
        text = cells.figures(column) if column else ""
        if text and column and expected and text != expected:
            message = Text(
                f"本批的{column}是“{expected}”，这一行是“{text[:40]}”；请移到另一批",
                f"{column} of this batch is {expected}, this row says {text[:40]}; give it in another batch",
            )
            cells.fault(column, Code.ANOTHER_KIND, message, text[:40], limit=expected)


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _reading(each: FaceField) -> Reading:
    """How a cell of the face is read."""
    if each.kind == FieldKind.DAY.zh or each.role in _DAYS:
        written = date.isoformat if each.kind == FieldKind.DAY.zh else chinese_day
        return lambda cells, column: _written_day(cells, column, written)
    if each.kind == FieldKind.NUMBER.zh:
        return lambda cells, column: cells.text(column, quantity=True)
    if each.kind == FieldKind.LINES.zh:
        return lambda cells, column: cells.text(column, exact=True)
    return _one_line


def _one_line(cells: Cells, column: str) -> str:
    """A text that is one line, however it was broken to fit its cell."""
    text = cells.text(column, exact=True)
    return cells.line(column) if "\n" in text or "\t" in text else text


def _written_day(cells: Cells, column: str, written: Callable[[date], str]) -> str:
    if cells.raw(column) in WITHOUT_END:
        return LONG_TERM
    day = cells.day(column, earliest=YEARS.start)
    return written(day) if day else ""
