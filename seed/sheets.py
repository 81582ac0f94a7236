"""Reads the demonstration's tables: `seed/tables/*.csv`, UTF-8, first line the Chinese column names."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

TABLES = Path(__file__).parent / "tables"

Row = Mapping[str, str]
"""One line of a table: column name → text, empty where the cell is empty."""


@cache
def sheet(name: str) -> tuple[Row, ...]:
    """All rows of a table in their order.

    Args:
        name: The file below `seed/tables` without its ending, as `departments` or `entries/公安局`.

    Raises:
        FileNotFoundError: There is no such table.
    """
    return read_rows(TABLES / f"{name}.csv")


def read_rows(path: Path) -> tuple[Row, ...]:
    """All rows of a table that stands anywhere."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def listed(cell: str) -> tuple[str, ...]:
    """The members of a cell that holds several values, separated by `;`."""
    return tuple(part for part in cell.split(";") if part)
