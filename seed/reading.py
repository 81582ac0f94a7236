"""Reads the demonstration's tables through the same readers as users' files, and keeps what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from graph.office.review import Review
from graph.office.sheets.files import read_table
from graph.office.sheets.forms import Parsed
from graph.office.sheets.rows import Table
from seed.sheets import Row, read_rows

T = TypeVar("T")


class Reading:
    """Reads tables of a folder and keeps what is wrong with them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.review = Review()

    def all(self, pattern: str, read: Callable[[Table], Parsed[T]]) -> tuple[T, ...]:
        """The values of a table, or of all tables that a pattern matches, in the order of their names."""
        values: list[T] = []
        for path in sorted(self._folder.glob(f"{pattern}.csv")):
            parsed = read(read_table(path.read_bytes()))
            values.extend(parsed.values)
            for fault in parsed.faults:
                fault.path = (str(path.relative_to(self._folder)), *fault.path)
            self.review += Review(parsed.faults)
        return tuple(values)

    def rows(self, name: str) -> tuple[Row, ...]:
        """The rows of a table that is of no kind of import; none where it is not there."""
        path = self._folder / f"{name}.csv"
        return read_rows(path) if path.exists() else ()
