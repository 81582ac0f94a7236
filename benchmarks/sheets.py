"""Sheets of new entries for `importing`: the demonstration's own, again and again under other codes and names."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from seed.sheets import TABLES

CODE, NAME = "资源代码", "资源名称"
_FIGURES = "〇一二三四五六七八九"

Rows = list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Sheets:
    """The rows of each entry of the demonstration, one for each of its items."""

    columns: tuple[str, ...]
    entries: tuple[Rows, ...]

    def sheet(self, first: int, count: int) -> bytes:
        """So many entries as a CSV file, from a number on; no number gives a code or a name twice."""
        content = io.StringIO()
        writer = csv.DictWriter(content, self.columns)
        writer.writeheader()
        for number in range(first, first + count):
            writer.writerows(self._numbered(number))
        return content.getvalue().encode("utf-8")

    def code(self, number: int) -> str:
        """The code of the entry of a number."""
        return f"{self.entries[number % len(self.entries)][0][CODE]}-{number}"

    def _numbered(self, number: int) -> Iterator[Mapping[str, str]]:
        head, *further = self.entries[number % len(self.entries)]
        spelled = "".join(_FIGURES[int(figure)] for figure in str(number))
        yield head | {CODE: self.code(number), NAME: f"{spelled}号{head[NAME]}"}
        yield from further


def read_sheets() -> Sheets:
    """Read the demonstration's tables of entries."""
    columns: tuple[str, ...] = ()
    entries: list[Rows] = []
    for path in sorted((TABLES / "entries").glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as opened:
            reader = csv.DictReader(opened)
            columns = tuple(dict.fromkeys((*columns, *(reader.fieldnames or ()))))
            for row in reader:
                if row[CODE]:
                    entries.append([])
                entries[-1].append(row)
    return Sheets(columns, tuple(entries))
