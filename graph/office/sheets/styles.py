"""How the cells of a workbook show what is in them: its number formats, and which of them each cell has.

A column has the same style over long stretches, so a change is kept where it begins, and a sheet of a hundred thousand
rows costs as little as one of ten.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Final

from graph.office.sheets.day_formats import BUILT_IN_DAYS, seen
from graph.office.sheets.number_formats import BUILT_IN, GENERAL, OTHER, Look, shown

_MOST: Final = 100_000
"""Styles and formats of a book; a spreadsheet keeps 65,490."""
_AS_IT_IS: Final = (GENERAL, "@")


class Styles:
    """Reads the styles of a book, element by element."""

    def __init__(self) -> None:
        """Begin with nothing: every cell shows what is in it."""
        self._formats: dict[int, str] = {}
        self._of_style: list[int] = []
        self._fonts: list[bool] = []
        self._font_of_style: list[int] = []
        self._within = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take up what an element says.

        Raises:
            ValueError: There are more than any book has, or a number is none.
        """
        if name in ("numFmts", "fonts", "fills", "cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
            self._within = name
        elif name == "numFmt" and self._within == "numFmts":
            self._formats[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", GENERAL)
        elif name == "xf" and self._within == "cellXfs":
            self._of_style.append(int(attributes.get("numFmtId", "0")))
            self._font_of_style.append(int(attributes.get("fontId", "0")))
        elif name == "font" and self._within == "fonts":
            self._fonts.append(False)
        elif name == "strike" and self._within == "fonts" and self._fonts:
            self._fonts[-1] = attributes.get("val", "1") not in ("0", "false")
        if len(self._formats) + len(self._of_style) + len(self._fonts) > _MOST:
            raise ValueError(f"more than {_MOST} styles")

    @property
    def formats(self) -> Sequence[str]:
        """The number format of each style."""
        return [self._format(number) for number in self._of_style]

    @property
    def struck(self) -> frozenset[int]:
        """The styles by which a cell is struck through."""
        fonts = {number for number, struck in enumerate(self._fonts) if struck}
        return frozenset(style for style, font in enumerate(self._font_of_style) if font in fonts)

    def _format(self, number: int) -> str:
        if number in self._formats:
            return self._formats[number]
        return BUILT_IN_DAYS.get(number) or BUILT_IN.get(number, OTHER)


@dataclass(slots=True)
class _Column:
    rows: array[int] = field(default_factory=lambda: array("I"))
    styles: array[int] = field(default_factory=lambda: array("I"))


class Styled:
    """Which style each cell of a sheet has."""

    def __init__(self) -> None:
        """Begin with no cell."""
        self._columns: dict[int, _Column] = {}

    def put(self, row: int, column: int, style: int) -> None:
        """Keep the style of a cell; rows come in their order.

        Raises:
            ValueError: They do not.
        """
        kept = self._columns.get(column)
        if kept is None:
            kept = self._columns[column] = _Column()
        if kept.styles and kept.styles[-1] == style:
            return
        if kept.rows and kept.rows[-1] > row:
            raise ValueError("the rows of a sheet are not in their order")
        kept.rows.append(row)
        kept.styles.append(style)

    def of(self, row: int, column: int) -> int:
        """The style of a cell."""
        kept = self._columns.get(column)
        at = bisect_right(kept.rows, row) - 1 if kept else -1
        return kept.styles[at] if kept and at >= 0 else 0


@dataclass(frozen=True, slots=True)
class Looks:
    """How the cells of one sheet show what is in them."""

    formats: Sequence[str] | None = None
    """Of each style of the book; None where they are not read."""
    styled: Styled = field(default_factory=Styled)
    struck: frozenset[int] = frozenset()
    """The styles by which a cell is struck through."""
    struck_texts: Mapping[str, bool] = field(default_factory=dict)
    """Texts of which words are struck through: whether all of them are."""

    def struck_at(self, cell: object, row: int, column: int) -> bool | None:
        """Whether all of a cell is struck through; None where nothing of it is."""
        if self.struck and self.styled.of(row, column) in self.struck:
            return True
        return self.struck_texts.get(cell) if self.struck_texts and isinstance(cell, str) else None

    def of(self, cell: float | str, row: int, column: int) -> str | Look | None:
        """What a cell shows; None where that is what is in it.

        Args:
            cell: A number, or a text.
            row: From 1.
            column: From 0.
        """
        if self.formats is None:
            return None if isinstance(cell, str) else Look.UNKNOWN
        form = self._format(row, column)
        return None if form in _AS_IT_IS else shown(cell, form)

    def of_day(self, moment: date, row: int, column: int) -> str | Look | None:
        """What a cell shows that holds a day; None where that is the whole of it.

        Args:
            moment: The day, and maybe a time.
            row: From 1.
            column: From 0.
        """
        whole = moment if isinstance(moment, datetime) else datetime.combine(moment, time())
        return Look.UNKNOWN if self.formats is None else seen(whole, self._format(row, column))

    def _format(self, row: int, column: int) -> str:
        style = self.styled.of(row, column)
        return self.formats[style] if self.formats and style < len(self.formats) else GENERAL
