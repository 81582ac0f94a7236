"""The table of which entries lie in which libraries."""

from __future__ import annotations

from graph.office.sheets.cells import Column, Form, Parsed, read_form
from graph.office.sheets.files import Table

MEMBERSHIPS = Form("memberships", (Column("资源代码", "entry"), Column("资源库", "library")))


def read_memberships(table: Table) -> Parsed[tuple[str, str]]:
    """Read which entry is in which library: (entry code, library code)."""
    return read_form(
        table, MEMBERSHIPS, lambda cells: (cells.code("资源代码", needed=True), cells.code("资源库", needed=True))
    )
