"""What a row says nothing of, and what it leaves empty: a column that a file does not have is no empty cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.office.sheets.cells import Cells
from graph.office.sheets.rows import Row


@dataclass(frozen=True, slots=True)
class Mention:
    """What of a value a row does not fill."""

    silent: frozenset[str] = frozenset()
    """Fields of which nothing is said: what stands stays."""
    blank: frozenset[str] = frozenset()
    """Fields that are said to be empty."""


class Mentions:
    """Finds what rows do not fill; rows that are alike share what is found."""

    def __init__(self, fields: Iterable[tuple[str, str]], places: Mapping[str, int]) -> None:
        """Look at a table.

        Args:
            fields: The fields of a form, each with its column.
            places: Where the columns of the table stand.
        """
        there = [(field, name, places.get(name)) for field, name in fields if field]
        self._absent = frozenset(field for field, _, place in there if place is None)
        self._there = {place: (field, name) for field, name, place in there if place is not None}
        self._found: dict[tuple[tuple[int, ...], frozenset[int]], Mention] = {}

    def of(self, row: Row, cells: Cells) -> Mention:
        """What a row does not fill."""
        texts = cells.texts
        empty = tuple([place for place in self._there if not texts[place]])
        if cells.emptied:
            empty += tuple(place for place, (_, name) in self._there.items() if name in cells.emptied)
        known = self._found.get((empty, row.unsaid))
        if known is None:
            known = self._found[empty, row.unsaid] = self._mention(empty, row.unsaid)
        return known

    def _mention(self, empty: tuple[int, ...], unsaid: frozenset[int]) -> Mention:
        silent = self._absent.union(self._there[place][0] for place in empty if place in unsaid)
        return Mention(silent, frozenset(self._there[place][0] for place in empty if place not in unsaid))
