"""Tables of records, which are compared with what stands and change nothing: each cell is read as its field's type is.

What a record says is read back as it was written: words as they are shown, days and numbers as spreadsheets write them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Generic, TypeVar, get_type_hints

from graph.errors import Text
from graph.office.published import without_ids
from graph.office.sheets.cells import Cells
from graph.office.sheets.cleaned import cleaned
from graph.office.sheets.forms import Column, Form, Parsed, read_form
from graph.office.sheets.rows import Table
from graph.office.sheets.said import BETWEEN
from graph.words.china_time import china_time
from graph.words.closed_list import ClosedList
from graph.words.records import Record

RecordT = TypeVar("RecordT", bound=Record)
TermT = TypeVar("TermT", bound=ClosedList)
_MOST: Final = 10**15
"""Rows that are counted in one record."""


def _text(cells: Cells, name: str) -> str:
    return cells.text(name, exact=True)


def _number(cells: Cells, name: str) -> int | None:
    return cells.number(name, 0, _MOST)


def _several(cells: Cells, name: str) -> tuple[str, ...]:
    parts = (part.strip() for part in _text(cells, name).split(BETWEEN))
    return tuple(part for part in parts if part)


_READ: Final[Mapping[Any, Callable[[Cells, str], Any]]] = {
    str: _text, date | None: Cells.day, int | None: _number, tuple[str, ...]: _several,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RecordTable(Generic[RecordT]):
    """How records of a kind stand in a table."""

    form: Form
    value: Callable[..., RecordT]

    @classmethod
    def of(cls, name: str, value: type[RecordT], /, **columns: str | tuple[str, Text]) -> RecordTable[RecordT]:
        """A table with a column for each field.

        Args:
            name: First part of the paths of refusals.
            value: What a row says.
            columns: Names of the columns, in their order, each by its field; with what a cell says, where its name does
                not.
        """
        types = get_type_hints(value)
        named = (
            Column(called, field, by_hand=_READ[types[field]], blank=True, says=in_both(says) if says else "")
            for field, (called, says) in ((field, _described(said)) for field, said in columns.items())
        )
        return cls(Form(name, tuple(named)), value)

    def read(self, table: Table) -> Parsed[RecordT]:
        """Read a table; a row is a record."""
        columns = [(each.field, each.name, each.by_hand or _text) for each in self.form.columns]
        return read_form(
            table, self.form, lambda cells: self.value(**{field: read(cells, name) for field, name, read in columns})
        )


def _described(said: str | tuple[str, Text]) -> tuple[str, Text | None]:
    return (said, None) if isinstance(said, str) else said


def in_both(says: Text) -> str:
    """What a column says, in both languages."""
    return f"{says.zh}。/ {says.en}."


def shown(words: str | None) -> str:
    """Words as a table says them: without the number of a person, and without what nobody sees."""
    return cleaned(without_ids(words or ""))


def at(moment: str | datetime | None) -> str:
    """A moment as a table says it, in China; empty where there is none."""
    if not moment:
        return ""
    said = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return china_time(said).isoformat(timespec="seconds")


def term(terms: type[TermT], name: str | None) -> str:
    """The word of a closed list; empty where there is none."""
    return terms[name].zh if name else ""
