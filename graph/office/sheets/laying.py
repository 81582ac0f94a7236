"""A sheet of a workbook to lines: what people see in each cell, and which cells cannot be read so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from python_calamine import CalamineSheet

from graph.office.sheets.days import SERIALS
from graph.office.sheets.number_formats import Look
from graph.office.sheets.old_looks import OldBook, OldSheet
from graph.office.sheets.rows import Line, Merge, Sheet
from graph.office.sheets.styles import Looks
from graph.office.sheets.worksheet import Extent
from graph.office.sheets.written import ERRORS, Cell, inexact, written


def laid_out(sheet: CalamineSheet, found: Extent | None, looks: Looks, *, serials: bool) -> Sheet:
    """The lines of a sheet, none longer than what stands in it.

    Args:
        sheet: Its values.
        found: What its XML says, where it has any.
        looks: How its cells show what is in them.
        serials: Whether its days are counted from 1900 for certain.
    """
    errors = found.errors if found else {}
    rows = sheet.to_python(skip_empty_area=False)
    lines: list[Line] = []
    for number in range(1, max(len(rows), *errors, 0) + 1):
        cells: list[Cell] = list(rows[number - 1]) if number <= len(rows) else []
        for place, shown in errors.get(number, {}).items():
            cells.extend([""] * (place + 1 - len(cells)))
            cells[place] = shown
        while cells and cells[-1] == "":
            cells.pop()
        line = _line(number, cells, looks, serials=serials)
        lines.append(replace(line, unseen=True) if found and number in found.unseen_rows else line)
    merged = found.merged if found else _merged(sheet.merged_cell_ranges)
    return Sheet(sheet.name, lines, merged, found.unseen_columns if found else ())


def laid_out_old(sheet: CalamineSheet, book: OldBook, own: OldSheet) -> Sheet:
    """The lines of a sheet of an old workbook."""
    merged, rows = _merged(sheet.merged_cell_ranges), frozenset(own.unseen_rows)
    columns = tuple(own.unseen_columns)
    found = Extent(0, 0, False, own.errors, merged, own.styled, rows, columns)
    return laid_out(sheet, found, Looks(book.formats, own.styled, book.struck), serials=book.serials)


def _line(number: int, cells: Sequence[Cell], looks: Looks, *, serials: bool) -> Line:
    """What people see in the cells of a row, and which of them cannot be read so."""
    texts: list[str] = []
    dated: set[int] = set()
    others: dict[int, Look] = {}
    for place, cell in enumerate(cells):
        texts.append(written(cell))
        seen: str | Look | None = None
        if isinstance(cell, str | int | float) and not isinstance(cell, bool):
            seen = looks.of(cell, number, place) if cell != "" and cell not in ERRORS else None
        elif not isinstance(cell, bool):
            dated.add(place)
            seen = looks.of_day(cell, number, place) if isinstance(cell, date) else None
        if isinstance(seen, str):
            texts[place] = seen
        elif seen is not None:
            others[place] = seen
    marked = frozenset(place for place, cell in enumerate(cells) if inexact(cell))
    days = frozenset(
        place for place, cell in enumerate(cells) if serials and isinstance(cell, int | float) and cell in SERIALS
    )
    line = Line(number, texts, marked, frozenset(dated), others, days)
    return replace(line, struck=_struck(number, cells, looks)) if looks.struck or looks.struck_texts else line


def _struck(number: int, cells: Sequence[Cell], looks: Looks) -> Mapping[int, bool]:
    found = ((place, looks.struck_at(cell, number, place)) for place, cell in enumerate(cells) if cell != "")
    return {place: whole for place, whole in found if whole is not None}


def _merged(ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]] | None) -> tuple[Merge, ...]:
    return tuple((top + 1, bottom + 1, left, right) for (top, left), (bottom, right) in ranges or ())
